/**
 * The oracle, compared with values derived by hand and with the ONNX operator's own test vectors. It
 * must be right before anything is compared with it.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compare, readCase } from '../conformance/onnx-case.js';
import { iterate, trace, UndefinedRow } from './oracle.js';
import { assertNear } from './closeness.js';

/** @typedef {Record<string, any>} Options */

/** @param {import('./closeness.js').AnyTensor} got @param {number[]} want @param {number} [tolerance] */
const near = (got, want, tolerance = 1e-12) => assertNear(got, { data: want, shape: got.shape }, () => tolerance, 'by hand');

/**
 * One query [1] of size 1, so that the dot scores are the keys themselves.
 * @param {number[]} scores @param {Options} [options]
 */
const rowOf = (scores, options) =>
  trace({ query: [1], key: scores.map((s) => [s]), value: scores.map((_, j) => [j]) }, { score: 'dot', ...options });

const kArticle = {
  query: [0.1, 0.2, 0.3],
  key: [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]],
  value: [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]],
};

test('the article: true dots, its root normaliser, its code', () => {
  const root = trace(kArticle, { score: 'dot', normalizer: 'article' });
  near(root.scores, [0.32, 0.5, 0.14]);
  near(root.rowSum, [0.96]);
  assert.deepEqual(root.rowSum.shape, []);
  near(root.weights, [0.326599, 0.51031, 0.142887], 1e-6);
  assert.ok(Math.abs(root.weights.data.reduce((a, b) => a + b) - 0.9798) < 1e-4);
  near(root.output, [0.32, 0.5, 0.14].reduce((o, s, j) => o.map((x, c) => x + (s / Math.sqrt(0.96)) * kArticle.value[j][c]), [0, 0, 0]));

  const code = trace(kArticle, { score: 'dot', normalizer: 'article-code' });
  near(code.weights, [1 / 3, 0.5 / 0.96, 0.14 / 0.96]);
  near(code.weights, trace(kArticle, { score: 'dot', normalizer: 'sum' }).weights.data);
});

test('normalisers', () => {
  near(rowOf([0, Math.log(2), Math.log(5)]).weights, [0.125, 0.25, 0.625]);
  near(rowOf([0, 2 * Math.log(2), 2 * Math.log(5)], { temperature: 2 }).weights, [0.125, 0.25, 0.625]);
  near(rowOf([1, 0.5], { normalizer: 'sparsemax' }).weights, [0.75, 0.25]);
  near(rowOf([0.1, 1.1, 0.2], { normalizer: 'sparsemax' }).weights, [0, 0.95, 0.05]);
  near(rowOf([3, 1], { normalizer: 'sparsemax' }).weights, [1, 0]);
  // With two entries and half their distance d, the roots x and y satisfy x - y = d and x^2 + y^2 = 1.
  near(rowOf([0.4, 0], { normalizer: 'entmax15' }).weights, [0.64, 0.36]);
  near(rowOf([2, 0], { normalizer: 'entmax15' }).weights, [1, 0]);
  near(rowOf([1.2, 1.6, -0.6], { normalizer: 'entmax15' }).weights, [0.36, 0.64, 0]);
  near(rowOf([1.2, 1.6, -0.6], { normalizer: 'entmax', alpha: 1.5 }).weights, [0.36, 0.64, 0]);
  // alpha = 3: the squares of two weights differ by twice the distance of the scores.
  near(rowOf([1, 0.7, -0.6], { normalizer: 'entmax', alpha: 3 }).weights, [0.8, 0.2, 0]);
  // A sink takes its share.
  near(rowOf([1, 0.7, -0.6], { normalizer: 'entmax', alpha: 3, sinks: [0.7] }).weights, rowOf([1, 0.7, 0.7], { normalizer: 'entmax', alpha: 3 }).weights.data.slice(0, 2).concat(0));
  near(rowOf([0, Math.log(2)], { sinks: [Math.log(5)] }).weights, [0.125, 0.25]);
  near(rowOf([0, Math.log(2)], { sinks: [Math.log(5)] }).logSumExp, [Math.log(8)]);
  near(rowOf([1, 3, 3, 2], { normalizer: 'hardmax' }).weights, [0, 1, 0, 0]);
  // log Tk with Tk = 4: a score of log 4 stands at one half.
  near(rowOf([Math.log(4), 0, 0, 0], { normalizer: 'sigmoid' }).weights, [0.5, 0.2, 0.2, 0.2]);
  near(rowOf([1, 2, 5], { normalizer: 'sum' }).weights, [0.125, 0.25, 0.625]);
  near(rowOf([1, -2, 5], { normalizer: 'sum' }).weights, [0.25, -0.5, 1.25]);
});

