// The memory of a running instance, and copies into it and out of it. No view of it may leave the files that make a call:
// what it shows is overwritten by the next one.
import { typedArrayKind } from '../base/brands.js';

/** Elements up to which a loop takes less time than the methods of typed arrays. */
const FEW = 32;

export class Heap {
  #memory;
  bytes = new Uint8Array(0);
  floats = new Float32Array(0);
  doubles = new Float64Array(0);

  /** @param {{ buffer: ArrayBufferLike }} memory a WebAssembly.Memory, or a buffer that is laid out as one */
  constructor(memory) {
    this.#memory = memory;
    this.refresh();
  }

  /** Views the memory anew if it has grown, as each view has lost its buffer then. @returns {boolean} whether it had */
  refresh() {
    if (this.bytes.length > 0) return false;
    const buffer = /** @type {ArrayBuffer} */ (this.#memory.buffer);
    this.bytes = new Uint8Array(buffer);
    this.floats = new Float32Array(buffer);
    this.doubles = new Float64Array(buffer);
    return true;
  }

  /** @param {number} address @param {number} count @returns {Float32Array} a copy */
  copyFloats(address, count) {
    const start = address / Float32Array.BYTES_PER_ELEMENT;
    if (count > FEW) return this.floats.slice(start, start + count);
    const copy = new Float32Array(count);
    for (let i = 0; i < count; ++i) copy[i] = this.floats[start + i];
    return copy;
  }
}

/**
 * Copies so many elements of a typed array, BigInt too, into one of the views.
 * @param {Float32Array | Float64Array | Uint8Array} view
 * @param {number} start
 * @param {any} data
 * @param {number} count that it was found to have
 */
export function copyElements(view, start, data, count) {
  if (count > FEW && !typedArrayKind(data)?.startsWith('Big')) {
    view.subarray(start, start + count).set(data); // The part alone, as shared memory may still grow.
  } else {
    for (let i = 0; i < count; ++i) view[start + i] = Number(data[i]);
  }
}

/** @param {Uint8Array} bytes @param {number} start @returns {string} the ASCII text from there to the next zero */
export const textAt = (bytes, start) => String.fromCharCode(...bytes.subarray(start, bytes.indexOf(0, start)));
