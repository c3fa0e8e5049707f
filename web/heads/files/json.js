/** Arrays and words in JSON. */

import { isRecord } from '../../base/json-text.js';
import { shown } from '../../base/shown-value.js';
import { attentionsOf, isDocument } from './document.js';
import { check } from './heads-error.js';
import { countOf, namedArray } from './named-array.js';
import { checkedWords } from './words.js';

/**
 * @import { Contents, NamedArray } from './named-array.js'
 *
 * @typedef {{ data: unknown, shape: unknown }} Shaped
 */

/** No array of attention has more axes; JSON can have thousands. */
const mostAxes = 8;

/** As JSON holds such numbers where a program writes them as texts: this project's command line does. */
const notFinite = /^(NaN|-?Infinity)$/;

/**
 * @param {unknown} value nested arrays, { data, shape }, a list of either, one for each layer, a list of words, a record of all
 *   these by their names, or our own document
 * @param {string} name of what has none in the text
 * @param {string} file
 * @returns {Promise<Contents>}
 * @throws {HeadsError}
 */
export async function jsonContents(value, name, file) {
  if (isDocument(value)) return attentionsOf(value, file);
  const isNamed = isRecord(value) && !isShaped(value);
  const fields = isNamed ? Object.entries(value).filter(([, part]) => part !== null) : [[name, value]];
  /** @type {Contents} */
  const all = { arrays: [], texts: [] };
  for (const [key, part] of /** @type {[string, unknown][]} */ (fields)) {
    if (isWords(part)) all.texts.push({ name: key, tokens: checkedWords(part, `${file}, ${key}`) });
    else all.arrays.push(...arraysOf(part, key, file));
  }
  return all;
}

/** @param {unknown} value @returns {value is Shaped} */
const isShaped = (value) => isRecord(value) && 'data' in value;

/** @param {unknown} value @returns {value is unknown[]} */
const isWords = (value) => Array.isArray(value) && (value.length === 0 || typeof value[0] === 'string');

/** @param {unknown} value @param {string} key @param {string} file @returns {NamedArray[]} several where there is one for each layer */
function arraysOf(value, key, file) {
  if (Array.isArray(value) && isRecord(value[0])) return value.flatMap((layer, i) => arraysOf(layer, `${key}.${i}`, file));
  const place = `${file}, ${key}`;
  check(Array.isArray(value) || isShaped(value), 'type', 'attention', { place, got: shown(value) });
  const { data, shape } = isShaped(value) ? shaped(value, place) : nested(value, place);
  return [namedArray(key, file, { bytes: new Blob([data]), dtype: 'float32', shape })];
}

/** @param {Shaped} value @param {string} place */
function shaped({ data, shape, ...others }, place) {
  const [unknown] = Object.keys(others).filter((name) => name !== 'dtype');
  check(unknown === undefined, 'type', 'oneOf', { place, expected: '{ data, shape }', got: shown(unknown) });
  const count = countOf(shape, place);
  const lengths = /** @type {number[]} */ (shape);
  check(Array.isArray(data), 'type', 'attention', { place: `${place}, data`, got: shown(data) });
  const { data: numbers, shape: own } = nested(data, `${place}, data`);
  const isRight = own.length === 1 ? own[0] === count : own.join() === lengths.join();
  check(isRight, 'shape', 'numbers', { place, expected: count, shape: shown(lengths), got: own.length === 1 ? own[0] : shown(own) });
  return { data: numbers, shape: lengths };
}

/** @param {unknown[]} value @param {string} place @returns {{ data: Float32Array<ArrayBuffer>, shape: number[] }} */
function nested(value, place) {
  /** @type {number[]} */
  const shape = [];
  for (let first = /** @type {unknown} */ (value); Array.isArray(first); [first] = first) shape.push(first.length);
  check(shape.length <= mostAxes, 'shape', 'rank', { place, expected: `1 – ${mostAxes}`, got: shown(shape) });
  const data = new Float32Array(countOf(shape, place));
  let filled = 0;
  /** @param {unknown} part @param {number} axis @param {string} own */
  const fill = (part, axis, own) => {
    if (axis === shape.length) {
      data[filled++] = checkedNumber(part, own);
      return;
    }
    check(Array.isArray(part), 'shape', 'items', { place: own, expected: shape[axis], got: shown(part) });
    check(part.length === shape[axis], 'shape', 'items', { place: own, expected: shape[axis], got: part.length });
    for (let i = 0; i < part.length; i++) fill(part[i], axis + 1, own);
  };
  fill(value, 0, place);
  return { data, shape };
}

/** @param {unknown} value @param {string} place @returns {number} */
function checkedNumber(value, place) {
  if (typeof value === 'string' && notFinite.test(value)) return Number(value);
  if (value === null) return NaN; // JSON.stringify() writes it so, and json-text.js reads it so.
  check(typeof value === 'number' || typeof value === 'boolean', 'type', 'number', { place, got: shown(value) });
  return Number(value);
}
