/** Tells what is to be said about the passage and about the question. */

import { required } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { countText, limitText } from '../../../base/limited-text.js';

/** @import { live as en } from '../../../locales/lesson/language-en.js' */

/** The answer is read aloud when nothing has changed for so many milliseconds. */
const aloudAfter = 700;

export class Notices {
  #texts;
  #line = required('language-notice', HTMLElement);
  #aloud = required('language-said', HTMLElement);
  #timer = 0;
  #messages = { passage: '', question: '' };
  /** Says what was left out of each when it was typed or pasted; '' if nothing was. */
  #leftOut = { passage: '', question: '' };

  /** @param {typeof en} texts */
  constructor(texts) {
    this.#texts = texts;
  }

  /**
   * Limits a field, and tells what it leaves out.
   * @param {'passage' | 'question'} name
   * @param {HTMLInputElement | HTMLTextAreaElement} field
   * @param {number} most UTF-16 units
   */
  limit(name, field, most) {
    limitText(field, most, (left) => {
      this.#leftOut[name] = left > 0 ? filled(this.#texts.leftOut, { most: countText(most), left: countText(left) }) : '';
    });
  }

  /** Says no longer what was left out: other texts are in the fields. */
  forgetLeftOut() {
    this.#leftOut = { passage: '', question: '' };
  }

  /** @param {Partial<{ passage: string, question: string }>} messages '' where there is nothing to say; one that is absent stays */
  tell(messages) {
    this.#messages = { ...this.#messages, ...messages };
    const { passage, question } = this.#messages;
    this.#line.textContent = [this.#leftOut.passage, passage, this.#leftOut.question, question].filter(Boolean).join(this.#texts.between);
  }

  /** Has a line read aloud once the reader has paused. @param {HTMLElement} line */
  readAloud(line) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => (this.#aloud.textContent = line.textContent), aloudAfter);
  }

  /** Whether a line was to be read aloud already. */
  get hasReadAloud() {
    return this.#timer !== 0;
  }
}
