/** The picture in numbers: the whole table where it is small, else the chosen row. */

import { element } from '../dom.js';
import { formatNumber } from '../number-format.js';
import { entropyBits, isDistribution, rowSum } from '../statistics.js';
import { panelName, queryName } from './names.js';

/**
 * @import { FigureNumbers, Panel } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text } from './texts.js'
 */

/** Up to so many queries and keys all weights are in the table. */
const whole = 16;

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {Node[]}
 */
export function tablesOf(state, numbers, text) {
  const { rows, columns, panels } = numbers;
  const isWhole = rows > 1 && rows <= whole && columns <= whole;
  return panels.flatMap((panel) => {
    const query = queryName(state, state.query);
    const title = isWhole ? text('table.whole') : text('table.row', { query });
    const name = panel.name === null ? '' : panelName(state, panel.name, text);
    const caption = element('caption', {}, name ? text('sentence.named', { name, sentence: title }) : title);
    const table = element('table', {}, caption, ...(isWhole ? wholeTable : rowTable)(state, numbers, panel, text));
    const label = caption.textContent ?? '';
    return [
      element('div', { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': label }, table),
      element('p', { class: 'note', dir: 'ltr' }, statistics(state, numbers, panel, text)),
    ];
  });
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function wholeTable({ tokens, queryTokens, query }, { columns }, { weights, attended }, text) {
  const corner = element('td', {}, `${text('table.query')} ↓ ${text('table.key')} →`);
  const head = element('tr', {}, corner, ...tokens.map((token) => heading('col', token)));
  const rows = (queryTokens ?? tokens).map((token, row) =>
    element('tr', { class: row === query ? 'chosen' : '' }, heading('row', token), ...tokens.map((_, column) => {
      const index = row * columns + column;
      return element('td', {}, attended[index] ? formatNumber(weights[index]) : text('readout.maskedShort'));
    })));
  return [element('thead', {}, head), element('tbody', {}, ...rows)];
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function rowTable({ tokens, query, key }, { columns }, { weights, attended, scores }, text) {
  const titles = [text('table.key'), ...(scores ? [text('table.score')] : []), text('table.weight')];
  const rows = tokens.map((token, column) => {
    const index = query * columns + column;
    return element(
      'tr',
      { class: column === key ? 'chosen' : '' },
      heading('row', token),
      ...(scores ? [element('td', {}, formatNumber(scores[index]))] : []),
      element('td', {}, attended[index] ? formatNumber(weights[index]) : text('readout.maskedShort')),
    );
  });
  const head = element('tr', {}, ...titles.map((title) => heading('col', title)));
  return [element('thead', {}, head), element('tbody', {}, ...rows)];
}

/** @param {'row' | 'col'} scope @param {string} words */
function heading(scope, words) {
  return element('th', { scope, dir: 'auto' }, words);
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function statistics(state, { columns }, { weights, attended }, text) {
  const [from, to] = [state.query * columns, (state.query + 1) * columns];
  const row = weights.subarray(from, to);
  const sum = formatNumber(rowSum(row), 4);
  const most = formatNumber(Math.log2(attended.subarray(from, to).filter(Boolean).length));
  const sentence = isDistribution(row)
    ? text('table.entropy', { sum, entropy: formatNumber(entropyBits(row)), most })
    : text('table.sum', { sum });
  return text('sentence.named', { name: queryName(state, state.query), sentence });
}
