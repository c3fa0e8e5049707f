/** The weights of one query over its keys, as bars. */

import { highlightItems, maskedItems, valueLine, weightItems, zoneItem } from './bar-marks.js';
import { clamp } from './geometry.js';
import { levelItems, lineItem, textItem } from './items.js';
import { columnLabels, fitText, labelRoom, labelWidth } from './labels.js';
import { isAnyMasked } from './mask.js';
import { roundAxis } from './scale.js';

/**
 * @import { DisplayList, Domain, Item, Measure } from './display-list.js'
 * @import { BarPlot } from './bar-marks.js'
 * @import { Axis } from './scale.js'
 *
 * @typedef {object} BarsState
 * @property {string[]} words one for each key
 * @property {ArrayLike<number>} weights
 * @property {ArrayLike<number>} attended 0 where a key is masked
 * @property {number | null} highlighted
 * @property {Domain} domain of the axis
 * @property {number} [tallest] the most that they may take, 260 without
 * @property {BarsTexts} texts
 *
 * @typedef {object} BarsTexts
 * @property {string} keyAxis '' where it is written elsewhere
 * @property {string} weightAxis
 * @property {string} [masked] what hatching means, where there is a legend for it
 *
 * @typedef {{ left: number, right: number, slot: number }} Columns where the keys stand
 *
 * @typedef {(state: BarsState, key: number, plot: BarPlot, measure: Measure) => Item[]} KeyItems what stands for an
 *   attended key
 */

const axisLine = 26;

/**
 * @param {BarsState} state
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @param {Columns} [columns] those of a map that the bars stand over
 * @param {KeyItems} [keyItems] more than one bar for a key
 * @returns {DisplayList}
 */
export function barsList(state, width, measure, columns, keyItems = weightItems) {
  const { words, attended, highlighted, domain, texts, tallest = 260 } = state;
  const axis = roundAxis(domain);
  const { left, right, slot } = columns ?? ownColumns(axis, words, width, measure);
  const room = labelRoom(labelWidth(words, measure), slot);
  const plotHeight = Math.min(tallest, Math.max(width * 0.4, 150));
  const top = axisLine + valueLine;
  const bottom = top + plotHeight;
  // Values below zero are printed under their bars: the words keep clear of them.
  const labelsAt = bottom + (axis.low < 0 ? valueLine : 0);
  const height = labelsAt + room.height + 8 + (texts.keyAxis ? axisLine : 0);
  /** @param {number} value */
  const place = (value) => bottom - ((clamp(value, axis.low, axis.high) - axis.low) / (axis.high - axis.low)) * plotHeight;
  const plot = { left, right, slot, top, bottom, place };

  return {
    width,
    height,
    items: [
      textItem(0, 0, texts.weightAxis),
      ...levelItems(axis, left, right, place),
      textItem((left + right) / 2, height - 2, fitText(texts.keyAxis, right - left, measure, 'axis'), 'center', 'bottom'),
      ...legendItems(state, width, measure),
      ...highlightItems(highlighted, plot),
      ...maskedItems(attended, plot),
      ...words.flatMap((_, key) => [...(attended[key] ? keyItems(state, key, plot, measure) : []), zoneItem(key, plot)]),
      lineItem(left, place(0), right, place(0), 'ink'),
      ...columnLabels({ words, left, slot, y: labelsAt, side: 'below', end: width, strong: highlighted ?? undefined }, measure),
    ],
  };
}

/**
 * @param {Axis} axis
 * @param {string[]} words
 * @param {number} width
 * @param {Measure} measure
 * @returns {Columns}
 */
function ownColumns(axis, words, width, measure) {
  const ticks = Math.max(...axis.ticks.map((tick) => measure(axis.label(tick), 'axis'))) + 12;
  const level = (width - ticks) / words.length;
  // Slanted words reach to the left of their bars.
  const { overhang } = labelRoom(labelWidth(words, measure), level);
  const left = Math.max(ticks, Math.min(width * 0.25, overhang - level / 2 + 8));
  return { left, right: width, slot: (width - left) / words.length };
}

/**
 * @param {BarsState} state
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
function legendItems({ attended, texts }, width, measure) {
  if (!texts.masked || !isAnyMasked(attended)) return [];
  const text = fitText(texts.masked, width - measure(texts.weightAxis, 'axis') - 66, measure, 'axis');
  const x = width - measure(text, 'axis');
  return [{ type: 'hatch', x: x - 26, y: 1, width: 18, height: 12 }, textItem(x, 0, text)];
}
