// Arrays and words in .npy and .npz files, written here by hand and by NumPy.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findPython } from '../../web/build/programs.js';
import { Opening } from '../../web/heads/files/opening.js';
import { readArrays } from '../../web/heads/files/read-arrays.js';
import { temporaryFolder } from './child.js';
import { fileOf, npy, only, refused, zip } from './heads-written.js';

const sixths = [0, 0.25, -1, 3, 0.5, 65504];

/** @param {ArrayBufferView} data @param {number} size @returns {Uint8Array} with each number's bytes reversed */
function reversed({ buffer, byteOffset, byteLength }, size) {
  const bytes = new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength));
  for (let at = 0; at < bytes.length; at += size) bytes.subarray(at, at + size).reverse();
  return bytes;
}

const float16 = Uint16Array.of(0, 0x3400, 0xbc00, 0x4200, 0x3800, 0x7bff);

/** @type {[descr: string, dtype: string, data: ArrayBufferView, numbers: number[]][]} */
const numbers = [
  ['<f2', 'float16', float16, sixths],
  ['>f2', 'float16', reversed(float16, 2), sixths],
  ['<f4', 'float32', Float32Array.from(sixths), sixths],
  ['>f4', 'float32', reversed(Float32Array.from(sixths), 4), sixths],
  ['<f8', 'float64', Float64Array.of(0.1, ...sixths.slice(1)), [Math.fround(0.1), ...sixths.slice(1)]],
  ['>f8', 'float64', reversed(Float64Array.from(sixths), 8), sixths],
  ['|i1', 'int8', Int8Array.of(-128, 127, 0, 1, 2, 3), [-128, 127, 0, 1, 2, 3]],
  ['|u1', 'uint8', Uint8Array.of(255, 1, 0, 1, 2, 3), [255, 1, 0, 1, 2, 3]],
  ['>i2', 'int16', reversed(Int16Array.of(-32768, 1, 0, 1, 2, 3), 2), [-32768, 1, 0, 1, 2, 3]],
  ['<u2', 'uint16', Uint16Array.of(65535, 1, 0, 1, 2, 3), [65535, 1, 0, 1, 2, 3]],
  ['<i4', 'int32', Int32Array.of(-70000, 1, 0, 1, 2, 3), [-70000, 1, 0, 1, 2, 3]],
  ['<u4', 'uint32', Uint32Array.of(2 ** 31, 1, 0, 1, 2, 3), [2 ** 31, 1, 0, 1, 2, 3]],
  ['>i8', 'int64', reversed(BigInt64Array.of(-5n, 1n, 0n, 1n, 2n, 3n), 8), [-5, 1, 0, 1, 2, 3]],
  ['<u8', 'uint64', BigUint64Array.of(2n ** 63n, 1n, 0n, 1n, 2n, 3n), [2 ** 63, 1, 0, 1, 2, 3]],
  ['|b1', 'bool', Uint8Array.of(1, 0, 0, 1, 1, 0), [1, 0, 0, 1, 1, 0]],
];

for (const [descr, dtype, data, expected] of numbers) {
  test(`.npy of ${descr}`, async () => {
    const array = await only(fileOf('layer 3.attn.npy', npy(descr, [2, 3], data)));
    assert.deepEqual([array.name, array.file, array.dtype, array.shape, array.isHalved], ['layer 3.attn', 'layer 3.attn.npy', dtype, [2, 3], false]);
    assert.deepEqual(array.numbers, expected);
    assert.deepEqual(Array.from(await array.read(1, 3)), expected.slice(1, 4));
    assert.deepEqual(Array.from(await array.read(6, 0)), []);
  });
}

test('halves: zeros, subnormals, the smallest and the largest, infinity and NaN', async () => {
  const bits = Uint16Array.of(0x8000, 1, 0x83ff, 0x0400, 0x7bff, 0xfc00, 0x7c00, 0x7e00, 0x3555);
  const { numbers } = await only(fileOf('a.npy', npy('<f2', [9], bits)));
  assert.deepEqual(numbers, [-0, 2 ** -24, -1023 * 2 ** -24, 2 ** -14, 65504, -Infinity, Infinity, NaN, 0.333251953125]);
});

