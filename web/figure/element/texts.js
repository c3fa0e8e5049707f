/** The figure's texts in the language of the place where it stands. */

import derivationTexts from '../../locales/derivation.js';
import figureTexts from '../../locales/figure.js';
import { inLanguage } from '../../locales/in-language.js';
import viewTexts from '../../locales/view.js';
import { FigureError } from '../state/figure-error.js';
import { filled } from '../views/texts.js';

/**
 * @import { KeyIn } from '../../locales/in-language.js'
 * @import { ViewTexts } from '../views/texts.js'
 * @import { LanguageCode } from './nearest-language.js'
 *
 * @typedef {KeyIn<typeof figureTexts & typeof derivationTexts & typeof viewTexts>} TextKey
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & { language: LanguageCode }} Text
 */

const all = { ...figureTexts, ...derivationTexts, ...viewTexts };
const locales = { en: inLanguage(all, 'en'), zh: inLanguage(all, 'zh') };

/**
 * @param {LanguageCode} language
 * @returns {Text} fills the braces of a text
 */
export function textsIn(language) {
  /** @type {(key: TextKey, values?: Record<string, string | number>) => string} */
  const text = (key, values = {}) => filled(locales[language][key], values);
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

/**
 * @param {unknown} error
 * @param {Text} text
 * @returns {string} what is wrong, in the reader's language where the figure's input is
 */
export function messageOf(error, text) {
  if (error instanceof FigureError) return text('problem.field', { argument: error.argument, expected: error.expected, got: error.got });
  return error instanceof Error ? error.message : String(error);
}
