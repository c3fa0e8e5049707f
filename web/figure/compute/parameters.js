/** The matrices and vectors that some score functions need: those that they start with, and a reader's own. */

import { scoreFunctions } from '../methods/scores.js';

/**
 * @import { Params, ScoreName } from '../../engine/index.js'
 *
 * @typedef {import('../methods/scores.js').Parameter} Parameter
 * @typedef {import('../methods/scores.js').Parameters} Parameters
 */

/**
 * @param {ScoreName} score
 * @param {number} dimensions of query and keys
 * @param {number} keys
 * @returns {Parameters} by the letters of the formula; empty for a score function without any
 */
export function defaultParameters(score, dimensions, keys) {
  return scoreFunctions[score].parameters?.(dimensions, keys) ?? {};
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
 * @param {ScoreName} score
 * @param {Parameters} parameters
 * @returns {Params | undefined} the same under the engine's names; undefined where the score function takes none
 */
export function engineParameters(score, parameters) {
  return scoreFunctions[score].engineParameters?.(parameters);
}
