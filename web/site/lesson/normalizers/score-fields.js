/** The fields for the scores. */

import { fieldText, parseNumber } from '../../../base/number-format.js';
import { part } from '../drawing/controls.js';
import { author, largest } from './scores.js';

/** @import { live as en } from '../../../locales/lesson/normalizers-en.js' */

export class ScoreFields {
  #fields;
  #message;
  #texts;
  #changed;
  /** The scores that the fields show. @type {readonly number[]} */
  #scores = author;

  /**
   * @param {HTMLElement} root
   * @param {typeof en} texts
   * @param {(scores: readonly number[]) => void} changed called with the scores when the reader types a valid one
   */
  constructor(root, texts, changed) {
    this.#fields = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[data-score]')]);
    this.#message = part(root, '.field-message', HTMLElement);
    this.#texts = texts;
    this.#changed = changed;
    this.#fields.forEach((field, index) => this.#listen(field, index));
  }

  /** @param {readonly number[]} scores */
  show(scores) {
    this.#scores = scores;
    this.#message.textContent = '';
    this.#fields.forEach((field, index) => {
      field.setAttribute('aria-invalid', 'false');
      // The field in which the reader is typing keeps its text.
      if (field !== document.activeElement || parseNumber(field.value) !== scores[index]) field.value = fieldText(scores[index]);
    });
  }

  /** @param {HTMLInputElement} field @param {number} index */
  #listen(field, index) {
    field.addEventListener('input', () => this.#typed(field, index));
    field.addEventListener('keydown', (event) => {
      const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = Math.round((this.#scores[index] + by) * 1000) / 1000;
      if (Math.abs(next) > largest) return;
      field.value = fieldText(next);
      this.#typed(field, index);
    });
    // A field that was left with an invalid text shows the number that counts again.
    field.addEventListener('blur', () => {
      if (field.getAttribute('aria-invalid') === 'true') this.show(this.#scores);
    });
  }

  /** @param {HTMLInputElement} field @param {number} index */
  #typed(field, index) {
    const score = Math.round(parseNumber(field.value) * 1000) / 1000;
    const isGood = Math.abs(score) <= largest;
    field.setAttribute('aria-invalid', String(!isGood));
    this.#message.textContent = isGood ? '' : this.#texts.bad;
    if (isGood) this.#changed(this.#scores.map((before, at) => (at === index ? score : before)));
  }
}
