/** What the measured numbers say. */

/**
 * @import { Measured } from './measuring.js'
 * @import { Method } from './plan.js'
 *
 * @typedef {{ length: number } & Measured & { rounds: readonly number[] }} Point its seconds are those of the fastest round;
 *   rounds: of each round, in rising order
 * @typedef {Pick<Point, 'length' | 'seconds' | 'bytes'>} Values
 * @typedef {'seconds' | 'bytes'} Metric
 * @typedef {'once' | 'busy' | 'steady'} Steadiness
 */

/** How many of the longest sequences the exponent is fitted to: short ones cost mostly their start. */
const fitted = 3;

export class Results {
  /** By method and workers, T rising. @type {Map<string, Point[]>} */
  #series = new Map();

  /**
   * @param {Method} method
   * @param {number} workers
   * @param {{ length: number } & Measured} measured in one round; longer than those before it, or measured in rounds before
   */
  add(method, workers, { length, seconds, bytes }) {
    const points = this.of(method, workers).filter((point) => point.length !== length);
    const rounds = [...(this.at(method, workers, length)?.rounds ?? []), seconds].sort((a, b) => a - b);
    points.push({ length, seconds: rounds[0], bytes, rounds });
    this.#series.set(`${method} ${workers}`, points.sort((a, b) => a.length - b.length));
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

/** Two rounds whose times differ by a larger factor have measured what else the machine did. */
const steadyWithin = 1.25;

/**
 * Whether something can be said of the times. What else the machine does can only make a call slower, so two rounds that
 * agree on the fastest have not met it.
 * @param {readonly Point[]} points of several series, or of one
 * @returns {Steadiness} once: not all of them were measured in two rounds
 */
export function steadiness(points) {
  if (points.some(({ rounds }) => rounds.length < 2)) return 'once';
  return points.every(({ rounds: [first, second] }) => second <= steadyWithin * first) ? 'steady' : 'busy';
}

/**
 * Whether the times of the last points can be told to grow in some way: a longer sequence that took less is noise too.
 * @param {readonly Point[]} points of one series
 * @returns {Steadiness}
 */
export function growthSteadiness(points) {
  const last = points.slice(-fitted);
  const found = steadiness(last);
  return found === 'steady' && last.some(({ seconds }, index) => index > 0 && seconds <= last[index - 1].seconds) ? 'busy' : found;
}

/**
 * How many times as much the last doubling of T took.
 * @param {readonly Values[]} points
 * @param {Metric} metric
 * @returns {number | undefined} undefined where there are not two
 */
export function doubling(points, metric) {
  const [before, last] = points.slice(-2);
  return last && last[metric] / before[metric];
}

/**
 * The p of T^p: the slope of the straight line through the last points, both axes logarithmic, by least squares.
 * @param {readonly Values[]} points
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
 * @param {readonly Values[]} usual
 * @param {readonly Values[]} other
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
