/** Makes a decoded picture as small as the exhibit needs it, in the page or in a worker. */

import { readsTrue } from '../../../draw/canvas-truth.js';
import { fittedSize, mostPixels, shrunk } from './raster.js';

/**
 * @import { Raster } from './raster.js'
 *
 * @typedef {{ raster: Raster, width: number, height: number }} Incoming width and height are those of the original
 */

/** The browser makes a larger picture this small; the rest is done here, with exact means. */
const mostDrawn = 8 * mostPixels;

/** The error for a browser that does not give a page the true pixels of a picture. */
export class FalsifiedPicture extends Error {}

/**
 * @param {CanvasImageSource} image decoded
 * @param {{ width: number, height: number }} size the image's own
 * @param {(width: number, height: number) => HTMLCanvasElement | OffscreenCanvas} canvasOf makes a canvas
 * @returns {Incoming}
 * @throws {Error} for a picture without a size
 * @throws {FalsifiedPicture}
 */
export function fitted(image, { width, height }, canvasOf) {
  if (!width || !height) throw new Error('picture: expected a size, got none');
  if (!readsTrue(canvasOf)) throw new FalsifiedPicture('picture: expected the pixels that were painted, got others');
  const drawn = fittedSize(width, height, mostDrawn);
  const canvas = canvasOf(drawn.width, drawn.height);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { willReadFrequently: true }));
  // Transparent parts are shown on white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, drawn.width, drawn.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, drawn.width, drawn.height);
  const raster = shrunk(context.getImageData(0, 0, drawn.width, drawn.height), fittedSize(width, height));
  return { raster, width, height };
}
