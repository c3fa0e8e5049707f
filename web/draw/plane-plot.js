/** Vectors of two components stand in a plot with equal scales along both axes, and zero always in sight. */

import { clamp, isInside } from './geometry.js';
import { extentOf, roundStep } from './scale.js';

/**
 * @import { DisplayList, Plot, Point } from './display-list.js'
 *
 * @typedef {{ x: [low: number, high: number], y: [low: number, high: number] }} Bounds in vectors' units
 */

/** The outermost vectors are so far from the edge that their handles and words have room. */
const margin = 34;
/** A handle's zone, as large as a finger, stays within the plot. */
const inset = 22;

/**
 * @param {number[][]} vectors
 * @returns {Bounds} of them and of zero
 */
export function boundsOf(vectors) {
  const [x, y] = [0, 1].map((axis) => extentOf(vectors.map((vector) => vector[axis])));
  const bounds = { x, y };
  return [x, y].every(([low, high]) => low === high) ? { x: [-1, 1], y: [-1, 1] } : bounds;
}

/**
 * @param {Bounds} bounds
 * @param {{ left: number, top: number, width: number, tallest?: number }} place
 * @returns {Plot}
 */
export function plotOf({ x, y }, { left, top, width, tallest = 460 }) {
  const height = Math.min(tallest, Math.max(width * 0.72, 240));
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
 * @param {Plot} plot
 * @param {ArrayLike<number>} vector
 * @returns {Point}
 */
export function pointOf({ originX, originY, unit }, vector) {
  return [originX + unit * vector[0], originY - unit * vector[1]];
}

/**
 * Finds where a handle that is dragged to a place leads: the nearest vector inside of the plot, in round
 * numbers of about half a pixel.
 * @param {DisplayList} list
 * @param {number} x in CSS pixels
 * @param {number} y
 * @returns {[number, number] | null} null: there is no plane
 */
export function vectorAt({ plots = [] }, x, y) {
  const plot = plots.find((box) => isInside(box, x, y)) ?? plots[0];
  if (!plot) return null;
  const step = roundStep(0.5 / plot.unit);
  /** @param {number} value */
  const rounded = (value) => Number((Math.round(value / step) * step).toPrecision(12));
  const across = clamp(x, plot.x + inset, plot.x + plot.width - inset);
  const down = clamp(y, plot.y + inset, plot.y + plot.height - inset);
  return [rounded((across - plot.originX) / plot.unit), rounded((plot.originY - down) / plot.unit)];
}

/**
 * Round numbers over the whole plot, the same step along both axes.
 * @param {Plot} plot
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
