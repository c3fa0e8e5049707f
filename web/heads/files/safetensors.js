/** Hugging Face's .safetensors: the length of a header, the header as JSON, and the numbers, little-endian in C order. */

import { isRecord } from '../../base/json-text.js';
import { shown } from '../../base/shown-value.js';
import { bytesOf, decoded } from './bytes.js';
import { bytesEach, isDtype } from './dtypes.js';
import { check } from './heads-error.js';
import { jsonOf } from './json-text.js';
import { countOf, namedArray } from './named-array.js';

/** @import { Contents } from './named-array.js' */

/** The format's own limit, in bytes. */
const mostHeader = 100_000_000;

/** The format's names, but for those whose lower case is ours. @type {Partial<Record<string, string>>} */
const prefixes = { F: 'float', BF: 'bfloat', I: 'int', U: 'uint' };

/**
 * @param {Blob} file
 * @param {string} name
 * @returns {Promise<Contents>}
 * @throws {HeadsError} syntax, type, shape, size
 */
export async function readSafetensors(file, name) {
  const first = await bytesOf(file, 0, 8, name);
  const length = Number(new DataView(first.buffer).getBigUint64(0, true));
  const most = Math.min(mostHeader, file.size - 8);
  check(length <= most, 'size', 'header', { place: name, expected: most, got: length });
  const header = jsonOf(decoded(await bytesOf(file, 8, 8 + length, name), 'utf-8', name), name);
  check(isRecord(header), 'syntax', 'tensor', { place: name, got: shown(header) });
  const tensors = Object.entries(header).filter(([key]) => key !== '__metadata__').map(([key, entry]) => tensorOf(key, entry, name));
  const data = file.slice(8 + length);
  checkOffsets(tensors, data.size, name);
  const arrays = tensors.map(({ key, dtype, shape, start, end }) => namedArray(key, name, { bytes: data.slice(start, end), dtype, shape }));
  return { arrays, texts: [] };
}

/** @param {string} key @param {unknown} entry @param {string} file */
function tensorOf(key, entry, file) {
  const place = `${file}, ${key}`;
  const { dtype: named, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  const isOffset = (/** @type {unknown} */ offset) => Number.isSafeInteger(offset) && Number(offset) >= 0;
  const isRight = typeof named === 'string' && Array.isArray(offsets) && offsets.length === 2 && offsets.every(isOffset);
  check(isRight, 'type', 'tensor', { place, got: shown(entry) });
  const dtype = named === 'BOOL' ? 'bool' : named.replace(/^(BF|[FIU])(?=\d+$)/, (kind) => prefixes[kind] ?? kind);
  check(isDtype(dtype), 'type', 'dtype', { place, got: shown(named) });
  const size = countOf(shape, place) * bytesEach(dtype);
  const [start, end] = offsets;
  check(end - start === size, 'size', 'bytes', { place, expected: size, got: end - start });
  return { key, dtype, shape: /** @type {number[]} */ (shape), start, end };
}

/**
 * The format wants every byte to belong to one tensor, so what overlaps and what is missing shows.
 * @param {{ key: string, start: number, end: number }[]} tensors
 * @param {number} size of all data
 * @param {string} file
 */
function checkOffsets(tensors, size, file) {
  let expected = 0;
  for (const { key, start, end } of tensors.slice().sort((one, other) => one.start - other.start || one.end - other.end)) {
    check(start === expected, 'size', 'tensorStart', { place: `${file}, ${key}`, expected, got: start });
    expected = end;
  }
  check(expected === size, 'size', 'bytes', { place: file, expected, got: size });
}
