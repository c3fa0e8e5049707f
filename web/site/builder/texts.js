/** The builder's language, and the places of the page where its texts stand. */

import { filled } from '../../base/filled.js';
import texts from '../../locales/builder.js';
import { errorWords } from '../../locales/error-words.js';
import { inLanguage } from '../../locales/in-language.js';
import { FigureError } from '../../figure/state/figure-error.js';

/**
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {import('../../locales/in-language.js').KeyIn<typeof texts>} TextKey
 */

const languages = {
  en: { texts: inLanguage(texts, 'en'), tag: 'en' },
  zh: { texts: inLanguage(texts, 'zh'), tag: 'zh-CN' },
};

/** @type {LanguageCode} */
let current = 'en';

export function language() {
  return current;
}

/**
 * @param {TextKey} key
 * @param {Record<string, string | number>} [values] for the braces
 */
export function text(key, values = {}) {
  return filled(languages[current].texts[key], values);
}

/**
 * @template {Element} Node
 * @param {Node} node whose text it is from now on, in the page's language
 * @param {TextKey} key
 */
export function bindText(node, key) {
  node.setAttribute('data-text', key);
  node.textContent = text(key);
  return node;
}

/** @param {unknown} error @returns {string} what is wrong, in the page's language where the figure's input is */
export function messageOf(error) {
  if (error instanceof FigureError) return text('builder.field', errorWords(error, current === 'zh'));
  return error instanceof Error ? error.message : String(error);
}

/** @param {LanguageCode} code */
export function setLanguage(code) {
  current = code;
  document.documentElement.lang = languages[code].tag;
  document.title = text('builder.pageTitle');
  for (const node of document.querySelectorAll('[data-text]')) {
    node.textContent = text(/** @type {TextKey} */ (node.getAttribute('data-text')));
  }
}
