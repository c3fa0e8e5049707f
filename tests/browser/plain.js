/**
 * A sentence of a figure without what sets its words apart: quotation marks, and marks of direction.
 * @param {string} text
 * @returns {string}
 */
export function plain(text) {
  return text.replace(/[“”「」\u2066-\u2069]/g, '');
}
