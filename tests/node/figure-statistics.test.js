/** The statistics of a figure, compared with sums that are computed in another way. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { difference, entropyBits, headEntropy, isDistribution, largestWeight, mean, ranking, rowEntropies, rowSum, variance } from '../../web/base/statistics.js';
import { createRandom } from './random.js';

const random = createRandom(77);

/** An exact sum in units of 2^-60. @param {ArrayLike<number>} row all float32, of at most 2^20 */
const exactSum = (row) => Number(Array.from(row, (x) => BigInt(x * 2 ** 60)).reduce((a, b) => a + b, 0n)) / 2 ** 60;

/** @param {number} got @param {number} want @param {string} label */
function assertNear(got, want, label) {
  assert.ok(Math.abs(got - want) <= 1e-14 * Math.max(1, Math.abs(want)), `${label}: expected ${want}, got ${got}`);
}

/** Float32 weights in rows that each sum to one. @param {number} rows @param {number} columns */
function distributions(rows, columns) {
  return Float32Array.from(
    Array.from({ length: rows }, () => {
      const row = random.vector(columns, 0, 1).map((x) => x ** 4);
      const sum = row.reduce((a, b) => a + b, 0);
      return row.map((x) => x / sum);
    }).flat(),
  );
}

test('the mean of maps, cell by cell', () => {
  const maps = Array.from({ length: 5 }, () => distributions(3, 7));
  const got = mean(maps);
  assert.equal(got.length, 21);
  got.forEach((value, cell) => assertNear(value, exactSum(maps.map((map) => map[cell])) / 5, `cell ${cell}`));
  for (let row = 0; row < 3; row++) assert.ok(isDistribution(got.subarray(7 * row, 7 * row + 7)), 'the mean of distributions is one');
});

test('the variance is half the mean squared distance of all pairs, far from zero too', () => {
  for (const offset of [0, 1000]) {
    const numbers = random.vector(500, -2, 3).map((x) => Math.fround(x) + offset);
    // The variance is half the mean squared distance of all pairs, which needs no mean.
    const pairs = numbers.reduce((sum, a) => sum + numbers.reduce((total, b) => total + (a - b) ** 2, 0), 0);
    assert.ok(Math.abs(variance(numbers) - pairs / (2 * numbers.length ** 2)) < 1e-9, `${offset}: ${variance(numbers)}`);
  }
  assert.equal(variance([4]), 0);
  assert.equal(variance([1, 3]), 1);
});

test('the difference of maps, cell by cell, with its sign', () => {
  const [map, other] = [distributions(2, 4), distributions(2, 4)];
  difference(map, other).forEach((value, cell) => assert.equal(value, exactSum([map[cell], -other[cell]])));
  assert.deepEqual([...difference([0.25, 1], [0.5, 0])], [-0.25, 1]);
});

test('the largest weight is the first among equals, also among negative ones', () => {
  assert.deepEqual([[0.1, 0.7, 0.2], [0.5, 0.5], [-3, -1, -2], [0]].map(largestWeight), [1, 0, 1, 0]);
  for (let n = 0; n < 100; n++) {
    const row = random.vector(random.integer(1, 40));
    assert.equal(largestWeight(row), row.indexOf(Math.max(...row)));
    assert.equal(largestWeight(row), ranking(row)[0]);
  }
});

test('entropy by row and by head; a row that is no distribution has none and does not count', () => {
  const map = distributions(6, 9);
  const entropies = rowEntropies(map, 9);
  entropies.forEach((entropy, row) => {
    const weights = Array.from(map.subarray(9 * row, 9 * row + 9));
    // -sum w log w by natural logarithms of 1 / w.
    assertNear(entropy, weights.reduce((sum, w) => sum + (w > 0 ? (w * Math.log(1 / w)) / Math.LN2 : 0), 0), `row ${row}`);
    assert.equal(entropy, entropyBits(weights));
  });
  assertNear(headEntropy(map, 9), entropies.reduce((a, b) => a + b, 0) / 6, 'head');
  const mixed = Float64Array.of(0.5, 0.5, 0, 0, 0.25, 0.25, 0.25, 0.25, 3, 0, 0, 0, 2, -1, 0, 0);
  assert.deepEqual([...rowEntropies(mixed, 4)], [1, 2, NaN, NaN]);
  assert.equal(headEntropy(mixed, 4), 1.5);
  assert.ok(Number.isNaN(headEntropy(Float64Array.of(2, 0), 2)), 'no distribution, no entropy');
});

test('a row sum loses no digits', () => {
  const row = Float32Array.from(random.vector(2048, 0, 1));
  assert.equal(rowSum(row), exactSum(row));
  assert.equal(rowSum([1e16, 1, -1e16]), 1);
});
