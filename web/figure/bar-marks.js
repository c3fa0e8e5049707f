/** What stands in the slots of a bar chart: bars with their numbers, hatches, the highlighted slot, zones. */

import { clamp } from './geometry.js';
import { textItem } from './items.js';
import { formatNumber } from './number-format.js';

/**
 * @import { Item, Measure } from './display-list.js'
 * @import { BarsState } from './bars.js'
 */

/** Above a plot and, of negative bars, below it: the room of a bar's number. */
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
 * @param {BarsState} state
 * @param {number} key
 * @param {BarPlot} plot
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function keyItems({ weights, attended, printed }, key, plot, measure) {
  const { left, slot, top, bottom, place } = plot;
  const x = left + slot * key;
  /** @type {Item} */
  const zone = { type: 'zone', x, y: top - valueLine, width: slot, height: bottom - top + valueLine, target: { kind: 'key', key } };
  if (attended && !attended[key]) return [zone];
  const apart = printed ? Math.min(76, slot * 0.48) : 0;
  const width = printed ? apart * 0.8 : barWidth(slot);
  /**
   * @param {number} weight
   * @param {number} center
   * @param {'ink' | 'printed'} ink
   * @returns {Item[]} the bar, and its number where it has room
   */
  const bar = (weight, center, ink) => {
    const [zero, end] = [place(0), place(weight)];
    const box = { x: center - width / 2, y: Math.min(zero, end), width, height: Math.abs(zero - end) };
    const isDown = weight < 0;
    const text = formatNumber(weight);
    const number = textItem(center, end + (isDown ? 5 : -5), text, 'center', isDown ? 'top' : 'bottom', ink, 'value');
    return [
      ink === 'ink' ? { type: 'rect', ...box, fill: isDown ? 'negative' : 'bar' }
        : { type: 'outline', ...box, stroke: ink, thickness: 1.5, dashed: true },
      ...(measure(text, 'value') > (apart || slot) - 3 ? [] : [number]),
    ];
  };
  const middle = x + slot / 2;
  return [
    ...bar(weights[key], middle - apart / 2, 'ink'),
    ...(printed ? bar(printed[key], middle + apart / 2, 'printed') : []),
    zone,
  ];
}

/** @param {number} slot */
function barWidth(slot) {
  // Of hundreds of bars none may fall between two pixels.
  return slot < closeSlot ? Math.max(1, slot * 0.8) : Math.min(72, slot * 0.6);
}
