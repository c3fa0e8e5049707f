/** Small files are read once, and large ones in parts: what is in memory stays bounded. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { readArrays } from '../../web/heads/files/read-arrays.js';
import { WatchedBlob } from './watched-blob.js';

/** @param {number} count numbers, 0 to 255 again and again @returns {WatchedBlob} as NumPy writes them */
function npy(count) {
  const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, ${count}), }`.padEnd(117) + '\n';
  const numbers = Float32Array.from({ length: count }, (_, i) => i % 256);
  return WatchedBlob.named('a.npy', [Uint8Array.of(0x93), 'NUMPY', Uint8Array.of(1, 0, head.length, 0), head, numbers]);
}

test('numbers of a small file are read once, whatever is asked for', async () => {
  const file = npy(1000);
  const { arrays: [array] } = await readArrays([file]);
  const heads = file.reads.length;
  const parts = await Promise.all([array.read(10, 3), array.read(500, 2), array.read(0, 1)]);
  assert.deepEqual(parts.map((part) => [...part]), [[10, 11, 12], [244, 245], [0]]);
  assert.deepEqual(file.reads.slice(heads), [4000]);
  assert.deepEqual([...await array.read(999, 1)], [999 % 256]);
  assert.equal(file.reads.length, heads + 1);
});

test('of a file beyond 32 MB only what is asked for is read', async () => {
  const file = npy((1 << 23) + 1);
  const { arrays: [array] } = await readArrays([file]);
  const heads = file.reads.length;
  assert.deepEqual([...await array.read(257, 2)], [1, 2]);
  assert.deepEqual(file.reads.slice(heads), [8]);
});
