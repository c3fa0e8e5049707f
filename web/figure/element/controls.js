/** The controls that the author asked for: native fields, each an edit that can be undone. */

import { element } from '../../base/element.js';
import { normalizerOf, normalizers, scores, takesTemperature } from '../state/methods.js';
import { formatNumber } from '../../base/number-format.js';
import { limits } from '../state/limits.js';
import { sizesOf } from '../state/figure-vectors.js';
import { panelName } from '../words/names.js';
import { numberField } from './number-field.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { Editing, NumberField } from './number-field.js'
 * @import { controlNames } from '../state/link-settings.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Control
 * @property {HTMLElement} box
 * @property {(state: FigureState, text: Text) => void} show
 */

/** The attribute `controls` may name these, which stand in this order. @type {Record<typeof controlNames[number], (editing: Editing) => Control>} */
const makers = {
  head: choice('head', (state) => Array(sizesOf(state).H).keys(), ({ head }) => head, (state) => sizesOf(state).H === 1),
  score: choice('score', () => scores, ({ score }) => score),
  normalizer: choice('normalizer', () => normalizers, normalizerOf),
  temperature: numeric(
    'temperature',
    { min: 0, step: 0.1 },
    (value) => (value === null || (value > 0 && value < Infinity) ? { temperature: value } : 'control.positive'),
    (state) => (isSupplied(state) || !takesTemperature(state) ? [null, '–', true] : [state.temperature, '1', false]),
  ),
  scale: numeric(
    'scale',
    { step: 0.1 },
    (value) => (Number.isNaN(value) ? 'control.number' : { scale: value }),
    (state) => [
      state.scale,
      state.score === 'scaled-dot' ? formatNumber(1 / Math.sqrt(sizesOf(state).D)) : '1',
      isSupplied(state),
    ],
  ),
  window: windowControl,
  causal: checkBox('causal'),
  mask: checkBox('mask'),
};

/**
 * @param {string} wanted names with spaces or commas between; unknown ones are passed over
 * @returns {string[]} those that there are, in their order
 */
export function controlsOf(wanted) {
  const asked = wanted.toLowerCase().split(/[\s,]+/);
  return Object.keys(makers).filter((name) => asked.includes(name));
}

/**
 * @param {HTMLElement} place of those that are asked for
 * @param {Editing} editing
 */
export function controlsIn(place, editing) {
  const all = Object.entries(makers).map(([name, make]) => ({ name, ...make(editing) }));
  return {
    /** Whether a click masks a cell. */
    get isMasking() {
      return place.querySelector('#mask-field:checked') !== null;
    },

    /**
     * @param {string} wanted as for controlsOf
     * @param {FigureState} state
     * @param {Text} text
     */
    show(wanted, state, text) {
      const asked = controlsOf(wanted);
      const named = all.filter(({ name }) => asked.includes(name));
      // Put there only once: a field that is moved loses the focus.
      if (named.length !== place.childElementCount || named.some(({ box }, index) => box !== place.children[index])) {
        place.replaceChildren(...named.map(({ box }) => box));
      }
      place.hidden = named.length === 0;
      for (const { show } of named) show(state, text);
    },
  };
}

/** @param {FigureState} state */
const isSupplied = ({ weights }) => weights !== null;

/**
 * @param {'score' | 'normalizer' | 'head'} name of a field of the state, and what may be compared
 * @param {(state: FigureState) => Iterable<string | number>} valuesOf what there is to choose
 * @param {(state: FigureState) => string | number} chosenOf
 * @param {(state: FigureState) => boolean} [isOff]
 * @returns {(editing: Editing) => Control}
 */
function choice(name, valuesOf, chosenOf, isOff = (state) => isSupplied(state) || state.compare === name) {
  return ({ change }) => {
    const select = element('select', {
      id: `${name}-field`,
      change() {
        change((model) => model.edit({ [name]: name === 'head' ? select.selectedIndex : select.value }));
      },
    });
    return {
      box: element('div', { class: 'control' }, element('label', { for: select.id, 'data-text': `control.${name}` }), select),
      show(state, text) {
        const chosen = chosenOf(state);
        const isForced = name === 'normalizer' && state.score === 'linear';
        const isBarred = (/** @type {string | number} */ value) => isForced || (value === 'linear' && state.compare === 'normalizer');
        select.replaceChildren(...Array.from(valuesOf(state), (value) =>
          element('option', { value, disabled: value !== chosen && isBarred(value), selected: value === chosen }, panelName({ compare: name }, String(value), text))));
        select.disabled = isOff(state);
      },
    };
  };
}

/**
 * @param {string} name
 * @param {Record<string, number>} limits
 * @param {Parameters<typeof numberField>[3]} fieldsOf
 * @param {(state: FigureState) => Parameters<NumberField['show']>} shownOf
 * @returns {(editing: Editing) => Control}
 */
function numeric(name, limits, fieldsOf, shownOf) {
  return (editing) => {
    const { box, show } = numberField(name, limits, editing, fieldsOf);
    return { box, show: (state) => show(...shownOf(state)) };
  };
}

/** @param {Editing} editing @returns {Control} */
function windowControl(editing) {
  const fields = ['left', 'right'].map((name, side) =>
    numberField(name, { min: 0, step: 1 }, editing, (value, state) => {
      if (value !== null && !(Number.isInteger(value) && value >= 0 && value <= limits.tokens)) return 'control.number';
      const window = /** @type {[number, number]} */ ([...(state.window ?? [-1, -1])]);
      window[side] = value ?? -1;
      return { window: Math.max(...window) < 0 ? null : window };
    }));
  return {
    box: element('fieldset', { class: 'control pair', 'data-label': 'control.window' }, ...fields.map(({ box }) => box)),
    show(state, text) {
      fields.forEach((field, side) => {
        const limit = state.window?.[side] ?? -1;
        field.show(limit < 0 ? null : limit, text('control.noLimit'), isSupplied(state));
      });
    },
  };
}

/**
 * @param {'causal' | 'mask'} name causal is a field of the state; mask says what a click does, and is on at first
 * @returns {(editing: Editing) => Control}
 */
function checkBox(name) {
  const isField = name === 'causal';
  return ({ change }) => {
    /** The box brings back what the author, or a link, has had last. @type {FigureState['causal']} */
    let causal = true;
    const input = element('input', {
      id: `${name}-field`,
      type: 'checkbox',
      checked: true,
      change() {
        change((model) => isField && model.edit({ causal: input.checked && causal }));
      },
    });
    return {
      box: element('label', { class: 'control check' }, input, element('span', { 'data-text': `control.${name}` })),
      show(state) {
        input.disabled = isSupplied(state);
        causal = state.causal || causal;
        if (isField) input.checked = state.causal !== false;
        else if (input.disabled) input.checked = false;
      },
    };
  };
}
