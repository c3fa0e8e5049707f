/** The numbers of a figure as CSV (RFC 4180): a line for each cell, so that a table program can sort and group them. */

import { formulaStarts } from '../state/table-input.js';
import { shortest } from './results.js';

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { ResultPanel, Results } from './results.js'
 */

/** A file begins with this mark of UTF-8, which Excel would not guess. */
export const byteOrderMark = '\ufeff';

const names = ['panel', 'query', 'query token', 'key', 'key token', 'attended', 'score', 'weight'];

export const csvLineEnd = '\r\n';

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

/**
 * A text as one cell. Where a spreadsheet would compute it gets an apostrophe, as the OWASP advises against formula
 * injection; table-input.js takes it away again.
 * @param {string} text
 */
export function csvCell(text) {
  const guarded = text.replace(formulaStarts, "'");
  return /[",\r\n;\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
