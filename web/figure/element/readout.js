/** The line that names a cell and its numbers. */

import { formatNumber } from '../number-format.js';
import { keyName, panelName, queryName } from './names.js';

/**
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {{ row: number, column: number }} Cell
 */

/**
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @param {Cell} cell
 * @param {Text} text
 * @returns {string}
 */
export function readoutOf(state, { columns, panels, difference }, { row, column }, text) {
  const index = row * columns + column;
  const names = { query: queryName(state, row), key: keyName(state, column) };
  const [panel] = panels;
  if (panels.length === 1) {
    if (!panel.attended[index]) return text('readout.masked', names);
    const weight = text('readout.cell', { ...names, weight: formatNumber(panel.weights[index]) });
    if (!panel.scores) return weight;
    return [weight, text('readout.score', { score: formatNumber(panel.scores[index]) })].join(' · ');
  }
  const parts = panels.map(({ name, weights, attended }) =>
    text('readout.panel', {
      name: panelName(state, String(name), text),
      weight: attended[index] ? formatNumber(weights[index]) : text('readout.maskedShort'),
    }));
  if (difference) parts.push(text('readout.difference', { difference: formatNumber(difference[index]) }));
  return text('readout.cell', { ...names, weight: parts.join(' · ') });
}
