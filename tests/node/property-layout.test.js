/**
 * The same attention laid out in different ways gives the same digits: packed heads, groups,
 * batches, cache, nested and typed arrays. A row's digits do not depend on its neighbours.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { assertAlike, assertNear, assertSameBits, kExactness } from './closeness.js';
import { createRandom, kNeverPositive, kPairs, nest } from './random.js';

const kB = 2;
const kG = 2;
const kH = 4;
const kTq = 5;
const kT = 11;
const kD = 6;
const kDv = 3;

/**
 * Nested inputs of rank 4, with every parameter that any score needs.
 * @param {number} seed
 * @param {{ score: string, normalizer: string }} pair
 */
function grouped(seed, { score, normalizer }) {
  const random = createRandom(seed);
  const low = ['sum', 'article', 'article-code'].includes(normalizer) ? 0.05 : -1;
  /** @param {...number} shape */
  const tensor = (...shape) => nest(random.tensor(shape, low, 1));
  const params = /** @type {Record<string, any>} */ ({
    general: { weight: tensor(kD, kD) },
    concat: { weight: tensor(2, 2 * kD), vector: tensor(2) },
    additive: { queryWeight: tensor(2, kD), keyWeight: tensor(2, kD), vector: tensor(2), bias: tensor(2) },
    location: { weight: tensor(kT, kD) },
  })[score];
  return {
    inputs: { query: tensor(kB, kH, kTq, kD), key: tensor(kB, kG, kT, kD), value: tensor(kB, kG, kT, kDv), params },
    options: { score, normalizer, scale: kNeverPositive.includes(score) && low > 0 ? -0.5 : 0.5, weights: true },
  };
}

/**
 * [B, heads, T, C] as packed [B, T, heads * C].
 * @param {any[][][][]} tensor
 */
const pack = (tensor) => tensor.map((heads) => heads[0].map((_, t) => heads.flatMap((rows) => rows[t])));

/** The reverse, for a result. @param {any} tensor @param {number} [heads] */
function unpacked({ data, shape: [B, T, width] }, heads = kH) {
  const size = width / heads;
  const rows = Array.from({ length: B * heads * T }, (_, row) => {
    const [b, h, t] = [Math.floor(row / (heads * T)), Math.floor(row / T) % heads, row % T];
    return data.subarray((b * T + t) * width + h * size, (b * T + t) * width + (h + 1) * size);
  });
  return { data: rows.flatMap((row) => [...row]), shape: [B, heads, T, size] };
}

/**
 * Asserts that two results agree bit for bit.
 * @param {any} got @param {any} want @param {string} label
 */
function assertSameResult(got, want, label) {
  assertSameBits(got.weights, want.weights, `${label}: weights`);
  assertSameBits(got.output, want.output, `${label}: output`);
}

/**
 * @param {string} title @param {number} seed
 * @param {(inputs: any, options: any, label: string, pair: { score: string, normalizer: string }) => void} check
 */
function forEveryPair(title, seed, check) {
  test(title, () => kPairs.forEach((pair, number) => {
    const { inputs, options } = grouped(seed + number, pair);
    check(inputs, options, `seed ${seed + number} ${pair.score} ${pair.normalizer}`, pair);
  }));
}

forEveryPair('packed equals unpacked', 80_000, (inputs, options, label) => {
  const apart = attention.attend(inputs, { ...options, causal: true });
  const packed = attention.attend(
    { ...inputs, query: pack(inputs.query), key: pack(inputs.key), value: pack(inputs.value) },
    { ...options, causal: true, numHeads: kH, numKvHeads: kG },
  );
  assert.deepEqual(packed.output.shape, [kB, kTq, kH * kDv]);
  assertSameResult({ ...packed, output: unpacked(packed.output) }, apart, label);
});

