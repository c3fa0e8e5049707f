/** The drawing of three values and their weighted sum, for the page before any script runs and for the live page. */

import { areaOf, arrowOf, groundOf, wideEnough } from '../drawing/ground.js';
import { formatNumber } from '../../../base/number-format.js';
import { placedLabels } from '../../../draw/label-places.js';
import { pointOf } from '../../../draw/plane-plot.js';

/**
 * @import { DisplayList, Plot, Measure } from '../../../draw/display-list.js'
 * @import { PointLabel } from '../../../draw/label-places.js'
 *
 * @typedef {readonly [number, number]} Vector
 *
 * @typedef {object} MixState
 * @property {readonly number[]} scores one for each value
 * @property {readonly Vector[]} values three
 *
 * @typedef {object} Mixed
 * @property {ArrayLike<number>} weights
 * @property {ArrayLike<number>} output
 */

/** @type {Readonly<MixState>} */
export const start = { scores: [0, 1, 1.5], values: [[0.5, 3.5], [4, 3], [2.5, 0.5]] };

/** A score goes from -most to most in steps of this size. */
export const scoreRange = { most: 6, step: 0.25 };

/** No end can be dragged farther from zero than this, along either axis. */
export const farthest = 20;

export const valueNames = ['v₁', 'v₂', 'v₃'];

/**
 * The author's mixture for the page before any script runs; afterwards the engine computes.
 * @returns {Mixed}
 */
export function writtenMix() {
  const exponentials = start.scores.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  const weights = exponentials.map((value) => value / sum);
  return { weights, output: [0, 1].map((axis) => weights.reduce((total, weight, index) => total + weight * start.values[index][axis], 0)) };
}

/**
 * @param {MixState} state
 * @param {Mixed} mixed
 * @param {string} outputName
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList & { plots: [Plot] }}
 */
export function mixScene({ values }, { weights, output }, outputName, width, measure) {
  const { plot, ground, height } = groundOf(wideEnough(values.map((value) => [...value]), { x: [-0.4, 4.5], y: [-0.4, 4] }), width);
  /** The way to the output: zero, and the sum so far after each value. @type {[number, number][]} */
  const sums = [[0, 0]];
  values.forEach((value, index) => {
    const [x, y] = sums[index];
    sums.push([x + weights[index] * value[0], y + weights[index] * value[1]]);
  });
  const middle = [0, 1].map((axis) => values.reduce((sum, value) => sum + value[axis], 0) / values.length);
  const [outputX, outputY] = pointOf(plot, output);
  /** @param {ArrayLike<number>} at @param {string[]} texts @param {PointLabel['fill']} fill @param {number} clear @param {[number, number]} away @returns {PointLabel} */
  const label = (at, texts, fill, clear, away) => ({ at: pointOf(plot, at), texts, fill, clear, away });
  /** @param {ArrayLike<number>} at @param {number} size */
  const box = (at, size) => {
    const [x, y] = pointOf(plot, at);
    return { x: x - size, y: y - size, width: 2 * size, height: 2 * size };
  };
  const words = placedLabels(
    [
      ...values.map((value, index) => label(value, [valueNames[index]], 'ink', 11, [value[0] - middle[0], middle[1] - value[1]])),
      label(output, [outputName], 'ink', 12, [1, 0.4]),
      ...values.flatMap((_, index) => {
        const [from, to] = [sums[index], sums[index + 1]];
        if (Math.hypot(to[0] - from[0], to[1] - from[1]) * plot.unit < 24) return [];
        const name = `${formatNumber(weights[index], 2)} ${valueNames[index]}`;
        return [label([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], [name], 'muted', 12, [from[1] - to[1], from[0] - to[0]])];
      }),
    ],
    [...values.map((value) => box(value, 8)), box(output, 8)],
    values.flatMap((value, index) => [[sums[index], sums[index + 1]], [[0, 0], value]].map(([from, to]) => {
      const [[x1, y1], [x2, y2]] = [pointOf(plot, from), pointOf(plot, to)];
      return { x1, y1, x2, y2 };
    })),
    plot,
    measure,
  );
  return {
    width,
    height,
    plots: [plot],
    items: [
      ...ground,
      areaOf(plot, [...values], 'muted'),
      ...values.flatMap((value) => arrowOf(plot, [0, 0], value, { stroke: 'muted', thickness: 1, dashed: true, hasRing: true })),
      ...values.flatMap((_, index) => arrowOf(plot, sums[index], sums[index + 1], { stroke: 'bar', thickness: 2.5 })),
      { type: 'circle', x: outputX, y: outputY, radius: 7, fill: 'ink', stroke: 'paper', thickness: 2 },
      ...words,
    ],
  };
}