test('versions 1, 2 and 3 of .npy; fields in another order', async () => {
  for (const version of [1, 2, 3]) {
    assert.deepEqual((await only(fileOf('a.npy', npy('<f4', [2], Float32Array.of(1, 2), { version })))).numbers, [1, 2]);
  }
  const header = "{ 'shape':(1 ,2),'fortran_order' : False,'descr':'<f4'}";
  assert.deepEqual((await only(fileOf('a.npy', npy('', [], Float32Array.of(1, 2), { header })))).shape, [1, 2]);
});

test('Fortran order is read in C order, also in parts and over many windows', async () => {
  const shape = [3, 1024, 1024];
  const length = shape.reduce((product, size) => product * size, 1);
  const data = new Float32Array(length);
  // In C order the elements count up.
  for (let i = 0; i < length; i++) data[Math.floor(i / 2 ** 20) + 3 * (Math.floor(i / 1024) % 1024) + 3 * 1024 * (i % 1024)] = i;
  const { arrays: [array] } = await readArrays([fileOf('a.npy', npy('<f4', shape, data, { isFortran: true }))]);
  for (const [start, count] of [[0, 5], [2 ** 20 - 2, 4], [2 ** 20 + 1024, 1024], [length - 1, 1], [0, length]]) {
    assert.deepEqual(await array.read(start, count), Float32Array.from({ length: count }, (_, i) => start + i));
  }
  const { numbers } = await only(fileOf('b.npy', npy('<f4', [2, 3], Float32Array.of(0, 3, 1, 4, 2, 5), { isFortran: true })));
  assert.deepEqual(numbers, [0, 1, 2, 3, 4, 5]);
});

/** @param {string[]} words @param {number} length */
const utf32 = (words, length) => Uint32Array.from(words.flatMap((word) => Array.from({ length }, (_, i) => [...word][i]?.codePointAt(0) ?? 0)));

test('words of NumPy: UTF-32 in both orders, UTF-8', async () => {
  const words = ['猫', ' sat', '🙂a\0b'];
  const bytes = utf32(words, 4);
  const latin = new TextEncoder().encode('The\0\0猫\0\0');
  const files = [
    fileOf('tokens.npy', npy('<U4', [3], bytes)), fileOf('big.npy', npy('>U4', [1, 3], reversed(bytes, 4))), fileOf('bytes.npy', npy('|S5', [2], latin)),
  ];
  assert.deepEqual((await readArrays(files)).texts, [
    { name: 'tokens', tokens: words }, { name: 'big', tokens: words }, { name: 'bytes', tokens: ['The', '猫'] },
  ]);
});

const members = {
  'attentions.npy': npy('<f4', [1, 2, 2], Float32Array.of(0.5, 0.5, 0.25, 0.75)),
  'tokens.npy': npy('<U3', [2], utf32(['The', 'cat'], 3)),
};

for (const options of [{}, { isPacked: true }, { isLong: true }, { isPacked: true, isLong: true }, { comment: 'made by hand' }]) {
  test(`.npz ${JSON.stringify(options)}`, async () => {
    const { arrays, texts } = await readArrays([fileOf('a.npz', zip(members, options))]);
    assert.deepEqual(texts, [{ name: 'tokens', tokens: ['The', 'cat'] }]);
    assert.deepEqual(arrays.map(({ name, file, shape }) => ({ name, file, shape })), [{ name: 'attentions', file: 'a.npz', shape: [1, 2, 2] }]);
    assert.deepEqual(Array.from(await arrays[0].read(1, 3)), [0.5, 0.25, 0.75]);
  });
}

/** @param {Blob & { name: string }} file @returns {{ file: Blob & { name: string }, reads: number[] }} the lengths of what is read */
function watched(file) {
  /** @type {number[]} */
  const reads = [];
  /** @template {Blob} Some @param {Some} blob @returns {Some} */
  const counted = (blob) => Object.assign(blob, {
    slice: (/** @type {number} */ start, /** @type {number} */ end) => counted(Blob.prototype.slice.call(blob, start, end)),
    arrayBuffer: async () => {
      reads.push(blob.size);
      return Blob.prototype.arrayBuffer.call(blob);
    },
  });
  return { file: counted(file), reads };
}

