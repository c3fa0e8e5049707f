/** The figure's texts in the language of the place where it stands. */

import en from '../../locales/figure-en.js';
import zh from '../../locales/figure-zh.js';
import viewEn from '../../locales/view-en.js';
import viewZh from '../../locales/view-zh.js';

/**
 * @import { ViewTexts } from '../views/texts.js'
 * @import { LanguageCode } from './nearest-language.js'
 *
 * @typedef {keyof typeof en} TextKey
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & { language: LanguageCode }} Text
 */

/** @type {Record<LanguageCode, { own: Record<TextKey, string>, views: Record<string, string> }>} */
const locales = { en: { own: en, views: viewEn }, zh: { own: zh, views: viewZh } };

/**
 * @param {LanguageCode} language
 * @returns {Text} fills the braces of a text
 */
export function textsIn(language) {
  const { own } = locales[language];
  /** @type {(key: TextKey, values?: Record<string, string | number>) => string} */
  const text = (key, values = {}) => own[key].replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
  return Object.assign(text, { language });
}

/**
 * @param {LanguageCode} language
 * @returns {ViewTexts} with their braces
 */
export function viewTextsIn(language) {
  const { views } = locales[language];
  const texts = Object.entries(views).map(([key, words]) => [key.slice('view.'.length), words]);
  return /** @type {ViewTexts} */ (/** @type {unknown} */ (Object.fromEntries(texts)));
}
