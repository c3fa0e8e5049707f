/** The data of a state as text that people can edit, and that reads back as the same data. */

import { FigureError } from '../../figure/state/figure-error.js';
import { parseTokens } from '../../figure/state/text-fields.js';

/** @import { FigureState } from '../../figure/state/schema.js' */

/**
 * @param {readonly string[]} tokens
 * @returns {string} words with spaces between where that says it, else a JSON array
 */
export function wordsText(tokens) {
  const sentence = tokens.join(' ');
  return readsAs(sentence, tokens) ? sentence : JSON.stringify(tokens);
}

/** @param {string} sentence @param {readonly string[]} tokens @returns {boolean} whether a figure reads it as these */
function readsAs(sentence, tokens) {
  try {
    return same(/** @type {string[]} */ (parseTokens('tokens', sentence)), tokens);
  } catch (error) {
    if (error instanceof FigureError) return false;
    throw error;
  }
}

/**
 * @param {FigureState} state
 * @returns {string} JSON with a line for each vector; of one head without the list of heads
 */
export function numbersText({ queries, keys, values, weights }) {
  if (weights) return printed(weights.length === 1 ? weights[0] : weights, '');
  const given = Object.entries({ queries, keys, values }).filter(([, heads]) => heads !== null);
  const lines = given.map(([name, heads]) => {
    const list = /** @type {number[][][]} */ (heads);
    return `  ${JSON.stringify(name)}: ${printed(list.length === 1 ? list[0] : list, '  ')}`;
  });
  return `{\n${lines.join(',\n')}\n}`;
}

/** @param {unknown[]} list @param {string} indent @returns {string} */
function printed(list, indent) {
  if (!Array.isArray(list[0])) return `[${list.map((number) => JSON.stringify(number)).join(', ')}]`;
  const rows = list.map((row) => `${indent}  ${printed(/** @type {unknown[]} */ (row), `${indent}  `)}`);
  return `[\n${rows.join(',\n')}\n${indent}]`;
}

/**
 * @param {FigureState['localFocus']} focus
 * @returns {string} as its attribute; '' for none
 */
export function focusText(focus) {
  if (!focus) return '';
  const { center, sigma } = focus;
  return `${typeof center === 'string' ? center : `[${center.join(', ')}]`} ${sigma}`;
}

/** @param {readonly string[]} a @param {readonly string[]} b */
export function same(a, b) {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
