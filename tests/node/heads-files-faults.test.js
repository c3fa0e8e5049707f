// Every fault of a file is an error at its place, in both languages; no file that is cut gives wrong numbers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { filled } from '../../web/base/filled.js';
import { setsOf } from '../../web/heads/files/axes.js';
import { writeDocument } from '../../web/heads/files/document.js';
import { HeadsError } from '../../web/heads/files/heads-error.js';
import { readArrays, readText } from '../../web/heads/files/read-arrays.js';
import texts from '../../web/locales/heads-files.js';
import { bytesOfText, fileOf, joined, npy, refused, safetensors, zip } from './heads-written.js';

const matrix = npy('<f4', [2, 2], Float32Array.of(0.5, 0.5, 0.25, 0.75));
const tensor = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };
const four = new Uint8Array(new Float32Array(4).buffer);

/** @param {string} header */
const headed = (header) => npy('', [], Float32Array.of(1), { header });

/** @param {Uint8Array} bytes @param {number} at @param {number} byte */
const changed = (bytes, at, byte) => bytes.slice().fill(byte, at < 0 ? bytes.length + at : at, (at < 0 ? bytes.length + at : at) + 1);

const objects = "Save without objects: np.stack(attentions) for numbers of one shape, np.array(tokens, dtype='U') for words";
const pickle = "expected numbers alone, got a format that can run code when it is opened. Write the numbers in Python: np.savez('attention.npz', *[a.float().cpu().numpy() for a in attentions])";
const header = "expected a header such as { 'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }, got";
const shown = (/** @type {string} */ text) => `${JSON.stringify(text).slice(0, 40)}…`;

