// Which axis is what, which arrays are layers of one set, and whose words are whose.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setsOf } from '../../web/heads/files/axes.js';
import { readArrays } from '../../web/heads/files/read-arrays.js';
import { fileOf, npy, refused, zip } from './heads-written.js';

/** @param {number[]} shape @param {number} [first] its numbers count up from here */
function counting(shape, first = 0) {
  const length = shape.reduce((product, size) => product * size, 1);
  return npy('<f4', shape, Float32Array.from({ length }, (_, i) => first + i));
}

/** @param {Record<string, Uint8Array>} members by names without endings */
async function arraysOf(members) {
  const named = Object.fromEntries(Object.entries(members).map(([name, content]) => [`${name}.npy`, content]));
  return (await readArrays([fileOf('a.npz', zip(named))])).arrays;
}

/** @param {import('../../web/heads/files/axes.js').AttentionSet} set */
const sizesOf = ({ layers, batches, heads, rows, columns }) => ({ layers, batches, heads, rows, columns });

test('five axes: layers, batch, heads, queries, keys', async () => {
  const { sets: [set], questions } = setsOf(await arraysOf({ attentions: counting([2, 3, 4, 5, 6]) }));
  assert.deepEqual([sizesOf(set), questions], [{ layers: 2, batches: 3, heads: 4, rows: 5, columns: 6 }, []]);
  const start = ((1 * 3 + 2) * 4 + 3) * 30;
  assert.deepEqual(await set.read(1, 3, 2), Float32Array.from({ length: 30 }, (_, i) => start + i));
});

test('four axes are asked: layers and heads first, batch and heads second', async () => {
  const arrays = await arraysOf({ attentions: counting([2, 3, 2, 2]) });
  const { sets: [set], questions } = setsOf(arrays);
  assert.deepEqual(questions, [{ name: 'attentions', shape: [2, 3, 2, 2], readings: ['layers heads', 'batch heads'] }]);
  assert.deepEqual(sizesOf(set), { layers: 2, batches: 1, heads: 3, rows: 2, columns: 2 });
  assert.deepEqual([...await set.read(1, 2)], [20, 21, 22, 23]);
  const { sets: [other], questions: open } = setsOf(arrays, { axes: { attentions: 'batch heads' } });
  assert.deepEqual([sizesOf(other), open], [{ layers: 1, batches: 2, heads: 3, rows: 2, columns: 2 }, []]);
  assert.deepEqual([...await other.read(0, 2, 1)], [20, 21, 22, 23]);
});

test('three axes are asked: heads first, layers second; two are one matrix', async () => {
  const arrays = await arraysOf({ attn: counting([3, 2, 2]), one: counting([2, 3]) });
  const { sets, questions } = setsOf(arrays);
  assert.deepEqual(questions, [{ name: 'attn', shape: [3, 2, 2], readings: ['heads', 'layers'] }]);
  assert.deepEqual(sets.map(({ layers, heads, rows, columns }) => [layers, heads, rows, columns]), [[1, 3, 2, 2], [1, 1, 2, 3]]);
  assert.deepEqual([...await sets[0].read(0, 2)], [8, 9, 10, 11]);
  const { sets: [layered] } = setsOf(arrays, { axes: { attn: 'layers' } });
  assert.deepEqual([layered.layers, layered.heads, ...await layered.read(2, 0)], [3, 1, 8, 9, 10, 11]);
});

test('an axis of 1 is no question', async () => {
  const { sets, questions } = setsOf(await arraysOf({ a: counting([1, 3, 2, 2]), b: counting([1, 2, 2]) }));
  assert.deepEqual([sets.map(({ layers, batches, heads }) => [layers, batches, heads]), questions], [[[1, 1, 3], [1, 1, 1]], []]);
});

for (const [names, called] of /** @type {[string[], string][]} */ ([
  [['attentions_10', 'attentions_9', 'attentions_0'], 'attentions'], [['layer.3.attn2', 'layer.12.attn2', 'layer.1.attn2'], 'layer.attn2'], [['arr_2', 'arr_0', 'arr_1'], 'arr'], [['10', '9', '1'], 'attentions'],
])) {
  test(`layers by their numbers: ${names.join(', ')}`, async () => {
    const arrays = await arraysOf(Object.fromEntries(names.map((name) => [name, counting([2, 2], Number(name.match(/\d+/)))])));
    const { sets, questions } = setsOf(arrays);
    assert.deepEqual([sets.length, sets[0].name, sets[0].layers, questions], [1, called, 3, []]);
    const firsts = await Promise.all([0, 1, 2].map(async (layer) => (await sets[0].read(layer, 0))[0]));
    assert.deepEqual(firsts, names.map((name) => Number(name.match(/\d+/))).sort((one, other) => one - other));
  });
}

