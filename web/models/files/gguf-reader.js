/** The values of a GGUF file's head, one behind the other. */

import { ModelError } from '../model-error.js';

/** @typedef {number | bigint | boolean | string | unknown[]} Value bigint: an integer that no number holds */

/** The window ends within a value, and the file goes on: more of it is to be read. */
export class WindowEnd extends Error {}

/** By the numbers that the format gives to them. @type {{ size: number, read: (view: DataView, at: number) => number | bigint | boolean }[]} */
const scalars = [
  { size: 1, read: (view, at) => view.getUint8(at) },
  { size: 1, read: (view, at) => view.getInt8(at) },
  { size: 2, read: (view, at) => view.getUint16(at, true) },
  { size: 2, read: (view, at) => view.getInt16(at, true) },
  { size: 4, read: (view, at) => view.getUint32(at, true) },
  { size: 4, read: (view, at) => view.getInt32(at, true) },
  { size: 4, read: (view, at) => view.getFloat32(at, true) },
  { size: 1, read: (view, at) => view.getUint8(at) !== 0 },
];
scalars[10] = { size: 8, read: (view, at) => plain(view.getBigUint64(at, true)) };
scalars[11] = { size: 8, read: (view, at) => plain(view.getBigInt64(at, true)) };
scalars[12] = { size: 8, read: (view, at) => view.getFloat64(at, true) };

const textType = 8;
const arrayType = 9;

/** Bytes of the length before a text; of the type and the length before an array's items. */
const textHead = 8;
const arrayHead = 12;

/** Arrays within arrays: no file has more. */
const mostDepth = 4;

/** @param {bigint} integer */
const plain = (integer) => (Number.isSafeInteger(Number(integer)) ? Number(integer) : integer);

export class GgufReader {
  at = 0;
  #bytes;
  #view;
  #size;
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /**
   * @param {Uint8Array} window the file's first bytes
   * @param {number} size of the file
   */
  constructor(window, size) {
    this.#bytes = window;
    this.#view = new DataView(window.buffer, window.byteOffset, window.byteLength);
    this.#size = size;
  }

  /** @param {string} place @returns {number} */
  uint32(place) {
    return Number(scalars[4].read(this.#view, this.#passed(4, place)));
  }

  /** @param {string} place @returns {number | bigint} */
  uint64(place) {
    return plain(this.#view.getBigUint64(this.#passed(8, place), true));
  }

  /**
   * How many of something follow.
   * @param {number} least bytes that each of them has
   * @param {string} place
   * @returns {number}
   * @throws {ModelError} more than the rest of the file can hold
   */
  count(least, place) {
    const count = this.uint64(place);
    const most = Math.floor((this.#size - this.at) / least);
    if (count > most) throw new ModelError(place, `expected a count of at most ${most}, which the file can hold, got ${count}`);
    return Number(count);
  }

  /** Bytes that are no UTF-8 become U+FFFD: a model whose author's name has such bytes works all the same. @param {string} place @returns {string} */
  text(place) {
    const length = this.uint64(place);
    const most = this.#size - this.at;
    if (length > most) throw new ModelError(place, `expected a text of at most ${most} bytes, which the file can hold, got ${length}`);
    const start = this.#passed(Number(length), place);
    return this.#decoder.decode(this.#bytes.subarray(start, this.at));
  }

  /** @param {string} place @returns {Value} of any type: its number stands before it */
  value(place) {
    return this.#valueOf(this.uint32(place), place, 0);
  }

  /** @param {number} type @param {string} place @param {number} depth @returns {Value} */
  #valueOf(type, place, depth) {
    if (type === textType) return this.text(place);
    if (type === arrayType) return this.#array(place, depth);
    const { size, read } = checkedScalar(type, place);
    return read(this.#view, this.#passed(size, place));
  }

  /** @param {string} place @param {number} depth @returns {unknown[]} */
  #array(place, depth) {
    if (depth === mostDepth) throw new ModelError(place, `expected at most ${mostDepth} arrays within each other, got more`);
    const type = this.uint32(place);
    const count = this.count(leastBytes(type, place), place);
    return Array.from({ length: count }, () => this.#valueOf(type, place, depth + 1));
  }

  /** @param {number} count of bytes that are read now @param {string} place @returns {number} where they begin */
  #passed(count, place) {
    const end = this.at + count;
    if (end > this.#size) throw new ModelError(place, `expected at least ${end} bytes, got ${this.#size}: is the file cut off?`);
    if (end > this.#bytes.length) throw new WindowEnd();
    this.at = end;
    return end - count;
  }
}

/** @param {number} type @param {string} place */
function leastBytes(type, place) {
  if (type === textType) return textHead;
  return type === arrayType ? arrayHead : checkedScalar(type, place).size;
}

/** @param {number} type @param {string} place */
function checkedScalar(type, place) {
  if (!scalars[type]) throw new ModelError(place, `expected a type of value from 0 to 12, got ${type}`);
  return scalars[type];
}
