/** What is measured: which calls, in which order, and how much work each of them takes. */

/**
 * @import { AttendOptions } from '../../../engine/index.js'
 *
 * @typedef {'dense' | 'causal' | 'window' | 'linear' | 'kept' | 'half'} Method kept: dense, and the table of weights is
 *   returned too; half: dense, with keys and values in half precision
 *
 * @typedef {object} Call
 * @property {Method} method
 * @property {number} length T
 * @property {number} workers
 */

export const heads = 4;
/** D and Dv. */
export const dimensions = 64;
/** The number of keys that a query sees in the window, its own among them. */
const windowSize = 256;

const shortest = 256;
/** The reader chooses the longest T from these. */
export const longest = [2048, 4096, 8192, 16384];
/** The author's choice. */
export const usualLongest = 4096;
/** The table of weights takes 16 T squared bytes: 67 MB here, and 4 GB at the longest T. */
const longestKept = 2048;

/** Half precision is compared at one T, which is quickly computed. */
const longestHalf = 2048;

export const methods = /** @type {const} */ (['dense', 'causal', 'window', 'linear']);

/**
 * Everything is measured so many times, one round of all calls after the other, so that other work of the machine slows down
 * one round, not the same call each time.
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

/** @param {number} last @returns {number[]} the values of T, each twice the one before */
export function lengthsUpTo(last) {
  const lengths = [];
  for (let length = shortest; length <= last; length *= 2) lengths.push(length);
  return lengths;
}

/** @param {number} last @returns {number} the T at which half precision is compared */
export const halfLength = (last) => Math.min(longestHalf, last);

/**
 * The calls of one round, with shorter sequences first, so that the chart grows from the left.
 * @param {number} last
 * @param {number} workers the number of workers for the calls that use several
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
 * The number of additions and multiplications in the two products.
 * @param {{ method: Method, length: number }} call
 */
export function operationsOf({ method, length }) {
  // Keys and values are summed into a D x D table once, and each query reads that table.
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

/** In the progress bar each call counts for so many operations more than it has, since short calls are repeated. */
const least = 2e9;

/** @param {readonly Call[]} calls @returns {number[]} the share of the whole work that is done after each of them */
export function sharesOf(calls) {
  const works = calls.map((call) => least + (2 * operationsOf(call)) / call.workers);
  const whole = works.reduce((sum, work) => sum + work, 0);
  let done = 0;
  return works.map((work) => (done += work) / whole);
}