/** So many numbers are not held in memory. */
const many = (1 << 23) + 1;

test('what is stored is sliced from the file, and no more of it is read', async () => {
  const data = new Float32Array(33 << 18).fill(0.5);
  const { file, reads } = watched(fileOf('a.npz', zip({ 'attentions.npy': npy('<f4', [33, 512, 512], data) })));
  const { arrays: [array] } = await readArrays([file]);
  const opening = reads.splice(0).reduce((sum, length) => sum + length, 0);
  assert.ok(opening < 70_000, `${opening} bytes to open it`);
  assert.deepEqual(await array.read(512 * 512, 10), new Float32Array(10).fill(0.5));
  assert.deepEqual(reads, [40]);
});

for (const descr of ['<f4', '>f4']) {
  test(`what is asked for in one turn is read at once where it lies together, and each gets its own: ${descr}`, async () => {
    const expected = Float32Array.from({ length: 60 }, (_, index) => index);
    const data = descr === '<f4' ? expected : reversed(expected, 4);
    const { file, reads } = watched(fileOf('a.npz', zip({ 'attentions.npy': npy(descr, [60], data), 'more.npy': npy('<f4', [many], new Float32Array(many)) })));
    const { arrays: [array] } = await readArrays([file]);
    reads.length = 0;
    const asked = [[0, 10], [10, 5], [15, 20], [40, 10], [50, 10], [0, 10]];
    const got = await Promise.all(asked.map(([start, count]) => array.read(start, count)));
    asked.forEach(([start, count], at) => assert.deepEqual(got[at], expected.slice(start, start + count)));
    assert.deepEqual(reads, [140, 80, 40]);
    reads.length = 0;
    await array.read(0, 10);
    await array.read(10, 10);
    assert.deepEqual(reads, [40, 40], 'asked for in two turns');
  });
}

test('a file that is gone is an error for each who asks, and is read again when it is back', async () => {
  let isGone = false;
  const file = fileOf('a.npy', npy('<f4', [4], Float32Array.of(1, 2, 3, 4)));
  /** @param {Blob} blob @returns {Blob} */
  const moody = (blob) => Object.assign(blob, {
    slice: (/** @type {number} */ start, /** @type {number} */ end) => moody(Blob.prototype.slice.call(blob, start, end)),
    arrayBuffer: () => (isGone ? Promise.reject(new DOMException('gone', 'NotFoundError')) : Blob.prototype.arrayBuffer.call(blob)),
  });
  const { arrays: [array] } = await readArrays([/** @type {Blob & { name: string }} */ (moody(file))]);
  isGone = true;
  const asked = [array.read(0, 2), array.read(2, 2)];
  await Promise.all(asked.map((part) => refused(part, 'value', 'a.npy, a: expected a file that can be read, got NotFoundError', 'a.npy')));
  isGone = false;
  assert.deepEqual(await array.read(2, 2), Float32Array.of(3, 4));
});

test('large packed arrays are kept in halves, and say so; progress never falls and ends at 1', async () => {
  const length = (1 << 24) + 1;
  const data = Float32Array.from({ length }, (_, i) => (i % 1000) / 1000);
  const file = fileOf('a.npz', zip({ 'attentions.npy': npy('<f4', [length], data) }, { isPacked: true }));
  /** @type {number[]} */
  const shares = [];
  const { arrays: [array] } = await readArrays([file], { onProgress: (share) => shares.push(share) });
  assert.deepEqual([array.isHalved, array.dtype], [true, 'float32']);
  const read = await array.read(length - 1000, 1000);
  assert.ok(read.every((number, i) => Math.abs(number - data[length - 1000 + i]) <= 2 ** -12));
  assert.ok(shares.length > 20 && shares.every((share, i) => i === 0 || share >= shares[i - 1]) && shares.at(-1) === 1, shares.join());
});

test('the share of several files goes on where the last one ended', async () => {
  /** @type {number[]} */
  const shares = [];
  const content = npy('<f4', [1], Float32Array.of(1));
  await readArrays([fileOf('a.npy', content), fileOf('b.npy', content)], { onProgress: (share) => shares.push(share) });
  assert.deepEqual(shares, [0, 0.5, 0.5, 1]);
});