/** @type {[name: string, content: BlobPart, code: string, message: string][]} */
const files = [
  ...['a.pt', 'a.pth', 'pytorch_model.bin', 'a.PKL'].map((name) => /** @type {[string, string, string, string]} */ ([name, 'x', 'type', `${name}: ${pickle}`])),
  ['a.npz', zip({ 'archive/data.pkl': four }), 'type', `a.npz: ${pickle}`],
  ['a.h5', 'x', 'type', 'a.h5: expected .npy, .npz, .safetensors, .json, .csv, .tsv or .txt, got .h5'],
  ['a', 'x', 'type', 'a: expected .npy, .npz, .safetensors, .json, .csv, .tsv or .txt, got ""'],

  ['a.npy', 'no numbers', 'size', 'a.npy: expected 12 bytes, got 10'],
  ['a.npy', 'no numbers here', 'syntax', 'a.npy: expected an .npy file of version 1, 2 or 3, got the bytes 110 111 32 110 117 109 98 101'],
  ['a.npy', changed(matrix, 6, 4), 'syntax', 'a.npy: expected an .npy file of version 1, 2 or 3, got the bytes 147 78 85 77 80 89 4 0'],
  ['a.npy', changed(npy('<f4', [1], four, { version: 2 }), 10, 9), 'size', 'a.npy: expected a header of at most 65536 bytes, got 589952'],
  ['a.npy', npy('|O', [1], four), 'type', `a.npy: expected numbers or words, got Python objects (dtype |O). ${objects}`],
  ['a.npz', zip({ 'a.npy': npy('|O8', [1], four) }), 'type', `a.npz, a.npy: expected numbers or words, got Python objects (dtype |O8). ${objects}`],
  ['a.npy', npy('<c8', [1], four), 'type', 'a.npy: expected a dtype of real numbers, got "<c8"'],
  ['a.npy', npy('<f16', [1], four), 'type', 'a.npy: expected a dtype of real numbers, got "<f16"'],
  ['a.npy', headed("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }"), 'type', 'a.npy: expected a dtype of real numbers, got "[(a, <f4)]"'],
  ['a.npy', headed("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }"), 'syntax', `a.npy: ${header} ${shown("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }")}`],
  ['a.npy', headed("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }"), 'syntax', `a.npy: ${header} ${shown("{'descr': '<f4', 'fortran_order': False, 'shape': (1), }")}`],
  ['a.npy', headed("{'descr': '<f4', 'shape': (1,), }"), 'syntax', `a.npy: ${header} "{'descr': '<f4', 'shape': (1,), }"`],
  ['a.npy', headed("{'shape': (2,), 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"), 'syntax', `a.npy: ${header} ${shown("{'shape': (2,), 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }")}`],
  ['a.npy', headed("__import__('os').remove('x')"), 'syntax', `a.npy: ${header} "__import__('os').remove('x')"`],
  ['a.npy', npy('<f4', [2], Float32Array.of(1)), 'size', 'a.npy, a: expected 136 bytes, got 132'],
  ['a.npy', npy('<f4', [1], Float32Array.of(1, 2)), 'size', 'a.npy, a: expected 132 bytes, got 136'],
  ['a.npy', npy('<f4', [2 ** 30, 2 ** 30], four), 'size', 'a.npy: expected fewer than 2^53 numbers, got the shape [1073741824,1073741824]'],
  ['a.npy', npy('<U1', [2, 2], new Uint32Array(4)), 'shape', 'a.npy, a: expected words along one axis, got the shape [2,2]'],
  ['a.npy', npy('<U1', [0], new Uint32Array(0)), 'size', 'a.npy, a: expected at least 1 word, got 0'],
  ['a.npy', npy('<U1', [1], Uint32Array.of(0x110000)), 'value', 'a.npy, a: expected text in UTF-32, got other bytes'],
  ['a.npy', npy('|S1', [1], Uint8Array.of(0xff)), 'value', 'a.npy, a: expected text in UTF-8, got other bytes'],

  ['a.npz', 'no zip', 'syntax', 'a.npz: expected a whole ZIP file, got 6 bytes without a valid directory at their end'],
  ['a.npz', joined(Uint8Array.of(0), zip({ 'a.npy': matrix })), 'syntax', `a.npz: expected a whole ZIP file, got ${zip({ 'a.npy': matrix }).length + 1} bytes without a valid directory at their end`],
  ['a.npz', joined(zip({ 'a.npy': matrix }).subarray(0, -22), Uint8Array.of(0), zip({ 'a.npy': matrix }).subarray(-22)), 'syntax', `a.npz: expected a whole ZIP file, got ${zip({ 'a.npy': matrix }).length + 1} bytes without a valid directory at their end`],
  ['a.npz', zip({ 'a.txt': matrix }), 'type', 'a.npz: expected different names that end in .npy, got a.txt'],
  ['a.npz', zip({ 'a.npy': matrix }, { flags: 1 }), 'type', 'a.npz, a.npy: expected a ZIP member that is stored (method 0) or deflated (8), without a password (flag 1), got method 0, flags 1'],
  ['a.npz', zip({ 'a.npy': matrix }, { method: 14 }), 'type', 'a.npz, a.npy: expected a ZIP member that is stored (method 0) or deflated (8), without a password (flag 1), got method 14, flags 0'],
  ['a.npz', zip({ 'a.npy': matrix }, { size: 99 }), 'size', 'a.npz, a.npy: expected 99 bytes, got 144'],
  ['a.npz', zip({ 'a.npy': matrix }, { size: 200, isPacked: true }), 'syntax', 'a.npz, a.npy: expected whole packed data, got damaged data'],
  ['a.npz', zip({ 'a.npy': matrix }, { size: 2 ** 53, isLong: true, isPacked: true }), 'syntax', 'a.npz, a.npy: expected whole packed data, got damaged data'],
  ['a.npz', zip({ 'a.npy': npy('<f4', [3], four) }, { isPacked: true }), 'size', 'a.npz, a.npy: expected 140 bytes, got 144'],
  ['a.npz', changed(zip({ 'a.npy': matrix }, { isPacked: true }), 50, 7), 'syntax', 'a.npz, a.npy: expected whole packed data, got damaged data'],

  ['a.safetensors', joined(new BigUint64Array([100n]), bytesOfText('{}')), 'size', 'a.safetensors: expected a header of at most 2 bytes, got 100'],
  ['a.safetensors', safetensors('[]', four), 'syntax', 'a.safetensors: expected { dtype, shape, data_offsets }, got []'],
  ['a.safetensors', safetensors({ a: { dtype: 'F32' } }, four), 'type', 'a.safetensors, a: expected { dtype, shape, data_offsets }, got {…}'],
  ['a.safetensors', safetensors({ a: { ...tensor, dtype: 'F8_E4M3' } }, four), 'type', 'a.safetensors, a: expected a dtype of real numbers, got "F8_E4M3"'],
  ['a.safetensors', safetensors({ a: { ...tensor, shape: [2, -2] } }, four), 'shape', 'a.safetensors, a, shape: expected whole numbers from 0 on, got [2,-2]'],
  ['a.safetensors', safetensors({ a: { ...tensor, shape: [2, 3] } }, four), 'size', 'a.safetensors, a: expected 24 bytes, got 16'],
  ['a.safetensors', safetensors({ a: { ...tensor, shape: [2 ** 53, 0] } }, four), 'size', 'a.safetensors, a: expected fewer than 2^53 numbers, got the shape [9007199254740992,0]'],
  ['a.safetensors', safetensors({ a: tensor, b: { dtype: 'F32', shape: [1], data_offsets: [12, 16] } }, four), 'size', 'a.safetensors, b: expected its data to begin at 16, where those before it end, got 12'],
  ['a.safetensors', safetensors({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, four), 'size', 'a.safetensors, a: expected its data to begin at 0, where those before it end, got 4'],
  ['a.safetensors', safetensors({ a: tensor }, four.subarray(1)), 'size', 'a.safetensors: expected 16 bytes, got 15'],

  ['a.json', '[[1, 2], [3]]', 'shape', 'a.json, a: expected 2 items, as in the first array, got 1'],
  ['a.json', '[[1, 2], 3]', 'shape', 'a.json, a: expected 2 items, as in the first array, got 3'],
  ['a.json', '[[1, "x"]]', 'type', 'a.json, a: expected a number, got "x"'],
  ['a.json', '3', 'type', 'a.json, a: expected nested arrays of numbers, { data, shape } or a list of words, got 3'],
  ['a.json', '{"model": "x"}', 'type', 'a.json, model: expected nested arrays of numbers, { data, shape } or a list of words, got "x"'],
  ['a.json', '{"data": [1, 2], "shape": [3]}', 'shape', 'a.json, a: expected 3 numbers for the shape [3], got 2'],
  ['a.json', '{"data": [[1, 2], [3, 4]], "shape": [4, 1]}', 'shape', 'a.json, a: expected 4 numbers for the shape [4,1], got [2,2]'],
  ['a.json', '{"data": [1], "shape": "1"}', 'shape', 'a.json, a, shape: expected whole numbers from 0 on, got "1"'],
  ['a.json', '{"data": [1], "shape": [1], "order": "F"}', 'type', 'a.json, a: expected { data, shape }, got "order"'],
  ['a.json', `${'['.repeat(9)}1${']'.repeat(9)}`, 'shape', 'a.json, a: expected 1 – 8 axes (layers, batch, heads, queries, keys), got the shape [1,1,1,1,1,1,1,1,1]'],
  ['a.json', '[]', 'size', 'a.json, a: expected at least 1 word, got 0'],
  ['a.json', '{"tokens": ["a", 3]}', 'type', 'a.json, tokens[1]: expected a word, got 3'],
  ['a.json', Uint8Array.of(0x22, 0xff, 0x22), 'value', 'a.json: expected text in UTF-8, got other bytes'],

  ['a.csv', '', 'type', 'a.csv: expected a table of numbers, got none'],
  ['a.csv', '1,2\n3', 'shape', 'a.csv, 2: expected 2 cells, as in line 1, got 1'],
  ['a.csv', 'The,x\n0.5,0.5\n0.5,y', 'type', 'a.csv, 3:2: expected a number, got "y"'],
  ['a.csv', ',0.5\n0.5,0.5', 'type', 'a.csv, 1:1: expected a number, got ""'],
  ['a.csv', '0.5,x\n0.5,0.5', 'type', 'a.csv, 1:2: expected a number, got "x"'],
  ['a.csv', '0.5,\n0.5,0.5', 'type', 'a.csv, 1:2: expected a number, got ""'],
  ['a.csv', '"a,0.5\n0.5,0.5', 'syntax', 'a.csv, 1: expected quotation marks in pairs, got "\\"a,0.5\\n0.5,0.5"'],
  ['a.csv', '0,1\n0.5,0.5', 'value', 'a.csv, 1: expected words, or weights such as 0.0, got "0, 1"'],
  ['a.txt', ' \n', 'size', 'a.txt: expected at least 1 word, got 0'],
  ['a.txt', '', 'size', 'a.txt: expected at least 1 word, got 0'],
];

for (const [name, content, code, message] of files) {
  test(`${code}: ${message}`, () => refused(readArrays([fileOf(name, content)]), code, message, name));
}

const numbers = Float32Array.of(0.5, 0.5);
const base64 = Buffer.from(numbers.buffer).toString('base64');
const attention = { kind: 'self', shape: [1, 1, 1, 2], dtype: 'float32', encoding: 'none', data: base64 };

/** @type {[more: object, code: string, message: string][]} */
const documents = [
  [{ version: 2 }, 'value', 'text, version: expected 1, got 2'],
  [{ attentions: {} }, 'type', 'text, attentions: expected nested arrays of numbers, { data, shape } or a list of words, got {…}'],
  [{ attentions: [null] }, 'type', 'text, attentions[0]: expected nested arrays of numbers, { data, shape } or a list of words, got null'],
  [{ tokens: 'a b' }, 'type', 'text, tokens: expected a word, got "a b"'],
  [{ tokens: [] }, 'size', 'text, tokens: expected at least 1 word, got 0'],
  [{ attentions: [{ ...attention, kind: 'other' }] }, 'value', 'text, attentions[0].kind: expected self | encoder | decoder | cross, got "other"'],
  [{ attentions: [{ ...attention, dtype: 'int8' }] }, 'value', 'text, attentions[0].dtype: expected float16 | float32, got "int8"'],
  [{ attentions: [{ ...attention, encoding: 'zip' }] }, 'value', 'text, attentions[0].encoding: expected gzip | none, got "zip"'],
  [{ attentions: [{ ...attention, shape: [1, 1, 2] }] }, 'shape', 'text, attentions[0]: expected 4 axes (layers, batch, heads, queries, keys), got the shape [1,1,2]'],
  [{ attentions: [{ ...attention, shape: [1, 1, 2, 2] }] }, 'size', 'text, attentions[0].data: expected 16 bytes, got 8'],
  [{ attentions: [{ ...attention, data: '?' }] }, 'syntax', 'text, attentions[0].data: expected base64, got "?"'],
  [{ attentions: [{ ...attention, data: 3 }] }, 'syntax', 'text, attentions[0].data: expected base64, got 3'],
  [{ attentions: [{ ...attention, encoding: 'gzip' }] }, 'syntax', 'text, attentions[0].data: expected whole packed data, got damaged data'],
  [{ attentions: [{ ...attention, queries: [1] }] }, 'type', 'text, attentions[0].queries[0]: expected a word, got 1'],
];

for (const [more, code, message] of documents) {
  test(`a document, ${code}: ${message}`, () => refused(readText(JSON.stringify({ format: 'attention-heads', version: 1, attentions: [], ...more })), code, message, 'text'));
}

test('words of a document that do not fit', async () => {
  const { arrays } = await readText(JSON.stringify({ format: 'attention-heads', version: 1, attentions: [{ ...attention, keys: ['a'] }] }));
  await refused(() => setsOf(arrays), 'shape', 'keys: expected 2 for the 2 keys of attentions [1,1,1,2], got 1');
});

/** @type {[name: string, content: Uint8Array][]} */
const whole = [
  ['a.npy', matrix], ['a.npz', zip({ 'a.npy': matrix, 'b.npy': matrix })], ['b.npz', zip({ 'a.npy': matrix }, { isPacked: true })],
  ['c.npz', zip({ 'a.npy': matrix }, { isLong: true, comment: 'a comment' })], ['a.safetensors', safetensors({ a: tensor }, four)],
  ['a.json', bytesOfText(JSON.stringify({ tokens: ['a', 'b'], attentions: [[0.5, 0.5]] }))],
  ['b.json', bytesOfText(JSON.stringify({ format: 'attention-heads', version: 1, attentions: [{ ...attention, encoding: 'gzip', data: gzipSync(numbers).toString('base64') }] }))],
];

for (const [name, content] of whole) {
  test(`${name} of ${content.length} bytes, cut anywhere, is an error`, async () => {
    assert.ok((await readArrays([fileOf(name, /** @type {BlobPart} */ (content))])).arrays.length > 0);
    for (let length = 0; length < content.length; length++) {
      await assert.rejects(readArrays([fileOf(name, content.slice(0, length))]), (error) => error instanceof HeadsError && error.file === name, `cut at ${length}`);
    }
  });
}

test('gzip within a document, cut anywhere, is an error', async () => {
  const packed = gzipSync(numbers);
  for (let length = 0; length < packed.length; length++) {
    const cut = { ...attention, encoding: 'gzip', data: packed.subarray(0, length).toString('base64') };
    const opened = readText(JSON.stringify({ format: 'attention-heads', version: 1, attentions: [cut] }));
    await assert.rejects(opened, (error) => error instanceof HeadsError && error.key === 'packed', `cut at ${length}`);
  }
});

test('any byte of a packed .npz changed: an error, or the right numbers', async () => {
  const content = zip({ 'a.npy': matrix }, { isPacked: true });
  for (let at = 0; at < content.length; at++) {
    const opened = readArrays([fileOf('a.npz', changed(content, at, content[at] ^ 0x55))]);
    const read = opened.then(({ arrays }) => arrays[0].read(0, 4)).then((array) => [...array], (error) => error);
    const outcome = await read;
    assert.ok(outcome instanceof HeadsError || outcome.join() === '0.5,0.5,0.25,0.75', `byte ${at}: ${outcome}`);
  }
});

test('members that share bytes are refused', async () => {
  const content = zip({ 'a.npy': matrix, 'b.npy': matrix });
  const second = new DataView(content.buffer).getUint32(content.length - 22 - 51 + 42, true);
  assert.equal(second, 30 + 5 + matrix.length);
  const shared = content.slice();
  new DataView(shared.buffer).setUint32(content.length - 22 - 51 + 42, 0, true);
  await refused(readArrays([fileOf('a.npz', shared)]), 'syntax', `a.npz, b.npy: expected a ZIP member within the file and apart from the others, got bytes 35 to ${35 + matrix.length}`);
});

test('unpacking stops at the size that the header says', async () => {
  // Fifty megabytes of zeros behind a header of two numbers, and a directory that says the same.
  const content = joined(npy('<f4', [2], new Float32Array(2)), new Uint8Array(50_000_000));
  const small = zip({ 'a.npy': content }, { isPacked: true, size: 136 });
  const gzip = gzipSync(new Uint8Array(50_000_000)).toString('base64');
  const text = JSON.stringify({ format: 'attention-heads', version: 1, attentions: [{ ...attention, encoding: 'gzip', data: gzip }] });
  // How far it comes depends on the pieces in which the platform unpacks; these are far smaller than the whole.
  const isEarly = (/** @type {unknown} */ error) => error instanceof HeadsError && error.code === 'size' && Number(error.values.got) < 1_000_000;
  await assert.rejects(readArrays([fileOf('a.npz', small)]), isEarly);
  await assert.rejects(readText(text), isEarly);
});

test('a finite number that halves cannot hold is an error: when a large packed array is opened, and when a document is written', async () => {
  const data = new Float32Array((1 << 24) + 1);
  data[5] = -65520;
  const file = fileOf('a.npz', zip({ 'a.npy': npy('<f4', [data.length], data) }, { isPacked: true }));
  const kept = 'a.npz, a.npy: expected magnitudes of at most 65504, for packed numbers as many as these are kept in halves, got -65520. np.savez, which does not pack, keeps them whole';
  await refused(readArrays([file]), 'value', kept, 'a.npz');
  const { sets } = setsOf((await readText('[[65520]]', 'logits')).arrays);
  await refused(writeDocument(sets), 'value', 'logits: expected magnitudes of at most 65504 in half precision, got 65520');
  await refused(writeDocument(sets, { dtype: /** @type {any} */ ('int8') }), 'value', 'dtype: expected float16 | float32, got "int8"');
  assert.ok((await writeDocument(sets, { dtype: 'float32' })).size > 0);
});

test('opening is stopped: before, and amid a packed array', async () => {
  const data = new Float32Array(1 << 22);
  const file = fileOf('a.npz', zip({ 'a.npy': npy('<f4', [data.length], data) }, { isPacked: true }));
  const stopping = new AbortController();
  let calls = 0;
  const onProgress = () => {
    calls += 1;
    if (calls === 3) stopping.abort();
  };
  await refused(readArrays([file], { signal: stopping.signal, onProgress }), 'aborted', 'Opening the files was stopped.');
  assert.equal(calls, 3);
  await refused(readArrays([file], { signal: AbortSignal.abort() }), 'aborted', 'Opening the files was stopped.');
});

test('numbers that are not there, and a file that is gone when they are read', async () => {
  const file = fileOf('a.npy', matrix);
  const { arrays: [array] } = await readArrays([file]);
  for (const [start, count] of [[3, 2], [-1, 1], [0, 0.5], [0, NaN]]) {
    await refused(array.read(start, count), 'value', `a.npy, a: expected numbers 0 to 4 of it, got ${start} to ${start + count}`, 'a.npy');
  }
  /** @param {Blob} blob @returns {any} */
  const going = (blob) => Object.assign(blob, {
    slice: (/** @type {number} */ start, /** @type {number} */ end) => going(Blob.prototype.slice.call(blob, start, end)),
    arrayBuffer: () => (isGone ? Promise.reject(new DOMException('gone', 'NotReadableError')) : Blob.prototype.arrayBuffer.call(blob)),
  });
  let isGone = false;
  const { arrays: [later] } = await readArrays([going(fileOf('b.npy', matrix))]);
  isGone = true;
  await refused(later.read(0, 1), 'value', 'b.npy, b: expected a file that can be read, got NotReadableError', 'b.npy');
});

test('text that is too long for one string', async () => {
  const file = Object.defineProperty(fileOf('a.json', ''), 'size', { value: 300 * 2 ** 20 });
  await refused(readArrays([file]), 'size', 'a.json: expected text of at most 256 MB, got 300 MB. Large arrays fit into .npz', 'a.json');
});

test('JSON that is none says why', async () => {
  await assert.rejects(readText('{"tokens": [NaN, }', 'a'), (error) => error instanceof HeadsError && error.code === 'syntax' && /^a: expected JSON \(.+\)$/s.test(error.message));
});

test('the fault of the second file names that file', () => refused(readArrays([fileOf('a.npy', matrix), fileOf('b.npy', 'x')]), 'size', 'b.npy: expected 12 bytes, got 1', 'b.npy'));

test('each sentence has the same places in both languages, and a key and values make the message', async () => {
  const places = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [key, [en, zh]] of Object.entries(texts.fault)) {
    assert.deepEqual(places(zh), places(en), key);
    assert.match(zh, /\p{Script=Han}/u);
  }
  const error = await readArrays([fileOf('a.h5', '')]).catch((reason) => reason);
  assert.equal(error.message, filled(texts.fault[/** @type {'format'} */ (error.key)][0], error.values));
  assert.equal(filled(texts.fault.format[1], error.values), 'a.h5：应为 .npy、.npz、.safetensors、.json、.csv、.tsv 或 .txt，现为 .h5');
});
