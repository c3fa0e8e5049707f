import { isTypedArray, lengthOf, typedArrayKind } from '../base/brands.js';
import { BOOL, FLOAT32, FLOAT64, expectClearRow, isHalves, refuseBits, typeOf, widened } from './dtypes.js';
import { AttentionError, show } from '../wasm/error.js';
import { copyElements } from '../wasm/heap.js';
import { ALIGNMENT, DTYPE_BYTES, INPUTS, MAX_RANK, TENSOR_SLOTS } from './generated/boundary.js';
import { lowestBit } from './slots.js';

/**
 * @typedef {Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array
 *   | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | Halves} TypedArray
 */

/** A Float16Array, which not every platform and not every library of types knows. @typedef {ArrayBufferView & ArrayLike<number>} Halves */

/**
 * A tensor that the engine returns: its elements in row-major order and its shape.
 * @typedef {{ data: Float32Array, shape: number[] }} Tensor
 */

/**
 * A tensor given by its elements, row-major, and its shape. A Uint16Array needs a dtype: 'float16', 'bfloat16' or
 * 'uint16'. In a mask a Uint8Array, or any array with `dtype: 'bool'`, holds booleans, 1 or 0: 1 attends. Other integers
 * need a dtype there, 'bool', or 'float32' or 'float64' to be added; a Float16Array, Float32Array or Float64Array is added.
 * @typedef {{ data: TypedArray, shape: ArrayLike<number>, dtype?: import('./dtypes.js').DTypeName }} FlatTensor
 */

/** @typedef {number[] | number[][] | number[][][] | number[][][][]} NestedNumbers */
/** @typedef {boolean[] | boolean[][] | boolean[][][] | boolean[][][][]} NestedBooleans */

/**
 * Nested arrays of rank 1 to 4, or a flat tensor, or one typed array as a tensor of rank 1.
 * @typedef {NestedNumbers | FlatTensor | TypedArray} TensorLike
 */

/** @param {unknown} value @returns {value is unknown[] | TypedArray} */
const isRow = (value) => Array.isArray(value) || isTypedArray(value);

/** @param {unknown[] | TypedArray} row @returns {number} the length; a Proxy may return anything */
const lengthOfRow = (row) => (Array.isArray(row) ? row.length : lengthOf(row));

/** @param {number} length @returns {boolean} whether it is a whole number of at least 0 that is exact */
const isLength = (length) => Number.isSafeInteger(length) && length >= 0;

/**
 * Writes the type and the shape of a tensor into its slots, and keeps only what its elements are copied from, and their
 * number. Of a flat tensor that is its data, so that this property is read only once.
 * @param {Float64Array} slots
 * @param {Request} request
 * @param {number} input index in INPUTS
 * @param {boolean} isMask whether booleans are allowed
 * @returns {number} its bytes in the arena, a multiple of 16
 * @throws {AttentionError} type, shape, size
 */
