// Floats of 8 bits, as they are held: every byte, and numbers that are known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Heap } from '../../web/wasm/heap.js';
import { widenerOf } from '../../web/models/runtime/widen.js';

/** The largest, one, the smallest normal number and the smallest of all, from Micikevicius et al. 2022, table 1. @type {Record<string, [byte: number, number: number][]>} */
const known = {
  F8_E4M3: [[0x7e, 448], [0x38, 1], [0x08, 2 ** -6], [0x01, 2 ** -9], [0x07, 7 * 2 ** -9], [0x00, 0], [0xb8, -1], [0xfe, -448], [0x7f, NaN], [0xff, NaN]],
  F8_E5M2: [[0x7b, 57344], [0x3c, 1], [0x04, 2 ** -14], [0x01, 2 ** -16], [0x03, 3 * 2 ** -16], [0x00, 0], [0xbc, -1], [0x7c, Infinity], [0xfc, -Infinity], [0x7d, NaN]],
};

/** @param {string} type @param {'BF16' | 'F32'} held @returns {Float32Array} the numbers of all bytes */
function widened(type, held) {
  const heap = new Heap({ buffer: new ArrayBuffer(256 + 1024) });
  heap.bytes.set(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  widenerOf({ name: 'weight', type }, held)(heap, 0, 256, 256);
  if (held === 'F32') return heap.floats.slice(64, 320);
  const halves = new Uint16Array(heap.bytes.buffer, 256, 256);
  return new Float32Array(Uint32Array.from(halves, (bits) => bits << 16).buffer);
}

for (const [type, numbers] of Object.entries(known)) {
  test(`${type}: the numbers of its definition, in either float, and in their order`, () => {
    const floats = widened(type, 'F32');
    for (const [byte, number] of numbers) assert.equal(floats[byte], number, byte.toString(16));
    // bfloat16 holds each of them exactly.
    assert.deepEqual(widened(type, 'BF16'), floats);
    const finite = floats.subarray(0, 128).filter(Number.isFinite);
    assert.ok(finite.length >= 124 && finite.every((number, i) => i === 0 || number > finite[i - 1]));
    for (let byte = 0; byte < 128; ++byte) assert.ok(Object.is(floats[byte + 128], -floats[byte]), byte.toString(16));
  });
}

test('a type that no weight has is refused by the tensor’s name', () => {
  assert.throws(() => widenerOf({ name: 'h.0.weight', type: 'BOOL' }, 'F32'), /h\.0\.weight: expected numbers of a type that weights have, got BOOL/);
});
