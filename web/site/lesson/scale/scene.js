/** The drawings of the histograms and of one query's weights, for the page before any script runs and for the live page. */

import { fitText } from '../../../draw/labels.js';
import { tickLabel } from '../../../draw/scale.js';
import { formatNumber } from '../../../base/number-format.js';
import { keysEach } from './sampling.js';

/**
 * @import { DisplayList, Item, Measure } from '../../../draw/display-list.js'
 * @import { Tally } from './sampling.js'
 *
 * @typedef {Record<'plain' | 'scaled' | 'axis' | 'weight' | 'without' | 'keys', string>} ScaleTexts
 */

/** Scores from -reach to reach are drawn. With D = 512 this is more than four standard deviations. */
const reach = 100;
const binWidth = 2.5;
const bins = (2 * reach) / binWidth;
const plotHeight = 118;
const titleLine = 26;
const axisLine = 46;

/**
 * @param {Tally} tally
 * @param {ScaleTexts} texts
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function histograms({ dimension, plain, scaled }, texts, width, measure) {
  const [left, right] = [8, width - 8];
  /** @param {number} score */
  const place = (score) => left + ((score + reach) / (2 * reach)) * (right - left);
  const bottoms = [titleLine + plotHeight, 2 * (titleLine + plotHeight) + 10];
  const deviation = Math.sqrt(dimension);
  const marked = `±√D ${Number.isInteger(deviation) ? '=' : '≈'} ±${Number.isInteger(deviation) ? deviation : formatNumber(deviation)}`;
  const ticks = [-100, -50, 0, 50, 100];
  return {
    width,
    height: bottoms[1] + axisLine,
    items: [
      ...plotItems(plain.scores, texts.plain, bottoms[0], 'bar'),
      ...plotItems(scaled.scores, texts.scaled, bottoms[1], 'bar'),
      // A line marks one standard deviation to both sides of zero, as the theory predicts it.
      ...[-deviation, deviation].map(/** @returns {Item} */ (score) => (
        { type: 'line', x1: place(score), y1: bottoms[0] - plotHeight, x2: place(score), y2: bottoms[0], stroke: 'printed', dashed: true })),
      { type: 'text', x: Math.min(place(deviation) + 6, right - measure(marked, 'axis')), y: bottoms[0] - plotHeight + 2, text: marked, font: 'axis', fill: 'printed', baseline: 'top', hasHalo: true },
      ...ticks.map(/** @returns {Item} */ (tick) => (
        { type: 'text', x: place(tick), y: bottoms[1] + 6, text: tickLabel(tick, 50), font: 'axis', fill: 'muted', baseline: 'top', align: tick === -reach ? 'left' : tick === reach ? 'right' : 'center' })),
      { type: 'text', x: width / 2, y: bottoms[1] + axisLine - 2, text: fitText(texts.axis, width, measure, 'axis'), font: 'axis', fill: 'muted', align: 'center', baseline: 'bottom' },
    ],
  };

  /** @param {number[]} scores @param {string} title @param {number} bottom @param {'bar'} fill @returns {Item[]} */
  function plotItems(scores, title, bottom, fill) {
    const counts = new Array(bins).fill(0);
    for (const score of scores) counts[Math.min(bins - 1, Math.max(0, Math.floor((score + reach) / binWidth)))] += 1;
    const most = Math.max(1, ...counts);
    const slot = (right - left) / bins;
    return [
      { type: 'text', x: left, y: bottom - plotHeight - titleLine + 4, text: fitText(title, right - left, measure, 'axis'), font: 'axis', fill: 'muted', baseline: 'top' },
      ...ticks.map(/** @returns {Item} */ (tick) => ({ type: 'line', x1: place(tick), y1: bottom - plotHeight, x2: place(tick), y2: bottom, stroke: 'rule' })),
      ...counts.flatMap((count, bin) => {
        const height = (count / most) * (plotHeight - 4);
        return count === 0 ? [] : [/** @type {Item} */ ({ type: 'rect', x: left + bin * slot, y: bottom - height, width: Math.max(1, slot - 0.5), height, fill })];
      }),
      { type: 'line', x1: left, y1: bottom, x2: right, y2: bottom, stroke: 'ink' },
    ];
  }
}

/**
 * The weights of the query that was drawn last: solid bars with the scale, dashed ones without it.
 * @param {Tally} tally
 * @param {ScaleTexts} texts
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
export function lastBars({ plain, scaled }, texts, width, measure) {
  const [left, top] = [32, 44];
  const bottom = top + Math.min(200, Math.max(140, width * 0.4));
  const slot = (width - left) / keysEach;
  const bar = Math.min(30, slot * 0.36);
  /** @param {number} weight */
  const place = (weight) => bottom - weight * (bottom - top);
  /** @param {number} x @param {number} weight */
  const upright = (x, weight) => ({ x, y: place(weight), width: bar, height: bottom - place(weight) });
  const legend = width - measure(texts.without, 'axis');
  return {
    width,
    height: bottom + 54,
    items: [
      { type: 'text', x: 0, y: 0, text: fitText(texts.weight, legend - 30, measure, 'axis'), font: 'axis', fill: 'muted', baseline: 'top' },
      { type: 'outline', x: legend - 18, y: 1, width: 12, height: 12, stroke: 'printed', thickness: 1.5, dashed: true },
      { type: 'text', x: legend, y: 0, text: texts.without, font: 'axis', fill: 'printed', baseline: 'top' },
      ...[0, 0.5, 1].flatMap(/** @returns {Item[]} */ (tick) => [
        { type: 'line', x1: left, y1: place(tick), x2: width, y2: place(tick), stroke: tick === 0 ? 'ink' : 'rule' },
        { type: 'text', x: left - 8, y: place(tick), text: tickLabel(tick, 0.5), font: 'axis', fill: 'muted', align: 'right', baseline: 'middle' },
      ]),
      ...Array.from({ length: keysEach }, (_, key) => key).flatMap(/** @returns {Item[]} */ (key) => {
        const middle = left + slot * (key + 0.5);
        const name = `k${String.fromCodePoint(0x2081 + key)}`;
        // An outline that is lower than its own stroke would be no outline.
        const other = upright(middle + 1, plain.lastWeights[key]);
        return [
          { type: 'rect', ...upright(middle - bar - 1, scaled.lastWeights[key]), fill: 'bar' },
          ...(other.height > 1.5 ? [/** @type {Item} */ ({ type: 'outline', ...other, stroke: 'printed', thickness: 1.5, dashed: true })] : []),
          { type: 'text', x: middle, y: bottom + 6, text: name, font: 'label', fill: 'muted', align: 'center', baseline: 'top' },
        ];
      }),
      { type: 'text', x: (left + width) / 2, y: bottom + 52, text: texts.keys, font: 'axis', fill: 'muted', align: 'center', baseline: 'bottom' },
    ],
  };
}
