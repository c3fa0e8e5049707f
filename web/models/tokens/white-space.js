/** White space around a place of a text, found in a time that grows with it alone. */

const isSpace = (/** @type {string} */ unit) => /\p{White_Space}/u.test(unit);

/** @param {string} text @param {number} end @returns {number} where the white space that ends there begins */
export function spaceStart(text, end) {
  let start = end;
  while (start > 0 && isSpace(text[start - 1])) start -= 1;
  return start;
}

/** @param {string} text @param {number} start @returns {number} where the white space that begins there ends */
export function spaceEnd(text, start) {
  let end = start;
  while (end < text.length && isSpace(text[end])) end += 1;
  return end;
}
