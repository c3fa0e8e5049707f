/** The measures of a head, compared with small cases by hand and with their plain definitions. */

import test from 'node:test';
import assert from 'node:assert/strict';
import { measures } from '../../web/heads/numbers/measures.js';
import { createRandom } from './random.js';

/** @import { Given, MeasureName } from '../../web/heads/numbers/measures.js' */

const random = createRandom(1906_04341);
const names = /** @type {MeasureName[]} */ (Object.keys(measures));

/** Sums of at most 40 terms of at most 40, in another order than here: each is off by a few 2^-52 of it. */
const rounding = 1e-12;

/** @param {number} got @param {number} expected @param {string} what */
function near(got, expected, what) {
  assert.ok(Math.abs(got - expected) <= rounding, `${what}: expected ${expected}, got ${got}`);
}

/** Every measure of a matrix. @param {number[][]} rows @param {Given} [given] */
function measured(rows, given) {
  const lists = { isSeparator: rows[0].map(() => false), isSpecial: rows[0].map(() => false), ...given };
  return Object.fromEntries(names.map((name) => [name, measures[name].of(Float64Array.from(rows.flat()), rows.length, rows[0].length, lists)]));
}

test('three tokens, by hand', () => {
  const rows = [[0.5, 0.5, 0], [0.25, 0.25, 0.5], [0, 0, 1]];
  const got = measured(rows, { isSeparator: [false, false, true], isSpecial: [true, false, true] });
  /** @type {[MeasureName, number, number][]} */
  const expected = [
    ['entropy', (1 + 1.5 + 0) / 3, 3], ['distance', (0.5 + 0.75 + 0) / 3, 3], ['first', (0.5 + 0.25 + 0) / 3, 3],
    // The first token has none before it, the last none after it.
    ['previous', (0.25 + 0) / 2, 2], ['same', (0.5 + 0.25 + 1) / 3, 3], ['next', (0.5 + 0.5) / 2, 2],
    ['separators', (0 + 0.5 + 1) / 3, 3], ['specials', (0.5 + 0.75 + 1) / 3, 3],
  ];
  assert.deepEqual(names, expected.map(([name]) => name));
  for (const [name, value, count] of expected) {
    near(got[name].value, value, name);
    assert.deepEqual(got[name], { value: got[name].value, rows: count, emptyRows: 0, invalidRows: 0, isNormalized: false });
  }
});

test('two queries that are the last of four keys, by hand', () => {
  const got = measured([[0.1, 0.2, 0.7, 0], [0.4, 0.3, 0.2, 0.1]], { offset: 2 });
  near(got.same.value, (0.7 + 0.1) / 2, 'same');
  near(got.previous.value, (0.2 + 0.2) / 2, 'previous');
  assert.deepEqual([got.next.value, got.next.rows], [0, 1]);
  near(got.distance.value, (0.1 * 2 + 0.2 + 0.4 * 3 + 0.3 * 2 + 0.2) / 2, 'distance');
  const none = measured([[1]], { offset: 5 });
  assert.deepEqual([none.same.value, none.same.rows, none.distance.value], [NaN, 0, 5]);
});

test('rows are divided by their sums, and it is said where that is more than rounding', () => {
  const got = measured([[2, 2, 0], [0, 0.25, 0]]);
  assert.deepEqual([got.entropy.value, got.entropy.isNormalized, got.first.value, got.next.value], [0.5, true, 0.25, 0.25]);
  assert.equal(measured([[2, 2], [0.5, 0.5]]).first.isNormalized, true);
  assert.equal(measured([[0.5 + 2 ** -9, 0.5]]).first.isNormalized, false);
  assert.equal(measured([[0.5 + 2 ** -7, 0.5]]).first.isNormalized, true);
  near(measured([[0.5 + 2 ** -9, 0.5]]).first.value, (0.5 + 2 ** -9) / (1 + 2 ** -9), 'also without saying');
});

test('rows without weights, and rows that are none, are left out and counted', () => {
  const rows = [[0, 0], [NaN, 1], [-0.5, 1.5], [Infinity, 0], [0.75, 0.25]];
  const { first } = measured(rows);
  assert.deepEqual(first, { value: 0.75, rows: 1, emptyRows: 1, invalidRows: 3, isNormalized: false });
  const { entropy } = measured([[0, 0]]);
  assert.deepEqual(entropy, { value: NaN, rows: 0, emptyRows: 1, invalidRows: 0, isNormalized: false });
});

test('what a mask hides does not count, whatever is there', () => {
  const rows = [[0.25, 0.75, NaN], [9, 0.5, 0.5], [-1, 2, 3]];
  const mask = [1, 1, 0, 0, 1, 1, 0, 0, 0];
  for (const given of [mask, mask.map(Boolean), Uint8Array.from(mask)]) {
    const { first, entropy } = measured(rows, { mask: given });
    assert.deepEqual([first.value, first.rows, first.emptyRows, first.invalidRows, first.isNormalized], [0.125, 2, 1, 0, false]);
    near(entropy.value, (2 * 0.25 + 0.75 * Math.log2(4 / 3) + 1) / 2, 'entropy');
  }
});

