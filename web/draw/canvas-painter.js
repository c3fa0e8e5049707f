/** Paints a display list on a canvas. */

import { cellsPicture, isCrowded } from './cells-picture.js';
import { boxPath, dashes, haloWidth, hatchGap, shapesOf, snapped, textLook } from './drawing.js';
import { isAnyMasked } from './mask.js';
import { rampStops } from './ramp.js';

/**
 * @import { Box, CellsItem, DisplayList, Item, TextItem } from './display-list.js'
 * @import { KeptPicture } from './cells-picture.js'
 * @import { Path, Snap } from './drawing.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {object} Brush
 * @property {CanvasRenderingContext2D} context scaled to CSS pixels
 * @property {Theme} theme
 * @property {number} ratio device pixels to a CSS pixel
 * @property {Snap} snap
 * @property {KeptPicture[]} pictures of the cells that are still to come
 */

/** The pictures of the cells on a canvas, in their order. @type {WeakMap<HTMLCanvasElement, KeptPicture[]>} */
const kept = new WeakMap();

/**
 * @param {HTMLCanvasElement} canvas already of its size in device pixels
 * @param {DisplayList} list
 * @param {Theme} theme
 */
export function paint(canvas, { x: left = 0, y: top = 0, width, height, items }, theme) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  // Both are rounded to whole pixels, so at fractions of a zoom the two ratios differ a little.
  const [across, down] = [canvas.width / width, canvas.height / height];
  context.setTransform(across, 0, 0, down, -left * across, -top * down);
  context.clearRect(left, top, width, height);
  const snap = {
    x: (/** @type {number} */ x) => Math.round(x * across) / across,
    y: (/** @type {number} */ y) => Math.round(y * down) / down,
  };
  const cells = items.filter(({ type }) => type === 'cells');
  const pictures = cells.map((_, index) => kept.get(canvas)?.[index] ?? {});
  kept.set(canvas, pictures);
  const brush = { context, theme, ratio: across, snap, pictures: [...pictures] };
  for (const item of items) paintItem(brush, item);
}

/**
 * @param {Brush} brush
 * @param {Item} item
 */
function paintItem(brush, item) {
  const { context, theme, snap } = brush;
  context.save();
  if (item.type === 'text') {
    paintText(brush, item);
  } else if (item.type === 'hatch') {
    hatch(brush, snapped(item, snap));
  } else if (item.type === 'cells') {
    paintCells(brush, item, snapped(item, snap));
  } else if (item.type === 'ramp') {
    const { x, y, width, height } = snapped(item, snap);
    // From the middle of the first pixel to that of the last: both have the colours of the ends.
    const half = 0.5 / brush.ratio;
    const gradient = context.createLinearGradient(x + half, 0, x + width - half, 0);
    for (const stop of rampStops(theme, item)) gradient.addColorStop(...stop);
    context.fillStyle = gradient;
    context.fillRect(x, y, width, height);
  } else {
    for (const { path, fill, stroke, thickness, dashed, opacity = 1 } of shapesOf(item, theme, snap)) {
      trace(context, path);
      context.globalAlpha = opacity;
      if (fill) {
        context.fillStyle = fill;
        // As a path a box whose edges are on those of pixels loses a 255th of its colour there.
        if (path[0][0] === 'rect') context.fillRect(.../** @type {[number, number, number, number]} */ (path[0].slice(1)));
        else context.fill();
      }
      if (stroke) {
        setStroke(context, stroke, thickness);
        if (dashed) context.setLineDash(dashes);
        context.stroke();
      }
    }
  }
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path} path
 */
function trace(context, path) {
  context.beginPath();
  for (const [command, ...numbers] of path) /** @type {any} */ (context)[command](...numbers);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} color
 * @param {number} [thickness]
 */
function setStroke(context, color, thickness = 1) {
  context.strokeStyle = color;
  context.lineWidth = thickness;
}

/**
 * @param {Brush} brush
 * @param {TextItem} item
 */
function paintText({ context, theme }, item) {
  const { shift, isRightToLeft, fill } = textLook(item, theme);
  context.font = theme.fonts[item.font];
  context.textAlign = item.align ?? 'left';
  context.direction = isRightToLeft ? 'rtl' : 'ltr';
  context.translate(item.x, item.y);
  context.rotate(item.angle ?? 0);
  if (item.hasHalo) {
    setStroke(context, theme.colors.paper, haloWidth);
    context.lineJoin = 'round';
    context.strokeText(item.text, 0, shift);
  }
  context.fillStyle = fill;
  context.fillText(item.text, 0, shift);
}

/**
 * One pixel a cell in a picture of its own, enlarged in one call.
 * @param {Brush} brush
 * @param {CellsItem} item
 * @param {Box} box of the item, on edges of device pixels
 */
function paintCells(brush, item, box) {
  const { context, theme, ratio, pictures } = brush;
  const { part, attended, isMirrored, isBlank } = item;
  // Masked cells are holes in the picture over it.
  if (!isBlank && isAnyMasked(attended)) hatch(brush, box);
  context.imageSmoothingEnabled = isCrowded(item, ratio);
  context.imageSmoothingQuality = 'medium';
  context.translate(isMirrored ? box.x + box.width : box.x, box.y);
  if (isMirrored) context.scale(-1, 1);
  const picture = cellsPicture(item, theme, pictures.shift());
  context.drawImage(picture, part.column, part.row, part.columns, part.rows, 0, 0, box.width, box.height);
}

/**
 * Slanted lines, the same everywhere, so that neighbouring boxes join without a seam.
 * @param {Brush} brush
 * @param {Box} box
 */
function hatch({ context, theme }, box) {
  const { x, y, width, height } = box;
  context.save();
  trace(context, boxPath(box));
  context.clip();
  context.fillStyle = theme.colors.paper;
  context.fill();
  setStroke(context, theme.colors.hatch);
  context.beginPath();
  const first = Math.floor((x + y) / hatchGap) * hatchGap;
  for (let sum = first; sum <= x + width + y + height; sum += hatchGap) {
    context.moveTo(sum - y, y);
    context.lineTo(sum - y - height, y + height);
  }
  context.stroke();
  context.restore();
}
