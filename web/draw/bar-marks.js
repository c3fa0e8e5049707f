/** In the slots of a bar chart stand bars with their numbers, hatches, the highlighted slot, and zones. */

import { clamp } from './geometry.js';
import { textItem } from './items.js';
import { formatNumber } from '../base/number-format.js';

/** @import { Box, ColorName, Item, Measure } from './display-list.js' */

/** A bar's number has so much room above a plot, or below it for negative bars. */
export const valueLine = 20;
/** Bars in slots below this stand close together. */
const closeSlot = 8;

/**
 * @typedef {object} BarPlot
 * @property {number} left
 * @property {number} right
 * @property {number} slot the room of a key
 * @property {number} top
 * @property {number} bottom
 * @property {(value: number) => number} place of a weight
 */

/**
 * @param {number | null} key
 * @param {BarPlot} plot
 * @returns {Item[]}
 */
export function highlightItems(key, { left, right, slot, top, bottom }) {
  if (key === null) return [];
  const y = top - valueLine;
  const width = Math.max(slot, closeSlot);
  const x = clamp(left + slot * (key + 0.5) - width / 2, left, right - width);
  return [{ type: 'rect', x, y, width, height: bottom - y, fill: 'highlight' }];
}

/**
 * Masked keys, neighbours without a gap joined where bars stand close.
 * @param {ArrayLike<number>} attended
 * @param {BarPlot} plot
 * @returns {Item[]}
 */
export function maskedItems(attended, { left, slot, top, bottom }) {
  /** @type {Item[]} */
  const items = [];
  const width = slot < closeSlot ? slot : barWidth(slot);
  for (let key = 0; key < attended.length; key++) {
    const first = key;
    while (slot < closeSlot && key + 1 < attended.length && !attended[first] && !attended[key + 1]) key++;
    if (attended[first]) continue;
    const x = left + slot * (first + 0.5) - width / 2;
    items.push({ type: 'hatch', x, y: top, width: slot * (key - first) + width, height: bottom - top });
  }
  return items;
}

/**
 * @param {number} key
 * @param {BarPlot} plot
 * @returns {Item}
 */
export function zoneItem(key, { left, slot, top, bottom }) {
  const y = top - valueLine;
  return { type: 'zone', x: left + slot * key, y, width: slot, height: bottom - y, target: { kind: 'key', key } };
}

/**
 * A bar with its number, for an attended key.
 * @param {{ weights: ArrayLike<number> }} state
 * @param {number} key
 * @param {BarPlot} plot
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function weightItems({ weights }, key, { left, slot, place }, measure) {
  const weight = weights[key];
  const middle = left + slot * (key + 0.5);
  return [
    { type: 'rect', ...barBox(weight, middle, barWidth(slot), place), fill: weight < 0 ? 'negative' : 'bar' },
    ...numberItems(weight, middle, slot, place, 'ink', measure),
  ];
}

/** @param {number} slot */
function barWidth(slot) {
  // Of hundreds of bars none may fall between two pixels.
  return slot < closeSlot ? Math.max(1, slot * 0.8) : Math.min(72, slot * 0.6);
}

/**
 * @param {number} weight
 * @param {number} center
 * @param {number} width
 * @param {BarPlot['place']} place
 * @returns {Box} from zero to the weight
 */
export function barBox(weight, center, width, place) {
  const [zero, end] = [place(0), place(weight)];
  return { x: center - width / 2, y: Math.min(zero, end), width, height: Math.abs(zero - end) };
}

/**
 * @param {number} weight
 * @param {number} center of its bar
 * @param {number} room
 * @param {BarPlot['place']} place
 * @param {ColorName} fill
 * @param {Measure} measure
 * @returns {Item[]} its number at the end of its bar, where it has room
 */
export function numberItems(weight, center, room, place, fill, measure) {
  const text = formatNumber(weight);
  const isDown = weight < 0;
  return measure(text, 'value') > room - 3 ? []
    : [textItem(center, place(weight) + (isDown ? 5 : -5), text, 'center', isDown ? 'top' : 'bottom', fill, 'value')];
}
