/** What all painters draw in the same way: paths with what fills and strokes them, and texts. */

import { colorOf } from './ramp.js';
import { fontOf } from './theme.js';

/**
 * @import { Box, Item, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {object} Shape colours are CSS's
 * @property {string} d the path, as SVG writes it
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [thickness] of the stroke
 * @property {boolean} [dashed]
 * @property {number} [opacity]
 * @property {boolean} [isCrisp] only level and upright edges, each on the edge of a device pixel
 *
 * @typedef {{ x: (x: number) => number, y: (y: number) => number }} Snap to the nearest edge of a device pixel
 */

/** In CSS pixels, drawn and left out. */
export const dashes = [4, 3];

/** The width of a halo's stroke: half of it lies outside of the letters. */
export const haloWidth = 4;

/** From one line of a hatch to the next, along both axes. */
export const hatchGap = 5;

/** A hundredth of a pixel is finer than what is seen. @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/** @param {(string | number)[]} parts letters and coordinates */
function path(...parts) {
  return parts.map((part) => (typeof part === 'number' ? round(part) : part)).join(' ');
}

/**
 * @param {Box} box
 * @param {Snap} snap
 * @returns {Box} with every edge on the edge of a device pixel: sharp, and no seams
 */
export function snapped({ x, y, width, height }, snap) {
  const [left, top] = [snap.x(x), snap.y(y)];
  return { x: left, y: top, width: snap.x(x + width) - left, height: snap.y(y + height) - top };
}

/**
 * @param {Box} box
 * @param {number} [inset]
 */
export function boxPath({ x, y, width, height }, inset = 0) {
  return path('M', x + inset, y + inset, 'H', x + width - inset, 'V', y + height - inset, 'H', x + inset, 'Z');
}

/**
 * @param {Item} item
 * @param {Theme} theme
 * @param {Snap} snap
 * @returns {Shape[]} from back to front; none for a zone, and for texts, cells, hatches and ramps, which are more than paths
 */
export function shapesOf(item, theme, snap) {
  const fill = 'fill' in item ? colorOf(theme, item.fill) : undefined;
  const stroke = 'stroke' in item ? colorOf(theme, item.stroke) : undefined;
  switch (item.type) {
    case 'rect':
      return [{ d: boxPath(snapped(item, snap)), fill, isCrisp: true }];
    case 'outline':
      return [{ ...item, d: boxPath(snapped(item, snap), item.thickness / 2), stroke }];
    case 'line': {
      // Half a pixel off the edge, upwards or to the left: sharp.
      const [left, up] = item.x1 === item.x2 ? [0.5, 0] : [0, 0.5];
      const d = path('M', snap.x(item.x1) - left, snap.y(item.y1) - up, snap.x(item.x2) - left, snap.y(item.y2) - up);
      return [{ d, stroke, dashed: item.dashed, isCrisp: true }];
    }
    case 'curve': {
      const { x1, y1, x2, y2 } = item;
      const middle = (x1 + x2) / 2;
      return [{ ...item, d: path('M', x1, y1, 'C', middle, y1, middle, y2, x2, y2), stroke }];
    }
    case 'arrow': {
      const { x1, y1, x2, y2, thickness } = item;
      const length = Math.hypot(x2 - x1, y2 - y1);
      const long = Math.min(length, 6 + 2.5 * thickness);
      const [across, down] = [(long * (x2 - x1)) / length, (long * (y2 - y1)) / length];
      const [x, y, half] = [x2 - across, y2 - down, 0.42];
      return [
        // The shaft ends within the head.
        { ...item, d: path('M', x1, y1, x2 - 0.7 * across, y2 - 0.7 * down), stroke },
        { d: path('M', x2, y2, x - half * down, y + half * across, x + half * down, y - half * across, 'Z'), fill: stroke },
      ];
    }
    case 'circle': {
      const { x, y, radius } = item;
      const halves = [2 * radius, -2 * radius].flatMap((way) => ['a', radius, radius, 0, 1, 0, way, 0]);
      return [{ d: path('M', x - radius, y, ...halves, 'Z'), fill, stroke, thickness: item.thickness }];
    }
    case 'polygon':
      return [{ d: path('M', ...item.points.flat(), 'Z'), fill, stroke, dashed: true }];
    default:
      return [];
  }
}

/**
 * How a text is set. Browsers disagree on where the top and the middle of a font are, and SVG's
 * readers more so: these shares of its size suit Latin and Chinese alike.
 * @param {TextItem} item
 * @param {Theme} theme
 * @returns {{ shift: number, isRightToLeft: boolean, fill: string } & ReturnType<typeof fontOf>}
 *   shift: from its place to its baseline
 */
export function textLook({ text, font, fill, baseline = 'middle' }, theme) {
  const type = fontOf(theme, font);
  return {
    ...type,
    shift: { top: 0.9, middle: 0.36, bottom: -0.22 }[baseline] * type.size,
    isRightToLeft: rightToLeft(text),
    fill: colorOf(theme, fill),
  };
}

/**
 * Whether a text runs from right to left: its first strong character decides, as in HTML's dir="auto".
 * @param {string} text
 */
function rightToLeft(text) {
  return /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text);
}
