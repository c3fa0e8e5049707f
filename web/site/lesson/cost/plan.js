/** What is measured: which calls, in which order, and how much work each of them is. */

/**
 * @import { AttendOptions } from '../../../engine/index.js'
 *
 * @typedef {'dense' | 'causal' | 'window' | 'linear' | 'kept' | 'half'} Method kept: dense, and the table of weights with
 *   it; half: dense, with keys and values in half precision
 *
 * @typedef {object} Call
 * @property {Method} method
 * @property {number} length T
 * @property {number} workers
 */

export const heads = 4;
/** D and Dv. */
export const dimensions = 64;
/** Keys that a query sees in the window, itself among them. */
const windowSize = 256;

const shortest = 256;
/** The longest T, from which the reader chooses. */
export const longest = [2048, 4096, 8192, 16384];
/** The author's choice. */
export const usualLongest = 4096;
/** The table of weights takes 16 T squared bytes: 67 MB here, and 4 GB at the longest T. */
const longestKept = 2048;

/** Half precision is compared at one T, which is quickly computed. */
const longestHalf = 2048;

export const methods = /** @type {const} */ (['dense', 'causal', 'window', 'linear']);

/**
 * How often all is measured, one call after the other: what else the machine does then slows down a round, and not each
 * time the same call.
 */
export const rounds = 3;

/** @type {Record<Method, AttendOptions>} */
export const options = {
  dense: {},
  causal: { causal: true },
  window: { causal: true, window: { left: windowSize - 1, right: 0 } },
  linear: { score: 'linear' },
  kept: { weights: true },
  half: { precision: 'f16' },
};

/** @param {number} last @returns {number[]} T, doubled again and again */
export function lengthsUpTo(last) {
  const lengths = [];
  for (let length = shortest; length <= last; length *= 2) lengths.push(length);
  return lengths;
}

/** @param {number} last @returns {number} the T at which half precision is compared */
export const halfLength = (last) => Math.min(longestHalf, last);

/**
 * One round. Shorter sequences first, so that the chart grows from the left.
 * @param {number} last
 * @param {number} workers of the many
 * @returns {Call[]}
 */
export function planOf(last, workers) {
  return lengthsUpTo(last).flatMap((length) => [
    ...methods.flatMap((method) => [...new Set([1, workers])].map((count) => ({ method, length, workers: count }))),
    ...(length <= longestKept ? [/** @type {Call} */ ({ method: 'kept', length, workers: 1 })] : []),
    ...(length === halfLength(last) ? [/** @type {Call} */ ({ method: 'half', length, workers: 1 })] : []),
  ]);
}

/**
 * Additions and multiplications of the two products.
 * @param {{ method: Method, length: number }} call
 */
export function operationsOf({ method, length }) {
  // Keys and values are summed up into a D x D table once, and each query reads it.
  if (method === 'linear') return 4 * heads * length * dimensions * dimensions;
  const seen = Math.min(length, windowSize);
  const pairs = {
    dense: length * length,
    kept: length * length,
    half: length * length,
    causal: (length * (length + 1)) / 2,
    window: (seen * (seen + 1)) / 2 + (length - seen) * seen,
  }[method];
  return 4 * heads * dimensions * pairs;
}

/** What a call takes of a reader's patience, in operations: short ones are repeated, and start at once. */
const least = 2e9;

/** @param {readonly Call[]} calls @returns {number[]} the share of the whole work that is done after each of them */
export function sharesOf(calls) {
  const works = calls.map((call) => least + (2 * operationsOf(call)) / call.workers);
  const whole = works.reduce((sum, work) => sum + work, 0);
  let done = 0;
  return works.map((work) => (done += work) / whole);
}
