/** The scores of the aside on normalisers, and the normalisers that turn them into weights. */

/**
 * @import { NormalizerName } from '../../../engine/index.js'
 *
 * @typedef {typeof names[number]} Name
 * @typedef {{ scores: readonly number[], chosen: Name }} State chosen: the normaliser that is drawn
 */

/** The normalisers in the order in which a reader should meet them; softmax, which is known already, comes first. */
export const names = /** @type {const} @satisfies {readonly NormalizerName[]} */ (['softmax', 'sum', 'article', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid']);

/** The formula for a word's weight from its score s; T is the number of words, and τ makes the sum 1. @type {Record<Name, string>} */
export const formulas = {
  softmax: 'w = exp(s) / Σ exp(s)',
  sum: 'w = s / Σ s',
  article: 'w = s / √(Σ s)',
  sparsemax: 'w = max(s − τ, 0)',
  entmax15: 'w = max(s / 2 − τ, 0)²',
  hardmax: 'w = [s = max s]',
  sigmoid: 'w = 1 / (1 + T · exp(−s))',
};

export const author = [2, 1.2, 0.5];

/**
 * The weights of the author's scores under each normaliser, for the page before any script runs; checked by
 * tests/node/lesson-numbers.test.js.
 * @type {Record<Name, { weights: readonly string[], sum: string }>}
 */
export const printed = {
  softmax: { weights: ['0.598', '0.269', '0.133'], sum: '1' },
  sum: { weights: ['0.541', '0.324', '0.135'], sum: '1' },
  article: { weights: ['1.040', '0.624', '0.260'], sum: '1.9235' },
  sparsemax: { weights: ['0.900', '0.100', '0'], sum: '1' },
  entmax15: { weights: ['0.762', '0.223', '0.015'], sum: '1' },
  hardmax: { weights: ['1.000', '0', '0'], sum: '1' },
  sigmoid: { weights: ['0.711', '0.525', '0.355'], sum: '1.5912' },
};

/** The three dot products of the article's example, with its mistake of 0.42 corrected. */
export const articles = [0.32, 0.5, 0.14];

/** The largest absolute value of a score. */
export const largest = 10;

/** @type {State} */
export const first = { scores: author, chosen: 'article' };

/** @param {State} state @returns {string} such as '2;1.2;0.5:sparsemax'; '' for the author's */
export function write({ scores, chosen }) {
  const isFirst = chosen === first.chosen && scores.every((score, index) => score === author[index]);
  return isFirst ? '' : `${scores.join(';')}:${chosen}`;
}

/** @param {string} text @returns {State} @throws {Error} for a text that write has not written */
export function read(text) {
  const [numbers, name] = text.split(':');
  const chosen = names.find((known) => known === name);
  const scores = numbers.split(';').map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : NaN));
  if (!chosen || scores.length !== author.length || !scores.every((score) => Math.abs(score) <= largest)) {
    throw new Error(`normalizers: expected three numbers and a normaliser, got ${text}`);
  }
  return { scores, chosen };
}
