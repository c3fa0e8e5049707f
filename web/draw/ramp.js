/** A name or a value has its colour, the same for canvas, SVG and legend. */

import { colorAt, luminance, rampSteps } from './color.js';

/**
 * @import { ColorName, Domain, HexColor, OnRamp, OverRamp, RampItem } from './display-list.js'
 * @import { Ramp, Triple } from './color.js'
 * @import { Theme } from './theme.js'
 *
 * @typedef {{ sequential: Ramp, diverging: Ramp }} Ramps
 */

/** Colours between the ends of a legend's ramp, which is no straight line in sRGB. */
const legendSteps = 16;

/**
 * @param {Ramps} ramps
 * @param {Domain} domain
 */
function rampOf(ramps, [low]) {
  return low < 0 ? ramps.diverging : ramps.sequential;
}

/**
 * Finds the place of a value on its ramp. On a diverging one zero is the middle, even where the domain
 * reaches further to one side.
 * @param {number} value
 * @param {Domain} domain
 * @returns {number} 0..1
 */
function rampPosition(value, [low, high]) {
  const inside = Math.min(high, Math.max(low, value));
  return low < 0 ? 0.5 + inside / (2 * Math.max(-low, high)) : (inside - low) / (high - low);
}

/**
 * @param {Ramps} ramps
 * @param {number} value
 * @param {Domain} domain
 * @returns {Triple}
 */
export function rampColor(ramps, value, domain) {
  return colorAt(rampOf(ramps, domain), rampPosition(value, domain));
}

/**
 * @param {Triple} rgb
 * @returns {string}
 */
export function cssColor(rgb) {
  return `rgb(${rgb.join(', ')})`;
}

/**
 * @param {Theme} theme
 * @param {ColorName | HexColor | OverRamp | OnRamp} color
 * @returns {string} as CSS
 */
export function colorOf(theme, color) {
  if (typeof color === 'string') return theme.colors[/** @type {ColorName} */ (color)] ?? color;
  if ('ramp' in color) return cssColor(rampColor(theme, color.ramp, color.domain));
  // At this luminance black and white contrast equally: WCAG's ratio with its 0.05 of flare.
  return luminance(rampColor(theme, color.over, color.domain)) > 0.179 ? '#000' : '#fff';
}

/**
 * @param {Theme} theme
 * @param {RampItem} item
 * @returns {[offset: number, color: string][]} the stops of its gradient, from left to right
 */
export function rampStops(theme, { domain, isMirrored }) {
  const [from, to] = isMirrored ? [domain[1], domain[0]] : domain;
  return Array.from({ length: legendSteps + 1 }, (_, step) => {
    const offset = step / legendSteps;
    return [offset, cssColor(rampColor(theme, from + offset * (to - from), domain))];
  });
}

/**
 * The pixels of a map, one for each cell: millions a frame, so a colour is one look-up of a whole
 * pixel. Cells that are not attended are clear.
 * @param {Ramps} ramps
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} attended
 * @param {Domain} domain
 * @param {Uint8ClampedArray} pixels red, green, blue, opacity
 */
export function colorCells(ramps, values, attended, domain, pixels) {
  const colors = new Uint32Array(rampOf(ramps, domain).buffer);
  const whole = new Uint32Array(pixels.buffer);
  const [low, high] = domain;
  const [first, last] = domain.map((end) => rampSteps * rampPosition(end, domain));
  const factor = (last - first) / (high - low);
  for (let index = 0; index < values.length; index++) {
    const step = first + (values[index] - low) * factor;
    whole[index] = attended[index] ? colors[Math.round(step > first ? (step < last ? step : last) : first)] : 0;
  }
}
