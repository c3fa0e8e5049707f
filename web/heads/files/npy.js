/** NumPy's .npy: a magic number, a version, a Python dict as text, and the numbers ("NEP 1: A Simple File Format for NumPy Arrays"). */

import { shown } from '../../base/shown-value.js';
import { bytesOf, decoded } from './bytes.js';
import { bytesEach, isDtype, reverseEach } from './dtypes.js';
import { check } from './heads-error.js';
import { countOf, namedArray } from './named-array.js';

/**
 * @import { Contents } from './named-array.js'
 * @import { Dtype } from './dtypes.js'
 *
 * @typedef {object} NpyHead
 * @property {Dtype | 'U' | 'S'} dtype U: words in UTF-32; S: words in UTF-8, or ASCII
 * @property {number} size bytes of an element
 * @property {number[]} shape
 * @property {number} count of elements
 * @property {boolean} isBigEndian
 * @property {boolean} isFortran
 * @property {number} start where the elements begin
 */

const magic = [0x93, ...new TextEncoder().encode('NUMPY')];

/** Bytes: NumPy's own are a hundred. Only a structured dtype, which is refused, has longer ones. */
export const mostHead = 1 << 16;

/**
 * @param {Blob} file
 * @param {string} place
 * @returns {Promise<NpyHead>}
 * @throws {HeadsError}
 */
export async function npyHead(file, place) {
  const first = await bytesOf(file, 0, 12, place);
  const version = first[6];
  const isNpy = magic.every((byte, i) => first[i] === byte) && version >= 1 && version <= 3 && first[7] === 0;
  check(isNpy, 'syntax', 'npy', { place, got: first.subarray(0, 8).join(' ') });
  const view = new DataView(first.buffer);
  const begin = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = begin + length;
  check(start <= mostHead, 'size', 'header', { place, expected: mostHead, got: start });
  const bytes = await bytesOf(file, begin, start, place);
  return { ...parseHeader(decoded(bytes, version === 3 ? 'utf-8' : 'latin1', place), place), start };
}

const field = /\s*'(descr|fortran_order|shape)'\s*:\s*('[^'\\]*'|\[.*?\]|True|False|\([\d\s,]*\))\s*(,|(?=\}))/y;
const tuple = /^\((?:|\s*\d+\s*,|\s*\d+(?:\s*,\s*\d+)+\s*,?)\s*\)$/;

/**
 * The literal of a dict with three known keys. Nothing in it is run.
 * @param {string} text
 * @param {string} place
 * @returns {Omit<NpyHead, 'start'>}
 */
function parseHeader(text, place) {
  const values = fieldsOf(text);
  const { descr = '', fortran_order: order = '', shape = '' } = values ?? {};
  const isRight = values && /^['[]/.test(descr) && /^(True|False)$/.test(order) && tuple.test(shape);
  check(isRight, 'syntax', 'npyHeader', { place, got: shown(text.trim()) });
  const lengths = (shape.match(/\d+/g) ?? []).map(Number);
  const count = countOf(lengths, place);
  return { ...dtypeOf(descr.replaceAll("'", ''), place), shape: lengths, count, isFortran: order === 'True' };
}

/** @param {string} text @returns {Record<string, string> | null} the fields' literals; null where it is no such dict */
function fieldsOf(text) {
  if (!text.startsWith('{')) return null;
  /** @type {[string, string][]} */
  const fields = [];
  field.lastIndex = 1;
  let end = 1;
  for (let match = field.exec(text); match; match = field.exec(text)) {
    fields.push([match[1], match[2]]);
    end = field.lastIndex;
  }
  const values = Object.fromEntries(fields);
  return fields.length === 3 && Object.keys(values).length === 3 && /^\s*\}\s*$/.test(text.slice(end)) ? values : null;
}

/** The array protocol's kinds. @type {Partial<Record<string, string>>} */
const kinds = { f: 'float', i: 'int', u: 'uint' };

/** @param {string} descr such as <f4 @param {string} place @returns {Pick<NpyHead, 'dtype' | 'size' | 'isBigEndian'>} */
function dtypeOf(descr, place) {
  const [, order, kind, digits] = /^([<>|])([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  const isBigEndian = order === '>';
  check(kind !== 'O', 'type', 'objects', { place, got: descr });
  if (kind === 'U' || kind === 'S') return { dtype: kind, size: Number(digits) * (kind === 'U' ? 4 : 1), isBigEndian };
  const dtype = kind === 'b' && digits === '1' ? 'bool' : `${kinds[kind]}${Number(digits) * 8}`;
  check(isDtype(dtype), 'type', 'dtype', { place, got: shown(descr) });
  return { dtype, size: bytesEach(dtype), isBigEndian };
}

/**
 * @param {NpyHead} head
 * @param {Blob} bytes of the elements
 * @param {string} name
 * @param {string} file
 * @returns {Promise<Contents>} an array of numbers, or words
 * @throws {HeadsError} size: more bytes, or fewer; shape, value: no words
 */
export async function npyContents(head, bytes, name, file) {
  const place = `${file}, ${name}`;
  checkSize(head, head.start + bytes.size, place);
  const { dtype, shape, isBigEndian, isFortran } = head;
  if (dtype === 'U' || dtype === 'S') return { arrays: [], texts: [{ name, tokens: await wordsOf(head, bytes, place) }] };
  return { arrays: [namedArray(name, file, { bytes, dtype, shape, isBigEndian, isFortran })], texts: [] };
}

/** @param {NpyHead} head @param {number} got bytes of the whole file @param {string} place */
export function checkSize({ start, count, size }, got, place) {
  const expected = start + count * size;
  check(got === expected, 'size', 'bytes', { place, expected, got });
}

/** @param {NpyHead} head @param {Blob} file @param {string} place @returns {Promise<string[]>} */
async function wordsOf({ dtype, size, shape, count, isBigEndian }, file, place) {
  check(shape.filter((length) => length !== 1).length <= 1, 'shape', 'wordAxes', { place, got: shown(shape) });
  check(count > 0, 'size', 'noWords', { place });
  const bytes = await bytesOf(file, 0, file.size, place);
  if (dtype === 'U' && isBigEndian) reverseEach(bytes, 4);
  return Array.from({ length: count }, (_, i) => {
    const own = bytes.slice(i * size, (i + 1) * size);
    return dtype === 'U' ? fromCodePoints(new Uint32Array(own.buffer), place) : decoded(withoutZeros(own), 'utf-8', place);
  });
}

/** @param {Uint32Array} points @param {string} place */
function fromCodePoints(points, place) {
  const word = withoutZeros(points);
  check(word.every((point) => point <= 0x10ffff), 'value', 'encoding', { place, expected: 'UTF-32' });
  return String.fromCodePoint(...word);
}

/**
 * @template {Uint8Array | Uint32Array} Letters
 * @param {Letters} letters filled up with zeros
 */
function withoutZeros(letters) {
  let end = letters.length;
  while (end > 0 && letters[end - 1] === 0) end--;
  return /** @type {Letters} */ (letters.subarray(0, end));
}
