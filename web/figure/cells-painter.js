/**
 * A map's cells on a canvas: one pixel a cell in a picture of its own, enlarged in one call. The
 * picture is kept as long as the values are the same array, so that panning 4 million cells colours
 * none of them anew.
 */

import { isAnyMasked } from './mask.js';
import { colorCells } from './ramp.js';

/**
 * @import { Box, CellsItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {{ picture: OffscreenCanvas, attended: ArrayLike<number>, low: number, high: number, theme: Theme }} Kept
 */

/** @type {WeakMap<object, Kept>} */
const kept = new WeakMap();

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {CellsItem} item
 * @param {Box} box of the item, on edges of device pixels
 * @param {number} ratio device pixels to a CSS pixel
 * @param {() => void} hatch the whole box: masked cells are holes in the picture over it
 */
export function paintCells(context, theme, item, box, ratio, hatch) {
  const { part, attended, isMirrored } = item;
  if (isAnyMasked(attended)) hatch();
  const picture = cellsPicture(item, theme);
  // Cells smaller than a pixel are averaged: one in three picked would make lines vanish.
  const isCrowded = Math.min(box.width / part.columns, box.height / part.rows) * ratio < 1;
  context.imageSmoothingEnabled = isCrowded;
  context.imageSmoothingQuality = 'medium';
  context.save();
  context.translate(isMirrored ? box.x + box.width : box.x, box.y);
  if (isMirrored) context.scale(-1, 1);
  context.drawImage(picture, part.column, part.row, part.columns, part.rows, 0, 0, box.width, box.height);
  context.restore();
}

/**
 * @param {CellsItem} item
 * @param {Theme} theme
 * @returns {OffscreenCanvas} a pixel for each cell; clear where it is masked
 */
export function cellsPicture({ values, attended, rows, columns, domain: [low, high] }, theme) {
  const known = kept.get(values);
  if (known && known.attended === attended && known.low === low && known.high === high && known.theme === theme) {
    return known.picture;
  }
  const isSameSize = known?.picture.width === columns && known.picture.height === rows;
  const picture = isSameSize ? known.picture : new OffscreenCanvas(columns, rows);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (picture.getContext('2d'));
  const pixels = context.createImageData(columns, rows);
  colorCells(theme, values, attended, [low, high], pixels.data);
  context.putImageData(pixels, 0, 0);
  kept.set(values, { picture, attended, low, high, theme });
  return picture;
}
