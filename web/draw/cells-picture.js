/**
 * A map's cells as a picture of one pixel a cell. It is kept as long as it stays the same, so that
 * panning 4 million cells colours none of them anew.
 */

import { colorCells } from './ramp.js';

/**
 * @import { CellsItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {{ shown?: unknown[], picture?: OffscreenCanvas, pixels?: ImageData }} KeptPicture and what it shows; empty to begin with
 */

/**
 * @param {CellsItem} item
 * @param {Theme} theme
 * @param {KeptPicture} [kept] the picture before, which is painted over where it has the size
 * @returns {OffscreenCanvas} a pixel for each cell; clear where it is masked
 */
export function cellsPicture({ values, attended, rows, columns, domain }, theme, kept = {}) {
  const shown = [values, attended, theme, ...domain];
  const { picture, pixels } = kept;
  if (picture && shown.every((part, index) => part === kept.shown?.[index])) return picture;
  const isSameSize = pixels?.width === columns && pixels.height === rows;
  const canvas = isSameSize && picture ? picture : new OffscreenCanvas(columns, rows);
  const data = isSameSize ? pixels : new ImageData(columns, rows);
  colorCells(theme, values, attended, domain, data.data);
  /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d')).putImageData(data, 0, 0);
  Object.assign(kept, { shown, picture: canvas, pixels: data });
  return canvas;
}

/** More cells than these are a picture in files, too. */
const mostCells = 4096;

/** Tells whether the cells are so many that an SVG has a picture of them, in place of a box for each. @param {CellsItem} item */
export const isPicture = ({ values }) => values.length > mostCells;

/**
 * Tells whether cells are smaller than a pixel, and averaged: one in three picked would make lines vanish.
 * @param {CellsItem} item
 * @param {number} ratio device pixels to a CSS pixel
 */
export function isCrowded({ width, height, part }, ratio) {
  return Math.min(width / part.columns, height / part.rows) * ratio < 1;
}
