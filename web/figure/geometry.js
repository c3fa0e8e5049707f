/** Places and boxes. */

/** @import { Box } from './display-list.js' */

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
