/** The controls that the author asked for: native fields, each an edit that can be undone. */

import { element } from '../dom.js';
import { normalizerOf, normalizers, scores, takesTemperature } from '../methods.js';
import { formatNumber } from '../number-format.js';
import { sizesOf } from '../state/figure-vectors.js';
import { numberField } from './number-field.js';

/**
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text, TextKey } from './texts.js'
 *
 * @typedef {object} ControlEditing
 * @property {() => Text} text
 * @property {(fields: Partial<FigureState>) => void} edit
 * @property {(fields: Partial<FigureState>) => void} preview
 * @property {() => void} commit
 * @property {() => FigureState} state
 *
 * @typedef {object} Control
 * @property {HTMLElement} box
 * @property {(state: FigureState, text: Text) => void} show
 */

/** What controls="" may name, in the order in which they stand. */
const makers = {
  head: headControl,
  score: (/** @type {ControlEditing} */ editing) => choice('score', scores, editing),
  normalizer: (/** @type {ControlEditing} */ editing) => choice('normalizer', normalizers, editing),
  temperature: temperatureControl,
  scale: scaleControl,
  window: windowControl,
  causal: causalControl,
  mask: maskControl,
};

export class Controls {
  /** @type {Partial<Record<keyof typeof makers, Control>>} */
  #made = {};
  #editing;

  /**
   * @param {HTMLElement} place
   * @param {ControlEditing} editing
   */
  constructor(place, editing) {
    this.place = place;
    this.#editing = editing;
  }

  /** Whether a click masks a cell. */
  get isMasking() {
    return this.#made.mask?.box.querySelector('input')?.checked ?? false;
  }

  /**
   * @param {string} wanted names with spaces between; unknown ones are passed over
   * @param {FigureState} state
   * @param {Text} text
   */
  show(wanted, state, text) {
    const asked = wanted.toLowerCase().split(/[\s,]+/);
    const names = /** @type {(keyof typeof makers)[]} */ (Object.keys(makers)).filter((name) => asked.includes(name));
    if (names.join() !== Object.keys(this.#made).join()) {
      this.#made = Object.fromEntries(names.map((name) => [name, makers[name](this.#editing)]));
      this.place.replaceChildren(...Object.values(this.#made).map(({ box }) => box));
    }
    this.place.hidden = names.length === 0;
    this.place.setAttribute('aria-label', text('control.group'));
    for (const control of Object.values(this.#made)) control.show(state, text);
  }
}

let count = 0;

/**
 * @param {'score' | 'normalizer' | 'head'} name
 * @param {(select: HTMLSelectElement) => void} chosen
 */
function selectBox(name, chosen) {
  count += 1;
  const select = element('select', { id: `${name}-choice-${count}` });
  select.addEventListener('change', () => chosen(select));
  const label = element('label', { for: select.id });
  return { box: element('div', { class: 'control' }, label, select), label, select };
}

/**
 * @param {'score' | 'normalizer'} name
 * @param {string[]} entries
 * @param {ControlEditing} editing
 * @returns {Control}
 */
function choice(name, entries, { edit }) {
  const { box, label, select } = selectBox(name, ({ value }) => edit({ [name]: value }));
  select.append(...entries.map((entry) => element('option', { value: entry })));
  return {
    box,
    show(state, text) {
      label.textContent = text(`control.${name}`);
      const chosen = name === 'score' ? state.score : normalizerOf(state);
      for (const option of select.options) {
        option.textContent = text(/** @type {TextKey} */ (`${name}.${option.value}`));
        option.disabled = name === 'normalizer' && state.score === 'linear' && option.value !== chosen;
      }
      select.value = chosen;
      select.disabled = state.weights !== null || state.compare === name;
    },
  };
}

/** @param {ControlEditing} editing @returns {Control} */
function headControl({ edit }) {
  const { box, label, select } = selectBox('head', ({ value }) => edit({ head: Number(value) }));
  return {
    box,
    show(state, text) {
      const { H } = sizesOf(state);
      label.textContent = text('control.head');
      select.replaceChildren(...Array.from({ length: H }, (_, head) =>
        element('option', { value: head }, text('control.headNumber', { number: head + 1 }))));
      select.value = String(state.head);
      select.disabled = H === 1;
    },
  };
}

/** @param {ControlEditing} editing @returns {Control} */
function temperatureControl({ text: words, preview, commit }) {
  const field = numberField('temperature', { min: 0, step: 0.1 }, {
    preview(value) {
      if (value !== null && !(value > 0 && Number.isFinite(value))) return words()('control.positive');
      preview({ temperature: value });
      return null;
    },
    commit,
  });
  return {
    box: field.box,
    show(state, text) {
      field.label.textContent = text('control.temperature');
      field.input.disabled = state.weights !== null || !takesTemperature(state);
      field.show(field.input.disabled ? null : state.temperature, field.input.disabled ? '–' : '1');
    },
  };
}

/** @param {ControlEditing} editing @returns {Control} */
function scaleControl({ text: words, preview, commit }) {
  const field = numberField('scale', { step: 0.1 }, {
    preview(value) {
      if (Number.isNaN(value)) return words()('control.number');
      preview({ scale: value });
      return null;
    },
    commit,
  });
  return {
    box: field.box,
    show(state, text) {
      field.label.textContent = text('control.scale');
      field.input.disabled = state.weights !== null;
      field.show(state.scale, state.score === 'scaled-dot' ? formatNumber(1 / Math.sqrt(sizesOf(state).D)) : '1');
    },
  };
}

/** @param {ControlEditing} editing @returns {Control} */
function windowControl({ text: words, preview, commit, state: now }) {
  const fields = ([0, 1]).map((side) => numberField(`window-${side}`, { min: 0, step: 1 }, {
    preview(value) {
      if (value !== null && !(Number.isInteger(value) && value >= 0 && value <= 2048)) return words()('control.number');
      const window = /** @type {[number, number]} */ ([...(now().window ?? [-1, -1])]);
      window[side] = value ?? -1;
      preview({ window: window.some((limit) => limit >= 0) ? window : null });
      return null;
    },
    commit,
  }));
  const legend = element('legend', { class: 'unseen' });
  return {
    box: element('fieldset', { class: 'control pair' }, legend, ...fields.map(({ box }) => box)),
    show({ window, weights }, text) {
      legend.textContent = text('control.window');
      fields.forEach((field, side) => {
        field.label.textContent = text(side === 0 ? 'control.left' : 'control.right');
        field.input.disabled = weights !== null;
        const limit = window?.[side] ?? -1;
        field.show(limit < 0 ? null : limit, text('control.noLimit'));
      });
    },
  };
}

/** @param {ControlEditing} editing @returns {Control} */
function causalControl({ edit }) {
  const { box, input, words } = checkBox((checked) => edit({ causal: checked }));
  return {
    box,
    show({ causal, weights }, text) {
      input.checked = causal;
      input.disabled = weights !== null;
      words.textContent = text('control.causal');
    },
  };
}

/** @returns {Control} */
function maskControl() {
  const { box, input, words } = checkBox(() => {});
  input.checked = true;
  return { box, show: ({ weights }, text) => {
    input.disabled = weights !== null;
    if (weights) input.checked = false;
    words.textContent = text('control.mask');
  } };
}

/** @param {(checked: boolean) => void} changed */
function checkBox(changed) {
  const input = element('input', { type: 'checkbox' });
  input.addEventListener('change', () => changed(input.checked));
  const words = element('span');
  return { box: element('label', { class: 'control check' }, input, words), input, words };
}
