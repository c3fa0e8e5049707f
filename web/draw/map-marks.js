/** On a map's cells stand their numbers, the chosen row, and the crosshair. */

import { textItem } from './items.js';
import { formatNumber } from '../base/number-format.js';
import { extentOf } from './scale.js';

/**
 * @import { Box, Domain, Item, Measure, Part } from './display-list.js'
 *
 * @typedef {object} MapCells
 * @property {string[]} columns the keys' words
 * @property {ArrayLike<number>} weights row by row
 * @property {ArrayLike<number>} attended 0 where a cell is masked
 * @property {Domain} domain
 * @property {Part} part what is seen of the map
 * @property {number} chosen the query row whose distribution is shown elsewhere
 * @property {{ row: number, column: number } | null} crosshair
 *
 * @typedef {Box & { slot: number, line: number }} Plot the cells' box, and the size of a cell
 */

/**
 * The numbers in the cells, where all of them have room. A cell that is cut by the edge shows none.
 * @param {MapCells} state
 * @param {Plot} plot
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function cellValues({ columns, weights, attended, domain, part }, { x, y, slot, line }, measure) {
  const extent = extentOf(weights);
  const widest = [extent[0] < 0 ? '−0.001' : '<0.001', ...extent.map((end) => formatNumber(end))];
  const room = Math.max(...widest.map((text) => measure(text, 'axis'))) + 6;
  if (slot < room || line < 20) return [];
  /** @type {Item[]} */
  const items = [];
  for (let row = Math.ceil(part.row); row + 1 <= part.row + part.rows + 1e-9; row++) {
    for (let column = Math.ceil(part.column); column + 1 <= part.column + part.columns + 1e-9; column++) {
      const index = row * columns.length + column;
      const text = formatNumber(weights[index]);
      if (!attended[index] || measure(text, 'axis') > slot - 2) continue;
      const [across, down] = [column - part.column + 0.5, row - part.row + 0.5];
      items.push(textItem(x + slot * across, y + line * down, text, 'center', 'middle', { over: weights[index], domain }));
    }
  }
  return items;
}

/**
 * @param {MapCells} state
 * @param {Plot} plot
 * @returns {Item[]}
 */
export function crosshairItems({ chosen, crosshair, part }, { x, y, width, height, slot, line }) {
  /**
   * @param {Box} box
   * @param {'ink' | 'muted' | 'printed'} stroke
   * @param {number} thickness
   * @returns {Item[]} what of it is seen
   */
  const outline = (box, stroke, thickness) => {
    const [left, top] = [Math.max(x, box.x), Math.max(y, box.y)];
    const [right, bottom] = [Math.min(x + width, box.x + box.width), Math.min(y + height, box.y + box.height)];
    if (right - left < 0.01 || bottom - top < 0.01) return [];
    return [{ type: 'outline', x: left, y: top, width: right - left, height: bottom - top, stroke, thickness }];
  };
  /** @param {number} row */
  const rowBox = (row) => ({ x, y: y + line * (row - part.row), width, height: line });
  const items = outline(rowBox(chosen), 'ink', 1.5);
  if (!crosshair) return items;
  const column = { x: x + slot * (crosshair.column - part.column), y, width: slot, height };
  const row = rowBox(crosshair.row);
  return [
    ...items,
    ...outline(row, 'muted', 1),
    ...outline(column, 'muted', 1),
    ...outline({ ...row, x: column.x, width: slot }, 'printed', 2.5),
  ];
}
