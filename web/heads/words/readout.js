/** What is pointed at, in a sentence. */

import { formatNumber } from '../../base/number-format.js';
import { queryOf } from '../state/detail.js';

/**
 * @import { Detail } from '../state/detail.js'
 * @import { Prepared, Preparation } from '../state/preparing.js'
 * @import { Survey } from '../state/survey.js'
 * @import { Place, ViewState } from '../state/view-state.js'
 * @import { Followed } from '../views/links-view.js'
 * @import { Text } from './texts.js'
 */

/** So many words are named. */
const mostNamed = 3;

/** @param {Place} place @param {Text} text */
export const nameOf = ([layer, head], text) => text('heads.of', { layer, head });

/** What is shown large. @param {ViewState} view @param {Text} text @returns {string} */
export function shownName({ panel, layer, head, others, view }, text) {
  if (panel !== 'head') return text(`heads.${panel}`, { layer });
  if (view === 'links' && others.length > 0) return text('readout.several', { count: others.length + 1 });
  return nameOf([layer, head], text);
}

/**
 * @param {Survey} survey
 * @param {Preparation} preparation
 * @param {Place} place
 * @param {number} heads of a layer
 * @param {Text} text
 * @returns {string} '' where it is not known yet
 */
export function headReadout(survey, { rowWords, columnWords }, place, heads, text) {
  const summary = survey.heads[place[0] * heads + place[1]];
  if (!summary?.peak) return '';
  const { row, column, weight } = summary.peak;
  return text('readout.head', { of: nameOf(place, text), weight: formatNumber(weight), query: rowWords[row], key: columnWords[column] });
}

/** @param {Prepared} matrix @param {{ row: number, column: number }} cell @param {string} of @param {Text} text */
export function cellReadout({ values, attended, columns, rowWords, columnWords }, { row, column }, of, text) {
  const index = row * columns + column;
  const words = { of, query: rowWords[row], key: columnWords[column] };
  return attended[index] ? text('readout.cell', { ...words, weight: formatNumber(values[index]) }) : text('readout.masked', words);
}

/** @param {NonNullable<Detail['strip']>} strip @param {Preparation} preparation @param {ViewState} view @param {{ row: number, column: number }} cell @param {Place} place @param {Text} text */
export function stripReadout({ values, attended }, preparation, view, { row, column }, place, text) {
  const { columns, columnWords, rowWords } = preparation;
  const matrix = { values: values.subarray(row * columns, (row + 1) * columns), attended: attended.subarray(row * columns, (row + 1) * columns), rows: 1, columns, columnWords, rowWords: [rowWords[queryOf(view, preparation)]], emptyRows: 0 };
  return column < 0 ? followedReadout(matrix, { side: 'query', index: 0 }, nameOf(place, text), text) : cellReadout(matrix, { row: 0, column }, nameOf(place, text), text);
}

/** @param {Prepared} matrix @param {Followed} followed @param {string} of @param {Text} text @returns {string} the strongest links of a token */
export function followedReadout({ values, rows, columns, rowWords, columnWords }, { side, index }, of, text) {
  const isQuery = side === 'query';
  const count = isQuery ? columns : rows;
  const weightAt = (/** @type {number} */ other) => values[isQuery ? index * columns + other : other * columns + index];
  const most = Array.from({ length: count }, (_, other) => other).filter((other) => weightAt(other) !== 0).sort((a, b) => Math.abs(weightAt(b)) - Math.abs(weightAt(a)) || 0).slice(0, mostNamed);
  const items = most.map((other) => text('readout.item', { word: (isQuery ? columnWords : rowWords)[other], weight: formatNumber(weightAt(other)) }));
  const list = items.join(text('readout.join')) || text('readout.nothing');
  return isQuery ? text('readout.queries', { of, query: rowWords[index], list }) : text('readout.keys', { of, key: columnWords[index], list });
}
