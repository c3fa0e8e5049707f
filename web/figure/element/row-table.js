/** The picture in numbers: the whole table where it is small, else the chosen row. */

import { element } from '../dom.js';
import { formatNumber } from '../number-format.js';
import { entropyBits, isDistribution, rowSum } from '../statistics.js';
import { named, panelName, queryName } from './names.js';
import { weightText } from './readout.js';
import { chosenRow } from './sentence.js';

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
  const { rows, columns } = numbers;
  const isWhole = rows > 1 && rows <= whole && columns <= whole;
  const query = queryName(state, state.query);
  const title = text(isWhole ? 'table.whole' : 'table.row', { query });
  return numbers.panels.flatMap((panel) => {
    const caption = named(panelName(state, panel.name, text), title, text);
    const lines = (isWhole ? wholeTable : rowTable)(state, numbers, panel, text);
    const table = element('table', {}, element('caption', {}, caption), ...lines);
    return [
      element('div', { class: 'table-scroll', role: 'group', 'aria-label': caption }, table),
      element('p', { class: 'note', dir: 'ltr' }, named(query, statistics(state, numbers, panel, text), text)),
    ];
  });
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function wholeTable({ tokens, queryTokens, query }, { columns }, panel, text) {
  const corner = element('td', {}, `${text('table.query')} ↓ ${text('table.key')} →`);
  return parts([corner, ...tokens.map(columnHead)], queryTokens ?? tokens, query, (row) =>
    tokens.map((_, column) => weightText(panel, row * columns + column, text)));
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function rowTable({ tokens, query, key }, { columns }, panel, text) {
  const { scores } = panel;
  const titles = [text('table.key'), ...(scores ? [text('table.score')] : []), text('table.weight')];
  return parts(titles.map(columnHead), tokens, key, (column) => {
    const index = query * columns + column;
    return [...(scores ? [formatNumber(scores[index])] : []), weightText(panel, index, text)];
  });
}

/**
 * @param {Node[]} heads
 * @param {string[]} names of the lines
 * @param {number | null} chosen line
 * @param {(line: number) => string[]} cellsOf
 */
function parts(heads, names, chosen, cellsOf) {
  return [
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...names.map((name, line) => element(
      'tr',
      { class: line === chosen && 'chosen' },
      element('th', { scope: 'row', dir: 'auto' }, name),
      ...cellsOf(line).map((cell) => element('td', {}, cell)),
    ))),
  ];
}

/** @param {string} words */
const columnHead = (words) => element('th', { scope: 'col', dir: 'auto' }, words);

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 */
function statistics(state, numbers, panel, text) {
  const row = chosenRow(state, numbers, panel.weights);
  const sum = formatNumber(rowSum(row), 4);
  if (!isDistribution(row)) return text('table.sum', { sum });
  const attended = chosenRow(state, numbers, panel.attended).filter(Boolean).length;
  return text('table.entropy', { sum, entropy: formatNumber(entropyBits(row)), most: formatNumber(Math.log2(attended)) });
}
