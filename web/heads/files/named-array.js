/** An array in a file, whose numbers are read when they are needed. */

import { shown } from '../../base/shown-value.js';
import { readsOnce, readsTogether } from './bytes.js';
import { bytesEach, numbersOf } from './dtypes.js';
import { check, naming } from './heads-error.js';

/**
 * @import { Dtype } from './dtypes.js'
 * @import { Kind } from './kinds.js'
 *
 * @typedef {object} NamedArray
 * @property {string} name in its file: 'attentions', 'arr_0', 'layer.3.attn'; a lone .npy: the file's name without its ending
 * @property {string} file the file's name
 * @property {number[]} shape
 * @property {Dtype} dtype in the file
 * @property {boolean} isHalved whether its numbers were rounded to half precision, to save memory
 * @property {Labels} [labels] what the file says of it beside the numbers
 * @property {(start: number, count: number) => Promise<Float32Array>} read elements from start on, in C order whatever the order
 *   in the file
 * @property {number} size bytes of its numbers
 * @property {() => void} hold reads all of it at once when it is asked for a part, and holds it
 *
 * @typedef {object} Labels
 * @property {Kind} [kind]
 * @property {string[]} [queries] the words of the rows
 * @property {string[]} [keys] the words of the columns
 * @property {string[]} [tokens] the words of both, where they have none of their own
 * @property {'layers heads'} [axes] what the first two of four axes are, where the file says it
 *
 * @typedef {object} Stored where the numbers lie, and how
 * @property {Blob} bytes of the numbers alone
 * @property {Dtype} dtype
 * @property {number[]} shape
 * @property {boolean} [isBigEndian]
 * @property {boolean} [isFortran] whether the first axis changes fastest
 *
 * @typedef {Stored & { bytesOf: ReturnType<typeof readsTogether> }} Source
 *
 * @typedef {{ name: string, tokens: string[] }} NamedText
 * @typedef {{ arrays: NamedArray[], texts: NamedText[] }} Contents what is in a file
 */

/**
 * @param {string} name
 * @param {string} file
 * @param {Stored} stored
 * @param {{ dtype?: Dtype, isHalved?: boolean, labels?: Labels }} [more] the dtype in the file, where it is stored as another
 * @returns {NamedArray}
 */
export function namedArray(name, file, stored, { dtype = stored.dtype, isHalved = false, labels } = {}) {
  const place = `${file}, ${name}`;
  const source = { ...stored, bytesOf: readsTogether(stored.bytes) };
  return {
    name, file, shape: stored.shape, dtype, isHalved, labels, size: stored.bytes.size,
    hold: () => {
      source.bytesOf = readsOnce(stored.bytes);
    },
    read: (start, count) => naming(file, () => read(source, place, start, count)),
  };
}

/**
 * @param {unknown} shape
 * @param {string} place
 * @returns {number} of numbers in an array of this shape
 * @throws {HeadsError} shape: no lengths; size: more than can be counted
 */
export function countOf(shape, place) {
  const isShape = Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && length >= 0);
  check(isShape, 'shape', 'shape', { place: `${place}, shape`, got: shown(shape) });
  const count = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  check(Number.isSafeInteger(count) && shape.every(Number.isSafeInteger), 'size', 'tooLarge', { place, got: shown(shape) });
  return count;
}

/** @param {Source} stored @param {string} place @param {number} start @param {number} count */
async function read(stored, place, start, count) {
  const size = countOf(stored.shape, place);
  const isWithin = [start, count].every((number) => Number.isSafeInteger(number) && number >= 0) && start + count <= size;
  check(isWithin, 'value', 'range', { place, least: 0, most: size, start, end: start + count });
  if (count === 0) return new Float32Array();
  return stored.isFortran ? gathered(stored, place, start, count) : run(stored, place, start, count);
}

/** Numbers that lie one behind the other. @param {Source} stored @param {string} place @param {number} start @param {number} count */
async function run({ bytesOf, dtype, isBigEndian = false }, place, start, count) {
  const size = bytesEach(dtype);
  return numbersOf(await bytesOf(start * size, (start + count) * size, place), dtype, isBigEndian);
}

/** So many numbers of a file in Fortran order are in memory at a time: a matrix lies scattered over nearly all of it. */
const windowLength = 1 << 21;

/** @param {Source} stored @param {string} place @param {number} start @param {number} count */
async function gathered(stored, place, start, count) {
  const places = fortranPlaces(stored.shape, start, count);
  const first = places.reduce((least, at) => Math.min(least, at));
  const end = places.reduce((most, at) => Math.max(most, at)) + 1;
  const numbers = new Float32Array(count);
  for (let from = first; from < end; from += windowLength) {
    const window = await run(stored, place, from, Math.min(windowLength, end - from));
    places.forEach((at, i) => {
      if (at >= from && at < from + window.length) numbers[i] = window[at - from];
    });
  }
  return numbers;
}

/**
 * @param {number[]} shape
 * @param {number} start
 * @param {number} count
 * @returns {Float64Array} where elements in C order lie in Fortran order
 */
function fortranPlaces(shape, start, count) {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  return Float64Array.from({ length: count }, (_, i) => {
    let rest = start + i;
    let place = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += (rest % shape[axis]) * strides[axis];
      rest = Math.floor(rest / shape[axis]);
    }
    return place;
  });
}
