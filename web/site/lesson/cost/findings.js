/** Findings from the measured numbers. */

/**
 * @import { Method } from './plan.js'
 *
 * @typedef {object} Measured
 * @property {number} seconds of the fastest call, since other work of the machine can only make a call slower
 * @property {number} bytes of the engine's memory at its peak: inputs, output and intermediate results
 *
 * @typedef {{ length: number } & Measured & { rounds: readonly number[] }} Point its seconds are those of the fastest round;
 *   rounds: those of each round, in rising order
 * @typedef {Pick<Point, 'length' | 'seconds' | 'bytes'>} Values
 * @typedef {'seconds' | 'bytes'} Metric
 * @typedef {'once' | 'busy' | 'steady'} Steadiness
 */

/** The exponent is fitted to so many of the longest sequences: for short ones most of the time goes into starting the call. */
const fitted = 3;

export class Results {
  /** The points for each method and number of workers, in the order of T. @type {Map<string, Point[]>} */
  #series = new Map();

  /**
   * @param {Method} method
   * @param {number} workers
   * @param {{ length: number } & Measured} measured in one round; its length is larger than all before, or was measured before
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

/** If the times of two rounds differ by a larger factor, other work of the machine has disturbed one of them. */
const steadyWithin = 1.25;

/**
 * Whether the times allow a finding. Other work of the machine can only make a call slower, so if the fastest two rounds
 * agree, neither was disturbed.
 * @param {readonly Point[]} points of one series or several
 * @returns {Steadiness} once: not all points were measured in two rounds
 */
export function steadiness(points) {
  if (points.some(({ rounds }) => rounds.length < 2)) return 'once';
  return points.every(({ rounds: [first, second] }) => second <= steadyWithin * first) ? 'steady' : 'busy';
}

/**
 * Whether the last points allow a finding on how the time grows: if a longer sequence took less time, that is noise too.
 * @param {readonly Point[]} points of one series
 * @returns {Steadiness}
 */
export function growthSteadiness(points) {
  const last = points.slice(-fitted);
  const found = steadiness(last);
  return found === 'steady' && last.some(({ seconds }, index) => index > 0 && seconds <= last[index - 1].seconds) ? 'busy' : found;
}

/**
 * The factor by which the last doubling of T raised the cost.
 * @param {readonly Values[]} points
 * @param {Metric} metric
 * @returns {number | undefined} undefined where there are not two
 */
export function doubling(points, metric) {
  const [before, last] = points.slice(-2);
  return last && last[metric] / before[metric];
}

/**
 * The p of T^p: the slope of the least-squares line through the last points, with both axes logarithmic.
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
 * @returns {number | undefined} the T from which on the other is faster at every length that was measured for both
 */
export function overtakes(usual, other) {
  let from;
  for (let index = Math.min(usual.length, other.length) - 1; index >= 0; index--) {
    if (other[index].seconds >= usual[index].seconds) break;
    from = other[index].length;
  }
  return from;
}
