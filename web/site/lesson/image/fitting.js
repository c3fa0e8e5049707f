/** A decoded picture made as small as the exhibit needs it: in the page, or in a worker beside it. */

import { readsTrue } from '../../../draw/canvas-truth.js';
import { fittedSize, mostPixels, shrunk } from './raster.js';

/**
 * @import { Raster } from './raster.js'
 *
 * @typedef {{ raster: Raster, width: number, height: number }} Incoming with the size that it had
 */

/** The browser makes a larger picture as small as this; from here on it is done here, and finely. */
const mostDrawn = 8 * mostPixels;

/** This browser gives no page the pixels of a picture. */
export class FalsifiedPicture extends Error {}

/**
 * @param {CanvasImageSource} image decoded
 * @param {{ width: number, height: number }} size its own
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
  // What is transparent is seen on white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, drawn.width, drawn.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, drawn.width, drawn.height);
  const raster = shrunk(context.getImageData(0, 0, drawn.width, drawn.height), fittedSize(width, height));
  return { raster, width, height };
}
