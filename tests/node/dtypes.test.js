/** The meaning of elements: halves in a Uint16Array, ones and zeros in masks, buffers of every kind. None is misread. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AttentionError } from 'attention-lab';
import { assertSameBits } from './closeness.js';
import { attention } from './engine.js';
import { createRandom } from './random.js';
import { assertRefusal, assertRefused } from './refusal.js';

const inputs = { query: [[1, 0]], key: [[1, 0], [0, 1]], value: [[1, 0], [2, 0]] };

/** Every way into the engine, given a mask. @type {Record<string, (mask: any) => any>} */
const kWays = {
  attend: (mask) => attention.attend({ ...inputs, mask }, { weights: true }).weights,
  attendAsync: async (mask) => (await attention.attendAsync({ ...inputs, mask }, { weights: true })).weights,
  explain: (mask) => attention.explain({ ...inputs, mask }).weights,
  iterate: (mask) => attention.iterate({ ...inputs, mask }, { steps: 1 }).states[1],
  session(mask) {
    const session = attention.session({ headSize: 2, capacity: 2 });
    try {
      session.append({ key: inputs.key, value: inputs.value });
      return session.attend({ query: inputs.query, mask }, { weights: true }).weights;
    } finally {
      session.delete();
    }
  },
};

/** @param {any} mask @param {import('./refusal.js').Refusal} refusal @param {string} label */
async function assertRefusedEverywhere(mask, refusal, label) {
  for (const [name, way] of Object.entries(kWays)) {
    await assert.rejects(async () => way(mask), (error) => (assertRefusal(error, { argument: 'mask', ...refusal }, AttentionError, `${name}, ${label}`), true), `${name}, ${label}`);
  }
}

/** @param {any} mask @param {number[]} weights @param {string} label */
async function assertWeights(mask, weights, label) {
  for (const [name, way] of Object.entries(kWays)) {
    if (name === 'iterate') continue; // It returns no weights.
    const { data } = await way(mask);
    assert.deepEqual(Array.from(data, (/** @type {number} */ x) => Number(x.toFixed(3))), weights, `${name}, ${label}`);
  }
}

const kHidden = [1, 0];
const kAdded = [0.846, 0.154]; // The scores are 1/sqrt(2) and 0, and 1 and 0 are added.
const kIntegers = [Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array];

/** @param {any} type @param {number[]} numbers */
const arrayOf = (type, numbers) => type.from(type.name.startsWith('Big') ? numbers.map(BigInt) : numbers);

