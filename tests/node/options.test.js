/**
 * Without any one input or option, the result changes, and the oracle agrees with and without it.
 * So an option that the engine ignores cannot pass.
 */

import test from 'node:test';
import assert from 'node:assert/strict';
import { attention } from './engine.js';
import { trace } from './oracle.js';
import { assertExact, assertNear, assertSameBits, assertStage } from './closeness.js';
import { createRandom } from './random.js';

const random = createRandom(100_000);
const kQuery = random.tensor([1, 2, 4, 3]);
const kKey = random.tensor([1, 2, 6, 3]);
const kValue = random.tensor([1, 2, 6, 5]);
const kBase = { query: kQuery, key: kKey, value: kValue };
const kPast = { pastKey: random.tensor([1, 2, 2, 3]), pastValue: random.tensor([1, 2, 2, 5]) };
const kAdditive = { queryWeight: random.tensor([4, 3]), keyWeight: random.tensor([4, 3]), vector: random.tensor([4]), bias: random.tensor([4]) };
const kFocus = { focusWeight: random.tensor([4, 3]), focusVector: random.tensor([4]) };
const kPredictive = { localFocus: { center: 'predictive', sigma: 1.5 } };
const kPacked = { query: random.tensor([1, 4, 12]), key: random.tensor([1, 6, 12]), value: random.tensor([1, 6, 12]) };
const kGrouped = { ...kPacked, query: random.tensor([1, 4, 24]) };

/** @typedef {{ inputs?: any, options?: any }} Call merged over kBase */
/** @typedef {{ with: Call, without: Call }} Pair */

/**
 * Every option by its name; an option with parts has one entry for each part.
 * @type {Record<string, Pair>}
 */
const kOptionPairs = {
  score: { with: { options: { score: 'euclidean' } }, without: {} },
  normalizer: { with: { options: { normalizer: 'sparsemax' } }, without: {} },
  alpha: { with: { options: { normalizer: 'entmax', alpha: 1.2 } }, without: { options: { normalizer: 'entmax', alpha: 2.5 } } },
  temperature: { with: { options: { temperature: 0.3 } }, without: {} },
  scale: { with: { options: { scale: -2 } }, without: {} },
  'scale of 0': { with: { options: { scale: 0 } }, without: {} },
  softcap: { with: { options: { softcap: 0.2 } }, without: {} },
  causal: { with: { options: { causal: true } }, without: { options: { causal: false } } },
  'causal bottom-right': { with: { options: { causal: 'bottom-right' } }, without: { options: { causal: true } } },
  'window.left': { with: { options: { window: { left: 1, right: 1 } } }, without: { options: { window: { right: 1 } } } },
  'window.right': { with: { options: { window: { left: 1, right: 1 } } }, without: { options: { window: { left: 1 } } } },
  keyLengths: { with: { options: { keyLengths: [4] } }, without: {} },
  documents: { with: { options: { documents: [2, 0, 4] } }, without: {} },
  alibi: { with: { options: { alibi: [0.5, 0.25] } }, without: {} },
  'alibi by head count': { with: { options: { alibi: {} } }, without: {} },
  'alibi.slopes': { with: { options: { alibi: { slopes: [0.5, 0.25] } } }, without: { options: { alibi: {} } } },
  'alibi.distance': { with: { options: { alibi: { distance: 'both' } } }, without: { options: { alibi: { distance: 'past' } } } },
  sinks: { with: { options: { sinks: [0.5, -1] } }, without: {} },
  'localFocus.center': {
    with: { options: { localFocus: { center: [3, 2.5, 0, 4], sigma: 1 } } },
    without: { options: { localFocus: { center: 'monotonic', sigma: 1 } } },
  },
  'localFocus.center predictive': {
    with: { inputs: { params: kFocus }, options: kPredictive },
    without: { options: { localFocus: { center: 'monotonic', sigma: 1.5 } } },
  },
  'localFocus.center monotonic': { with: { options: { localFocus: { center: 'monotonic', sigma: 1 } } }, without: {} },
  'localFocus.sigma': {
    with: { options: { localFocus: { center: 'monotonic', sigma: 0.5 } } },
    without: { options: { localFocus: { center: 'monotonic', sigma: 2 } } },
  },
  numHeads: { with: { inputs: kPacked, options: { numHeads: 4 } }, without: { inputs: kPacked } },
  numKvHeads: {
    with: { inputs: kGrouped, options: { numHeads: 4, numKvHeads: 2 } },
    without: { inputs: kGrouped, options: { numHeads: 2, numKvHeads: 1 } },
  },
};

