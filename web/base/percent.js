/** Percent escapes of addresses, where encodeURIComponent and its inverse do not do what is wanted. */

/**
 * @param {string} text
 * @param {RegExp} signs of ASCII, with the flag g
 * @returns {string} with an escape in place of each of these signs
 */
export function percentEscaped(text, signs) {
  return text.replace(signs, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

/** @param {string} text @returns {string | null} null where an escape is broken */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
