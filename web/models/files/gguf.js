/** Files in GGUF, the format of llama.cpp (github.com/ggml-org/ggml, docs/gguf.md): metadata, the tensors' places, the numbers. */

import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';
import { GgufReader, WindowEnd } from './gguf-reader.js';
import { startsWith } from './refused.js';
import { bytesOf } from './source.js';
import { byName, bytesOfTensor, checkPlaces } from './stored-tensor.js';

/**
 * @import { Value } from './gguf-reader.js'
 * @import { Source } from './source.js'
 * @import { StoredTensor, StoredType } from './stored-tensor.js'
 *
 * @typedef {Map<string, Value>} Metadata
 * @typedef {{ metadata: Metadata, tensors: StoredTensor[] }} GgufHead the tensors with the names of the file
 * @typedef {{ name: string, type: StoredType, shape: number[], bytes: number, offset: number }} Entry
 */

/** The types of tensors by GGUF's numbers. */
const typeNames = [
  'F32', 'F16', 'Q4_0', 'Q4_1', 'Q4_2', 'Q4_3', 'Q5_0', 'Q5_1', 'Q8_0', 'Q8_1', 'Q2_K', 'Q3_K', 'Q4_K', 'Q5_K', 'Q6_K', 'Q8_K',
  'IQ2_XXS', 'IQ2_XS', 'IQ3_XXS', 'IQ1_S', 'IQ4_NL', 'IQ3_S', 'IQ2_S', 'IQ4_XS', 'I8', 'I16', 'I32', 'I64', 'F64', 'IQ1_M', 'BF16',
  'Q4_0_4_4', 'Q4_0_4_8', 'Q4_0_8_8', 'TQ1_0', 'TQ2_0', 'IQ4_NL_4_4', 'IQ4_NL_4_8', 'IQ4_NL_8_8', 'MXFP4',
];

/** Those that this project reads. */
const types = [
  'F32', 'F16', 'BF16', 'F64', 'I8', 'I16', 'I32', 'I64', 'Q4_0', 'Q4_1', 'Q5_0', 'Q5_1', 'Q8_0', 'Q2_K', 'Q3_K', 'Q4_K', 'Q5_K', 'Q6_K', 'IQ4_NL', 'IQ4_XS',
];

/** Bytes that are read first; twice as many each time that they end within the head. */
const firstWindow = 1 << 20;

/** No head is longer: the largest vocabularies need a tenth. */
const mostHead = 256 * 2 ** 20;

/**
 * @param {Source} source
 * @returns {Promise<GgufHead>}
 * @throws {ModelError}
 */
export async function readGguf(source) {
  for (let length = firstWindow; ; length *= 2) {
    const window = await bytesOf(source, 0, Math.min(length, source.size));
    try {
      return headIn(window, source);
    } catch (error) {
      if (!(error instanceof WindowEnd)) throw error;
      if (length >= mostHead) throw new ModelError(source.name, `expected a head of at most ${mostHead} bytes, got a longer one`);
    }
  }
}

/** @param {Uint8Array} window @param {Source} source @returns {GgufHead} */
function headIn(window, source) {
  const { name: file, size } = source;
  const reader = new GgufReader(window, size);
  checkStart(window, reader, file);
  const tensorCount = reader.count(leastTensor, `${file}, tensor count`);
  const valueCount = reader.count(leastEntry, `${file}, metadata count`);
  const metadata = metadataIn(reader, valueCount, file);
  const alignment = alignmentIn(metadata, file);
  const entries = Array.from({ length: tensorCount }, () => entryIn(reader, file, alignment));
  const dataStart = Math.ceil(reader.at / alignment) * alignment;
  const tensors = entries.map(({ name, type, shape, bytes, offset }) => ({ name, type, shape, bytes, source, start: dataStart + offset }));
  byName(tensors);
  checkPlaces(tensors);
  return { metadata, tensors };
}

/** Bytes of a tensor's entry without its name, and of a value of metadata with none. */
const leastTensor = 24;
const leastEntry = 13;

/** @param {Uint8Array} window @param {GgufReader} reader @param {string} file */
function checkStart(window, reader, file) {
  reader.uint32(file);
  if (!startsWith(window, 'GGUF')) throw new ModelError(file, 'expected a file that begins with GGUF, got other bytes');
  const version = reader.uint32(`${file}, version`);
  if (version !== 0 && version % 65536 === 0) throw new ModelError(`${file}, version`, 'expected numbers with the lowest byte first, got the highest first (big-endian)');
  if (version !== 2 && version !== 3) throw new ModelError(`${file}, version`, `expected 2 or 3, got ${version}`);
}

/** @param {GgufReader} reader @param {number} count @param {string} file @returns {Metadata} */
function metadataIn(reader, count, file) {
  const metadata = new Map();
  for (let i = 0; i < count; i++) {
    const key = reader.text(`${file}, metadata ${i}`);
    if (metadata.has(key)) throw new ModelError(`${file}, ${key}`, 'expected each key once, got it twice');
    metadata.set(key, reader.value(`${file}, ${key}`));
  }
  return metadata;
}

/** @param {Metadata} metadata @param {string} file @returns {number} */
function alignmentIn(metadata, file) {
  const alignment = metadata.get('general.alignment') ?? 32;
  const isRight = typeof alignment === 'number' && alignment >= 8 && alignment <= 1 << 20 && alignment % 8 === 0;
  if (!isRight) throw new ModelError(`${file}, general.alignment`, `expected a multiple of 8 up to ${1 << 20}, got ${shown(alignment)}`);
  return alignment;
}

/** @param {GgufReader} reader @param {string} file @param {number} alignment @returns {Entry} */
function entryIn(reader, file, alignment) {
  const name = reader.text(`${file}, name of a tensor`);
  const place = `${file}, ${name}`;
  const axes = reader.uint32(place);
  if (axes > 4) throw new ModelError(place, `expected at most 4 axes, got ${axes}`);
  // The fastest axis comes first in the file.
  const shape = Array.from({ length: axes }, () => Number(reader.uint64(place))).reverse();
  const type = typeOf(reader.uint32(place), place);
  const offset = reader.uint64(place);
  if (typeof offset !== 'number' || offset % alignment !== 0) throw new ModelError(place, `expected an offset that is a multiple of ${alignment}, got ${offset}`);
  return { name, type, shape, bytes: bytesOfTensor(type, shape, place), offset };
}

/** @param {number} number @param {string} place @returns {StoredType} */
function typeOf(number, place) {
  const name = typeNames[number];
  if (!types.includes(name)) throw new ModelError(place, `expected one of ${types.join(', ')}, got ${name ?? `type ${number}`}`);
  return /** @type {StoredType} */ (name);
}
