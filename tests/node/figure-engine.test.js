/** The figure's own engine against the package's: the same digits and errors from a smaller module. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FigureEngine } from '../../web/figure/compute/figure-engine.js';
import { limits } from '../../web/figure/state/limits.js';
import { defaultParameters, engineParameters } from '../../web/figure/compute/parameters.js';
import { kRoot } from './child.js';
import { attention } from './engine.js';
import { createRandom, kNormalizers, kScores, nest } from './random.js';

const compiled = new WebAssembly.Module(readFileSync(join(kRoot, 'build/wasm/attention-figure.wasm')));
const engine = /** @type {any} */ (new FigureEngine(compiled));
const random = createRandom(20_263);
const normalizersOf = (/** @type {string} */ score) => score === 'linear' ? ['sum'] : kNormalizers;

/** @param {number} rows @param {number} columns @param {number} [low] */
const matrix = (rows, columns, low = -1) => ({
  data: Float64Array.from({ length: rows * columns }, () => random.uniform(low, 1)), shape: [rows, columns],
});

/** @param {number} rows @param {number} columns @param {string} score @param {boolean} [isMasked] @param {number} [low] @param {boolean} [isPredictive] @returns {any} */
function inputs(rows, columns, score, isMasked = false, low = 0.1, isPredictive = false) {
  const mask = { data: Uint8Array.from({ length: rows * columns }, () => Number(random.uniform(0, 1) < 0.7)), shape: [rows, columns] };
  return {
    query: matrix(rows, 5, low), key: matrix(columns, 5, low), value: matrix(columns, 3),
    params: {
      ...engineParameters(/** @type {any} */ (score), defaultParameters(/** @type {any} */ (score), 5, columns)),
      ...(isPredictive && { focusWeight: nest(random.tensor([5, 5])), focusVector: [...random.vector(5)] }),
    },
    mask: isMasked ? mask : undefined,
  };
}

/** @param {() => any} call @returns {any} the error's fields, or the result */
function outcome(call) {
  try {
    return call();
  } catch (error) {
    const { name, code, argument, message } = /** @type {any} */ (error);
    return { name, code, argument, message };
  }
}

for (const score of kScores) {
  test(`attend with ${score}: each normaliser, with and without a mask, scores, scale and temperature`, () => {
    for (const normalizer of normalizersOf(score)) {
      for (const isMasked of [false, true]) {
        for (const [rows, columns] of [[1, 1], [3, 4], [40, 130]]) {
          const given = inputs(rows, columns, score, isMasked);
          const takesTemperature = !['sum', 'article', 'article-code'].includes(normalizer);
          for (const more of [{}, { scores: 'capped' }, { scale: 0.3 }, { softcap: 0.7, scores: 'capped' }, takesTemperature ? { temperature: 0.7 } : {}]) {
            const options = { score, normalizer, ...more };
            const [mine, theirs] = [engine, attention].map((one) => outcome(() => one.attend(given, { ...options, weights: true })));
            for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
              assert.deepEqual(mine[name], theirs[name], `${normalizer} of ${rows} x ${columns}: ${name}`);
            }
          }
        }
      }
    }
  });

  test(`attend with ${score}: the kinds of local focus`, () => {
    for (const normalizer of normalizersOf(score)) {
      for (const [rows, columns] of [[1, 1], [3, 4], [40, 130]]) {
        for (const center of ['monotonic', 'predictive', Array.from({ length: rows }, () => random.uniform(-1, columns))]) {
          const given = inputs(rows, columns, score, true, 0.1, center === 'predictive');
          const options = { score, normalizer, localFocus: { center, sigma: 1.5 }, softcap: 0.9, weights: true, scores: 'capped' };
          const [mine, theirs] = [engine, attention].map((one) => outcome(() => one.attend(given, options)));
          assert.deepEqual({ ...mine }, { ...theirs }, `${normalizer} of ${rows} x ${columns}: ${center}`);
        }
      }
    }
  });

  test(`explain with ${score}: every stage of a row that a figure shows`, () => {
    for (const [normalizer, isCapped] of normalizersOf(score).flatMap((name) => /** @type {[string, boolean][]} */ ([[name, false], [name, true]]))) {
      const given = inputs(1, 6, score, true, 0.1, isCapped);
      const options = { score, normalizer, ...(isCapped && { softcap: 0.5, localFocus: { center: 'predictive', sigma: 2 } }) };
      const [mine, theirs] = [engine, attention].map((one) => outcome(() => one.explain(given, { ...options, row: one === engine ? undefined : { query: 0 } })));
      assert.equal(mine.message, theirs.message);
      if (mine.message) continue;
      for (const name of ['scores', 'scaled', 'capped', 'rowMax', 'exponentials', 'rowSum', 'weights', 'output']) {
        assert.deepEqual(mine[name], theirs[name], `${normalizer}: ${name}`);
      }
      for (const name of ['products', 'weightedValues']) assert.deepEqual(mine.row[name], theirs.row[name], `${normalizer}: ${name}`);
    }
  });
}

test('few queries over many keys are as exact as in the package, though computed by tiles and not by rows', () => {
  for (const rows of [1, 16, 17]) {
    const given = inputs(rows, 2048, 'scaled-dot');
    const options = { score: 'scaled-dot', normalizer: 'softmax', weights: true };
    const [mine, theirs] = [engine, attention].map((one) => one.attend(given, options));
    for (const name of ['weights', 'output']) {
      mine[name].data.forEach((/** @type {number} */ number, /** @type {number} */ index) => {
        assert.ok(Math.abs(number - theirs[name].data[index]) <= 2e-6, `${name} of ${rows} at ${index}`);
      });
    }
  }
});

