/**
 * The engine remembers the plan of the last call, and the number of elements of each tensor: neither is used for a call
 * that differs, whatever has come between.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { assertSameBits } from './closeness.js';
import { attention } from './engine.js';
import { createRandom } from './random.js';

const random = createRandom(190_000);

/** Inputs of two queries. @param {number} keys @param {number} [size] of the values */
const inputsOf = (keys, size = 3) => (
  { query: random.tensor([2, 3]), key: random.tensor([keys, 3]), value: random.tensor([keys, size]) });

/** The same inputs as nested arrays. @param {any} inputs */
const nested = (inputs) => Object.fromEntries(Object.entries(inputs).map(([name, { data, shape }]) => [
  name, Array.from({ length: shape[0] }, (_, i) => Array.from(data.subarray(i * shape[1], (i + 1) * shape[1]))),
]));

/** Does what makes the engine plan anew: a call whose shapes and options no other test has. */
const forget = () => attention.attend({ query: [1, 2, 3, 4, 5], key: [[1, 2, 3, 4, 5]], value: [[1]] }, { scale: 0.123 });

/** Expects of a call what it gives where nothing is remembered. @param {any} inputs @param {any} options @param {string} label */
function assertAsAfresh(inputs, options, label) {
  const got = attention.attend(inputs, options);
  forget();
  const afresh = attention.attend(inputs, options);
  assert.deepEqual(Object.keys(got), Object.keys(afresh), label);
  for (const name of Object.keys(afresh)) assertSameBits(got[name], afresh[name], `${label}, ${name}`);
  return got;
}

test('an options object that changes between two calls counts as it is then', () => {
  const inputs = inputsOf(3);
  /** @type {any} */
  const options = {};
  const seen = new Set();
  for (const change of [{}, { causal: true }, { causal: false, scale: 2 }, { weights: true }, { weights: false, temperature: 0.5 }, { normalizer: 'sparsemax' }]) {
    Object.assign(options, change);
    const { output } = assertAsAfresh(inputs, options, JSON.stringify(options));
    attention.attend(inputs, options);
    seen.add(String(output.data));
  }
  assert.equal(seen.size, 5, 'all but the request for weights change the output');
  assert.notDeepEqual(attention.attend(inputs).output, attention.attend(inputs, { causal: true }).output);
});

test('a shape array that changes between two calls counts as it is then', () => {
  const inputs = inputsOf(3, 2);
  attention.attend(inputs);
  inputs.value.data = random.tensor([3, 4]).data;
  inputs.value.shape[1] = 4;
  assert.deepEqual(assertAsAfresh(inputs, {}, 'wider values').output.shape, [2, 4]);
  inputs.value.shape[1] = 3;
  assert.throws(() => attention.attend(inputs), { code: 'shape', argument: 'value' });
  inputs.value.shape.splice(0, 2, 12);
  assert.throws(() => attention.attend(inputs), { code: 'shape' });
});

test('arrays that grow, shrink or turn ragged between two calls count as they are then', () => {
  const inputs = nested(inputsOf(3));
  attention.attend(inputs);
  inputs.key.push([1, 2, 3]);
  assert.throws(() => attention.attend(inputs), { code: 'shape' });
  inputs.value.push([4, 5, 6]);
  assertAsAfresh(inputs, { weights: true }, 'another key');
  inputs.value[2] = [1, 2];
  assert.throws(() => attention.attend(inputs), { code: 'shape', argument: 'value' });
  inputs.value[2] = [1, 2, '3'];
  assert.throws(() => attention.attend(inputs), { code: 'type', argument: 'value' });
});

test('a tensor whose elements are of another type, or lie in nested arrays, is read as such', () => {
  const inputs = inputsOf(3);
  const expected = attention.attend(inputs).output;
  for (const other of [nested(inputs), inputs, { ...inputs, key: { data: Float64Array.from(inputs.key.data), shape: [3, 3] } }, inputs]) {
    assertSameBits(attention.attend(other).output, expected, 'the same numbers');
  }
});

test('an error between two calls alike changes neither', () => {
  const inputs = inputsOf(3);
  const expected = attention.attend(inputs, { causal: true }).output;
  const faults = [
    [{ ...inputs, key: random.tensor([3, 4]) }, { causal: true }],
    [{ ...inputs, value: { data: Float32Array.of(1, 2, 3, 4, 5, NaN, 7, 8, 9), shape: [3, 3] } }, { causal: true }],
    [inputs, { causal: true, temperature: -1 }],
    [inputs, { causal: 'no' }],
    [{ ...inputs, more: 1 }, undefined],
  ];
  for (const [wrong, options] of faults) {
    assert.throws(() => attention.attend(wrong, options), { name: 'AttentionError' });
    assertSameBits(attention.attend(inputs, { causal: true }).output, expected, 'the call after');
  }
});

test('a result is not changed by later calls, whether they are alike or larger than the memory was', () => {
  const inputs = inputsOf(3);
  const first = attention.attend(inputs, { weights: true });
  const kept = { data: first.output.data.slice(), shape: [...first.output.shape] };
  first.output.shape.push(7);
  assert.deepEqual(attention.attend(inputs, { weights: true }).output.shape, kept.shape);
  first.output.shape.pop();
  const memory = attention.memoryBytes;
  for (let length = 1 << 16; attention.memoryBytes === memory; length *= 2) {
    attention.attend({ query: [1], key: { data: new Float32Array(length), shape: [length, 1] }, value: { data: new Float32Array(length), shape: [length, 1] } });
  }
  assertSameBits(attention.attend(inputs, { weights: true }).output, kept, 'the same call after the memory has grown');
  inputs.value.data.fill(0.25);
  attention.attend(inputs, { weights: true });
  assertSameBits(first.output, kept, 'the first result');
});

test('the calls of a session and of attend, one between the others, do not take each other for theirs', () => {
  const inputs = inputsOf(3);
  const { query, key, value } = inputs;
  const expected = attention.attend(inputs).output;
  const session = attention.session({ headSize: 3, valueSize: 3, capacity: 4 });
  session.append({ key, value });
  const ofSession = session.attend({ query }).output;
  for (let round = 0; round < 2; ++round) {
    assertSameBits(session.attend({ query }).output, ofSession, 'of the session');
    assertSameBits(attention.attend(inputs).output, expected, 'of attend');
    assert.throws(() => attention.attend({ query }), { code: 'missing', argument: 'key' });
  }
  session.truncate(1);
  assert.notDeepEqual(session.attend({ query }).output.data, ofSession.data, 'a session that is shorter now');
  session.delete();
  assert.throws(() => session.attend({ query }));
  assertSameBits(attention.attend(inputs).output, expected, 'after the session is closed');
});