export function describe(slots, request, input, isMask) {
  const tensor = request.tensors[input];
  const at = input * TENSOR_SLOTS;
  const argument = INPUTS[input];
  if (Array.isArray(tensor)) {
    const elements = request.elements[input] = describeNested(slots, at, tensor, argument, isMask);
    return bytes(slots[at], elements);
  }
  if (typeof tensor !== 'object' || tensor === null) {
    throw new AttentionError('type', argument, `expected nested arrays or { data, shape }, got ${show(tensor)}`);
  }
  const isBare = ArrayBuffer.isView(tensor);
  if (!isBare) expectKnownNames(tensor, argument);
  const { data, shape: given, dtype } = isBare ? { data: tensor } : /** @type {FlatTensor} */ (tensor);
  const kind = typedArrayKind(data);
  if (kind === undefined) throw new AttentionError('type', argument, `expected a typed array as data, got ${show(data)}`);
  const length = lengthOf(/** @type {TypedArray} */ (data));
  const shape = isBare ? [length] : given;
  if (dtype === undefined && kind === 'Float32Array') slots[at] = FLOAT32;
  else if (dtype === undefined && kind === 'Float64Array') slots[at] = FLOAT64;
  else slots[at] = typeOf(kind, dtype, argument, isMask);
  if (!isRow(shape)) throw new AttentionError('type', argument, `expected an array as shape, got ${show(shape)}`);
  const rank = lengthOfRow(shape);
  if (!isLength(rank) || rank < 1 || rank > MAX_RANK) {
    throw new AttentionError('shape', argument, `expected rank 1 to 4, got rank ${show(rank)}`);
  }
  let elements = 1;
  for (let axis = 0; axis < rank; ++axis) {
    const size = shape[axis];
    if (!isLength(size)) throw new AttentionError('shape', argument, `expected whole numbers in its shape, got ${show(size)}`);
    slots[at + 2 + axis] = size;
    elements *= size;
  }
  slots[at + 1] = rank;
  if (elements !== length) {
    throw new AttentionError('shape', argument, `expected ${elements} elements for [${shapeOf(slots, at)}], got ${length}`);
  }
  request.tensors[input] = isHalves(kind, dtype) ? widened(data, dtype, argument) : data;
  request.elements[input] = elements;
  return bytes(slots[at], elements);
}

/**
 * Refuses further names. Other libraries use them to say how the elements lie or which type they have, and to ignore
 * them would change the numbers.
 * @param {object} tensor
 * @param {string} argument
 * @throws {AttentionError} option
 */
function expectKnownNames(tensor, argument) {
  for (const name in tensor) {
    if (name === 'data' || name === 'shape' || name === 'dtype' || !Object.hasOwn(tensor, name)) continue;
    throw new AttentionError('option', `${argument}.${name}`, 'expected data, shape or dtype, got an unknown name');
  }
}

/**
 * @param {Float64Array} slots @param {number} at @param {unknown[]} tensor @param {string} argument
 * @param {boolean} isMask
 * @returns {number} how many elements it has
 */
function describeNested(slots, at, tensor, argument, isMask) {
  let rank = 0;
  let elements = 1;
  /** @type {unknown} */
  let first = tensor;
  while (isRow(first)) {
    if (rank === MAX_RANK) throw new AttentionError('shape', argument, 'expected rank 1 to 4, got rank 5 or more');
    const length = lengthOfRow(first);
    if (!isLength(length)) throw new AttentionError('shape', argument, `expected an array with a length, got ${show(length)}`);
    slots[at + 2 + rank++] = length;
    elements *= length;
    first = first[0];
  }
  if (elements === 0) {
    throw new AttentionError('size', argument, 'expected every length at least 1, got an empty array');
  }
  slots[at] = isMask && typeof first === 'boolean' ? BOOL : FLOAT64;
  slots[at + 1] = rank;
  return elements;
}

/** @param {number} type @param {number} elements @returns {number} a multiple of 16 */
function bytes(type, elements) {
  const size = elements * DTYPE_BYTES[type];
  return size + (-size & (ALIGNMENT - 1));
}

/**
 * Copies the described tensors of a call, in the order of INPUTS.
 * @param {Target} target
 * @param {number} address aligned to 16
 * @param {Request} request
 * @throws {AttentionError} the same errors as copyIn
 */
export function copyAllIn(target, address, { tensors, elements, present }) {
  for (let rest = present; rest !== 0; rest &= rest - 1) {
    const i = lowestBit(rest);
    const at = i * TENSOR_SLOTS;
    copyIn(target, address, at, tensors[i], elements[i], INPUTS[i]);
    address += bytes(target.slots[at], elements[i]);
  }
}

/** @typedef {import('./options.js').Request} Request */
/** A call's memory, which is copied to, and its shapes. @typedef {Pick<import('./engine-instance.js').EngineInstance, 'heap' | 'slots'>} Target */

/**
 * Copies a described tensor to an address.
 * @param {Target} target
 * @param {number} address aligned to 16
 * @param {number} at index of the tensor's first slot
 * @param {any} data nested arrays or a typed array, as it was described
 * @param {number} elements how many it was found to have
 * @param {string} argument its name, for errors
 * @throws {AttentionError} type, shape, value: an element that is not a number, ragged arrays, wrong booleans
 */
