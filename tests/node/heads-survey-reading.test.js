/** How the heads of a set are read: in their order, several at once, and what is said of their numbers. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { checkMatrix } from '../../web/heads/files/check-matrix.js';
import { Preparation } from '../../web/heads/state/preparing.js';
import { Survey } from '../../web/heads/state/survey.js';

/** @import { AttentionSet } from '../../web/heads/files/axes.js' */

/**
 * @param {{ layers: number, heads: number, size: number }} sizes
 * @param {(layer: number, head: number) => Promise<Float32Array>} read
 * @returns {AttentionSet}
 */
const setOf = ({ layers, heads, size }, read) => ({
  kind: 'self', name: 'attentions', layers, heads, rows: size, columns: size, batches: 1, queries: null, keys: null, isHalved: false, read,
});

/** @param {AttentionSet} set */
const surveyOf = (set) => new Survey(set, new Preparation(set, { words: false, withoutFirst: false, withoutSpecials: false }), { across: 8, high: 8 }, 0);

/** Runs to its end. @param {Survey} survey */
const run = (survey) => survey.run(new AbortController().signal, () => {});

test('a matrix is checked: sums of rows, the first index of what is no number, and of a negative one', () => {
  assert.deepEqual(checkMatrix(Float32Array.of(0.5, 0.5, 0.25, 0.75), 2, 2), { notFinite: -1, negative: -1, sums: 0 });
  assert.deepEqual(checkMatrix(Float32Array.of(0.5, 0.75, 0, 0.5), 2, 2), { notFinite: -1, negative: -1, sums: 0.5 });
  assert.deepEqual(checkMatrix(Float32Array.of(2, -1, -2, 3), 2, 2), { notFinite: -1, negative: 1, sums: 0 });
  assert.deepEqual(checkMatrix(Float32Array.of(0, 1, 0.5, NaN, NaN, 0, 1, 1, 0), 3, 3), { notFinite: 3, negative: -1, sums: 1 });
  assert.deepEqual(checkMatrix(Float32Array.of(Infinity, -Infinity, 1, 0), 2, 2), { notFinite: 0, negative: 1, sums: 0 });
  // Their sum is beyond float32, but each is a number.
  assert.equal(checkMatrix(new Float32Array(4).fill(3e38), 1, 4).notFinite, -1);
});

test('each head is read once, in its order, and several are asked for in one turn', async () => {
  /** @type {[number, number][][]} */
  const turns = [];
  let isNewTurn = true;
  const read = async (/** @type {number} */ layer, /** @type {number} */ head) => {
    if (isNewTurn) queueMicrotask(() => (isNewTurn = true));
    if (isNewTurn) turns.push([]);
    isNewTurn = false;
    turns[turns.length - 1].push([layer, head]);
    // As many as are asked for at once wait, and as many more are on their way.
    assert.ok(layer * 5 + head < survey.heads.length + 8, `${layer}, ${head} when ${survey.heads.length} are there`);
    return new Float32Array(256 * 256).fill((layer * 5 + head) / 100);
  };
  const survey = surveyOf(setOf({ layers: 3, heads: 5, size: 256 }, read));
  await run(survey);
  assert.deepEqual(turns.flat(), Array.from({ length: 15 }, (_, index) => [Math.floor(index / 5), index % 5]));
  // 2^18 numbers are four matrices.
  assert.ok(turns.every((asked) => asked.length <= 4), JSON.stringify(turns));
  assert.ok(turns.length < 15, JSON.stringify(turns));
  survey.heads.forEach(({ largest }, index) => assert.equal(largest, Math.fround(index / 100)));
  assert.equal(survey.isDone, true);
});

test('of large matrices one is in memory at a time', async () => {
  let coming = 0;
  let most = 0;
  const read = async () => {
    most = Math.max(most, ++coming);
    await null;
    coming--;
    return new Float32Array(513 * 513);
  };
  await run(surveyOf(setOf({ layers: 2, heads: 2, size: 513 }, read)));
  assert.equal(most, 1);
});

test('a head that cannot be read ends it, with those before it there; run again, it goes on', async () => {
  let isGone = true;
  /** @type {number[]} */
  const asked = [];
  const read = async (/** @type {number} */ layer, /** @type {number} */ head) => {
    asked.push(head);
    if (isGone && head === 2) throw new Error(`no head ${head}`);
    await new Promise((resolve) => setImmediate(resolve)); // The fault comes before the heads before it.
    return Float32Array.of(1, 0, 0, 1);
  };
  const survey = surveyOf(setOf({ layers: 1, heads: 4, size: 2 }, read));
  await assert.rejects(run(survey), /no head 2/);
  assert.deepEqual([survey.heads.length, survey.isDone], [2, false]);
  isGone = false;
  asked.length = 0;
  await run(survey);
  assert.deepEqual(asked, [2, 3]);
  assert.deepEqual([survey.heads.length, survey.isDone], [4, true]);
});

test('the largest weight is by magnitude, and it is said where it is', async () => {
  const survey = surveyOf(setOf({ layers: 1, heads: 1, size: 2 }, async () => Float32Array.of(0.25, 0.5, -0.75, 0.75)));
  await run(survey);
  assert.deepEqual([survey.heads[0].largest, survey.heads[0].peak, survey.largest, survey.hasNegative], [0.75, { row: 1, column: 0, weight: -0.75 }, 0.75, true]);
});

test('heads that are masked alike share a mask, whether whole or causal, one after another', async () => {
  const causal = Float32Array.of(1, 0, 0, 0.5, 0.5, 0, 0.25, 0.25, 0.5);
  const whole = new Float32Array(9).fill(1 / 3);
  const survey = surveyOf(setOf({ layers: 1, heads: 5, size: 3 }, async (_, head) => [causal, causal, whole, whole, causal][head]));
  await run(survey);
  const masks = survey.heads.map(({ thumb }) => thumb.attended);
  assert.deepEqual(masks.map((mask) => Array.from(mask ?? []).join('')), ['100110111', '100110111', '111111111', '111111111', '100110111']);
  assert.equal(masks[0], masks[1]);
  assert.equal(masks[2], masks[3]);
});
