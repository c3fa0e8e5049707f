/** Paints a display list on a canvas. */

import { paintCells } from './cells-painter.js';
import { arrowHead, baselineShift, dashes, haloWidth, hatchGap, rightToLeft } from './drawing.js';
import { cssColor, inkOver, rampColor } from './ramp.js';
import { fontOf } from './theme.js';

/**
 * @import { Box, DisplayList, Item, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {object} Brush
 * @property {CanvasRenderingContext2D} context scaled to CSS pixels
 * @property {Theme} theme
 * @property {number} ratio device pixels to a CSS pixel
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
  context.textBaseline = 'alphabetic';
  /** @type {Brush} */
  const brush = {
    context,
    theme,
    ratio: across,
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
      setStroke(context, theme.colors[item.stroke], item.thickness, item.dashed);
      context.strokeRect(box.x + half, box.y + half, box.width - 2 * half, box.height - 2 * half);
      break;
    }
    case 'line': {
      // Half a pixel off the edge, upwards or to the left: sharp.
      const [right, down] = item.x1 === item.x2 ? [0.5, 0] : [0, 0.5];
      setStroke(context, theme.colors[item.stroke], 1, item.dashed);
      context.beginPath();
      context.moveTo(snapX(item.x1) - right, snapY(item.y1) - down);
      context.lineTo(snapX(item.x2) - right, snapY(item.y2) - down);
      context.stroke();
      break;
    }
    case 'hatch':
      hatch(brush, snapped(brush, item));
      break;
    case 'text':
      paintText(brush, item);
      break;
    case 'ramp': {
      const box = snapped(brush, item);
      const steps = Math.ceil(box.width);
      for (let step = 0; step < steps; step++) {
        const share = (item.isMirrored ? steps - 1 - step : step) / (steps - 1);
        const value = item.domain[0] + share * (item.domain[1] - item.domain[0]);
        context.fillStyle = cssColor(rampColor(theme, value, item.domain));
        context.fillRect(box.x + step, box.y, Math.min(1.5, box.width - step), box.height);
      }
      break;
    }
    case 'cells':
      paintCells(context, theme, item, snapped(brush, item), brush.ratio, () => hatch(brush, snapped(brush, item)));
      break;
    case 'curve': {
      const { x1, y1, x2, y2 } = item;
      setStroke(context, cssColor(rampColor(theme, item.stroke.ramp, item.stroke.domain)), item.thickness, item.dashed);
      context.globalAlpha = item.opacity;
      context.beginPath();
      context.moveTo(x1, y1);
      context.bezierCurveTo((x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2, y2);
      context.stroke();
      context.globalAlpha = 1;
      break;
    }
    case 'arrow': {
      const { shaft, head } = arrowHead(item);
      setStroke(context, theme.colors[item.stroke], item.thickness, item.dashed);
      context.fillStyle = theme.colors[item.stroke];
      context.beginPath();
      context.moveTo(item.x1, item.y1);
      context.lineTo(...shaft);
      context.stroke();
      tracePolygon(context, head);
      context.fill();
      break;
    }
    case 'circle':
      setStroke(context, theme.colors[item.stroke], item.thickness);
      context.fillStyle = theme.colors[item.fill];
      context.beginPath();
      context.arc(item.x, item.y, item.radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
      break;
    case 'polygon':
      setStroke(context, theme.colors[item.stroke], 1, true);
      context.fillStyle = theme.colors[item.fill];
      tracePolygon(context, item.points);
      context.fill();
      context.stroke();
      break;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} color
 * @param {number} thickness
 * @param {boolean} [dashed]
 */
function setStroke(context, color, thickness, dashed = false) {
  context.strokeStyle = color;
  context.lineWidth = thickness;
  context.setLineDash(dashed ? dashes : []);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import('./display-list.js').Point[]} points
 */
function tracePolygon(context, points) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.closePath();
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
 * @param {Brush} brush
 * @param {TextItem} item
 */
function paintText({ context, theme }, item) {
  context.font = theme.fonts[item.font];
  context.textAlign = item.align ?? 'left';
  context.direction = rightToLeft(item.text) ? 'rtl' : 'ltr';
  context.fillStyle = typeof item.fill === 'string' ? theme.colors[item.fill] : inkOver(theme, item.fill);
  const shift = baselineShift(item.baseline, fontOf(theme, item.font).size);
  if (item.angle) {
    context.save();
    context.translate(item.x, item.y);
    context.rotate(item.angle);
    context.fillText(item.text, 0, shift);
    context.restore();
  } else {
    if (item.hasHalo) {
      setStroke(context, theme.colors.paper, haloWidth);
      context.lineJoin = 'round';
      context.strokeText(item.text, item.x, item.y + shift);
      context.lineJoin = 'miter';
    }
    context.fillText(item.text, item.x, item.y + shift);
  }
}

/**
 * Slanted lines, the same everywhere, so that neighbouring boxes join without a seam.
 * @param {Brush} brush
 * @param {Box} box
 */
function hatch({ context, theme }, { x, y, width, height }) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.fillStyle = theme.colors.paper;
  context.fill();
  setStroke(context, theme.colors.hatch, 1);
  context.beginPath();
  const first = Math.floor((x + y) / hatchGap) * hatchGap;
  for (let sum = first; sum <= x + width + y + height; sum += hatchGap) {
    context.moveTo(sum - y, y);
    context.lineTo(sum - y - height, y + height);
  }
  context.stroke();
  context.restore();
}
