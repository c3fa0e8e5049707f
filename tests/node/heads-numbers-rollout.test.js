/** Attention rollout, compared with its plain definition, with a case by hand, and with NumPy where it is. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { findPython } from '../../web/build/programs.js';
import { largestHead, meanHead, rollout } from '../../web/heads/numbers/rollout.js';
import { createRandom } from './random.js';

const random = createRandom(2005_00928);

/** Rows sum to 1, so a product of some layers is off by at most layers times size times 2^-53. */
const rounding = 1e-12;

/** @param {ArrayLike<number>} got @param {ArrayLike<number>} expected @param {string} [what] */
function near(got, expected, what = '') {
  assert.equal(got.length, expected.length);
  for (let at = 0; at < got.length; at++) assert.ok(Math.abs(got[at] - expected[at]) <= rounding, `${what} ${at}: expected ${expected[at]}, got ${got[at]}`);
}

/** @param {number} size @param {{ isCausal?: boolean, isSparse?: boolean, sums?: boolean }} [wish] sums: whether rows sum to 1 */
function head(size, { isCausal = false, isSparse = false, sums = true } = {}) {
  const rows = Array.from({ length: size }, (_, i) => random.vector(size, 0, 1).map((w, j) => ((isCausal && j > i) || (isSparse && j !== i && random.chance(0.8)) ? 0 : w ** 3)));
  return Float32Array.from(rows.flatMap((row) => row.map((w) => (sums ? w / row.reduce((a, b) => a + b) : w))));
}

/** The definition, one matrix after the other, by nested arrays. @param {Float32Array[][]} layers @param {number} size */
function plainRollout(layers, size) {
  const tokens = Array.from({ length: size }, (_, i) => i);
  const steps = layers.map((heads) => tokens.map((i) => {
    const row = tokens.map((j) => 0.5 * heads.reduce((sum, one) => sum + one[i * size + j], 0) / heads.length + (i === j ? 0.5 : 0));
    const sum = row.reduce((a, b) => a + b);
    return row.map((weight) => weight / sum);
  }));
  return steps.reduce((flow, step) => tokens.map((i) => tokens.map((j) => tokens.reduce((sum, k) => sum + step[i][k] * flow[k][j], 0)))).flat();
}

test('two layers of two tokens, by hand: the later layer stands on the left', async () => {
  const layers = [[Float32Array.of(0.5, 0.5, 0.25, 0.75)], [Float32Array.of(0, 1, 1, 0)]];
  assert.deepEqual([...await rollout((layer) => layers[layer], 1, 2)], [0.75, 0.25, 0.125, 0.875]);
  assert.deepEqual([...await rollout((layer) => layers[layer], 2, 2)], [0.4375, 0.5625, 0.4375, 0.5625]);
});

test('the definition, for any size, layers, heads and zeros here and there, whether rows sum to 1 or not', async () => {
  for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33]) {
    for (const wish of [{}, { isCausal: true }, { isSparse: true }, { sums: false }]) {
      const layers = Array.from({ length: random.integer(1, 4) }, () => Array.from({ length: random.integer(1, 3) }, () => head(size, wish)));
      const got = await rollout(async (layer) => layers[layer], layers.length, size);
      near(got, plainRollout(layers, size), `${size} ${JSON.stringify(wish)}`);
      for (let row = 0; row < size; row++) near([got.subarray(row * size, (row + 1) * size).reduce((a, b) => a + b)], [1], `row ${row} of ${size}`);
    }
  }
});

test('tokens that attend to themselves, or to nothing, stay what they are', async () => {
  const identity = Float32Array.from({ length: 25 }, (_, at) => Number(at % 6 === 0));
  assert.deepEqual([...await rollout(() => [identity, identity], 6, 5)], [...identity]);
  assert.deepEqual([...await rollout(() => [new Float32Array(25)], 3, 5)], [...identity]);
});

