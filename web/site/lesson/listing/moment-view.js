/** Shows a moment of the listing's run: its line, what has happened, the variables, and the output of the program. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { rows } from './program.js';
import { pyplotChart } from './pyplot.js';
import { shapeText, tensorText } from './tensors.js';

/**
 * @import { Mode } from './program.js'
 * @import { Moment } from './run.js'
 * @import { Tensor } from './tensors.js'
 *
 * @typedef {typeof import('../../../locales/lesson/listing-en.js').live} Texts
 */

/** Some of the program's numbers are ties when they are rounded to four decimals; the fifth shows them as they are. */
const printedDecimals = 5;

export class MomentView {
  #root;
  #texts;
  #place = element('p', { class: 'listing-place' });
  #code = element('code');
  #says = element('p', { class: 'listing-says', role: 'status' });
  #now = element('div', { class: 'listing-now' });
  #terminal;
  #memory = element('div', { class: 'listing-memory' });

  /** @param {HTMLElement} root @param {Texts} texts */
  constructor(root, texts) {
    this.#root = root;
    this.#texts = texts;
    this.#terminal = element('div', { class: 'listing-console', 'aria-label': texts.terminal, role: 'group' });
  }

  /** The nodes beside the listing, in their order. */
  get nodes() {
    return [this.#place, element('p', { class: 'listing-line', lang: 'zh-CN' }, this.#code), this.#says, this.#now, this.#terminal, this.#memory];
  }

  /** @param {Mode} mode @param {readonly Moment[]} moments @param {number} index @param {boolean} isPlaying */
  show(mode, moments, index, isPlaying) {
    const moment = moments[index];
    const isError = mode === 'written' && moment.row === '13';
    this.#markLine(moment.row, isError);
    this.#place.textContent = this.#placeOf(moment.row).replace('{step}', String(index + 1)).replace('{count}', String(moments.length));
    this.#code.textContent = rows.find(({ id }) => id === moment.row)?.text ?? '';
    this.#says.setAttribute('aria-live', isPlaying ? 'off' : 'polite');
    this.#says.textContent = this.#sentence(mode, moment);
    this.#now.replaceChildren(...moment.parts.map(([expression, value]) => this.#tensorBox(expression, value, false)));
    this.#terminal.replaceChildren(...this.#printed(moment, isError));
    this.#memory.replaceChildren(
      element('h3', {}, this.#texts.variables),
      ...(moment.variables.size === 0 ? [element('p', { class: 'note' }, this.#texts.none)] : []),
      ...[...moment.variables].reverse().map(([name, value]) => this.#tensorBox(name, value, name === moment.wrote)),
    );
    this.#root.querySelector('.listing-drawn')?.replaceChildren(this.#drawing(mode, moment));
  }

  /** @param {string} row @param {boolean} isError */
  #markLine(row, isError) {
    for (const line of this.#root.querySelectorAll('[data-row]')) {
      const isCurrent = line.getAttribute('data-row') === row;
      line.toggleAttribute('data-error', isCurrent && isError);
      if (isCurrent) line.setAttribute('aria-current', 'step');
      else line.removeAttribute('aria-current');
    }
  }

  /** @param {string} row */
  #placeOf(row) {
    const isQuoted = /^\d+$/.test(row);
    return this.#texts.place.replace('{line}', isQuoted ? this.#texts.line.replace('{number}', row) : this.#texts.added);
  }

  /** @param {Mode} mode @param {Moment} moment */
  #sentence(mode, { row, variables }) {
    /** @type {Record<string, string | Partial<Record<Mode, string>>>} */
    const sentences = this.#texts.says;
    const text = sentences[row];
    const chosen = typeof text === 'string' ? text : (text[mode] ?? '');
    /** @param {string} name */
    const total = (name) => formatNumber((variables.get(name)?.data ?? []).reduce((sum, x) => sum + x, 0));
    return chosen
      .replace('{factor}', total('normalization_factor')).replace('{normalized}', total('normalized_scores'))
      .replace('{scores}', total('attention_scores')).replace('{first}', formatNumber(variables.get('weights')?.data[0] ?? NaN));
  }

  /** @param {string} name @param {Tensor} value @param {boolean} isNew */
  #tensorBox(name, value, isNew) {
    return element('div', { class: isNew ? 'listing-tensor is-new' : 'listing-tensor', 'data-name': name },
      element('p', { class: 'listing-tensor-name' }, element('code', {}, name), ` ${this.#texts.shape} `, element('span', { class: 'listing-tensor-shape' }, shapeText(value.shape)), ...(isNew ? [` · ${this.#texts.isNew}`] : [])),
      element('pre', { class: 'listing-tensor-values' }, tensorText(value, formatNumber)));
  }

  /** @param {Moment} moment @param {boolean} isError */
  #printed({ printed }, isError) {
    if (isError) return [element('pre', {}, `Traceback (most recent call last):\n  File "main.py", line 13, in <module>\nNameError: name 'key' is not defined`)];
    if (printed) return [element('pre', {}, `Weighted Output: ${tensorText(printed, (x) => formatNumber(x, printedDecimals))}`), element('p', { class: 'note' }, this.#texts.digits)];
    return [element('p', { class: 'note' }, this.#texts.nothing)];
  }

  /** @param {Mode} mode @param {Moment} moment */
  #drawing(mode, { drawn, isShown }) {
    if (mode === 'written') return element('p', { class: 'note' }, this.#texts.noChart);
    if (!drawn || !isShown) return element('p', { class: 'note' }, this.#texts.chartLater);
    const heights = drawn.shape.length === 0 ? [drawn.data[0], drawn.data[0], drawn.data[0]] : drawn.data;
    return pyplotChart(heights, this.#texts.chartLabel.replace('{heights}', heights.map((x) => formatNumber(x)).join(', ')));
  }
}
