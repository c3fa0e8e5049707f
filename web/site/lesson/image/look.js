/** What a patch of a picture attends to, and how a link keeps the choice. */

import { atOnce } from '../../../base/steps.js';
import { largestOf, rowSum } from '../../../base/statistics.js';

/**
 * @import { Attention, ScoreName } from '../../../engine/index.js'
 * @import { patchesOf } from './tokens.js'
 *
 * @typedef {ReturnType<typeof patchesOf>} Patches
 *
 * @typedef {object} Look
 * @property {number} row of the chosen patch
 * @property {number} column
 * @property {LookScore} score
 * @property {number} sharpness position of the slider, 0 to 100
 * @property {boolean} self whether the patch may attend to itself
 *
 * @typedef {keyof typeof startTemperature} LookScore
 */

/** The temperature in the middle of the slider, for each score: one at which there is something to see. */
const startTemperature = { 'scaled-dot': 0.1, cosine: 0.005, euclidean: 0.5 };

export const scores = /** @type {LookScore[]} */ (Object.keys(startTemperature));

/** The author's patch is the corner of a lit window: there are three more like it. @type {Readonly<Look>} */
export const authorLook = { row: 6, column: 3, score: 'euclidean', sharpness: 50, self: false };

/** The temperature: the higher the slider, the lower, from 10 times the middle one to a tenth of it. @param {Look} look */
export const temperatureOf = ({ score, sharpness }) => startTemperature[score] * 10 ** ((50 - sharpness) / 50);

/**
 * @param {Attention} engine
 * @param {Patches} patches
 * @param {Look} look its patch must exist in the picture
 * @returns {{ weights: Float32Array, output: Float32Array }} a weight for each patch, and the mixed patch. The only
 *   patch of a picture attends to itself in any case
 */
export function attended(engine, { rows, columns, size, data }, look) {
  const tokens = { data, shape: [rows * columns, size] };
  const chosen = look.row * columns + look.column;
  const query = { data: data.slice(chosen * size, (chosen + 1) * size), shape: [size] };
  const isAlone = rows * columns === 1;
  const mask = { data: Uint8Array.from({ length: rows * columns }, (_, index) => Number(look.self || isAlone || index !== chosen)), shape: [rows * columns] };
  const { weights, output } = engine.attend({ query, key: tokens, value: tokens, mask }, {
    score: /** @type {ScoreName} */ (look.score), temperature: temperatureOf(look), weights: true,
  });
  return { weights: weights.data, output: output.data };
}

/**
 * The number of patches that give no other patch a higher score than themselves. Equal patches count as one.
 * @param {Attention} engine
 * @param {Patches} patches
 * @param {LookScore} score
 */
export const findThemselves = (engine, patches, score) => atOnce(findingThemselves(engine, patches, score));

/**
 * @param {Attention} engine
 * @param {Patches} patches
 * @param {LookScore} score
 * @returns {Generator<number, number>} yields how many patches are done, every few patches, and returns how many find themselves
 */
export function* findingThemselves(engine, { rows, columns, size, data }, score) {
  const count = rows * columns;
  const tokens = { data, shape: [count, size] };
  let found = 0;
  for (let first = 0; first < count; first += patchesAtOnce) {
    const asking = data.subarray(first * size, (first + patchesAtOnce) * size);
    const query = { data: asking, shape: [asking.length / size, size] };
    const { data: table } = engine.attend({ query, key: tokens, value: tokens }, { score, scores: 'scaled' }).scores;
    for (let row = 0; row < query.shape[0]; row++) {
      const own = table[row * count + first + row];
      const slack = 1e-5 * Math.max(1, Math.abs(own)); // Scores are float32: those of equal patches may differ in the last digit.
      if (table.subarray(row * count, (row + 1) * count).every((value) => value <= own + slack)) found += 1;
    }
    yield first + query.shape[0];
  }
  return found;
}

/** The number of patches that ask in one step, which takes a few milliseconds. */
const patchesAtOnce = 32;

/**
 * @param {Float32Array} weights
 * @returns {{ first: number[], half: number }} the three with the most weight, and how many hold half of it
 */
export function summary(weights) {
  const order = Array.from(weights).sort((a, b) => b - a);
  const all = rowSum(order);
  let [half, sum] = [0, 0];
  // Half is enough up to rounding: a difference in the last digits does not make another patch count.
  while (half < order.length && sum < (0.5 - 1e-6) * all) sum += order[half++];
  return { first: largestOf(weights, 3).filter((index) => weights[index] > 0), half };
}

/** @param {Look} look @returns {string} */
export function formatLook({ row, column, score, sharpness, self }) {
  return [row + 1, column + 1, score, sharpness, ...(self ? ['self'] : [])].join(',');
}

/**
 * @param {string} text
 * @param {{ rows: number, columns: number }} patches
 * @returns {Look}
 * @throws {Error} for a text that is no state of a picture of this size
 */
export function parseLook(text, { rows, columns }) {
  const [, row, column, name, sharpness, self] = /^(\d{1,2}),(\d{1,2}),([a-z-]+),(\d{1,3})(,self)?$/.exec(text) ?? [];
  const score = scores.find((known) => known === name);
  const look = { row: Number(row) - 1, column: Number(column) - 1, sharpness: Number(sharpness), self: self !== undefined };
  if (!score || !(look.row >= 0 && look.row < rows && look.column >= 0 && look.column < columns && look.sharpness <= 100)) {
    throw new Error(`picture: expected a patch, a score and a sharpness, got ${text}`);
  }
  return { ...look, score };
}