test('the share never falls', () => {
  /** @type {number[]} */
  const shares = [];
  const opening = new Opening([new Blob(['0123456789'])], undefined, (share) => shares.push(share));
  for (const bytes of [8, 3, 10]) opening.reached(bytes);
  assert.deepEqual(shares, [0.8, 0.8, 1]);
});

test('packed arrays of 64 MB of float32 keep their digits, and halves stay as they are', async () => {
  const length = 1 << 24;
  const whole = fileOf('a.npz', zip({ 'a.npy': npy('<f4', [length], new Float32Array(length).fill(0.1)) }, { isPacked: true }));
  const halves = fileOf('b.npz', zip({ 'b.npy': npy('<f2', [length + 1], new Uint16Array(length + 1).fill(0x3555)) }, { isPacked: true }));
  const { arrays } = await readArrays([whole, halves]);
  assert.deepEqual(arrays.map(({ isHalved }) => isHalved), [false, false]);
  assert.deepEqual([await arrays[0].read(length - 1, 1), await arrays[1].read(length, 1)], [Float32Array.of(0.1), Float32Array.of(0.333251953125)]);
});

const python = findPython();
if (!python) console.log('The files that NumPy writes are skipped: install python3-numpy, or name a Python with it in PYTHON.');

const script = `
import os, sys
import numpy as np
os.chdir(sys.argv[1])
a = np.arange(24).reshape(2, 3, 4) / 32
for dtype in ['<f2', '>f2', '<f4', '>f4', '<f8', '>f8', 'i1', '<i2', '>i4', '<i8', 'u1', '>u2', '<u4', '>u8']:
    numbers = (a * 32 if dtype[-2] in 'iu' else a).astype(dtype)
    np.save(f'c-{np.dtype(dtype).name}-{dtype[0] == ">"}.npy', numbers)
    np.save(f'f-{np.dtype(dtype).name}-{dtype[0] == ">"}.npy', np.asfortranarray(numbers))
np.save('bool.npy', a > 0.25)
np.savez('stored.npz', a, a.T, tokens=np.array(['The', '猫', 'sat on']), bytes=np.array([b'The', 'é'.encode()]))
np.savez_compressed('packed.npz', attentions=a.astype('float32'))
with open('v3.npy', 'wb') as file:
    np.lib.format.write_array(file, a, version=(3, 0))
`;

test('what NumPy writes', { skip: !python && 'no NumPy here' }, async (t) => {
  const folder = temporaryFolder(t);
  const { status, stderr } = spawnSync(/** @type {string} */ (python), ['-c', script, folder], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  const files = readdirSync(folder).sort();
  assert.equal(files.length, 32);
  const counting = Array.from({ length: 24 }, (_, i) => i);
  const quarters = counting.map((i) => i / 32);
  /** @param {string} name */
  const open = (name) => fileOf(name, readFileSync(join(folder, name)));
  for (const name of files.filter((file) => /^[cf]-/.test(file))) {
    const { numbers, shape, dtype } = await only(open(name));
    assert.deepEqual([numbers, shape, name.includes(`-${dtype}-`)], [name.includes('int') ? counting : quarters, [2, 3, 4], true], name);
  }
  assert.deepEqual((await only(open('bool.npy'))).numbers, counting.map((i) => Number(i > 8)));
  assert.deepEqual((await only(open('v3.npy'))).numbers, quarters);
  assert.deepEqual((await only(open('packed.npz'))).numbers, quarters);
  const { arrays: [tokensFirst, transposed], texts } = await readArrays([open('stored.npz')]);
  assert.deepEqual([tokensFirst.name, transposed.name, transposed.shape], ['arr_0', 'arr_1', [4, 3, 2]]);
  assert.deepEqual(Array.from(await tokensFirst.read(0, 24)), quarters);
  assert.deepEqual(Array.from(await transposed.read(0, 4)), [0, 12 / 32, 4 / 32, 16 / 32]);
  assert.deepEqual(texts, [{ name: 'tokens', tokens: ['The', '猫', 'sat on'] }, { name: 'bytes', tokens: ['The', 'é'] }]);
});
