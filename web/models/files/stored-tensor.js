/** Tensors as files hold them. */

import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';

/**
 * @import { Source } from './source.js'
 *
 * @typedef {keyof typeof layouts} StoredType
 *
 * @typedef {object} StoredTensor
 * @property {string} name as Hugging Face has it
 * @property {StoredType} type
 * @property {number[]} shape the slowest axis first
 * @property {number} bytes
 * @property {Source} source
 * @property {number} start of its bytes in the source
 */

/** Numbers one by one, or GGUF's blocks, with so many elements in so many bytes; as cpp/attn/kernels/quantized.h has them. */
export const layouts = {
  F64: { elements: 1, bytes: 8 },
  F32: { elements: 1, bytes: 4 },
  F16: { elements: 1, bytes: 2 },
  BF16: { elements: 1, bytes: 2 },
  F8_E4M3: { elements: 1, bytes: 1 },
  F8_E5M2: { elements: 1, bytes: 1 },
  I64: { elements: 1, bytes: 8 },
  I32: { elements: 1, bytes: 4 },
  I16: { elements: 1, bytes: 2 },
  I8: { elements: 1, bytes: 1 },
  U8: { elements: 1, bytes: 1 },
  BOOL: { elements: 1, bytes: 1 },
  Q4_0: { elements: 32, bytes: 18 },
  Q4_1: { elements: 32, bytes: 20 },
  Q5_0: { elements: 32, bytes: 22 },
  Q5_1: { elements: 32, bytes: 24 },
  Q8_0: { elements: 32, bytes: 34 },
  Q2_K: { elements: 256, bytes: 84 },
  Q3_K: { elements: 256, bytes: 110 },
  Q4_K: { elements: 256, bytes: 144 },
  Q5_K: { elements: 256, bytes: 176 },
  Q6_K: { elements: 256, bytes: 210 },
  IQ4_NL: { elements: 32, bytes: 18 },
  IQ4_XS: { elements: 256, bytes: 136 },
};

/**
 * @param {StoredType} type
 * @param {unknown} shape
 * @param {string} place
 * @returns {number} bytes of a tensor
 * @throws {ModelError} no shape, rows of part of a block, more than can be counted
 */
export function bytesOfTensor(type, shape, place) {
  const isShape = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!isShape) throw new ModelError(place, `expected a shape of lengths from 0 on, got ${shown(shape)}`);
  const { elements, bytes } = layouts[type];
  const row = shape.at(-1) ?? 1;
  if (row % elements !== 0) throw new ModelError(place, `expected rows of a multiple of ${elements} elements for ${type}, got ${row}`);
  const count = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  const size = (count / elements) * bytes;
  if (!Number.isSafeInteger(size)) throw new ModelError(place, `expected a size that can be counted, got the shape ${shown(shape)}`);
  return size;
}

/**
 * @param {StoredTensor[]} tensors of one source
 * @throws {ModelError} two of them overlap; or one ends behind the source's end, as where a download broke off
 */
export function checkPlaces(tensors) {
  let end = 0;
  let before = '';
  for (const { name, source, start, bytes } of inFileOrder(tensors)) {
    const place = `${source.name}, ${name}`;
    if (start < end) throw new ModelError(place, `expected bytes from ${end} on, behind those of ${before}, got ${start}`);
    end = start + bytes;
    before = name;
    if (end > source.size) throw new ModelError(place, `expected a file of at least ${end} bytes, got ${source.size}: is it cut off?`);
  }
}

/** @param {StoredTensor[]} tensors @returns {StoredTensor[]} */
export const inFileOrder = (tensors) => tensors.slice().sort((one, other) => one.start - other.start || one.bytes - other.bytes);

/**
 * @param {StoredTensor[]} tensors
 * @returns {Map<string, StoredTensor>} by their names
 * @throws {ModelError} two have the same name
 */
export function byName(tensors) {
  const named = new Map();
  for (const tensor of tensors) {
    const other = named.get(tensor.name);
    if (other) throw new ModelError(`${tensor.source.name}, ${tensor.name}`, `expected each tensor once, got it in ${other.source.name} too`);
    named.set(tensor.name, tensor);
  }
  return named;
}
