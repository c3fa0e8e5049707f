/** Checkpoints in .safetensors: one file, shards, and what is wrong with them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../web/models/files/checkpoint.js';
import { bytesByName, bytesOfText, counted, fileOf, joined, json, refused, refusesEachTruncation, safetensors, uint64 } from './models-written.js';

const config = json({ model_type: 'llama' });

const three = {
  a: { dtype: 'F32', shape: [2, 3], data: counted(24) },
  b: { dtype: 'F16', shape: [3], data: counted(6, 50) },
  c: { dtype: 'BF16', shape: [1, 1, 2], data: counted(4, 90) },
};

/** @param {Uint8Array<ArrayBuffer>} bytes @param {...any} others */
const opening = (bytes, ...others) => openCheckpoint([fileOf('model.safetensors', bytes), config, ...others]);

/** @param {object} header @param {number} [size] of the data */
const withHeader = (header, size = 4) => opening(safetensors({ data: { dtype: 'U8', shape: [size], data: counted(size) } }, { header: JSON.stringify(header) }));

test('types, shapes, places and bytes; data that begin at an odd place', async () => {
  for (const blanks of [0, 1, 2, 3]) {
    const checkpoint = await opening(safetensors({ ...three }, { blanks }));
    assert.equal(checkpoint.format, 'safetensors');
    assert.deepEqual(checkpoint.config, { model_type: 'llama' });
    assert.equal(checkpoint.bytes, 34);
    assert.deepEqual(Array.from(checkpoint.tensors.values(), ({ name, type, shape, bytes }) => [name, type, shape, bytes]),
      [['a', 'F32', [2, 3], 24], ['b', 'F16', [3], 6], ['c', 'BF16', [1, 1, 2], 4]]);
    assert.deepEqual(await bytesByName(checkpoint), Object.fromEntries(Object.entries(three).map(([name, { data }]) => [name, Array.from(data)])));
    const { source, start, bytes } = /** @type {import('../../web/models/files/stored-tensor.js').StoredTensor} */ (checkpoint.tensors.get('b'));
    assert.deepEqual(await source.slice(start, start + bytes), three.b.data);
  }
});

test('every type of the format', async () => {
  const sizes = { F64: 8, F32: 4, F16: 2, BF16: 2, F8_E4M3: 1, F8_E5M2: 1, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 };
  const tensors = Object.fromEntries(Object.entries(sizes).map(([dtype, size]) => [dtype, { dtype, shape: [3], data: counted(3 * size) }]));
  const checkpoint = await opening(safetensors(tensors));
  for (const [type, size] of Object.entries(sizes)) {
    assert.equal(checkpoint.tensors.get(type)?.type, type);
    assert.equal(checkpoint.tensors.get(type)?.bytes, 3 * size);
  }
});

test('scalars, empty tensors, and metadata, which is no tensor', async () => {
  const header = { __metadata__: { format: 'pt' }, one: { dtype: 'F32', shape: [], data_offsets: [0, 4] }, none: { dtype: 'F32', shape: [0, 9], data_offsets: [4, 4] } };
  const checkpoint = await withHeader(header);
  assert.deepEqual(Array.from(checkpoint.tensors.values(), ({ name, bytes }) => [name, bytes]), [['one', 4], ['none', 0]]);
  assert.deepEqual(await bytesByName(checkpoint), { one: [1, 2, 3, 4], none: [] });
});

test('a name does not matter where the content tells what a file is', async () => {
  const checkpoint = await openCheckpoint([
    new Blob([safetensors(three)]), new Blob(['{"model_type":"bert"}']), new Blob(['[PAD]\n[UNK]\na\n']), new Blob(['#version: 0.2\nh e\n']),
    new Blob(['{"model":{"type":"BPE"},"added_tokens":[]}']), new Blob(['{"tokenizer_class":"BertTokenizer"}']), new Blob(['{"unk_token":"[UNK]"}']), new Blob(['{"a":0,"b":1}']),
    new Blob(['{"_from_model_config":true}']), new Blob(['{"image_processor_type":"ViTImageProcessor"}']), new Blob([Uint8Array.of(0x0a, 5, 0x0a, 1, 0x61, 0x18, 1)]),
  ]);
  assert.deepEqual(checkpoint.config, { model_type: 'bert' });
  assert.deepEqual(checkpoint.vocabulary, {
    tokenizerJson: { model: { type: 'BPE' }, added_tokens: [] }, tokenizerConfig: { tokenizer_class: 'BertTokenizer' }, specialTokensMap: { unk_token: '[UNK]' },
    vocabJson: { a: 0, b: 1 }, vocabTxt: '[PAD]\n[UNK]\na\n', mergesTxt: '#version: 0.2\nh e\n', spiece: Uint8Array.of(0x0a, 5, 0x0a, 1, 0x61, 0x18, 1),
  });
  assert.deepEqual(checkpoint.generationConfig, { _from_model_config: true });
  assert.deepEqual(checkpoint.preprocessorConfig, { image_processor_type: 'ViTImageProcessor' });
  assert.deepEqual(checkpoint.ignored, []);
});