function copyIn({ heap, slots }, address, at, data, elements, argument) {
  const type = slots[at];
  const target = type === FLOAT32 ? heap.floats : type === FLOAT64 ? heap.doubles : heap.bytes;
  const offset = address / DTYPE_BYTES[type];
  if (Array.isArray(data)) {
    copyNested(target, offset, slots, at + 2, slots[at + 1], data, argument, type === BOOL ? 'boolean' : 'number');
    if (argument === 'mask' && isPlain(data)) refuseBits(heap.doubles, offset, elements, argument);
    return;
  }
  // The buffer may have been detached or resized since, and nothing may be written beyond the room of the tensor.
  if (lengthOf(data) !== elements) {
    throw new AttentionError('shape', argument, `expected data that keeps its length, got ${lengthOf(data)} elements`);
  }
  if (type === BOOL) {
    for (let i = 0; i < elements; ++i) {
      const bit = Number(data[i]);
      if (bit !== 0 && bit !== 1) throw new AttentionError('value', argument, `expected 1 or 0 as a boolean, got ${bit} at index ${i}`);
      target[offset + i] = bit;
    }
  } else {
    copyElements(target, offset, data, elements);
  }
}

/** Whether nested arrays hold numbers in plain rows, whose type does not say what they are. @param {unknown} tensor */
function isPlain(tensor) {
  let first = tensor;
  while (Array.isArray(first)) first = first[0];
  return typeof first === 'number';
}

/**
 * @param {Float32Array | Float64Array | Uint8Array} target
 * @param {number} offset
 * @param {Float64Array} slots
 * @param {number} axis the index of the slot that holds the length of this row
 * @param {number} rank the rank of this row
 * @param {any} row
 * @param {string} argument
 * @param {'number' | 'boolean'} leaf
 * @returns {number} the offset behind the row
 */
function copyNested(target, offset, slots, axis, rank, row, argument, leaf) {
  const length = slots[axis];
  if (!Array.isArray(row)) {
    const kind = typedArrayKind(row);
    if (kind === undefined) throw new AttentionError('shape', argument, `expected an array of ${length}, got ${show(row)}`);
    expectClearRow(kind, argument, argument === 'mask');
  }
  const found = lengthOfRow(row);
  if (found !== length) throw new AttentionError('shape', argument, `expected rows of ${length}, got one of ${show(found)}`);
  if (rank > 1) {
    for (let i = 0; i < length; ++i) {
      offset = copyNested(target, offset, slots, axis + 1, rank - 1, row[i], argument, leaf);
    }
    return offset;
  }
  for (let i = 0; i < length; ++i) {
    const element = row[i];
    if (typeof element !== leaf) {
      const code = isRow(element) ? 'shape' : 'type';
      throw new AttentionError(code, argument, `expected a ${leaf} at index ${i} of a row, got ${show(element)}`);
    }
    target[offset + i] = /** @type {number} */ (element);
  }
  return offset + length;
}

/**
 * @param {Float64Array} slots
 * @param {number} at index of a tensor's first slot
 * @returns {number[]}
 */
export function shapeOf(slots, at) {
  const shape = new Array(slots[at + 1]);
  for (let axis = 0; axis < shape.length; ++axis) shape[axis] = slots[at + 2 + axis];
  return shape;
}

/**
 * Copies a result out of the module's memory.
 * @param {import('./engine-instance.js').EngineInstance} instance
 * @param {number} at index of the tensor's first slot
 * @param {number} [rows] how many rows to copy along the first axis; all without it
 * @returns {Tensor}
 */
export function copyOut({ heap, slots }, at, rows) {
  const shape = shapeOf(slots, at);
  if (rows !== undefined) shape[0] = rows;
  let elements = 1;
  for (let axis = 0; axis < shape.length; ++axis) elements *= shape[axis];
  return { data: heap.copyFloats(slots[at], elements), shape };
}
