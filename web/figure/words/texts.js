/** The figure's texts in the language of the place where it stands. */

import derivationTexts from '../../locales/derivation.js';
import { errorWords } from '../../locales/error-words.js';
import figureTexts from '../../locales/figure.js';
import { inLanguage } from '../../locales/in-language.js';
import viewTexts from '../../locales/view.js';
import { FigureError } from '../state/figure-error.js';
import { filled } from '../../base/filled.js';
import { named, panelName, queryName } from './names.js';

/**
 * @import { AttentionError } from '../../wasm/error.js'
 * @import { KeyIn } from '../../locales/in-language.js'
 * @import { Failed } from '../compute/figure-numbers.js'
 * @import { ViewTexts } from './view-texts.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {KeyIn<typeof figureTexts & typeof derivationTexts & typeof viewTexts>} TextKey
 *
 * @typedef {object} Language
 * @property {string} tag as lang attributes have it
 * @property {ViewTexts} view with their braces
 *
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & Language} Text fills the braces of a text
 */

const all = { ...figureTexts, ...derivationTexts, ...viewTexts };

const languages = { en: languageOf('en', 'en'), zh: languageOf('zh', 'zh-CN') };

/**
 * @param {LanguageCode} language
 * @param {string} tag
 * @returns {Text}
 */
function languageOf(language, tag) {
  const words = inLanguage(all, language);
  const view = Object.keys(viewTexts.view).map((name) => [name, words[/** @type {TextKey} */ (`view.${name}`)]]);
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
 * @param {unknown} error
 * @param {Text} text
 * @returns {string} what is wrong, in the reader's language where the figure's input is
 */
export function messageOf(error, text) {
  if (error instanceof FigureError) return text('problem.field', errorWords(error, text.tag === languages.zh.tag));
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {unknown} error
 * @param {Text} text
 * @returns {string} why there is no figure
 */
export function problemOf(error, text) {
  const { code, state, plan, row } = /** @type {AttentionError & Failed} */ (error);
  if (code === 'unavailable') return text('problem.unavailable');
  if (code !== 'undefined-row') return text('problem.input', { message: messageOf(error, text) });
  const said = text('problem.row', { query: queryName(state, row, text), normalizer: text(`normalizer.${plan.normalizer}`) });
  return named(state.compare === 'normalizer' ? '' : panelName(state, plan.name, text), said, text);
}
