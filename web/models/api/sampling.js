// Choosing the next token.
import { ModelError } from '../model-error.js';

/**
 * @typedef {object} Sampling
 * @property {number} [temperature] divides the logits; 0, which is the default, takes the likeliest
 * @property {number} [topK] only so many of the likeliest
 * @property {number} [topP] only the likeliest whose probabilities add up to so much (Holtzman et al. 2020)
 * @property {number} [seed] of the random choice: the same seed chooses the same
 */

/** @param {Sampling} sampling @throws {ModelError} a number out of its range */
export function checkSampling({ temperature = 0, topK, topP, seed }) {
  if (!(temperature >= 0 && temperature < Infinity)) throw new ModelError('temperature', `expected a number from 0 on, got ${temperature}`);
  if (topK !== undefined && !(Number.isInteger(topK) && topK > 0)) throw new ModelError('topK', `expected a whole number from 1 on, got ${topK}`);
  if (topP !== undefined && !(topP > 0 && topP <= 1)) throw new ModelError('topP', `expected a number above 0 and up to 1, got ${topP}`);
  if (seed !== undefined && !Number.isInteger(seed)) throw new ModelError('seed', `expected a whole number, got ${seed}`);
}

/** Numbers from 0 on, below 1, by a seed: mulberry32, by T. Ettinger, which is in the public domain. @param {number} seed */
export function randomBySeed(seed) {
  let state = seed | 0;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, state | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

/** @param {Float32Array} logits @param {number} [temperature] @returns {Float64Array} that add up to 1 */
export function probabilitiesOf(logits, temperature = 1) {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  const probabilities = Float64Array.from(logits, (logit) => Math.exp((logit - largest) / temperature));
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  return probabilities.map((probability) => probability / sum);
}

/** @param {ArrayLike<number>} numbers @param {number} count @returns {number[]} the places of the largest, the largest first */
export function largestOf(numbers, count) {
  return Array.from(numbers, (_, i) => i).sort((a, b) => numbers[b] - numbers[a] || a - b).slice(0, count);
}

/**
 * @param {Float32Array} logits
 * @param {Sampling} sampling
 * @param {() => number} random from 0 on, below 1
 * @returns {{ id: number, probability: number }} the probability that the model gives it, without what sampling changes
 */
export function chooseToken(logits, { temperature = 0, topK, topP }, random) {
  const own = probabilitiesOf(logits);
  if (temperature === 0) {
    let id = 0;
    for (let i = 1; i < logits.length; ++i) if (logits[i] > logits[id]) id = i;
    return { id, probability: own[id] };
  }
  const probabilities = probabilitiesOf(logits, temperature);
  const candidates = topK === undefined && topP === undefined ? Array.from(probabilities, (_, i) => i) : likeliest(probabilities, topK, topP);
  let left = random() * candidates.reduce((sum, i) => sum + probabilities[i], 0);
  const chosen = candidates.find((i) => (left -= probabilities[i]) < 0) ?? candidates[candidates.length - 1];
  return { id: chosen, probability: own[chosen] };
}

/** @param {Float64Array} probabilities @param {number} [topK] @param {number} [topP] */
function likeliest(probabilities, topK = Infinity, topP = 1) {
  const sorted = largestOf(probabilities, Math.min(topK, probabilities.length));
  let sum = 0;
  const last = sorted.findIndex((i) => (sum += probabilities[i]) >= topP);
  return last < 0 ? sorted : sorted.slice(0, last + 1);
}
