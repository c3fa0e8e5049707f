/** The controls for score function, normaliser, temperature and scale, with an explanation of each. */

import { element, uniqueId } from '../../base/dom.js';
import { EditField } from './edit-field.js';
import { FieldMessage } from './field-message.js';
import { normalizers, scores } from './formulas.js';
import { bindText } from './language.js';
import { normalizerOf, onlyNormalizer, takesTemperature } from '../../figure/state/methods.js';

/**
 * @import { Method } from '../../figure/state/methods.js'
 * @import { TextKey } from './language.js'
 * @import { Problem } from './problems.js'
 *
 * @typedef {object} MethodEditing
 * @property {(name: keyof Method, value: unknown) => void} preview
 * @property {() => void} commit
 * @property {() => void} cancel
 * @property {() => void} broken
 */

export class MethodControls {
  #score;
  #normalizer;
  #temperature;
  #scale;

  /**
   * @param {HTMLElement} place
   * @param {MethodEditing} editing
   */
  constructor(place, editing) {
    this.#score = choice('method.score', scores, 'score', (name) => choose('score', name));
    this.#normalizer = choice('method.normalizer', normalizers, 'normalizer', (name) => choose('normalizer', name));
    this.#temperature = optionalNumber('method.temperature', 'temperature', editing);
    this.#scale = optionalNumber('method.scale', 'scale', editing);
    place.append(this.#score.box, this.#normalizer.box, this.#temperature.box, this.#scale.box);

    /**
     * @param {'score' | 'normalizer'} name
     * @param {string} value
     */
    function choose(name, value) {
      editing.preview(name, value);
      editing.commit();
    }
  }

  get hasBrokenField() {
    return this.#temperature.field.isBroken || this.#scale.field.isBroken;
  }

  /**
   * @param {Method} method
   * @param {number} dimensions D, which decides the default scale
   * @param {Problem | null} problem
   */
  show(method, dimensions, problem) {
    const used = normalizerOf(method);
    const onlySum = onlyNormalizer(method.score) === 'sum';
    this.#score.show(method.score, 'scoreNote');
    this.#normalizer.show(used, 'normalizerNote', onlySum);
    if (onlySum) bindText(this.#normalizer.note, 'method.onlySum');

    const warm = takesTemperature(method);
    const { field: temperature } = this.#temperature;
    temperature.start = 1;
    temperature.input.disabled = !warm;
    temperature.input.placeholder = warm ? '1' : '–';
    temperature.show(warm ? method.temperature : null);
    bindText(this.#temperature.note, warm ? 'method.temperatureNote' : 'method.temperatureNone');

    const scaled = method.score === 'scaled-dot';
    const { field: scale } = this.#scale;
    scale.start = scaled ? 1 / Math.sqrt(dimensions) : 1;
    const standard = scaled ? `1/√${dimensions}` : '1';
    scale.input.placeholder = standard;
    scale.show(method.scale);
    bindText(this.#scale.note, 'method.scaleNote', () => ({ default: standard }));

    /** @param {Problem['place']} place */
    const at = (place) => (problem?.place === place ? problem : null);
    temperature.complain(at('temperature')?.key, at('temperature')?.values);
    scale.complain(at('scale')?.key, at('scale')?.values);
    this.#score.complain(at('score'));
    this.#normalizer.complain(at('normalizer'));
  }
}

/**
 * @template {string} Name
 * @param {TextKey} label
 * @param {{ name: Name, formula: string, numerator?: string }[]} entries
 * @param {'score' | 'normalizer'} kind
 * @param {(name: Name) => void} choose
 */
function choice(label, entries, kind, choose) {
  const id = uniqueId(kind);
  const noteId = `${id}-note`;
  const select = element('select', { id, 'aria-describedby': noteId });
  for (const { name } of entries) {
    select.append(bindText(element('option', { value: name }), /** @type {TextKey} */ (`${kind}.${name}`)));
  }
  select.addEventListener('change', () => choose(/** @type {Name} */ (select.value)));
  const formula = element('span', { class: 'formula' });
  const note = element('span');
  const box = element(
    'div',
    { class: 'method' },
    bindText(element('label', { for: id }), label),
    select,
    element('p', { class: 'note', id: noteId }, formula, note),
  );
  const message = new FieldMessage(select, box);
  return {
    box,
    note,
    /**
     * @param {Name} chosen
     * @param {'scoreNote' | 'normalizerNote'} notes
     * @param {boolean} [alone] whether no other entry can be chosen
     */
    show(chosen, notes, alone = false) {
      select.value = chosen;
      for (const option of select.options) option.disabled = alone && option.value !== chosen;
      const entry = entries.find(({ name }) => name === chosen);
      formula.textContent = [entry?.formula, entry?.numerator].filter(Boolean).join(',  ');
      bindText(note, /** @type {TextKey} */ (`${notes}.${chosen}`));
    },
    /** @param {Problem | null} problem */
    complain(problem) {
      if (problem) message.show(problem.key, problem.values);
      else message.clear();
    },
  };
}

/**
 * @param {TextKey} label
 * @param {'temperature' | 'scale'} name
 * @param {MethodEditing} editing
 */
function optionalNumber(label, name, editing) {
  const noteId = uniqueId(`${name}-note`);
  const note = element('p', { class: 'note', id: noteId });
  const box = element('div', { class: 'method' });
  const field = new EditField('number', {
    label,
    messages: box,
    optional: true,
    describedBy: noteId,
    preview: (value) => editing.preview(name, value),
    commit: editing.commit,
    cancel: editing.cancel,
    broken: editing.broken,
  });
  // The field names itself for a screen reader; the visible label only points at it.
  const visible = bindText(element('label', { for: uniqueId(name) }), label);
  field.input.id = visible.htmlFor;
  box.prepend(visible, field.input, note);
  return { box, note, field };
}