test('JSON of Python, with NaN and infinity', async () => {
  const checkpoint = await openCheckpoint([fileOf('m.safetensors', safetensors(three)), fileOf('config.json', '{"model_type":"x","limit":Infinity,"text":"NaN"}')]);
  assert.deepEqual(checkpoint.config, { model_type: 'x', limit: Infinity, text: 'NaN' });
});

test('files for other programs and for people are passed over', async () => {
  const others = [fileOf('README.md', '# A model'), fileOf('pytorch_model.bin', 'PK\x03\x04...'), fileOf('chat_template.jinja', '{% for %}'), fileOf('x.onnx', 'x'), fileOf('empty')];
  const pointer = fileOf('model.onnx', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n');
  const { ignored } = await opening(safetensors(three), ...others, pointer);
  assert.deepEqual(ignored, [...others, pointer].map(({ name }) => name));
});

const shards = [fileOf('model-00001-of-00002.safetensors', safetensors({ a: three.a })), fileOf('model-00002-of-00002.safetensors', safetensors({ b: three.b, c: three.c }, { blanks: 1 }))];

/** @param {Record<string, string>} map */
const index = (map) => json({ weight_map: map }, 'model.safetensors.index.json');

const places = { a: shards[0].name, b: shards[1].name, c: shards[1].name };

test('shards, with an index and without', async () => {
  for (const files of [[...shards, index(places), config], [config, shards[1], shards[0]]]) {
    const checkpoint = await openCheckpoint(files);
    assert.deepEqual([...checkpoint.tensors.keys()].sort(), ['a', 'b', 'c']);
    assert.deepEqual((await bytesByName(checkpoint)).c, Array.from(three.c.data));
  }
  const renamed = shards.map((blob, i) => fileOf(`part (${i}).safetensors`, blob));
  assert.equal((await openCheckpoint([...renamed, index(places), config])).tensors.size, 3);
});

test('shards that are missing, or of another model', async () => {
  const [first, second] = shards;
  await refused(openCheckpoint([first, index(places), config]), second.name, `expected this shard, which model.safetensors.index.json names, got only ${first.name}`);
  await refused(openCheckpoint([second, config]), first.name, `expected 2 shards, got all of these but this one: ${second.name}`);
  await refused(openCheckpoint([index(places), config]), 'files', /^expected the shards that model\.safetensors\.index\.json names, got only model/);
  await refused(openCheckpoint([...shards, index({ ...places, d: first.name }), config]), `${first.name}, d`, 'expected the tensor that model.safetensors.index.json names, got none');
  const { b: _, ...fewer } = places;
  await refused(openCheckpoint([...shards, index(fewer), config]), second.name, 'expected only tensors that model.safetensors.index.json names, got b: files of two models?');
  await refused(openCheckpoint([first, fileOf('other.safetensors', safetensors({ d: three.a })), config]), second.name, /^expected 2 shards/);
  const two = [fileOf('x.safetensors', safetensors({ a: three.a })), fileOf('y.safetensors', safetensors({ b: three.b }))];
  await refused(openCheckpoint([...two, config]), 'files', 'expected one .safetensors file, or shards with model.safetensors.index.json, got x.safetensors, y.safetensors');
  await refused(openCheckpoint([...shards, two[1], config]), 'files', `expected one .safetensors file, or shards with model.safetensors.index.json, got ${first.name}, y.safetensors`);
  await refused(openCheckpoint([...shards, json({ weight_map: [] }, 'model.safetensors.index.json'), config]), 'model.safetensors.index.json, weight_map', 'expected files by the names of tensors, got []');
  const twice = fileOf(second.name, safetensors({ a: three.a }));
  await refused(openCheckpoint([first, twice, config]), `${second.name}, a`, `expected each tensor once, got it in ${first.name} too`);
});

test('headers that are none', async () => {
  const file = 'model.safetensors';
  await refused(opening(joined(uint64(2 ** 31), bytesOfText('{'))), file, 'expected a header of at most 100000000 bytes, got 2147483648');
  await refused(opening(joined(uint64(2n ** 64n - 1n), bytesOfText('{'))), file, 'expected a header of at most 100000000 bytes, got 18446744073709551615');
  await refused(opening(joined(uint64(99), bytesOfText('{}'))), file, 'expected at least 107 bytes, got 10: is the file cut off?');
  await refused(opening(joined(uint64(3), bytesOfText('{,}'))), file, /^expected JSON, got /);
  await refused(opening(joined(uint64(2), bytesOfText('[]'))), file, 'expected a header with tensors by their names, got []');
  await refused(opening(joined(uint64(2), Uint8Array.of(0x7b, 0xff))), file, 'expected text in UTF-8, got other bytes');
});

test('tensors that do not fit', async () => {
  const place = 'model.safetensors, x';
  /** @param {unknown} entry */
  const one = (entry) => withHeader({ x: entry });
  await refused(one(3), place, /^expected one of F64, .*, BOOL, got undefined$/);
  await refused(one({ dtype: 'F4', shape: [], data_offsets: [0, 4] }), place, /^expected one of .*, got "F4"$/);
  await refused(one({ dtype: 'F32', shape: [1.5], data_offsets: [0, 4] }), place, 'expected a shape of lengths from 0 on, got [1.5]');
  await refused(one({ dtype: 'F32', shape: [-1], data_offsets: [0, 4] }), place, 'expected a shape of lengths from 0 on, got [-1]');
  await refused(one({ dtype: 'F32', data_offsets: [0, 4] }), place, 'expected a shape of lengths from 0 on, got undefined');
  await refused(one({ dtype: 'F32', shape: [2 ** 40, 2 ** 40], data_offsets: [0, 4] }), place, /^expected a size that can be counted/);
  await refused(one({ dtype: 'F32', shape: [2], data_offsets: [0, 4] }), place, 'expected 8 bytes for F32 [2], got 4');
  await refused(one({ dtype: 'F32', shape: [1], data_offsets: [4, 0] }), place, 'expected 4 bytes for F32 [1], got -4');
  for (const offsets of [undefined, [0], [0, '4'], [-4, 0], [0.5, 4.5]]) await refused(one({ dtype: 'F32', shape: [1], data_offsets: offsets }), `${place}, data_offsets`, /^expected \[start, end\], got /);
  await refused(one({ dtype: 'F32', shape: [1], data_offsets: [4, 8] }), place, /^expected a file of at least \d+ bytes, got \d+: is it cut off\?$/);
});

test('tensors that overlap, leave holes, or come twice', async () => {
  /** @param {number} start */
  const at = (start) => ({ dtype: 'U8', shape: [2], data_offsets: [start, start + 2] });
  await refused(withHeader({ x: at(0), y: at(1) }, 3), 'model.safetensors, y', /^expected bytes from \d+ on, behind those of x, got \d+$/);
  await refused(withHeader({ x: at(0), y: at(3) }, 5), 'model.safetensors', /^expected \d+ bytes, as its tensors need, got \d+$/);
  await refused(withHeader({ x: at(0) }, 3), 'model.safetensors', /^expected \d+ bytes, as its tensors need, got \d+$/);
  const twice = `{"x":${JSON.stringify(at(0))},"a\\"{":${JSON.stringify(at(2))},"\\u0078":${JSON.stringify(at(0))}}`;
  await refused(opening(safetensors({ data: { dtype: 'U8', shape: [4], data: counted(4) } }, { header: twice })), 'model.safetensors, x', 'expected each tensor once, got it twice');
});

test('each truncation is refused', async () => {
  await refusesEachTruncation(safetensors(three), (part) => [fileOf('model.safetensors', part), config]);
  await refusesEachTruncation(safetensors(three, { blanks: 1 }), (part) => [/** @type {any} */ (new Blob([part])), config]);
});
