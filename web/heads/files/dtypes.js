/** The kinds of numbers in files, and their bytes as float32. */

import { widened, widenedBrain } from './halves.js';

const views = {
  int8: Int8Array, uint8: Uint8Array, int16: Int16Array, uint16: Uint16Array, int32: Int32Array, uint32: Uint32Array,
  int64: BigInt64Array, uint64: BigUint64Array, float32: Float32Array, float64: Float64Array,
  bool: Uint8Array, float16: Uint16Array, bfloat16: Uint16Array,
};

/** @typedef {keyof typeof views} Dtype */

/** @param {string} name @returns {name is Dtype} */
export const isDtype = (name) => Object.hasOwn(views, name);

/** @param {Dtype} dtype @returns {number} bytes of a number */
export const bytesEach = (dtype) => views[dtype].BYTES_PER_ELEMENT;

/** @param {string} dtype */
export const isFloat = (dtype) => dtype.includes('float');

/**
 * @param {Uint8Array<ArrayBuffer>} bytes all of their buffer; its order is changed where it is big-endian
 * @param {Dtype} dtype
 * @param {boolean} isBigEndian
 * @returns {Float32Array} the numbers, rounded where float32 has fewer digits; may share the buffer
 */
export function numbersOf(bytes, dtype, isBigEndian) {
  if (isBigEndian) reverseEach(bytes, bytesEach(dtype));
  const elements = new views[dtype](bytes.buffer);
  if (elements instanceof Float32Array) return elements;
  if (elements instanceof BigInt64Array || elements instanceof BigUint64Array) return Float32Array.from(elements, Number);
  if (dtype === 'float16') return widened(/** @type {Uint16Array} */ (elements));
  if (dtype === 'bfloat16') return widenedBrain(/** @type {Uint16Array} */ (elements));
  return dtype === 'bool' ? Float32Array.from(elements, (byte) => Number(byte !== 0)) : new Float32Array(elements);
}

/**
 * Makes little-endian of big-endian: that is how every machine with a browser has its numbers.
 * @param {Uint8Array} bytes
 * @param {number} size bytes of a number
 */
export function reverseEach(bytes, size) {
  for (let start = 0; start < bytes.length; start += size) {
    for (let at = start, end = start + size - 1; at < end; at++, end--) [bytes[at], bytes[end]] = [bytes[end], bytes[at]];
  }
}
