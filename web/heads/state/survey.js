/** All heads of a set, one after another: their small pictures, largest weights, and what is wrong with their numbers. */

import { pacer } from '../../base/turns.js';
import { checkMatrix } from '../files/check-matrix.js';
import { pooled, pooledMask } from '../numbers/pool.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { Prepared, Preparation } from './preparing.js'
 *
 * @typedef {{ values: ArrayLike<number>, attended: ArrayLike<number> | null, rows: number, columns: number }} Thumb
 *
 * @typedef {object} Summary of one head
 * @property {Thumb} thumb
 * @property {number} largest weight, by magnitude, of those that are shown
 * @property {{ row: number, column: number, weight: number } | null} peak where it is; null where no weight is finite
 *
 * @typedef {object} Faults of the numbers as they were given
 * @property {number} notFinite heads that have such numbers
 * @property {number} negative
 * @property {number} sums how far a row's sum is from 1, at most
 * @property {number} emptyRows of all heads
 */

/** So many numbers are asked for at once. */
const mostAhead = 1 << 18;

export class Survey {
  /** @type {Summary[]} by layer and head, as far as they are there */
  heads = [];
  /** @type {Faults} */
  faults = { notFinite: 0, negative: 0, sums: 0, emptyRows: 0 };
  largest = 0;
  hasNegative = false;
  isDone = false;
  #set;
  #preparation;
  #size;
  #batch;

  /**
   * @param {AttentionSet} set
   * @param {Preparation} preparation
   * @param {{ across: number, high: number }} size of a picture in device pixels
   * @param {number} batch
   */
  constructor(set, preparation, size, batch) {
    this.#set = set;
    this.#preparation = preparation;
    this.#size = size;
    this.#batch = batch;
  }

  /** @param {{ across: number, high: number }} size @returns {boolean} whether pictures of another size would differ */
  fits({ across, high }) {
    const { rows, columns } = this.#preparation;
    const needed = (/** @type {number} */ count, /** @type {number} */ pixels) => Math.min(count, pixels);
    return needed(rows, high) === needed(rows, this.#size.high) && needed(columns, across) === needed(columns, this.#size.across);
  }

  /**
   * Goes through the heads, in slices.
   * @param {AbortSignal} signal
   * @param {(share: number) => void} onProgress after each slice
   */
  async run(signal, onProgress) {
    const { layers, heads } = this.#set;
    const next = this.#readAhead();
    const pace = pacer(signal, onProgress);
    while (this.heads.length < layers * heads) {
      const matrix = await next();
      signal.throwIfAborted();
      this.#add(matrix);
      await pace(this.heads.length / (layers * heads));
    }
    this.isDone = true;
  }

  /**
   * Asks for several heads at once, since each read of a file costs, and for the next ones before they are needed.
   * @returns {() => Promise<Float32Array>} the matrix of the next head
   */
  #readAhead() {
    const { layers, heads, rows, columns } = this.#set;
    const most = Math.max(1, Math.floor(mostAhead / (rows * columns)));
    /** @type {Promise<Float32Array>[]} */
    const coming = [];
    let index = this.heads.length;
    return () => {
      const end = coming.length < most ? Math.min(index + most, layers * heads) : index;
      for (; index < end; index++) {
        const matrix = this.#set.read(Math.floor(index / heads), index % heads, this.#batch);
        matrix.catch(() => {}); // Its fault is told when its turn comes.
        coming.push(matrix);
      }
      return /** @type {Promise<Float32Array>} */ (coming.shift());
    };
  }

  /** Most heads of a set have the same mask. @type {{ of: Uint8Array, mask: Uint8Array } | null} */
  #lastMask = null;

  /** @param {Prepared} prepared @returns {Uint8Array} */
  #smallMask({ attended, rows, columns }) {
    if (this.#lastMask?.of !== attended) {
      this.#lastMask = { of: attended, mask: pooledMask(attended, rows, columns, this.#size.high, this.#size.across).mask };
    }
    return this.#lastMask.mask;
  }

  /** @param {Float32Array} matrix */
  #add(matrix) {
    const { heads, rows, columns } = this.#set;
    const { notFinite, negative, sums } = checkMatrix(matrix, rows, columns);
    this.faults.notFinite += Number(notFinite >= 0);
    this.faults.negative += Number(negative >= 0);
    this.faults.sums = Math.max(this.faults.sums, sums);
    const index = this.heads.length;
    const prepared = this.#preparation.prepare(matrix, [Math.floor(index / heads), index % heads, this.#batch]);
    this.faults.emptyRows += prepared.emptyRows;
    const summary = summaryOf(prepared, this.#size, this.#smallMask(prepared));
    this.largest = Math.max(this.largest, summary.largest);
    this.hasNegative ||= negative >= 0;
    this.heads.push(summary);
  }
}

/** @param {Prepared} prepared @param {{ across: number, high: number }} size @param {Uint8Array} mask of its picture @returns {Summary} */
function summaryOf({ values, rows, columns }, { across, high }, mask) {
  const at = peakOf(values);
  const small = pooled(values, rows, columns, high, across);
  const thumb = { values: small.matrix, attended: mask, rows: small.rows, columns: small.columns };
  return at < 0 ? { thumb, largest: 0, peak: null } : { thumb, largest: Math.abs(values[at]), peak: { row: Math.floor(at / columns), column: at % columns, weight: values[at] } };
}

/** @param {ArrayLike<number>} values @returns {number} where the largest magnitude is, the first of equals; -1 where no value is finite */
export function peakOf(values) {
  let [at, largest] = [-1, -1];
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]);
    if (size > largest && size < Infinity) [at, largest] = [index, size];
  }
  return at;
}
