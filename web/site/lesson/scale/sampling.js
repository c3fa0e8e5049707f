/** Random queries and keys from a seed, and the statistics of their scores. */

import { randomNumbers } from '../../exhibits/long-sequence.js';
import { entropyBits, largestWeight, rowSum, variance } from '../../../base/statistics.js';

/**
 * @typedef {object} Batch the first axis counts pairs of one query and its keys
 * @property {{ data: Float32Array, shape: [number, 1, 1, number] }} query
 * @property {{ data: Float32Array, shape: [number, 1, number, number] }} key
 *
 * @typedef {object} Rows the results of attention for a batch
 * @property {ArrayLike<number>} scores [rows * keysEach]
 * @property {ArrayLike<number>} weights of the same size
 *
 * @typedef {object} Counted the numbers for one way to score
 * @property {number[]} scores
 * @property {number[]} largest the largest weight of each row
 * @property {number[]} entropies the entropy of each row, in bits
 * @property {number[]} lastWeights the weights of the row that was drawn last
 * @property {number[]} lastScores
 *
 * @typedef {object} Tally
 * @property {number} dimension D
 * @property {Counted} plain scores q.k
 * @property {Counted} scaled scores q.k / sqrt(D)
 *
 * @typedef {object} Summary
 * @property {number} variance of the scores
 * @property {number} largest the mean of the rows' largest weights
 * @property {number} entropy the mean of the rows' entropies, in bits
 */

/** The values that D can have. */
export const dimensions = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** The number of keys for each query. */
export const keysEach = 8;

const rowsEach = 64;
const batches = 16;

/** The number of dot products for each D. */
export const products = rowsEach * batches * keysEach;

/**
 * Queries and keys of independent numbers from the normal distribution of mean 0 and variance 1. The same seed gives the
 * same numbers.
 * @param {number} dimension
 * @param {number} seed
 * @returns {Generator<Batch>}
 */
export function* drawBatches(dimension, seed) {
  const random = randomNumbers(Math.imul(seed, 0x27d4eb2f) ^ dimension);
  for (let batch = 0; batch < batches; batch++) {
    yield {
      query: { data: normals(random, rowsEach * dimension), shape: [rowsEach, 1, 1, dimension] },
      key: { data: normals(random, rowsEach * keysEach * dimension), shape: [rowsEach, 1, keysEach, dimension] },
    };
  }
}

/**
 * Normally distributed numbers, two at a time from two uniform ones (Box and Muller, A note on the generation of random
 * normal deviates, 1958).
 * @param {() => number} random gives numbers from -1 up to 1
 * @param {number} count
 */
function normals(random, count) {
  const numbers = new Float32Array(count);
  for (let index = 0; index < count; index += 2) {
    // The logarithm never gets 0.
    const radius = Math.sqrt(-2 * Math.log((random() + 1) / 2 + 2 ** -33));
    const angle = Math.PI * random();
    numbers[index] = radius * Math.cos(angle);
    if (index + 1 < count) numbers[index + 1] = radius * Math.sin(angle);
  }
  return numbers;
}

/** @param {number} dimension @returns {Tally} */
export const emptyTally = (dimension) => ({ dimension, plain: nothingCounted(), scaled: nothingCounted() });

/** @returns {Counted} */
const nothingCounted = () => ({ scores: [], largest: [], entropies: [], lastWeights: [], lastScores: [] });

/** @param {Counted} counted @param {Rows} rows */
export function count(counted, { scores, weights }) {
  for (let start = 0; start < weights.length; start += keysEach) {
    const row = Array.from({ length: keysEach }, (_, key) => weights[start + key]);
    counted.largest.push(row[largestWeight(row)]);
    counted.entropies.push(entropyBits(row));
    counted.lastWeights = row;
  }
  for (let index = 0; index < scores.length; index++) counted.scores.push(scores[index]);
  counted.lastScores = counted.scores.slice(-keysEach);
}

/** @param {Counted} counted must hold at least one row @returns {Summary} */
export function summaryOf({ scores, largest, entropies }) {
  return { variance: variance(scores), largest: rowSum(largest) / largest.length, entropy: rowSum(entropies) / entropies.length };
}

/**
 * A whole tally without the engine, for the page before any script runs.
 * @param {number} dimension
 * @param {number} seed
 */
export function writtenTally(dimension, seed) {
  const tally = emptyTally(dimension);
  for (const { query, key } of drawBatches(dimension, seed)) {
    const scores = Array.from({ length: rowsEach * keysEach }, (_, index) => {
      const from = Math.floor(index / keysEach) * dimension;
      let sum = 0;
      for (let c = 0; c < dimension; c++) sum += query.data[from + c] * key.data[index * dimension + c];
      return sum;
    });
    count(tally.plain, rowsOf(scores));
    count(tally.scaled, rowsOf(scores.map((score) => score / Math.sqrt(dimension))));
  }
  return tally;
}

/** @param {number[]} scores @returns {Rows} */
function rowsOf(scores) {
  const weights = scores.map((score, index) => {
    const start = index - (index % keysEach);
    return 1 / rowSum(scores.slice(start, start + keysEach).map((other) => Math.exp(other - score)));
  });
  return { scores, weights };
}
