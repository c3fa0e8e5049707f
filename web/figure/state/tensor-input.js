/** Vectors, weights and masks as authors have them: nested or flat with a shape, of fewer axes or with those of a batch. */

import { typedArrayKind } from '../../engine/brands.js';
import { check, counted, told } from './figure-error.js';
import { readList, readRecord, readWhole } from './fields.js';
import { limits } from './limits.js';

/** Axes beyond those of a batch and of layers: a deeper value is refused, and one that contains itself has no end. */
const mostAxes = 8;

/**
 * @param {string} name of weights, queries, keys or values
 * @param {unknown} value
 * @returns {unknown} heads of rows of numbers, where it is that at all
 */
export function headsOf(name, value) {
  const { part, sizes } = withoutOuterAxes(name, nested(name, value), 3);
  if (sizes.length === 2) return [part];
  if (sizes.length !== 1) return part;
  return name === 'keys' || name === 'values' ? [readList(name, part, 1, limits.tokens, (_, number) => [number])] : [[part]];
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {unknown} rows of numbers, where it is that at all
 */
export function rowsOf(name, value) {
  const { part, sizes } = withoutOuterAxes(name, nested(name, value), 2);
  return sizes.length === 1 ? [part] : part;
}

/**
 * What engines hand out has an axis of batches, and often of a mask's heads: of one it says nothing.
 * @param {string} name
 * @param {unknown} value
 * @param {number} wanted axes
 * @returns {{ part: unknown, sizes: number[] }} with no more axes than that
 */
function withoutOuterAxes(name, value, wanted) {
  const sizes = sizesOf(value);
  check(!sizes.includes(0), name, 'size', 'at least 1 number', told('an empty list'));
  const outer = sizes.slice(0, Math.max(0, sizes.length - wanted));
  const kind = wanted === 2 ? 'a row for each query, the same for all heads' : outer.length > 1 ? 'heads of one batch and one layer' : 'heads of one batch';
  check(outer.every((size) => size === 1), name, 'shape', kind, told(`${counted(sizes.length, 'axis')}: ${sizes.join(' × ')}`));
  return { part: outer.reduce((part) => /** @type {any} */ (part)[0], value), sizes: sizes.slice(outer.length) };
}

/** @param {unknown} value @returns {number[]} of its axes, by the first part of each */
function sizesOf(value) {
  /** @type {number[]} */
  const sizes = [];
  for (let part = /** @type {any} */ (value); sizes.length < mostAxes && isList(part); part = part[0]) sizes.push(part.length);
  return sizes;
}

/** @param {unknown} value @returns {value is ArrayLike<unknown>} */
const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

/**
 * @param {unknown} value
 * @returns {boolean} whether it says that it is a tensor as the engine has it
 */
export function isTensor(value) {
  return typeof value === 'object' && value !== null && !isList(value) && ('data' in value || 'shape' in value);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {unknown} itself, or of a tensor with data and shape its nested arrays
 */
function nested(name, value) {
  if (!isTensor(value)) return value;
  const { data, shape } = readRecord(name, value, ['data', 'shape', 'dtype']);
  const sizes = readList(`${name}.shape`, shape, 1, mostAxes, (place, size) => readWhole(place, size, 1, limits.cells), 'number');
  check(isList(data), `${name}.data`, 'type', 'array', data);
  // As in readList: it may hold halves.
  check(typedArrayKind(data) !== 'Uint16Array', `${name}.data`, 'type', 'Float32Array', 'Uint16Array');
  const count = sizes.reduce((product, size) => product * size, 1);
  const expected = `${counted(count, 'number')} of the shape ${sizes.join(' × ')}`;
  check(data.length === count, `${name}.data`, 'shape', expected, told(counted(data.length, 'number')));
  check(count <= limits.cells, name, 'size', `at most ${limits.cells} numbers`, told(`${count} numbers`));
  let at = 0;
  /** @param {number} axis @returns {unknown} */
  const part = (axis) => (axis === sizes.length ? data[at++] : Array.from({ length: sizes[axis] }, () => part(axis + 1)));
  return part(0);
}
