/** The numbers of a figure as CSV (RFC 4180): a line for each cell, so that a table program can sort and group them. */

import { byteOrderMark, csvCell, csvLineEnd } from '../../base/csv-cell.js';
import { shortest } from './results.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { ResultPanel, Results } from './results.js'
 */

const names = ['panel', 'query', 'query token', 'key', 'key token', 'attended', 'score', 'weight'];

/**
 * @param {Pick<FigureState, 'tokens' | 'queryTokens'>} state
 * @param {Results} results
 * @returns {string[]} to be joined or made into a Blob: the names of the columns, then a part for each query, for a
 *   large map is too long for one text. Queries and keys count from 0; `score` is scaled and capped, before masks
 */
export function csvParts({ tokens, queryTokens }, { rows, columns, panels }) {
  const queries = (queryTokens ?? tokens).map(csvCell);
  const keys = tokens.map(csvCell);
  const parts = [byteOrderMark + names.join(',') + csvLineEnd];
  panels.forEach((panel, index) => {
    const name = csvCell(panel.name ?? (panels.length > 1 ? String(index) : ''));
    for (let row = 0; row < rows; row++) {
      // Joined, not added up: millions of texts that are sums of texts would fill the memory.
      const lines = keys.map((key, column) =>
        `${name},${row},${queries[row]},${column},${key},${numbersOf(panel, row * columns + column)}`);
      parts.push(lines.join(csvLineEnd) + csvLineEnd);
    }
  });
  return parts;
}

/** @param {ResultPanel} panel @param {number} cell */
function numbersOf({ attended, scores, weights }, cell) {
  return `${attended[cell]},${scores ? shortest(scores, cell) : ''},${shortest(weights, cell)}`;
}
