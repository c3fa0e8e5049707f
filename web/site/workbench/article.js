/**
 * The article's example and the results that it prints, wrong numbers included. What follows from
 * its printed numbers is computed here; what follows from its vectors comes from the engine.
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
 * @property {FactName} name names its texts
 * @property {string} printed
 * @property {string} own the result from the article's own numbers
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

/** The printed numbers that the four steps show beside the true ones; null where the two agree. */
export const articlePrinted = {
  scores: ['0.42', null, null],
  sum: '1.06',
  weights: [0.402, 0.483, 0.137],
  weightedValues: ['0.562', '0.339', '0.013'],
  output: '0.914',
};

/**
 * @param {ExampleState} state
 * @returns {boolean} whether the article prints results for exactly this example
 */
export function isArticleExample(state) {
  /** @param {ExampleState} numbers */
  const compared = ({ query, keys, values, score, normalizer, scale }) =>
    JSON.stringify([query, keys, values ?? keys, score, normalizer, scale ?? 1]);
  return compared(state) === compared(articleState);
}

/**
 * @param {ExampleNumbers | null} numbers the engine's for articleState; null without an engine
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
