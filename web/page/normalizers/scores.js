/** The scores of the aside on normalisers, and those that share them out. */

/** @import { NormalizerName } from '../../engine/index.js' */

/** The order in which a reader should meet them; softmax, which is known, first. */
export const names = /** @type {const} @satisfies {readonly NormalizerName[]} */ (['softmax', 'sum', 'article', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid']);

export const author = [2, 1.2, 0.5];

/** The three dot products of the article's example, its slip of 0.42 put right. */
export const articles = [0.32, 0.5, 0.14];

/** Of a score, to both sides. */
export const largest = 10;

/** @param {readonly number[]} scores @returns {string} such as '2;1.2;0.5'; '' for the author's */
export function write(scores) {
  return scores.every((score, index) => score === author[index]) ? '' : scores.join(';');
}

/** @param {string} text @returns {number[]} @throws {Error} for a text that write has not written */
export function read(text) {
  if (text === '') return [...author];
  const scores = text.split(';').map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : NaN));
  if (scores.length !== author.length || !scores.every((score) => Math.abs(score) <= largest)) {
    throw new Error(`normalizers: expected three numbers, got ${text}`);
  }
  return scores;
}
