/** What is pointed at, in a sentence. */

import { formatNumber } from '../../base/number-format.js';
import { queryOf } from '../state/detail.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { Detail } from '../state/detail.js'
 * @import { Grid } from '../state/grids.js'
 * @import { Prepared, Preparation } from '../state/preparing.js'
 * @import { Place, ViewState } from '../state/view-state.js'
 * @import { Followed } from '../views/links-view.js'
 * @import { Text } from './texts.js'
 */

/** So many words are named. */
const mostNamed = 3;

/** @param {Place} place @param {Text} text */
export const nameOf = ([layer, head], text) => text('heads.of', { layer, head });

/** @param {AttentionSet} set @param {AttentionSet[]} sets @param {Text} text @returns {string} by its kind; where several are of one kind, by its name */
export const setName = (set, sets, text) => (sets.filter(({ kind }) => kind === set.kind).length > 1 ? set.name : text(`kind.${set.kind}`));

/** @param {string} name @param {{ set: AttentionSet, sets: AttentionSet[], text: Text }} of @returns {string} also of which attention it is, where there are several */
export const inSet = (name, { set, sets, text }) => (sets.length > 1 ? text('heads.in', { set: setName(set, sets, text), name }) : name);

/** What is shown large. @param {{ view: ViewState, set: AttentionSet, sets: AttentionSet[], text: Text }} shown @returns {string} */
export const shownName = (shown) => inSet(panelName(shown.view, shown.text), shown);

/** @param {ViewState} view @param {Text} text */
function panelName({ panel, layer, head, others, view }, text) {
  if (panel !== 'head') return text(`heads.${panel}`, { layer });
  if (view === 'links' && others.length > 0) return text('readout.several', { count: others.length + 1 });
  return nameOf([layer, head], text);
}

/**
 * @param {Grid} grid
 * @param {Place} place
 * @param {AttentionSet[]} sets
 * @param {Text} text
 * @returns {string} '' where it is not known yet
 */
export function headReadout({ set, survey, preparation: { rowWords, columnWords } }, place, sets, text) {
  const summary = survey.heads[place[0] * set.heads + place[1]];
  if (!summary?.peak) return '';
  const { row, column, weight } = summary.peak;
  return text('readout.head', { of: inSet(nameOf(place, text), { set, sets, text }), weight: formatNumber(weight), query: rowWords[row], key: columnWords[column] });
}

/** @param {Prepared} matrix @param {{ row: number, column: number }} cell @param {string} of @param {Text} text */
export function cellReadout({ values, attended, columns, rowWords, columnWords }, { row, column }, of, text) {
  const index = row * columns + column;
  const words = { of, query: rowWords[row], key: columnWords[column] };
  return attended[index] ? text('readout.cell', { ...words, weight: formatNumber(values[index]) }) : text('readout.masked', words);
}

/** @param {NonNullable<Detail['strip']>} strip @param {Preparation} preparation @param {ViewState} view @param {{ row: number, column: number }} cell @param {string} of @param {Text} text */
export function stripReadout({ values, attended }, preparation, view, { row, column }, of, text) {
  const { columns, columnWords, rowWords } = preparation;
  const matrix = { values: values.subarray(row * columns, (row + 1) * columns), attended: attended.subarray(row * columns, (row + 1) * columns), rows: 1, columns, columnWords, rowWords: [rowWords[queryOf(view, preparation)]], emptyRows: 0 };
  return column < 0 ? followedReadout(matrix, { side: 'query', index: 0 }, of, text) : cellReadout(matrix, { row: 0, column }, of, text);
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