/** @type {Record<string, Pair>} */
const kInputPairs = {
  query: { with: { inputs: { query: random.tensor([1, 2, 4, 3]) } }, without: {} },
  key: { with: { inputs: { key: random.tensor([1, 2, 6, 3]) } }, without: {} },
  value: { with: { inputs: { value: random.tensor([1, 2, 6, 5]) } }, without: {} },
  mask: { with: { inputs: { mask: [true, false, true, true, false, true] } }, without: {} },
  'mask numeric': { with: { inputs: { mask: [0.5, -1, 0.25, -Infinity, 1, 0] } }, without: {} },
  pastKey: { with: { inputs: kPast }, without: { inputs: { ...kPast, pastKey: random.tensor([1, 2, 2, 3]) } } },
  pastValue: { with: { inputs: kPast }, without: { inputs: { ...kPast, pastValue: random.tensor([1, 2, 2, 5]) } } },
  'pastKey and pastValue': { with: { inputs: kPast }, without: {} },
  'params.weight general': {
    with: { inputs: { params: { weight: random.tensor([3, 3]) } }, options: { score: 'general' } },
    without: { inputs: { params: { weight: random.tensor([3, 3]) } }, options: { score: 'general' } },
  },
  'params.weight concat': {
    with: { inputs: { params: { weight: random.tensor([4, 6]), vector: kAdditive.vector } }, options: { score: 'concat' } },
    without: { inputs: { params: { weight: random.tensor([4, 6]), vector: kAdditive.vector } }, options: { score: 'concat' } },
  },
  'params.weight location': {
    with: { inputs: { params: { weight: random.tensor([6, 3]) } }, options: { score: 'location' } },
    without: { inputs: { params: { weight: random.tensor([6, 3]) } }, options: { score: 'location' } },
  },
  ...Object.fromEntries(Object.entries({ queryWeight: [4, 3], keyWeight: [4, 3], vector: [4], bias: [4] }).map(([name, shape]) => [`params.${name}`, {
    with: { inputs: { params: kAdditive }, options: { score: 'additive', scale: 3 } },
    without: { inputs: { params: { ...kAdditive, [name]: random.tensor(shape) } }, options: { score: 'additive', scale: 3 } },
  }])),
  'params.bias absent': {
    with: { inputs: { params: kAdditive }, options: { score: 'additive', scale: 3 } },
    without: { inputs: { params: { ...kAdditive, bias: undefined } }, options: { score: 'additive', scale: 3 } },
  },
  'params.focusWeight': {
    with: { inputs: { params: kFocus }, options: kPredictive },
    without: { inputs: { params: { ...kFocus, focusWeight: random.tensor([4, 3]) } }, options: kPredictive },
  },
  'params.focusVector': {
    with: { inputs: { params: kFocus }, options: kPredictive },
    without: { inputs: { params: { ...kFocus, focusVector: random.tensor([4]) } }, options: kPredictive },
  },
};

/** @param {any} params without those that are undefined */
const present = (params) => Object.fromEntries(Object.entries(params).filter(([, tensor]) => tensor !== undefined));

/**
 * The engine's result, after the comparison with the oracle.
 * @param {Call} call @param {string} label
 */
function agreed({ inputs = {}, options = {} }, label) {
  const all = { ...kBase, ...inputs };
  if (all.params) all.params = present(all.params);
  const got = attention.attend(all, { ...options, weights: true });
  assertExact(got, trace(all, options), label);
  return got;
}

for (const [name, pair] of Object.entries({ ...kOptionPairs, ...kInputPairs })) {
  test(`${name} has its effect`, () => {
    const [a, b] = [agreed(pair.with, `with ${name}`), agreed(pair.without, `without ${name}`)];
    const sameShape = String(a.output.shape) === String(b.output.shape);
    const far = !sameShape || a.output.data.some((/** @type {number} */ x, /** @type {number} */ index) => Math.abs(x - b.output.data[index]) > 1e-3);
    assert.ok(far, 'the output is the same without it');
  });
}

