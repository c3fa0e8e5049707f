/** From weights to colours: one range for all heads or one each, in proportion or logarithmic. */

import { lineItem, textItem } from '../../draw/items.js';
import { fitText } from '../../draw/labels.js';
import { sampleItems } from '../../draw/legend.js';

/**
 * @import { Domain, Item, Measure } from '../../draw/display-list.js'
 * @import { Sample } from '../../draw/legend.js'
 *
 * @typedef {object} Tone
 * @property {Domain} domain of what `of` gives
 * @property {(value: number) => number} of a weight: its share of the largest one
 * @property {{ at: number, label: string }[]} ticks of the legend, at 0..1 along its bar
 */

/** A logarithmic range ends at this share of the largest weight: below it everything has the colour of zero. */
const leastShare = 1e-3;
const decades = Math.log10(1 / leastShare);

/**
 * @param {object} range
 * @param {number} range.largest of the weights, by magnitude; above 0
 * @param {boolean} range.hasNegative
 * @param {boolean} range.log
 * @param {boolean} range.isShare the legend gives shares: heads have ranges of their own
 * @returns {Tone}
 */
export function toneOf({ largest, hasNegative, log, isShare }) {
  const share = log ? logShare : (/** @type {number} */ size) => size;
  const top = roundedUp(largest);
  const unit = isShare ? 1 : top;
  const marks = log ? [leastShare, 1e-2, 1e-1, 1] : [0, 0.5, 1];
  const ticks = marks.map((mark) => ({ at: log ? 1 + Math.log10(mark) / decades : mark, label: tickText(mark * unit, log && mark === leastShare) }));
  return {
    domain: hasNegative ? [-1, 1] : [0, 1],
    of: (value) => Math.sign(value) * share(Math.min(1, Math.abs(value) / top)),
    ticks: hasNegative ? bothSides(ticks, log) : ticks,
  };
}

/** @param {number} largest @returns {number} to two digits, so that the legend says exactly where the range ends */
function roundedUp(largest) {
  const unit = 10 ** (Math.floor(Math.log10(largest)) - 1);
  return Number((Math.ceil(largest / unit - 1e-9) * unit).toPrecision(2));
}

/** @param {number} share of the largest weight, 0..1 @returns {number} 0..1 */
function logShare(share) {
  return share <= leastShare ? 0 : 1 + Math.log10(share) / decades;
}

/** @param {number} value @param {boolean} isLeast everything below has its colour too */
function tickText(value, isLeast) {
  const text = value === 0 ? '0' : String(Number(value.toPrecision(value < 1e-3 ? 2 : 3)));
  return isLeast ? `≤ ${text}` : text;
}

/** @param {Tone['ticks']} ticks @param {boolean} log @returns {Tone['ticks']} zero in the middle */
function bothSides(ticks, log) {
  const last = ticks[ticks.length - 1].label;
  return [{ at: 0, label: `−${last}` }, { at: 0.5, label: log ? ticks[0].label : '0' }, { at: 1, label: last }];
}

/** Numbers of the legend are this far apart, at least. */
const leastApart = 6;

/**
 * Where the numbers stand: below their ticks, or a little further to the right, where the number before them is long.
 * @param {Tone['ticks']} ticks
 * @param {number} barWidth
 * @param {Measure} measure
 * @returns {number[]} the left edge of the first one, the right edge of the last, the middles of the others
 */
function spread(ticks, barWidth, measure) {
  let end = 0;
  return ticks.map(({ at, label }, index) => {
    const width = measure(label, 'axis');
    const place = index === 0 || index === ticks.length - 1 ? at * barWidth : Math.max(at * barWidth, end + leastApart + width / 2);
    end = index === 0 ? width : place + width / 2;
    return place;
  });
}

const barHeight = 12;

/**
 * @param {Tone} tone
 * @param {string} title
 * @param {Sample[]} samples other signs
 * @param {{ left: number, width: number, y: number }} place
 * @param {Measure} measure
 * @returns {{ items: Item[], bottom: number }}
 */
export function toneLegend(tone, title, samples, { left, width, y }, measure) {
  const barWidth = Math.min(230, width - left - 30);
  const name = fitText(title, width - left, measure, 'axis');
  const below = y + 20 + barHeight + 4;
  const last = tone.ticks.length - 1;
  const labelled = spread(tone.ticks, barWidth, measure);
  /** @type {Item[]} */
  const items = [
    textItem(left, y + 6, name, 'left', 'middle'),
    { type: 'ramp', x: left, y: y + 18, width: barWidth, height: barHeight, domain: tone.domain },
    ...tone.ticks.flatMap(({ at, label }, index) => [
      lineItem(left + at * barWidth, y + 18 + barHeight, left + at * barWidth, below, 'rule'),
      textItem(left + labelled[index], below + 2, label, index === 0 ? 'left' : index === last ? 'right' : 'center'),
    ]),
  ];
  const rest = sampleItems(samples, { start: { x: left + barWidth + 28, y: y + 16 }, left, below: below + 22, width }, measure);
  return { items: [...items, ...rest.items], bottom: Math.max(below + 20, rest.bottom) };
}

