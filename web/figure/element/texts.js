/** The figure's texts in the language of the place where it stands. */

import en from '../../locales/figure-en.js';
import zh from '../../locales/figure-zh.js';

/**
 * @import { LanguageCode } from './nearest-language.js'
 *
 * @typedef {keyof typeof en} TextKey
 * @typedef {(key: TextKey, values?: Record<string, string | number>) => string} Text
 */

/** @type {Record<LanguageCode, Record<TextKey, string>>} */
const locales = { en, zh };

/**
 * @param {LanguageCode} language
 * @returns {Text} fills the braces of a text
 */
export function textsIn(language) {
  const texts = locales[language];
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
}
