/** The values that the sliders of the softmax section can have, and the numbers that are written into the page. */

/**
 * @typedef {object} SoftmaxState
 * @property {readonly number[]} scores
 * @property {number} temperature one of temperatures
 */

/** The slider's steps: the ratio from each to the next is about the same. */
export const temperatures = [0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 7, 10, 20, 50, 100];

/** The scores are those of the hero: of 学习 as the query, in the order of its sentence. @type {Readonly<SoftmaxState>} */
export const start = { scores: [3.25, 5.25, 2.5], temperature: 1 };

/** A score goes from -most to most in steps of this size. */
export const scoreRange = { most: 8, step: 0.25 };

/**
 * The author's row, step by step, for the page before any script runs; afterwards the engine computes.
 * @param {Readonly<SoftmaxState>} state
 */
export function writtenRow({ scores, temperature }) {
  const most = Math.max(...scores);
  const exponents = scores.map((score) => (score - most) / temperature);
  const exponentials = exponents.map(Math.exp);
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return { exponents, exponentials, sum, weights: exponentials.map((value) => value / sum) };
}
