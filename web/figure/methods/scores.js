/**
 * The score functions in the order in which a reader should meet them: how a derivation writes the terms of each, its
 * parameters, and the same in NumPy. Their names, and what pages say of them, are in web/locales/methods.js.
 */

import { brackets, fraction, minus, negated, phi, row, square, sub, sumOf, tanh, times, word } from '../../mathml/mathml.js';

/**
 * @import { Params, ScoreName } from '../../engine/index.js'
 * @import { Expression, Part } from '../../mathml/mathml.js'
 *
 * @typedef {number[] | number[][]} Parameter
 * @typedef {{ [name: string]: Parameter }} Parameters by the letters of the formula
 *
 * @typedef {object} ScoreFunction
 * @property {(query: Part, key: Part) => Expression} term one term of the score, of a component of each vector
 * @property {(component: string) => Expression} [symbol] the term in letters, where these are not the two components
 * @property {import('../../locales/in-language.js').KeyIn<typeof import('../../locales/derivation.js').default>} [note]
 * @property {(dimensions: number, keys: number) => Parameters} [parameters] a model learns them. Nothing has learned here,
 *   so they start as plainly as they can: identities, ones and zeros
 * @property {(parameters: any) => Params} [engineParameters] the same under the engine's names
 * @property {string[]} python the lines of a function of q [Tq, D] and k [Tk, D], with the parameters at their start
 */

export const query = sub('q', 'i');
export const key = sub('k', 'j');

/** @param {string} vector @param {string} position @param {string} index */
export const component = (vector, position, index) => sub(vector, row(position, ',', index));

/**
 * @param {number} rows
 * @param {number} columns
 * @returns {number[][]}
 */
function identity(rows, columns) {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => Number(column === row)),
  );
}

/** @param {number} value @param {number} length */
const repeated = (value, length) => Array.from({ length }, () => value);

/** What the two score functions with a hidden layer have in common. @param {Part[]} bias */
const hidden = (...bias) => ({
  term: (/** @type {Part} */ q, /** @type {Part} */ k) => tanh(sumOf([q, k])),
  symbol: (/** @type {string} */ c) => row(sub('v', c), word('tanh'), sub(brackets(row('U', query, '+', 'W', key, ...bias)), c)),
  note: /** @type {const} */ ('derivation.hidden'),
});

/** @type {Record<ScoreName, ScoreFunction>} */
export const scoreFunctions = {
  dot: { term: times, python: ['return q @ k.T'] },
  'scaled-dot': { term: times, python: ['return q @ k.T  # scaled below'] },
  cosine: {
    term: times,
    python: [
      'norms = np.linalg.norm(q, axis=1)[:, None] * np.linalg.norm(k, axis=1)',
      'return np.where(norms == 0, 0, q @ k.T / np.where(norms == 0, 1, norms))',
    ],
  },
  euclidean: {
    term: (q, k) => negated(fraction(square(brackets(minus(q, k))), '2')),
    python: ['return np.stack([-((row - k) ** 2).sum(1) / 2 for row in q])'],
  },
  general: {
    term: times,
    symbol: (c) => times(component('q', 'i', c), sub(brackets(row('W', key)), c)),
    note: 'derivation.identity',
    parameters: (D) => ({ W: identity(D, D) }),
    engineParameters: ({ W }) => ({ weight: W }),
    python: ['W = np.eye(D)', 'return q @ W @ k.T'],
  },
  concat: {
    ...hidden(),
    parameters: (D) => ({ U: identity(D, D), W: identity(D, D), v: repeated(1, D) }),
    // The one matrix [A, 2D] is edited as its two halves, so that a new dimension leaves each half in its place.
    engineParameters: ({ U, W, v }) => ({ weight: U.map((/** @type {number[]} */ row, /** @type {number} */ a) => [...row, ...W[a]]), vector: v }),
    python: ['U, W, v = np.eye(D), np.eye(D), np.ones(D)', 'return np.stack([np.tanh(U @ row + k @ W.T) @ v for row in q])'],
  },
  additive: {
    ...hidden('+', 'b'),
    parameters: (D) => ({ U: identity(D, D), W: identity(D, D), b: repeated(0, D), v: repeated(1, D) }),
    engineParameters: ({ U, W, b, v }) => ({ queryWeight: U, keyWeight: W, bias: b, vector: v }),
    python: [
      'U, W, b, v = np.eye(D), np.eye(D), np.zeros(D), np.ones(D)',
      'return np.stack([np.tanh(U @ row + k @ W.T + b) @ v for row in q])',
    ],
  },
  location: {
    term: (q, k) => times(k, q),
    symbol: (c) => times(component('W', 'j', c), component('q', 'i', c)),
    note: 'derivation.identity',
    parameters: (D, keys) => ({ W: identity(keys, D) }),
    engineParameters: ({ W }) => ({ weight: W }),
    python: ['W = np.eye(Tk, D)', 'return q @ W.T'],
  },
  linear: {
    term: (q, k) => times(phi(q), phi(k)),
    note: 'derivation.phi',
    python: ['q, k = [np.where(x > 0, x + 1, np.exp(np.minimum(x, 0))) for x in (q, k)]  # elu + 1', 'return q @ k.T'],
  },
};