test('integer ones and zeros, which are ambiguous, are no mask without a dtype', async () => {
  for (const type of kIntegers) {
    for (const bits of [[1, 0], [0, 0]]) {
      const data = arrayOf(type, bits);
      const message = type === Uint16Array ? /'bool' \(1 attends, 0 hides\) or 'float16' or 'bfloat16' \(added/ : /'bool' \(1 attends, 0 hides\) or 'float32' or 'float64' \(added to the scores\) beside an? \w+, got none/;
      for (const mask of [data, { data, shape: [1, 2] }]) await assertRefusedEverywhere(mask, { code: 'type', message }, `${type.name} ${bits}`);
    }
  }
});

test('plain numbers that are all 0 or 1 are no mask, and the error names both readings', async () => {
  for (const mask of [[1, 0], [[1, 0]], [[[0, 1]]], [[1], [1]].slice(0, 1), [1, 1], [-0, 1]]) {
    await assertRefusedEverywhere(mask, { code: 'type', message: /^mask: expected true and false, or .*dtype 'bool' \(1 attends, 0 hides\) or 'float32' \(added to the scores\), got plain numbers that are all 0 or 1$/ }, JSON.stringify(mask));
  }
  const rows = { query: [[1, 0], [0, 1]], key: inputs.key, value: inputs.value };
  assertRefused(attention, AttentionError, { inputs: { ...rows, mask: [[0, 0], [0, 1]] }, code: 'type', argument: 'mask' }, 'a one at the end');
  assertRefused(attention, AttentionError, { inputs: { ...rows, mask: [Uint8Array.of(1, 0), Uint8Array.of(1, 1)] }, code: 'type', argument: 'mask', message: /of a Uint8Array/ }, 'rows of bytes');
  assertRefused(attention, AttentionError, { inputs: { ...rows, mask: [[-Infinity, 0], Int32Array.of(1, 0)] }, code: 'type', argument: 'mask', message: /of a Int32Array/ }, 'rows of integers');
});

test('a mask that says how it is meant is accepted', async () => {
  for (const mask of [[true, false], [[true, false]], Uint8Array.of(1, 0), Buffer.from([1, 0])]) await assertWeights(mask, kHidden, 'booleans');
  for (const type of [...kIntegers, Uint8Array, Float32Array, Float64Array]) {
    await assertWeights({ data: arrayOf(type, [1, 0]), shape: [2], dtype: 'bool' }, kHidden, `${type.name} of booleans`);
    if (type === Uint16Array) continue;
    for (const dtype of type === Float32Array ? ['float32'] : type === Float64Array ? ['float64'] : ['float32', 'float64']) {
      await assertWeights({ data: arrayOf(type, [1, 0]), shape: [2], dtype }, kAdded, `${type.name} of numbers`);
    }
  }
  for (const mask of [Float32Array.of(1, 0), { data: Float64Array.of(1, 0), shape: [1, 2] }, [Float32Array.of(1, 0)], [1.5, 0.5], [0.5, -0.5]]) await assertWeights(mask, kAdded, 'numbers');
  await assertWeights([0, 0], [0.67, 0.33], 'zeros change nothing');
  await assertWeights([1, -Infinity], kHidden, 'numbers with an end');
  await assertWeights({ data: Uint16Array.of(0, 0xfc00), shape: [2], dtype: 'float16' }, kHidden, 'halves');
  await assertWeights({ data: Uint16Array.of(0x3f80, 0), shape: [2], dtype: 'bfloat16' }, kAdded, 'bfloats');
});

test('a boolean is 1 or 0: other numbers were meant to be added', async () => {
  for (const [data, at, found] of /** @type {[any, number, number][]} */ ([[Float32Array.of(0, -Infinity), 1, -Infinity], [Float32Array.of(0.5, 0), 0, 0.5], [Float64Array.of(1, NaN), 1, NaN], [Int8Array.of(-1, 0), 0, -1], [Uint8Array.of(1, 255), 1, 255], [BigInt64Array.of(2n, 0n), 0, 2]])) {
    await assertRefusedEverywhere({ data, shape: [2], dtype: 'bool' }, { code: 'value', message: new RegExp(`expected 1 or 0 as a boolean, got ${found} at index ${at}$`) }, `${found}`);
  }
  await assertRefusedEverywhere(Uint8Array.of(1, 2), { code: 'value', message: /got 2 at index 1/ }, 'bytes');
});

/** The value of a half by its definition. @param {number} bits */
function half(bits) {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

test('every half and every bfloat, in small tensors and large ones', () => {
  const bfloat = (/** @type {number} */ bits) => new Float32Array(Uint32Array.of(bits * 65536).buffer)[0];
  for (const [dtype, number] of /** @type {const} */ ([['float16', half], ['bfloat16', bfloat]])) {
    const all = Array.from({ length: 65536 }, (_, bits) => bits).filter((bits) => Number.isFinite(number(bits)));
    for (const bits of [all, ...[0, 1, 0x3ff, 0x400, 0x7bff, 0x8000, 0x8001, 0xfbff].map((one) => [one])]) {
      const key = { data: Uint16Array.from(bits), shape: [1, bits.length], dtype };
      const call = { query: { data: new Float32Array(bits.length), shape: [1, bits.length] }, key, value: key };
      assertSameBits(attention.attend(call, { present: true }).presentKey, { data: Float32Array.from(bits, number), shape: [1, bits.length] }, dtype);
    }
  }
});

const kNotPlain = ['query', 'key', 'value', 'pastKey', 'pastValue', 'params.weight', 'alibi', 'localFocus.center'];

test('a Uint16Array needs a dtype wherever numbers are read, except for lengths', () => {
  const tensor = (/** @type {number[]} */ ...shape) => createRandom(7).tensor(shape);
  const plain = { query: tensor(1, 1, 2, 3), key: tensor(1, 1, 4, 3), value: tensor(1, 1, 4, 2), pastKey: tensor(1, 1, 1, 3), pastValue: tensor(1, 1, 1, 2) };
  for (const argument of kNotPlain) {
    const sizes = { query: [1, 1, 2, 3], key: [1, 1, 4, 3], value: [1, 1, 4, 2], pastKey: [1, 1, 1, 3], pastValue: [1, 1, 1, 2], 'params.weight': [3, 3], alibi: [1], 'localFocus.center': [2] };
    const shape = sizes[/** @type {keyof typeof sizes} */ (argument)];
    const data = new Uint16Array(shape.reduce((a, b) => a * b)).fill(0x3c00);
    /** @param {any} given */
    const call = (given) => {
      if (argument in plain) return { inputs: { ...plain, [argument]: given } };
      if (argument === 'params.weight') return { inputs: { ...plain, params: { weight: given } }, options: { score: 'general' } };
      return { inputs: plain, options: argument === 'alibi' ? { alibi: given } : { localFocus: { center: given, sigma: 1 } } };
    };
    assertRefused(attention, AttentionError, { ...call({ data, shape }), code: 'type', argument, message: /expected the dtype 'float16' or 'bfloat16' or 'uint16' beside a Uint16Array, got none$/ }, argument);
    for (const dtype of ['float32', 'bool', 'half', 16]) assertRefused(attention, AttentionError, { ...call({ data, shape, dtype }), code: 'type', argument, message: /got / }, `${argument} as ${dtype}`);
    for (const [dtype, number] of [['float16', 1], ['bfloat16', 0.0078125], ['uint16', 0x3c00]]) {
      const [halves, floats] = [{ data, shape, dtype }, { data: new Float32Array(data.length).fill(/** @type {number} */ (number)), shape }].map((given) => {
        const { inputs: read, options } = call(given);
        return attention.attend(read, options).output;
      });
      assertSameBits(halves, floats, `${argument} as ${dtype}`);
    }
  }
  assertRefused(attention, AttentionError, { inputs: { ...inputs, query: Uint16Array.of(0x3c00, 0) }, code: 'type', argument: 'query' }, 'a bare one');
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: [[1, 0], Uint16Array.of(0, 0x3c00)] }, code: 'type', argument: 'key', message: /of a Uint16Array/ }, 'one as a row');
  const lengths = attention.attend({ query: [[[1, 0]]], key: [inputs.key], value: [inputs.value] }, { weights: true, keyLengths: Uint16Array.of(1) });
  assert.deepEqual([...lengths.weights.data], [1, 0]);
});

