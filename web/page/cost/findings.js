/** What the measured numbers say. */

/**
 * @import { Measured } from './measuring.js'
 * @import { Method } from './plan.js'
 *
 * @typedef {{ length: number } & Measured} Point
 * @typedef {'seconds' | 'bytes'} Metric
 */

/** How many of the longest sequences the exponent is fitted to: short ones cost mostly their start. */
const fitted = 3;

export class Results {
  /** By method and workers, T rising. @type {Map<string, Point[]>} */
  #series = new Map();

  /** @param {Method} method @param {number} workers @param {Point} point longer than those before it */
  add(method, workers, point) {
    const name = `${method} ${workers}`;
    this.#series.set(name, [...(this.#series.get(name) ?? []), point]);
  }

  /** @param {Method} method @param {number} [workers] @returns {readonly Point[]} */
  of(method, workers = 1) {
    return this.#series.get(`${method} ${workers}`) ?? [];
  }

  /** @param {Method} method @param {number} workers @param {number} length */
  at(method, workers, length) {
    return this.of(method, workers).find((point) => point.length === length);
  }

  get isEmpty() {
    return this.#series.size === 0;
  }
}

/**
 * How many times as much the last doubling of T took.
 * @param {readonly Point[]} points
 * @param {Metric} metric
 * @returns {number | undefined} undefined where there are not two
 */
export function doubling(points, metric) {
  const [before, last] = points.slice(-2);
  return last && last[metric] / before[metric];
}

/**
 * The p of T^p: the slope of the straight line through the last points, both axes logarithmic, by least squares.
 * @param {readonly Point[]} points
 * @param {Metric} metric
 * @returns {number | undefined} undefined where there are not two
 */
export function exponent(points, metric) {
  const last = points.slice(-fitted);
  if (last.length < 2) return undefined;
  const x = last.map(({ length }) => Math.log2(length));
  const y = last.map((point) => Math.log2(point[metric]));
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [middleX, middleY] = [mean(x), mean(y)];
  const spread = x.reduce((sum, value) => sum + (value - middleX) ** 2, 0);
  return x.reduce((sum, value, index) => sum + (value - middleX) * (y[index] - middleY), 0) / spread;
}

/**
 * @param {readonly Point[]} usual
 * @param {readonly Point[]} other
 * @returns {number | undefined} the T from which on the other is faster wherever both were measured
 */
export function overtakes(usual, other) {
  let from;
  for (let index = Math.min(usual.length, other.length) - 1; index >= 0; index--) {
    if (other[index].seconds >= usual[index].seconds) break;
    from = other[index].length;
  }
  return from;
}
