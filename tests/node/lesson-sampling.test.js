/** The random vectors of the section on the scale, and their statistics. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { count, dimensions, drawBatches, emptyTally, keysEach, products, summaryOf, writtenTally } from '../../web/site/lesson/scale/sampling.js';

test('the numbers are normal: mean 0, variance 1, no skew, kurtosis 3; the same seed gives the same numbers', () => {
  const drawn = [...drawBatches(512, 3)].flatMap(({ query, key }) => [...query.data, ...key.data]);
  /** @param {number} power */
  const moment = (power) => drawn.reduce((sum, value) => sum + value ** power, 0) / drawn.length;
  // The tolerance is four standard errors of the mean of n powers.
  const slack = 4 / Math.sqrt(drawn.length);
  assert.ok(Math.abs(moment(1)) < slack, `mean ${moment(1)}`);
  assert.ok(Math.abs(moment(2) - 1) < slack * Math.sqrt(2), `variance ${moment(2)}`);
  assert.ok(Math.abs(moment(3)) < slack * Math.sqrt(15), `skew ${moment(3)}`);
  assert.ok(Math.abs(moment(4) - 3) < slack * Math.sqrt(96), `kurtosis ${moment(4)}`);
  assert.ok(drawn.every(Number.isFinite));
  const first = (/** @type {number} */ dimension, /** @type {number} */ seed) => [...drawBatches(dimension, seed)][0].key.data;
  assert.deepEqual(first(8, 5), first(8, 5));
  assert.notDeepEqual(first(8, 5), first(8, 6));
  assert.notDeepEqual(first(8, 5), first(16, 5).subarray(0, first(8, 5).length));
});

test('the variance of the dot product is D, and 1 after the scale, for every D and several seeds', () => {
  for (const seed of [1, 2, 77]) {
    for (const dimension of dimensions.filter((D) => D <= 128)) {
      const { plain, scaled } = writtenTally(dimension, seed);
      assert.equal(plain.scores.length, products);
      const [before, after] = [summaryOf(plain), summaryOf(scaled)];
      // All keys of a query share it, so with D = 1 a sample of 1,024 queries is sometimes off by 5 %.
      assert.ok(Math.abs(before.variance / dimension - 1) < 0.2 / Math.sqrt(dimension) + 0.05, `D ${dimension}: ${before.variance}`);
      assert.ok(Math.abs(before.variance / dimension - after.variance) < 1e-9, `D ${dimension}: ${after.variance}`);
    }
  }
});

test('without the scale softmax saturates as D grows; with it the largest weight and the entropy stay', () => {
  const summaries = [4, 32, 256].map((dimension) => {
    const { plain, scaled } = writtenTally(dimension, 1);
    return { plain: summaryOf(plain), scaled: summaryOf(scaled) };
  });
  const [small, middle, large] = summaries.map(({ plain }) => plain);
  assert.ok(small.largest < middle.largest && middle.largest < large.largest && large.largest > 0.9);
  assert.ok(small.entropy > middle.entropy && middle.entropy > large.entropy && large.entropy < 0.5);
  for (const { scaled } of summaries) {
    assert.ok(Math.abs(scaled.largest - summaries[0].scaled.largest) < 0.05);
    assert.ok(Math.abs(scaled.entropy - summaries[0].scaled.entropy) < 0.15);
  }
});

test('rows are counted one by one', () => {
  const { plain } = emptyTally(2);
  const one = Array.from({ length: keysEach }, (_, key) => (key === 3 ? 1 : 0));
  const even = Array.from({ length: keysEach }, () => 1 / keysEach);
  count(plain, { scores: [...one, ...even], weights: [...one, ...even] });
  assert.deepEqual(plain.largest, [1, 1 / keysEach]);
  assert.deepEqual(plain.entropies, [0, 3]);
  assert.deepEqual(plain.lastWeights, even);
  assert.equal(summaryOf(plain).entropy, 1.5);
});
