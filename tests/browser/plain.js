/**
 * A sentence of a figure without the marks around its words: quotation marks and direction marks.
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  return text.replace(/[“”「」\u2066-\u2069]/g, '');
}
