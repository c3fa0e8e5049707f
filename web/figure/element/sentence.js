/** What the picture says, in a sentence: the distribution of the chosen row, of every panel. */

import { formatNumber } from '../number-format.js';
import { isDistribution, largestWeight, ranking, rowSum } from '../statistics.js';
import { keyName, panelName, queryName } from './names.js';
import { readoutOf } from './readout.js';

/**
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text } from './texts.js'
 */

/** How many keys are named. */
const named = 3;

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string}
 */
export function sentenceOf(state, { columns, panels }, text) {
  const from = state.query * columns;
  const query = queryName(state, state.query);
  const sentences = panels.map((panel) => {
    const sentence = rowSentence(state, query, panel.weights.subarray(from, from + columns), text);
    return panel.name === null ? sentence : text('sentence.named', { name: panelName(state, panel.name, text), sentence });
  });
  return sentences.join(text('sentence.join'));
}

/**
 * @param {FigureState} state
 * @param {string} query
 * @param {Float32Array | Float64Array} weights
 * @param {Text} text
 */
function rowSentence(state, query, weights, text) {
  if (weights.every((weight) => weight === 0)) return text('sentence.zero', { query });
  /** @param {number} index */
  const about = (index) => ({ key: keyName(state, index), weight: formatNumber(weights[index]) });
  const [first, ...others] = ranking(weights);
  const rest = others.slice(0, named - 1).map((index) => text('sentence.item', about(index)));
  if (others.length > rest.length) rest.push(text('sentence.more', { count: others.length - rest.length }));
  return [
    text('sentence.most', { query, ...about(first) }),
    rest.length > 0 ? text('sentence.rest', { list: rest.join(text('list.join')) }) : '',
    isDistribution(weights)
      ? text('sentence.distribution')
      : text('sentence.sum', { sum: formatNumber(rowSum(weights), 4) }),
  ].filter(Boolean).join(text('sentence.join'));
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string} the first thing to know, in one line
 */
export function leadOf(state, numbers, text) {
  const { columns, panels } = numbers;
  const row = panels[0].weights.subarray(state.query * columns, (state.query + 1) * columns);
  const query = queryName(state, state.query);
  const column = largestWeight(row);
  if (row.every((weight) => weight === 0)) return text('sentence.zero', { query });
  if (panels.length > 1) return readoutOf(state, numbers, { row: state.query, column }, text);
  return text('sentence.most', { query, key: keyName(state, column), weight: formatNumber(row[column]) });
}
