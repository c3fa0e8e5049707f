/**
 * Readers of single fields: each gives back a copy of its own that is plain and valid, or throws. What they are given may
 * be a script's: an array that contains itself, is as long as numbers go, has getters, or is a proxy. So no reader goes
 * deeper than its field has axes, none goes through a list before it knows that it is short enough, and each reads a
 * value once.
 */

import { typedArrayKind } from '../../base/brands.js';
import { check, counted, FigureError, told } from './figure-error.js';

const mostCharacters = 4000;

/**
 * @template Field
 * @param {string} argument
 * @param {() => Field} read
 * @returns {Field}
 * @throws {FigureError} also for what getters and proxies of the value throw
 */
export function readField(argument, read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof FigureError) throw error;
    throw new FigureError(argument, 'value', 'a value that can be read', error instanceof Error ? error.message : error);
  }
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {readonly string[]} names the only properties that it may have
 * @returns {Record<string, unknown>} its own properties; no prototype
 */
export function readRecord(argument, value, names) {
  check(typeof value === 'object' && value !== null && !Array.isArray(value), argument, 'type', 'object', value);
  for (const name of Object.keys(value)) check(names.includes(name), argument, 'option', names.join(' | '), name);
  return Object.assign(Object.create(null), value);
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number} [most] characters
 * @returns {string} with U+FFFD in place of halves of characters, which no file can hold
 */
export function readText(argument, value, most = mostCharacters) {
  check(typeof value === 'string', argument, 'type', 'string', value);
  check(value.length <= most, argument, 'size', `at most ${counted(most, 'character')}`, told(counted(value.length, 'character')));
  return value.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * @template {string} Name
 * @param {string} argument
 * @param {unknown} value
 * @param {readonly Name[]} names
 * @returns {Name}
 */
export function readName(argument, value, names) {
  const name = /** @type {Name} */ (value);
  check(names.includes(name), argument, 'option', names.join(' | '), value);
  return name;
}

/** @param {unknown} value @returns {value is number} finite, also as the float32 that the engine computes with */
const isFloat = (value) => typeof value === 'number' && Number.isFinite(Math.fround(value));

/**
 * @param {string} argument
 * @param {unknown} value
 * @returns {number} finite, also as float32; never -0, which JSON loses
 */
export function readNumber(argument, value) {
  check(typeof value === 'number', argument, 'type', 'number', value);
  check(isFloat(value), argument, 'range', 'a number within ±3.4e38', value);
  return value + 0;
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 * @returns {number}
 */
export function readWhole(argument, value, least, most) {
  const whole = readNumber(argument, value);
  const isOneOf = Number.isInteger(whole) && whole >= least && whole <= most;
  check(isOneOf, argument, 'range', least === most ? `${least}, the only one` : `a whole number from ${least} to ${most}`, value);
  return whole;
}

/** @param {unknown} value @returns {value is ArrayLike<unknown>} */
export const isList = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

/**
 * @param {string} argument
 * @param {unknown} value
 * @returns {asserts value is ArrayLike<unknown>}
 * @throws {FigureError}
 */
export function checkList(argument, value) {
  check(isList(value), argument, 'type', 'array', value);
  // It may hold halves, as onnxruntime-web hands them out, and no field has a dtype to tell.
  check(typedArrayKind(value) !== 'Uint16Array', argument, 'type', 'Float32Array', 'Uint16Array');
}

/**
 * @template Item
 * @param {string} argument
 * @param {unknown} value an array, typed arrays included; read by its indices, for an iterator may have no end
 * @param {number} least
 * @param {number} most
 * @param {(argument: string, item: unknown) => Item} readItem
 * @param {string} [unit] what an item is
 * @param {string} [purpose] what so many are needed for
 * @returns {Item[]}
 */
export function readList(argument, value, least, most, readItem, unit = 'item', purpose = '') {
  checkList(argument, value);
  const { length } = value;
  const range = least === most ? counted(most, unit) : least === 0 ? `at most ${counted(most, unit)}` : `${least} to ${counted(most, unit)}`;
  const isInRange = Number.isInteger(length) && length >= least && length <= most;
  check(isInRange, argument, 'size', purpose ? `${range}, ${purpose}` : range, told(counted(length, unit)));
  /** @type {(argument: string, item: any) => any} */
  const read = readItem;
  /** @type {Item[]} */
  const list = new Array(length);
  for (let index = 0; index < length; index++) {
    const item = /** @type {any} */ (value[index]);
    // There may be millions of numbers: the place of one is named only where it is wrong.
    list[index] = read === readNumber && isFloat(item) ? item + 0 : read(`${argument}[${index}]`, item);
  }
  return list;
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number[]} most for each axis: heads, rows of each, numbers of each
 * @param {number} missing axes before the first that the value has: each has one part
 * @returns {number[][][]} every axis at least 1, and every part as long as the first of its axis
 */
export function readTensor(argument, value, most, missing) {
  /** @type {number[]} */
  const shape = [];
  /** @param {number} axis @returns {(argument: string, part: unknown) => any} */
  const reader = (axis) => axis === most.length ? readNumber : (name, part) => {
    const unit = ['head', 'row', 'number'][axis];
    const list = readList(name, part, 1, most[axis], reader(axis + 1), unit);
    shape[axis] ??= list.length;
    const first = argument + '[0]'.repeat(axis - missing);
    check(list.length === shape[axis], name, 'shape', `${counted(shape[axis], unit)}, as in ${first}`, told(counted(list.length, unit)));
    return list;
  };
  let tensor = reader(missing)(argument, value);
  for (let axis = 0; axis < missing; axis++) tensor = [tensor];
  return tensor;
}
