/** Matrices with keys left out, with pieces joined, made smaller, and their causal masks: by hand, and by plain definitions. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { causalMask, isCausal } from '../../web/heads/numbers/causal.js';
import { joinMatrix } from '../../web/heads/numbers/join.js';
import { pooled, pooledMask } from '../../web/heads/numbers/pool.js';
import { withoutKeys } from '../../web/heads/numbers/without.js';
import { createRandom, nest } from './random.js';

const random = createRandom(7_331);

/** Sums of at most 40 terms of at most 1: each is off by a few 2^-53. */
const rounding = 1e-12;

/** @param {ArrayLike<number>} got @param {ArrayLike<number>} expected @param {string} [what] */
function near(got, expected, what = '') {
  assert.equal(got.length, expected.length, what);
  for (let at = 0; at < got.length; at++) assert.ok(Math.abs(got[at] - expected[at]) <= rounding, `${what} ${at}: expected ${expected[at]}, got ${got[at]}`);
}

/** Rows that sum to 1. @param {number} rows @param {number} columns */
function distributions(rows, columns) {
  return Float64Array.from(Array.from({ length: rows }, () => {
    const row = random.vector(columns, 0, 1).map((x) => x ** 4);
    return row.map((x) => x / row.reduce((a, b) => a + b));
  }).flat());
}

/** @param {Float64Array} matrix @param {number} columns */
const sumsOf = (matrix, columns) => Array.from({ length: matrix.length / columns }, (_, row) => matrix.subarray(row * columns, (row + 1) * columns).reduce((a, b) => a + b, 0));

/** @param {number} count @returns {{ indices: number[] }[]} consecutive ones, of one to four indices */
function groups(count) {
  const result = [];
  for (let next = 0; next < count;) {
    const end = Math.min(count, next + random.integer(1, 4));
    result.push({ indices: Array.from({ length: end - next }, (_, at) => next + at) });
    next = end;
  }
  return result;
}

/** @param {() => unknown} call @param {string} message */
const fails = (call, message) => assert.throws(call, { name: 'RangeError', message });

test('without the first key and a separator, by hand; a row with nothing else is empty', () => {
  const matrix = Float32Array.of(0.5, 0.25, 0.25, 0, 0.75, 0, 0.125, 0.125, 0.5, 0, 0, 0.5);
  const { matrix: left, columns, isEmpty } = withoutKeys(matrix, 3, 4, [true, false, false, true]);
  assert.deepEqual([...left], [0.5, 0.5, 0, 1, 0, 0]);
  assert.deepEqual([columns, isEmpty], [[1, 2], [false, false, true]]);
});

test('without keys: all rows that remain sum to 1, in their old proportions', () => {
  for (let round = 0; round < 50; round++) {
    const [rows, columns] = [random.integer(1, 20), random.integer(1, 20)];
    const matrix = distributions(rows, columns);
    const isLeftOut = Array.from({ length: columns }, () => random.chance(0.4));
    const { matrix: left, columns: kept, isEmpty } = withoutKeys(matrix, rows, columns, isLeftOut);
    assert.deepEqual(kept, isLeftOut.flatMap((isOut, column) => (isOut ? [] : [column])));
    assert.deepEqual(isEmpty, Array(rows).fill(kept.length === 0));
    if (kept.length === 0) continue;
    near(sumsOf(left, kept.length), Array(rows).fill(1));
    const expected = nest({ data: matrix, shape: [rows, columns] }).flatMap((row) => {
      const rest = row.filter((/** @type {number} */ _, /** @type {number} */ column) => !isLeftOut[column]);
      return rest.map((/** @type {number} */ weight) => weight / rest.reduceRight((/** @type {number} */ a, /** @type {number} */ b) => a + b));
    });
    near(left, expected);
  }
});

test('a row that cannot be divided is empty and holds no NaN', () => {
  const { matrix, isEmpty } = withoutKeys(Float32Array.of(1, NaN, 1, 1, Infinity, 1, 1, -1, 0, 0, 0.5, 0), 4, 3, [true, false, false]);
  assert.deepEqual([[...matrix], isEmpty], [[0, 0, 0, 0, 0, 0, 1, 0], [true, true, true, false]]);
  fails(() => withoutKeys(new Float32Array(4), 2, 2, [true]), 'isLeftOut: expected 2 truth values, one for each column, got 1');
  fails(() => withoutKeys(new Float32Array(4), 2, 3, [true]), 'matrix: expected 6 cells for [2,3], got 4');
});

