/** Where vectors of two components stand: equal scales along both axes, and zero always in sight. */

import { roundStep } from '../scale.js';

/**
 * @import { DisplayList, Frame, Point } from '../display-list.js'
 *
 * @typedef {{ x: [low: number, high: number], y: [low: number, high: number] }} Bounds in vectors' units
 */

/** Around the outermost vectors, so that their handles and words have room. */
const margin = 34;
const tallest = 460;
/** A handle's zone, as large as a finger, stays within the plot. */
const inset = 22;

/**
 * @param {number[][]} vectors
 * @returns {Bounds} of them and of zero
 */
export function boundsOf(vectors) {
  /** @param {number} axis @returns {[number, number]} */
  const range = (axis) => {
    const values = vectors.map((vector) => vector[axis]);
    return [values.reduce((a, b) => Math.min(a, b), 0), values.reduce((a, b) => Math.max(a, b), 0)];
  };
  const bounds = { x: range(0), y: range(1) };
  const isPoint = [bounds.x, bounds.y].every(([low, high]) => low === high);
  return isPoint ? { x: [-1, 1], y: [-1, 1] } : bounds;
}

/**
 * @param {Bounds} bounds
 * @param {{ left: number, top: number, width: number }} place
 * @returns {Frame}
 */
export function frameOf({ x, y }, { left, top, width }) {
  const height = Math.min(tallest, Math.max(240, width * 0.72));
  const unit = Math.min(
    (width - 2 * margin) / Math.max(x[1] - x[0], 1e-30),
    (height - 2 * margin) / Math.max(y[1] - y[0], 1e-30),
  );
  return {
    x: left,
    y: top,
    width,
    height,
    originX: left + width / 2 - (unit * (x[0] + x[1])) / 2,
    originY: top + height / 2 + (unit * (y[0] + y[1])) / 2,
    unit,
  };
}

/**
 * @param {Frame} frame
 * @param {ArrayLike<number>} vector
 * @returns {Point}
 */
export function pointOf({ originX, originY, unit }, vector) {
  return [originX + unit * vector[0], originY - unit * vector[1]];
}

/**
 * Where a handle that is dragged to a place leads: the nearest vector inside of the plot, in round
 * numbers of about half a pixel.
 * @param {DisplayList} list
 * @param {number} x in CSS pixels
 * @param {number} y
 * @returns {[number, number] | null} null: there is no plane
 */
export function vectorAt({ frames = [] }, x, y) {
  const frame = frames.find((box) => x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height)
    ?? frames[0];
  if (!frame) return null;
  const step = roundStep(0.5 / frame.unit);
  /** @param {number} value */
  const rounded = (value) => Number((Math.round(value / step) * step).toPrecision(12));
  const across = Math.min(frame.x + frame.width - inset, Math.max(frame.x + inset, x));
  const down = Math.min(frame.y + frame.height - inset, Math.max(frame.y + inset, y));
  return [rounded((across - frame.originX) / frame.unit), rounded((frame.originY - down) / frame.unit)];
}

/**
 * Round numbers over the whole plot, the same step along both axes.
 * @param {Frame} frame
 * @returns {{ step: number, x: number[], y: number[] }}
 */
export function ticksOf({ x, y, width, height, originX, originY, unit }) {
  const step = roundStep(Math.max(56, Math.min(width, height) / 6) / unit);
  /**
   * @param {number} low
   * @param {number} high
   */
  const within = (low, high) => {
    const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  };
  return {
    step,
    x: within((x - originX) / unit, (x + width - originX) / unit),
    y: within((originY - y - height) / unit, (originY - y) / unit),
  };
}
