/** iterate feeds the output back as the query; every state is compared with the oracle. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { iterate } from './oracle.js';
import { assertNear, assertSameBits } from './closeness.js';
import { createRandom } from './random.js';

/**
 * The rounding of every step could make states drift apart, but the maps tested here are contractions.
 * @param {any} got @param {any} want @param {string} label
 */
function assertSameJourney(got, want, label) {
  assert.equal(got.converged, want.converged, `${label}: converged`);
  assert.equal(got.steps, want.steps, `${label}: steps`);
  assert.equal(got.states.length, want.states.length, `${label}: states`);
  got.states.forEach((/** @type {any} */ state, /** @type {number} */ n) => assertNear(state, want.states[n], () => 1e-5, `${label}: state ${n}`));
}

/** @param {number} seed @param {number[]} queryShape @param {number[]} keyShape */
function memory(seed, queryShape, keyShape) {
  const random = createRandom(seed);
  const key = random.tensor(keyShape);
  return { query: random.tensor(queryShape), key, value: key };
}

test('ranks 1 to 4, a fixed number of steps', () => {
  const layouts = [[[4], [6, 4]], [[3, 4], [6, 4]], [[2, 3, 8], [2, 6, 8]], [[2, 2, 3, 4], [2, 2, 6, 4]]];
  layouts.forEach(([queryShape, keyShape], n) => {
    const inputs = memory(96_000 + n, queryShape, keyShape);
    const options = { steps: 4, tolerance: 0, score: 'dot', temperature: 0.7, ...(queryShape.length === 3 ? { numHeads: 2 } : {}) };
    const got = attention.iterate(inputs, options);
    assertSameJourney(got, iterate(inputs, options), `rank ${queryShape.length}`);
    assertSameBits(got.states[0], { data: Float32Array.from(inputs.query.data), shape: queryShape }, 'the start');
    assert.equal(got.states.length, 5);
  });
});

test('a stored pattern is found from near it (Ramsauer 2020)', () => {
  const patterns = [[1, -1, 1, -1], [1, 1, -1, -1], [-1, -1, -1, 1]];
  const options = { score: 'dot', scale: 8 };
  const inputs = { query: [0.8, -0.6, 1, -0.9], key: patterns, value: patterns };
  const got = attention.iterate(inputs, options);
  assertSameJourney(got, iterate(inputs, options), 'pattern');
  assert.equal(got.converged, true);
  assertNear(got.states[got.steps], { data: patterns[0], shape: [4] }, () => 1e-5, 'the end');
});

test('options of attend hold in every step', () => {
  const inputs = memory(97_000, [3, 4], [6, 4]);
  for (const options of [
    { causal: true }, { normalizer: 'sparsemax' }, { window: { left: 1, right: 1 } }, { keyLengths: [4] }, { alibi: [0.4] },
    { localFocus: { center: 'monotonic', sigma: 2 } }, { softcap: 0.5, scale: 2 },
  ]) {
    assertSameJourney(attention.iterate(inputs, { ...options, steps: 3, tolerance: 0 }), iterate(inputs, { ...options, steps: 3, tolerance: 0 }), JSON.stringify(options));
  }
  const masked = { ...inputs, mask: [true, false, true, true, false, true] };
  assertSameJourney(attention.iterate(masked, { steps: 3, tolerance: 0 }), iterate(masked, { steps: 3, tolerance: 0 }), 'mask');
  const cached = { ...inputs, pastKey: [[1, 0, 0, 1]], pastValue: [[0, 1, 1, 0]] };
  assertSameJourney(attention.iterate(cached, { steps: 3, tolerance: 0 }), iterate(cached, { steps: 3, tolerance: 0 }), 'cache');
});

test('parameters hold in every step', () => {
  const random = createRandom(98_000);
  const params = { queryWeight: random.tensor([3, 4]), keyWeight: random.tensor([3, 4]), vector: random.tensor([3]) };
  const inputs = { ...memory(98_001, [2, 4], [5, 4]), params };
  assertSameJourney(attention.iterate(inputs, { score: 'additive', steps: 3, tolerance: 0 }), iterate(inputs, { score: 'additive', steps: 3, tolerance: 0 }), 'additive');
});

test('it stops after the step in which nothing moved by more than the tolerance', () => {
  const inputs = { query: [5, 5], key: [[1, 0]], value: [[2, 3]] };
  const got = attention.iterate(inputs);
  assert.deepEqual(got.states.map((/** @type {any} */ { data }) => [...data]), [[5, 5], [2, 3], [2, 3]]);
  assert.deepEqual([got.steps, got.converged], [2, true]);
  const loose = attention.iterate(inputs, { tolerance: 3 });
  assert.deepEqual([loose.steps, loose.converged, loose.states.length], [1, true, 2]);
  const short = attention.iterate(inputs, { steps: 1 });
  assert.deepEqual([short.steps, short.converged, short.states.length], [1, false, 2]);
});

test('the default tolerance is a millionth', () => {
  // Two patterns 1 and -1 with a weak scale: x becomes tanh(0.2 x), a fifth at every step, so that
  // no movement is near the tolerance by chance: 1.3e-6 is the last above it, 2.5e-7 the first below.
  const inputs = { query: [1], key: [[1], [-1]], value: [[1], [-1]] };
  const got = attention.iterate(inputs, { score: 'dot', scale: 0.2 });
  assertSameJourney(got, iterate(inputs, { score: 'dot', scale: 0.2 }), 'default');
  const moved = got.states.slice(1).map((/** @type {any} */ { data }, /** @type {number} */ n) => Math.abs(data[0] - got.states[n].data[0]));
  assert.ok(moved[moved.length - 2] > 1e-6 && moved[moved.length - 1] <= 1e-6, String(moved.slice(-2)));
});

test('the default is a hundred steps', () => {
  // Two keys that point at each other: hardmax never rests.
  const inputs = { query: [1, 0], key: [[1, 0], [0, 1]], value: [[0, 1], [1, 0]] };
  const got = attention.iterate(inputs, { normalizer: 'hardmax' });
  assert.deepEqual([got.steps, got.converged, got.states.length], [100, false, 101]);
  assert.deepEqual([...got.states[99].data, ...got.states[100].data], [0, 1, 1, 0]);
});

test('a value of another size than the query cannot be fed back', () => {
  assert.throws(() => attention.iterate({ query: [1, 2], key: [[1, 2]], value: [[1]] }), { name: 'AttentionError', code: 'shape', argument: 'value' });
});
