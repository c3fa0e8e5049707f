/** The line that names a cell and its numbers. */

import { formatNumber } from '../../base/number-format.js';
import { keyName, panelName, queryName } from './names.js';

/**
 * @import { FigureNumbers, Panel } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {{ row: number, column: number }} Cell
 */

/**
 * @param {Pick<Panel, 'shown' | 'attended'>} panel
 * @param {number} index of a cell
 * @param {Text} text
 * @returns {string}
 */
export function shownText({ shown, attended }, index, text) {
  return attended[index] ? formatNumber(shown[index]) : text('readout.maskedShort');
}

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Cell} cell
 * @param {Text} text
 * @returns {string}
 */
export function readoutOf(state, { columns, panels, differences, mean }, { row, column }, text) {
  const index = row * columns + column;
  const names = { query: queryName(state, row, text), key: keyName(state, column) };
  const isAlone = panels.length === 1;
  const isScores = state.shows === 'scores';
  const [{ weights, scores }] = panels;
  if (panels.every(({ attended }) => !attended[index])) return text('readout.masked', names);
  const parts = panels.map((panel) => {
    const number = shownText(panel, index, text);
    return isAlone ? number : `${panelName(state, panel.name, text)} ${number}`;
  });
  if (isAlone && isScores) parts.push(`${text('view.weight')} ${formatNumber(weights[index])}`);
  else if (isAlone && scores) parts.push(text('readout.score', { score: formatNumber(scores[index]) }));
  if (mean) parts.push(text('readout.mean', { mean: formatNumber(mean[index]) }));
  if (differences.length > 0) {
    const difference = differences.map((map) => formatNumber(map[index])).join(', ');
    parts.push(text(differences.length > 1 ? 'readout.differences' : 'readout.difference', { difference, first: panelName(state, panels[0].name, text) }));
  }
  const all = parts.join(' · ');
  return text('readout.cell', { ...names, weight: isScores ? text('readout.score', { score: all }) : all });
}
