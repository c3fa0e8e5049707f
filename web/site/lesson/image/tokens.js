/** Tokens of a picture: its patches, or each of its pixels with its surroundings. Nothing in them is learned. */

/** @import { Raster } from './raster.js' */

/** The side of a patch, in pixels. */
export const patchSide = 8;

/** The side of the window around a pixel, in pixels: the size that Buades, Coll and Morel use. */
const windowSide = 7;

/**
 * The patches of a picture, from left to right and from top to bottom. Where a patch reaches beyond the picture, the
 * last pixels are repeated.
 * @param {Raster} raster
 * @returns {{ rows: number, columns: number, size: number, data: Float32Array }} data is [rows * columns, size];
 *   each token holds its pixels row by row, as red, green and blue from 0 to 1
 */
export function patchesOf({ width, height, data: pixels }) {
  const rows = Math.ceil(height / patchSide);
  const columns = Math.ceil(width / patchSide);
  const size = 3 * patchSide ** 2;
  const data = new Float32Array(rows * columns * size);
  let at = 0;
  for (let patch = 0; patch < rows * columns; patch++) {
    for (let pixel = 0; pixel < patchSide ** 2; pixel++) {
      const y = Math.min(height - 1, patchSide * Math.floor(patch / columns) + Math.floor(pixel / patchSide));
      const x = Math.min(width - 1, patchSide * (patch % columns) + (pixel % patchSide));
      for (let c = 0; c < 3; c++) data[at++] = pixels[4 * (y * width + x) + c] / 255;
    }
  }
  return { rows, columns, size, data };
}

/**
 * The brightness around each pixel: one token of 49 numbers for each pixel. Beyond its edges the picture is mirrored.
 * @param {Raster} raster
 * @returns {{ data: Float32Array, shape: [number, number] }} [pixels, 49]: levels as in a file, less the middle
 *   level, so from -127.5 to 127.5. This leaves distances as they are and gives float32 more digits for them
 */
export function surroundings({ width, height, data: pixels }) {
  const brightness = Float32Array.from({ length: width * height }, (_, pixel) => brightnessOf(pixels, 4 * pixel) - 127.5);
  const size = windowSide ** 2;
  const reach = (windowSide - 1) / 2;
  const data = new Float32Array(width * height * size);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let dy = -reach; dy <= reach; dy++) {
        const row = mirrored(y + dy, height) * width;
        for (let dx = -reach; dx <= reach; dx++) data[at++] = brightness[row + mirrored(x + dx, width)];
      }
    }
  }
  return { data, shape: [width * height, size] };
}

/**
 * The colours of each pixel, from 0 to 1.
 * @param {Raster} raster
 * @returns {{ data: Float32Array, shape: [number, number] }} [pixels, 3]
 */
export function colours({ width, height, data: pixels }) {
  const data = Float32Array.from({ length: 3 * width * height }, (_, index) => pixels[index + Math.floor(index / 3)] / 255);
  return { data, shape: [width * height, 3] };
}

/**
 * @param {ArrayLike<number>} values [pixels, 3], 0 to 1
 * @param {number} width
 * @param {number} height
 * @returns {Raster}
 */
export function rasterOf(values, width, height) {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let index = 0; index < 3 * width * height; index++) data[index + Math.floor(index / 3)] = 255 * values[index];
  return { width, height, data };
}

/** The shares of red, green and blue in the brightness (ITU-R BT.601). */
const shares = [0.299, 0.587, 0.114];

/** The share of the standard deviation that is left in the brightness when red, green and blue have independent noise. */
export const brightnessNoise = Math.hypot(...shares);

/** @param {ArrayLike<number>} pixels @param {number} at @returns {number} 0 to 255 */
const brightnessOf = (pixels, at) => shares[0] * pixels[at] + shares[1] * pixels[at + 1] + shares[2] * pixels[at + 2];

/** A place along a side, mirrored at its first and last pixel. @param {number} at @param {number} length */
function mirrored(at, length) {
  const period = 2 * (length - 1) || 1;
  const within = Math.abs(at) % period;
  return within < length ? within : period - within;
}
