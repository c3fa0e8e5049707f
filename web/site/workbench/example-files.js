/** The example as files and as a figure. */

import { byteOrderMark, csvCell, csvLineEnd } from '../../base/csv-cell.js';
import { shortest } from '../../figure/export/results.js';
import { engineCall } from '../exhibits/example-state.js';
import { same } from '../../base/history.js';
import { takesTemperature } from '../../figure/state/methods.js';
import { defaultParameters, fitParameters } from '../../figure/compute/parameters.js';
import { readState } from '../../figure/state/figure-state.js';
import { rowSum } from '../../base/statistics.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { ExampleNumbers } from '../exhibits/numbers.js'
 * @import { FigureState } from '../../figure/state/schema.js'
 */

/**
 * The example as the command line reads it: inputs, and options that make it print the weights.
 * @param {ExampleState} state
 * @returns {string}
 */
export function exampleJson(state) {
  const { inputs, options } = engineCall(state);
  const text = JSON.stringify({ ...inputs, options: { ...options, weights: true } }, null, 2);
  // Each vector stays on one line.
  return `${text.replace(/\[[\d\s,.e+-]*\]/g, (vector) => vector.replace(/\s+/g, ' '))}\n`;
}

/**
 * The four steps as CSV: a line for each key, and one for the sums. Keys count from 0; each number is the shortest text that
 * reads back as the engine's float32.
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @returns {string}
 */
export function exampleCsv({ words }, numbers) {
  const { products, scores, scaled, numerators, numeratorSum, weights, weightedValues, output } = numbers;
  /** @param {string} name @param {number[]} terms */
  const numbered = (name, terms) => terms.map((_, index) => `${name} ${index + 1}`);
  const names = ['key', 'word', ...numbered('product', products[0]), 'score', 'scaled score', 'numerator', 'weight', ...numbered('weighted value', output)];
  const lines = words.map((word, key) => [
    key, csvCell(word), ...products[key].map(short), ...[scores[key], scaled[key], numerators[key], weights[key]].map(short), ...weightedValues[key].map(short),
  ]);
  const noSum = [...products[0], 'score', 'scaled score'].map(() => '');
  const sums = ['sum', '', ...noSum, short(numeratorSum), rowSum(weights), ...output.map(short)];
  return byteOrderMark + [names, ...lines, sums].map((line) => line.join(',') + csvLineEnd).join('');
}

/** @param {number} number */
const short = (number) => shortest(Float32Array.of(number), 0);

/**
 * @param {ExampleState} state
 * @param {string} query the name of the query
 * @returns {FigureState | null} null if the reader has changed parameters, which a figure cannot hold
 */
export function exampleFigure(state, query) {
  const { words, keys, values, score, normalizer, scale, parameters } = state;
  const usual = defaultParameters(score, state.query.length, keys.length);
  if (!same(fitParameters(parameters[score] ?? {}, usual), usual)) return null;
  return readState({
    view: 'bars', tokens: words, queryTokens: [query], queries: [[state.query]], keys: [keys], values: values && [values],
    score, normalizer, scale, temperature: takesTemperature(state) ? state.temperature : null,
  });
}