test('layers of heads, and of batches of heads', async () => {
  const { sets } = setsOf(await arraysOf({ a_0: counting([3, 2, 2]), a_1: counting([3, 2, 2], 100), b_0: counting([2, 3, 1, 2]), b_1: counting([2, 3, 1, 2], 100) }));
  assert.deepEqual(sets.map(sizesOf), [{ layers: 2, batches: 1, heads: 3, rows: 2, columns: 2 }, { layers: 2, batches: 2, heads: 3, rows: 1, columns: 2 }]);
  assert.deepEqual([await sets[0].read(1, 2), await sets[1].read(1, 2, 1)], [Float32Array.of(108, 109, 110, 111), Float32Array.of(110, 111)]);
});

test('no layers: other shapes, two numbers that differ, the same name in two files', async () => {
  const shapes = setsOf(await arraysOf({ a_0: counting([2, 2]), a_1: counting([3, 3]) }));
  assert.deepEqual(shapes.sets.map(({ name, layers }) => [name, layers]), [['a_0', 1], ['a_1', 1]]);
  const numbers = setsOf(await arraysOf({ 'layer.0.head.0': counting([2, 2]), 'layer.0.head.1': counting([2, 2]), 'layer.1.head.0': counting([2, 2]) }));
  assert.equal(numbers.sets.length, 3);
  const two = await readArrays(['a.npz', 'b.npz'].map((name) => fileOf(name, zip({ 'arr_0.npy': counting([2, 2]), 'arr_1.npy': counting([2, 2]) }))));
  assert.deepEqual(setsOf(two.arrays).sets.map(({ name, layers }) => [name, layers]), [['arr', 2], ['arr', 2]]);
});

test('files of one array each are layers, too', async () => {
  const { arrays } = await readArrays([1, 0].map((layer) => fileOf(`layer_${layer}.npy`, counting([2, 2], layer))));
  const { sets: [set] } = setsOf(arrays);
  assert.deepEqual([set.name, set.layers, (await set.read(1, 0))[0]], ['layer', 2, 1]);
});

test('kinds by names', async () => {
  const names = ['encoder_attentions_0', 'encoder_attentions_1', 'decoder_attentions', 'cross_attentions', 'attentions', 'bert.encoder.layer.attn'];
  const { sets } = setsOf(await arraysOf(Object.fromEntries(names.map((name) => [name, counting([2, 2])]))));
  assert.deepEqual(sets.map(({ kind }) => kind), ['encoder', 'decoder', 'cross', 'self', 'self']);
});

test('beside fractions whole numbers are ids or masks; alone they are weights', async () => {
  const ids = npy('<i8', [2, 2], BigInt64Array.of(1n, 0n, 0n, 1n));
  assert.deepEqual(setsOf(await arraysOf({ ids, attentions: counting([2, 2]), loss: counting([3]) })).sets.map(({ name }) => name), ['attentions']);
  assert.deepEqual(await setsOf(await arraysOf({ ids })).sets[0].read(0, 0), Float32Array.of(1, 0, 0, 1));
});

const words = ['a', 'b', 'c'];

test('words: one text is of both sides where it fits, else of the side that it fits', async () => {
  const arrays = await arraysOf({ square: counting([3, 3]), wide: counting([2, 3]), tall: counting([3, 2]) });
  for (const name of ['tokens', 'a file']) {
    const { sets } = setsOf(arrays, { texts: [{ name, tokens: words }] });
    assert.deepEqual(sets.map(({ queries, keys }) => [queries, keys]), [[words, words], [null, words], [words, null]]);
  }
  assert.deepEqual(setsOf(arrays).sets.map(({ queries, keys }) => [queries, keys]), [[null, null], [null, null], [null, null]]);
});

test('words: those of a side, of encoder and decoder', async () => {
  const [two, three] = [['x', 'y'], words];
  const arrays = await arraysOf({ encoder_attentions: counting([3, 3]), decoder_attentions: counting([2, 2]), cross_attentions: counting([2, 3]) });
  const { sets } = setsOf(arrays, { texts: [{ name: 'encoder_tokens', tokens: three }, { name: 'decoder_tokens', tokens: two }] });
  assert.deepEqual(sets.map(({ queries, keys }) => [queries, keys]), [[three, three], [two, two], [two, three]]);
  const sided = setsOf(await arraysOf({ a: counting([2, 3]) }), { texts: [{ name: 'queries', tokens: two }, { name: 'keys', tokens: three }, { name: 'other', tokens: [] }] });
  assert.deepEqual([sided.sets[0].queries, sided.sets[0].keys], [two, three]);
});

