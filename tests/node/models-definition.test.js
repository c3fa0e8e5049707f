// The definition of descriptions, where a model is so small that its numbers can be written down.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { computeModel } from './models-definition.js';

/** @import { Attention, Description, FeedForward, Head, Linear, Stack } from '../../web/models/description.js' */

/** @type {Map<string, { shape: number[], data: number[] }>} */
const tensors = new Map([
  ['unit', { shape: [2, 2], data: [1, 0, 0, 1] }],
  ['none', { shape: [2, 2], data: [0, 0, 0, 0] }],
  ['upper', { shape: [2, 2], data: [1, 2, 0, 1] }],
  ['pair', { shape: [2], data: [3, 5] }],
  ['biases', { shape: [4, 1], data: [0, 1, 2, 3] }],
]);

/** @param {string} tensor @returns {Linear} */
const linear = (tensor) => ({ weights: { tensor } });

/** @type {Attention} Each token looks for itself, and takes itself. */
const attention = {
  heads: 1, kvHeads: 1, headSize: 2, scale: 1, query: linear('unit'), key: linear('unit'), value: linear('unit'), output: linear('unit'),
};

/** @type {FeedForward} It adds nothing. */
const idle = { activation: 'relu', up: linear('unit'), down: linear('none') };

/**
 * @param {Partial<Stack>} stack
 * @param {Partial<Attention>} [changes]
 * @param {Record<string, Head>} [heads]
 * @returns {Description} of two tokens, [1, 0] and [0, 1]
 */
const described = (stack, changes = {}, heads = {}) => ({
  family: 'none',
  architecture: 'none',
  stacks: {
    text: {
      embedding: { input: 'tokens', tokens: { tensor: 'unit' } },
      width: 2,
      isCausal: false,
      layers: [{ attention: { ...attention, ...changes }, feedForward: idle }],
      ...stack,
    },
  },
  heads,
  positions: Infinity,
  ids: {},
});

/**
 * @param {Description} description
 * @param {number[]} ids
 * @param {number[]} [mask]
 * @returns {number[][]} the weights of its one head
 */
const weightsOf = (description, ids, mask) => computeModel(description, tensors, { ids, mask }).stacks.text.attentions[0][0];

/** @param {number[][]} got @param {number[][]} expected */
function assertClose(got, expected) {
  assert.deepEqual(got.map((row) => row.length), expected.map((row) => row.length));
  got.forEach((row, i) => row.forEach((value, j) => {
    assert.ok(Math.abs(value - expected[i][j]) < 1e-14, `[${i},${j}]: ${value}, expected ${expected[i][j]}`);
  }));
}

const { E } = Math;

test('a token that looks for itself has the weight e of 1 + e, and is added to what there is', () => {
  const { stacks: { text } } = computeModel(described({}), tensors, { ids: [0, 1] });
  const [more, less] = [E / (1 + E), 1 / (1 + E)];
  assertClose(text.attentions[0][0], [[more, less], [less, more]]);
  assertClose(text.hidden, [[1 + more, less], [less, 1 + more]]);
});

test('what is not seen has the weight 0: what comes later, what is far, what is padding', () => {
  assertClose(weightsOf(described({ isCausal: true }), [0, 0, 0]), [[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]]);
  assertClose(weightsOf(described({}, { window: { left: 1, right: 0 } }), [0, 0, 0]), [[1, 0, 0], [1 / 2, 1 / 2, 0], [0, 1 / 2, 1 / 2]]);
  assertClose(weightsOf(described({}, { window: { left: -1, right: 1 } }), [0, 0, 0]),
    [[1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3], [1 / 3, 1 / 3, 1 / 3]]);
  assertClose(weightsOf(described({}), [0, 0, 0], [1, 1, 0]).slice(0, 2), [[1 / 2, 1 / 2, 0], [1 / 2, 1 / 2, 0]]);
});

test('a rotary embedding turns pairs by position times frequency, and multiplies by its factor', () => {
  const frequencies = Float64Array.of(Math.PI / 2);
  const turned = described({ rotaries: [{ pairs: 'half', frequencies, factor: 2 }] }, { rotary: 0 });
  const row = (/** @type {number[]} */ cosines) => {
    const powers = cosines.map((cosine) => Math.exp(4 * cosine));
    return powers.map((power) => power / (powers[0] + powers[1] + powers[2]));
  };
  assertClose(weightsOf(turned, [0, 0, 0]), [row([1, 0, -1]), row([0, 1, 0]), row([-1, 0, 1])]);
});

