/** A message beside a control, which screen readers read together with it. */

import { element, uniqueId } from '../../base/dom.js';
import { bindText } from './language.js';

/** @import { LateValues, TextKey } from './language.js' */

export class FieldMessage {
  #control;
  #paragraph;
  #otherDescriptions;
  #shown = '';

  /**
   * @param {HTMLElement} control
   * @param {HTMLElement} place the element that gets the message
   */
  constructor(control, place) {
    this.#control = control;
    this.#otherDescriptions = control.getAttribute('aria-describedby') ?? '';
    this.#paragraph = element('p', { class: 'field-message', id: uniqueId('message'), hidden: true });
    place.append(this.#paragraph);
  }

  /** The element that gets the message. */
  get place() {
    return /** @type {HTMLElement} */ (this.#paragraph.parentElement);
  }

  get isShown() {
    return this.#shown !== '';
  }

  /**
   * @param {TextKey} key
   * @param {LateValues} [values]
   */
  show(key, values) {
    bindText(this.#paragraph, key, values);
    this.#shown = key;
    this.#paragraph.hidden = false;
    this.#control.setAttribute('aria-invalid', 'true');
    this.#control.setAttribute('aria-describedby', `${this.#paragraph.id} ${this.#otherDescriptions}`.trim());
  }

  clear() {
    if (!this.isShown) return;
    this.#shown = '';
    this.#paragraph.hidden = true;
    this.#control.removeAttribute('aria-invalid');
    if (this.#otherDescriptions) this.#control.setAttribute('aria-describedby', this.#otherDescriptions);
    else this.#control.removeAttribute('aria-describedby');
  }

  /** @param {HTMLElement} place */
  move(place) {
    place.append(this.#paragraph);
  }
}
