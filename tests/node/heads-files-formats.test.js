// Arrays and words in .safetensors, JSON, tables and texts, and the document of this project.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { setsOf } from '../../web/heads/files/axes.js';
import { checkMatrix } from '../../web/heads/files/check-matrix.js';
import { writeDocument } from '../../web/heads/files/document.js';
import { halvesOf, widened } from '../../web/heads/files/halves.js';
import { HeadsError } from '../../web/heads/files/heads-error.js';
import { readArrays, readText } from '../../web/heads/files/read-arrays.js';
import { fileOf, npy, only, safetensors } from './heads-written.js';

/** @type {[dtype: string, ours: string, bytes: ArrayBufferView, numbers: number[]][]} */
const tensors = [
  ['F16', 'float16', Uint16Array.of(0x3800, 0xc000), [0.5, -2]],
  ['BF16', 'bfloat16', Uint16Array.of(0x3f00, 0xc000), [0.5, -2]],
  ['F32', 'float32', Float32Array.of(0.5, -2), [0.5, -2]],
  ['F64', 'float64', Float64Array.of(0.5, -2), [0.5, -2]],
  ['I8', 'int8', Int8Array.of(5, -2), [5, -2]],
  ['I16', 'int16', Int16Array.of(5, -2), [5, -2]],
  ['I32', 'int32', Int32Array.of(5, -2), [5, -2]],
  ['I64', 'int64', BigInt64Array.of(5n, -2n), [5, -2]],
  ['U8', 'uint8', Uint8Array.of(5, 254), [5, 254]],
  ['BOOL', 'bool', Uint8Array.of(1, 0), [1, 0]],
];

for (const blanks of [0, 1, 3]) {
  test(`.safetensors of every dtype, whose data begin after ${blanks} more bytes`, async () => {
    let at = 0;
    const entries = tensors.map(([dtype, , { byteLength }], i) => [`layer.${i}`, { dtype, shape: [1, 2], data_offsets: [at, (at += byteLength)] }]);
    const header = JSON.stringify({ __metadata__: { format: 'pt' }, ...Object.fromEntries(entries) }) + ' '.repeat(blanks);
    const data = await new Blob(tensors.map(([, , bytes]) => /** @type {BlobPart} */ (bytes))).arrayBuffer();
    const { arrays } = await readArrays([fileOf('a.safetensors', safetensors(header, new Uint8Array(data)))]);
    assert.deepEqual(arrays.map(({ name, dtype, shape }) => [name, dtype, shape]), tensors.map(([, dtype], i) => [`layer.${i}`, dtype, [1, 2]]));
    assert.deepEqual(await Promise.all(arrays.map(async (array) => [...await array.read(0, 2)])), tensors.map(([, , , numbers]) => numbers));
  });
}

/** @param {string} name @param {unknown} content */
const json = (name, content) => fileOf(name, typeof content === 'string' ? content : JSON.stringify(content));

test('JSON: nested arrays, data with a shape, plain and nested', async () => {
  for (const content of [[[0, 1], [true, false]], { data: [0, 1, 1, 0], shape: [2, 2] }, { data: [[0, 1], [1, 0]], shape: [2, 2], dtype: 'float32' }]) {
    const { name, shape, numbers } = await only(json('weights.json', content));
    assert.deepEqual([name, shape, numbers], ['weights', [2, 2], [0, 1, 1, 0]]);
  }
});

test('JSON of Python: NaN and infinity are bare, and the words NaN and Infinity stay words', async () => {
  const { arrays: [array], texts } = await readArrays([json('a.json', '\ufeff{"tokens": ["NaN\\"", "so Infinity"], "attentions": [[NaN, -Infinity, Infinity, -1e-3]]}')]);
  assert.deepEqual(Array.from(await array.read(0, 4)), [NaN, -Infinity, Infinity, Math.fround(-0.001)]);
  assert.deepEqual(texts, [{ name: 'tokens', tokens: ['NaN"', 'so Infinity'] }]);
  assert.deepEqual((await readText('{"tokens": ["NaN", "-Infinity"]}')).texts, [{ name: 'tokens', tokens: ['NaN', '-Infinity'] }]);
  assert.deepEqual(Array.from(await (await readText(' [NaN, -1]')).arrays[0].read(0, 2)), [NaN, -1]);
  assert.deepEqual(Array.from(await (await readText(JSON.stringify([NaN, 1]))).arrays[0].read(0, 2)), [NaN, 1]);
});

test('JSON: tokens and attentions by their names, a list of arrays is one for each layer, null is nothing', async () => {
  const layers = [{ data: [1, 0, 0, 1], shape: [1, 2, 2] }, { data: [0, 1, 1, 0], shape: [1, 2, 2] }];
  const { arrays, texts } = await readArrays([json('a.json', { tokens: ['a', 'b'], attentions: layers, cross_attentions: null, encoder_attentions: [[[1]]] })]);
  assert.deepEqual(arrays.map(({ name, shape }) => [name, shape]), [['attentions.0', [1, 2, 2]], ['attentions.1', [1, 2, 2]], ['encoder_attentions', [1, 1, 1]]]);
  assert.deepEqual([...await arrays[1].read(0, 4)], [0, 1, 1, 0]);
  assert.deepEqual(texts, [{ name: 'tokens', tokens: ['a', 'b'] }]);
});

