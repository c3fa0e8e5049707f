/** Words of plain text. */

import { shown } from '../../base/shown-value.js';
import { check } from './heads-error.js';

/**
 * @param {string} text
 * @param {string} place
 * @returns {string[]} its lines, which may begin with blanks as tokens do; of a single line, what blanks part. Empty lines are
 *   no words
 * @throws {HeadsError} size: no words
 */
export function wordsOfText(text, place) {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '');
  const words = lines.length === 1 ? lines[0].trim().split(/\s+/) : lines;
  check(words.some((word) => word !== ''), 'size', 'noWords', { place });
  return words;
}

/**
 * @param {unknown[]} words
 * @param {string} place
 * @returns {string[]} the same
 * @throws {HeadsError} size: none; type: something else
 */
export function checkedWords(words, place) {
  check(words.length > 0, 'size', 'noWords', { place });
  words.forEach((word, i) => check(typeof word === 'string', 'type', 'word', { place: `${place}[${i}]`, got: shown(word) }));
  return /** @type {string[]} */ (words);
}
