// What a value is, from whatever realm it comes (an iframe, node:vm, Electron) and whatever its properties say:
// `instanceof` knows one realm alone, and an own property can hide a length.

/**
 * The last one is a Float16Array, which not every platform and not every library of types knows.
 * @typedef {Float32Array | Float64Array | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array
 *   | Int32Array | Uint32Array | BigInt64Array | BigUint64Array | ArrayBufferView & ArrayLike<number>} TypedArray
 */

const typedArrays = Object.getPrototypeOf(Uint8Array.prototype);

/** @param {object} prototype @param {PropertyKey} name @returns {() => any} */
const getterOf = (prototype, name) => /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, name)).get;

const typedArrayTag = getterOf(typedArrays, Symbol.toStringTag);
const typedArrayLength = getterOf(typedArrays, 'length');

/** @param {unknown} value @returns {string | undefined} such as Float32Array; undefined of what is no typed array */
export const typedArrayKind = (value) => typedArrayTag.call(value);

/** @param {unknown} value @returns {value is TypedArray} */
export const isTypedArray = (value) => typedArrayTag.call(value) !== undefined;

/** The elements that a typed array has, which its property `length` may deny. @param {TypedArray} array @returns {number} */
export const lengthOf = (array) => typedArrayLength.call(array);

/** @param {unknown} value @returns {string} such as Map or WebAssembly.Module */
export const tagOf = (value) => Object.prototype.toString.call(value).slice('[object '.length, -1);

/** @param {unknown} value @returns {value is WebAssembly.Module} */
export const isModule = (value) => tagOf(value) === 'WebAssembly.Module';
