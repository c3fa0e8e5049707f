/** Fields for the numbers of the matrices, in the place of the texts that the page was written with. */

import { element } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { fieldText, parseNumber } from '../../../base/number-format.js';
import { heads as authors, kinds } from './projections.js';
import { largest } from './state.js';

/**
 * @import { live as en } from '../../../locales/lesson/heads-en.js'
 * @import { Kind, Projections } from './projections.js'
 *
 * @typedef {{ kind: Kind, row: number, column: number }} Place of a number in the matrices of a head
 * @typedef {Place & { input: HTMLInputElement }} Field
 */

export class MatrixFields {
  #message;
  #texts;
  #changed;
  /** @type {Field[]} */
  #fields = [];
  /** The matrices that the fields show. */
  #matrices = authors[0];

  /**
   * @param {HTMLElement} root
   * @param {typeof en} texts
   * @param {(place: Place, value: number) => void} changed called with each valid number that the reader types
   */
  constructor(root, texts, changed) {
    this.#message = /** @type {HTMLElement} */ (root.querySelector('.heads-message'));
    this.#texts = texts;
    this.#changed = changed;
    for (const kind of kinds) {
      const table = /** @type {HTMLTableElement} */ (root.querySelector(`[data-table=${kind}]`));
      [...table.tBodies[0].rows].forEach((line, row) => [...line.cells].slice(1).forEach((cell, column) => {
        const label = filled(texts.cell, { matrix: table.caption?.textContent ?? '', feature: line.cells[0].textContent ?? '', column: column + 1 });
        const input = element('input', { type: 'text', inputmode: 'text', autocomplete: 'off', maxlength: 8, 'aria-label': label });
        cell.replaceChildren(input);
        this.#fields.push(this.#listened({ input, kind, row, column }));
      }));
    }
  }

  /** @param {Projections} matrices of a head @param {number} head whose matrices these were at first */
  show(matrices, head) {
    this.#matrices = matrices;
    for (const field of this.#fields) {
      const { input, kind, row, column } = field;
      const value = this.#valueAt(field);
      // The field in which the reader is typing keeps its text.
      if (input !== document.activeElement || parseNumber(input.value) !== value) input.value = fieldText(value);
      this.#complain(input, false);
      input.toggleAttribute('data-changed', value !== authors[head][kind][row][column]);
    }
  }

  /** @param {Field} field @returns {Field} the same, once its events are listened to */
  #listened(field) {
    const { input } = field;
    input.addEventListener('input', () => this.#typed(field));
    input.addEventListener('keydown', (event) => {
      const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = Math.round((this.#valueAt(field) + by) * 1000) / 1000;
      if (Math.abs(next) > largest) return;
      input.value = fieldText(next);
      this.#typed(field);
    });
    // A field that was left with an invalid text shows the number that counts again.
    input.addEventListener('blur', () => {
      if (input.getAttribute('aria-invalid') !== 'true') return;
      input.value = fieldText(this.#valueAt(field));
      this.#complain(input, false);
    });
    return field;
  }

  /** @param {Place} place */
  #valueAt({ kind, row, column }) {
    return this.#matrices[kind][row][column];
  }

  /** @param {Field} field */
  #typed(field) {
    const value = Math.round(parseNumber(field.input.value) * 1000) / 1000;
    const isGood = Math.abs(value) <= largest;
    this.#complain(field.input, !isGood);
    if (isGood) this.#changed(field, value);
  }

  /** @param {HTMLInputElement} input @param {boolean} isBad */
  #complain(input, isBad) {
    input.setAttribute('aria-invalid', String(isBad));
    this.#message.textContent = isBad ? this.#texts.bad : '';
  }
}
