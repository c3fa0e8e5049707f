/** The section's fields: the passage, the question with others to try, and whether a sentence may attend to itself. */

import { required, whenPressed } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { mostCharacters } from './passage.js';
import { longestQuestion, passageText } from './state.js';

/**
 * @import { live as en } from '../../../locales/lesson/language-en.js'
 * @import { Notices } from './notices.js'
 * @import { LanguageState } from './state.js'
 */

export class Fields {
  #texts;
  #notices;
  #edit;
  #passage = required('language-passage', HTMLTextAreaElement);
  #question = required('language-question', HTMLInputElement);
  #ignore = required('language-ignore', HTMLInputElement);
  #ready = [...required('language-ready', HTMLElement).querySelectorAll('button')];
  #suggestions = required('language-try', HTMLElement);
  /** The questions of the ready passage that is shown; none where it is the reader's own. @type {readonly string[]} */
  #questions = [];

  /**
   * @param {typeof en} texts
   * @param {Notices} notices
   * @param {(fields: Partial<LanguageState>) => void} edit called when the reader changes a field
   */
  constructor(texts, notices, edit) {
    this.#texts = texts;
    this.#notices = notices;
    this.#edit = edit;
    notices.limit('passage', this.#passage, mostCharacters);
    notices.limit('question', this.#question, longestQuestion);
    this.#listen();
  }

  /** The question that is asked. */
  get question() {
    return this.#question.value;
  }

  /** @param {Readonly<LanguageState>} state */
  show(state) {
    const { passages } = this.#texts;
    this.#questions = state.ready < 0 ? [] : passages[state.ready].questions;
    const text = passageText(state, passages);
    // The reader's own passage has no question of its own: the last one stays.
    const question = state.question ?? this.#questions[0] ?? this.question;
    if (this.#passage.value !== text) this.#passage.value = text;
    if (this.#question.value !== question) this.#question.value = question;
    this.#ignore.checked = !state.seesItself;
    this.#ready.forEach((button, index) => button.setAttribute('aria-pressed', String(index === state.ready)));
    this.#suggest();
  }

  #listen() {
    this.#ready.forEach((button, index) => whenPressed(button, () => {
      this.#notices.forgetLeftOut();
      this.#edit({ ready: index, question: null, sentence: null });
    }));
    this.#passage.addEventListener('input', () => this.#edit({ ready: -1, text: this.#passage.value, question: this.question, sentence: null }));
    this.#question.addEventListener('input', () => this.#ask(this.question));
    this.#ignore.addEventListener('change', () => {
      this.#edit({ seesItself: !this.#ignore.checked });
      this.#notices.readAloud(required('language-itself', HTMLElement));
    });
  }

  /** @param {string} question */
  #ask(question) {
    this.#edit({ question: question === this.#questions[0] ? null : question, sentence: null });
  }

  /** Shows the questions of the passage as buttons. */
  #suggest() {
    const questions = this.#questions;
    const suggestions = this.#suggestions;
    /** @type {HTMLElement} */ (suggestions.parentElement).hidden = questions.length === 0;
    if (suggestions.textContent?.startsWith(questions[0] ?? ' ')) return;
    suggestions.replaceChildren(...questions.map((question, index) => {
      const isLast = index === questions.length - 1;
      const more = isLast ? [' ', element('span', { class: 'language-needs' }, suggestions.dataset.last ?? '')] : [];
      return element('button', { type: 'button', click: () => this.#ask(question) }, question, ...more);
    }));
  }
}
