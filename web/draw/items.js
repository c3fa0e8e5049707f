/** The items that most drawings have. */

/** @import { ColorName, FontRole, Item, LineItem, OverRamp, TextItem } from './display-list.js' */

/**
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {TextItem['align']} [align]
 * @param {TextItem['baseline']} [baseline]
 * @param {ColorName | OverRamp} [fill]
 * @param {FontRole} [font]
 * @returns {TextItem} a note on the drawing unless told otherwise
 */
export function textItem(x, y, text, align = 'left', baseline = 'top', fill = 'muted', font = 'axis') {
  return { type: 'text', x, y, text, font, fill, align, baseline };
}

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {ColorName} stroke
 * @returns {LineItem}
 */
export function lineItem(x1, y1, x2, y2, stroke) {
  return { type: 'line', x1, y1, x2, y2, stroke };
}

/**
 * @param {{ ticks: number[], label: (tick: number) => string }} axis upwards
 * @param {number} left
 * @param {number} right
 * @param {(tick: number) => number} place
 * @returns {Item[]} a line across the plot for each tick, and its number at the left
 */
export function levelItems({ ticks, label }, left, right, place) {
  return ticks.flatMap((tick) => [
    lineItem(left, place(tick), right, place(tick), 'rule'),
    textItem(left - 8, place(tick), label(tick), 'right', 'middle'),
  ]);
}
