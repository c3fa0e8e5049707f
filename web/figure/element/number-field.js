/** A labelled number field: what is typed shows at once, and becomes an edit when the field is left. */

import { element } from '../dom.js';

/**
 * @typedef {object} NumberEditing
 * @property {(value: number | null) => string | null} preview null: the field is empty; gives back what is wrong
 * @property {() => void} commit
 *
 * @typedef {object} NumberField
 * @property {HTMLElement} box
 * @property {HTMLInputElement} input
 * @property {(value: number | null, placeholder?: string) => void} show unless it is being typed in
 */

let count = 0;

/**
 * @param {string} name also its part
 * @param {Record<string, string | number>} limits min, max and step
 * @param {NumberEditing} editing
 * @returns {NumberField & { label: HTMLLabelElement }}
 */
export function numberField(name, limits, { preview, commit }) {
  count += 1;
  const id = `${name}-${count}`;
  const label = element('label', { for: id });
  const complaint = element('p', { class: 'complaint', id: `${id}-complaint`, hidden: true });
  /** @param {string | null} problem */
  const complain = (problem) => {
    complaint.hidden = problem === null;
    complaint.textContent = problem ?? '';
    for (const [attribute, value] of [['aria-invalid', 'true'], ['aria-describedby', complaint.id]]) {
      if (problem === null) input.removeAttribute(attribute);
      else input.setAttribute(attribute, value);
    }
  };
  const input = element('input', { id, type: 'number', inputmode: 'decimal', ...limits });
  input.addEventListener('input', () => {
    const isEmpty = input.value === '' && !input.validity.badInput;
    complain(preview(isEmpty ? null : input.valueAsNumber));
  });
  input.addEventListener('change', commit);
  return {
    box: element('div', { class: 'control' }, label, input, complaint),
    label,
    input,
    show(value, placeholder = '') {
      input.placeholder = placeholder;
      const isTyping = /** @type {ShadowRoot} */ (input.getRootNode()).activeElement === input;
      const isShown = value === null ? input.value === '' : input.valueAsNumber === value;
      if (isTyping && (isShown || !complaint.hidden)) return;
      input.value = value === null ? '' : String(value);
      complain(null);
    },
  };
}
