/** The listing runs, line by line. */

import { element } from '../../../base/dom.js';
import { live as en } from '../../../locales/lesson/listing-en.js';
import { live as zh } from '../../../locales/lesson/listing-zh.js';
import { Player } from '../loops/player.js';
import { readStep } from '../loops/steps-in-link.js';
import { MomentView } from './moment-view.js';
import { isShown, isStruck, modes, rows } from './program.js';
import { run } from './run.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Mode } from './program.js'
 * @import { Moment } from './run.js'
 */

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

  const view = new MomentView(root, texts);
  const player = new Player(texts.player, (index, isPlaying) => {
    view.show(mode, moments, index, isPlaying);
    if (!isLoading && !isPlaying) keepState();
  });
  part('.listing-side').append(player.node, ...view.nodes);

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
