/** explain: every stage against the oracle, the stages against each other and against attend. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { AttentionError } from 'attention-lab';
import { attention } from './engine.js';
import { trace, UndefinedRow } from './oracle.js';
import { assertNear, assertSameBits, assertStage } from './closeness.js';
import { createRandom, kPairs, kScores, randomProblem } from './random.js';
import { assertRefusal, assertRefused } from './refusal.js';

const kStages = /** @type {const} */ (['scores', 'scaled', 'capped', 'withBias', 'biased', 'rowMax', 'exponentials', 'rowSum', 'weights', 'output']);

/**
 * The answers of explain and of the oracle for a random problem, or nothing if a row is undefined.
 * @param {number} seed
 * @param {{ score: string, normalizer: string }} pair
 */
function explained(seed, pair) {
  const random = createRandom(seed);
  const { inputs, options, sizes } = randomProblem(random, pair);
  delete options.present;
  const row = { batch: random.integer(0, sizes.B - 1), head: random.integer(0, sizes.H - 1), query: random.integer(0, sizes.Tq - 1) };
  const all = { ...options, row };
  const label = `seed ${seed} ${JSON.stringify(all)}`;
  let want;
  try {
    want = trace(inputs, all);
  } catch (error) {
    if (!(error instanceof UndefinedRow)) throw error;
    assert.throws(() => attention.explain(inputs, all), { name: 'AttentionError', code: 'undefined-row' }, label);
    return undefined;
  }
  return { inputs, options, sizes, row, label, want, got: attention.explain(inputs, all) };
}

kPairs.forEach((pair, number) => {
  test(`every stage of ${pair.score} with ${pair.normalizer}`, () => {
    for (let n = 0; n < 8; n++) {
      const seed = 90_000 + 10 * number + n;
      const found = explained(seed, pair);
      if (found === undefined) continue;
      const { inputs, options, got, want, label } = found;
      assert.deepEqual(Object.keys(got).sort(), [...kStages, 'clamped', 'row'].sort(), label);
      for (const stage of kStages) {
        const largest = Math.max(1, ...want.weights.data.map(Math.abs));
        const magnify = ['sum', 'article', 'article-code'].includes(pair.normalizer) && ['weights', 'output'].includes(stage) ? largest : 1;
        assertNear(got[stage], want[stage], (at) => 2e-6 * magnify * Math.max(1, Math.abs(want[stage].data[at])), `${label} ${stage}`);
      }
      const result = attention.attend(inputs, { ...options, weights: true });
      assertNear(got.weights, result.weights, (at) => 2e-6 * Math.max(1, Math.abs(want.weights.data[at])), `${label} weights of attend`);
      assertNear(got.output, result.output, () => 4e-6 * Math.max(1, ...want.weights.data.map(Math.abs)), `${label} output of attend ${options.score}`);
    }
  });
});

test('the products of the chosen row sum to its raw scores, the weighted values to its output', () => {
  kScores.forEach((score, number) => {
    const pair = { score, normalizer: score === 'linear' ? 'sum' : 'softmax' };
    for (let n = 0; n < 8; n++) {
      const found = explained(95_000 + 10 * number + n, pair);
      if (found === undefined) continue;
      const { got, want, row, sizes, label } = found;
      const expected = /** @type {NonNullable<typeof want.row>} */ (want.row);
      assert.deepEqual({ batch: got.row.batch, head: got.row.head, query: got.row.query }, row, label);
      assertStage(got.row.products, expected.products, `${label} products`);
      assertStage(got.row.weightedValues, expected.weightedValues, `${label} weighted values`);

      const first = ((row.batch * sizes.H + row.head) * sizes.Tq + row.query) * sizes.Tk;
      const scores = got.scores.data.subarray(first, first + sizes.Tk);
      const width = got.row.products.shape[1];
      if (score !== 'cosine') {
        scores.forEach((/** @type {number} */ s, /** @type {number} */ j) => {
          const total = got.row.products.data.subarray(j * width, (j + 1) * width).reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b, 0);
          assert.ok(Math.abs(total - s) <= 1e-5 * Math.max(1, Math.abs(s)), `${label}: products of key ${j} sum to ${total}, the score is ${s}`);
        });
      }
      const [keys, Dv] = got.row.weightedValues.shape;
      assert.deepEqual([keys, Dv], [sizes.Tk, sizes.Dv], label);
      const start = sizes.rank === 3
        ? ((row.batch * sizes.Tq + row.query) * sizes.H + row.head) * Dv
        : ((row.batch * sizes.H + row.head) * sizes.Tq + row.query) * Dv;
      for (let c = 0; c < Dv; c++) {
        let total = 0;
        for (let j = 0; j < keys; j++) total += got.row.weightedValues.data[j * Dv + c];
        assert.ok(Math.abs(total - got.output.data[start + c]) <= 1e-5, `${label}: component ${c}`);
      }
    }
  });
});

test('the row is 0, 0, 0 by default, and absent unless asked for', () => {
  const inputs = { query: [[0.1, 0.2], [0.3, 0.4]], key: [[0.5, 0.6]], value: [[1]] };
  assert.equal('row' in attention.explain(inputs), false);
  assert.equal('row' in attention.explain(inputs, { row: undefined }), false);
  const first = attention.explain(inputs, { row: {} }).row;
  assert.deepEqual([first.batch, first.head, first.query], [0, 0, 0]);
  assertStage(first.products, { data: [0.05, 0.12], shape: [1, 2] }, 'first row');
  assertStage(attention.explain(inputs, { row: { query: 1 } }).row.products, { data: [0.15, 0.24], shape: [1, 2] }, 'second row');
});

