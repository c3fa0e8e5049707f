/** The legend of a colour ramp: what it spans, with ticks, and what hatching and dashes mean. */

import { fitText } from './labels.js';
import { formatNumber } from './number-format.js';
import { roundAxis } from './scale.js';

/**
 * @import { Domain, Item, Measure } from './display-list.js'
 *
 * @typedef {object} Legend
 * @property {string} title
 * @property {Domain} domain
 * @property {Domain} extent of what is drawn: a pinned domain may be narrower, and its ends say so
 * @property {string | null} masked what hatching means, where something is hatched
 * @property {string | null} dashed what dashes mean, where something is dashed
 */

const lineHeight = 20;
const barHeight = 12;

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
  /** @type {Item[]} */
  const items = [
    {
      type: 'text',
      x: isBeside ? barLeft - 12 : barLeft,
      y: y + 6,
      text: isBeside ? legend.title : fitText(legend.title, width - barLeft, measure, 'axis'),
      font: 'axis',
      fill: 'muted',
      align: isBeside ? 'right' : 'left',
      baseline: 'middle',
    },
    { type: 'ramp', x: barLeft, y: top, width: barWidth, height: barHeight, domain: legend.domain },
    ...legendTicks(legend).map(
      /** @returns {Item} */ ({ value, label }) => ({
        type: 'text',
        x: barLeft + ((value - low) / (high - low)) * barWidth,
        y: ticksAt,
        text: label,
        font: 'axis',
        fill: 'muted',
        align: 'center',
        baseline: 'top',
      }),
    ),
  ];
  let bottom = ticksAt + 18;
  let [x, at] = [barLeft + barWidth + 28, top + barHeight / 2];
  for (const [kind, meaning] of /** @type {const} */ ([['hatch', legend.masked], ['dash', legend.dashed]])) {
    if (meaning === null) continue;
    const room = 26 + measure(meaning, 'axis');
    if (x + room > width) {
      [x, at] = [Math.max(0, Math.min(barLeft, width - room)), bottom + 8];
      bottom += lineHeight;
    }
    items.push(...sampleItems(kind, x, at), {
      type: 'text',
      x: x + 26,
      y: at,
      text: fitText(meaning, width - x - 26, measure, 'axis'),
      font: 'axis',
      fill: 'muted',
      baseline: 'middle',
    });
    x += room + 24;
  }
  return { items, bottom };
}

/**
 * @param {'hatch' | 'dash'} kind
 * @param {number} x
 * @param {number} y its middle
 * @returns {Item[]}
 */
function sampleItems(kind, x, y) {
  if (kind === 'hatch') return [{ type: 'hatch', x, y: y - 6, width: 18, height: 12 }];
  return [{ type: 'line', x1: x, y1: y, x2: x + 18, y2: y, stroke: 'muted', dashed: true }];
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
