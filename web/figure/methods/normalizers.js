/**
 * The normalisers in the order in which a reader should meet them: how a derivation writes what stands above the line, and
 * the same in NumPy. Their names, and what pages say of them, are in web/locales/methods.js.
 */

import { exponential, fraction, logarithm, minus, operand, positive, square, sumOf, times, truth } from '../../mathml/mathml.js';

/**
 * @import { Part } from '../../mathml/mathml.js'
 *
 * @typedef {Exclude<import('../../engine/index.js').NormalizerName, 'entmax'>} NormalizerName all but entmax, for whose alpha a
 *   figure has no field
 *
 * @typedef {object} NumeratorParts of what stands above the line, as symbols or as numbers
 * @property {Part} s the score
 * @property {Part} largest
 * @property {Part | null} t null: no temperature
 * @property {Part} tau
 * @property {Part} T the number of keys
 * @property {Part} j the key
 * @property {Part} best the key with the largest score
 * @property {Part} roots the sum of the roots of all scores
 *
 * @typedef {object} NormalizerFunction
 * @property {(parts: NumeratorParts) => Part} numerator
 * @property {import('../../locales/in-language.js').KeyIn<typeof import('../../locales/derivation.js').default>[]} [notes]
 * @property {string[]} python the lines of a function of s, the scores of one query, masked keys left out
 */

/** @param {Part} part @param {Part | null} t */
const over = (part, t) => (t === null ? part : fraction(part, t));

/** @type {Record<NormalizerName, NormalizerFunction>} */
export const normalizerFunctions = {
  article: { numerator: ({ s }) => s, python: ['return s / np.sqrt(s.sum())'] },
  'article-code': {
    numerator: ({ s, roots }) => fraction(s, roots),
    python: ['n = s / np.sqrt(s).sum()', 'return n / n.sum()'],
  },
  sum: { numerator: ({ s }) => s, python: ['return s / s.sum()'] },
  softmax: {
    numerator: ({ s, largest, t }) => exponential(over(minus(s, largest), t)),
    python: ['e = np.exp(s - s.max())', 'return e / e.sum()'],
  },
  sparsemax: {
    numerator: ({ s, tau, t }) => positive(minus(over(s, t), tau)),
    notes: ['derivation.threshold'],
    python: [
      's = s - s.max()',
      'z = np.sort(s)[::-1]',
      'tau = (np.cumsum(z) - 1) / np.arange(1, len(z) + 1)',
      'return np.maximum(s - tau[(z > tau).sum() - 1], 0)',
    ],
  },
  entmax15: {
    numerator: ({ s, tau, t }) => square(positive(minus(fraction(s, t === null ? '2' : times('2', t, '×')), tau))),
    notes: ['derivation.threshold'],
    python: [
      's = (s - s.max()) / 2',
      'z = np.sort(s)[::-1]',
      'n = np.arange(1, len(z) + 1)',
      'mean = np.cumsum(z) / n',
      'spread = np.cumsum(z ** 2) / n - mean ** 2',
      'tau = mean - np.sqrt(np.maximum(1 / n - spread, 0))',
      'return np.maximum(s - tau[(z >= tau).sum() - 1], 0) ** 2',
    ],
  },
  hardmax: {
    numerator: ({ j, best }) => truth(j, best),
    notes: ['derivation.winner'],
    python: ['return (np.arange(len(s)) == s.argmax()).astype(float)'],
  },
  sigmoid: {
    numerator: ({ s, T, t }) => fraction('1', sumOf(['1', exponential(minus(logarithm(T), over(operand(s), t)))])),
    notes: ['derivation.logKeys', 'derivation.noSum'],
    python: ['return 1 / (1 + np.exp(np.minimum(np.log(Tk) - s, 700)))'],
  },
};
