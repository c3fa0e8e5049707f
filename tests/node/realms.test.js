/**
 * Values from another realm (an iframe, node:vm, Electron) count like those of this one: masks mask, lengths are right, bytes
 * are bytes. And an array's own properties cannot change that.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { AttentionError, loadAttention } from 'attention-lab';
import { kRoot } from './child.js';
import { assertExact, assertSameBits } from './closeness.js';
import { attention } from './engine.js';
import { trace } from './oracle.js';
import { assertRefused, assertWell } from './refusal.js';

/** @param {string} code */
const foreign = (code) => runInNewContext(code);

const inputs = { query: [[1, 0]], key: [[1, 0], [0, 1]], value: [[1], [2]] };

test('a mask of another realm hides a key, as it does here', () => {
  const mask = foreign('({ data: Uint8Array.of(1, 0), shape: [1, 2] })');
  assert.ok(!(mask.data instanceof Uint8Array), 'it is of another realm');
  const { weights } = attention.attend({ ...inputs, mask }, { weights: true });
  assert.deepEqual([...weights.data], [1, 0]);
  assert.deepEqual([...attention.attend({ ...inputs, mask: foreign('[[true, false]]') }, { weights: true }).weights.data], [1, 0]);
});

test('every type of elements, from another realm, gives the digits of this one', () => {
  for (const type of ['Float32Array', 'Float64Array', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array']) {
    for (const size of [1, 3, 40]) {
      const digits = Array.from({ length: 2 * size }, (_, i) => (i * 7) % 5);
      const numbers = `[${digits.map((digit) => (type.startsWith('Big') ? `${digit}n` : digit))}]`;
      const key = foreign(`({ data: ${type}.from(${numbers}), shape: [2, ${size}], dtype: ${type === 'Uint16Array' ? "'uint16'" : 'undefined'} })`);
      const call = { query: { data: new Float32Array(size).fill(0.5), shape: [1, size] }, key, value: key };
      const plain = { data: Float64Array.from(digits), shape: [2, size] };
      assertExact(attention.attend(call, { weights: true }), trace({ ...call, key: plain, value: plain }), `${type} of ${size}`);
    }
  }
});

test('key lengths of another realm, BigInt too, and records of another realm', () => {
  const deep = { query: [[[[1, 0]]]], key: [[[[1, 0], [0, 1]]]], value: [[[[1], [2]]]] };
  for (const code of ['BigInt64Array.of(1n)', 'Int32Array.of(1)', '[1]']) {
    const options = foreign(`({ weights: true, keyLengths: ${code} })`);
    assert.deepEqual([...attention.attend(deep, options).weights.data], [1, 0], code);
  }
});

test('the module from bytes and from a compiled module of another realm', async () => {
  const bytes = readFileSync(join(kRoot, 'lib', 'attention-lab.wasm'));
  const buffer = foreign(`new ArrayBuffer(${bytes.length})`);
  new Uint8Array(buffer).set(bytes);
  assert.ok(!(buffer instanceof ArrayBuffer));
  assertWell(await loadAttention({ wasm: buffer }), 'bytes');
  const compiled = runInNewContext('new WebAssembly.Module(bytes)', { bytes });
  assert.ok(!(compiled instanceof WebAssembly.Module));
  assertWell(await loadAttention({ wasm: compiled }), 'module');
});

test('an own property `length` is not believed', () => {
  const short = Object.defineProperty(Float32Array.of(1, 2, 3, 4), 'length', { value: 2 });
  const long = Object.defineProperty(Float32Array.of(1, 2), 'length', { value: 1 << 20 });
  assert.deepEqual([...attention.attend({ ...inputs, key: { data: short, shape: [2, 2] } }, { weights: true }).weights.shape], [1, 2]);
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: { data: short, shape: [1, 2] } }, code: 'shape', argument: 'key', message: /expected 2 elements for \[1,2\], got 4/ }, 'short');
  assertRefused(attention, AttentionError, { inputs: { ...inputs, query: { data: long, shape: [1, 1 << 20] } }, code: 'shape', argument: 'query', message: /got 2$/ }, 'long');
  assertRefused(attention, AttentionError, { inputs: { ...inputs, query: [short] }, code: 'shape' }, 'a row');
});

test('a length that no array has is refused', () => {
  for (const length of [-1, 1.5, NaN, Infinity, 2 ** 60, '2', null]) {
    const lying = new Proxy([1, 2], { get: (row, name, self) => (name === 'length' ? length : Reflect.get(row, name, self)) });
    assertRefused(attention, AttentionError, { inputs: { ...inputs, query: lying }, code: 'shape', argument: 'query' }, `a row of ${length}`);
    assertRefused(attention, AttentionError, { inputs: { ...inputs, query: { data: Float32Array.of(1, 2), shape: lying } }, code: 'shape', argument: 'query' }, `a shape of ${length}`);
  }
});

test('data that change between the check and the copy write nothing out of bounds', () => {
  const before = attention.attend(inputs, { weights: true });
  let asked = 0;
  const data = { get data() { return new Float32Array(asked++ === 0 ? 40 : 4000).fill(0.5); }, shape: [1, 40] };
  const wide = { data: new Float32Array(80).fill(0.25), shape: [2, 40] };
  attention.attend({ query: data, key: wide, value: wide });
  assert.equal(asked, 1, 'it is asked once');

  // A getter of a later input detaches the buffer of an earlier one.
  const buffer = new ArrayBuffer(8);
  const query = { data: new Float32Array(buffer), shape: [1, 2] };
  const value = [[1], new Proxy([2], { get: (row, name) => (structuredClone(buffer.byteLength === 0 ? null : buffer, { transfer: buffer.byteLength === 0 ? [] : [buffer] }), Reflect.get(row, name)) })];
  assertRefusedOrRight(() => attention.attend({ query, key: inputs.key, value }));
  assertSameBits(attention.attend(inputs, { weights: true }).weights, before.weights, 'the call after');
});

/** @param {() => unknown} call */
function assertRefusedOrRight(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof AttentionError, String(error));
  }
}
