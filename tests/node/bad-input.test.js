/** Bad tensors are refused with code, argument and message, and do no harm to the next call. */

import test from 'node:test';
import { AttentionError } from 'attention-lab';
import { attention } from './engine.js';
import { assertRefused } from './refusal.js';
import { createRandom } from './random.js';

const random = createRandom(110_000);

/** @param {...number} shape */
const tensor = (...shape) => random.tensor(shape);
/** One head, four queries, six keys. @param {any} change */
const flat = (change) => ({ query: tensor(4, 3), key: tensor(6, 3), value: tensor(6, 2), ...change });
/** Two batches, four query heads over two key-value heads. @param {any} change */
const deep = (change) => ({ query: tensor(2, 4, 3, 5), key: tensor(2, 2, 6, 5), value: tensor(2, 2, 6, 3), ...change });
/** @param {any} data @param {number[]} shape */
const held = (data, ...shape) => ({ data, shape });
/** A Float32Array with one entry replaced. @param {number} length @param {number} at @param {number} entry */
const spoiled = (length, at, entry) => {
  const data = new Float32Array(length).fill(0.5);
  data[at] = entry;
  return data;
};

const kRing = /** @type {any[]} */ ([]);
kRing.push(kRing);
const kDetached = new Float32Array([1, 2, 3]);
structuredClone(kDetached, { transfer: [kDetached.buffer] });

