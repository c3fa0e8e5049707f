// Numbers of types that the module does not know, as floats that it knows and that hold them exactly.
import { ModelError } from '../model-error.js';

/** @import { Heap } from '../../wasm/heap.js' */

/** @typedef {(heap: Heap, from: number, count: number, to: number) => void} Widener addresses in bytes */

/** @param {any} View @returns {Widener} */
const fromView = (View) => (heap, from, count, to) => {
  heap.floats.set(Float32Array.from(new View(heap.bytes.buffer, from, count), Number), to / 4);
};

/**
 * The numbers of a float of 8 bits. E4M3 has no infinity, and NaN only where all bits are set.
 * Source: Micikevicius et al. 2022, FP8 formats for deep learning.
 * @param {'E4M3' | 'E5M2'} type
 * @returns {Float32Array} by the byte
 */
function floatsOfBytes(type) {
  const [bits, bias] = type === 'E5M2' ? [2, 15] : [3, 7];
  return Float32Array.from({ length: 256 }, (_, byte) => {
    const sign = byte & 0x80 ? -1 : 1;
    const exponent = (byte & 0x7f) >> bits;
    const fraction = (byte & (1 << bits) - 1) / (1 << bits);
    if (type === 'E4M3' && (byte & 0x7f) === 0x7f) return NaN;
    if (type === 'E5M2' && exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
    return sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias));
  });
}

const floats = { F8_E4M3: floatsOfBytes('E4M3'), F8_E5M2: floatsOfBytes('E5M2') };

/** @param {Float32Array} values @returns {Widener} */
const fromTable = (values) => (heap, from, count, to) => {
  for (let i = 0; i < count; ++i) heap.floats[to / 4 + i] = values[heap.bytes[from + i]];
};

/** A bfloat16 is the upper half of a float, and holds each of these. @param {Float32Array} values @returns {Widener} */
function upperHalves(values) {
  const halves = Uint16Array.from(new Uint32Array(values.buffer), (bits) => bits >>> 16);
  return (heap, from, count, to) => {
    const target = new Uint16Array(heap.bytes.buffer, to, count);
    for (let i = 0; i < count; ++i) target[i] = halves[heap.bytes[from + i]];
  };
}

/** By the held type, and the file's. @type {Record<string, Record<string, Widener>>} */
const wideners = {
  BF16: { F8_E4M3: upperHalves(floats.F8_E4M3), F8_E5M2: upperHalves(floats.F8_E5M2) },
  F32: {
    F8_E4M3: fromTable(floats.F8_E4M3), F8_E5M2: fromTable(floats.F8_E5M2),
    F64: fromView(Float64Array), I64: fromView(BigInt64Array), I32: fromView(Int32Array), I16: fromView(Int16Array), I8: fromView(Int8Array), U8: fromView(Uint8Array),
  },
};

/** @param {{ name: string, type: string }} tensor @param {'BF16' | 'F32'} held @returns {Widener} */
export function widenerOf({ name, type }, held) {
  const widener = wideners[held][type];
  if (!widener) throw new ModelError(name, `expected numbers of a type that weights have, got ${type}`);
  return widener;
}
