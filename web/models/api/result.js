import { HEAD_FIELDS } from '../generated/fields.js';
import { ModelError } from '../model-error.js';
import { Records } from '../runtime/stack-records.js';

/** @import { Attention, Head } from '../description.js' */
/** @import { HeldTensors } from '../runtime/held-tensors.js' */
/** @import { RunKind, StackRun } from '../runtime/stack-run.js' */
/** @import { Tensor } from '../runtime/running-stack.js' */

/**
 * What one stack made of its input. Padding has a place in all results, and zeros there.
 * @typedef {object} StackOutcome
 * @property {StackRun} run
 * @property {Float32Array} hidden [count, width]
 * @property {number} width
 * @property {number} first the first token that is no padding
 * @property {number} count
 * @property {number} length with padding
 * @property {number[]} ids of the tokens that are no padding, empty for an image
 */

/** Rows and columns of padding get their place. @param {Tensor} tensor @param {{ first: number, length: number }} rows @param {{ first: number, length: number }} columns @returns {Tensor} */
function padded({ data, shape: [count, size] }, rows, columns) {
  if (count === rows.length && size === columns.length) return { data, shape: [count, size] };
  const out = new Float32Array(rows.length * columns.length);
  for (let r = 0; r < count; ++r) out.set(data.subarray(r * size, (r + 1) * size), (rows.first + r) * columns.length + columns.first);
  return { data: out, shape: [rows.length, columns.length] };
}

/** @param {StackOutcome} outcome @returns {Tensor} [length, width] */
export function hiddenOf(outcome) {
  return padded({ data: outcome.hidden, shape: [outcome.count, outcome.width] }, outcome, { first: 0, length: outcome.width });
}

/**
 * @param {StackOutcome} queries
 * @param {StackOutcome} keys the same, or the encoder's
 * @param {RunKind} kind
 * @param {number} layer
 * @param {number} head
 * @returns {Tensor} [queries, keys]
 */
export const weightsOf = (queries, keys, kind, layer, head) => padded(queries.run.weights(layer, head, kind), queries, keys);

/**
 * Rows of hidden states, as a head takes them.
 * @param {StackOutcome} outcome
 * @param {Head} head
 * @returns {{ data: Float32Array, rows: number, size: number }}
 */
function rowsFor({ hidden, width, count, ids }, head) {
  const row = (/** @type {number} */ t) => ({ data: hidden.slice(t * width, (t + 1) * width), rows: 1, size: width });
  switch (head.rows) {
    case 'first': return row(0);
    case 'last': return row(count - 1);
    case 'end': return row(endOf(ids, head.endId));
    case 'mean': return { data: meanOf(hidden, width), rows: 1, size: width };
    case 'first-and-mean': {
      const data = new Float32Array(2 * width);
      data.set(hidden.subarray(0, width));
      data.set(meanOf(hidden.subarray(width, count * width), width), width);
      return { data, rows: 1, size: 2 * width };
    }
    default: return { data: hidden, rows: count, size: width };
  }
}

/** @param {Float32Array} rows [count, width] @param {number} width @returns {Float32Array} [width] */
function meanOf(rows, width) {
  const sums = new Float64Array(width);
  rows.forEach((number, i) => {
    sums[i % width] += number;
  });
  return Float32Array.from(sums, (sum) => sum / (rows.length / width));
}

/** @param {number[]} ids @param {number} [endId] */
function endOf(ids, endId) {
  const end = ids.indexOf(endId ?? Math.max(...ids));
  if (end < 0) throw new ModelError('ids', `expected the token ${endId}, which ends a text for this model, got none`);
  return end;
}

/** Applies a model's heads to hidden states. */
export class HeadRunner {
  #instance;
  #records;
  #tensors;
  /** Addresses of what the module reads. @type {Map<Head, { fields: number, outSize: number }>} */
  #written = new Map();

  /** @param {HeldTensors} tensors */
  constructor(tensors) {
    this.#instance = tensors.instance;
    this.#tensors = tensors;
    this.#records = new Records(tensors);
  }

  /** @param {Head} head @param {number} size */
  #fieldsOf(head, size) {
    const known = this.#written.get(head);
    if (known) return known;
    const record = this.#records.head(head);
    const fields = this.#instance.writeRecord(HEAD_FIELDS, record, (bytes) => this.#tensors.block(bytes, 'head'));
    const written = { fields, outSize: record.output?.weights.rows ?? record.dense?.weights.rows ?? size };
    this.#written.set(head, written);
    return written;
  }

  /** @param {Head} head @param {StackOutcome} outcome @returns {Tensor} [length, size] for all rows, [size] for one */
  apply(head, outcome) {
    const { data, rows, size } = rowsFor(outcome, head);
    const applied = this.applyToRows(head, data, rows, size);
    const outSize = applied.length / rows;
    return head.rows === 'all' ? padded({ data: applied, shape: [rows, outSize] }, outcome, { first: 0, length: outSize }) : { data: applied, shape: [outSize] };
  }

  /** What takes a head's values to what it adds to a token, by its attention. @type {Map<Attention, Head>} */
  #outputs = new Map();

  /**
   * What one head of an attention adds to a token: its part of the output matrix times its values.
   * @param {Attention} attention
   * @param {number} number of the head
   * @param {Float32Array} values [headSize]
   * @returns {Float32Array} [width]
   */
  applyOutput(attention, number, values) {
    const { heads, headSize, output } = attention;
    const head = this.#outputs.get(attention) ?? { stack: '', rows: /** @type {const} */ ('all'), output: { weights: output.weights } };
    this.#outputs.set(attention, head);
    const all = new Float32Array(heads * headSize);
    all.set(values, number * headSize);
    return this.applyToRows(head, all, 1, all.length);
  }

  /** @param {Head} head @param {Float32Array} data [rows, size] @param {number} rows @param {number} size @returns {Float32Array} */
  applyToRows(head, data, rows, size) {
    const { fields, outSize } = this.#fieldsOf(head, size);
    return this.#instance.withBlocks((block) => {
      const from = block(data.length * 4);
      const to = block(rows * outSize * 4);
      this.#instance.writeFloats(from, data);
      this.#instance.step('head', 'head', fields, from, size, size, rows, to);
      return this.#instance.heap.copyFloats(to, rows * outSize);
    }, 'head');
  }
}
