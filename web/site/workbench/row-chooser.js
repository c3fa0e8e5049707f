/** Chooses one of very many rows, by its number or by a slider over all of them. */

import { element, uniqueId } from '../../base/dom.js';
import { FieldMessage } from './field-message.js';
import { bindText } from './language.js';
import { countText } from './long-texts.js';
import { parseNumber } from '../../base/number-format.js';

export class RowChooser {
  #field = element('input', { type: 'text', inputmode: 'numeric', autocomplete: 'off', maxlength: 24, id: uniqueId('row'), value: 0 });
  #slider = element('input', { type: 'range', min: 0, max: 0, step: 1, value: 0 });
  #label;
  #message;
  #choose;
  #last = 0;

  /**
   * @param {HTMLElement} place
   * @param {(row: number) => void} choose
   */
  constructor(place, choose) {
    this.#choose = choose;
    this.#label = element('label', { for: this.#field.id });
    place.append(
      this.#label,
      element('div', { class: 'row-choice' }, this.#field, bindText(this.#slider, 'long.rowSlider', undefined, 'aria-label')),
    );
    this.#message = new FieldMessage(this.#field, place);
    this.#field.addEventListener('input', () => this.#typed());
    this.#slider.addEventListener('input', () => {
      this.#message.clear();
      this.#field.value = this.#slider.value;
      choose(Number(this.#slider.value));
    });
  }

  /**
   * @param {number} row
   * @param {number} last the number of the last row
   */
  show(row, last) {
    const isTyped = this.#message.isShown && last === this.#last && String(row) === this.#slider.value;
    this.#last = last;
    this.#slider.max = String(last);
    this.#slider.value = String(row);
    bindText(this.#label, 'long.row', () => ({ last: countText(last) }));
    if (isTyped) return; // A message about a mistake stays until the mistake is corrected.
    this.#message.clear();
    if (parseNumber(this.#field.value) !== row) this.#field.value = String(row);
  }

  #typed() {
    const row = parseNumber(this.#field.value);
    if (!Number.isInteger(row) || row < 0 || row > this.#last) {
      this.#message.show('long.rowProblem', () => ({ last: countText(this.#last) }));
      return;
    }
    this.#message.clear();
    this.#slider.value = String(row);
    this.#choose(row);
  }
}