test('scores are scaled, then capped, then biased by the distance of the key', () => {
  const relativeBias = { table: { tensor: 'biases' }, buckets: 4, maxDistance: 4 };
  const weights = (/** @type {boolean} */ isBidirectional) => weightsOf(
    described({ relativeBias: { ...relativeBias, isBidirectional } }, { isBiased: true, scale: 3, softcap: 2 }), [0, 1]);
  const capped = 2 * Math.tanh(3 / 2);
  const share = (/** @type {number} */ own, /** @type {number} */ other) => [own, other].map((score) => Math.exp(score) / (Math.exp(own) + Math.exp(other)));
  assertClose(weights(false), [share(capped, 0), share(capped, 1).reverse()]);
  assertClose(weights(true), [share(capped, 3), share(capped, 1).reverse()]);
});

test('norms: the layer norm takes the mean off, the other does not, and one may be added to the weight', () => {
  const weight = { tensor: 'pair' };
  const finalNorm = (/** @type {Stack['finalNorm']} */ norm) => computeModel(
    described({ layers: [], finalNorm: norm }), tensors, { ids: [0] }).stacks.text.hidden;
  const large = 1 / Math.sqrt(1 / 2 + 1 / 16);
  assertClose(finalNorm({ type: 'rms', weight, epsilon: 1 / 16 }), [[3 * large, 0]]);
  assertClose(finalNorm({ type: 'rms', weight, epsilon: 1 / 16, addsOne: true }), [[4 * large, 0]]);
  const small = 1 / (2 * Math.sqrt(1 / 4 + 1 / 16));
  assertClose(finalNorm({ type: 'layer', weight, bias: weight, epsilon: 1 / 16 }), [[3 + 3 * small, 5 - 5 * small]]);
});

test('heads take all rows, one, or a mean of them', () => {
  /** @type {[Partial<Head>, number[][]][]} */
  const cases = [
    [{ rows: 'all', scale: 2 }, [[2, 0], [0, 2], [2, 0]]],
    [{ rows: 'first' }, [[1, 0]]],
    [{ rows: 'last' }, [[0, 1]]],
    [{ rows: 'mean' }, [[1 / 2, 1 / 2]]],
    [{ rows: 'end', endId: 0 }, [[1, 0]]],
    [{ rows: 'end' }, [[0, 1]]],
    [{ rows: 'first-and-mean' }, [[1, 0, 1 / 2, 1 / 2]]],
    [{ rows: 'last', dense: linear('upper'), activation: 'tanh' }, [[Math.tanh(2), Math.tanh(1)]]],
    [{ rows: 'last', dense: { weights: { tensor: 'upper', isTransposed: true } } }, [[0, 1]]],
    [{ rows: 'last', output: { weights: { tensor: 'upper', firstRow: 1, rows: 1 }, bias: { tensor: 'pair', firstRow: 1, rows: 1 } } }, [[6]]],
    [{ rows: 'last', output: linear('upper'), isNormalized: true }, [[2 / Math.sqrt(5), 1 / Math.sqrt(5)]]],
    [{ rows: 'last', output: linear('upper'), softcap: 2 }, [[2 * Math.tanh(1), 2 * Math.tanh(1 / 2)]]],
  ];
  for (const [head, expected] of cases) {
    const description = described({ layers: [] }, {}, { result: { stack: 'text', rows: 'all', ...head } });
    assertClose(computeModel(description, tensors, { ids: [0, 1, 0], mask: [1, 1, 0] }).heads.result, expected);
  }
});

test('activations at 1', () => {
  /** @type {[FeedForward['activation'], number][]} gelu is the normal distribution's share below 1 */
  const cases = [['none', 1], ['relu', 1], ['gelu', 0.8413447460685429], ['silu', E / (1 + E)], ['tanh', Math.tanh(1)],
    ['gelu-tanh', 1 / (1 + Math.exp(-2 * Math.sqrt(2 / Math.PI) * 1.044715))], ['gelu-quick', 1 / (1 + E ** -1.702)]];
  for (const [activation, expected] of cases) {
    const head = /** @type {Head} */ ({ stack: 'text', rows: 'first', activation });
    assertClose(computeModel(described({ layers: [] }, {}, { result: head }), tensors, { ids: [0] }).heads.result, [[expected, 0]]);
  }
});
