/** @import { live } from '../../locales/lesson/loops-en.js' */

/** @typedef {typeof live} LoopTexts */

/**
 * @param {string} text with {names}
 * @param {Record<string, string | number>} values
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
