/** Readers of single fields: each gives back a copy of its own that is plain and valid, or throws. */

import { FigureError, show } from './figure-error.js';

const mostCharacters = 4000;

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {readonly string[]} names the only properties that it may have
 * @returns {Record<string, unknown>} its own properties without those that are undefined; no prototype
 */
export function readRecord(argument, value, names) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FigureError(argument, 'an object', show(value), 'type');
  }
  const record = Object.create(null);
  for (const [name, field] of Object.entries(value)) {
    if (!names.includes(name)) throw new FigureError(argument, `only ${names.join(', ')}`, show(name), 'option');
    if (field !== undefined) record[name] = field;
  }
  return record;
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number} [most] characters
 * @returns {string} with U+FFFD in place of halves of characters, which no file can hold
 */
export function readText(argument, value, most = mostCharacters) {
  if (typeof value !== 'string') throw new FigureError(argument, 'text', show(value), 'type');
  if (value.length > most) throw new FigureError(argument, `at most ${most} characters`, String(value.length), 'size');
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
  const name = names.find((known) => known === value);
  if (name === undefined) throw new FigureError(argument, `one of ${names.join(', ')}`, show(value), 'option');
  return name;
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @returns {number} finite, also as the float32 that the engine computes with; never -0, which JSON loses
 */
export function readNumber(argument, value) {
  if (typeof value !== 'number') throw new FigureError(argument, 'a number', show(value), 'type');
  if (!Number.isFinite(Math.fround(value))) throw new FigureError(argument, 'a finite float32', show(value), 'range');
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
  if (Number.isInteger(whole) && whole >= least && whole <= most) return whole;
  throw new FigureError(argument, `a whole number from ${least} to ${most}`, show(value), 'range');
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @returns {boolean}
 */
export function readFlag(argument, value) {
  if (typeof value !== 'boolean') throw new FigureError(argument, 'true or false', show(value), 'type');
  return value;
}

/**
 * @param {string} argument
 * @param {unknown} value an array, typed arrays included
 * @param {number} least
 * @param {number} most
 * @returns {ArrayLike<unknown>} the value itself
 */
function readArray(argument, value, least, most) {
  if (!Array.isArray(value) && !(ArrayBuffer.isView(value) && 'length' in value)) {
    throw new FigureError(argument, 'an array', show(value), 'type');
  }
  const items = /** @type {unknown[]} */ (value);
  if (items.length >= least && items.length <= most) return items;
  throw new FigureError(argument, `${least === most ? least : `${least} to ${most}`} items`, String(items.length), 'size');
}

/**
 * @template Item
 * @param {string} argument
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 * @param {(argument: string, item: unknown) => Item} readItem
 * @returns {Item[]}
 */
export function readList(argument, value, least, most, readItem) {
  return Array.from(readArray(argument, value, least, most), (item, index) => readItem(`${argument}[${index}]`, item));
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number[]} most for each axis
 * @returns {number[][][]} every axis at least 1, and every part as long as the first of its axis
 */
export function readTensor(argument, value, most) {
  /** @type {number[]} */
  const shape = [];
  /** @param {number} axis @returns {(argument: string, part: unknown) => any} */
  const reader = (axis) => (name, part) => {
    const isVector = axis === most.length - 1;
    const list = isVector ? readVector(name, part, most[axis]) : readList(name, part, 1, most[axis], reader(axis + 1));
    shape[axis] ??= list.length;
    if (list.length === shape[axis]) return list;
    throw new FigureError(name, `${shape[axis]} items like the parts before it`, String(list.length), 'shape');
  };
  return reader(0)(argument, value);
}

/**
 * @param {string} argument
 * @param {unknown} value
 * @param {number} most
 * @returns {number[]} at least one
 */
function readVector(argument, value, most) {
  // There may be millions: the name of a number is made only where it has to be said.
  return Array.from(readArray(argument, value, 1, most), (item, index) =>
    typeof item === 'number' && Number.isFinite(Math.fround(item)) ? item + 0 : readNumber(`${argument}[${index}]`, item));
}
