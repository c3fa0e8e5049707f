/**
 * Llama 3's scaling of rotary frequencies. In GGUF it is a tensor that divides each frequency; Hugging Face has the few numbers
 * that it was made of. The same formula gives both, so the numbers are found, and checked, by computing the tensor again.
 */

import { ModelError } from '../model-error.js';
import { bytesOf } from './source.js';

/** @import { StoredTensor } from './stored-tensor.js' */

/** All models of Llama 3.1 and newer have these. */
const known = { rope_type: 'llama3', low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192 };

/** The tensor is float32. */
const tolerance = 1e-5;

/**
 * @param {StoredTensor} tensor
 * @param {number} theta
 * @returns {Promise<Record<string, unknown> | null>} as rope_scaling of a config; null: nothing is scaled
 * @throws {ModelError} divisors of another kind
 */
export async function scalingOf(tensor, theta) {
  const { source, name, type, start, bytes } = tensor;
  const place = `${source.name}, ${name}`;
  if (type !== 'F32') throw new ModelError(place, `expected F32, got ${type}`);
  const divisors = floatsIn(await bytesOf(source, start, start + bytes));
  const factor = divisors.reduce((most, divisor) => Math.max(most, divisor), 1);
  if (divisors.every((divisor) => divisor === 1)) return null;
  const expected = divisors.map((_, t) => divisorOf(theta ** (-t / divisors.length), factor));
  const wrong = divisors.findIndex((divisor, t) => !(Math.abs(divisor - expected[t]) <= tolerance * expected[t]));
  if (wrong >= 0) throw new ModelError(`${place}[${wrong}]`, `expected ${expected[wrong]}, as Llama 3 divides this frequency, got ${divisors[wrong]}`);
  return { ...known, factor };
}

/** @param {Uint8Array} bytes @returns {number[]} */
function floatsIn({ buffer, byteOffset, byteLength }) {
  const view = new DataView(buffer, byteOffset, byteLength);
  return Array.from({ length: byteLength / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/**
 * Long waves are divided, short ones are not, and between them it goes over smoothly.
 * @param {number} frequency
 * @param {number} factor
 */
function divisorOf(frequency, factor) {
  const { low_freq_factor: low, high_freq_factor: high, original_max_position_embeddings: length } = known;
  const waves = (length * frequency) / (2 * Math.PI); // In the original length.
  if (waves > high) return 1;
  if (waves < low) return factor;
  const share = (waves - low) / (high - low);
  return 1 / ((1 - share) / factor + share);
}
