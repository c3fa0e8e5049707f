/** Attention of the frames of a sound to each other. */

import { ranking, rowSum } from '../../../base/statistics.js';
import { tokensOf } from './log-mel.js';

/**
 * @import { Attention, Tensor } from '../../../engine/index.js'
 * @import { SoundState } from './state.js'
 *
 * What every frame attends to.
 * @typedef {object} Attending
 * @property {number} frames T
 * @property {Float32Array} weights [T, T]
 * @property {Uint8Array} attended [T, T]; 0 for what is left out
 */

/** So many frames to each side can be left out: half a second, in which a sound is mostly like itself. */
export const near = 8;

/**
 * @param {Pick<Attention, 'attend'>} engine
 * @param {Float64Array} mel [T, bands]
 * @param {Readonly<SoundState>} state
 * @returns {Attending}
 */
export function attendingOf(engine, mel, state) {
  const tokens = tokensOf(mel, state.around);
  const [frames] = tokens.shape;
  const weights = weightsOf(engine, tokens, state);
  return { frames, weights, attended: state.skipsNear && frames > 2 * near ? maskOf(frames).data : new Uint8Array(weights.length).fill(1) };
}

/** @param {Attending} attending @param {number} frame @returns {Float32Array} the weights of its row */
export function rowOf({ weights, frames }, frame) {
  return weights.subarray(frame * frames, (frame + 1) * frames);
}

/**
 * @param {Pick<Attention, 'attend'>} engine
 * @param {Tensor} tokens [T, D]
 * @param {{ temperature: number, skipsNear: boolean }} how
 * @returns {Float32Array} weights [T, T]
 */
export function weightsOf(engine, tokens, { temperature, skipsNear }) {
  const [frames] = tokens.shape;
  const mask = skipsNear && frames > 2 * near ? { mask: maskOf(frames) } : {};
  return engine.attend({ query: tokens, key: tokens, value: { data: new Float32Array(frames), shape: [frames, 1] }, ...mask }, { score: 'cosine', temperature, weights: true }).weights.data;
}

/** @param {number} frames @returns {Tensor & { data: Uint8Array }} true attends */
export function maskOf(frames) {
  const data = Uint8Array.from({ length: frames * frames }, (_, cell) => Number(Math.abs(Math.floor(cell / frames) - (cell % frames)) > near));
  return /** @type {any} */ ({ data, shape: [frames, frames] });
}

/** Frames nearer than this to each other are one moment to the ear. */
const apart = 4;
/** A moment with a smaller share of the largest weight is not worth hearing. */
const leastShare = 0.05;

/**
 * The moments that a row attends to most. Of frames close to each other, only the one with the largest weight counts.
 * @param {Float32Array} row
 * @param {number} most how many moments at most
 * @returns {number[]} frames, the one with the largest weight first
 */
export function momentsOf(row, most) {
  /** @type {number[]} */
  const moments = [];
  for (const frame of ranking(row)) {
    if (moments.length === most || (moments.length > 0 && row[frame] < leastShare * row[moments[0]])) break;
    if (moments.every((other) => Math.abs(other - frame) >= apart)) moments.push(frame);
  }
  return moments;
}

/**
 * The distance in time at which the sound is most like itself: the diagonal of the map with the largest mean weight.
 * @param {Float32Array} weights [T, T]
 * @param {number} frames T
 * @returns {{ lag: number, mean: number }} lag in frames; mean of the cells on its two diagonals
 */
export function strongestLag(weights, frames) {
  let best = { lag: near + 1, mean: -Infinity };
  // A diagonal near the corner has too few cells to say anything.
  for (let lag = near + 1; lag <= frames - Math.max(near, frames / 8); lag++) {
    const cells = Array.from({ length: frames - lag }, (_, row) => weights[row * frames + row + lag] + weights[(row + lag) * frames + row]);
    const mean = rowSum(cells) / (2 * cells.length);
    if (mean > best.mean) best = { lag, mean };
  }
  return best;
}
