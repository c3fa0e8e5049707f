/** What the picture says, in a sentence: the distribution of the chosen row, of every panel. */

import { formatNumber } from '../number-format.js';
import { headEntropy, isDistribution, largestWeight, ranking, rowSum } from '../statistics.js';
import { keyName, named, panelName, queryName } from './names.js';
import { readoutOf } from './readout.js';

/**
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {Float32Array | Float64Array} Row of weights
 */

/** How many keys are named besides the first. */
const others = 2;

/**
 * @template {Row | Uint8Array} Map
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Map} map [Tq, Tk]
 * @returns {Map} [Tk] its part for the chosen query
 */
export function chosenRow({ query }, { columns }, map) {
  return /** @type {Map} */ (map.subarray(query * columns, (query + 1) * columns));
}

/**
 * @param {FigureState} state
 * @param {Row} weights of a panel
 * @param {number} columns
 * @param {Text} text
 * @returns {string} how widely a head spreads its attention; '' where that is no question
 */
export function entropyOf({ compare, shows }, weights, columns, text) {
  const entropy = compare === 'head' ? headEntropy(weights, columns) : NaN;
  if (Number.isNaN(entropy)) return '';
  return named(shows === 'scores' ? text('table.weight') : '', text('panel.entropy', { entropy: formatNumber(entropy, 2) }), text);
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string}
 */
export function sentenceOf(state, numbers, text) {
  const sentences = numbers.panels.map((panel) => {
    const sentence = rowSentence(state, chosenRow(state, numbers, panel.weights), text);
    return named(panelName(state, panel.name, text), sentence, text);
  });
  return [...(state.shows === 'scores' ? [text('sentence.scores')] : []), ...sentences].join(text('sentence.join'));
}

/**
 * @param {FigureState} state
 * @param {Row} row
 * @param {Text} text
 */
function rowSentence(state, row, text) {
  const lead = rowLead(state, row, text);
  if (isZero(row)) return lead;
  const rest = ranking(row).slice(1);
  const list = rest.slice(0, others).map((index) => text('sentence.item', about(state, row, index)));
  if (rest.length > others) list.push(text('sentence.more', { count: rest.length - others }));
  return [
    lead,
    ...(list.length > 0 ? [text('sentence.rest', { list: list.join(text('list.join')) })] : []),
    isDistribution(row) ? text('sentence.distribution') : text('sentence.sum', { sum: formatNumber(rowSum(row), 4) }),
  ].join(text('sentence.join'));
}

/**
 * @param {FigureState} state
 * @param {Row} row
 * @param {Text} text
 */
function rowLead(state, row, text) {
  return text(isZero(row) ? 'sentence.zero' : 'sentence.most', about(state, row, largestWeight(row)));
}

/** @param {Row} row */
const isZero = (row) => row.every((weight) => weight === 0);

/**
 * @param {FigureState} state
 * @param {Row} row
 * @param {number} column
 */
function about(state, row, column) {
  return { query: queryName(state, state.query), key: keyName(state, column), weight: formatNumber(row[column]) };
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string} the first thing to know, in one line
 */
export function leadOf(state, numbers, text) {
  const row = chosenRow(state, numbers, numbers.panels[0].weights);
  return numbers.panels.length > 1 || state.shows === 'scores'
    ? readoutOf(state, numbers, { row: state.query, column: largestWeight(row) }, text)
    : rowLead(state, row, text);
}
