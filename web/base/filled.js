/** Texts with places for values. */

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 * @returns {string} with the values in place of {braces}
 */
export function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (braces, name) => String(values[name] ?? braces));
}
