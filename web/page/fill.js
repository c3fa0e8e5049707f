/**
 * @param {string} text with names in {braces}
 * @param {Record<string, string | number>} [values] for them
 * @returns {string}
 */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (brace, name) => String(values[name] ?? brace));
}
