/**
 * Attention rollout (Abnar and Zuidema, Quantifying Attention Flow in Transformers, 2020): how much of each token of the input is
 * in each token after some layers, if a layer did nothing but mix tokens by its attention and keep half of each as it was.
 */

import { mean } from '../../base/statistics.js';
import { pacer } from '../../base/turns.js';
import { check, checkCells, checkCount } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * @param {Numbers[]} heads at least one, each [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @returns {Float64Array} [rows, columns] cell by cell, the mean over the heads
 * @throws {RangeError} where a size is wrong
 */
export function meanHead(heads, rows, columns) {
  checkHeads(heads, rows, columns);
  return mean(heads);
}

/**
 * @param {Numbers[]} heads at least one, each [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @returns {Float64Array} [rows, columns] cell by cell, the largest of the heads; its rows need not sum to 1
 * @throws {RangeError} where a size is wrong
 */
export function largestHead(heads, rows, columns) {
  checkHeads(heads, rows, columns);
  const largest = Float64Array.from(heads[0]);
  for (const head of heads.slice(1)) for (let at = 0; at < largest.length; at++) largest[at] = Math.max(largest[at], head[at]);
  return largest;
}

/** @param {Numbers[]} heads @param {number} rows @param {number} columns */
function checkHeads(heads, rows, columns) {
  check(heads?.length > 0, 'heads', 'one or more', heads?.length);
  heads.forEach((head, index) => checkCells(`heads[${index}]`, head, rows, columns));
}

/**
 * @typedef {object} How
 * @property {typeof meanHead} [overHeads] makes one matrix of the heads of a layer: meanHead unless given
 * @property {AbortSignal} [signal]
 * @property {(share: number) => void} [onProgress] called between turns with the share of the work that is done
 */

/**
 * The product A(l) ... A(1) A(0), with A = (attention over heads + identity) / 2 and its rows divided by their sums. It takes
 * 2 layers size^3 operations, so it gives the page its turns meanwhile.
 * @param {(layer: number) => Numbers[] | Promise<Numbers[]>} headsOf all heads of a layer, counted from 0, each [size, size]; they
 *   are not kept
 * @param {number} layers how many, from the first one on
 * @param {number} size how many tokens there are, queries and keys alike
 * @param {How} [how]
 * @returns {Promise<Float64Array>} [size, size] in row i the share of each token of the input in token i; rows sum to 1
 * @throws {RangeError} where a size is wrong, or the weights of a row add up to a negative number or none
 * @throws the signal's reason, and what headsOf throws
 */
export async function rollout(headsOf, layers, size, { overHeads = meanHead, signal, onProgress = () => {} } = {}) {
  checkCount('layers', layers);
  checkCount('size', size);
  const turn = pacer(signal, onProgress);
  const side = tile * Math.ceil(size / tile);
  const stepOf = async (/** @type {number} */ layer) => {
    signal?.throwIfAborted();
    return withResidual(overHeads(await headsOf(layer), size, size), size, side, layer);
  };
  let flow = await stepOf(0);
  for (let layer = 1; layer < layers; layer++) {
    flow = await product(await stepOf(layer), flow, size, side, (share) => turn((layer + share) / layers));
  }
  return cropped(flow, size, side);
}

/** The weights of a row add up to no share that could be passed on. Readers meet it, so that it is told in their language. */
export class RowSumError extends RangeError {
  /** @param {number} layer @param {number} row @param {number} sum */
  constructor(layer, row, sum) {
    super(`layer ${layer}: expected rows with sums of at least 0, got ${sum} in row ${row}`);
    this.layer = layer;
    this.row = row;
    this.sum = sum;
  }
}

/** Matrices are filled up with zeros to whole tiles, so that the product has no rest. */
const tile = 4;

/**
 * @param {Float64Array} attention [size, size]
 * @param {number} size
 * @param {number} side
 * @param {number} layer
 * @returns {Float64Array} [side, side] (attention + identity) / 2; a row without weights passes its own token on
 */
function withResidual(attention, size, side, layer) {
  const result = new Float64Array(side * side);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += attention[row * size + column];
    if (!(sum >= 0 && sum < Infinity)) throw new RowSumError(layer, row, sum);
    for (let column = 0; column < size; column++) {
      result[row * side + column] = (attention[row * size + column] + Number(row === column)) / (sum + 1);
    }
  }
  return result;
}

/**
 * @param {Float64Array} left [side, side]
 * @param {Float64Array} right [side, side]
 * @param {number} size rows that are not filled up
 * @param {number} side
 * @param {(share: number) => Promise<void>} turn
 * @returns {Promise<Float64Array>} [side, side]
 */
async function product(left, right, size, side, turn) {
  const result = new Float64Array(side * side);
  for (let row = 0; row < size; row += 2) {
    multiplyTwoRows(left, right, result, side, row);
    await turn(row / size);
  }
  return result;
}

/**
 * Two rows of a product of square matrices. A number of the right matrix that is loaded serves both rows, and each sum is
 * loaded and stored once for four terms: for 1024 tokens this is twice as fast as the three plain loops, and going through the
 * right matrix in blocks adds nothing. Zeros, half of all in a causal model, are passed over.
 * @param {Float64Array} left [side, side]
 * @param {Float64Array} right [side, side]
 * @param {Float64Array} result [side, side], with zeros in these rows
 * @param {number} side a multiple of 4
 * @param {number} row the first of the two
 */
function multiplyTwoRows(left, right, result, side, row) {
  const one = row * side;
  const two = one + side;
  for (let inner = 0; inner < side; inner += tile) {
    const [a, b, c, d] = [left[one + inner], left[one + inner + 1], left[one + inner + 2], left[one + inner + 3]];
    const [e, f, g, h] = [left[two + inner], left[two + inner + 1], left[two + inner + 2], left[two + inner + 3]];
    if (!(a || b || c || d || e || f || g || h)) continue;
    for (let column = 0, at = inner * side; column < side; column++, at++) {
      const w = right[at];
      const x = right[at + side];
      const y = right[at + 2 * side];
      const z = right[at + 3 * side];
      result[one + column] += a * w + b * x + c * y + d * z;
      result[two + column] += e * w + f * x + g * y + h * z;
    }
  }
}

/** @param {Float64Array} matrix [side, side] @param {number} size @param {number} side @returns {Float64Array} [size, size] */
function cropped(matrix, size, side) {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) result.set(matrix.subarray(row * side, row * side + size), row * size);
  return result;
}