test('infinite halves are refused with their place, and so are numbers beyond the range of a half', () => {
  const halves = (/** @type {number} */ bits, dtype = 'float16') => ({ data: Uint16Array.of(0x3c00, 0, bits, 0), shape: [2, 2], dtype });
  for (const bits of [0x7c00, 0xfc00, 0x7e00, 0x7c01]) {
    for (const argument of ['key', 'value']) assertRefused(attention, AttentionError, { inputs: { ...inputs, [argument]: halves(bits) }, code: 'value', argument, message: /got (-?Infinity|NaN) at index 2$/ }, `${bits}`);
  }
  // bfloat16 has the range of float32, which a cache in halves does not have.
  const large = halves(0x4780, 'bfloat16');
  assert.ok(attention.attend({ ...inputs, key: large }).output);
  const refusal = { code: 'value', argument: 'key', message: /at most 65504 in halves, got 65536 at index 2$/ };
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: large }, options: { precision: 'f16' }, ...refusal }, 'bfloats as halves');
  for (const number of [65536, -70000, 1e30]) {
    for (const data of [Float32Array, Float64Array, Int32Array, BigInt64Array].filter((type) => number !== 1e30 || type !== Int32Array)) {
      const key = { data: arrayOf(data, [1, 0, number, 0]), shape: [2, 2] };
      const message = /at most 65504 in halves, got \S+ at index 2$/;
      assertRefused(attention, AttentionError, { inputs: { ...inputs, key }, options: { precision: 'f16' }, code: 'value', argument: 'key', message }, `${number}`);
      const session = attention.session({ headSize: 2, capacity: 4, precision: 'f16' });
      assert.throws(() => session.append({ key, value: inputs.value }), (error) => (assertRefusal(error, { code: 'value', argument: 'key', message }, AttentionError, `${number}, session`), true));
      assert.throws(() => session.append({ key: inputs.value, value: key }), (error) => (assertRefusal(error, { code: 'value', argument: 'value', message }, AttentionError, `${number}, session`), true));
      assert.equal(session.length, 0);
      session.delete();
    }
  }
  // The numbers of a past also go into the cache of the call; present ones stay as they came.
  const past = { pastKey: [[70000, 0]], pastValue: [[1, 0]] };
  assertRefused(attention, AttentionError, { inputs: { ...inputs, ...past }, options: { precision: 'f16', present: true }, code: 'value', argument: 'pastKey', message: /got 70000 at index 0$/ }, 'a past');
});

test('int8 has the range of float32', async () => {
  for (const large of [1e5, 3e38, 3.4028234663852886e38]) {
    const { output } = attention.attend({ ...inputs, value: [[large, 0], [large, 0]] }, { precision: 'int8' });
    assert.ok(Math.abs(output.data[0] / large - 1) < 1e-2, `${large}: ${output.data[0]}`);
    const session = attention.session({ headSize: 2, capacity: 2, precision: 'int8' });
    session.append({ key: inputs.key, value: [[large, 0], [large, 0]] });
    assert.deepEqual(session.attend({ query: inputs.query }).output.data[0], output.data[0]);
    session.delete();
  }
});

