/** A labelled select element. */

import { element, uniqueId } from '../../../base/dom.js';

/**
 * @param {string} label
 * @param {readonly string[]} values
 * @param {(value: string) => string} textOf
 * @param {(value: string) => void} chosen
 */
export function choice(label, values, textOf, chosen) {
  const id = uniqueId('choice');
  const select = element('select', { id }, ...values.map((value) => element('option', { value }, textOf(value))));
  select.addEventListener('change', () => chosen(select.value));
  const node = element('div', { class: 'method' }, element('label', { for: id }, label), select);
  /** @param {string} value */
  const show = (value) => {
    select.value = value;
  };
  return { node, show };
}
