/** The element's texts in the language of the place where it stands. */

import { filled } from '../../base/filled.js';
import headsTexts from '../../locales/heads.js';
import { inLanguage } from '../../locales/in-language.js';

/**
 * @import { LanguageCode } from '../../base/preferred-language.js'
 * @import { KeyIn } from '../../locales/in-language.js'
 *
 * @typedef {KeyIn<typeof headsTexts>} TextKey
 *
 * @typedef {((key: TextKey, values?: Record<string, string | number>) => string) & { tag: string }} Text fills the braces of
 *   a text; tag: as lang attributes have it
 */

const languages = { en: languageOf('en', 'en'), zh: languageOf('zh', 'zh-CN') };

/** @param {LanguageCode} language @param {string} tag @returns {Text} */
function languageOf(language, tag) {
  const words = inLanguage(headsTexts, language);
  return Object.assign(
    (/** @type {TextKey} */ key, /** @type {Record<string, string | number>} */ values = {}) => filled(words[key], values),
    { tag },
  );
}

/** @param {keyof typeof headsTexts.one} noun @param {number} count @param {Text} text @returns {string} the noun in its number: 1 layer, 2 layers */
export const counted = (noun, count, text) => text(`${count === 1 ? 'one' : 'many'}.${noun}`, { count });

/** @param {LanguageCode} language @returns {Text} */
export const textsIn = (language) => languages[language];
