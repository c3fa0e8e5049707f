/** Hugging Face's .safetensors: the length of a header, the header as JSON, and the numbers. */

import { isRecord } from '../../base/json-text.js';
import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';
import { bytesOf } from './source.js';
import { bytesOfTensor, checkPlaces } from './stored-tensor.js';
import { decoded, jsonOf } from './text.js';

/**
 * @import { Source } from './source.js'
 * @import { StoredTensor, StoredType } from './stored-tensor.js'
 */

/** The format's own limit, in bytes. */
const mostHeader = 100_000_000;

/** Those that this project reads. @type {StoredType[]} */
const types = ['F64', 'F32', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2', 'I64', 'I32', 'I16', 'I8', 'U8', 'BOOL'];

/**
 * @param {Source} source
 * @returns {Promise<StoredTensor[]>}
 * @throws {ModelError}
 */
export async function safetensorsIn(source) {
  const dataStart = 8 + await headerLength(source);
  const text = decoded(await bytesOf(source, 8, dataStart), source.name);
  const header = jsonOf(text, source.name);
  if (!isRecord(header)) throw new ModelError(source.name, `expected a header with tensors by their names, got ${shown(header)}`);
  checkNames(text, source.name);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const tensors = entries.map(([name, entry]) => tensorOf(name, entry, source, dataStart));
  checkPlaces(tensors);
  checkHoles(tensors, source, dataStart);
  return tensors;
}

/** Nothing is read, or reserved, for a length that no header has. @param {Source} source @returns {Promise<number>} */
async function headerLength(source) {
  const { buffer, byteOffset } = await bytesOf(source, 0, 8);
  const length = new DataView(buffer, byteOffset).getBigUint64(0, true);
  if (length > mostHeader) throw new ModelError(source.name, `expected a header of at most ${mostHeader} bytes, got ${length}`);
  return Number(length);
}

/** JSON.parse() keeps the last of two fields with one name. @param {string} header @param {string} file */
function checkNames(header, file) {
  const names = new Set();
  let depth = 0;
  for (const [, text, colon, bracket] of header.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|([{}[\]])/gs)) {
    if (bracket) depth += bracket === '{' || bracket === '[' ? 1 : -1;
    if (!colon || depth !== 1) continue;
    const name = JSON.parse(text);
    if (names.has(name)) throw new ModelError(`${file}, ${name}`, 'expected each tensor once, got it twice');
    names.add(name);
  }
}

/**
 * @param {string} name
 * @param {unknown} entry
 * @param {Source} source
 * @param {number} dataStart
 * @returns {StoredTensor}
 */
function tensorOf(name, entry, source, dataStart) {
  const place = `${source.name}, ${name}`;
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  const type = types.find((known) => known === dtype);
  if (!type) throw new ModelError(place, `expected one of ${types.join(', ')}, got ${shown(dtype)}`);
  const bytes = bytesOfTensor(type, shape, place);
  const [start, end] = checkedOffsets(offsets, place);
  if (end - start !== bytes) throw new ModelError(place, `expected ${bytes} bytes for ${type} ${shown(shape)}, got ${end - start}`);
  return { name, type, shape: /** @type {number[]} */ (shape), bytes, source, start: dataStart + start };
}

/** @param {unknown} offsets @param {string} place @returns {number[]} */
function checkedOffsets(offsets, place) {
  const isRight = Array.isArray(offsets) && offsets.length === 2 && offsets.every((offset) => Number.isSafeInteger(offset) && offset >= 0);
  if (!isRight) throw new ModelError(`${place}, data_offsets`, `expected [start, end], got ${shown(offsets)}`);
  return offsets;
}

/** The format wants every byte to belong to one tensor. @param {StoredTensor[]} tensors @param {Source} source @param {number} dataStart */
function checkHoles(tensors, source, dataStart) {
  const size = tensors.reduce((sum, { bytes }) => sum + bytes, dataStart);
  if (size !== source.size) throw new ModelError(source.name, `expected ${size} bytes, as its tensors need, got ${source.size}`);
}
