/** A display list as PNG, by a canvas that is never shown; and the cells of a map as one, without any. */

import { paint } from './canvas-painter.js';
import { isPicture } from './cells-picture.js';
import { pngFile, pngLines } from './png-file.js';
import { colorCells } from './ramp.js';
import { base64, packed } from '../base/packed.js';

/**
 * @import { CellsItem, DisplayList } from './display-list.js'
 * @import { Pixels } from './png-file.js'
 * @import { Theme } from './theme.js'
 */

/**
 * @param {DisplayList} list
 * @param {Theme} theme
 * @param {number} [scale] pixels to a CSS pixel
 * @returns {Promise<Blob>} on the theme's paper: a viewer's own ground may be as dark as the ink. As true as what is read
 *   from a canvas: see canvas-truth.js
 */
export async function pngOf(list, theme, scale = 2) {
  const canvas = document.createElement('canvas');
  const height = Math.ceil(list.height);
  canvas.width = Math.round(list.width * scale);
  canvas.height = Math.round(height * scale);
  paint(canvas, { ...list, height }, theme);
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = theme.colors.paper;
  context.fillRect(list.x ?? 0, list.y ?? 0, list.width, height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  // Of a canvas that is too large for it a browser paints nothing.
  if (!pixels.data.some(Boolean)) throw new Error(`PNG: expected a canvas that can be read, got ${canvas.width} x ${canvas.height} pixels`);
  return new Blob([await bytesOf(pixels)], { type: 'image/png' });
}

/** @param {Pixels} pixels */
async function bytesOf(pixels) {
  return pngFile(pixels, 4, await packed(pngLines(pixels, 4)));
}

/**
 * The pictures of cells that an SVG of the list asks for, written from their values: what is read from a canvas need not
 * be what was painted.
 * @param {DisplayList} list
 * @param {Theme} theme
 * @returns {Promise<(item: CellsItem) => string>} data addresses of PNGs with a pixel for each cell
 */
export async function cellsImages({ items }, theme) {
  /** @type {Map<CellsItem, string>} */
  const addresses = new Map();
  for (const item of items) {
    if (item.type === 'cells' && isPicture(item)) addresses.set(item, await cellsAddress(item, theme));
  }
  return (item) => /** @type {string} */ (addresses.get(item));
}

/** @param {CellsItem} item @param {Theme} theme */
async function cellsAddress({ rows, columns, values, attended, domain }, theme) {
  /** @type {Pixels} */
  const pixels = { width: columns, height: rows, data: new Uint8ClampedArray(4 * rows * columns) };
  colorCells(theme, values, attended, domain, pixels.data);
  return `data:image/png;base64,${base64(await bytesOf(pixels))}`;
}
