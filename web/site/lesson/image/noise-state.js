/**
 * The state of the part on noise, as a link keeps it.
 *
 * @typedef {object} NoiseState
 * @property {number} deviation standard deviation of the noise, in levels of 255: 10 to 60
 * @property {number} strength h, in standard deviations of the brightness: 2.5 to 8
 * @property {number} x of the pixel whose weights are shown
 * @property {number} y
 */

/** The author's noise and strength suit the drawn picture; the pixel lies on a picket and finds the other pickets. @type {Readonly<NoiseState>} */
export const authorNoise = { deviation: 25, strength: 4.5, x: 44, y: 110 };

/** @param {NoiseState} state @returns {string} */
export const formatNoise = ({ deviation, strength, x, y }) => [deviation, strength, x + 1, y + 1].join(',');

/**
 * @param {string} text
 * @returns {NoiseState}
 * @throws {Error} for a text that is no state
 */
export function parseNoise(text) {
  const numbers = /^\d+,\d+(\.5)?,\d+,\d+$/.test(text) ? text.split(',').map(Number) : [];
  const [deviation, strength, x, y] = numbers;
  const fits = deviation >= 10 && deviation <= 60 && strength >= 2.5 && strength <= 8 && [x, y].every((at) => at >= 1 && at <= 128);
  if (!fits) throw new Error(`picture.noise: expected noise, strength and a pixel, got ${text}`);
  return { deviation, strength, x: x - 1, y: y - 1 };
}
