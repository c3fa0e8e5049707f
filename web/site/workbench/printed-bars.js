/** Bars of weights, each beside the bar of a printed weight. */

import { barBox, numberItems } from '../../draw/bar-marks.js';
import { barsList } from '../../draw/bars.js';
import { textItem } from '../../draw/items.js';

/**
 * @import { BarsState } from '../../draw/bars.js'
 * @import { DisplayList, Measure } from '../../draw/display-list.js'
 */

const dashed = /** @type {const} */ ({ type: 'outline', stroke: 'printed', thickness: 1.5, dashed: true });

/**
 * @param {Omit<BarsState, 'domain'>} state
 * @param {number[]} printed one weight for each key
 * @param {string} name the name of the printed weights
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function printedBarsList(state, printed, name, width, measure) {
  const all = [...Array.from(state.weights), ...printed];
  const domain = /** @type {[number, number]} */ ([Math.min(...all), Math.max(...all)]);
  const list = barsList({ ...state, domain }, width, measure, undefined, ({ weights }, key, { left, slot, place }) => {
    const apart = Math.min(76, slot * 0.48);
    const middle = left + slot * (key + 0.5);
    const [center, other] = [middle - apart / 2, middle + apart / 2];
    return [
      { type: 'rect', ...barBox(weights[key], center, apart * 0.8, place), fill: weights[key] < 0 ? 'negative' : 'bar' },
      ...numberItems(weights[key], center, apart, place, 'ink', measure),
      { ...dashed, ...barBox(printed[key], other, apart * 0.8, place) },
      ...numberItems(printed[key], other, apart, place, 'printed', measure),
    ];
  });
  const x = width - measure(name, 'axis');
  list.items.push({ ...dashed, x: x - 20, y: 1, width: 12, height: 12 }, textItem(x, 0, name, 'left', 'top', 'printed'));
  return list;
}
