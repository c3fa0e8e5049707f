/** A display list as PNG, by a canvas that is never shown. */

import { paint } from './canvas-painter.js';
import { cellsPicture } from './cells-picture.js';

/**
 * @import { CellsItem, DisplayList } from './display-list.js'
 * @import { Theme } from './theme.js'
 */

/**
 * @param {DisplayList} list
 * @param {Theme} theme
 * @param {number} [scale] pixels to a CSS pixel
 * @returns {Promise<Blob>} on the theme's paper: a viewer's own ground may be as dark as the ink
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
  context.fillRect(0, 0, list.width, height);
  const blob = await new Promise((/** @type {(blob: Blob | null) => void} */ resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error(`PNG: expected a canvas that can be read, got ${canvas.width} x ${canvas.height} pixels`);
  return blob;
}

/**
 * @param {CellsItem} item
 * @param {Theme} theme
 * @returns {string} a data address of a PNG with a pixel for each cell, as svgOf asks for
 */
export function cellsAddress(item, theme) {
  const picture = cellsPicture(item, theme);
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d')).drawImage(picture, 0, 0);
  return canvas.toDataURL('image/png');
}
