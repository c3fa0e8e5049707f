import { attendedOf } from './attend-result.js';
import { AttentionError } from '../wasm/error.js';
import { tooLarge } from '../wasm/failure.js';
import { Heap } from '../wasm/heap.js';
import { CODE, CONVERGED, OUTPUT, PEAK_BYTES, SLOT, STEPS, slotOfOutput } from './slots.js';
import { copyAllIn, shapeOf } from './tensor.js';

/** A call that takes fewer milliseconds is not worth its way to a worker. */
const SMALL = 2;

/** A part with more bytes of results than these is a single row. */
const MOST_RESULTS = 1 << 22;

/** The kernel packs a block of keys for so many queries. */
export const QUERY_BLOCK = 256;

/** The bits of the outputs that do not belong to rows. */
const PRESENT = (1 << OUTPUT.presentKey) | (1 << OUTPUT.presentValue);

/** A call that is computed in parts. It holds a copy of the inputs, and puts the parts of its result together. */
export class DividedCall {
  /** How long the call may take one thread: a guess. */
  milliseconds;
  /** Whether it is to be computed at once; it has no copy then. */
  isSmall;
  /** Query heads of all batches, and the queries of each. A part has some units, or some queries of one. */
  units;
  queries;
  /** Whether units are not divided: the sums of the linear-time form run from query to query. */
  isByUnit;
  /** Rows that no part has yet. */
  left;
  /** What a worker needs before its first part. @type {NonNullable<import('./worker-side.js').Question['call']>} */
  call = { slots: new Float64Array(0), buffer: new ArrayBuffer(0) };
  /** @type {import('./attention.js').Attended | undefined} */
  result;
  /** Rows of the largest part. */
  #most = 0;
  /** Heads that lie side by side in a row of the output. */
  #packed;
  #outputs = 0;
  /** @type {{ output: number, data: Float32Array }[]} */
  #targets = [];

  /**
   * @param {import('./engine-instance.js').EngineInstance} instance that has checked the call
   * @param {import('./options.js').Request} request
   * @param {(bytes: number) => ArrayBuffer} allocate
   * @throws {AttentionError} type, shape, memory
   */
  constructor({ slots }, request, allocate) {
    this.milliseconds = slots[STEPS];
    this.isSmall = this.milliseconds < SMALL;
    this.isByUnit = slots[CONVERGED] !== 0;
    this.units = slots[SLOT['part.units']];
    this.queries = slots[SLOT['part.queries']];
    this.left = this.units * this.queries;
    this.#packed = slots[1] === 3 ? slots[SLOT.numHeads] || 1 : 1;
    this.#outputs = slots[SLOT.outputs];
    if (this.isSmall) return;
    try {
      const buffer = allocate(request.bytes);
      copyAllIn({ heap: new Heap({ buffer }), slots }, 0, request);
      this.result = attendedOf(request, (output) => {
        const shape = shapeOf(slots, slotOfOutput(output));
        const data = new Float32Array(shape.reduce((elements, length) => elements * length));
        this.#targets.push({ output, data });
        return { data, shape };
      });
      const bytes = this.#targets.reduce((sum, { output, data }) => sum + (output < OUTPUT.presentKey ? data.byteLength : 0), 0);
      this.#most = Math.max(1, Math.floor((MOST_RESULTS / bytes) * this.left));
      slots.set(this.#partOf(0, this.#most), SLOT['part.unit']);
      this.call = { slots: slots.slice(0, CODE), buffer };
    } catch (error) {
      throw error instanceof RangeError ? new AttentionError(...tooLarge('inputs', slots[PEAK_BYTES]), { cause: error }) : error;
    }
  }

  /** Whether the inputs are here, not handed over. */
  get hasInputs() {
    return this.call.buffer.byteLength > 0;
  }

  /** The part of so many rows, or fewer, from a row on. @param {number} row @param {number} rows */
  #partOf(row, rows) {
    const unit = Math.floor(row / this.queries);
    const first = row % this.queries;
    if (first === 0 && (this.isByUnit || rows >= this.queries)) {
      return [unit, Math.min(Math.floor(rows / this.queries) || 1, this.units - unit), 0, this.queries];
    }
    return [unit, 1, first, Math.min(rows > QUERY_BLOCK ? rows - (rows % QUERY_BLOCK) : rows, this.queries - first)];
  }

  /**
   * The next part, in the order in which one thread would come to it.
   * @param {number} rows how many it should have; it may have fewer
   * @returns {{ part: number[], outputs: number }}
   */
  next(rows) {
    const row = this.units * this.queries - this.left;
    const part = this.#partOf(row, Math.min(rows, this.#most));
    this.left -= rowsOf(part);
    return { part, outputs: row === 0 ? this.#outputs : this.#outputs & ~PRESENT }; // Present keys and values are computed but once.
  }

  /** Takes the results of a part. @param {number[]} part @param {Record<number, Float32Array>} results */
  put(part, results) {
    const row = part[0] * this.queries + part[2];
    for (const { output, data } of this.#targets) {
      const from = results[output];
      if (!from) continue;
      const size = data.length / (this.units * this.queries);
      if (output >= OUTPUT.presentKey) data.set(from);
      else if (output !== OUTPUT.output || this.#packed === 1) data.set(from, row * size);
      else for (let i = 0; i < rowsOf(part); ++i) data.set(from.subarray(i * size, (i + 1) * size), this.#packedRow(row + i) * size);
    }
  }

  /** Where a row stands among packed heads, [B,T,H]. @param {number} row */
  #packedRow(row) {
    const unit = Math.floor(row / this.queries);
    const head = unit % this.#packed;
    return (unit - head) * this.queries + (row % this.queries) * this.#packed + head;
  }
}

/** @param {number[]} part */
export const rowsOf = ([, units, , queries]) => units * queries;
