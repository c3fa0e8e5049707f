// A call that is computed in parts: a copy of its inputs, and its results as they come to be.
import { AttentionError } from './error.js';
import { tooLarge } from './failure.js';
import { viewsOf } from './instance.js';
import { OUTPUTS } from './names.js';
import { CODE, CONVERGED, OUTPUT, SLOT, STEPS } from './slots.js';
import { copyAllIn, product, shapeOf } from './tensor.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/** Milliseconds below which a call is not worth its way to a worker. */
const SMALL = 2;

/** Bytes of results that one part may have, if it has several rows. */
const MOST_RESULTS = 1 << 22;

/** Queries that the kernel packs a block of keys for. */
export const QUERY_BLOCK = 128;

export class Whole {
  /** How long the call may take one thread: a guess. */
  milliseconds;
  /** Computed at once, without a copy. */
  isSmall;
  /** Query heads of all batches. A part has some of them, or some queries of one. */
  units;
  queries;
  /** Whether units are not divided: the sums of the linear-time form run from query to query. */
  isByUnit;
  /** What a worker needs before its first part. @type {NonNullable<import('./serve.js').Question['call']>} */
  call;
  /** @type {import('./attention.js').Attended} */
  result;
  /** Of the parts, how many rows are still to be given out, and how many a part may have. */
  left;
  #most;
  /** Heads that lie side by side in a row of the output. */
  #packed;
  #outputs;
  /** @type {[output: number, data: Float32Array][]} */
  #targets = [];

  /**
   * @param {import('./instance.js').Instance} instance that has checked the call
   * @param {import('./options.js').Request} request
   * @param {(read: (slots: Float64Array, at: number, output: number) => Tensor) => import('./attention.js').Attended} read
   * @throws {AttentionError} type, shape, memory
   */
  constructor({ slots }, request, read) {
    this.milliseconds = slots[STEPS];
    this.isSmall = this.milliseconds < SMALL;
    this.isByUnit = slots[CONVERGED] !== 0;
    this.units = slots[SLOT['part.units']];
    this.queries = slots[SLOT['part.queries']];
    this.left = this.units * this.queries;
    this.#packed = slots[1] === 3 ? slots[SLOT.numHeads] || 1 : 1;
    this.#outputs = slots[SLOT.outputs];
  }
}
