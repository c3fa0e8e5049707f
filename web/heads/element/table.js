/** The numbers as a table: of the followed query in the chosen head, or of the whole head where it is small. */

import { element } from '../../base/element.js';
import { formatNumber } from '../../base/number-format.js';
import { shownName } from '../words/readout.js';

/**
 * @import { Detail } from '../state/detail.js'
 * @import { Prepared } from '../state/preparing.js'
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
export function tableOf({ view, text }, { matrices: [matrix] }, isShown) {
  if (!matrix) return [];
  const of = shownName(view, text);
  const { rows, columns, values, rowWords, columnWords } = matrix;
  const head = (/** @type {string} */ word, /** @type {'row' | 'col'} */ scope) => element('th', { scope }, word);
  if (view.query === null && rows * columns <= mostCells) {
    const lines = rowWords.map((word, row) => element('tr', {}, head(word, 'row'), ...columnWords.map((_, column) => element('td', {}, formatNumber(values[row * columns + column])))));
    return [scrolled(text('table.head', { of }), isShown,
      element('thead', {}, element('tr', {}, element('td', {}, text('table.query')), ...columnWords.map((word) => head(word, 'col')))), element('tbody', {}, ...lines))];
  }
  return [rowTable(matrix, Math.min(view.query ?? rows - 1, rows - 1), of, text, isShown)];
}

/** @param {Prepared} matrix @param {number} row @param {string} of @param {import('../words/texts.js').Text} text @param {boolean} isShown */
function rowTable({ columns, values, rowWords, columnWords }, row, of, text, isShown) {
  const order = columnWords.map((_, column) => column).sort((a, b) => values[row * columns + b] - values[row * columns + a] || a - b);
  const lines = order.slice(0, mostRows).map((column) => element('tr', {}, element('th', { scope: 'row' }, columnWords[column]), element('td', {}, formatNumber(values[row * columns + column]))));
  const caption = text('table.row', { of, query: rowWords[row] }) + (columns > mostRows ? ` ${text('table.cut', { count: mostRows, all: columns })}` : '');
  return scrolled(caption, isShown,
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, text('table.key')), element('th', { scope: 'col' }, text('table.weight')))), element('tbody', {}, ...lines));
}

/** @param {string} caption @param {boolean} isShown @param {...Node} parts */
function scrolled(caption, isShown, ...parts) {
  return element('div', { class: 'table-scroll', tabindex: isShown ? 0 : -1, role: 'region', 'aria-label': caption }, element('table', {}, element('caption', {}, caption), ...parts));
}
