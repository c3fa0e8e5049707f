/** A head as it is shown, joined to words and without some tokens, against plain definitions in float64. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { Preparation } from '../../web/heads/state/preparing.js';
import { randomHeads, seenOf, setOf } from './heads-sets.js';

/** @import { Matrix } from './heads-sets.js' */

/** Sums of at most 12 numbers in float64. */
const rounding = 1e-14;

const plain = { words: false, withoutFirst: false, withoutSpecials: false };

/** @param {ArrayLike<number>} got @param {Matrix} expected */
function near(got, expected) {
  const truth = expected.flat();
  assert.equal(got.length, truth.length);
  truth.forEach((value, at) => assert.ok(Math.abs(got[at] - value) <= rounding, `${at}: expected ${value}, got ${got[at]}`));
}

const pieces = ['[CLS]', 'un', '##believ', '##able', 'tea', '[SEP]'];
const [[matrix]] = randomHeads({ layers: 1, heads: 1, rows: 6, columns: 6 });
const set = setOf({ matrices: [[[matrix]]], queries: pieces, keys: pieces });
const words = [[0], [1, 2, 3], [4], [5]];

/** @param {Partial<typeof plain>} view */
async function prepared(view, of = set) {
  const preparation = new Preparation(of, { ...plain, ...view });
  return { preparation, shown: preparation.prepare(await of.read(0, 0)) };
}

test('as it is: the numbers themselves, all attended, and pieces as a reader understands them', async () => {
  const { preparation, shown } = await prepared({});
  near(shown.values, matrix);
  assert.deepEqual([shown.rowWords, shown.columnWords], [pieces, pieces]);
  assert.ok(shown.attended.every((one) => one === 1));
  assert.deepEqual([preparation.isJoined, preparation.isHiding, shown.emptyRows], [false, false, 0]);
});

test('joined to words', async () => {
  const { preparation, shown } = await prepared({ words: true });
  near(shown.values, seenOf(matrix, { rowGroups: words, columnGroups: words }));
  assert.deepEqual(shown.rowWords, ['[CLS]', 'unbelievable', 'tea', '[SEP]']);
  assert.deepEqual([preparation.isJoined, preparation.isHiding, shown.rows, shown.columns], [true, false, 4, 4]);
});

test('without the first token: as a key only', async () => {
  const { preparation, shown } = await prepared({ withoutFirst: true });
  near(shown.values, seenOf(matrix, { hiddenColumns: [0] }));
  assert.deepEqual([shown.rowWords, shown.columnWords], [pieces, pieces.slice(1)]);
  assert.deepEqual([preparation.isHiding, preparation.rows, preparation.columns], [true, 6, 5]);
});

test('without special tokens: as queries and as keys; joined to words too', async () => {
  near((await prepared({ withoutSpecials: true })).shown.values, seenOf(matrix, { hiddenRows: [0, 5], hiddenColumns: [0, 5] }));
  const { shown } = await prepared({ withoutSpecials: true, words: true });
  near(shown.values, seenOf(matrix, { rowGroups: words, columnGroups: words, hiddenRows: [0, 3], hiddenColumns: [0, 3] }));
  assert.deepEqual([shown.rowWords, shown.columnWords], [['unbelievable', 'tea'], ['unbelievable', 'tea']]);
});

test('a causal mask is found, joined and cut like the numbers; a query with nothing left is counted', async () => {
  const [[causal]] = randomHeads({ layers: 1, heads: 1, rows: 6, columns: 6, isCausal: true });
  const of = setOf({ matrices: [[[causal]]], queries: pieces, keys: pieces });
  const seen = (/** @type {Uint8Array} */ attended, /** @type {number} */ columns) =>
    Array.from({ length: attended.length / columns }, (_, row) => attended.subarray(row * columns, (row + 1) * columns).join(''));
  assert.deepEqual(seen((await prepared({}, of)).shown.attended, 6), ['100000', '110000', '111000', '111100', '111110', '111111']);
  assert.deepEqual(seen((await prepared({ words: true }, of)).shown.attended, 4), ['1000', '1100', '1110', '1111']);
  const { shown } = await prepared({ withoutFirst: true }, of);
  assert.deepEqual(seen(shown.attended, 5), ['00000', '10000', '11000', '11100', '11110', '11111']);
  assert.equal(shown.emptyRows, 1);
  assert.ok(shown.values.subarray(0, 5).every((weight) => weight === 0));
});

test('where nothing would be left, nothing is hidden; tokens without names are numbered', async () => {
  const single = setOf({ matrices: [[[[[1]]]]], queries: ['[CLS]'], keys: ['[CLS]'] });
  const { preparation, shown } = await prepared({ withoutFirst: true, withoutSpecials: true }, single);
  assert.deepEqual([preparation.isHiding, [...shown.values]], [false, [1]]);
  assert.deepEqual((await prepared({}, setOf({ matrices: [[[[[1, 0]]]]] }))).shown.columnWords, ['0', '1']);
});

test('queries and keys may be other tokens: each side is joined and cut by its own', async () => {
  const keys = ['▁the', '▁c', 'at', '</s>'];
  const [[cross]] = randomHeads({ layers: 1, heads: 1, rows: 6, columns: 4 });
  const of = setOf({ matrices: [[[cross]]], kind: 'cross', queries: pieces, keys });
  const { shown } = await prepared({ words: true, withoutSpecials: true }, of);
  near(shown.values, seenOf(cross, { rowGroups: words, columnGroups: [[0], [1, 2], [3]], hiddenRows: [0, 3], hiddenColumns: [2] }));
  assert.deepEqual([shown.rowWords, shown.columnWords], [['unbelievable', 'tea'], ['the', 'cat']]);
});

test('special tokens among the queries alone: their rows are left out, and the weights of the others stay', async () => {
  const queries = ['<s>', 'ja', 'nein'];
  const keys = ['tea', 'pot'];
  const [[cross]] = randomHeads({ layers: 1, heads: 1, rows: 3, columns: 2 });
  const { preparation, shown } = await prepared({ withoutSpecials: true }, setOf({ matrices: [[[cross]]], kind: 'cross', queries, keys }));
  assert.deepEqual([...shown.values], cross.slice(1).flat());
  assert.deepEqual([shown.rowWords, shown.columnWords, shown.rows, shown.columns], [['ja', 'nein'], keys, 2, 2]);
  assert.deepEqual([preparation.isHiding, shown.emptyRows, shown.attended.length], [false, 0, 4]);
});
