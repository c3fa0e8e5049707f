/** The listing runs, line by line. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { live as en } from '../../../locales/lesson/listing-en.js';
import { live as zh } from '../../../locales/lesson/listing-zh.js';
import { Player } from '../loops/player.js';
import { readStep } from '../loops/steps-in-link.js';
import { isShown, isStruck, modes, rows } from './program.js';
import { pyplotChart } from './pyplot.js';
import { run } from './run.js';
import { shapeText, tensorText } from './tensors.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Mode } from './program.js'
 * @import { Moment } from './run.js'
 * @import { Tensor } from './tensors.js'
 */

/** Some of the program's numbers are ties when they are rounded to four decimals; the fifth shows them as they are. */
const printedDecimals = 5;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  /** @type {Mode} */
  let mode = 'written';
  /** @type {Moment[]} */
  let moments = [];
  let isLoading = false;

  const place = element('p', { class: 'listing-place' });
  const code = element('code');
  const says = element('p', { class: 'listing-says', role: 'status' });
  const now = element('div', { class: 'listing-now' });
  const terminal = element('div', { class: 'listing-console', 'aria-label': texts.terminal, role: 'group' });
  const memory = element('div', { class: 'listing-memory' });
  const player = new Player(texts.player, (index, isPlaying) => {
    show(index, isPlaying);
    if (!isLoading && !isPlaying) keepState();
  });
  part('.listing-side').append(player.node, place, element('p', { class: 'listing-line', lang: 'zh-CN' }, code), says, now, terminal, memory);

  const radios = modes.map((each) => {
    const radio = element('input', { type: 'radio', name: 'listing-mode', value: each, autocomplete: 'off' });
    radio.addEventListener('change', () => {
      load(each, 0);
      keepState();
    });
    return radio;
  });
  part('.listing-settings').append(element('fieldset', { class: 'listing-modes' },
    element('legend', {}, texts.mode),
    ...radios.map((radio, index) => element('label', { class: 'check' }, radio, element('span', {}, texts.modes[modes[index]])))));

  /** @param {Mode} next @param {number} index */
  function load(next, index) {
    mode = next;
    moments = run(engine, mode);
    for (const radio of radios) radio.checked = radio.value === mode;
    for (const row of rows) {
      const line = part(`[data-row="${row.id}"]`);
      line.hidden = !isShown(row, mode);
      line.toggleAttribute('data-struck', isStruck(row, mode));
    }
    isLoading = true;
    player.load(moments.length, index);
    isLoading = false;
  }

  /** @param {number} index @param {boolean} isPlaying */
  function show(index, isPlaying) {
    const moment = moments[index];
    const isError = mode === 'written' && moment.row === '13';
    for (const line of root.querySelectorAll('[data-row]')) {
      const isCurrent = line.getAttribute('data-row') === moment.row;
      line.toggleAttribute('data-error', isCurrent && isError);
      if (isCurrent) line.setAttribute('aria-current', 'step');
      else line.removeAttribute('aria-current');
    }
    const number = /^\d+$/.test(moment.row) ? moment.row : rows[rows.findIndex(({ id }) => id === moment.row) - 1].id;
    place.textContent = texts.place.replace('{line}', /^\d+$/.test(moment.row) ? texts.line.replace('{number}', number) : texts.added)
      .replace('{step}', String(index + 1)).replace('{count}', String(moments.length));
    code.textContent = rows.find(({ id }) => id === moment.row)?.text ?? '';
    says.setAttribute('aria-live', isPlaying ? 'off' : 'polite');
    says.textContent = sentence(moment);
    now.replaceChildren(...moment.parts.map(([expression, value]) => tensorBox(expression, value, false)));
    terminal.replaceChildren(...printed(moment, isError));
    memory.replaceChildren(
      element('h3', {}, texts.variables),
      ...(moment.variables.size === 0 ? [element('p', { class: 'note' }, texts.none)] : []),
      ...[...moment.variables].reverse().map(([name, value]) => tensorBox(name, value, name === moment.wrote)),
    );
    part('.listing-drawn').replaceChildren(drawing(moment));
  }

  /** @param {Moment} moment */
  function sentence({ row, variables }) {
    /** @type {Record<string, string | Partial<Record<Mode, string>>>} */
    const sentences = texts.says;
    const text = sentences[row];
    const chosen = typeof text === 'string' ? text : (text[mode] ?? '');
    /** @param {string} name */
    const total = (name) => formatNumber((variables.get(name)?.data ?? []).reduce((sum, x) => sum + x, 0));
    return chosen
      .replace('{factor}', total('normalization_factor')).replace('{normalized}', total('normalized_scores'))
      .replace('{scores}', total('attention_scores')).replace('{first}', formatNumber(variables.get('weights')?.data[0] ?? NaN));
  }

  /** @param {string} name @param {Tensor} value @param {boolean} isNew */
  function tensorBox(name, value, isNew) {
    return element('div', { class: isNew ? 'listing-tensor is-new' : 'listing-tensor', 'data-name': name },
      element('p', { class: 'listing-tensor-name' }, element('code', {}, name), ` ${texts.shape} `, element('span', { class: 'listing-tensor-shape' }, shapeText(value.shape)), ...(isNew ? [` · ${texts.isNew}`] : [])),
      element('pre', { class: 'listing-tensor-values' }, tensorText(value, formatNumber)));
  }

  /** @param {Moment} moment @param {boolean} isError */
  function printed({ printed: value }, isError) {
    if (isError) return [element('pre', {}, `Traceback (most recent call last):\n  File "main.py", line 13, in <module>\nNameError: name 'key' is not defined`)];
    if (value) return [element('pre', {}, `Weighted Output: ${tensorText(value, (x) => formatNumber(x, printedDecimals))}`), element('p', { class: 'note' }, texts.digits)];
    return [element('p', { class: 'note' }, texts.nothing)];
  }

  /** @param {Moment} moment */
  function drawing({ drawn, isShown: isOpen }) {
    if (mode === 'written') return element('p', { class: 'note' }, texts.noChart);
    if (!drawn || !isOpen) return element('p', { class: 'note' }, texts.chartLater);
    const heights = drawn.shape.length === 0 ? [drawn.data[0], drawn.data[0], drawn.data[0]] : drawn.data;
    return pyplotChart(heights, texts.chartLabel.replace('{heights}', heights.map((x) => formatNumber(x)).join(', ')));
  }

  function keepState() {
    keep(mode === 'written' && player.index === 0 ? '' : `${mode}_${player.index + 1}`);
  }

  load('written', 0);
  const keep = lesson.link.keep('listing', {
    restore(value) {
      const [given, step = ''] = value === '' ? ['written'] : value.split('_');
      const next = modes.find((each) => each === given);
      if (!next) throw new Error(`listing: expected one of ${modes}, got ${given}`);
      load(next, readStep(step, run(engine, next).length));
    },
  });
}
