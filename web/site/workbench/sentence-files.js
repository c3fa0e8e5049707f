/** The map of the sentence as a file and as a figure, which makes the same vectors from the same words. */

import { csvParts } from '../../figure/export/csv.js';
import { takesTemperature } from '../../figure/state/methods.js';
import { readState } from '../../figure/state/figure-state.js';

/**
 * @import { MapNumbers } from '../exhibits/numbers.js'
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { SentenceState } from './page-state.js'
 */

/**
 * @param {string[]} tokens
 * @param {MapNumbers} numbers
 * @param {Float32Array} scores [T, T]
 * @returns {string[]} the parts of a CSV file with a line for each cell
 */
export function sentenceCsv(tokens, { count, weights, attended }, scores) {
  const panels = [{ name: null, weights, attended, scores, output: null }];
  return csvParts({ tokens, queryTokens: null }, { rows: count, columns: count, isSupplied: false, panels });
}

/**
 * @param {string[]} tokens
 * @param {SentenceState} state
 * @returns {FigureState}
 */
export function sentenceFigure(tokens, state) {
  const { ignoreItself, chosen, score, normalizer, scale } = state;
  const mask = ignoreItself ? tokens.map((_, row) => tokens.map((_, column) => Number(row !== column))) : null;
  return readState({
    view: 'heatmap', tokens, mask, query: Math.min(chosen, tokens.length - 1),
    score, normalizer, scale, temperature: takesTemperature(state) ? state.temperature : null,
  });
}
