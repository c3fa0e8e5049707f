/** A sentence says what the picture shows: the distribution of the chosen row, in every panel. */

import { formatNumber } from '../../base/number-format.js';
import { headEntropy, isDistribution, largestWeight, ranking, rowOf, rowSum } from '../../base/statistics.js';
import { hasSinks } from '../state/methods.js';
import { keyName, named, panelName, queryName } from './names.js';
import { readoutOf } from './readout.js';

/**
 * @import { FigureNumbers, Panel } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {Float32Array | Float64Array} Row of weights
 */

/** So many keys are named besides the first. */
const others = 2;

/**
 * @template {Row | Uint8Array} Map
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Map} map [Tq, Tk]
 * @returns {Map} [Tk] its part for the chosen query
 */
export function chosenRow({ query }, { columns }, map) {
  return rowOf(map, columns, query);
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @returns {number} the key with the largest weight in the chosen row of the first panel
 */
export function strongestKey(state, numbers) {
  return largestWeight(chosenRow(state, numbers, numbers.panels[0].weights));
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
  return named(shows === 'scores' ? text('view.weight') : '', text('panel.entropy', { entropy: formatNumber(entropy, 2) }), text);
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string}
 */
export function sentenceOf(state, numbers, text) {
  const sentences = numbers.panels.map((panel) => {
    const sentence = rowSentence(state, panel, rankedRow(state, numbers, panel), text);
    return named(panelName(state, panel.name, text), sentence, text);
  });
  return [...(state.shows === 'scores' ? [text('sentence.scores')] : []), ...sentences].join(text('sentence.join'));
}

/**
 * The chosen row of a panel. A key that is masked has no place among the others: its weight is not small, there is none.
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 */
function rankedRow(state, numbers, { weights, attended }) {
  const row = chosenRow(state, numbers, weights);
  const isOpen = chosenRow(state, numbers, attended);
  const keys = ranking(row);
  return {
    row,
    isNothing: row.every((weight) => weight === 0),
    open: keys.filter((key) => isOpen[key]),
    masked: keys.filter((key) => !isOpen[key]),
  };
}

/**
 * @param {FigureState} state
 * @param {Panel} panel
 * @param {ReturnType<typeof rankedRow>} found
 * @param {Text} text
 */
function rowSentence(state, panel, found, text) {
  const { row, isNothing, open, masked } = found;
  /** @param {'sentence.rest' | 'sentence.masked'} key @param {'sentence.item' | 'sentence.key'} item @param {number[]} keys */
  const listed = (key, item, keys) => {
    const list = keys.slice(0, others).map((index) => text(item, about(state, row, index, text)));
    if (keys.length > others) list.push(text('sentence.more', { count: keys.length - others }));
    return list.length > 0 ? text(key, { list: list.join(text('list.join')) }) : '';
  };
  return [
    rowLead(state, found, text),
    isNothing ? '' : listed('sentence.rest', 'sentence.item', open.slice(1)),
    listed('sentence.masked', 'sentence.key', masked),
    isNothing ? '' : isDistribution(row) ? text('sentence.distribution') : text(restsInSink(state, panel) ? 'sentence.sink' : 'sentence.sum', sumOf(row, text)),
  ].filter(Boolean).join(text('sentence.join'));
}

/**
 * @param {FigureState} state
 * @param {Panel} panel
 * @returns {boolean} whether what its rows lack of 1 is a sink's: a local focus takes some away besides
 */
export function restsInSink(state, { normalizer }) {
  return hasSinks(state, normalizer) && state.localFocus === null;
}

/**
 * @param {Row} row
 * @param {Text} text
 * @returns {{ sum: string, negative: string }} why a row is no distribution: a sum of 1 is no reason, a negative weight is
 */
export function sumOf(row, text) {
  const negative = row.some((weight) => weight < 0) ? text('sentence.negative') : '';
  return { sum: formatNumber(rowSum(row), 4), negative };
}

/**
 * @param {FigureState} state
 * @param {ReturnType<typeof rankedRow>} found
 * @param {Text} text
 */
function rowLead(state, { row, isNothing, open: [strongest = 0] }, text) {
  return text(isNothing ? 'sentence.zero' : 'sentence.most', about(state, row, strongest, text));
}

/**
 * @param {FigureState} state
 * @param {Row} row
 * @param {number} column
 * @param {Text} text
 */
function about(state, row, column, text) {
  return { query: queryName(state, state.query, text), key: keyName(state, column), weight: formatNumber(row[column]) };
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {string} the first thing to know, in one line
 */
export function leadOf(state, numbers, text) {
  const found = rankedRow(state, numbers, numbers.panels[0]);
  return numbers.panels.length > 1 || state.shows === 'scores'
    ? readoutOf(state, numbers, { row: state.query, column: found.open[0] ?? 0 }, text)
    : rowLead(state, found, text);
}
