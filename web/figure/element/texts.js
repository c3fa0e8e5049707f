/** The figure's texts in the language of the place where it stands. */

import derivationEn from '../../locales/derivation-en.js';
import derivationZh from '../../locales/derivation-zh.js';
import figureEn from '../../locales/figure-en.js';
import figureZh from '../../locales/figure-zh.js';
import viewEn from '../../locales/view-en.js';
import viewZh from '../../locales/view-zh.js';
import { filled } from '../views/texts.js';

/**
 * @import { ViewTexts } from '../views/texts.js'
 * @import { LanguageCode } from './nearest-language.js'
 *
 * @typedef {keyof typeof figureEn | keyof typeof derivationEn | keyof typeof viewEn} TextKey
 *
 * @typedef {object} Language
 * @property {string} tag as lang attributes have it
 * @property {ViewTexts} view with their braces
 *
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & Language} Text fills the braces of a text
 */

/** @type {Record<LanguageCode, Text>} */
const languages = {
  en: languageOf('en', { ...figureEn, ...derivationEn, ...viewEn }),
  zh: languageOf('zh-CN', { ...figureZh, ...derivationZh, ...viewZh }),
};

/**
 * @param {string} tag
 * @param {Record<TextKey, string>} words
 * @returns {Text}
 */
function languageOf(tag, words) {
  const view = Object.entries(words).flatMap(([key, text]) => (key.startsWith('view.') ? [[key.slice(5), text]] : []));
  return Object.assign(
    (/** @type {TextKey} */ key, /** @type {Record<string, string | number>} */ values = {}) => filled(words[key], values),
    { tag, view: /** @type {ViewTexts} */ (Object.fromEntries(view)) },
  );
}

/**
 * @param {LanguageCode} language
 * @returns {Text}
 */
export function textsIn(language) {
  return languages[language];
}

/**
 * Words for all that asks for them: data-text names a node's content, data-label its accessible name.
 * @param {HTMLElement} tree
 * @param {Text} text
 */
export function translate(tree, text) {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll('[data-text],[data-label]'))) {
    const { text: content, label } = /** @type {Partial<Record<string, TextKey>>} */ (node.dataset);
    if (content) node.textContent = text(content);
    if (label) node.setAttribute('aria-label', text(label));
  }
}