forEveryPair('grouped heads equal repeated heads', 81_000, (inputs, options, label) => {
  /** @param {any[][]} tensor */
  const repeat = (tensor) => tensor.map((heads) => heads.flatMap((head) => Array(kH / kG).fill(head)));
  const apart = attention.attend({ ...inputs, key: repeat(inputs.key), value: repeat(inputs.value) }, options);
  assertSameResult(attention.attend(inputs, options), apart, label);
});

forEveryPair('each head of each batch by itself', 82_000, (inputs, options, label) => {
  const whole = attention.attend(inputs, { ...options, window: { left: 1 } });
  for (let b = 0; b < kB; b++) {
    for (let h = 0; h < kH; h++) {
      const g = Math.floor(h / (kH / kG));
      const alone = attention.attend(
        { query: inputs.query[b][h], key: inputs.key[b][g], value: inputs.value[b][g], params: inputs.params },
        { ...options, window: { left: 1 } },
      );
      const at = b * kH + h;
      /** @param {any} tensor @param {number} size */
      const part = ({ data }, size) => ({ data: data.subarray(at * size, (at + 1) * size), shape: [kTq, size / kTq] });
      assertSameResult(alone, { weights: part(whole.weights, kTq * kT), output: part(whole.output, kTq * kDv) }, `${label} batch ${b} head ${h}`);
    }
  }
});

forEveryPair('each query by itself, as rank 1', 83_000, (inputs, options, label) => {
  const [query, key, value] = [inputs.query[0][0], inputs.key[0][0], inputs.value[0][0]];
  const whole = attention.attend({ query, key, value, params: inputs.params }, options);
  query.forEach((/** @type {number[]} */ row, /** @type {number} */ i) => {
    const alone = attention.attend({ query: row, key, value, params: inputs.params }, options);
    /** @param {any} tensor @param {number} size */
    const part = ({ data }, size) => ({ data: data.subarray(i * size, (i + 1) * size), shape: [size] });
    assertSameResult(alone, { weights: part(whole.weights, kT), output: part(whole.output, kDv) }, `${label} query ${i}`);
  });
});

forEveryPair('a cache equals no cache', 84_000, (inputs, options, label) => {
  const P = 4;
  /** @param {any[][][][]} tensor @param {number} from @param {number} [to] */
  const slice = (tensor, from, to) => tensor.map((heads) => heads.map((rows) => rows.slice(from, to)));
  const cached = attention.attend({
    ...inputs,
    key: slice(inputs.key, P), value: slice(inputs.value, P),
    pastKey: slice(inputs.key, 0, P), pastValue: slice(inputs.value, 0, P),
  }, { ...options, present: true });
  assertSameResult(cached, attention.attend(inputs, options), label);
  assertSameBits(cached.presentKey, { data: inputs.key.flat(3), shape: [kB, kG, kT, kD] }, `${label}: presentKey`);
  assertSameBits(cached.presentValue, { data: inputs.value.flat(3), shape: [kB, kG, kT, kDv] }, `${label}: presentValue`);
});

test('decoding step by step equals attending at once', () => {
  const random = createRandom(85_000);
  const T = 9;
  const [query, key, value] = [4, 4, 2].map((size) => nest(random.tensor([T, size])));
  const options = { causal: true, weights: true, present: true, alibi: [0.3], window: { left: 4 } };
  const whole = attention.attend({ query, key, value }, options);
  let past = {};
  for (let i = 0; i < T; i++) {
    const step = attention.attend({ query: [query[i]], key: [key[i]], value: [value[i]], ...past }, options);
    past = { pastKey: step.presentKey, pastValue: step.presentValue };
    assertNear(step.output, { data: whole.output.data.subarray(2 * i, 2 * i + 2), shape: [1, 2] }, () => kExactness, `step ${i}`);
    assertNear(step.weights, { data: whole.weights.data.subarray(i * T, i * T + i + 1), shape: [1, i + 1] }, () => kExactness, `step ${i}`);
  }
});

