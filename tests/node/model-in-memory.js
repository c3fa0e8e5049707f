/** Models from weights that a program has, without files. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../web/build/command.js';
import { withFinalOpcodes } from '../../web/build/relaxed.js';
import { Model } from '../../web/models/api/model.js';
import { describe } from '../../web/models/families/describe.js';
import { HeldTensors } from '../../web/models/runtime/held-tensors.js';
import { ModelsInstance } from '../../web/models/runtime/instance.js';
import { usesOf } from '../../web/models/runtime/uses.js';

/** @typedef {{ type: string, shape: number[], data: Uint8Array }} MemoryTensor */

/** @param {'base' | 'relaxed'} [simd] @returns {Promise<WebAssembly.Module>} the module as the build has made it */
export async function modelsModule(simd = 'base') {
  const bytes = await readFile(join(projectFolder, `build/wasm/attention-models${simd === 'base' ? '' : '-relaxed'}.wasm`));
  return WebAssembly.compile(/** @type {Uint8Array<ArrayBuffer>} */ (simd === 'base' ? bytes : withFinalOpcodes(bytes)));
}

/**
 * @param {WebAssembly.Module} compiled
 * @param {Record<string, unknown>} config
 * @param {Map<string, MemoryTensor>} tensors
 * @param {import('../../web/models/runtime/held-tensors.js').Precision} [precision]
 * @returns {Model}
 */
export function modelInMemory(compiled, config, tensors, precision = 'stored') {
  const { description } = describe(config, tensors);
  const uses = usesOf(description);
  const held = new HeldTensors(new ModelsInstance(compiled), uses, precision);
  for (const name of uses.keys()) {
    const { type, shape, data } = /** @type {MemoryTensor} */ (tensors.get(name));
    const stored = /** @type {any} */ ({ name, type, shape, bytes: data.length });
    held.write(stored, 0, data);
    held.end(stored);
  }
  return new Model(held, description);
}

/** @param {number[]} shape @param {Float32Array} data @returns {MemoryTensor} */
export const float32 = (shape, data) => ({ type: 'F32', shape, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });

/** @param {number[]} shape @param {Float32Array} data @returns {MemoryTensor} the upper halves of floats */
export const bfloat16 = (shape, data) => (
  { type: 'BF16', shape, data: new Uint8Array(Uint16Array.from(new Uint32Array(data.buffer, data.byteOffset, data.length), (bits) => bits >>> 16).buffer) });

/**
 * Blocks of Q8_0: a half, and 32 bytes. Of Q4_0: a half, and 32 numbers of four bits.
 * @param {'Q8_0' | 'Q4_0'} type @param {number[]} shape @param {Float32Array} data @returns {MemoryTensor}
 */
export function blocks(type, shape, data) {
  const size = type === 'Q8_0' ? 34 : 18;
  const bytes = new Uint8Array(data.length / 32 * size);
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < data.length / 32; ++block) {
    const numbers = data.subarray(block * 32, block * 32 + 32);
    const largest = numbers.reduce((most, number) => (Math.abs(number) > Math.abs(most) ? number : most), 0);
    const scale = halfBelow(type === 'Q8_0' ? Math.abs(largest) / 127 : Math.abs(largest) / 8);
    view.setUint16(block * size, scale.bits, true);
    const codes = Array.from(numbers, (number) => (scale.value === 0 ? 0 : Math.round(number / scale.value)));
    for (let i = 0; i < 32; ++i) {
      if (type === 'Q8_0') view.setInt8(block * size + 2 + i, Math.max(-127, Math.min(127, codes[i])));
      else bytes[block * size + 2 + i % 16] |= Math.max(0, Math.min(15, codes[i] + 8)) << (i < 16 ? 0 : 4);
    }
  }
  return { type, shape, data: bytes };
}

/** A half near a number above 2^-14. @param {number} number @returns {{ bits: number, value: number }} */
function halfBelow(number) {
  if (number < 2 ** -14) return { bits: 0, value: 0 };
  const exponent = Math.floor(Math.log2(number));
  const fraction = Math.round((number / 2 ** exponent - 1) * 1024);
  return { bits: (exponent + 15 << 10) + fraction, value: (1 + fraction / 1024) * 2 ** exponent };
}