test('stages that change nothing repeat the one before', () => {
  const plain = attention.explain({ query: [[0.1, 0.2]], key: [[0.5, 0.6], [0.3, -0.2]], value: [[1], [2]] }, { score: 'dot' });
  for (const stage of ['scaled', 'capped', 'withBias', 'biased']) assertSameBits(plain[stage], plain.scores, stage);
});

test('a fully masked row has no largest score, zero numerators and a zero sum', () => {
  const trail = attention.explain({ query: [[0.1], [0.2]], key: [[0.5], [0.6]], value: [[1], [2]], mask: [[false, false], [true, false]] }, { row: { query: 0 } });
  assert.deepEqual([...trail.rowMax.data].map((x) => x > -Infinity), [false, true]);
  assert.deepEqual([...trail.exponentials.data], [0, 0, 1, 0]);
  assert.deepEqual([...trail.rowSum.data], [0, 1]);
  assert.deepEqual([...trail.weights.data], [0, 0, 1, 0]);
  assert.deepEqual([...trail.output.data], [0, 1]);
  assert.deepEqual([...trail.biased.data].map(Number.isFinite), [false, false, true, false]);
  assert.ok([...trail.withBias.data].every(Number.isFinite), 'a boolean mask is no bias');
  assert.deepEqual([...trail.row.weightedValues.data], [0, 0]);
});

test('a trace names the stages with numbers that are limited to the largest float32, and only those', () => {
  const inputs = { query: [1], key: [[2], [3]], value: [[1e38], [-3e38]] };
  assert.deepEqual(attention.explain(inputs, { score: 'dot', row: {} }).clamped, []);
  assert.deepEqual(attention.explain(inputs, { score: 'dot', scale: 1e60, softcap: 1e30 }).clamped, ['scaled']);
  const large = attention.explain({ ...inputs, query: [3e38], key: [[3e38], [-3e38]] }, { score: 'dot', row: {} });
  assert.deepEqual(large.clamped, ['scores', 'scaled', 'capped', 'withBias', 'biased', 'rowMax', 'products']);
  assert.deepEqual([...large.scores.data], [3.4028234663852886e38, -3.4028234663852886e38]);
  // The later stages are computed from the number itself.
  assert.deepEqual([...large.weights.data], [1, 0]);
  // A mask's -Infinity is no such number, and a call keeps nothing of the call before.
  assert.deepEqual(attention.explain({ ...inputs, mask: [0, -Infinity] }).clamped, []);
});

test('attend refuses to return scores beyond float32, and names their row', async () => {
  const large = { query: [[1, 0], [3e38, 0]], key: [[1, 0], [3e38, 0]], value: [[1, 0], [2, 0]] };
  const options = /** @type {const} */ ({ score: 'dot' });
  assert.deepEqual([...attention.attend(large, options).output.data], [2, 0, 2, 0]);
  for (const scores of /** @type {const} */ (['scaled', 'capped', 'biased'])) {
    const refusal = { code: 'undefined-row', argument: 'scores', message: /expected scores within float32's range, got 9e\+?76 in row \[batch 0, head 0, query 1\]$/ };
    assertRefused(attention, AttentionError, { inputs: large, options: { ...options, scores }, ...refusal }, scores);
    await assert.rejects(attention.attendAsync(large, { ...options, scores }), (error) => (assertRefusal(error, refusal, AttentionError, scores), true));
  }
  assert.deepEqual([...attention.attend(large, { ...options, softcap: 10, scores: 'capped' }).scores.data].slice(2), [10, 10]);
  assert.deepEqual([...attention.attend(large, { ...options, scores: 'weights' }).scores.data], [0, 1, 0, 1]);
  assert.ok(attention.explain(large, options).clamped.includes('scores'), 'a trace tells');
  const wide = Array.from({ length: 600 }, (_, i) => (i === 599 ? [3e38] : [1]));
  await assert.rejects(attention.attendAsync({ query: wide, key: wide, value: wide }, { ...options, scores: 'scaled', normalizer: 'hardmax' }, { workers: 2 }), /query 599\]$/);
});

test('one query of rank 1: a row\'s numbers have the empty shape', () => {
  const trail = attention.explain({ query: [0.1], key: [[0.5], [0.6]], value: [[1, 2], [3, 4]] }, { row: {} });
  assert.deepEqual([trail.scores.shape, trail.rowMax.shape, trail.rowSum.shape, trail.output.shape], [[2], [], [], [2]]);
  assert.deepEqual([trail.row.products.shape, trail.row.weightedValues.shape], [[2, 1], [2, 2]]);
});

test('the article: its four steps', () => {
  const words = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];
  const trail = attention.explain({ query: [0.1, 0.2, 0.3], key: words, value: words }, { score: 'dot', normalizer: 'article', row: {} });
  assertStage(trail.scores, { data: [0.32, 0.5, 0.14], shape: [3] }, 'scores');
  assertStage(trail.exponentials, { data: [0.32, 0.5, 0.14], shape: [3] }, 'numerators');
  assertStage(trail.rowSum, { data: [0.96], shape: [] }, 'sum');
  assertStage(trail.weights, { data: [0.32, 0.5, 0.14].map((s) => s / Math.sqrt(0.96)), shape: [3] }, 'weights');
  assertStage(trail.row.products, { data: [0.04, 0.1, 0.18, 0.07, 0.16, 0.27, 0.01, 0.04, 0.09], shape: [3, 3] }, 'products');
});
