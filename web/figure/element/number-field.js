/** A labelled number field: what is typed shows at once, and becomes an edit when the field is left. */

import { element } from '../../base/element.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Text, TextKey } from '../words/texts.js'
 *
 * @typedef {object} Editing what fields ask of the element
 * @property {() => Text} text
 * @property {(change: (model: FigureModel) => unknown) => void} change the model, and all that shows it
 *
 * @typedef {object} NumberField
 * @property {HTMLElement} box
 * @property {HTMLElement} label
 * @property {(value: number | null, placeholder?: string, isOff?: boolean) => void} show unless it is being typed in
 */

/**
 * @param {string} name a figure has each field once
 * @param {Record<string, string | number>} limits min, max and step
 * @param {Editing} editing
 * @param {(value: number | null, state: FigureState) => Partial<FigureState> | TextKey} fieldsOf null: the field is
 *   empty; gives what the value makes of a state, or what is wrong with it
 * @param {string | false} [words] the text of its label; false: the caller writes it
 * @returns {NumberField}
 */
export function numberField(name, limits, { change, text }, fieldsOf, words = `control.${name}`) {
  const id = `${name}-field`;
  const label = element('label', { for: id, 'data-text': words });
  const complaint = element('p', { class: 'complaint', id: `${id}-complaint` });
  /** @param {TextKey | null} problem */
  const complain = (problem) => {
    complaint.textContent = problem && text()(problem);
    input.setAttribute('aria-invalid', String(problem !== null));
  };
  const input = element('input', {
    id,
    type: 'number',
    inputmode: 'decimal',
    'aria-describedby': complaint.id,
    ...limits,
    input: () => change((model) => {
      const isEmpty = input.value === '' && !input.validity.badInput;
      const fields = fieldsOf(isEmpty ? null : input.valueAsNumber, model.state);
      const isWrong = typeof fields === 'string';
      complain(isWrong ? fields : null);
      if (!isWrong) model.preview(fields);
    }),
    change: () => change((model) => model.commit()),
  });
  return {
    box: element('div', { class: 'control' }, label, input, complaint),
    label,
    show(value, placeholder = '', isOff = false) {
      input.disabled = isOff;
      input.placeholder = placeholder;
      const isTyping = input.matches(':focus');
      const isShown = value === null ? input.value === '' : input.valueAsNumber === value;
      if (isTyping && (isShown || complaint.textContent)) return;
      input.value = String(value ?? '');
      complain(null);
    },
  };
}
