/** The numbers that the errata show. All come from the engine, and sums from statistics.js. Nothing here touches the DOM. */

import { rowSum } from '../../../base/statistics.js';
import { articleState } from '../../workbench/article.js';

/** @import { Attention, AttendOptions } from '../../../engine/index.js' */

const { query, keys } = articleState;

/** @typedef {'sum' | 'article' | 'article-code' | 'softmax'} Normalizer */

/**
 * The weights of the article's example under one normaliser.
 * @param {Pick<Attention, 'attend'>} engine
 * @param {Normalizer} normalizer
 * @param {number[]} [asked] a query in place of the article's
 * @returns {{ weights: number[], sum: number } | null} null if the scores have no such weights, which the engine reports
 */
export function weightsUnder(engine, normalizer, asked = query) {
  try {
    const { weights } = engine.attend({ query: asked, key: keys, value: keys }, { score: 'dot', normalizer, weights: true });
    return { weights: Array.from(weights.data), sum: rowSum(weights.data) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'undefined-row') return null;
    throw error;
  }
}

/**
 * The article's scores and weights when all scores grow by a factor.
 * @param {Pick<Attention, 'attend'>} engine
 * @param {number} factor
 */
export function scaledExample(engine, factor) {
  const asked = query.map((component) => factor * component);
  const { scores } = engine.attend({ query: asked, key: keys, value: keys }, { score: 'dot', scores: 'scaled' });
  return {
    scores: rowSum(/** @type {import('../../../engine/index.js').Tensor} */ (scores).data),
    article: weightsUnder(engine, 'article', asked),
    softmax: weightsUnder(engine, 'softmax', asked),
  };
}

/**
 * Each word in turn asks, with its own key as the query.
 * @param {Pick<Attention, 'attend'>} engine
 * @returns {number[][]} one row of weights for each word
 */
export function eachAsks(engine) {
  return keys.map((asked) => weightsUnder(engine, 'softmax', asked)?.weights ?? []);
}

/** Two sets of numbers that Bahdanau's score could have learned. @type {readonly { queryWeight: number[][], keyWeight: number[][], vector: number[] }[]} */
export const learnedSets = [
  { queryWeight: [[1, 0, 0], [0, 1, 0]], keyWeight: [[0, 0, 1], [2, 0, 0]], vector: [1, 2] },
  { queryWeight: [[0, 1, 0], [1, 0, 1]], keyWeight: [[-1, 0, 0], [0, 0, -2]], vector: [2, 1] },
];

/** @param {{ queryWeight: number[][], keyWeight: number[][], vector: number[] }} set @returns {number} how many numbers it has */
export const countOf = ({ queryWeight, keyWeight, vector }) => [queryWeight, keyWeight, vector].flat(2).length;

/**
 * @param {Pick<Attention, 'attend'>} engine
 * @returns {{ count: number, weights: number[] }[]} the dot product, then the additive score with each set
 */
export function learned(engine) {
  const weightsOf = (/** @type {object} */ params, /** @type {AttendOptions} */ options) =>
    Array.from(engine.attend({ query, key: keys, value: keys, params }, { ...options, weights: true }).weights.data);
  return [
    { count: 0, weights: weightsOf({}, { score: 'dot' }) },
    ...learnedSets.map((set) => ({ count: countOf(set), weights: weightsOf(set, { score: 'additive' }) })),
  ];
}

/** The number of components of the made-up words. */
export const pairDimensions = 16;

/**
 * Counts the weights that softmax gives to made-up words: every pair gets a positive one.
 * @param {Pick<Attention, 'attend'>} engine
 * @param {number} length
 */
export function pairs(engine, length) {
  const data = Float32Array.from({ length: length * pairDimensions }, (_, at) => Math.sin(1 + 12.9898 * at));
  const tokens = { data, shape: [length, pairDimensions] };
  const { weights } = engine.attend({ query: tokens, key: tokens, value: tokens }, { weights: true });
  let positive = 0;
  for (const weight of weights.data) positive += Number(weight > 0);
  return { pairs: weights.data.length, positive, work: weights.data.length * pairDimensions };
}
