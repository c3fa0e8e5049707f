/** Sinks: one more score in every row, whose weight has no value. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { assertNear, assertStage } from './closeness.js';
import { trace } from './oracle.js';
import { createRandom, nest } from './random.js';

const kNormalizers = ['softmax', 'sparsemax', 'entmax15', 'entmax', 'hardmax'];

/** @param {string} normalizer */
const alphaOf = (normalizer) => (normalizer === 'entmax' ? { alpha: 1.7 } : {});

// A key of zeros has a score of 0, to which a mask adds the sink.
test('a sink is a further key with a value of 0', () => {
  for (const normalizer of kNormalizers) {
    for (let n = 0; n < 40; n++) {
      const seed = 150_000 + n;
      const random = createRandom(seed);
      const [H, Tq, Tk, D] = [2, n % 2 ? 40 : 3, n % 2 ? 300 : 7, n % 2 ? 16 : 3];
      const sinks = random.vector(H, -3, 3);
      const [query, key, value] = [random.tensor([1, H, Tq, D]), random.tensor([1, H, Tk, D]), random.tensor([1, H, Tk, 2])].map(nest);
      const mask = nest(random.tensor([1, H, Tq, Tk], -2, 2)).map((/** @type {any} */ heads) => heads.map((/** @type {any} */ rows) =>
        rows.map((/** @type {any} */ row) => row.map((/** @type {number} */ x) => (x < -1 ? -Infinity : x)))));
      const options = { normalizer, ...alphaOf(normalizer), temperature: random.uniform(0.5, 2), weights: true };
      const got = attention.attend({ query, key, value, mask }, { ...options, sinks });
      /** @param {any} tensor @param {number} width */
      const withZeros = (tensor, width) => tensor.map((/** @type {any} */ heads) => heads.map((/** @type {any} */ rows) => [...rows, Array(width).fill(0)]));
      const wide = mask.map((/** @type {any} */ heads) => heads.map((/** @type {any} */ rows, /** @type {number} */ h) =>
        rows.map((/** @type {any} */ row) => [...row, sinks[h]])));
      const want = attention.attend({ query, key: withZeros(key, D), value: withZeros(value, 2), mask: wide }, options);
      assertNear(got.output, want.output, () => 4e-6, `seed ${seed} ${normalizer}`);
      const kept = { data: want.weights.data.filter((/** @type {number} */ _, /** @type {number} */ at) => at % (Tk + 1) < Tk), shape: got.weights.shape };
      assertNear(got.weights, kept, () => 4e-6, `seed ${seed} ${normalizer}: weights`);
    }
  }
});

test("explain: the sink's weight is one less the sum of the weights", () => {
  const random = createRandom(151_000);
  const inputs = { query: random.tensor([2, 2, 3, 4]), key: random.tensor([2, 2, 6, 4]), value: random.tensor([2, 2, 6, 2]) };
  const temperature = 0.7;
  for (const normalizer of kNormalizers) {
    for (const sinks of [[0.3, -0.2], [9, -9]]) {
      const options = { normalizer, ...alphaOf(normalizer), temperature, sinks, causal: true };
      const got = attention.explain(inputs, options);
      const want = trace(inputs, options);
      for (const stage of /** @type {const} */ (['biased', 'rowMax', 'exponentials', 'rowSum', 'weights', 'output'])) assertStage(got[stage], want[stage], stage);
      for (let row = 0; row < 12; row++) {
        const sink = sinks[Math.floor(row / 3) % 2];
        const rest = 1 - got.weights.data.slice(row * 6, row * 6 + 6).reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
        assert.ok(got.rowMax.data[row] >= Math.fround(sink));
        if (normalizer !== 'softmax') continue;
        assert.ok(Math.abs(rest - Math.exp((sink - got.rowMax.data[row]) / temperature) / got.rowSum.data[row]) <= 2e-6);
      }
    }
  }
});

test('a row without keys and with a sink is defined, and zeros', () => {
  const inputs = { query: [[0.5], [0.4]], key: [[0.3], [0.2]], value: [[0.1], [0.6]], mask: [[false, false], [true, true]] };
  for (const normalizer of kNormalizers) {
    for (const sink of [-1e30, 0, 1e30]) {
      const { weights, output } = attention.attend(inputs, { normalizer, ...alphaOf(normalizer), sinks: [sink], weights: true });
      assert.deepEqual([weights.data[0], weights.data[1], output.data[0]], [0, 0, 0], `${normalizer} ${sink}`);
      assert.equal(output.data[1] > 0, sink < 1, `${normalizer} ${sink}`);
    }
  }
});

test('iterate: every step has the sink', () => {
  const random = createRandom(152_000);
  const key = random.tensor([5, 3]);
  const inputs = { query: random.tensor([2, 3]), key, value: key };
  const { states } = attention.iterate(inputs, { sinks: [1], steps: 2, tolerance: 0 });
  const first = trace(inputs, { sinks: [1] }).output;
  assertNear(states[1], first, () => 2e-6, 'first');
  assertNear(states[2], trace({ ...inputs, query: first }, { sinks: [1] }).output, () => 4e-6, 'second');
});