test('scores beyond float32 are computed in double', () => {
  const far = (/** @type {number} */ rows) => ({ data: matrix(rows, 5).data.map((x) => x * 1e18), shape: [rows, 5] });
  const given = { query: far(40), key: far(130), value: matrix(130, 3) };
  const options = { score: 'dot', normalizer: 'softmax', weights: true };
  assert.deepEqual(engine.attend(given, options).weights, attention.attend(given, options).weights);
});

test('undefined rows: the same errors', () => {
  const zero = { data: new Float64Array(5), shape: [1, 5] };
  const huge = { data: new Float64Array(5).fill(3e38), shape: [1, 5] };
  const cases = [
    [{ ...inputs(1, 1, 'dot'), query: zero }, 'dot', 'sum'],
    [inputs(3, 40, 'dot', false, -1), 'dot', 'article-code'],
    [{ ...inputs(1, 1, 'dot'), key: zero }, 'dot', 'article'],
    [{ query: huge, key: huge, value: { data: new Float64Array(3).fill(3e38), shape: [1, 3] } }, 'dot', 'article'],
  ];
  for (const [given, score, normalizer] of cases) {
    const options = { score, normalizer, weights: true };
    const [mine, theirs] = [engine, attention].map((one) => outcome(() => one.attend(given, options)));
    assert.equal(mine.name, 'AttentionError', `${score} ${normalizer}`);
    // JavaScript writes a sign in front of every power of ten.
    assert.deepEqual({ ...mine, message: mine.message.replace('e+', 'e') }, theirs);
  }
});

test('a normaliser that linear attention does not allow is the figure’s own error, which it can say in two languages', () => {
  for (const normalizer of ['softmax', 'article-code']) {
    assert.throws(() => engine.attend(inputs(3, 4, 'linear'), { score: 'linear', normalizer }), {
      name: 'FigureError', argument: 'normalizer', code: 'option', expected: 'sum (score = linear)', got: JSON.stringify(normalizer),
    });
  }
});

test('results belong to the caller: the next call leaves them unchanged', () => {
  const given = inputs(3, 4, 'dot');
  const options = { score: 'dot', normalizer: 'softmax' };
  const first = engine.attend(given, options);
  const copy = first.weights.data.slice();
  engine.attend(inputs(3, 4, 'dot'), options);
  assert.deepEqual(first.weights.data, copy);
  assert.equal(first.weights.data.buffer.byteLength, 4 * 12);
});

test('a call that is too large for memory, and a trap, are errors without effect on the next call', (t) => {
  const given = inputs(3, 4, 'dot');
  const options = { score: 'dot', normalizer: 'softmax' };
  const want = engine.attend(given, options);
  const endless = { query: { data: [], shape: [60_000, 1] }, key: { data: [], shape: [60_000, 1] }, value: { data: [], shape: [60_000, 1] } };
  assert.throws(() => engine.attend(endless, options), { name: 'AttentionError', code: 'memory' });
  assert.deepEqual(engine.attend(given, options), want);

  const { Instance } = WebAssembly;
  t.after(() => (WebAssembly.Instance = Instance));
  let traps = true;
  WebAssembly.Instance = /** @type {any} */ (function (/** @type {WebAssembly.Module} */ module) {
    const { exports } = new Instance(module);
    const run = (/** @type {number[]} */ ...rows) => {
      if (traps) throw new WebAssembly.RuntimeError('unreachable');
      return /** @type {(...rows: number[]) => unknown} */ (exports.run)(...rows);
    };
    return { exports: { ...exports, run } };
  });
  const trapping = /** @type {any} */ (new FigureEngine(compiled));
  assert.throws(() => trapping.attend(given, options), { name: 'AttentionError', code: 'unavailable', argument: 'engine' });
  traps = false;
  assert.deepEqual(trapping.attend(given, options), want);
});

test('a thousand calls take no more memory than the largest of them', () => {
  const { Instance } = WebAssembly;
  /** @type {any} */
  let memory;
  WebAssembly.Instance = /** @type {any} */ (function (/** @type {WebAssembly.Module} */ module) {
    const instance = new Instance(module);
    ({ memory } = instance.exports);
    return instance;
  });
  const fresh = /** @type {any} */ (new FigureEngine(compiled));
  WebAssembly.Instance = Instance;
  const options = { score: 'dot', normalizer: 'softmax' };
  fresh.attend(inputs(300, 300, 'dot', true), options);
  const most = memory.buffer.byteLength;
  assert.ok(most < 4e6, `expected less than 4 MB, got ${most} bytes`);
  for (let call = 0; call < 1000; call++) fresh.attend(inputs(1 + (call % 7), 1 + (call % 30), 'dot', call % 2 === 0), options);
  assert.equal(memory.buffer.byteLength, most);
});

test('no figure has more keys than one fold of value_runs.h: its module has no code for a second', () => {
  const source = readFileSync(join(kRoot, 'cpp/attn/kernels/value_runs.h'), 'utf8');
  const [, run] = /kValueRun = (\d+);/.exec(source) ?? [];
  assert.match(source, /kFoldedKeys = kValueRun \* kValueRun;/);
  assert.ok(limits.tokens <= Number(run) ** 2, `${limits.tokens} keys, runs of ${run}`);
});