/** @type {Record<string, import('./refusal.js').Refusal>} */
const kCases = {
  'no query': { inputs: flat({ query: undefined }), code: 'missing', argument: 'query' },
  'no key': { inputs: flat({ key: undefined }), code: 'missing', argument: 'key' },
  'no value': { inputs: flat({ value: undefined }), code: 'missing', argument: 'value' },
  'nothing at all': { inputs: {}, code: 'missing', argument: 'query' },
  'no inputs': { inputs: undefined, code: ['missing', 'type'] },
  'inputs that are none': { inputs: 5, code: ['missing', 'type'] },
  'a past key without its value': { inputs: flat({ pastKey: tensor(2, 3) }), code: 'missing', argument: 'pastValue' },
  'a past value without its key': { inputs: flat({ pastValue: tensor(2, 2) }), code: 'missing', argument: 'pastKey' },

  'text for a tensor': { inputs: flat({ query: '0.1, 0.2' }), code: 'type', argument: 'query' },
  'a number for a tensor': { inputs: flat({ key: 5 }), code: 'type', argument: 'key' },
  'null for a tensor': { inputs: flat({ value: null }), code: ['type', 'missing'], argument: 'value' },
  'a function for a tensor': { inputs: flat({ value: () => 1 }), code: 'type', argument: 'value' },
  'text among numbers': { inputs: flat({ query: [[1, 2, 'abc']] }), code: 'type', argument: 'query' },
  'a number as text': { inputs: flat({ query: [[1, 2, '3']] }), code: 'type', argument: 'query' },
  'null among numbers': { inputs: flat({ key: [[1, 2, 3], [1, null, 3]] }), code: ['type', 'shape'], argument: 'key' },
  // eslint-disable-next-line no-sparse-arrays -- the hole is what is tested
  'a hole among numbers': { inputs: flat({ query: [[1, , 3]] }), code: ['type', 'shape'], argument: 'query' },
  'a bigint among numbers': { inputs: flat({ query: [[1, 2n, 3]] }), code: 'type', argument: 'query' },
  'booleans for a query': { inputs: flat({ query: [[true, false, true]] }), code: 'type', argument: 'query' },
  'booleans among numbers': { inputs: flat({ value: [[1, 2], [1, true], [1, 2], [1, 2], [1, 2], [1, 2]] }), code: 'type', argument: 'value' },
  'numbers among booleans in a mask': { inputs: flat({ mask: [true, false, 1, true, true, true] }), code: 'type', argument: 'mask' },
  'booleans among numbers in a mask': { inputs: flat({ mask: [0, 0, 1, true, 0, 0] }), code: 'type', argument: 'mask' },
  'text in a mask': { inputs: flat({ mask: ['yes', 'no', 'yes', 'no', 'yes', 'no'] }), code: 'type', argument: 'mask' },
  'a plain array as data': { inputs: flat({ query: held([1, 2, 3], 3) }), code: 'type', argument: ['query', 'query.data'] },
  'a buffer as data': { inputs: flat({ query: held(new ArrayBuffer(48), 4, 3) }), code: 'type', argument: ['query', 'query.data'] },
  'a DataView as data': { inputs: flat({ query: held(new DataView(new ArrayBuffer(48)), 4, 3) }), code: 'type', argument: ['query', 'query.data'] },
  'data without a shape': { inputs: flat({ query: { data: new Float32Array(3) } }), code: ['type', 'missing', 'shape'], argument: ['query', 'query.shape'] },
  'a shape that is no list': { inputs: flat({ query: { data: new Float32Array(3), shape: 3 } }), code: ['type', 'shape'], argument: ['query', 'query.shape'] },
  'text in a shape': { inputs: flat({ query: held(new Float32Array(12), /** @type {any} */ ('4'), 3) }), code: ['type', 'shape'], argument: ['query', 'query.shape'] },
  'an unknown dtype': { inputs: flat({ mask: { data: new Float32Array(6), shape: [6], dtype: 'half' } }), code: ['type', 'option'], argument: ['mask', 'mask.dtype'] },
  'a boolean query': { inputs: flat({ query: { ...tensor(4, 3), dtype: 'bool' } }), code: ['type', 'option'], argument: ['query', 'query.dtype'] },

  'ragged rows': { inputs: flat({ query: [[1, 2, 3], [1, 2]] }), code: 'shape', argument: 'query' },
  'a row too long': { inputs: flat({ key: [[1, 2, 3], [1, 2, 3, 4]] }), code: 'shape', argument: 'key' },
  'a number where a row should be': { inputs: flat({ query: [[1, 2, 3], 4] }), code: ['shape', 'type'], argument: 'query' },
  'a row where a number should be': { inputs: flat({ query: [[1, 2, [3]]] }), code: ['shape', 'type'], argument: 'query' },
  'ragged deep down': { inputs: { query: [[[[1, 2], [3, 4]]], [[[1, 2], [3]]]], key: [[[[1, 2]]], [[[1, 2]]]], value: [[[[1]]], [[[1]]]] }, code: 'shape', argument: 'query' },
  'a ragged mask': { inputs: flat({ mask: [[0, 0, 0, 0, 0, 0], [0]] }), code: 'shape', argument: 'mask' },
  'rank 5': { inputs: flat({ query: [[[[[1, 2, 3]]]]] }), code: 'shape', argument: 'query' },
  'rank 5, typed': { inputs: flat({ query: tensor(1, 1, 1, 4, 3) }), code: 'shape', argument: 'query' },
  'an array within itself': { inputs: flat({ query: kRing }), code: 'shape', argument: 'query' },
  'rank 0': { inputs: flat({ query: held(new Float32Array(1)) }), code: 'shape', argument: 'query' },
  'less data than the shape says': { inputs: flat({ query: held(new Float32Array(11), 4, 3) }), code: 'shape', argument: 'query' },
  'more data than the shape says': { inputs: flat({ query: held(new Float32Array(13), 4, 3) }), code: 'shape', argument: 'query' },
  'a detached array': { inputs: flat({ query: held(kDetached, 1, 3) }), code: ['shape', 'type', 'size'], argument: 'query' },
  'a shape whose product wraps round': { inputs: deep({ query: held(new Float32Array(0), 65536, 65536, 65536, 65536) }), code: ['shape', 'size'], argument: 'query' },
  'a shape beyond 2^53': { inputs: deep({ query: held(new Float32Array(4), 2 ** 30, 2 ** 30, 2 ** 30, 2 ** 30) }), code: ['shape', 'size'], argument: 'query' },
  'a shape with a fraction': { inputs: flat({ query: held(new Float32Array(3), 1.5, 2) }), code: ['shape', 'type'], argument: ['query', 'query.shape'] },
  'a negative shape': { inputs: flat({ query: held(new Float32Array(12), -4, -3) }), code: ['shape', 'size', 'type'], argument: ['query', 'query.shape'] },
  'NaN in a shape': { inputs: flat({ query: held(new Float32Array(12), NaN, 3) }), code: ['shape', 'type'], argument: ['query', 'query.shape'] },

  'keys of another size': { inputs: flat({ key: tensor(6, 4) }), code: 'shape', argument: 'key', message: /6, ?3.*got.*6, ?4/ },
  'the example of the design': { inputs: { query: tensor(2, 4, 16, 64), key: tensor(2, 4, 16, 32), value: tensor(2, 4, 16, 64) }, code: 'shape', argument: 'key', message: /^key: expected \[2,4,16,64\], got \[2,4,16,32\]$/ },
  'fewer values than keys': { inputs: flat({ value: tensor(5, 2) }), code: 'shape', argument: 'value' },
  'another batch of keys': { inputs: deep({ key: tensor(3, 2, 6, 5), value: tensor(3, 2, 6, 3) }), code: 'shape', argument: 'key' },
  'another batch of values': { inputs: deep({ value: tensor(1, 2, 6, 3) }), code: 'shape', argument: 'value' },
  'other heads of values': { inputs: deep({ value: tensor(2, 4, 6, 3) }), code: 'shape', argument: 'value' },
  'heads that do not divide': { inputs: deep({ key: tensor(2, 3, 6, 5), value: tensor(2, 3, 6, 3) }), code: 'shape' },
  'more key heads than query heads': { inputs: deep({ key: tensor(2, 8, 6, 5), value: tensor(2, 8, 6, 3) }), code: 'shape' },
  'ranks 3 and 4': { inputs: deep({ query: tensor(2, 3, 5) }), code: 'shape' },
  'ranks 2 and 3': { inputs: flat({ value: tensor(1, 6, 2) }), code: 'shape', argument: 'value' },
  'a key of rank 1': { inputs: { query: tensor(3), key: tensor(3), value: tensor(3) }, code: 'shape', argument: 'key' },
  'packed heads that do not divide the query': { inputs: { query: tensor(1, 4, 7), key: tensor(1, 6, 6), value: tensor(1, 6, 6) }, options: { numHeads: 2 }, code: 'shape', argument: ['query', 'numHeads'] },
  'packed heads that do not divide the value': { inputs: { query: tensor(1, 4, 6), key: tensor(1, 6, 6), value: tensor(1, 6, 7) }, options: { numHeads: 2 }, code: 'shape', argument: ['value', 'numKvHeads', 'numHeads'] },
  'packed groups that do not divide the heads': { inputs: { query: tensor(1, 4, 6), key: tensor(1, 6, 4), value: tensor(1, 6, 4) }, options: { numHeads: 3, numKvHeads: 2 }, code: 'shape' },

  'a mask with another last axis': { inputs: flat({ mask: tensor(4, 5) }), code: 'shape', argument: 'mask' },
  'a mask with other rows': { inputs: flat({ mask: tensor(3, 6) }), code: 'shape', argument: 'mask' },
  'a mask with other heads': { inputs: deep({ mask: tensor(3, 3, 6) }), code: 'shape', argument: 'mask' },
  'a mask with another batch': { inputs: deep({ mask: tensor(3, 1, 3, 6) }), code: 'shape', argument: 'mask' },
  'a mask of rank 5': { inputs: deep({ mask: tensor(1, 1, 1, 3, 6) }), code: 'shape', argument: 'mask' },
  'a mask that forgets the past': { inputs: flat({ pastKey: tensor(2, 3), pastValue: tensor(2, 2), mask: tensor(4, 6) }), code: 'shape', argument: 'mask' },
  'a past key of another size': { inputs: deep({ pastKey: tensor(2, 2, 4, 6), pastValue: tensor(2, 2, 4, 3) }), code: 'shape', argument: 'pastKey' },
  'a past value of another size': { inputs: deep({ pastKey: tensor(2, 2, 4, 5), pastValue: tensor(2, 2, 4, 4) }), code: 'shape', argument: 'pastValue' },
  'a past value of another length': { inputs: deep({ pastKey: tensor(2, 2, 4, 5), pastValue: tensor(2, 2, 5, 3) }), code: 'shape', argument: ['pastValue', 'pastKey'] },
  'a past of other heads': { inputs: deep({ pastKey: tensor(2, 4, 4, 5), pastValue: tensor(2, 4, 4, 3) }), code: 'shape', argument: 'pastKey' },
  'a past of rank 3': { inputs: deep({ pastKey: tensor(2, 4, 5), pastValue: tensor(2, 4, 3) }), code: 'shape', argument: 'pastKey' },

  'an empty query': { inputs: flat({ query: [] }), code: 'size', argument: 'query' },
  'an empty row': { inputs: flat({ query: [[]] }), code: 'size', argument: 'query' },
  'no queries': { inputs: flat({ query: held(new Float32Array(0), 0, 3) }), code: 'size', argument: 'query' },
  'no keys': { inputs: flat({ key: held(new Float32Array(0), 0, 3), value: held(new Float32Array(0), 0, 2) }), code: 'size', argument: 'key' },
  'D = 0': { inputs: { query: held(new Float32Array(0), 4, 0), key: held(new Float32Array(0), 6, 0), value: tensor(6, 2) }, code: 'size', argument: 'query' },
  'Dv = 0': { inputs: flat({ value: held(new Float32Array(0), 6, 0) }), code: 'size', argument: 'value' },
  'no batch': { inputs: deep({ query: held(new Float32Array(0), 0, 4, 3, 5) }), code: 'size', argument: 'query' },
  'an empty mask': { inputs: flat({ mask: [] }), code: ['size', 'shape'], argument: 'mask' },

  ...Object.fromEntries(['query', 'key', 'value'].flatMap((name) => {
    const length = name === 'query' ? 4 : 6;
    const size = name === 'value' ? 2 : 3;
    return [NaN, Infinity, -Infinity].flatMap((entry) => [
      [`${entry} in ${name}, float32`, { inputs: flat({ [name]: held(spoiled(length * size, length * size - 1, entry), length, size) }), code: 'value', argument: name }],
      [`${entry} in ${name}, float64`, { inputs: flat({ [name]: held(Float64Array.from(spoiled(length * size, 0, entry)), length, size) }), code: 'value', argument: name }],
      [`${entry} in ${name}, nested`, { inputs: flat({ [name]: Array.from({ length }, (_, i) => Array(size).fill(i === 2 ? entry : 1)) }), code: 'value', argument: name }],
    ]).concat([
      [`1e39 in ${name}, float64`, { inputs: flat({ [name]: held(new Float64Array(length * size).fill(1e39), length, size) }), code: 'value', argument: name }],
      [`-1e300 in ${name}, nested`, { inputs: flat({ [name]: Array.from({ length }, () => Array(size).fill(-1e300)) }), code: 'value', argument: name }],
    ]);
  })),
  'NaN in a masked key': { inputs: flat({ key: held(spoiled(18, 17, NaN), 6, 3), mask: [true, true, true, true, true, false] }), code: 'value', argument: 'key' },
  'infinity in a masked value': { inputs: flat({ value: held(spoiled(12, 11, Infinity), 6, 2) }), options: { keyLengths: [3] }, code: 'value', argument: 'value' },
  'NaN in the past key': { inputs: flat({ pastKey: held(spoiled(6, 3, NaN), 2, 3), pastValue: tensor(2, 2) }), code: 'value', argument: 'pastKey' },
  'infinity in the past value': { inputs: flat({ pastKey: tensor(2, 3), pastValue: held(spoiled(4, 0, Infinity), 2, 2) }), code: 'value', argument: 'pastValue' },
  'NaN in a mask': { inputs: flat({ mask: [0, NaN, 0, 0, 0, 0] }), code: 'value', argument: 'mask' },
  'NaN in a mask, float32': { inputs: flat({ mask: held(spoiled(6, 2, NaN), 6) }), code: 'value', argument: 'mask' },
  '+Infinity in a mask': { inputs: flat({ mask: [0, Infinity, 0, 0, 0, 0] }), code: 'value', argument: 'mask' },
  '+Infinity in a mask, float64': { inputs: flat({ mask: held(Float64Array.of(0, 0, Infinity, 0, 0, 0), 6) }), code: 'value', argument: 'mask' },

  'an unknown input': { inputs: flat({ keys: tensor(6, 3) }), code: 'option', argument: 'keys' },
  'a param among the inputs': { inputs: flat({ weight: tensor(3, 3) }), code: 'option', argument: 'weight' },
};

for (const [name, refusal] of Object.entries(kCases)) {
  test(name, () => assertRefused(attention, AttentionError, refusal, name));
}
