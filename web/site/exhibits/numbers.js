/**
 * The numbers of an example or a map that are drawn and printed. All of them come from the engine.
 */

import { engineCall } from './example-state.js';
import { optionsOf } from '../../figure/state/methods.js';
import { defaultParameters, engineParameters } from '../../figure/compute/parameters.js';

/**
 * @import { Attention, Tensor, Trace } from '../../engine/index.js'
 * @import { ExampleState } from './example-state.js'
 * @import { Method } from '../../figure/state/methods.js'
 *
 * @typedef {Pick<Attention, 'attend' | 'explain'>} Engine
 *
 * @typedef {object} ExampleNumbers the four steps of one query over T keys
 * @property {number[][]} products [T, C] the terms of each score
 * @property {number[]} scores [T] before the scale
 * @property {number[]} scaled [T]
 * @property {number} largest of the scaled scores
 * @property {number[]} numerators [T] the numerators of the normaliser
 * @property {number} numeratorSum
 * @property {number[]} weights [T]
 * @property {number[][]} weightedValues [T, Dv]
 * @property {number[]} output [Dv]
 */

/**
 * @param {Engine} engine
 * @param {ExampleState} state
 * @returns {ExampleNumbers}
 */
export function exampleNumbers(engine, state) {
  const { inputs, options } = engineCall(state);
  const trace = engine.explain(inputs, { ...options, row: { query: 0 } });
  const row = /** @type {NonNullable<Trace['row']>} */ (trace.row);
  return {
    products: rows(row.products),
    scores: Array.from(trace.scores.data),
    scaled: Array.from(trace.scaled.data),
    largest: trace.rowMax.data[0],
    numerators: Array.from(trace.exponentials.data),
    numeratorSum: trace.rowSum.data[0],
    weights: Array.from(trace.weights.data),
    weightedValues: rows(row.weightedValues),
    output: Array.from(trace.output.data),
  };
}

/** @param {Tensor} matrix */
function rows({ data, shape: [count, width] }) {
  return Array.from({ length: count }, (_, row) =>
    Array.from(data.subarray(row * width, (row + 1) * width)),
  );
}

/**
 * @typedef {object} MapNumbers every token's attention to every token
 * @property {number} count T
 * @property {Float32Array} weights [T, T] by query row, then key column
 * @property {Uint8Array} attended [T, T] 0 where a cell is masked
 */

/**
 * The engine call for a map.
 * @param {Float32Array} vectors [T, D], queries, keys and values at once
 * @param {number} count T
 * @param {Method} method
 * @param {boolean} ignoreItself
 */
function mapCall(vectors, count, method, ignoreItself) {
  const dimensions = vectors.length / count;
  const tokens = { data: vectors, shape: [count, dimensions] };
  const attended = new Uint8Array(count * count).fill(1);
  if (ignoreItself) for (let i = 0; i < count; i++) attended[i * count + i] = 0;
  const inputs = {
    query: tokens,
    key: tokens,
    value: tokens,
    mask: ignoreItself ? { data: attended, shape: [count, count] } : undefined,
    params: engineParameters(method.score, defaultParameters(method.score, dimensions, count)),
  };
  return { inputs, options: optionsOf(method), attended };
}

/**
 * @param {Engine} engine
 * @param {Float32Array} vectors [T, D], queries, keys and values at once
 * @param {number} count T
 * @param {Method} method
 * @param {boolean} ignoreItself
 * @returns {MapNumbers}
 */
export function mapNumbers(engine, vectors, count, method, ignoreItself) {
  const { inputs, options, attended } = mapCall(vectors, count, method, ignoreItself);
  const { weights } = engine.attend(inputs, { ...options, weights: true });
  return { count, weights: weights.data, attended };
}

/**
 * @param {Engine} engine
 * @param {Float32Array} vectors [T, D]
 * @param {number} count T
 * @param {Method} method
 * @returns {Float32Array} [T, T] scaled, before the mask; mapNumbers leaves them out, because the engine is faster without
 */
export function mapScores(engine, vectors, count, method) {
  const { inputs, options } = mapCall(vectors, count, method, false);
  return engine.attend(inputs, { ...options, scores: 'scaled' }).scores.data;
}
