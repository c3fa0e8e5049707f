/** The legend of a colour ramp: what it spans, with ticks, and what hatching and dashes mean. */

import { lineItem, textItem } from './items.js';
import { fitText } from './labels.js';
import { isAnyMasked } from './mask.js';
import { formatNumber } from '../base/number-format.js';
import { roundAxis } from './scale.js';

/**
 * @import { Domain, Item, Measure } from './display-list.js'
 *
 * @typedef {object} Legend
 * @property {string} title
 * @property {Domain} domain
 * @property {Domain} extent of what is drawn: a pinned domain may be narrower, and its ends say so
 * @property {Sample[]} samples of the other signs that are drawn
 *
 * @typedef {{ text: string, draw: (x: number, y: number) => Item[] }} Sample a sign at its left end and middle height,
 *   18 pixels wide
 */

const lineHeight = 20;
const barHeight = 12;
const sampleWidth = 26;

/**
 * @param {Legend} legend
 * @param {{ left: number, width: number, y: number }} place
 * @param {Measure} measure
 * @returns {{ items: Item[], bottom: number }}
 */
export function legendItems(legend, { left, width, y }, measure) {
  const titleWidth = measure(legend.title, 'axis') + 12;
  // A long title stands above, so that the bar keeps its length.
  const isBeside = titleWidth <= Math.max(left, width * 0.35);
  const barLeft = isBeside ? Math.max(left, titleWidth) : Math.min(left, width * 0.3) + 12;
  const top = isBeside ? y : y + lineHeight;
  const barWidth = Math.min(200, width - barLeft - 28);
  const ticksAt = top + barHeight + 4;
  const [low, high] = legend.domain;
  const name = isBeside ? legend.title : fitText(legend.title, width - barLeft, measure, 'axis');
  /** @type {Item[]} */
  const items = [
    textItem(isBeside ? barLeft - 12 : barLeft, y + 6, name, isBeside ? 'right' : 'left', 'middle'),
    { type: 'ramp', x: barLeft, y: top, width: barWidth, height: barHeight, domain: legend.domain },
    ...legendTicks(legend).map(({ value, label }) => (
      textItem(barLeft + ((value - low) / (high - low)) * barWidth, ticksAt, label, 'center'))),
  ];
  const below = ticksAt + 18;
  const start = { x: barLeft + barWidth + 28, y: top - 2 };
  const rest = sampleItems(legend.samples, { start, left: Math.min(barLeft, width * 0.1), below: below + 2, width }, measure);
  return { items: [...items, ...rest.items], bottom: Math.max(below, rest.bottom) };
}

/**
 * Signs with their meanings, one beside the other as long as there is room.
 * @param {Sample[]} samples
 * @param {{ start: { x: number, y: number }, left: number, below: number, width: number }} place start: of the first
 *   line, which may be in use up to there; left, below: of the lines after it
 * @param {Measure} measure
 * @returns {{ items: Item[], bottom: number }}
 */
export function sampleItems(samples, { start, left, below, width }, measure) {
  let { x, y } = start;
  /** @type {Item[]} */
  const items = [];
  for (const { text, draw } of samples) {
    const room = sampleWidth + measure(text, 'axis');
    if (x > left && x + room > width) {
      [x, y] = [left, Math.max(below, y + (y >= below ? lineHeight : 0))];
    }
    const words = fitText(text, width - x - sampleWidth, measure, 'axis');
    items.push(...draw(x, y + 8), textItem(x + sampleWidth, y + 8, words, 'left', 'middle'));
    x += room + 22;
  }
  return { items, bottom: samples.length > 0 ? y + lineHeight : 0 };
}

/**
 * @param {ArrayLike<number>[]} masks of all panels
 * @param {string} text what hatching means
 * @returns {Sample[]} none where nothing is hatched
 */
export function maskedSamples(masks, text) {
  return masks.some(isAnyMasked) ? [{ text, draw: (x, y) => [{ type: 'hatch', x, y: y - 6, width: 18, height: 12 }] }] : [];
}

/**
 * @param {Domain} extent of what is drawn
 * @param {string} text what dashes mean
 * @returns {Sample[]} none where nothing is dashed
 */
function negativeSamples([least], text) {
  return least < 0 ? [{ text, draw: (x, y) => [{ ...lineItem(x, y, x + 18, y, 'muted'), dashed: true }] }] : [];
}

/**
 * Explains what else a diagram of links shows.
 * @param {Domain} extent
 * @param {ArrayLike<number>[]} masks
 * @param {{ negative: string, masked: string }} texts
 * @returns {Sample[]}
 */
export function linkSamples(extent, masks, { negative, masked }) {
  return [...negativeSamples(extent, negative), ...maskedSamples(masks, masked)];
}

/**
 * @param {Legend} legend
 * @returns {{ value: number, label: string }[]}
 */
function legendTicks({ domain: [low, high], extent }) {
  const axis = roundAxis([low, high], 2);
  const isRound = Math.abs(axis.low - low) + Math.abs(axis.high - high) < 1e-9 * (high - low);
  const ticks = isRound ? axis.ticks : low < 0 && high > 0 ? [low, 0, high] : [low, high];
  return ticks.map((value, index) => {
    const label = isRound ? axis.label(value) : formatNumber(value);
    if (index === 0 && extent[0] < low) return { value, label: `≤ ${label}` };
    return { value, label: index === ticks.length - 1 && extent[1] > high ? `≥ ${label}` : label };
  });
}
