/** The figure's texts in the language of the place where it stands. */

import derivationEn from '../../locales/derivation-en.js';
import derivationZh from '../../locales/derivation-zh.js';
import figureEn from '../../locales/figure-en.js';
import figureZh from '../../locales/figure-zh.js';
import viewEn from '../../locales/view-en.js';
import viewZh from '../../locales/view-zh.js';

/**
 * @import { ViewTexts } from '../views/texts.js'
 * @import { LanguageCode } from './nearest-language.js'
 *
 * @typedef {keyof typeof figureEn | keyof typeof derivationEn | keyof typeof viewEn} TextKey
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & { language: LanguageCode }} Text
 */

/** @type {Record<LanguageCode, Record<TextKey, string>>} */
const locales = {
  en: { ...figureEn, ...derivationEn, ...viewEn },
  zh: { ...figureZh, ...derivationZh, ...viewZh },
};

/**
 * @param {LanguageCode} language
 * @returns {Text} fills the braces of a text
 */
export function textsIn(language) {
  /** @type {(key: TextKey, values?: Record<string, string | number>) => string} */
  const text = (key, values = {}) => locales[language][key].replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
  return Object.assign(text, { language });
}

const prefix = 'view.';

/**
 * @param {LanguageCode} language
 * @returns {ViewTexts} with their braces
 */
export function viewTextsIn(language) {
  const entries = Object.entries(locales[language]).filter(([key]) => key.startsWith(prefix));
  const texts = Object.fromEntries(entries.map(([key, words]) => [key.slice(prefix.length), words]));
  return /** @type {ViewTexts} */ (/** @type {unknown} */ (texts));
}
