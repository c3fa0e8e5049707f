/** The numbers as a table: of the followed query in the chosen head, or of the whole head, or of the query in every head, where these are small. */

import { element } from '../../base/element.js';
import { formatNumber } from '../../base/number-format.js';
import { placeOf, queryOf } from '../state/detail.js';
import { inSet, nameOf, setName, shownName } from '../words/readout.js';

/**
 * @import { Detail } from '../state/detail.js'
 * @import { Text } from '../words/texts.js'
 * @import { Scene } from './scene.js'
 */

/** A larger table nobody reads: the CSV has all. */
const mostCells = 1024;
const mostRows = 100;

/**
 * @param {Scene} scene
 * @param {Detail} detail
 * @param {boolean} isShown a table that only screen readers know of is no stop of the Tab key
 * @returns {Node[]}
 */
export function tableOf(scene, { matrices: [matrix], strip }, isShown) {
  const { view, text } = scene;
  if (strip) return [stripTable(scene, strip.values, isShown)];
  if (!matrix) return [];
  const of = shownName(scene);
  const { rows, columns, values, rowWords, columnWords } = matrix;
  if (view.query === null && rows * columns <= mostCells) return [wholeTable(text('table.head', { of }), text('table.query'), rowWords, columnWords, values, isShown)];
  const row = queryOf(view, matrix);
  return [rowTable(values.subarray(row * columns, (row + 1) * columns), columnWords, rowWords[row], of, text, isShown)];
}

/** @param {Scene} scene @param {Float64Array} values [layers, heads, columns] @param {boolean} isShown */
function stripTable(scene, values, isShown) {
  const { view, text, set, sets, preparation } = scene;
  const { columns, columnWords, rowWords } = preparation;
  const query = rowWords[queryOf(view, preparation)];
  const nameAt = (/** @type {number} */ index) => nameOf(placeOf(index, set.heads), text);
  if (values.length <= mostCells) {
    const names = Array.from({ length: values.length / columns }, (_, index) => nameAt(index));
    return wholeTable(text(sets.length > 1 ? 'table.tokenIn' : 'table.token', { set: setName(set, sets, text), query }), text('heads.headAxis'), names, columnWords, values, isShown);
  }
  const chosen = view.layer * set.heads + view.head;
  return rowTable(values.subarray(chosen * columns, (chosen + 1) * columns), columnWords, query, inSet(nameAt(chosen), scene), text, isShown);
}

/**
 * @param {string} caption
 * @param {string} corner what the rows are
 * @param {string[]} rowWords
 * @param {string[]} columnWords
 * @param {ArrayLike<number>} values
 * @param {boolean} isShown
 */
function wholeTable(caption, corner, rowWords, columnWords, values, isShown) {
  const head = (/** @type {string} */ word, /** @type {'row' | 'col'} */ scope) => element('th', { scope }, word);
  const cell = (/** @type {number} */ index) => element('td', {}, formatNumber(values[index]));
  const lines = rowWords.map((word, row) => element('tr', {}, head(word, 'row'), ...columnWords.map((_, column) => cell(row * columnWords.length + column))));
  return scrolled(caption, isShown,
    element('thead', {}, element('tr', {}, element('td', {}, corner), ...columnWords.map((word) => head(word, 'col')))), element('tbody', {}, ...lines));
}

/** @param {ArrayLike<number>} values [columns] @param {string[]} columnWords @param {string} query @param {string} of @param {Text} text @param {boolean} isShown */
function rowTable(values, columnWords, query, of, text, isShown) {
  const columns = columnWords.length;
  const order = columnWords.map((_, column) => column).sort((a, b) => values[b] - values[a] || a - b);
  const lines = order.slice(0, mostRows).map((column) => element('tr', {}, element('th', { scope: 'row' }, columnWords[column]), element('td', {}, formatNumber(values[column]))));
  const caption = text('table.row', { of, query }) + (columns > mostRows ? ` ${text('table.cut', { count: mostRows, all: columns })}` : '');
  return scrolled(caption, isShown,
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, text('table.key')), element('th', { scope: 'col' }, text('table.weight')))), element('tbody', {}, ...lines));
}

/** @param {string} caption @param {boolean} isShown @param {...Node} parts */
function scrolled(caption, isShown, ...parts) {
  return element('div', { class: 'table-scroll', tabindex: isShown ? 0 : -1, role: 'region', 'aria-label': caption }, element('table', {}, element('caption', {}, caption), ...parts));
}
