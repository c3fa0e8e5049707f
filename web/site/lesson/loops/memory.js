/**
 * A memory of pictures (Ramsauer et al., Hopfield Networks is All You Need, 2020): the state asks all stored pictures, is
 * replaced by their weighted mean, and asks again. That is attention with its output fed back as the query.
 */

import { rowSum } from '../../../base/statistics.js';
import { rowsOf } from './layers.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 *
 * @typedef {object} Recall
 * @property {number[][]} states the broken picture, and what each step made of it
 * @property {number[][]} scores for each state but the last, times beta
 * @property {number[][]} weights
 * @property {number[]} moves how far a pixel moved at most, for each step
 * @property {number[]} energies one for each state
 * @property {boolean} isAtRest whether the last move was within the tolerance
 */

/** A picture's side, in pixels. */
export const side = 8;

/** The walk ends after so many steps, even if it is not at rest. */
export const mostSteps = 30;

const drawn = {
  face: '..####.. .#....#. #.#..#.# #......# #.#..#.# #..##..# .#....#. ..####..',
  heart: '.##..##. ######## ######## ######## .######. ..####.. ...##... ........',
  house: '...##... ..####.. .######. ######## .#....#. .#.##.#. .#.##.#. .####.#.',
  note: '...##### ...#...# ...#...# ...#...# .###.### ####.### .##..##. ........',
};

/** @typedef {keyof typeof drawn} PictureName */

export const pictureNames = /** @type {PictureName[]} */ (Object.keys(drawn));

/** 1 where there is ink, -1 where there is none, row by row. @type {number[][]} */
export const pictures = pictureNames.map((name) => [...drawn[name].replaceAll(' ', '')].map((sign) => (sign === '#' ? 1 : -1)));

/**
 * @param {Pick<Attention, 'iterate' | 'explain'>} engine
 * @param {number[]} start pixels, each -1 or 1
 * @param {number} beta how sharply the memory tells the pictures apart
 * @param {number} tolerance
 * @returns {Recall}
 */
export function recall(engine, start, beta, tolerance) {
  const options = /** @type {const} */ ({ score: 'dot', scale: beta, normalizer: 'softmax' });
  const memory = { key: pictures, value: pictures };
  const { states, converged } = engine.iterate({ query: start, ...memory }, { ...options, steps: mostSteps, tolerance });
  const all = states.map(({ data }) => Array.from(data));
  const asked = engine.explain({ query: all.slice(0, -1), ...memory }, options);
  return {
    states: all,
    scores: rowsOf(asked.scaled),
    weights: rowsOf(asked.weights),
    moves: all.slice(1).map((state, step) => Math.max(...state.map((pixel, index) => Math.abs(pixel - all[step][index])))),
    energies: all.map((state) => energy(state, beta)),
    isAtRest: converged,
  };
}

/**
 * The energy that every step lowers (Ramsauer et al. 2020, equation 2):
 * -1/beta ln sum exp(beta x.state) + state.state / 2 + 1/beta ln N + M^2 / 2, M the longest picture's length.
 * @param {number[]} state
 * @param {number} beta
 */
export function energy(state, beta) {
  const scores = pictures.map((picture) => beta * rowSum(picture.map((pixel, index) => pixel * state[index])));
  const largest = Math.max(...scores);
  const logSum = largest + Math.log(rowSum(scores.map((score) => Math.exp(score - largest))));
  return (Math.log(pictures.length) - logSum) / beta + rowSum(state.map((pixel) => pixel * pixel)) / 2 + (side * side) / 2;
}

/**
 * Inverts some pixels, chosen at random.
 * @param {number[]} state
 * @param {number} count
 * @param {() => number} [random] in 0..1
 */
export function broken(state, count, random = Math.random) {
  const places = state.map((_, index) => index);
  const next = [...state];
  for (let turned = 0; turned < count; turned++) {
    const [place] = places.splice(Math.floor(random() * places.length), 1);
    next[place] = -next[place];
  }
  return next;
}

/** The picture with an empty lower half. @param {number[]} state */
export function covered(state) {
  return state.map((pixel, index) => (index < state.length / 2 ? pixel : -1));
}

/** A picture's pixels as a short text: sixteen hexadecimal digits, four pixels in each. @param {number[]} state */
export function pictureText(state) {
  return Array.from({ length: state.length / 4 }, (_, at) => {
    const four = state.slice(4 * at, 4 * at + 4);
    return four.reduce((bits, pixel) => bits * 2 + (pixel > 0 ? 1 : 0), 0).toString(16);
  }).join('');
}

/** @param {string} text as pictureText writes it @returns {number[]} */
export function readPicture(text) {
  if (!/^[0-9a-f]{16}$/.test(text)) throw new Error(`picture: expected 16 hexadecimal digits, got ${text}`);
  return [...text].flatMap((digit) => [8, 4, 2, 1].map((bit) => (Number.parseInt(digit, 16) & bit ? 1 : -1)));
}
