/**
 * Text as its bytes in UTF-8. The bytes stand in a binary string, because a regular expression then tells which of them make a
 * character.
 */

import { binaryOf, bytesIn } from './binary.js';

/** A character, by the well-formed sequences of UTF-8 (The Unicode Standard, table 3-7); or a byte that is part of none. */
const next = /([\0-\x7F]|[\xC2-\xDF][\x80-\xBF]|(?:\xE0[\xA0-\xBF]|\xED[\x80-\x9F]|[\xE1-\xEC\xEE\xEF][\x80-\xBF])[\x80-\xBF]|(?:\xF0[\x90-\xBF]|\xF4[\x80-\x8F]|[\xF1-\xF3][\x80-\xBF])[\x80-\xBF]{2})|[^]/g;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** @param {string} text @returns {string} its bytes */
export const bytesOf = (text) => binaryOf(encoder.encode(text));

/**
 * @param {string} bytes
 * @returns {{ at: number, character: string | null }[]} where each character begins; null: a byte that is part of none
 */
export function charactersOf(bytes) {
  return Array.from(bytes.matchAll(next), (match) => ({ at: match.index, character: match[1] ? decoded(match[1]) : null }));
}

/** @param {string} bytes of one character; most have one byte, which is the character, and need no decoder @returns {string} */
function decoded(bytes) {
  return bytes.length === 1 ? bytes : decoder.decode(bytesIn(bytes));
}

/** @param {string} bytes @returns {string} their characters; a byte that is part of none as \xNN */
export function textOf(bytes) {
  return charactersOf(bytes).map(({ at, character }) => character ?? escaped(bytes.charCodeAt(at))).join('');
}

/** @param {number} byte at least 0x80: those below are characters */
const escaped = (byte) => `\\x${byte.toString(16).toUpperCase()}`;
