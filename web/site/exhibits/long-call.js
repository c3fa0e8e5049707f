/** A computation over a long sequence: what a query may see, how much work that is, and the full weights of one row. */

import { before, longDimensions } from './long-sequence.js';

/**
 * @import { AttendOptions, Attention, Tensor } from '../../engine/index.js'
 * @import { LongSequence } from './long-sequence.js'
 *
 * @typedef {'dense' | 'causal' | number} Sight which keys a query sees: all, those up to its own, or a number of keys up to its own
 * @typedef {{ length: number, sight: Sight, heads: number }} LongCall
 * @typedef {Pick<Attention, 'attend' | 'attendAsync' | 'lastCallBytes'>} LongEngine
 *
 * @typedef {object} LongRow
 * @property {number} head
 * @property {number} row
 * @property {number} first the first key that the row sees
 * @property {Float32Array} weights of that key and of those after it
 * @property {Float32Array} output [Dv]
 */

/** The lengths T that the reader can choose. */
export const longLengths = [256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536];

/** @type {Sight[]} */
export const sights = ['dense', 'causal', 2048, 512, 128];

/** The numbers of heads to choose from. Head h asks with the vector h places back; all heads share keys and values. */
export const headCounts = [1, before + 1];

/** @param {Sight} sight @returns {AttendOptions} */
export function longOptions(sight) {
  if (sight === 'dense') return {};
  return sight === 'causal' ? { causal: true } : { causal: true, window: { left: sight - 1, right: 0 } };
}

/**
 * The number of pairs of a query and a key that are not masked.
 * @param {LongCall} call
 * @returns {number}
 */
export function pairsOf({ length, sight, heads }) {
  if (sight === 'dense') return heads * length * length;
  const inside = sight === 'causal' ? length : Math.min(length, sight);
  return heads * ((inside * (inside + 1)) / 2 + (length - inside) * inside);
}

/**
 * The share of the work that is done when some rows of a head are done: under a mask the first rows cost less than the last.
 * @param {LongCall} call
 * @param {number} head
 * @param {number} share of the head's rows
 * @returns {number} from 0 to 1
 */
export function workDone(call, head, share) {
  const one = { ...call, heads: 1 };
  const inHead = call.sight === 'dense' ? share : pairsOf({ ...one, length: share * call.length }) / pairsOf(one);
  return (head + inHead) / call.heads;
}

/**
 * The number of additions and multiplications: each pair has a score and a weighted value.
 * @param {LongCall} call
 * @returns {number}
 */
export function operationsOf(call) {
  return 4 * longDimensions * pairsOf(call);
}

/**
 * @param {Float32Array} data [., D]
 * @param {number} from
 * @param {number} to
 * @returns {Tensor} the rows of this range, the last index left out
 */
function rowsOf(data, from, to) {
  return { data: data.subarray(from * longDimensions, to * longDimensions), shape: [to - from, longDimensions] };
}

/**
 * @param {LongSequence} sequence
 * @param {number} head
 * @returns {{ query: Tensor, key: Tensor, value: Tensor }}
 */
export function longInputs({ length, tokens, values }, head) {
  return {
    query: rowsOf(tokens, before - head, before - head + length),
    key: rowsOf(tokens, before, before + length),
    value: rowsOf(values, 0, length),
  };
}

/**
 * The weights of one row: the engine computes its query alone, over the keys that it sees.
 * @param {LongEngine} engine
 * @param {LongSequence} sequence
 * @param {Sight} sight
 * @param {number} head
 * @param {number} row
 * @returns {LongRow}
 */
export function longRow(engine, { length, tokens, values }, sight, head, row) {
  const first = typeof sight === 'number' ? Math.max(0, row - sight + 1) : 0;
  const end = sight === 'dense' ? length : row + 1;
  const asking = before - head + row;
  const { weights, output } = engine.attend(
    { query: rowsOf(tokens, asking, asking + 1), key: rowsOf(tokens, before + first, before + end), value: rowsOf(values, first, end) },
    { weights: true },
  );
  return { head, row, first, weights: weights.data, output: output.data };
}
