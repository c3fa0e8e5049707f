/** An author's text, in attributes or in JSON, stands for a value, which may still be a wrong one. */

import { parseNumber } from '../../base/number-format.js';
import { splitSentence } from './tokens.js';
import { check, FigureError } from './figure-error.js';
import { limits } from './limits.js';

/** @param {string} text */
export function words(text) {
  return text.split(/[\s,]+/).filter(Boolean);
}

/** @param {string} name @param {string} text @returns {unknown} */
function parseJson(name, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FigureError(name, 'syntax', `JSON (${/** @type {Error} */ (error).message})`, text);
  }
}

/** A text, which stays as it is, or all that stands together of the signs of a number. */
const textOrNumber = /"(?:[^"\\]|\\.)*"|[+\-−.\de]+/gi;

/**
 * JSON, but with numbers as people write them: `.9`, `1.` and `+1` too.
 * @param {string} name
 * @param {string} text
 * @returns {unknown}
 */
export function parseNumbers(name, text) {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(textOrNumber, (part) => String(finite(parseNumber(part)) ?? part)));
    } catch {
      return parseJson(name, text); // It says what is wrong, and where, in the author's own text.
    }
  }
}

/** @param {number} number @returns {number | null} null: JSON has none such */
const finite = (number) => (Number.isFinite(number) ? number : null);

/** A quotation mark after a bracket begins no sentence, and one pair of brackets around numbers or commas is a list. */
const listStart = /^\s*\[(?:\s*["'\]]|[\s\d.+\-]*\]\s*$|[^[\]]*,[^[\]]*\]\s*$)/u;

/** A sentence, or a JSON array. @param {string} name @param {string} text @returns {unknown} */
export function parseTokens(name, text) {
  if (listStart.test(text)) return parseJson(name, text);
  const { tokens, capped } = splitSentence(text, limits.tokens);
  check(!capped, name, 'size', `at most ${limits.tokens} words`, text);
  return tokens;
}

/** @param {string} name @param {string | undefined} text @param {(text: string) => number} [read] */
export function parseNumberText(name, text, read = parseNumber) {
  const number = read(text ?? '');
  check(!Number.isNaN(number), name, 'syntax', 'number', text);
  return number;
}

/** Numbers, in brackets or not. @param {string} name @param {string} text */
export function parseNumberTexts(name, text) {
  return words(text.replace(/^\s*\[|\]\s*$/g, '')).map((word) => parseNumberText(name, word));
}

/**
 * A centre and a width: `monotonic 2`, `[0.5, 2, 3] 1`, or JSON; `0.5,2,3;1` of a link.
 * @param {string} name
 * @param {string} text
 */
export function parseFocus(name, text) {
  if (text.includes('{')) return parseJson(name, text);
  const parts = words(text.replace(/[[\];]/g, ' '));
  const sigma = parseNumberText(name, parts.pop());
  return { center: /^[a-z]/i.test(parts[0] ?? '') ? parts.join(' ') : parts.map((word) => parseNumberText(name, word)), sigma };
}

/** Present without a value, as HTML writes it, is true. @param {string} name @param {string} text */
export function parseSwitch(name, text) {
  const said = text.trim().toLowerCase();
  if (said === 'bottom-right') return said;
  const isTrue = ['', 'true', name].includes(said);
  check(isTrue || said === 'false', name, 'syntax', 'true | false | bottom-right', text);
  return isTrue;
}
