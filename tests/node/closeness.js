/**
 * Assertions on tensors: shape, exactness against the oracle, and equality of every bit.
 *
 * The exactness that the design promises is 2e-6 * max(1, sum of the row's |weights|) for inputs in
 * -1..1; it holds for weights and output alike.
 */

import assert from 'node:assert/strict';
import { trace, UndefinedRow } from './oracle.js';

export const kExactness = 2e-6;

/** @typedef {{ data: ArrayLike<number>, shape: number[] }} AnyTensor */
/** @typedef {{ attend: (inputs: any, options?: any) => any }} Engine */

/**
 * @param {AnyTensor} got
 * @param {AnyTensor} want
 * @param {(index: number) => number} tolerance of one element
 * @param {string} label
 */
export function assertNear(got, want, tolerance, label) {
  assert.ok(got !== undefined, `${label}: missing`);
  assert.deepEqual(got.shape, want.shape, `${label}: shape`);
  assert.equal(got.data.length, want.data.length, `${label}: length`);
  for (let index = 0; index < want.data.length; index++) {
    const [a, b] = [got.data[index], want.data[index]];
    if (a === b || Math.abs(a - b) <= tolerance(index)) continue;
    assert.fail(`${label}: at ${index} expected ${b}, got ${a}, off by ${Math.abs(a - b)}, allowed ${tolerance(index)}`);
  }
}

/**
 * The same bound relative to the number, for a stage that may exceed one.
 * @param {AnyTensor} got @param {AnyTensor} want @param {string} label
 */
export function assertStage(got, want, label) {
  assertNear(got, want, (index) => kExactness * Math.max(1, Math.abs(want.data[index])), label);
}

/**
 * Asserts that every bit is the same. NaN would equal itself here, so it is refused first.
 * @param {AnyTensor} got @param {AnyTensor} want @param {string} label
 */
export function assertSameBits(got, want, label) {
  assert.deepEqual(got.shape, want.shape, `${label}: shape`);
  const [a, b] = [got, want].map(({ data }) => new Uint32Array(Float32Array.from(data).buffer));
  const index = a.findIndex((bits, at) => bits !== b[at] || Number.isNaN(got.data[at]));
  if (index >= 0) assert.fail(`${label}: at ${index} expected ${want.data[index]}, got ${got.data[index]}`);
}

/**
 * The sum of |weights| of every row, in the order batch, head, query.
 * @param {AnyTensor} weights
 */
function weightSums({ data, shape }) {
  const columns = shape[shape.length - 1];
  return Array.from({ length: data.length / columns }, (_, row) =>
    Array.from(data).slice(row * columns, (row + 1) * columns).reduce((total, w) => total + Math.abs(w), 0));
}

/**
 * Asserts that weights and output are within the design's bound.
 * @param {Record<string, any>} got
 * @param {Record<string, any>} want the oracle's trace, or another result with weights
 * @param {string} label
 */
export function assertAlike(got, want, label) {
  const bounds = weightSums(want.weights).map((total) => kExactness * Math.max(1, total));
  const columns = want.weights.shape[want.weights.shape.length - 1];
  assertNear(got.weights, want.weights, (index) => bounds[Math.floor(index / columns)], `${label}: weights`);
  const rowOf = outputRows(want);
  assertNear(got.output, want.output, (index) => bounds[rowOf(index)], `${label}: output`);
}

/**
 * The same, and that masked weights are exactly zero and the cache is unchanged.
 * @param {Record<string, any>} got what attend gave with `weights: true`
 * @param {import('./oracle.js').Trace} want
 * @param {string} label
 */
export function assertExact(got, want, label) {
  assertAlike(got, want, label);
  want.biased.data.forEach((score, index) => {
    if (score === -Infinity && got.weights.data[index] !== 0) assert.fail(`${label}: the masked weight ${index} is ${got.weights.data[index]}`);
  });
  for (const name of /** @type {const} */ (['presentKey', 'presentValue'])) {
    if (got[name] !== undefined) assertSameBits(got[name], want[name], `${label}: ${name}`);
  }
}

/**
 * The row, in the order of the weights, that an element of the output belongs to.
 * @param {Record<string, any>} result
 * @returns {(index: number) => number}
 */
function outputRows({ output, weights }) {
  const width = output.shape[output.shape.length - 1];
  if (output.shape.length !== 3) return (index) => Math.floor(index / width);
  const [, H, Tq] = weights.shape;
  return (index) => {
    const [packedRow, column] = [Math.floor(index / width), index % width];
    return (Math.floor(packedRow / Tq) * H + Math.floor(column / (width / H))) * Tq + (packedRow % Tq);
  };
}

/**
 * Runs a problem on the engine and on the oracle. If a row is undefined, both must say so.
 * @param {Engine} attention
 * @param {Record<string, any>} inputs
 * @param {Record<string, any>} options
 * @param {string} label
 * @returns {boolean} whether the problem had a result
 */
export function assertAgrees(attention, inputs, options, label) {
  const named = `${label} ${JSON.stringify(options)}`;
  let want;
  try {
    want = trace(inputs, options);
  } catch (error) {
    if (!(error instanceof UndefinedRow)) throw error;
    assert.throws(() => attention.attend(inputs, options), { name: 'AttentionError', code: 'undefined-row' }, `${named}: ${error.message}`);
    return false;
  }
  assertExact(attention.attend(inputs, { ...options, weights: true }), want, named);
  return true;
}
