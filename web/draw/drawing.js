/** All painters draw paths, with what fills and strokes them, and texts in the same way. */

import { colorOf } from './ramp.js';
import { fontOf } from './theme.js';

/**
 * @import { Box, Item, Point, TextItem } from './display-list.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {[command: 'moveTo' | 'lineTo' | 'bezierCurveTo' | 'rect' | 'arc' | 'closePath', ...numbers: number[]]} Step
 *   as a canvas takes it; an arc goes all around
 * @typedef {Step[]} Path
 *
 * @typedef {object} Shape colours are CSS's
 * @property {Path} path
 * @property {string} [fill]
 * @property {string} [stroke]
 * @property {number} [thickness] of the stroke
 * @property {boolean} [dashed]
 * @property {number} [opacity]
 * @property {boolean} [isCrisp] only level and upright edges, each on the edge of a device pixel
 *
 * @typedef {{ x: (x: number) => number, y: (y: number) => number }} Snap to the nearest edge of a device pixel
 */

/** A dashed line draws and leaves out so many CSS pixels. */
export const dashes = [4, 3];

/** The width of a halo's stroke: half of it lies outside of the letters. */
export const haloWidth = 4;

/** The lines of a hatch are so far apart, along both axes. */
export const hatchGap = 5;

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
 * @param {Point[]} points
 * @returns {Path} from the first to the last
 */
function lines([first, ...others]) {
  return [['moveTo', ...first], ...others.map(/** @returns {Step} */ (point) => ['lineTo', ...point])];
}

/**
 * @param {Box} box
 * @param {number} [inset]
 * @returns {Path}
 */
export function boxPath({ x, y, width, height }, inset = 0) {
  return [['rect', x + inset, y + inset, width - 2 * inset, height - 2 * inset]];
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
      return [{ path: boxPath(snapped(item, snap)), fill, isCrisp: true }];
    case 'outline':
      return [{ ...item, path: boxPath(snapped(item, snap), item.thickness / 2), stroke }];
    case 'line': {
      // Half a pixel off the edge, upwards or to the left: sharp.
      const [left, up] = item.x1 === item.x2 ? [0.5, 0] : [0, 0.5];
      const path = lines([[snap.x(item.x1) - left, snap.y(item.y1) - up], [snap.x(item.x2) - left, snap.y(item.y2) - up]]);
      return [{ path, stroke, dashed: item.dashed, isCrisp: true }];
    }
    case 'curve': {
      const { x1, y1, x2, y2 } = item;
      const middle = (x1 + x2) / 2;
      return [{ ...item, path: [['moveTo', x1, y1], ['bezierCurveTo', middle, y1, middle, y2, x2, y2]], stroke }];
    }
    case 'arrow': {
      const { x1, y1, x2, y2, thickness } = item;
      const length = Math.hypot(x2 - x1, y2 - y1);
      const long = Math.min(length, 6 + 2.5 * thickness);
      const [across, down] = [(long * (x2 - x1)) / length, (long * (y2 - y1)) / length];
      const [x, y, half] = [x2 - across, y2 - down, 0.42];
      return [
        // The shaft ends within the head.
        { ...item, path: lines([[x1, y1], [x2 - 0.7 * across, y2 - 0.7 * down]]), stroke },
        { path: lines([[x2, y2], [x - half * down, y + half * across], [x + half * down, y - half * across]]), fill: stroke },
      ];
    }
    case 'circle':
      return [{ path: [['arc', item.x, item.y, item.radius, 0, 2 * Math.PI]], fill, stroke, thickness: item.thickness }];
    case 'polygon':
      return [{ path: [...lines(item.points), ['closePath']], fill, stroke, dashed: true }];
    default:
      return [];
  }
}

/**
 * Sets a text. Browsers disagree on where the top and the middle of a font are, and SVG's
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
 * Tells whether a text runs from right to left: its first strong character decides, as in HTML's dir="auto".
 * @param {string} text
 */
function rightToLeft(text) {
  return /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text);
}
