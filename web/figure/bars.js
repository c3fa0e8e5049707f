/** The weights of one query over its keys, as bars. */

import { highlightItems, keyItems, maskedItems, valueLine } from './bar-marks.js';
import { columnLabels, fitText, labelRoom, labelWidth } from './labels.js';
import { isAnyMasked } from './mask.js';
import { roundAxis } from './scale.js';

/**
 * @import { DisplayList, Domain, Item, Measure } from './display-list.js'
 * @import { Axis } from './scale.js'
 *
 * @typedef {object} BarsState
 * @property {string[]} words one for each key
 * @property {ArrayLike<number>} weights
 * @property {ArrayLike<number>} [attended] 0 where a key is masked
 * @property {number[]} [printed] other weights, printed elsewhere, to stand beside the true ones
 * @property {number | null} highlighted
 * @property {Domain} [domain] of the axis, where it is not to follow the weights
 * @property {BarsTexts} texts
 *
 * @typedef {object} BarsTexts
 * @property {string} keyAxis
 * @property {string} weightAxis
 * @property {string} printed
 * @property {string} [masked] what hatching means, where there is a legend for it
 *
 * @typedef {{ left: number, right: number, slot: number }} Columns where the keys stand
 */

const axisLine = 26;

/**
 * @param {BarsState} state
 * @param {number} width in CSS pixels
 * @param {Measure} measure
 * @param {Columns} [columns] those of a map that the bars stand over
 * @returns {DisplayList}
 */
export function barsList(state, width, measure, columns) {
  const { words, weights, attended, printed = [], domain } = state;
  const axis = roundAxis(domain ?? [...Array.from(weights), ...printed]);
  const { left, right, slot } = columns ?? ownColumns(axis, words, width, measure);
  const room = labelRoom(labelWidth(words, measure), slot);
  const plotHeight = Math.min(260, Math.max(150, width * 0.4));
  const top = axisLine + valueLine;
  const bottom = top + plotHeight;
  // Values below zero are printed under their bars: the words keep clear of them.
  const labelsAt = bottom + (axis.low < 0 ? valueLine : 0);
  const height = labelsAt + room.height + 8 + axisLine;
  /** @param {number} value */
  const place = (value) =>
    bottom - ((Math.min(axis.high, Math.max(axis.low, value)) - axis.low) / (axis.high - axis.low)) * plotHeight;

  return {
    width,
    height,
    items: [
      ...axisItems(state, axis, { left, right, place, height }),
      ...legendItems(state, width, measure),
      ...highlightItems(state.highlighted, { left, right, slot, top, bottom }),
      ...(attended ? maskedItems(attended, { left, slot, top, bottom }) : []),
      ...words.flatMap((_, key) =>
        keyItems(state, key, { left: left + slot * key, slot, top, bottom, place }, measure),
      ),
      { type: 'line', x1: left, y1: place(0), x2: right, y2: place(0), stroke: 'ink' },
      ...columnLabels(
        { words, left, slot, y: labelsAt, side: 'below', end: width, strong: state.highlighted ?? undefined },
        measure,
      ),
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
 * @param {Axis} axis
 * @param {{ left: number, right: number, height: number, place: (value: number) => number }} plot
 * @returns {Item[]}
 */
function axisItems({ texts }, axis, { left, right, height, place }) {
  return [
    { type: 'text', x: 0, y: 0, text: texts.weightAxis, font: 'axis', fill: 'muted', baseline: 'top' },
    ...axis.ticks.flatMap(
      /** @returns {Item[]} */ (tick) => [
        { type: 'line', x1: left, y1: place(tick), x2: right, y2: place(tick), stroke: 'rule' },
        {
          type: 'text',
          x: left - 8,
          y: place(tick),
          text: axis.label(tick),
          font: 'axis',
          fill: 'muted',
          align: 'right',
          baseline: 'middle',
        },
      ],
    ),
    {
      type: 'text',
      x: (left + right) / 2,
      y: height - 2,
      text: texts.keyAxis,
      font: 'axis',
      fill: 'muted',
      align: 'center',
      baseline: 'bottom',
    },
  ];
}

/**
 * @param {BarsState} state
 * @param {number} width
 * @param {Measure} measure
 * @returns {Item[]}
 */
function legendItems({ attended, printed, texts }, width, measure) {
  const room = width - measure(texts.weightAxis, 'axis') - 40;
  if (printed) {
    const x = width - measure(texts.printed, 'axis');
    return [
      { type: 'outline', x: x - 20, y: 1, width: 12, height: 12, stroke: 'printed', thickness: 1.5, dashed: true },
      { type: 'text', x, y: 0, text: texts.printed, font: 'axis', fill: 'printed', baseline: 'top' },
    ];
  }
  if (!texts.masked || !attended || !isAnyMasked(attended)) return [];
  const text = fitText(texts.masked, room - 26, measure, 'axis');
  const x = width - measure(text, 'axis');
  return [
    { type: 'hatch', x: x - 26, y: 1, width: 18, height: 12 },
    { type: 'text', x, y: 0, text, font: 'axis', fill: 'muted', baseline: 'top' },
  ];
}
