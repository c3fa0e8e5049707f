/** Places and boxes. */

/** @import { Box, Point } from './display-list.js' */

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @returns {number} the nearest that is not below low, and not above high where there is room for both
 */
export function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/**
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
export function isInside(box, x, y) {
  const [across, down] = [x - box.x, y - box.y];
  return across >= 0 && across < box.width && down >= 0 && down < box.height;
}

/**
 * Finds the place of a pointer in a drawing. The page around may be scaled or zoomed, so that a pixel of the drawing is none of the
 * window: what holds in both is how far across the element the pointer has come.
 * @param {Element} element without border or padding: the drawing fills it
 * @param {{ clientX: number, clientY: number }} pointer an event, or a finger
 * @param {{ width: number, height: number }} size of the drawing, in units of its own
 * @returns {Point} in these units
 */
export function placeIn(element, { clientX, clientY }, { width, height }) {
  const box = element.getBoundingClientRect();
  return [((clientX - box.x) / box.width) * width, ((clientY - box.y) / box.height) * height];
}