test('over heads: the mean, or the largest, cell by cell', async () => {
  const heads = [Float32Array.of(0.5, 0.5, 0, 1, 0.25, 0.75), Float32Array.of(1, 0, 0.5, 0.5, 0.25, 0.25)];
  assert.deepEqual([...meanHead(heads, 3, 2)], [0.75, 0.25, 0.25, 0.75, 0.25, 0.5]);
  assert.deepEqual([...largestHead(heads, 3, 2)], [1, 0.5, 0.5, 1, 0.25, 0.75]);
  assert.deepEqual([...largestHead([Float32Array.of(-3), Float32Array.of(-2)], 1, 1)], [-2]);
  assert.deepEqual([...largestHead([Float32Array.of(NaN, 1), Float32Array.of(1, NaN)], 1, 2)], [NaN, NaN], 'damage stays visible');
  const layers = Array.from({ length: 3 }, () => [head(6), head(6), head(6)]);
  const largest = layers.map((all) => [Float32Array.from(all[0], (_, at) => Math.max(...all.map((one) => one[at])))]);
  near(await rollout((layer) => layers[layer], 3, 6, { overHeads: largestHead }), plainRollout(largest, 6));
});

test('the page has its turns, and is told of the progress', async () => {
  const one = head(384);
  let turns = 0;
  let isDone = false;
  (function count() {
    turns++;
    if (!isDone) setImmediate(count);
  })();
  /** @type {number[]} */
  const told = [];
  await rollout(() => [one], 6, 384, { onProgress: (share) => told.push(share) });
  isDone = true;
  assert.ok(told.length > 1 && turns > told.length / 2, `${told.length} times, ${turns} turns`);
  assert.ok(told.every((share, index) => share < 1 && share > (told[index - 1] ?? 0)), String(told));
});

test('a signal ends it: before it begins, and between two slices', async () => {
  const one = head(384);
  const reason = new Error('enough');
  await assert.rejects(rollout(() => assert.fail('read'), 2, 384, { signal: AbortSignal.abort(reason) }), reason);
  const abort = new AbortController();
  let layersRead = 0;
  const headsOf = () => {
    layersRead++;
    return [one];
  };
  await assert.rejects(rollout(headsOf, 100, 384, { signal: abort.signal, onProgress: () => abort.abort(reason) }), reason);
  assert.ok(layersRead < 100, String(layersRead));
});

test('wrong sizes and weights are errors that say what was expected and what came', async () => {
  const square = new Float32Array(9);
  /** @type {[any[], string][]} */
  const wrong = [
    [[() => [square], 0, 3], 'layers: expected a whole number from 1 on, got 0'],
    [[() => [square], 1, 2.5], 'size: expected a whole number from 1 on, got 2.5'],
    [[() => [], 1, 3], 'heads: expected one or more, got 0'],
    [[() => [square, new Float32Array(6)], 1, 3], 'heads[1]: expected 9 cells for [3,3], got 6'],
    [[(/** @type {number} */ layer) => [layer === 1 ? square.map((_, at) => (at === 4 ? NaN : 1)) : square], 2, 3], 'layer 1: expected rows with sums of at least 0, got NaN in row 1'],
    [[() => [square.map(() => -1)], 1, 3], 'layer 0: expected rows with sums of at least 0, got -3 in row 0'],
  ];
  for (const [given, message] of wrong) await assert.rejects(/** @type {any} */ (rollout)(...given), { name: 'RangeError', message });
  assert.throws(() => largestHead([square], 2, 4), { name: 'RangeError', message: 'heads[0]: expected 8 cells for [2,4], got 9' });
  const failure = new Error('the file is gone');
  await assert.rejects(rollout(() => Promise.reject(failure), 1, 3), failure);
});

const python = findPython();

/** Reads layers [L, H, T, T], prints their rollout. */
const program = `
import json, sys
import numpy as np
layers = np.array(json.load(sys.stdin))
steps = 0.5 * layers.mean(axis=1) + 0.5 * np.eye(layers.shape[-1])
steps /= steps.sum(axis=-1, keepdims=True)
flow = steps[0]
for step in steps[1:]:
    flow = step @ flow
json.dump(flow.ravel().tolist(), sys.stdout)
`;

test('NumPy computes the same', { skip: python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON' }, async () => {
  const size = 50;
  const layers = Array.from({ length: 12 }, (_, layer) => Array.from({ length: 4 }, () => head(size, { isCausal: layer % 2 === 0 })));
  const rowsOf = (/** @type {Float32Array} */ one) => Array.from({ length: size }, (_, row) => [...one.subarray(row * size, (row + 1) * size)]);
  const input = JSON.stringify(layers.map((heads) => heads.map(rowsOf)));
  const { status, stdout, stderr } = spawnSync(/** @type {string} */ (python), ['-c', program], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr);
  near(await rollout((layer) => layers[layer], 12, size), JSON.parse(stdout));
});