test('numerators', () => {
  near(rowOf([0, Math.log(2)]).exponentials, [0.5, 1]);
  near(rowOf([1, 4], { normalizer: 'article-code' }).exponentials, [1 / 3, 4 / 3]);
  near(rowOf([1, 4], { normalizer: 'article-code' }).rowSum, [5 / 3]);
  near(rowOf([1, 4], { normalizer: 'article' }).exponentials, [1, 4]);
  near(rowOf([1.2, 1.6, -0.6], { normalizer: 'entmax15' }).exponentials, [0.36, 0.64, 0]);
});

test('rows without a value name themselves', () => {
  const inputs = { query: [[1], [0]], key: [[1], [2]], value: [[1], [2]] };
  assert.throws(() => trace(inputs, { score: 'dot', normalizer: 'sum' }), (error) => error instanceof UndefinedRow && error.query === 1);
  assert.throws(() => rowOf([-1, -2], { normalizer: 'article' }), UndefinedRow);
  assert.throws(() => rowOf([3, -1], { normalizer: 'article-code' }), UndefinedRow);
});

test('scores', () => {
  /** @param {string} score @param {Record<string, any>} [params] */
  const score = (score, params) => trace({ query: [3, 4], key: [[1, 2], [0, 0]], value: [[1], [1]], params }, { score }).scores.data;
  assert.deepEqual(score('dot'), [11, 0]);
  assert.deepEqual(score('scaled-dot'), [11, 0]);
  near({ data: score('cosine'), shape: [2] }, [11 / (5 * Math.sqrt(5)), 0]);
  assert.deepEqual(score('euclidean'), [-4, -12.5]);
  assert.deepEqual(score('general', { weight: [[1, 0], [2, 1]] }), [3 + 16, 0]);
  near({ data: score('concat', { weight: [[1, 0, 0, 1], [0, 0, 1, 0]], vector: [2, 3] }), shape: [2] },
    [2 * Math.tanh(5) + 3 * Math.tanh(1), 2 * Math.tanh(3)]);
  near({ data: score('additive', { queryWeight: [[1, -1]], keyWeight: [[1, 1]], vector: [2], bias: [0.5] }), shape: [2] },
    [2 * Math.tanh(2.5), 2 * Math.tanh(-0.5)]);
  assert.deepEqual(score('location', { weight: [[1, 1], [0, 2]] }), [7, 8]);
  assert.deepEqual(trace({ query: [1, 0], key: [[0, 2], [-Math.log(4), 0]], value: [[1], [1]] }, { score: 'linear' }).scores.data, [5, 1.5]);
  near(trace({ query: [3, 4], key: [[1, 2]], value: [[1]] }).scaled, [11 / Math.sqrt(2)]);
  assert.deepEqual(trace({ query: [3, 4], key: [[1, 2]], value: [[1]] }, { scale: 2 }).scaled.data, [22]);
});

test('scale, softcap, bias and mask follow in this order', () => {
  const all = trace(
    { query: [[1], [1]], key: [[1], [2], [3]], value: [[1], [1], [1]], mask: [[1, -Infinity, 2]] },
    { score: 'dot', scale: 0.5, softcap: 2, alibi: [10], causal: true },
  );
  near(all.scaled, [0.5, 1, 1.5, 0.5, 1, 1.5]);
  near(all.capped, [0.5, 1, 1.5, 0.5, 1, 1.5].map((s) => 2 * Math.tanh(s / 2)));
  const capped = all.capped.data;
  near(all.withBias, [capped[0] + 1, -Infinity, capped[2] + 22, capped[0] - 9, -Infinity, capped[2] + 12]);
  near(all.biased, [capped[0] + 1, -Infinity, -Infinity, capped[0] - 9, -Infinity, -Infinity]);
});

test('window, key lengths, cache: the offset', () => {
  /** @param {import('./oracle.js').Trace} result */
  const seen = (result) => result.weights.data.map((w) => (w > 0 ? 1 : 0)).join('');
  const inputs = { query: [[1], [1]], key: [[1], [1], [1], [1]], value: [[1], [1], [1], [1]] };
  assert.equal(seen(trace(inputs, { causal: true })), '10001100');
  assert.equal(seen(trace(inputs, { window: { left: 0, right: 1 } })), '11000110');
  assert.equal(seen(trace(inputs, { window: { left: 0 } })), '11110111');
  assert.equal(seen(trace(inputs, { causal: true, keyLengths: [3] })), '11001110');
  assert.equal(seen(trace(inputs, { keyLengths: [3] })), '11101110');
  assert.equal(seen(trace(inputs, { causal: true, keyLengths: [1] })), '00001000');
  assert.equal(seen(trace({ ...inputs, pastKey: [[1]], pastValue: [[1]] }, { causal: true })), '1100011100');
  assert.equal(seen(trace(inputs, { causal: 'bottom-right' })), '11101111');
  assert.equal(seen(trace({ ...inputs, pastKey: [[1]], pastValue: [[1]] }, { causal: 'bottom-right' })), '1111011111');
  assert.equal(seen(trace(inputs, { causal: 'bottom-right', keyLengths: [3] })), '11001110');
});

