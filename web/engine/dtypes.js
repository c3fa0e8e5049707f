// A typed array's kind says what its elements are; where it does not, the dtype beside it does.
import { lengthOf } from '../base/brands.js';
import { DTYPES } from './generated/boundary.js';
import { AttentionError, show } from '../wasm/error.js';
import { tooLarge } from '../wasm/failure.js';

/**
 * The names of element types. 'bool': 1 attends and 0 hides, in masks alone. 'float16' and 'bfloat16' may be the bits in a
 * Uint16Array. In a mask of integers 'float32' and 'float64' say that they are numbers, to be added. Else it is the
 * array's own type, and need not be told.
 * @typedef {'bool' | 'float16' | 'bfloat16' | 'float32' | 'float64' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32'
 *   | 'int64' | 'uint64'} DTypeName
 */

/** How the module holds the elements of an input: their places in DTYPES. */
export const FLOAT32 = DTYPES.indexOf('float32');
export const FLOAT64 = DTYPES.indexOf('float64');
export const BOOL = DTYPES.indexOf('bool');

/** @type {Record<string, string>} */
const OWN = {
  Float16Array: 'float16', Float32Array: 'float32', Float64Array: 'float64',
  Int8Array: 'int8', Uint8Array: 'uint8', Uint8ClampedArray: 'uint8', Int16Array: 'int16', Uint16Array: 'uint16',
  Int32Array: 'int32', Uint32Array: 'uint32', BigInt64Array: 'int64', BigUint64Array: 'uint64',
};

/** Tells both readings of the ones and zeros in a mask, which nothing but the dtype tells apart. @param {string[]} numbers dtypes */
const readings = (numbers) => `'bool' (1 attends, 0 hides) or ${quoted(numbers)} (added to the scores)`;

/** @param {string[]} names */
const quoted = (names) => names.map((name) => `'${name}'`).join(' or ');

/** @param {string} kind of typed array */
const isFloat = (kind) => kind.startsWith('Float');

/**
 * How the module is to hold the elements of a typed array. Onnxruntime-web has halves in a Uint16Array, where the platform
 * knows no Float16Array; of integers in a mask nobody can tell whether they hide or are added.
 * @param {string} kind of typed array
 * @param {unknown} dtype
 * @param {string} argument
 * @param {boolean} isMask
 * @returns {number}
 * @throws {AttentionError} type
 */
export function typeOf(kind, dtype, argument, isMask) {
  if (dtype === undefined) {
    if (isMask && kind === 'Uint8Array') return BOOL;
    const isClear = isMask ? isFloat(kind) : kind !== 'Uint16Array' || argument === 'keyLengths';
    if (isClear) return kind === 'Float32Array' || kind === 'Float16Array' ? FLOAT32 : FLOAT64;
  }
  const isBits = kind === 'Uint16Array';
  const halves = isBits ? ['float16', 'bfloat16'] : [];
  const numbers = !isMask ? [...halves, OWN[kind]] : isBits ? halves : isFloat(kind) ? [OWN[kind]] : ['float32', 'float64'];
  if (isMask && dtype === 'bool') return BOOL;
  if (typeof dtype === 'string' && numbers.includes(dtype)) return isFloat16(dtype) || kind === 'Float32Array' ? FLOAT32 : FLOAT64;
  const expected = isMask ? readings(numbers) : quoted(numbers);
  throw new AttentionError('type', argument, `expected the dtype ${expected} beside a ${kind}, got ${dtype === undefined ? 'none' : show(dtype)}`);
}

/** @param {unknown} dtype */
const isFloat16 = (dtype) => dtype === 'float16' || dtype === 'bfloat16';

/** Whether the elements are the bits of half-precision floats. @param {string} kind @param {unknown} dtype */
export const isHalves = (kind, dtype) => isFloat16(dtype) && kind === 'Uint16Array';

/**
 * The numbers whose bits these are: each is a float32, too.
 * @param {any} halves a Uint16Array
 * @param {unknown} dtype 'float16' or 'bfloat16'
 * @param {string} argument
 * @returns {Float32Array}
 * @throws {AttentionError} memory
 */
export function widened(halves, dtype, argument) {
  const length = lengthOf(halves);
  let numbers;
  try {
    numbers = new Float32Array(length);
  } catch (error) {
    throw new AttentionError(...tooLarge(argument, length * Float32Array.BYTES_PER_ELEMENT), { cause: error });
  }
  const bits = new Uint32Array(numbers.buffer);
  for (let i = 0; i < length; ++i) {
    const half = halves[i];
    const magnitude = half & 0x7fff;
    const sign = (half & 0x8000) << 16;
    if (dtype === 'bfloat16') bits[i] = half << 16;
    else if (magnitude < 0x400) numbers[i] = (sign ? -1 : 1) * magnitude * 2 ** -24; // Subnormal, and 0.
    else if (magnitude < 0x7c00) bits[i] = sign | ((magnitude << 13) + (112 << 23)); // The exponent's bias is 127, not 15.
    else bits[i] = sign | 0x7f800000 | ((magnitude & 0x3ff) << 13); // Infinity, and NaN.
  }
  return numbers;
}

/**
 * Refuses numbers that would be added, and are what others write for true and false.
 * @param {Float64Array} numbers
 * @param {number} start
 * @param {number} length
 * @param {string} argument
 * @throws {AttentionError} type
 */
export function refuseBits(numbers, start, length, argument) {
  let ones = 0;
  for (let i = start; i < start + length; ++i) {
    if (numbers[i] !== 0 && numbers[i] !== 1) return;
    ones += numbers[i];
  }
  if (ones === 0) return;
  const expected = `true and false, or { data, shape, dtype } with the dtype ${readings(['float32'])}`;
  throw new AttentionError('type', argument, `expected ${expected}, got plain numbers that are all 0 or 1`);
}

/**
 * Refuses a typed array among nested arrays, where no dtype can stand beside it, if its kind alone does not say what its
 * elements are.
 * @param {string} kind
 * @param {string} argument
 * @param {boolean} isMask
 * @throws {AttentionError} type
 */
export function expectClearRow(kind, argument, isMask) {
  if (isMask ? isFloat(kind) : kind !== 'Uint16Array') return;
  throw new AttentionError('type', argument, `expected { data, shape, dtype } for elements of a ${kind}, got them as a row`);
}
