/** The strongest few of millions of weights. */

import { oncePerSource } from '../../base/once-per-source.js';
import { largestOf, largestWeight, rowOf, rowSum } from '../../base/statistics.js';

/**
 * @typedef {object} Strongest
 * @property {number[]} indices of the cells, the strongest first; equals keep their order
 * @property {number} count how many weights are not 0
 * @property {number[]} columns for each row the column of its largest weight
 * @property {number} total the sum of all sizes
 */

/**
 * @param {Float32Array | Float64Array} weights
 * @param {ArrayLike<number>} attended 0 where a cell is masked
 * @param {number} columns
 * @param {number} most how many at most
 * @returns {Strongest} by size: negative weights count too
 */
export const strongestOf = oncePerSource((
  /** @type {Float32Array | Float64Array} */ weights,
  /** @type {ArrayLike<number>} */ attended,
  /** @type {number} */ columns,
  /** @type {number} */ most,
) => {
  const sizes = Float64Array.from(weights, (weight, index) => (attended[index] ? Math.abs(weight) : 0));
  const count = sizes.reduce((sum, size) => sum + Number(size > 0), 0);
  return {
    indices: largestOf(sizes, Math.min(most, count)),
    count,
    columns: Array.from({ length: weights.length / columns }, (_, row) => largestWeight(rowOf(weights, columns, row))),
    total: rowSum(sizes),
  };
});
