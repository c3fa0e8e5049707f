/** GPT-2's alphabet: one visible character for each byte, so that a byte-level vocabulary is text. */

const isVisible = (/** @type {number} */ byte) => (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);

/** For each byte; one that is not visible takes the next free character from 256 on. @type {string[]} */
export const byteCharacters = [];

for (let byte = 0, hidden = 0; byte < 256; byte += 1) {
  byteCharacters.push(String.fromCharCode(isVisible(byte) ? byte : 256 + hidden));
  if (!isVisible(byte)) hidden += 1;
}

const encoder = new TextEncoder();

/** @param {string} text @returns {string} a character for each of its bytes */
export const inByteCharacters = (text) => Array.from(encoder.encode(text), (byte) => byteCharacters[byte]).join('');