test('weights, scores and present are given when asked for, and only then', () => {
  const inputs = { ...kBase, ...kPast };
  assert.deepEqual(Object.keys(attention.attend(inputs)), ['output']);
  assert.deepEqual(Object.keys(attention.attend(inputs, { weights: false, present: false })), ['output']);
  assert.deepEqual(Object.keys(attention.attend(inputs, { weights: true })).sort(), ['output', 'weights']);
  assert.deepEqual(Object.keys(attention.attend(inputs, { logSumExp: false })), ['output']);
  assert.deepEqual(Object.keys(attention.attend(inputs, { logSumExp: true })).sort(), ['logSumExp', 'output']);
  assert.deepEqual(Object.keys(attention.attend(inputs, { scores: 'capped' })).sort(), ['output', 'scores']);
  const { presentKey, presentValue, ...rest } = attention.attend(inputs, { present: true });
  assert.deepEqual(Object.keys(rest), ['output']);
  assertSameBits(presentKey, trace(inputs).presentKey, 'presentKey');
  assertSameBits(presentValue, trace(inputs).presentValue, 'presentValue');
});

test('scores: each of the four stages is right', () => {
  const inputs = { ...kBase, mask: [0.5, -Infinity, 0.25, 1, -1, 0] };
  const options = { scale: 2, softcap: 0.5, causal: true };
  const want = trace(inputs, options);
  const found = /** @type {const} */ (['scaled', 'capped', 'biased', 'weights']).map((stage) => {
    const { scores } = attention.attend(inputs, { ...options, scores: stage });
    assertStage(scores, want[stage], stage);
    return String(scores.data);
  });
  assert.equal(new Set(found).size, 4);
  assertSameBits(attention.attend(inputs, { ...options, scores: 'weights' }).scores, attention.attend(inputs, { ...options, weights: true }).weights, 'weights');
});

test('weights given as scores include the local focus', () => {
  const options = { localFocus: { center: 'monotonic', sigma: 1 } };
  const { scores } = attention.attend(kBase, { ...options, scores: 'weights' });
  assertStage(scores, trace(kBase, options).weights, 'scores');
});

test('numHeads at rank 4 may be said, and must then be right', () => {
  assertSameBits(attention.attend(kBase, { numHeads: 2, numKvHeads: 2 }).output, attention.attend(kBase).output, 'the same');
  assert.throws(() => attention.attend(kBase, { numHeads: 3 }), { name: 'AttentionError', argument: 'numHeads' });
  assert.throws(() => attention.attend(kBase, { numKvHeads: 1 }), { name: 'AttentionError', argument: 'numKvHeads' });
});

test('an option given as undefined counts as absent', () => {
  const names = [...new Set(Object.keys(kOptionPairs).map((name) => name.split(/[ .]/)[0])), 'present', 'weights', 'scores', 'logSumExp'];
  const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
  assertSameBits(attention.attend(kBase, nothing).output, attention.attend(kBase).output, 'undefined options');
  assertSameBits(attention.attend({ ...kBase, mask: undefined, pastKey: undefined, pastValue: undefined, params: undefined }).output,
    attention.attend(kBase).output, 'undefined inputs');
});

test('the score linear takes sum by default, every other softmax', () => {
  assertSameBits(attention.attend(kBase, { score: 'linear' }).output, attention.attend(kBase, { score: 'linear', normalizer: 'sum' }).output, 'linear');
  assertSameBits(attention.attend(kBase).output, attention.attend(kBase, { score: 'scaled-dot', normalizer: 'softmax' }).output, 'defaults');
});

test('explain: row by batch, head and query', () => {
  const inputs = { query: random.tensor([2, 2, 3, 3]), key: random.tensor([2, 2, 4, 3]), value: random.tensor([2, 2, 4, 2]) };
  const first = attention.explain(inputs, { row: {} }).row;
  for (const row of [{ batch: 1 }, { head: 1 }, { query: 2 }]) {
    const got = attention.explain(inputs, { row }).row;
    const want = /** @type {any} */ (trace(inputs, { row }).row);
    assertStage(got.products, want.products, `products ${JSON.stringify(row)}`);
    assertStage(got.weightedValues, want.weightedValues, `weighted values ${JSON.stringify(row)}`);
    assert.notDeepEqual([...got.products.data], [...first.products.data]);
  }
});

test('iterate: steps and tolerance', () => {
  const inputs = { query: random.tensor([2, 3]), key: random.tensor([5, 3]), value: random.tensor([5, 3]) };
  assert.equal(attention.iterate(inputs, { steps: 2, tolerance: 0 }).states.length, 3);
  assert.equal(attention.iterate(inputs, { steps: 5, tolerance: 0 }).states.length, 6);
  assert.equal(attention.iterate(inputs, { steps: 5, tolerance: 100 }).states.length, 2);
  const masked = attention.iterate({ ...inputs, mask: [true, false, true, true, true] }, { steps: 1, tolerance: 0 });
  assertNear(masked.states[1], trace({ ...inputs, mask: [true, false, true, true, true] }).output, () => 2e-6, 'with a mask');
});