/** @type {[name: string, text: string, queries: string[] | undefined, keys: string[] | undefined][]} */
const tables = [
  ['commas', '0.5,1e-1\n-.25, 3.\n', undefined, undefined],
  ['tabs, CRLF and no line break at the end', '0.5\t0.1\r\n-0.25\t3', undefined, undefined],
  ['a number among the words', 'In,2024\n0.5,0.1\n-0.25,3\n', undefined, ['In', '2024']],
  ['semicolons and decimal commas', '0,5;0,1\r\n-0,25;3\r\n', undefined, undefined],
  ['pandas with words', ',The,"a ""cat"", sat"\nThe,0.5,0.1\n"two\nlines",-0.25,3\n', ['The', 'two\nlines'], ['The', 'a "cat", sat']],
  ['pandas without words', ',0,1\n0,0.5,0.1\n1,-0.25,3\n', undefined, undefined],
  ['words above', 'The,cat\n0.5,0.1\n\n-0.25,3\n', undefined, ['The', 'cat']],
  ['words before', 'The;0.5;0.1\ncat;-0.25;3\n', ['The', 'cat'], undefined],
];

for (const [name, text, queries, keys] of tables) {
  test(`a table: ${name}`, async () => {
    for (const file of [fileOf('a.csv', text), fileOf('a.TSV', text)]) {
      const { shape, numbers, labels } = await only(file);
      assert.deepEqual([shape, numbers], [[2, 2], [0.5, Math.fround(0.1), -0.25, 3]]);
      assert.deepEqual([labels?.queries, labels?.keys], [queries, keys]);
    }
    const { arrays } = await readText(text, 'pasted');
    assert.deepEqual([arrays[0].name, arrays[0].labels?.keys], ['pasted', keys]);
  });
}

test('a table: NaN and infinity as NumPy writes them', async () => {
  assert.deepEqual((await only(fileOf('a.csv', 'nan,inf\n-inf,0\n'))).numbers, [NaN, Infinity, -Infinity, 0]);
});

test('a table in UTF-16, as spreadsheets save it', async () => {
  const text = '\ufeff猫\t狗\r\n0.5\t0.5\r\n';
  const { labels } = await only(fileOf('a.tsv', Uint16Array.from(text, (letter) => letter.charCodeAt(0))));
  assert.deepEqual(labels, { keys: ['猫', '狗'] });
});

test('words: a line each, or of one line what blanks part; pasted, too', async () => {
  const { texts } = await readArrays([fileOf('tokens.txt', '\ufeffThe\r\n cat\n\n3,5\n'), fileOf('line.txt', '  The cat,  sat\n')]);
  assert.deepEqual(texts, [{ name: 'tokens', tokens: ['The', ' cat', '3,5'] }, { name: 'line', tokens: ['The', 'cat,', 'sat'] }]);
  assert.deepEqual((await readText('The cat, 3')).texts, [{ name: 'text', tokens: ['The', 'cat,', '3'] }]);
  assert.deepEqual((await readText('["The", "cat"]', 'words')).texts, [{ name: 'words', tokens: ['The', 'cat'] }]);
  assert.deepEqual((await readText('[CLS] The cat [SEP]')).texts[0].tokens, ['[CLS]', 'The', 'cat', '[SEP]']);
  assert.deepEqual((await readText('The\ncat\n2')).texts[0].tokens, ['The', 'cat', '2']);
});

const self = { kind: 'self', queries: ['x', 'y'], shape: [1, 1, 2, 2], dtype: 'float32', encoding: 'none' };

test('our document: both encodings and dtypes, words of its own and for all', async () => {
  const numbers = Float32Array.of(0.5, 0.5, 0.25, 0.75);
  const bytes = Buffer.from(numbers.buffer);
  const halves = Buffer.from(Uint16Array.of(0x3c00, 0, 0x3800, 0x3800).buffer);
  const document = {
    format: 'attention-heads', version: 1, tokens: ['a', 'b'],
    attentions: [
      { ...self, data: bytes.toString('base64') },
      { kind: 'cross', shape: [2, 1, 1, 2], dtype: 'float16', encoding: 'gzip', data: gzipSync(halves).toString('base64') },
    ],
  };
  const { arrays, texts } = await readArrays([json('a.json', document)]);
  assert.deepEqual(texts, [{ name: 'tokens', tokens: ['a', 'b'] }]);
  const { sets, questions } = setsOf(arrays);
  assert.deepEqual(questions, []);
  assert.deepEqual(sets.map(({ kind, name, layers, heads, rows, columns, queries, keys }) => [kind, name, layers, heads, rows, columns, queries, keys]), [
    ['self', 'attentions', 1, 1, 2, 2, ['x', 'y'], ['a', 'b']], ['cross', 'cross_attentions', 2, 1, 1, 2, null, ['a', 'b']],
  ]);
  assert.deepEqual([await sets[0].read(0, 0), await sets[1].read(1, 0)], [numbers, Float32Array.of(0.5, 0.5)]);
});

