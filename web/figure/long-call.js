/** One call over a long sequence: what it may see, how much work that is, and one row of it in full. */

import { longDimensions } from './long-sequence.js';

/**
 * @import { AttendOptions, Attention, Tensor } from '../engine/index.js'
 * @import { LongSequence } from './long-sequence.js'
 *
 * @typedef {'dense' | 'causal' | 'window'} Sight which keys a query sees: all, those up to itself, the last few of those
 * @typedef {{ length: number, sight: Sight }} LongCall
 * @typedef {Pick<Attention, 'attend' | 'attendAsync' | 'memoryBytes'>} LongEngine
 *
 * @typedef {object} LongRow
 * @property {number} row
 * @property {number} first the first key that it sees
 * @property {Float32Array} weights of that key and those after it
 * @property {Float32Array} output [Dv]
 */

/** T, from which the reader chooses. */
export const longLengths = [1024, 2048, 4096, 8192, 16384, 32768, 65536];

/** @type {Sight[]} */
export const sights = ['dense', 'causal', 'window'];

/** How many keys a query sees through the window, its own included. */
export const windowLength = 512;

/** @param {Sight} sight @returns {AttendOptions} */
export function longOptions(sight) {
  if (sight === 'dense') return {};
  return sight === 'causal' ? { causal: true } : { causal: true, window: { left: windowLength - 1, right: 0 } };
}

/**
 * Query times key, for all pairs that are not masked.
 * @param {LongCall} call
 * @returns {number}
 */
export function pairsOf({ length, sight }) {
  if (sight === 'dense') return length * length;
  if (sight === 'causal') return (length * (length + 1)) / 2;
  const inside = Math.min(length, windowLength);
  return (inside * (inside + 1)) / 2 + (length - inside) * inside;
}

/**
 * Additions and multiplications of the two products, a score and a weighted value for each pair.
 * @param {LongCall} call
 * @returns {number}
 */
export function operationsOf(call) {
  return 4 * longDimensions * pairsOf(call);
}

/**
 * @param {LongSequence} sequence
 * @returns {{ query: Tensor, key: Tensor, value: Tensor }}
 */
export function longInputs({ length, tokens, values }) {
  const shape = [length, longDimensions];
  return { query: { data: tokens, shape }, key: { data: tokens, shape }, value: { data: values, shape } };
}

/**
 * The weights of one row, from the engine: its query alone, over the keys that it sees.
 * @param {LongEngine} engine
 * @param {LongSequence} sequence
 * @param {Sight} sight
 * @param {number} row
 * @returns {LongRow}
 */
export function longRow(engine, { length, tokens, values }, sight, row) {
  const first = sight === 'window' ? Math.max(0, row - windowLength + 1) : 0;
  const end = sight === 'dense' ? length : row + 1;
  /** @param {Float32Array} data @param {number} from @param {number} to @returns {Tensor} */
  const cut = (data, from, to) => ({
    data: data.subarray(from * longDimensions, to * longDimensions),
    shape: [to - from, longDimensions],
  });
  const { weights, output } = engine.attend(
    { query: cut(tokens, row, row + 1), key: cut(tokens, first, end), value: cut(values, first, end) },
    { weights: true },
  );
  return { row, first, weights: weights.data, output: output.data };
}
