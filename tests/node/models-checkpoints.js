// The small checkpoints beside the project: their configs, their tensors in float64, and what a right pass gives.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../web/build/command.js';

/**
 * @typedef {{ type: string, shape: number[], data: Float64Array }} Tensor
 *
 * @typedef {object} Checkpoint
 * @property {string} name
 * @property {Record<string, any>} config
 * @property {Map<string, Tensor>} tensors
 * @property {Record<string, any>} expected
 */

const folder = join(projectFolder, '../shared/models/checkpoints');

/** What `skip` of a test takes. */
export const checkpointsMissing = existsSync(folder) ? false : 'no ../shared/models/checkpoints here';

/** @returns {string[]} their names */
export const checkpointNames = () => (checkpointsMissing ? [] : readdirSync(folder).filter((name) => existsSync(join(folder, name, 'config.json'))));

/** @param {string} name @param {string} file @returns {any} */
const json = (name, file) => JSON.parse(readFileSync(join(folder, name, file), 'utf8'));

/** @param {string} name @returns {Checkpoint} */
export function readCheckpoint(name) {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.safetensors'));
  const tensors = new Map(files.flatMap((file) => readSafetensors(readFileSync(join(folder, name, file)))));
  return { name, config: json(name, 'config.json'), tensors, expected: json(name, 'expected.json') };
}

/** @param {Buffer} bytes of a .safetensors file @returns {[string, Tensor][]} */
function readSafetensors(bytes) {
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  /** @type {Record<string, { dtype: string, shape: number[], data_offsets: [number, number] }>} */
  const header = JSON.parse(bytes.toString('utf8', 8, start));
  return Object.entries(header).filter(([name]) => name !== '__metadata__').map(([name, { dtype, shape, data_offsets: [from, to] }]) => {
    const { size, read } = numberTypes[dtype];
    const part = bytes.subarray(start + from, start + to);
    return [name, { type: dtype, shape, data: Float64Array.from({ length: part.length / size }, (_, i) => read(part, i * size)) }];
  });
}

/** @type {Record<string, { size: number, read: (bytes: Buffer, at: number) => number }>} */
const numberTypes = {
  F32: { size: 4, read: (bytes, at) => bytes.readFloatLE(at) },
  F16: { size: 2, read: (bytes, at) => halfOf(bytes.readUInt16LE(at)) },
  BF16: { size: 2, read: (bytes, at) => brainFloatOf(bytes.readUInt16LE(at)) },
  I64: { size: 8, read: (bytes, at) => Number(bytes.readBigInt64LE(at)) },
};

/** @param {number} bits of IEEE 754's binary16, finite */
function halfOf(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  const size = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
  return bits & 0x8000 ? -size : size;
}

const word = new DataView(new ArrayBuffer(4));

/** @param {number} bits the upper half of a float32 */
function brainFloatOf(bits) {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}