test('what the document holds is what was written, to the last bit in float32 and to the nearest half in float16', async () => {
  const data = Float32Array.from({ length: 3 * 2 * 4 * 5 }, (_, i) => Math.sin(i) ** 2);
  const queries = ['w', 'x', 'y', '猫'];
  const { arrays } = await readArrays([fileOf('cross_attentions.npy', npy('<f4', [3, 2, 4, 5], data))]);
  const { sets } = setsOf(arrays, { texts: [{ name: 'queries', tokens: queries }], axes: { cross_attentions: 'layers heads' } });
  for (const [dtype, tolerance] of /** @type {const} */ ([['float32', 0], ['float16', 2 ** -12]])) {
    const blob = await writeDocument(sets, { dtype });
    const { sets: [set], questions } = setsOf((await readText(await blob.text())).arrays);
    const { kind, name, layers, heads, rows, columns } = set;
    assert.deepEqual([kind, name, layers, heads, rows, columns, set.queries, set.keys, questions], ['cross', 'cross_attentions', 3, 2, 4, 5, queries, null, []]);
    for (let layer = 0; layer < 3; layer++) {
      for (let head = 0; head < 2; head++) {
        const [read, written] = [await set.read(layer, head), await sets[0].read(layer, head)];
        assert.ok(read.every((number, i) => Math.abs(number - written[i]) <= tolerance), dtype);
      }
    }
  }
});

test('the batch that is asked for is written', async () => {
  const { arrays } = await readArrays([fileOf('a.npy', npy('<f4', [1, 2, 1, 1, 1], Float32Array.of(0.25, 0.75)))]);
  const blob = await writeDocument(setsOf(arrays).sets, { batch: 1, dtype: 'float32' });
  assert.deepEqual(await setsOf((await readText(await blob.text())).arrays).sets[0].read(0, 0), Float32Array.of(0.75));
});

test('of a set that has one batch, that one is written beside the batch of others; one that has others only is an error that names it', async () => {
  const { arrays } = await readArrays([
    fileOf('decoder_attentions.npy', npy('<f4', [1, 3, 1, 1, 1], Float32Array.of(0.25, 0.5, 0.75))),
    fileOf('encoder_attentions.npy', npy('<f4', [1, 1, 1, 1, 1], Float32Array.of(0.125))),
  ]);
  const { sets } = setsOf(arrays);
  const written = setsOf((await readText(await (await writeDocument(sets, { batch: 2, dtype: 'float32' })).text())).arrays);
  assert.deepEqual(await Promise.all(written.sets.map((set) => set.read(0, 0))), [Float32Array.of(0.75), Float32Array.of(0.125)]);
  const other = setsOf((await readArrays([fileOf('cross_attentions.npy', npy('<f4', [1, 2, 1, 1, 1], Float32Array.of(0.25, 0.75)))])).arrays);
  const expected = 'cross_attentions, batch: expected a whole number from 0 to 1, got 2';
  await assert.rejects(writeDocument([...sets, ...other.sets], { batch: 2 }), (error) => error instanceof HeadsError && error.code === 'value' && error.message === expected);
});

test('every half is its own nearest half, and what lies between two goes to the nearer, or the even one', () => {
  const all = Uint16Array.from({ length: 0x10000 }, (_, i) => i).filter((half) => (half & 0x7fff) <= 0x7c00);
  assert.deepEqual(halvesOf(widened(all), 'half', ''), all);
  const ulp = 2 ** -10;
  const between = Float32Array.of(1 + ulp / 2, 1 + 1.5 * ulp, 1 + 0.51 * ulp, 2 ** -25, 1.5 * 2 ** -24, 2 ** -25 * 1.01, 65519, 2 - ulp / 2);
  assert.deepEqual([...widened(halvesOf(between, 'half', ''))], [1, 1 + 2 * ulp, 1 + ulp, 0, 2 ** -23, 2 ** -24, 65504, 2]);
  assert.ok(Number.isNaN(widened(halvesOf(Float32Array.of(NaN), 'half', ''))[0]));
});

test('a matrix is looked at, and never refused', () => {
  assert.deepEqual(checkMatrix(Float32Array.of(0.5, 0.5, 0.25, 0.5), 2, 2), { notFinite: -1, negative: -1, sums: 0.25 });
  assert.deepEqual(checkMatrix(Float32Array.of(0.5, 0.75, NaN, Infinity, -1, 2), 3, 2), { notFinite: 2, negative: 4, sums: 0.25 });
  assert.deepEqual(checkMatrix(new Float32Array(), 0, 0), { notFinite: -1, negative: -1, sums: 0 });
});