test('documents, and ALiBi by head count', () => {
  /** @param {import('./oracle.js').Trace} result */
  const seen = (result) => result.weights.data.map((w) => (w > 0 ? 1 : 0)).join('');
  const inputs = { query: [[1], [1]], key: [[1], [1], [1], [1]], value: [[1], [1], [1], [1]] };
  assert.equal(seen(trace(inputs, { documents: [1, 0, 3] })), '10000111');
  assert.equal(seen(trace(inputs, { documents: [1, 3], causal: 'bottom-right' })), '01100111');
  assert.equal(seen(trace(inputs, { documents: [4], keyLengths: [1] })), '00001000');
  /** @param {number} heads @param {any} [alibi] */
  const bias = (heads, alibi = {}) => trace({ query: [[[...Array(heads).fill(0)]]], key: [[Array(heads).fill(0), Array(heads).fill(0)]], value: [[Array(heads).fill(0), Array(heads).fill(0)]] },
    { numHeads: heads, alibi }).withBias;
  near(bias(2), [0, 1 / 16, 0, 1 / 256]);
  near(bias(3), [0, 1 / 16, 0, 1 / 256, 0, 1 / 4]);
  near(bias(2, { distance: 'both' }), [0, -1 / 16, 0, -1 / 256]);
  near(bias(2, { slopes: [2, -1], distance: 'both' }), [0, -2, 0, 1]);
});

test('heads: packed, and groups of query heads', () => {
  const { weights, output } = trace(
    { query: [[[1, 2, 3, 4]]], key: [[[1, 10]]], value: [[[5, 6]]] },
    { score: 'dot', numHeads: 4, numKvHeads: 2, normalizer: 'softmax' },
  );
  assert.deepEqual(weights.shape, [1, 4, 1, 1]);
  assert.deepEqual(output, { data: [5, 5, 6, 6], shape: [1, 1, 4] });
});

test('local focus', () => {
  const kept = rowOf([0, 0, 0], { localFocus: { center: [1], sigma: 1 } });
  near(kept.weights, [Math.exp(-0.5) / 3, 1 / 3, Math.exp(-0.5) / 3]);
  near(rowOf([0, 0], { localFocus: { center: 'monotonic', sigma: 2 } }).weights, [0.5, 0.5 * Math.exp(-1 / 8)]);
  // v tanh(W q) = 0: the centre is the middle, Tk / 2.
  const middle = trace({ query: [1], key: [[0], [0]], value: [[1], [1]], params: { focusWeight: [[0]], focusVector: [1] } },
    { localFocus: { center: 'predictive', sigma: 1 } });
  near(middle.weights, [0.5 * Math.exp(-0.5), 0.5]);
});

test('a row without keys, and the present cache', () => {
  const none = trace({ query: [1, 2], key: [[1, 2]], value: [[3, 4]], mask: [false] });
  assert.deepEqual([none.weights.data, none.output.data, none.rowMax.data, none.rowSum.data], [[0], [0, 0], [-Infinity], [0]]);
  const cached = trace({ query: [1], key: [[2]], value: [[3, 4]], pastKey: [[5]], pastValue: [[6, 7]] });
  assert.deepEqual(cached.presentKey, { data: [5, 2], shape: [2, 1] });
  assert.deepEqual(cached.presentValue, { data: [6, 7, 3, 4], shape: [2, 2] });
});

test('iterate stops where nothing moves', () => {
  const inputs = { query: [5], key: [[1]], value: [[2]] };
  assert.deepEqual(iterate(inputs).states.map(({ data }) => data[0]), [5, 2, 2]);
  assert.deepEqual(iterate(inputs).converged, true);
  assert.deepEqual(iterate(inputs, { steps: 1 }), { states: [{ data: [5], shape: [1] }, { data: [2], shape: [1] }], steps: 1, converged: false });
});

const kVectors = fileURLToPath(new URL('../../../shared/conformance/onnx-attention', import.meta.url));

test('the ONNX vectors', { skip: existsSync(kVectors) ? false : `no folder ${kVectors}` }, () => {
  const names = readdirSync(kVectors).filter((name) => name.endsWith('.json'));
  assert.ok(names.length > 0);
  for (const name of names) {
    const expected = readCase(`${kVectors}/${name}`);
    const { options } = expected;
    const all = trace(expected.inputs, options);
    const stage = /** @type {'scaled' | 'capped' | 'biased' | 'weights'} */ (options.scores);
    assert.deepEqual(compare(expected, { ...all, row: undefined, scores: all[stage] }), [], name);
  }
});
