/** A plain blur, for comparison: each pixel becomes the mean of its neighbours, weighted only by their distance from it. */

import { peakSignalToNoise } from './raster.js';

/** @import { Raster } from './raster.js' */

/** The widths to try, in pixels. */
const widths = Array.from({ length: 14 }, (_, index) => 0.3 + 0.1 * index);

/**
 * The best result of a Gaussian blur, chosen by comparison with the clean picture, which a real blur does not have.
 * @param {Raster} noisy
 * @param {Raster} clean
 * @returns {number} decibels
 */
export function bestBlur(noisy, clean) {
  return Math.max(...widths.map((width) => peakSignalToNoise(blurred(noisy, width), clean)));
}

/**
 * @param {Raster} raster
 * @param {number} deviation of the Gaussian, in pixels
 * @returns {Raster} the blurred picture; beyond the edges the last pixels are repeated
 */
export function blurred({ width, height, data }, deviation) {
  const reach = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, index) => Math.exp(-((index - reach) ** 2) / (2 * deviation ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight);
  /** @param {ArrayLike<number>} from @param {{ set(values: Float64Array): void }} to @param {number} step @param {number} length */
  const along = (from, to, step, length) => {
    const sums = new Float64Array(data.length);
    for (let at = 0; at < data.length; at++) {
      const place = Math.floor(at / step) % length;
      for (let i = -reach; i <= reach; i++) {
        const other = Math.max(0, Math.min(length - 1, place + i));
        sums[at] += (weights[i + reach] / total) * from[at + (other - place) * step];
      }
    }
    to.set(sums);
  };
  const across = new Float64Array(data.length);
  const both = new Uint8ClampedArray(data.length);
  along(data, across, 4, width);
  along(across, both, 4 * width, height);
  return { width, height, data: both };
}