test('the dtype of an array whose type says it may be given, but no other one', () => {
  const key = (/** @type {any} */ type, /** @type {any} */ dtype) => ({ data: arrayOf(type, [1, 0, 0, 1]), shape: [2, 2], dtype });
  const want = attention.attend(inputs).output;
  for (const [type, name] of /** @type {[any, string][]} */ ([[Float32Array, 'float32'], [Float64Array, 'float64'], [Int8Array, 'int8'], [Uint8Array, 'uint8'], [Uint8ClampedArray, 'uint8'], [Int16Array, 'int16'], [Uint16Array, 'uint16'], [Int32Array, 'int32'], [Uint32Array, 'uint32'], [BigInt64Array, 'int64'], [BigUint64Array, 'uint64']])) {
    assertSameBits(attention.attend({ ...inputs, key: key(type, name) }).output, want, name);
    for (const other of ['bool', 'float', 'half', type === Float32Array ? 'float64' : 'float32', null, 0, [name]]) {
      assertRefused(attention, AttentionError, { inputs: { ...inputs, key: key(type, other) }, code: 'type', argument: 'key', message: new RegExp(`'${name}' beside a ${type.name}, got `) }, `${name} as ${other}`);
    }
  }
});

test('an unknown name in a tensor is refused: it might be meant to change the meaning of the elements', () => {
  const data = Float32Array.of(1, 0, 0, 1);
  for (const [name, value] of Object.entries({ stride: [1, 2], strides: [1, 2], offset: 0, type: 'float16', dims: [2, 2], order: 'F', dtypes: 'bool' })) {
    assertRefused(attention, AttentionError, { inputs: { ...inputs, key: { data, shape: [2, 2], [name]: value } }, code: 'option', argument: `key.${name}`, message: /expected data, shape or dtype, got an unknown name$/ }, name);
  }
  const named = Object.defineProperty({ data, shape: [2, 2] }, 'name', { value: 'key', enumerable: false });
  assert.ok(attention.attend({ ...inputs, key: named }).output);
  class Held { get data() { return data; } get shape() { return [2, 2]; } get dtype() { return 'float32'; } }
  assert.ok(attention.attend({ ...inputs, key: new Held() }).output);
});

test('buffers of every kind are read correctly', () => {
  const want = attention.attend(inputs, { weights: true });
  const numbers = [1, 0, 0, 1];
  class Subclass extends Float32Array { get length() { return 1; } }
  const shared = new Float32Array(new SharedArrayBuffer(40), 8, 4);
  const resizable = /** @type {any} */ (new /** @type {any} */ (ArrayBuffer)(16, { maxByteLength: 64 }));
  const tracking = new Float32Array(resizable);
  const bytes = Buffer.alloc(20);
  const odd = new Float32Array(new ArrayBuffer(24), 4, 4);
  const subclass = new Subclass(4);
  for (const data of [shared, tracking, odd, subclass]) for (let i = 0; i < 4; ++i) data[i] = numbers[i];
  for (const [name, data] of Object.entries({ shared, tracking, odd, subclass, buffer: Buffer.from(numbers) })) {
    const { output, weights } = attention.attend({ ...inputs, key: { data, shape: [2, 2] } }, { weights: true });
    assertSameBits(output, want.output, name);
    assertSameBits(weights, want.weights, name);
  }
  // Here the bytes of a file are given in place of its numbers.
  new Float32Array(bytes.buffer, bytes.byteOffset + ((4 - (bytes.byteOffset % 4)) % 4), 4).set(numbers);
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: { data: bytes.subarray(0, 16), shape: [2, 2] } }, code: 'shape', argument: 'key', message: /expected 4 elements for \[2,2\], got 16$/ }, 'bytes');
  if (!resizable.resize) return; // Node.js 18 does not have it.
  resizable.resize(8);
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: { data: tracking, shape: [2, 2] } }, code: 'shape', argument: 'key', message: /got 2$/ }, 'one that has shrunk');
  const fixed = new Float32Array(resizable, 0, 2);
  resizable.resize(4);
  assertRefused(attention, AttentionError, { inputs: { ...inputs, key: { data: fixed, shape: [1, 2] } }, code: 'shape', argument: 'key', message: /got 0$/ }, 'one out of bounds');
});