test('pieces joined to words, by hand: weights into a word are added, those out of it averaged', () => {
  const matrix = Float64Array.of(0.25, 0.25, 0.5, 0.125, 0.625, 0.25, 0.375, 0.375, 0.25);
  const words = [{ indices: [0] }, { indices: [1, 2] }];
  assert.deepEqual([...joinMatrix(matrix, 3, 3, words, words)], [0.25, 0.75, 0.25, 0.75]);
  assert.deepEqual([...joinMatrix(Float32Array.of(1, 2, 4, 8, 16, 32), 3, 2, [{ indices: [2, 0] }, { indices: [1] }], [{ indices: [1] }, { indices: [0] }])], [17, 8.5, 8, 4]);
});

test('joined rows still sum to 1, and are the definition', () => {
  for (let round = 0; round < 50; round++) {
    const [rows, columns] = [random.integer(1, 25), random.integer(1, 25)];
    const matrix = distributions(rows, columns);
    const [rowGroups, columnGroups] = [groups(rows), groups(columns)];
    const got = joinMatrix(matrix, rows, columns, rowGroups, columnGroups);
    near(sumsOf(got, columnGroups.length), rowGroups.map(() => 1));
    const expected = rowGroups.flatMap((from) => columnGroups.map((into) => {
      const sums = from.indices.map((row) => into.indices.reduceRight((sum, column) => sum + matrix[row * columns + column], 0));
      return sums.reduce((a, b) => a + b) / sums.length;
    }));
    near(got, expected);
    const alone = (/** @type {number} */ count) => Array.from({ length: count }, (_, index) => ({ indices: [index] }));
    assert.deepEqual(joinMatrix(matrix, rows, columns, alone(rows), alone(columns)), matrix);
  }
});

test('groups that leave an index out or name it twice are errors', () => {
  const join = (/** @type {number[][]} */ rows, /** @type {number[][]} */ columns) => () => joinMatrix(new Float32Array(6), 2, 3, rows.map((indices) => ({ indices })), columns.map((indices) => ({ indices })));
  fails(join([[0]], [[0, 1, 2]]), 'rowGroups: expected each index from 0 to 1 in one group, got 1 in none');
  fails(join([[0, 1]], [[0, 1], [1, 2]]), 'columnGroups: expected each index from 0 to 2 in one group, got 1 in group 1');
  fails(join([[0, 1]], [[0, 1, 2, 3]]), 'columnGroups: expected each index from 0 to 2 in one group, got 3 in group 0');
  fails(join([[0, 1], []], [[0, 1, 2]]), 'rowGroups: expected an index in every group, got none in group 1');
  fails(() => joinMatrix(new Float32Array(5), 2, 3, [], []), 'matrix: expected 6 cells for [2,3], got 5');
});

test('pooled, by hand: the largest of each block, by magnitude and with its sign', () => {
  const matrix = Float32Array.of(
    1, 2, 3, 4, 5,
    6, -7, 0, 0, 0,
    0, 0, 0.5, -0.25, 0,
  );
  assert.deepEqual(pooled(matrix, 3, 5, 2, 2), { matrix: Float64Array.of(2, 5, -7, 0.5), rows: 2, columns: 2 });
  assert.deepEqual(pooled(matrix, 3, 5, 1, 9), { matrix: Float64Array.of(6, -7, 3, 4, 5), rows: 1, columns: 5 });
  assert.deepEqual(pooled(matrix, 3, 5, 3, 5), { matrix: Float64Array.from(matrix), rows: 3, columns: 5 });
  assert.deepEqual([...pooled(Float32Array.of(NaN, 9, 9, NaN, 9, 9), 1, 6, 1, 3).matrix], [NaN, NaN, 9]);
});

