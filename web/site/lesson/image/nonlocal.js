/**
 * Non-local means: Buades, Coll and Morel, A Non-Local Algorithm for Image Denoising, 2005. It is attention: each pixel is
 * a token, its surroundings are its query and its key, its colour is its value, and the weights are
 * softmax(-|p - q|^2 / (2 h^2)).
 */

import { brightnessNoise, colours, rasterOf, surroundings } from './tokens.js';

/**
 * @import { AsyncOptions, AttendOptions, Attention, Inputs } from '../../../engine/index.js'
 * @import { Raster } from './raster.js'
 */

/**
 * @param {number} deviation of the noise, in levels of 255
 * @param {number} strength h in standard deviations of the noise that is left in the brightness
 * @returns {number} h, in levels
 */
export const heightOf = (deviation, strength) => strength * deviation * brightnessNoise;

/**
 * The call that denoises a picture. As long as h is at least 14 levels, no score is too far from 0 for the engine's fast path.
 * @param {Raster} noisy
 * @param {number} height h, in levels
 * @returns {{ inputs: Inputs & { query: { data: Float32Array, shape: number[] } }, options: AttendOptions }}
 */
export function callOf(noisy, height) {
  const tokens = surroundings(noisy);
  return { inputs: { query: tokens, key: tokens, value: colours(noisy) }, options: { score: 'euclidean', temperature: height ** 2 } };
}

/**
 * @param {Attention} engine
 * @param {Raster} noisy
 * @param {number} height h, in levels
 * @param {AsyncOptions} [settings]
 * @returns {Promise<Raster>}
 */
export async function denoised(engine, noisy, height, settings) {
  const { inputs, options } = callOf(noisy, height);
  const { output } = await engine.attendAsync(inputs, options, settings);
  return rasterOf(output.data, noisy.width, noisy.height);
}

/**
 * @param {Attention} engine
 * @param {Raster} noisy
 * @param {number} height h, in levels
 * @param {number} pixel
 * @returns {Float32Array} the weight that the pixel gives to each pixel
 */
export function weightsOf(engine, noisy, height, pixel) {
  const { inputs, options } = callOf(noisy, height);
  const { data, shape } = inputs.query;
  const query = { data: data.slice(pixel * shape[1], (pixel + 1) * shape[1]), shape: [shape[1]] };
  return engine.attend({ ...inputs, query }, { ...options, weights: true }).weights.data;
}
