/** The picture in numbers: the whole table where it is small, else the chosen row. For the page and for a file. */

import { element } from '../../base/element.js';
import { formatNumber } from '../../base/number-format.js';
import { entropyBits, isDistribution } from '../../base/statistics.js';
import { named, panelName, queryName, shownQueries, shownTokens } from './names.js';
import { shownText } from './readout.js';
import { chosenRow, entropyOf, restsInSink, sumOf } from './sentence.js';

/**
 * @import { FigureNumbers, Panel } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Text } from './texts.js'
 */

/** A table has all that is shown, if there are no more queries and keys than this. */
const whole = 16;

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Text} text
 * @returns {Node[]}
 */
export function tablesOf(state, numbers, text) {
  return numbers.panels.flatMap((panel) => {
    const [table, note] = tableOf(/** @type {Create<HTMLElement>} */ (element), state, numbers, panel, text);
    const label = table.firstChild?.textContent ?? '';
    return [element('div', { class: 'table-scroll', role: 'group', 'aria-label': label }, table), note];
  });
}

/**
 * @template Node
 * @typedef {(tag: any, attributes: Record<string, string>, ...children: any[]) => Node} Create
 */

/**
 * @template Node
 * @param {Create<Node>} create makes an element of the table and of what is said about the chosen row
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Panel} panel
 * @param {Text} text
 * @returns {[table: Node, note: Node]}
 */
export function tableOf(create, state, numbers, panel, text) {
  const { rows, columns } = numbers;
  const { query, key } = state;
  const tokens = shownTokens(state.tokens);
  const { weights, scores, attended } = panel;
  const isScores = state.shows === 'scores';
  const isWhole = rows > 1 && rows <= whole && columns <= whole;
  const name = queryName(state, query, text);
  const title = text(!isWhole ? 'table.row' : isScores ? 'table.scores' : 'table.whole', { query: name });
  const entropy = entropyOf(state, weights, columns, text);
  const caption = named(panelName(state, panel.name, text), entropy ? `${title} (${entropy})` : title, text);

  /** @param {'row' | 'col'} scope @param {string} words */
  const heading = (scope, words) => create('th', { scope, dir: 'auto' }, words);
  /** @param {number} index @param {typeof weights} [shown] */
  const numberCell = (index, shown = panel.shown) => create('td', {}, shownText({ shown, attended }, index, text));
  /** @param {string} word @param {boolean} isChosen @param {Node[]} cells */
  const line = (word, isChosen, cells) => create('tr', isChosen ? { class: 'chosen' } : {}, heading('row', word), ...cells);

  const head = isWhole
    ? [create('td', {}, `${text('view.query')} ↓ ${text('view.key')} →`), ...tokens.map((token) => heading('col', token))]
    : [text('view.key'), ...(scores ? [text('table.score')] : []), text('view.weight')].map((word) => heading('col', word));
  const body = isWhole
    ? shownQueries(state, text('view.query')).map((token, row) => line(token, row === query, tokens.map((_, column) => numberCell(row * columns + column))))
    : tokens.map((token, column) => {
      const index = query * columns + column;
      const ofScore = scores ? [isScores ? numberCell(index) : create('td', {}, formatNumber(scores[index]))] : [];
      return line(token, column === key, [...ofScore, numberCell(index, weights)]);
    });
  const said = statistics(chosenRow(state, numbers, weights), chosenRow(state, numbers, attended), restsInSink(state, panel), text);
  return [
    create('table', {}, create('caption', {}, caption), create('thead', {}, create('tr', {}, ...head)), create('tbody', {}, ...body)),
    create('p', { class: 'note', dir: 'ltr' }, named(isScores ? `${name} · ${text('view.weight')}` : name, said, text)),
  ];
}

/**
 * @param {Float32Array | Float64Array} row
 * @param {Uint8Array} attended
 * @param {boolean} hasSink
 * @param {Text} text
 */
function statistics(row, attended, hasSink, text) {
  const sum = sumOf(row, text);
  if (!isDistribution(row)) return text(hasSink ? 'sentence.sink' : 'sentence.sum', sum);
  const most = Math.log2(attended.filter(Boolean).length);
  return text('table.entropy', { ...sum, entropy: formatNumber(entropyBits(row)), most: formatNumber(most) });
}
