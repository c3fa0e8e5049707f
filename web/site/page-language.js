/** A page in the reader's language: its texts, and the button that changes to the other one. */

import { required } from '../base/dom.js';
import { filled } from '../base/filled.js';
import { preferredLanguage, rememberLanguage } from '../base/preferred-language.js';
import { showPages } from './site-nav.js';

/** @import { LanguageCode } from '../base/preferred-language.js' */

const tags = { en: 'en', zh: 'zh-CN' };

/** @template {string} Key a text's name */
export class PageLanguage {
  #page;
  #texts;
  /** @type {LanguageCode} */
  #current = preferredLanguage();

  /** @param {Parameters<typeof showPages>[0]} page @param {Record<LanguageCode, Record<Key, string>>} texts */
  constructor(page, texts) {
    this.#page = page;
    this.#texts = texts;
  }

  get current() {
    return this.#current;
  }

  get tag() {
    return tags[this.#current];
  }

  /** @param {Key} key @param {Record<string, string | number>} [values] for the braces */
  text(key, values = {}) {
    return filled(this.#texts[this.#current][key], values);
  }

  /** Writes the page in its language, now and whenever the reader asks for the other. @param {() => void} changed */
  start(changed) {
    const button = required('language', HTMLButtonElement);
    button.addEventListener('click', () => {
      this.#current = this.#current === 'en' ? 'zh' : 'en';
      rememberLanguage(this.#current);
      this.#show(button);
      changed();
    });
    this.#show(button);
    changed();
  }

  /** @param {HTMLButtonElement} button */
  #show(button) {
    document.documentElement.lang = this.tag;
    document.title = this.text(/** @type {Key} */ ('page.pageTitle'));
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-text]'))) {
      node.textContent = this.text(/** @type {Key} */ (node.dataset.text));
    }
    button.textContent = this.text(/** @type {Key} */ ('page.otherLanguage'));
    button.lang = tags[this.#current === 'en' ? 'zh' : 'en'];
    showPages(this.#page, this.#current);
  }
}