test('words that do not fit', async () => {
  const arrays = await arraysOf({ attentions: counting([2, 2, 12, 12]) });
  const tokens = words.concat(words, words, ['j', 'k']);
  await refused(() => setsOf(arrays, { texts: [{ name: 'tokens', tokens }] }), 'shape', 'tokens: expected 12 for the 12 keys of attentions [2,2,12,12], got 11');
  await refused(() => setsOf(arrays, { texts: [{ name: 'queries', tokens }] }), 'shape', 'queries: expected 12 for the 12 queries of attentions [2,2,12,12], got 11');
  const single = await arraysOf({ attentions: counting([2, 2, 1, 12]) });
  await refused(() => setsOf(single, { texts: [{ name: 'queries', tokens }] }), 'shape', 'queries: expected 1 for the 1 query of attentions [2,2,1,12], got 11');
});

test('axes that no attention has', async () => {
  await refused(() => setsOf([]), 'size', 'arrays: expected at least 1 array of numbers, got 0');
  for (const [members, name, message] of /** @type {[Record<string, Uint8Array>, string, string][]} */ ([
    [{ a: counting([3]) }, 'shape', 'a: expected 2 – 5 axes (layers, batch, heads, queries, keys), got the shape [3]'],
    [{ a: counting([1, 1, 1, 1, 1, 1]) }, 'shape', 'a: expected 2 – 5 axes (layers, batch, heads, queries, keys), got the shape [1,1,1,1,1,1]'],
    [{ a_0: counting([1, 1, 1, 1, 1]), a_1: counting([1, 1, 1, 1, 1]) }, 'shape', 'a_0: expected 2 – 4 axes (layers, batch, heads, queries, keys), got the shape [1,1,1,1,1]'],
    [{ a: counting([2, 0, 3]) }, 'size', 'a: expected at least 1 along each axis, got the shape [2,0,3]'],
  ])) {
    const arrays = await arraysOf(members);
    await refused(() => setsOf(arrays), name, message, 'a.npz');
  }
});

test('answers to no question, and answers that are none', async () => {
  const arrays = await arraysOf({ attentions: counting([2, 2, 2, 2]) });
  await refused(() => setsOf(arrays, { axes: { attention: 'layers heads' } }), 'value', 'axes: expected attentions, got "attention"');
  await refused(() => setsOf(arrays, { axes: { attentions: 'heads' } }), 'value', 'axes.attentions: expected layers heads | batch heads, got "heads"');
});

test('a matrix that is not there', async () => {
  const { sets: [set] } = setsOf(await arraysOf({ a_0: counting([2, 2]), a_1: counting([2, 2]) }));
  await refused(set.read(2, 0), 'value', 'layer: expected a whole number from 0 to 1, got 2');
  await refused(set.read(0, 1), 'value', 'head: expected a whole number from 0 to 0, got 1');
  await refused(set.read(0, 0, -1), 'value', 'batch: expected a whole number from 0 to 0, got -1');
  await refused(set.readRow(2, 0, 0), 'value', 'layer: expected a whole number from 0 to 1, got 2');
  await refused(set.readRow(0, 0, 2), 'value', 'row: expected a whole number from 0 to 1, got 2');
  await refused(set.readRow(0, 0, 0.5), 'value', 'row: expected a whole number from 0 to 1, got 0.5');
});

test('a row is that of its matrix: in one array, in one for each layer, in Fortran order, of other kinds of numbers', async () => {
  const bytes = (/** @type {number} */ length) => Uint8Array.from({ length }, (_, i) => (37 * i) % 251);
  const members = {
    five: counting([2, 2, 2, 3, 4]), 'layer.0': counting([3, 4, 5]), 'layer.1': counting([3, 4, 5], 60),
    fortran: npy('<f4', [2, 3, 4, 5], Float32Array.from({ length: 120 }, (_, i) => i), { isFortran: true }),
    big: npy('>f8', [2, 3, 4], bytes(192)), halves: npy('<f2', [2, 3, 4], bytes(48)),
  };
  const { sets } = setsOf(await arraysOf(members));
  assert.deepEqual(sets.map(({ name, layers }) => [name, layers]), [['five', 2], ['layer', 2], ['fortran', 2], ['big', 1], ['halves', 1]]);
  for (const { name, layers, heads, batches, rows, columns, read, readRow } of sets) {
    for (let at = 0; at < layers * heads * batches * rows; at++) {
      const [row, head, batch, layer] = [at % rows, Math.floor(at / rows) % heads, Math.floor(at / rows / heads) % batches, Math.floor(at / rows / heads / batches)];
      const matrix = await read(layer, head, batch);
      assert.deepEqual(await readRow(layer, head, row, batch), matrix.slice(row * columns, (row + 1) * columns), `${name} ${[layer, head, batch, row]}`);
    }
  }
});
