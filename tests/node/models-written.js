/** Files of models, written by hand: the readers are tested without the programs that write them. */

import assert from 'node:assert/strict';
import { openCheckpoint } from '../../web/models/files/checkpoint.js';
import { readTensors } from '../../web/models/files/read-tensors.js';
import { ModelError } from '../../web/models/model-error.js';
import { bytesOfText, fileOf, joined } from './heads-written.js';

export { bytesOfText, fileOf, joined };

/** @param {Record<string, unknown>} value @param {string} [name] */
export const json = (value, name = 'config.json') => fileOf(name, JSON.stringify(value));

/** @param {number} integer */
export const uint32 = (integer) => new Uint8Array(Uint32Array.of(integer).buffer);

/** @param {number | bigint} integer */
export const uint64 = (integer) => new Uint8Array(BigUint64Array.of(BigInt(integer)).buffer);

/** @param {...number} numbers */
export const floats = (...numbers) => new Uint8Array(Float32Array.from(numbers).buffer);

/** Bytes that tell where they are from. @param {number} count @param {number} [first] */
export const counted = (count, first = 1) => Uint8Array.from({ length: count }, (_, i) => first + i);

/** @typedef {{ dtype: string, shape: number[], data: Uint8Array }} Written */

/**
 * @param {Record<string, Written>} tensors
 * @param {{ header?: string, blanks?: number }} [options] another header; blanks behind it, so that the data begin at an odd place
 */
export function safetensors(tensors, { header, blanks = 0 } = {}) {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
    const start = end;
    end += data.length;
    return [name, { dtype, shape, data_offsets: [start, end] }];
  });
  const text = bytesOfText((header ?? JSON.stringify(Object.fromEntries(entries))) + ' '.repeat(blanks));
  return joined(uint64(text.length), text, ...Object.values(tensors).map(({ data }) => data));
}

/** The numbers of GGUF's types of values, but for text and array, which are written by text() and array(). */
const scalars = /** @type {const} */ ({
  uint8: [0, 1, 'setUint8'], int8: [1, 1, 'setInt8'], uint16: [2, 2, 'setUint16'], int16: [3, 2, 'setInt16'], uint32: [4, 4, 'setUint32'],
  int32: [5, 4, 'setInt32'], float32: [6, 4, 'setFloat32'], bool: [7, 1, 'setUint8'], uint64: [10, 8, 'setBigUint64'],
  int64: [11, 8, 'setBigInt64'], float64: [12, 8, 'setFloat64'],
});

/** @typedef {{ type: number, bytes: Uint8Array }} GgufValue */

/** @param {keyof typeof scalars} kind @param {number | bigint} number @returns {GgufValue} */
export function scalar(kind, number) {
  const [type, size, method] = scalars[kind];
  const view = new DataView(new ArrayBuffer(size));
  /** @type {any} */ (view)[method](0, number, true);
  return { type, bytes: new Uint8Array(view.buffer) };
}

/** @param {string} text */
const sized = (text) => joined(uint64(bytesOfText(text).length), bytesOfText(text));

/** @param {string} text @returns {GgufValue} */
export const text = (text) => ({ type: 8, bytes: sized(text) });

/** @param {GgufValue[]} items all of one type @param {number} [type] of an empty array's @returns {GgufValue} */
export const array = (items, type = items[0].type) => ({ type: 9, bytes: joined(uint32(type), uint64(items.length), ...items.map(({ bytes }) => bytes)) });

/** @typedef {{ type: number, shape: number[], data: Uint8Array }} GgufTensor shape: the slowest axis first */

/**
 * @param {Record<string, GgufValue>} values
 * @param {Record<string, GgufTensor>} tensors
 * @param {{ version?: number, alignment?: number, counts?: (number | bigint)[], offsets?: number[] }} [options] wrong counts, and offsets
 */
export function gguf(values, tensors, { version = 3, alignment = 32, counts, offsets } = {}) {
  /** @param {number} length */
  const padding = (length) => new Uint8Array((alignment - (length % alignment)) % alignment);
  const names = Object.keys(tensors);
  const datas = Object.values(tensors).map(({ data }, i) => (i === names.length - 1 ? data : joined(data, padding(data.length))));
  let end = 0;
  const entries = Object.values(tensors).map(({ type, shape }, i) => {
    const offset = offsets?.[i] ?? end;
    end += datas[i].length;
    return joined(sized(names[i]), uint32(shape.length), ...shape.slice().reverse().map(uint64), uint32(type), uint64(offset));
  });
  const [tensorCount, valueCount] = counts ?? [names.length, Object.keys(values).length];
  const metadata = Object.entries(values).map(([key, { type, bytes }]) => joined(sized(key), uint32(type), bytes));
  const head = joined(bytesOfText('GGUF'), uint32(version), uint64(tensorCount), uint64(valueCount), ...metadata, ...entries);
  return joined(head, padding(head.length), ...datas);
}

/** @param {Record<string, number>} numbers @returns {Record<string, GgufValue>} */
export const integers = (numbers) => Object.fromEntries(Object.entries(numbers).map(([key, number]) => [key, scalar('uint32', number)]));

/**
 * Reads all of a checkpoint's tensors.
 * @param {import('../../web/models/files/checkpoint.js').Checkpoint} checkpoint
 * @param {string[]} [names]
 * @returns {Promise<Record<string, number[]>>} their bytes
 */
export async function bytesByName(checkpoint, names = [...checkpoint.tensors.keys()]) {
  /** @type {Map<string, Uint8Array>} */
  const all = new Map();
  /** @type {string[]} */
  const ended = [];
  await readTensors(checkpoint, names, {
    write: (tensor, offset, bytes) => {
      const whole = all.get(tensor.name) ?? new Uint8Array(tensor.bytes);
      all.set(tensor.name, whole);
      whole.set(bytes, offset);
    },
    end: ({ name }) => {
      ended.push(name);
    },
  });
  assert.deepEqual(ended.slice().sort(), [...new Set(names)].sort());
  return Object.fromEntries(ended.map((name) => [name, Array.from(all.get(name) ?? [])]));
}

/**
 * @param {Promise<unknown>} opening
 * @param {string} argument
 * @param {string | RegExp} fault of the message
 */
export async function refused(opening, argument, fault) {
  await assert.rejects(opening, (/** @type {any} */ error) => {
    assert.ok(error instanceof ModelError, String(error.stack));
    assert.equal(error.argument, argument, error.message);
    assert.ok(error.message.startsWith(`${argument}: `));
    const rest = error.message.slice(argument.length + 2);
    if (typeof fault === 'string') assert.equal(rest, fault);
    else assert.match(rest, fault);
    return true;
  });
}

/**
 * Each beginning of a file, from no byte to all but one, is refused.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {(part: Uint8Array<ArrayBuffer>) => (Blob & { name: string })[]} filesWith
 */
export async function refusesEachTruncation(bytes, filesWith) {
  await openCheckpoint(filesWith(bytes));
  for (let length = 0; length < bytes.length; length++) {
    await assert.rejects(openCheckpoint(filesWith(bytes.slice(0, length))), (error) => {
      assert.ok(error instanceof ModelError, `${length} bytes: ${error}`);
      assert.match(error.message, /: expected .*, got /s);
      return true;
    }, `${length} of ${bytes.length} bytes`);
  }
}
