/** From a value to its colour, the same for canvas, SVG and legend. */

import { luminance } from './color.js';

/**
 * @import { Domain, OverRamp } from './display-list.js'
 * @import { Ramp, Triple } from './color.js'
 *
 * @typedef {{ sequential: Ramp, diverging: Ramp }} Ramps
 */

/** As many steps as 8 bits can show, and some. */
const steps = 1024;

/**
 * Where on its ramp a value stands. On a diverging one zero is the middle, even where the domain
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
  return (domain[0] < 0 ? ramps.diverging : ramps.sequential)(rampPosition(value, domain));
}

/**
 * @param {Triple} rgb
 * @returns {string}
 */
export function cssColor([red, green, blue]) {
  return `rgb(${red}, ${green}, ${blue})`;
}

/**
 * @param {Ramps} ramps
 * @param {OverRamp} place
 * @returns {string}
 */
export function inkOver(ramps, { over, domain }) {
  // At this luminance black and white contrast equally: WCAG's ratio with its 0.05 of flare.
  return luminance(rampColor(ramps, over, domain)) > 0.179 ? '#000' : '#fff';
}

/**
 * The pixels of a map, one for each cell: millions a frame, so a colour is one look-up in a table of
 * whole pixels. Cells that are not attended stay clear.
 * @param {Ramps} ramps
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} attended
 * @param {Domain} domain
 * @param {Uint8ClampedArray} pixels red, green, blue, opacity
 */
export function colorCells(ramps, values, attended, domain, pixels) {
  const [low, high] = domain;
  const table = pixelTable(ramps, domain);
  const whole = new Uint32Array(pixels.buffer, pixels.byteOffset, values.length);
  const factor = steps / (high - low);
  for (let index = 0; index < values.length; index++) {
    if (!attended[index]) continue;
    const step = Math.round((values[index] - low) * factor);
    whole[index] = table[step > 0 ? (step < steps ? step : steps) : 0];
  }
}

/**
 * @param {Ramps} ramps
 * @param {Domain} domain
 * @returns {Uint32Array} pixels in this machine's order of bytes, from the low end to the high one
 */
function pixelTable(ramps, [low, high]) {
  const table = new Uint32Array(steps + 1);
  const bytes = new Uint8Array(table.buffer);
  for (let step = 0; step <= steps; step++) {
    const color = rampColor(ramps, low + (step / steps) * (high - low), [low, high]);
    bytes.set(color, 4 * step);
    bytes[4 * step + 3] = 255;
  }
  return table;
}
