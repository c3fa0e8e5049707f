/** The patterns of a tokenizer.json, which are written for the library Oniguruma, as regular expressions of JavaScript. */

import { SplitPreTokenizer } from './library.js';

/** @type {Map<string, RegExp>} */
const patterns = new Map();

/** @param {{ String?: string, Regex?: string }} pattern @returns {RegExp} with the flags g and u */
export function patternOf(pattern) {
  const key = JSON.stringify(pattern);
  const known = patterns.get(key);
  if (known) return known;
  const { pattern: made } = new SplitPreTokenizer({ type: 'Split', pattern, behavior: 'isolated', invert: true });
  if (!made) throw new TypeError(`pattern: expected String or Regex, got ${key}`);
  patterns.set(key, made);
  return made;
}
