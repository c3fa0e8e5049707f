/** What stands in the slots of a bar chart: bars with their numbers, hatches, the highlighted slot, zones. */

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
 * @param {number | null} key
 * @param {{ left: number, right: number, slot: number, top: number, bottom: number }} place
 * @returns {Item[]}
 */
export function highlightItems(key, { left, right, slot, top, bottom }) {
  if (key === null) return [];
  const y = top - valueLine;
  const width = Math.max(slot, closeSlot);
  const x = Math.min(right - width, Math.max(left, left + slot * (key + 0.5) - width / 2));
  return [{ type: 'rect', x, y, width, height: bottom - y, fill: 'highlight' }];
}

/**
 * Masked keys, neighbours without a gap joined where bars stand close.
 * @param {ArrayLike<number>} attended
 * @param {{ left: number, slot: number, top: number, bottom: number }} place
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
 * @param {{ left: number, slot: number, top: number, bottom: number, place: (value: number) => number }} column
 * @param {Measure} measure
 * @returns {Item[]}
 */
export function keyItems({ weights, attended, printed }, key, column, measure) {
  const { left, slot, top, bottom, place } = column;
  const whole = { x: left, y: top - valueLine, width: slot, height: bottom - top + valueLine };
  /** @type {Item[]} */
  const items = [];
  const middle = left + slot / 2;
  if (!attended || attended[key]) {
    const apart = printed ? Math.min(76, slot * 0.48) : 0;
    const weight = weights[key];
    const width = printed ? apart * 0.8 : barWidth(slot);
    const center = middle - apart / 2;
    items.push({
      type: 'rect',
      ...upright(center, width, place(0), place(weight)),
      fill: weight < 0 ? 'negative' : 'bar',
    });
    items.push(...valueItems(weight, center, printed ? apart : slot, place, 'ink', measure));
    if (printed) {
      const other = middle + apart / 2;
      items.push({
        type: 'outline',
        ...upright(other, width, place(0), place(printed[key])),
        stroke: 'printed',
        thickness: 1.5,
        dashed: true,
      });
      items.push(...valueItems(printed[key], other, apart, place, 'printed', measure));
    }
  }
  items.push({ type: 'zone', ...whole, target: { kind: 'key', key } });
  return items;
}

/** @param {number} slot */
function barWidth(slot) {
  // Of hundreds of bars none may fall between two pixels.
  return slot < closeSlot ? Math.max(1, slot * 0.8) : Math.min(72, slot * 0.6);
}

/**
 * @param {number} center
 * @param {number} width
 * @param {number} from
 * @param {number} to
 */
function upright(center, width, from, to) {
  return { x: center - width / 2, y: Math.min(from, to), width, height: Math.abs(from - to) };
}

/**
 * The number on a bar, where it has room.
 * @param {number} weight
 * @param {number} x
 * @param {number} room
 * @param {(value: number) => number} place
 * @param {'ink' | 'printed'} fill
 * @param {Measure} measure
 * @returns {Item[]}
 */
function valueItems(weight, x, room, place, fill, measure) {
  const text = formatNumber(weight);
  if (measure(text, 'value') > room - 3) return [];
  const down = weight < 0;
  return [
    {
      type: 'text',
      x,
      y: place(weight) + (down ? 5 : -5),
      text,
      font: 'value',
      fill,
      align: 'center',
      baseline: down ? 'top' : 'bottom',
    },
  ];
}
