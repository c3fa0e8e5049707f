/**
 * Colour ramps that are perceptually uniform by construction: straight lines in Oklab (Björn
 * Ottosson, A perceptual color space for image processing, 2020), along which equal steps of weight
 * are equal steps of colour. Lightness alone carries the order, so they hold for colour-blind
 * readers and in greyscale.
 */

/** @typedef {number[]} Triple */
/** @typedef {Uint8ClampedArray} Ramp red, green, blue and an opacity of 255 for each step from its low end to its high one */

/** These are as many steps as 8 bits can show, and some more. */
export const rampSteps = 1024;

/** One matrix leads from linear red, green, blue to the responses of three cones, one from their cubic roots to lightness, a, b. */
const conesOfRgb = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const oklabOfCones = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** The way back. */
const conesOfOklab = inverse(oklabOfCones);
const rgbOfCones = inverse(conesOfRgb);

/**
 * @param {number[][]} matrix [3, 3]
 * @returns {number[][]}
 */
function inverse(matrix) {
  // Of two rows the cross product is at right angles to both, and the third scales it.
  const columns = matrix.map((_, row) => {
    const [[a, b, c], [d, e, f]] = [matrix[(row + 1) % 3], matrix[(row + 2) % 3]];
    const cross = [b * f - c * e, c * d - a * f, a * e - b * d];
    const [scale] = times([matrix[row]], cross);
    return cross.map((value) => value / scale);
  });
  return columns.map((_, axis) => columns.map((column) => column[axis]));
}

/**
 * @param {number[][]} matrix
 * @param {Triple} vector
 * @returns {Triple}
 */
function times(matrix, vector) {
  return matrix.map((row) => row.reduce((sum, factor, axis) => sum + factor * vector[axis], 0));
}

/** @param {number} channel of sRGB, 0..255 @returns {number} in proportion to light, 0..1 */
function linear(channel) {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {string} hex '#rrggbb'
 * @returns {Triple} lightness, a, b
 */
export function oklabOf(hex) {
  const rgb = [1, 3, 5].map((at) => linear(parseInt(hex.slice(at, at + 2), 16)));
  return times(oklabOfCones, times(conesOfRgb, rgb).map(Math.cbrt));
}

/**
 * @param {Triple} oklab
 * @returns {Triple} red, green, blue in 0..255, not yet rounded
 */
function rgbOf(oklab) {
  return times(rgbOfCones, times(conesOfOklab, oklab).map((root) => root ** 3)).map((value) => (
    255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)));
}

/**
 * @param {string[]} stops '#rrggbb' at equal distances
 * @returns {Ramp}
 */
export function createRamp(stops) {
  const points = stops.map(oklabOf);
  const ramp = new Uint8ClampedArray(4 * (rampSteps + 1)).fill(255);
  for (let step = 0; step <= rampSteps; step++) {
    const along = (step / rampSteps) * (points.length - 1);
    const before = Math.min(Math.floor(along), points.length - 2);
    const next = points[before + 1];
    ramp.set(rgbOf(points[before].map((from, axis) => from + (along - before) * (next[axis] - from))), 4 * step);
  }
  return ramp;
}

/**
 * @param {Ramp} ramp
 * @param {number} position 0..1
 * @returns {Triple} red, green, blue in 0..255
 */
export function colorAt(ramp, position) {
  const at = 4 * Math.round(rampSteps * position);
  return [...ramp.subarray(at, at + 3)];
}

/**
 * @param {Triple} rgb
 * @returns {number} relative luminance as WCAG 2.2 defines it
 */
export function luminance(rgb) {
  const [red, green, blue] = rgb.map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
