/**
 * The article's example and what it printed for it: all of it as the article has it, wrong numbers
 * included. What its own numbers give is reckoned from them here; what the vectors give is the
 * engine's.
 */

import { formatNumber, formatVector } from '../../base/number-format.js';
import { rowSum } from '../../base/statistics.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { ExampleNumbers } from '../exhibits/numbers.js'
 *
 * @typedef {'product' | 'score' | 'factor' | 'weight1' | 'weight2' | 'weight3' | 'value1' | 'value2' | 'value3' | 'output' | 'total'} FactName
 *
 * @typedef {object} Fact
 * @property {FactName} name of its texts
 * @property {string} printed
 * @property {string} own what the article's own numbers give
 * @property {string} fromVectors
 */

/** @type {ExampleState} */
export const articleState = {
  words: ['我', '喜欢', '学习'],
  query: [0.1, 0.2, 0.3],
  keys: [
    [0.4, 0.5, 0.6],
    [0.7, 0.8, 0.9],
    [0.1, 0.2, 0.3],
  ],
  values: null,
  parameters: {},
  score: 'dot',
  normalizer: 'article',
  temperature: null,
  scale: null,
};

/** The numbers beside which the true ones stand in the four steps; null where they agree. */
export const articlePrinted = {
  scores: ['0.42', null, null],
  sum: '1.06',
  weights: [0.402, 0.483, 0.137],
  weightedValues: ['0.562', '0.339', '0.013'],
  output: '0.914',
};

/**
 * @param {ExampleState} state
 * @returns {boolean} whether its numbers are to be those that the article printed
 */
export function isArticleExample(state) {
  /** @param {ExampleState} numbers */
  const compared = ({ query, keys, values, score, normalizer, scale }) =>
    JSON.stringify([query, keys, values ?? keys, score, normalizer, scale ?? 1]);
  return compared(state) === compared(articleState);
}

/**
 * @param {ExampleNumbers | null} numbers the engine's for articleState; null where there is no engine
 * @returns {Fact[]}
 */
export function articleFacts(numbers) {
  /**
   * @param {FactName} name
   * @param {string} printed
   * @param {string} own
   * @param {((numbers: ExampleNumbers) => string)} fromVectors
   */
  const fact = (name, printed, own, fromVectors) => ({
    name,
    printed,
    own,
    fromVectors: numbers ? fromVectors(numbers) : '–',
  });
  const [first, second, third] = articlePrinted.weights;
  return [
    fact('product', '0.14', formatNumber(0.1 * 0.4, 2), ({ products }) => formatNumber(products[0][0])),
    fact('score', '0.42', formatNumber(0.14 + 0.1 + 0.18, 2), ({ scores }) => formatNumber(scores[0])),
    fact('factor', '0.9659', formatNumber(1 / Math.sqrt(1.06), 4), ({ numeratorSum }) =>
      formatNumber(1 / Math.sqrt(numeratorSum), 4),
    ),
    fact('weight1', '0.402', formatNumber(0.9659 * 0.42), ({ weights }) => formatNumber(weights[0])),
    fact('weight2', '0.483', formatNumber(0.9659 * 0.5), ({ weights }) => formatNumber(weights[1])),
    fact('weight3', '0.137', formatNumber(0.9659 * 0.14), ({ weights }) => formatNumber(weights[2])),
    fact('value1', '0.562', formatNumber(first * 0.4), ({ weightedValues }) => formatNumber(weightedValues[0][0])),
    fact('value2', '0.339', formatNumber(second * 0.7), ({ weightedValues }) => formatNumber(weightedValues[1][0])),
    fact('value3', '0.013', formatNumber(third * 0.1), ({ weightedValues }) => formatNumber(weightedValues[2][0])),
    fact('output', '0.914', formatNumber(first * 0.4 + second * 0.7 + third * 0.1), ({ output }) =>
      formatVector(output),
    ),
    fact('total', '1', formatNumber(rowSum(articlePrinted.weights), 4), ({ weights }) =>
      formatNumber(rowSum(weights), 4),
    ),
  ];
}