/** Plain definitions, one row at a time. @type {Record<MeasureName, (row: number[], i: number, given: Required<Given>) => number | undefined>} */
const definitions = {
  entropy: (row) => row.reduce((sum, w) => sum + (w > 0 ? (w * Math.log(1 / w)) / Math.LN2 : 0), 0),
  distance: (row, i, { offset }) => row.reduceRight((sum, w, j) => sum + w * Math.abs(i + offset - j), 0),
  first: ([w]) => w,
  previous: (row, i, { offset }) => row[i + offset - 1],
  same: (row, i, { offset }) => row[i + offset],
  next: (row, i, { offset }) => row[i + offset + 1],
  separators: (row, i, { isSeparator }) => row.filter((_, j) => isSeparator[j]).reduce((a, b) => a + b, 0),
  specials: (row, i, { isSpecial }) => row.filter((_, j) => isSpecial[j]).reduce((a, b) => a + b, 0),
};

test('each measure is its definition, for any sizes, masks and offsets, from float32 too', () => {
  for (let round = 0; round < 200; round++) {
    const [rows, columns] = [random.integer(1, 30), random.integer(1, 40)];
    const matrix = random.pick([Float32Array, Float64Array]).from(random.vector(rows * columns, 0, 1).map((weight) => weight ** 6));
    const given = {
      mask: Array.from(matrix, () => random.chance(0.7)), offset: random.integer(-3, 12),
      isSeparator: Array.from({ length: columns }, () => random.chance(0.2)), isSpecial: Array.from({ length: columns }, () => random.chance(0.4)),
    };
    const seen = Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => (given.mask[i * columns + j] ? matrix[i * columns + j] : 0)));
    for (const name of names) {
      const values = seen.flatMap((row, i) => {
        const sum = row.reduce((a, b) => a + b, 0);
        return sum === 0 ? [] : definitions[name](row.map((w) => w / sum), i, given) ?? [];
      });
      const got = measures[name].of(matrix, rows, columns, given);
      assert.equal(got.rows, values.length, name);
      if (values.length === 0) assert.ok(Number.isNaN(got.value), name);
      else near(got.value, values.reduce((a, b) => a + b, 0) / values.length, name);
    }
  }
});

test('a range holds every value, and its ends are reached', () => {
  const [rows, columns] = [4, 8];
  const even = new Float64Array(rows * columns).fill(1 / 8);
  assert.deepEqual(measures.entropy.range(rows, columns), [0, 3]);
  assert.equal(measures.entropy.of(even, rows, columns).value, 3);
  for (const offset of [-2, 0, 4, 9]) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const mask = new Uint8Array(rows * columns);
        mask[row * columns + column] = 1;
        const [low, high] = measures.distance.range(rows, columns, offset);
        const { value } = measures.distance.of(even, rows, columns, { mask, offset });
        assert.ok(value >= low && value <= high, `${value} in ${low}..${high}`);
      }
    }
  }
  assert.deepEqual([measures.distance.range(4, 8), measures.distance.range(4, 8, 4), measures.distance.range(4, 8, -2)], [[0, 7], [0, 7], [0, 9]]);
  assert.deepEqual(names.map((name) => measures[name].unit), ['bits', 'tokens', 'share', 'share', 'share', 'share', 'share', 'share']);
  for (const name of names.slice(2)) assert.deepEqual(measures[name].range(rows, columns), [0, 1]);
});

test('wrong sizes are errors that say what was expected and what came', () => {
  const matrix = new Float32Array(6);
  /** @type {[MeasureName, any[], string][]} */
  const wrong = [
    ['entropy', [matrix, 2, 4], 'matrix: expected 8 cells for [2,4], got 6'],
    ['first', [undefined, 2, 4], 'matrix: expected 8 cells for [2,4], got nothing'],
    ['first', [matrix, 0, 4], 'rows: expected a whole number from 1 on, got 0'],
    ['first', [matrix, 2, 2.5], 'columns: expected a whole number from 1 on, got 2.5'],
    ['distance', [matrix, 2, 3, { mask: [1] }], 'mask: expected 6 cells for [2,3], got 1'],
    ['same', [matrix, 2, 3, { offset: 0.5 }], 'offset: expected a whole number, got 0.5'],
    ['specials', [matrix, 2, 3], 'isSpecial: expected 3 truth values, one for each column, got nothing'],
    ['separators', [matrix, 2, 3, { isSeparator: [true] }], 'isSeparator: expected 3 truth values, one for each column, got 1'],
  ];
  for (const [name, given, message] of wrong) {
    assert.throws(() => /** @type {any} */ (measures[name].of)(...given), { name: 'RangeError', message });
  }
});
