/**
 * The matrices and vectors that four of the score functions need. A model learns them; nothing has
 * learned here, so they start as plainly as they can: identities, ones and zeros.
 */

/** @import { Params, ScoreName } from '../../engine/index.js' */

/** @typedef {number[] | number[][]} Parameter */
/** @typedef {{ [name: string]: Parameter }} Parameters */

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

/**
 * @param {ScoreName} score
 * @param {number} dimensions of query and keys
 * @param {number} keys
 * @returns {Parameters} by the letters of the formula; empty for a score function without any
 */
export function defaultParameters(score, dimensions, keys) {
  const square = identity(dimensions, dimensions);
  const ones = square.map(() => 1);
  switch (score) {
    case 'general':
      return { W: square };
    case 'concat':
      return { U: square, W: square, v: ones };
    case 'additive':
      return { U: square, W: square, b: ones.map(() => 0), v: ones };
    case 'location':
      return { W: identity(keys, dimensions) };
    default:
      return {};
  }
}

/**
 * The reader's own parameters cut, or filled up from the defaults, to the sizes needed now.
 * @param {Parameters} own
 * @param {Parameters} defaults
 * @returns {Parameters}
 */
export function fitParameters(own, defaults) {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, fallback]) => [name, fit(own[name], fallback)]),
  );
}

/**
 * @template {number | Parameter} Value
 * @param {unknown} own
 * @param {Value} fallback
 * @returns {Value}
 */
function fit(own, fallback) {
  if (own === undefined) return fallback;
  if (!Array.isArray(fallback)) return /** @type {Value} */ (own);
  const parts = /** @type {unknown[]} */ (own);
  return /** @type {Value} */ (fallback.map((part, index) => fit(parts[index], part)));
}

/**
 * The same under the engine's names. Concat's one matrix [A, 2D] is edited as its two halves, so
 * that a new dimension leaves each half in its place.
 * @param {ScoreName} score
 * @param {Parameters} parameters
 * @returns {Params | undefined} undefined where the score function takes none
 */
export function engineParameters(score, { U, W, b, v }) {
  switch (score) {
    case 'general':
    case 'location':
      return { weight: W };
    case 'concat': {
      const keyPart = /** @type {number[][]} */ (W);
      const queryPart = /** @type {number[][]} */ (U);
      return { weight: queryPart.map((row, index) => [...row, ...keyPart[index]]), vector: v };
    }
    case 'additive':
      return { queryWeight: U, keyWeight: W, bias: b, vector: v };
    default:
      return undefined;
  }
}
