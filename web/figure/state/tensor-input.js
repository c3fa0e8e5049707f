/** Vectors, weights and masks as authors have them: nested or flat with a shape, of fewer axes or with those of a batch. */

import { check, counted, told } from './figure-error.js';
import { checkList, isList, readList, readNumber, readRecord, readTensor, readWhole } from './fields.js';
import { limits } from './limits.js';

/** Axes beyond those of a batch and of layers: a deeper value is refused, and one that contains itself has no end. */
const mostAxes = 8;

/**
 * @param {string} name of weights, queries, keys or values
 * @param {unknown} value
 * @param {number[]} most heads, rows of each, numbers of each
 * @returns {number[][][]} what it has fewer axes than that is one head, one row; of keys and values a number for each row
 */
export function readHeads(name, value, most) {
  const { place, part, sizes } = withoutOuterAxes(name, nested(name, value), 3);
  if (sizes.length !== 1) return readTensor(place, part, most, sizes.length === 2 ? 1 : 0);
  const isColumn = name === 'keys' || name === 'values';
  return isColumn ? [readList(place, part, 1, most[1], readNumber, 'number').map((number) => [number])] : readTensor(place, part, most, 2);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {import('./figure-vectors.js').Sizes} sizes
 * @returns {number[][]} [Tq][Tk] of 0 and 1; numbers alone are one row
 */
export function readMask(name, value, { Tq, Tk }) {
  const { place, part, sizes } = withoutOuterAxes(name, nested(name, value), 2);
  /** @param {string} row @param {unknown} cells */
  const readRow = (row, cells) => readList(row, cells, Tk, Tk, readBit, 'number', 'one for each key');
  if (sizes.length === 1 && Tq === 1) return [readRow(place, part)];
  return readList(place, sizes.length === 1 ? [part] : part, Tq, Tq, readRow, 'row', 'one for each query');
}

/** @param {string} name @param {unknown} value */
function readBit(name, value) {
  check([0, 1, false, true].includes(/** @type {any} */ (value)), name, 'value', '0 | 1', value);
  return Number(value);
}

/**
 * Engines hand out an axis of batches, and often one of a mask's heads. An axis of length one says nothing.
 * @param {string} name
 * @param {unknown} value
 * @param {number} wanted axes
 * @returns {{ place: string, part: unknown, sizes: number[] }} with no more axes than that, and where it is in the value
 */
function withoutOuterAxes(name, value, wanted) {
  const sizes = sizesOf(value);
  check(!sizes.includes(0), name + '[0]'.repeat(Math.max(0, sizes.indexOf(0))), 'size', 'at least 1 number', told(counted(0, 'number')));
  const outer = sizes.slice(0, Math.max(0, sizes.length - wanted));
  const elsewhere = name === 'weights' ? ' (<attention-heads> shows all layers)' : '';
  const kind = wanted === 2 ? 'a row for each query, the same for all heads' : `heads of one batch and one layer${elsewhere}`;
  check(sizes.length < mostAxes && outer.every((size) => size === 1), name, 'shape', kind, told(`${counted(sizes.length, 'axis')}: ${sizes.join(' × ')}`));
  return { place: name + '[0]'.repeat(outer.length), part: outer.reduce((part) => /** @type {any} */ (part)[0], value), sizes: sizes.slice(outer.length) };
}

/** @param {unknown} value @returns {number[]} of its axes, by the first part of each */
function sizesOf(value) {
  /** @type {number[]} */
  const sizes = [];
  for (let part = /** @type {any} */ (value); sizes.length < mostAxes && isList(part); part = part[0]) sizes.push(part.length);
  return sizes;
}

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
  checkList(`${name}.data`, data);
  const count = sizes.reduce((product, size) => product * size, 1);
  const expected = `${counted(count, 'number')} of the shape ${sizes.join(' × ')}`;
  check(data.length === count, `${name}.data`, 'shape', expected, told(counted(data.length, 'number')));
  check(count <= limits.cells, name, 'size', `at most ${limits.cells} numbers`, told(`${count} numbers`));
  let at = 0;
  /** @param {number} axis @returns {unknown} */
  const part = (axis) => (axis === sizes.length ? data[at++] : Array.from({ length: sizes[axis] }, () => part(axis + 1)));
  return part(0);
}
