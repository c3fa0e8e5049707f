/** Axes: round ticks, and from values to places. */

import { oncePerSource } from '../base/once-per-source.js';

/** @import { Domain } from './display-list.js' */

/**
 * @typedef {object} Axis
 * @property {number} low the lowest tick
 * @property {number} high the highest tick
 * @property {number[]} ticks
 * @property {(tick: number) => string} label
 */

/**
 * An axis with round ticks that contains zero and all values.
 * @param {ArrayLike<number>} values
 * @param {number} [steps] about how many
 * @returns {Axis}
 */
export function roundAxis(values, steps = 4) {
  const [least, farthest] = extentOf(values);
  const most = farthest === least ? 1 : farthest;
  const step = roundStep((most - least) / steps);
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  return {
    low: first * step,
    high: last * step,
    ticks: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step),
    label: (tick) => tickLabel(tick, step),
  };
}

/**
 * @param {number} least
 * @returns {number} the smallest of 1, 2, 5 times a power of ten that is not below it
 */
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least) + 1e-9);
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * (1 - 1e-9));
  return /** @type {number} */ (factor) * power;
}

/**
 * @param {number} tick
 * @param {number} step from one tick to the next
 * @returns {string} with as many decimals as tell ticks apart
 */
export function tickLabel(tick, step) {
  const places = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (Math.abs(tick) < step / 2) return '0';
  const size = Math.abs(tick);
  const digits = step < 1e-4 || size >= 1e6 ? size.toExponential(0) : size.toFixed(places);
  return (tick < 0 ? '\u2212' : '') + digits.replace('e+', 'e').replace('e-', 'e\u2212');
}

/** @type {(values: ArrayLike<number>) => Domain} the least and the most of them and of zero */
export const extentOf = oncePerSource((values) => {
  let least = 0;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i];
    else if (values[i] > most) most = values[i];
  }
  return [least, most];
});

/** @param {ArrayLike<number>[]} values @returns {Domain} the least and the most of all of them and of zero */
export function commonExtent(values) {
  const extents = values.map(extentOf);
  return [Math.min(...extents.map(([low]) => low)), Math.max(...extents.map(([, high]) => high))];
}

/**
 * The range of colours for numbers: from zero up, or even to both sides of zero where one is
 * negative, so that the middle colour is zero.
 * @param {ArrayLike<number>[]} values of all panels that share it
 * @param {'signed'} [kind] differences and scores: to both sides of zero in any case
 * @returns {Domain}
 */
export function colorDomain(values, kind) {
  const [least, most] = commonExtent(values);
  const reach = Math.max(-least, most) || 1;
  const axis = roundAxis(least < 0 || kind === 'signed' ? [-reach, reach] : [most], 2);
  return [axis.low, axis.high];
}
