/** Paints a display list on a canvas. */

import { luminance } from './color.js';

/**
 * @import { Box, CellsItem, DisplayList, Domain, Item, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 * @import { Triple } from './color.js'
 *
 * @typedef {object} Brush
 * @property {CanvasRenderingContext2D} context scaled to CSS pixels
 * @property {Theme} theme
 * @property {(x: number) => number} snapX to the nearest edge of a device pixel
 * @property {(y: number) => number} snapY
 */

/**
 * @param {HTMLCanvasElement} canvas already of its size in device pixels
 * @param {DisplayList} list
 * @param {Theme} theme
 */
export function paint(canvas, list, theme) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  // Both are rounded to whole pixels, so at fractions of a zoom the two ratios differ a little.
  const [across, down] = [canvas.width / list.width, canvas.height / list.height];
  context.setTransform(across, 0, 0, down, 0, 0);
  context.clearRect(0, 0, list.width, list.height);
  /** @type {Brush} */
  const brush = {
    context,
    theme,
    snapX: (x) => Math.round(x * across) / across,
    snapY: (y) => Math.round(y * down) / down,
  };
  for (const item of list.items) paintItem(brush, item);
}

/**
 * @param {Brush} brush
 * @param {Item} item
 */
function paintItem(brush, item) {
  const { context, theme, snapX, snapY } = brush;
  switch (item.type) {
    case 'rect': {
      const box = snapped(brush, item);
      context.fillStyle = theme.colors[item.fill];
      context.fillRect(box.x, box.y, box.width, box.height);
      break;
    }
    case 'outline': {
      const box = snapped(brush, item);
      const half = item.thickness / 2;
      context.strokeStyle = theme.colors[item.stroke];
      context.lineWidth = item.thickness;
      context.setLineDash(item.dashed ? [4, 3] : []);
      context.strokeRect(box.x + half, box.y + half, box.width - 2 * half, box.height - 2 * half);
      context.setLineDash([]);
      break;
    }
    case 'line':
      context.strokeStyle = theme.colors[item.stroke];
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(snapX(item.x1), snapY(item.y1) - 0.5);
      context.lineTo(snapX(item.x2), snapY(item.y2) - 0.5);
      context.stroke();
      break;
    case 'hatch':
      hatch(brush, [snapped(brush, item)]);
      break;
    case 'text':
      paintText(brush, item);
      break;
    case 'ramp': {
      const box = snapped(brush, item);
      const steps = Math.ceil(box.width);
      for (let step = 0; step < steps; step++) {
        const share = step / (steps - 1);
        const value = item.domain[0] + share * (item.domain[1] - item.domain[0]);
        context.fillStyle = cssColor(rampColor(theme, value, item.domain));
        context.fillRect(box.x + step, box.y, Math.min(1.5, box.width - step), box.height);
      }
      break;
    }
    case 'cells':
      paintCells(brush, item);
      break;
  }
}

/**
 * @param {Brush} brush
 * @param {Box} box
 * @returns {Box} with every edge on the edge of a device pixel: sharp, and no seams
 */
function snapped({ snapX, snapY }, box) {
  const [x, y] = [snapX(box.x), snapY(box.y)];
  return { x, y, width: snapX(box.x + box.width) - x, height: snapY(box.y + box.height) - y };
}

/**
 * @param {Theme} theme
 * @param {number} value
 * @param {Domain} domain
 */
function rampColor(theme, value, [low, high]) {
  return (low < 0 ? theme.diverging : theme.sequential)((value - low) / (high - low));
}

/** @param {Triple} rgb */
function cssColor([red, green, blue]) {
  return `rgb(${red} ${green} ${blue})`;
}

/**
 * @param {Brush} brush
 * @param {TextItem} item
 */
function paintText({ context, theme }, item) {
  context.font = theme.fonts[item.font];
  context.textAlign = item.align ?? 'left';
  context.textBaseline = item.baseline ?? 'middle';
  if (typeof item.fill === 'string') {
    context.fillStyle = theme.colors[item.fill];
  } else {
    // At this luminance black and white contrast equally: WCAG's ratio with its 0.05 of flare.
    const light = luminance(rampColor(theme, item.fill.over, item.fill.domain)) > 0.179;
    context.fillStyle = light ? '#000' : '#fff';
  }
  if (item.angle) {
    context.save();
    context.translate(item.x, item.y);
    context.rotate(item.angle);
    context.fillText(item.text, 0, 0);
    context.restore();
  } else {
    context.fillText(item.text, item.x, item.y);
  }
}

/**
 * One pixel a cell in a picture of its own, then enlarged without smoothing: 65,536 cells cost one
 * call. Masked cells stay clear and are hatched.
 * @param {Brush} brush
 * @param {CellsItem} item
 */
function paintCells(brush, item) {
  const { context, theme } = brush;
  const { rows, columns, values, attended, domain } = item;
  const picture = new OffscreenCanvas(columns, rows);
  const pictureContext = /** @type {OffscreenCanvasRenderingContext2D} */ (picture.getContext('2d'));
  const pixels = pictureContext.createImageData(columns, rows);
  for (let index = 0; index < values.length; index++) {
    if (!attended[index]) continue;
    pixels.data.set(rampColor(theme, values[index], domain), 4 * index);
    pixels.data[4 * index + 3] = 255;
  }
  pictureContext.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = false;
  const box = snapped(brush, item);
  context.drawImage(picture, box.x, box.y, box.width, box.height);
  hatch(brush, maskedRuns(item).map((run) => snapped(brush, run)));
}

/**
 * @param {CellsItem} item
 * @returns {Box[]} the masked cells, neighbours in a row joined
 */
function maskedRuns({ x, y, width, height, rows, columns, attended }) {
  const slot = width / columns;
  const line = height / rows;
  /** @type {Box[]} */
  const runs = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const first = column;
      while (column < columns && !attended[row * columns + column]) column++;
      if (column > first) {
        runs.push({ x: x + slot * first, y: y + line * row, width: slot * (column - first), height: line });
      }
    }
  }
  return runs;
}

/**
 * Slanted lines, the same everywhere, so that neighbouring boxes join without a seam.
 * @param {Brush} brush
 * @param {Box[]} boxes
 */
function hatch({ context, theme }, boxes) {
  if (boxes.length === 0) return;
  const gap = 5;
  context.save();
  context.beginPath();
  for (const box of boxes) context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.fillStyle = theme.colors.paper;
  context.fill();
  const left = Math.min(...boxes.map((box) => box.x));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const top = Math.min(...boxes.map((box) => box.y));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  context.strokeStyle = theme.colors.hatch;
  context.lineWidth = 1;
  context.beginPath();
  const first = Math.floor((left + top) / gap) * gap;
  for (let sum = first; sum <= right + bottom; sum += gap) {
    context.moveTo(sum - top, top);
    context.lineTo(sum - bottom, bottom);
  }
  context.stroke();
  context.restore();
}