test('pooled, and its mask: each block is a rectangle of the matrix, as equal as whole numbers allow', () => {
  for (let round = 0; round < 100; round++) {
    const [rows, columns, mostRows, mostColumns] = Array.from({ length: 4 }, () => random.integer(1, 40));
    const matrix = Float32Array.from(random.vector(rows * columns));
    const got = pooled(matrix, rows, columns, mostRows, mostColumns);
    assert.deepEqual([got.rows, got.columns], [Math.min(rows, mostRows), Math.min(columns, mostColumns)]);
    const blockOf = (/** @type {number} */ index, /** @type {number} */ count, /** @type {number} */ blocks) => Math.floor(((index + 1) * blocks - 1) / count);
    /** @type {number[][]} */
    const cells = Array.from(got.matrix, () => []);
    matrix.forEach((_, at) => cells[blockOf(Math.floor(at / columns), rows, got.rows) * got.columns + blockOf(at % columns, columns, got.columns)].push(at));
    const sizes = cells.map(({ length }) => length);
    assert.ok(Math.min(...sizes) >= Math.floor(rows / got.rows) * Math.floor(columns / got.columns));
    assert.ok(Math.max(...sizes) <= Math.ceil(rows / got.rows) * Math.ceil(columns / got.columns));
    const farthest = (/** @type {number[]} */ block) => block.map((at) => matrix[at]).sort((a, b) => Math.abs(b) - Math.abs(a))[0];
    assert.deepEqual([...got.matrix], cells.map(farthest));
    const mask = Array.from(matrix, () => random.chance(0.1));
    const attended = pooledMask(random.pick([mask, Uint8Array.from(mask, Number)]), rows, columns, mostRows, mostColumns);
    assert.deepEqual(attended, { mask: Uint8Array.from(cells.map((block) => Number(block.some((at) => mask[at])))), rows: got.rows, columns: got.columns });
  }
});

test('wrong sizes of a pool are errors', () => {
  fails(() => pooled(new Float32Array(6), 2, 3, 0, 4), 'mostRows: expected a whole number from 1 on, got 0');
  fails(() => pooled(new Float32Array(6), 2, 3, 1, NaN), 'mostColumns: expected a whole number from 1 on, got NaN');
  fails(() => pooled(new Float32Array(7), 2, 3, 1, 1), 'matrix: expected 6 cells for [2,3], got 7');
  fails(() => pooledMask(new Uint8Array(7), 2, 3, 1, 1), 'mask: expected 6 cells for [2,3], got 7');
});

/** @type {[string, number[][], number[][] | null][]} */
const masks = [
  ['causal', [[1, 0, 0], [0.5, 0.5, 0], [0.2, 0.3, 0.5]], [[1, 0, 0], [1, 1, 0], [1, 1, 1]]],
  ['the last queries of four keys', [[0.5, 0.25, 0.25, 0], [0.25, 0.25, 0.25, 0.25]], [[1, 1, 1, 0], [1, 1, 1, 1]]],
  ['more queries than keys', [[0, 0], [1, 0], [0.5, 0.5]], [[0, 0], [1, 0], [1, 1]]],
  ['no weight before the last token', [[1, 0], [0, 1]], [[1, 0], [1, 1]]],
  ['a small weight on a later key', [[1, 1e-30], [0.5, 0.5]], null],
  ['a negative weight on a later key', [[1, -1], [0.5, 0.5]], null],
  ['no number on a later key', [[1, NaN], [0.5, 0.5]], null],
  ['a query without weights', [[0, 0], [0.5, 0.5]], null],
  ['one query: nothing is later', [[0.5, 0.5]], null],
  ['zeros below the diagonal', [[1, 0, 0], [0.5, 0.5, 0]], [[1, 1, 0], [1, 1, 1]]],
];

for (const [what, rows, attended] of masks) {
  test(`causal or not: ${what}`, () => {
    const given = /** @type {const} */ ([Float32Array.from(rows.flat()), rows.length, rows[0].length]);
    assert.equal(isCausal(...given), attended !== null);
    if (attended) assert.deepEqual(causalMask(rows.length, rows[0].length), Uint8Array.from(attended.flat()));
  });
}

test('a causal mask of the wrong size is an error', () => {
  fails(() => isCausal(new Float32Array(5), 2, 2), 'matrix: expected 4 cells for [2,2], got 5');
});
