/** The text of SVG elements. */

/**
 * @param {string} name
 * @param {Record<string, string | number | false | undefined>} attributes those that are undefined or false are left out
 * @param {string} [content] already escaped
 */
export function tag(name, attributes, content) {
  const written = Object.entries(attributes).map(([key, value]) => (
    value === undefined || value === false ? '' : ` ${key}="${escaped(String(value))}"`));
  return `<${name}${written.join('')}${content === undefined ? '/>' : `>${content}</${name}>`}`;
}

/** A hundredth of a pixel is finer than what is seen. @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/** @param {string} text */
export function escaped(text) {
  /** @type {Record<string, string>} */
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  // Characters that XML has no way to write are left out: an SVG with one of them opens nowhere.
  return text.replace(/[&<>"]/g, (sign) => entities[sign]).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '');
}