test('present without a past is the key and the value, with heads unpacked', () => {
  const { presentKey, presentValue } = attention.attend(
    { query: [[[1, 2, 3, 4]]], key: [[[3, 4, 5, 6], [7, 8, 9, 10]]], value: [[[1, 2], [3, 4]]] },
    { numHeads: 2, present: true },
  );
  assert.deepEqual([presentKey.shape, [...presentKey.data]], [[1, 2, 2, 2], [3, 4, 7, 8, 5, 6, 9, 10]]);
  assert.deepEqual([presentValue.shape, [...presentValue.data]], [[1, 2, 2, 1], [1, 3, 2, 4]]);
  const single = attention.attend({ query: [1], key: [[2]], value: [[3, 4]] }, { present: true });
  assert.deepEqual([single.presentKey.shape, single.presentValue.shape], [[1, 1], [1, 2]]);
});

/** @param {any} tensor nested */
function shapeOf(tensor) {
  const shape = [];
  for (let level = tensor; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

/**
 * Nested arrays as typed ones.
 * @param {Float32ArrayConstructor | Float64ArrayConstructor} array
 * @param {Record<string, any>} tensors
 */
const typed = (array, tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, { data: array.from(tensor.flat(3)), shape: shapeOf(tensor) }]));

/** The same numbers as float64. @param {Record<string, any>} tensors */
const widen = (tensors) =>
  Object.fromEntries(Object.entries(tensors).map(([name, { data, shape }]) => [name, { data: Float64Array.from(data), shape }]));

forEveryPair('nested equals typed', 86_000, ({ params = {}, ...tensors }, options, label) => {
  const nested = attention.attend({ ...tensors, params }, options);
  const double = attention.attend({ ...typed(Float64Array, tensors), params: typed(Float64Array, params) }, options);
  assertSameResult(double, nested, `${label} Float64Array`);

  // Float32Array rounds the inputs, so it is compared with the rounded numbers as float64.
  const [single, singleParams] = [typed(Float32Array, tensors), typed(Float32Array, params)];
  const rounded = attention.attend({ ...single, params: singleParams }, options);
  assertAlike(rounded, attention.attend({ ...widen(single), params: widen(singleParams) }, options), `${label} Float32Array`);
});

test('views into larger buffers and into shared memory are read correctly', () => {
  const numbers = [9, 9, 0.5, -0.25, 0.75, 0.125, 9];
  const want = attention.attend({ query: [0.5, -0.25], key: [[0.75, 0.125]], value: [[1]] }, { scores: 'scaled', weights: true });
  for (const array of /** @type {any[]} */ ([Float32Array, Float64Array])) {
    const shared = new array(new SharedArrayBuffer(numbers.length * array.BYTES_PER_ELEMENT));
    shared.set(numbers);
    for (const data of [array.from(numbers), shared]) {
      const got = attention.attend({ query: { data: data.subarray(2, 4), shape: [2] }, key: { data: data.subarray(4, 6), shape: [1, 2] }, value: [[1]] },
        { scores: 'scaled', weights: true });
      assertSameBits(got.scores, want.scores, array.name);
    }
  }
});

test('results are copies of the caller\'s own, and calls do not depend on each other', () => {
  const { inputs, options } = grouped(87_000, { score: 'scaled-dot', normalizer: 'softmax' });
  const first = attention.attend(inputs, options);
  const kept = { weights: { ...first.weights, data: first.weights.data.slice() }, output: { ...first.output, data: first.output.data.slice() } };
  assert.equal(first.output.data.byteLength, first.output.data.buffer.byteLength, 'the result owns its buffer');
  attention.attend({ query: [1], key: [[1]], value: [[1]] });
  assertSameResult(first, kept, 'after another call');
  first.output.data.fill(7);
  first.weights.data.fill(7);
  assertSameResult(attention.attend(inputs, options), kept, 'after the result was overwritten');
});
