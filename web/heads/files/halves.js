/**
 * Half precision: IEEE 754 binary16, and the upper half of a float32 that is called bfloat16. After Fabian Giesen, "Half to
 * float done quick" (2010) and "float_to_half_fast3_rtne" (2012).
 */

import { check } from './heads-error.js';

/**
 * @param {Uint16Array} halves bits of binary16
 * @returns {Float32Array} the same numbers: each is a float32, too
 */
export function widened(halves) {
  const numbers = new Float32Array(halves.length);
  const bits = new Uint32Array(numbers.buffer);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    bits[i] = (half & 0x7fff) << 13;
    numbers[i] *= 2 ** 112; // The exponent's bias is 127, not 15. Subnormal halves become normal.
    if ((half & 0x7c00) === 0x7c00) bits[i] |= 0x7f800000; // Infinity, and NaN.
    bits[i] |= (half & 0x8000) << 16;
  }
  return numbers;
}

/**
 * @param {Uint16Array} halves bits of bfloat16
 * @returns {Float32Array}
 */
export function widenedBrain(halves) {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

/** The largest number of binary16. */
const largest = 65504;

const infinity = 0x7c00;
const shift = new Float32Array(1);
const shiftBits = new Uint32Array(shift.buffer);

/**
 * @param {Float32Array} numbers
 * @param {'half' | 'halfKept'} key of the message
 * @param {string} place
 * @returns {Uint16Array<ArrayBuffer>} the nearest binary16 of each, the even one of two that are as near
 * @throws {HeadsError} value: a number that is too large
 */
export function halvesOf(numbers, key, place) {
  const bits = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const halves = new Uint16Array(numbers.length);
  for (let i = 0; i < halves.length; i++) {
    const half = magnitude(bits[i] & 0x7fffffff);
    check(half !== infinity || (bits[i] & 0x7fffffff) === 0x7f800000, 'value', key, { place, most: largest, got: numbers[i] });
    halves[i] = ((bits[i] >>> 16) & 0x8000) | half;
  }
  return halves;
}

/** @param {number} bits of a float32 without its sign @returns {number} bits of a binary16 */
function magnitude(bits) {
  if (bits > 0x7f800000) return infinity | 0x200; // NaN.
  if (bits >= 0x47800000) return infinity; // 65536.
  if (bits < 0x38800000) { // 2^-14: a subnormal half. The addition rounds at its last digit.
    shiftBits[0] = bits;
    shift[0] += 0.5;
    return shiftBits[0] - 0x3f000000;
  }
  return (bits - 0x38000000 + 0xfff + ((bits >>> 13) & 1)) >>> 13;
}
