/**
 * A number or a word that is edited in place. What the reader types is shown at once; Enter or leaving the
 * field keeps it, Escape takes it back. Text that is no number stays in the field, with a message.
 */

import { element } from '../../base/dom.js';
import { FieldMessage } from './field-message.js';
import { bindText } from './language.js';
import { offerSteps } from './stepper.js';
import { longestWord } from '../exhibits/example-state.js';
import { fieldText, isNumberStart, parseNumber } from '../../base/number-format.js';

/**
 * @import { LateValues, TextKey } from './language.js'
 *
 * @typedef {object} FieldOptions
 * @property {TextKey} label
 * @property {LateValues} [labelValues]
 * @property {HTMLElement} messages the place for a message
 * @property {boolean} [optional] a number may be left out; its value is null then
 * @property {string} [describedBy] id of an explanation
 * @property {(value: any) => void} preview
 * @property {() => void} commit
 * @property {() => void} cancel
 * @property {() => void} broken called when the text has changed to something that is no number
 */

/** The most characters of a number. The largest number has 309 digits; a much longer text is no number, and slow to lay out. */
const mostDigits = 1000;

export class EditField {
  /** @type {HTMLInputElement} */
  input;
  #kind;
  #options;
  #message;
  /** @type {number | string | null} */
  #value = null;
  /** Whether the text is no number, and the message says so. */
  #broken = false;
  /** The value that an empty optional field stands for; stepping starts there. */
  start = 0;

  /**
   * @param {'number' | 'word'} kind
   * @param {FieldOptions} options
   */
  constructor(kind, options) {
    this.#kind = kind;
    this.#options = options;
    this.input = element('input', {
      type: 'text',
      class: `edit-${kind}`,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      ...(kind === 'number' ? { role: 'spinbutton', inputmode: 'decimal', maxlength: mostDigits } : { maxlength: longestWord }),
      ...(options.describedBy ? { 'aria-describedby': options.describedBy } : {}),
    });
    this.#message = new FieldMessage(this.input, options.messages);
    this.input.addEventListener('input', () => this.#typed());
    this.input.addEventListener('keydown', (event) => this.#pressed(event));
    this.input.addEventListener('blur', () => this.#left());
    if (kind === 'number') offerSteps(this.input, this, () => this.#message.place);
  }

  get isBroken() {
    return this.#broken;
  }

  /**
   * Shows the state's value. Text that is being typed and means the same is left alone.
   * @param {number | string | null} value
   */
  show(value) {
    const changed = value !== this.#value;
    this.#value = value;
    bindText(this.input, this.#options.label, this.#options.labelValues, 'aria-label');
    if (typeof value === 'number') this.input.setAttribute('aria-valuenow', String(value));
    else this.input.removeAttribute('aria-valuenow');
    if (this.#broken && !changed) return;
    this.#heal();
    if (this.#read() !== value) this.input.value = this.#write();
  }

  /**
   * Shows what the engine says about the value; without a key, nothing.
   * @param {TextKey} [key]
   * @param {LateValues} [values]
   */
  complain(key, values) {
    if (this.#broken) return;
    if (key) this.#message.show(key, values);
    else this.#message.clear();
  }

  /** @param {HTMLElement} place the place for the message from now on */
  moveMessage(place) {
    this.#message.move(place);
  }

  /** @param {number} by */
  step(by) {
    this.#become(Number((this.#from() + by).toFixed(10)));
  }

  negate() {
    this.#become(0 - this.#from());
  }

  /** The number at which a step starts: the one in the field, if it is one. */
  #from() {
    const read = this.#read();
    return Number(Number.isFinite(read) ? read : (this.#value ?? this.start));
  }

  /** @param {number} value */
  #become(value) {
    this.#heal();
    this.#options.preview(value);
    this.input.value = this.#write();
  }

  #read() {
    const text = this.input.value;
    if (this.#kind === 'word') return text;
    return this.#options.optional && text.trim() === '' ? null : parseNumber(text);
  }

  #write() {
    return typeof this.#value === 'number' ? fieldText(this.#value) : (this.#value ?? '');
  }

  #typed() {
    const value = this.#read();
    if (typeof value === 'number' && !Number.isFinite(value)) {
      // The start of a number ('-') is no mistake until the reader leaves the field.
      if (!isNumberStart(this.input.value)) this.#break();
      return;
    }
    this.#heal();
    this.#options.preview(value);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing) return; // An Enter that chooses a Chinese word in an input method does not end the edit.
    const steps = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === 'Enter') {
      this.#left();
      this.input.select();
    } else if (event.key === 'Escape') {
      this.#restore();
    } else if (isUndo(event) && this.#broken) {
      event.stopPropagation();
      this.#restore();
    } else if (steps && this.#kind === 'number') {
      this.step(steps * (event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1));
    } else {
      return;
    }
    event.preventDefault();
  }

  #left() {
    const value = this.#read();
    if (typeof value === 'number' && !Number.isFinite(value)) this.#break();
    if (this.#kind === 'word' && this.input.value.trim() === '') this.#options.cancel();
    this.#options.commit();
    if (!this.#broken) this.input.value = this.#write();
  }

  #restore() {
    this.#heal();
    this.#options.cancel();
    this.input.value = this.#write();
  }

  #break() {
    const typed = this.input.value;
    this.#broken = true;
    if (typed.trim() === '') this.#message.show('field.emptyNumber');
    else if (Number.isNaN(this.#read())) this.#message.show('field.notNumber', () => ({ text: typed }));
    else this.#message.show('field.tooLarge');
    this.#options.broken();
  }

  #heal() {
    if (!this.#broken) return;
    this.#broken = false;
    this.#message.clear();
  }
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isUndo(event) {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function isRedo(event) {
  const key = event.key.toLowerCase();
  return (event.ctrlKey || event.metaKey) && !event.altKey && ((event.shiftKey && key === 'z') || key === 'y');
}
