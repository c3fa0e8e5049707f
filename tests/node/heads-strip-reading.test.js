/** One query in every head: of large files no more is read for it than its rows, and its numbers are those of the whole matrices. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { detailOf } from '../../web/heads/state/detail.js';
import { openedFiles } from '../../web/heads/state/opening.js';
import { Preparation } from '../../web/heads/state/preparing.js';
import { Survey } from '../../web/heads/state/survey.js';
import { firstView } from '../../web/heads/state/view-state.js';
import { npy, safetensors, zip } from './heads-written.js';
import { WatchedBlob } from './watched-blob.js';

/**
 * @import { OpenSet } from '../../web/heads/files/axes.js'
 * @import { ViewState } from '../../web/heads/state/view-state.js'
 */

const [layers, heads, size] = [2, 3, 1200];
const shape = [layers, heads, size, size];

/** @param {number} index of a head @returns {boolean} */
const isCausal = (index) => index % 2 === 1;

/** @param {number} index of a head @param {number} row @param {number} column @returns {number} a weight that float32 holds */
const weightAt = (index, row, column) => (isCausal(index) && column > row ? 0 : (1 + (index + 7 * row + 13 * column) % 97) / 128);

const numbers = new Float32Array(layers * heads * size * size);
for (let at = 0; at < numbers.length; at++) numbers[at] = weightAt(Math.floor(at / size / size), Math.floor(at / size) % size, at % size);

const whole = numbers.byteLength;
const rows = layers * heads * size * numbers.BYTES_PER_ELEMENT;

const written = npy('<f4', shape, numbers);

const files = {
  'a.npy': written,
  'a.npz': zip({ 'attentions.npy': written }),
  'a.safetensors': safetensors({ attentions: { dtype: 'F32', shape, data_offsets: [0, whole] } }, new Uint8Array(numbers.buffer)),
};

/** @param {keyof typeof files} name */
async function opened(name) {
  const file = WatchedBlob.named(name, [files[name]]);
  const { sets: [set] } = await openedFiles([file]);
  return { file, set };
}

/** @param {OpenSet} set @param {Partial<ViewState>} [change] */
const preparationOf = (set, change) => new Preparation(set, { ...firstView, ...change });

/** @param {OpenSet} set @param {Preparation} preparation @param {Partial<ViewState>} change */
async function stripOf(set, preparation, change) {
  const { strip } = await detailOf(set, preparation, { ...firstView, view: 'token', ...change }, { signal: new AbortController().signal, onProgress: () => {} });
  assert.ok(strip);
  return strip;
}

/** @param {WatchedBlob} file @param {() => Promise<unknown>} act @returns {Promise<number>} bytes that are read meanwhile */
async function bytesRead(file, act) {
  file.reads.length = 0;
  await act();
  return file.reads.reduce((sum, bytes) => sum + bytes, 0);
}

/** @param {{ values: Float64Array, attended: Uint8Array }} strip @param {number} row */
function assertStrip({ values, attended }, row) {
  const every = Array.from({ length: layers * heads * size }, (_, at) => [Math.floor(at / size), at % size]);
  assert.deepEqual(values, Float64Array.from(every, ([index, column]) => weightAt(index, row, column)));
  assert.deepEqual(attended, Uint8Array.from(every, ([index, column]) => Number(!isCausal(index) || column <= row)));
}

for (const name of /** @type {(keyof typeof files)[]} */ (Object.keys(files))) {
  test(`${name}: the first query reads every matrix, which says what is masked, and the next ones only their rows`, async () => {
    const { file, set } = await opened(name);
    const preparation = preparationOf(set);
    assert.ok(whole > 1 << 25, 'files of fewer bytes are held in memory');
    assert.equal(await bytesRead(file, async () => assertStrip(await stripOf(set, preparation, { query: 5 }), 5)), whole);
    for (const query of [700, 0, size - 1]) {
      assert.equal(await bytesRead(file, async () => assertStrip(await stripOf(set, preparation, { query }), query)), rows, `query ${query}`);
    }
  });
}

test('once the grid has read every matrix, the first query reads only its rows', async () => {
  const { file, set } = await opened('a.npy');
  const preparation = preparationOf(set);
  await new Survey(set, preparation, { across: 8, high: 8 }, 0).run(new AbortController().signal, () => {});
  assert.equal(await bytesRead(file, async () => assertStrip(await stripOf(set, preparation, { query: 3 }), 3)), rows);
});

/** Small ones, with pieces to join and tokens to leave out. @type {{ tokens: string[], attentions: number[][][][] }} */
const small = { tokens: ['[CLS]', 'tea', '##pot', '[SEP]'], attentions: [[matrixOf(4, 1), matrixOf(4, 2)]] };

/** @param {number} length @param {number} head */
function matrixOf(length, head) {
  return Array.from({ length }, (_, row) => Array.from({ length }, (__, column) => (1 + (3 * row + 5 * column + head) % 11) / 64));
}

/** @param {object} data @returns {Promise<OpenSet>} */
const setFrom = async (data) => (await openedFiles([WatchedBlob.named('a.json', [JSON.stringify(data)])])).sets[0];

test('where tokens are joined or left out, a row is made of whole matrices, the second time too', async () => {
  const set = await setFrom(small);
  const sided = await setFrom({ queries: small.tokens, keys: ['a', 'b', 'c', 'd'], attentions: small.attentions });
  for (const [of, change] of /** @type {[OpenSet, Partial<ViewState>][]} */ ([
    [set, { words: true }], [set, { withoutFirst: true }], [set, { withoutSpecials: true }], [sided, { withoutSpecials: true }], [sided, { words: true }],
  ])) {
    const unread = { ...of, readRow: async () => assert.fail(`a row alone: ${JSON.stringify(change)}`) };
    const preparation = preparationOf(of, change);
    for (const query of [0, 1]) {
      const { values } = await stripOf(unread, preparation, { ...change, query });
      const matrices = await Promise.all([0, 1].map(async (head) => preparation.prepare(await of.read(0, head))));
      const expected = matrices.flatMap(({ values: all, columns }) => [...all.subarray(query * columns, (query + 1) * columns)]);
      assert.deepEqual([...values], expected, JSON.stringify(change));
    }
  }
});

test('each batch says for itself what is masked', async () => {
  const causal = [[1, 0], [0.5, 0.5]];
  const batches = [[[[[0.5, 0.5], [0.25, 0.75]]], [causal]]];
  const set = (await openedFiles([WatchedBlob.named('a.json', [JSON.stringify({ attentions: batches })])])).sets[0];
  assert.deepEqual([set.batches, set.layers, set.heads], [2, 1, 1]);
  const preparation = preparationOf(set);
  /** @param {number} batch @param {number} query */
  const seen = async (batch, query) => {
    const { values, attended } = await stripOf(set, preparation, { batch, query });
    return [...values, ...attended];
  };
  for (const query of [1, 0, 0]) await seen(0, query);
  assert.deepEqual([await seen(1, 0), await seen(0, 0), await seen(1, 0), await seen(0, 1)], [[1, 0, 1, 0], [0.5, 0.5, 1, 1], [1, 0, 1, 0], [0.25, 0.75, 1, 1]]);
});
