/** Queries at the left, keys at the right, and a line for each of the strongest weights. */

import { middleOf, sideItems, sidesOf, zoneItems } from './link-sides.js';
import { strongestOf } from './strongest.js';
import { filled } from '../../base/filled.js';
import { textItem } from '../../draw/items.js';
import { wrapText } from '../../draw/labels.js';
import { legendItems, linkSamples } from '../../draw/legend.js';
import { formatNumber } from '../../base/number-format.js';
import { extentOf } from '../../draw/scale.js';
import { rowSum } from '../../base/statistics.js';

/**
 * @import { CurveItem, Item } from '../../draw/display-list.js'
 * @import { Look, ViewPanel } from './view.js'
 * @import { Side } from './link-sides.js'
 * @import { Strongest } from './strongest.js'
 * @import { ViewTexts } from '../words/view-texts.js'
 */

const mostLines = 1000;
/** Lines of weights below this share of the domain have the colour of zero: nobody could see them. */
const leastSeen = 1 / 256;
const widest = 860;
const textLine = 19;

/** @type {import('./view.js').View} */
export function linksView(state, numbers, panel, look, width, measure, isAlone) {
  const { texts, domain, row } = look;
  // Lines that run too far are hard to follow.
  const across = Math.min(width, widest);
  const [left, right] = sidesOf(state, look, across, measure);
  const bottom = left.top + left.line * left.words.length;
  const strongest = strongestOf(panel.weights, panel.attended, numbers.columns, mostLines);
  const indices = strongest.indices.filter((index) => Math.abs(panel.weights[index]) >= leastSeen * Math.max(-domain[0], domain[1]));
  const curves = curveItems(indices, panel, numbers.columns, look, left, right);
  const said = wrapText(saidOf(indices, strongest, panel, texts), width, measure, 'axis');
  const textsAt = bottom + 12;
  const below = textsAt + textLine * said.length;
  const extent = extentOf(panel.weights);
  const legend = isAlone
    ? legendItems(
        { title: texts.weight, domain, extent, samples: linkSamples(extent, [panel.attended], texts) },
        { left: 0, width, y: below + 10 },
        measure,
      )
    : { items: [], bottom: below };
  return {
    width,
    height: legend.bottom,
    grid: { rows: numbers.rows, columns: numbers.columns },
    items: [
      ...sideItems(left, row ? '' : texts.queries, 'right', across, measure),
      ...sideItems(right, row ? '' : texts.keys, 'left', across, measure),
      ...curves,
      ...maskItems(panel, numbers.columns, left.strong ?? 0, right),
      ...zoneItems(left, strongest, across),
      ...zoneItems(right, null, across),
      ...said.map((text, index) => textItem(0, textsAt + textLine * index, text)),
      ...legend.items,
    ],
  };
}

/**
 * From back to front: weak before strong, and the chosen query's over all others.
 * @param {number[]} indices the strongest first
 * @param {ViewPanel} panel
 * @param {number} columns
 * @param {Look} look
 * @param {Side} left
 * @param {Side} right
 * @returns {CurveItem[]}
 */
function curveItems(indices, { weights }, columns, { domain, crosshair }, left, right) {
  const most = Math.max(-domain[0], domain[1]);
  const thickest = Math.min(5, Math.max(1.5, 0.4 * Math.min(left.line, right.line)));
  const isOnlyQuery = left.words.length === 1;
  const curves = indices.map((index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const weight = weights[index];
    const isPointed = crosshair !== null && row === crosshair.row && column === crosshair.column;
    const isChosen = isOnlyQuery || row === left.strong;
    const share = Math.min(1, Math.abs(weight) / most);
    /** @type {CurveItem} */
    const curve = {
      type: 'curve',
      x1: left.x,
      y1: middleOf(left, row),
      x2: right.x,
      y2: middleOf(right, column),
      stroke: { ramp: weight, domain },
      thickness: 0.75 + (thickest - 0.75) * share + (isPointed ? 1.5 : 0),
      opacity: isChosen || isPointed ? 1 : 0.45,
      dashed: weight < 0,
      target: { kind: 'cell', row, column },
    };
    return { curve, rank: Number(isPointed) * 2 + Number(isChosen) };
  });
  return curves.reverse().sort((a, b) => a.rank - b.rank).map(({ curve }) => curve);
}

/**
 * @param {ViewPanel} panel
 * @param {number} columns
 * @param {number} row the chosen query
 * @param {Side} right
 * @returns {Item[]} a hatched box at each key that it may not see
 */
function maskItems({ attended }, columns, row, right) {
  const height = Math.min(12, right.line - 1);
  return right.words.flatMap((_, column) => attended[row * columns + column] ? []
    : [{ type: 'hatch', x: right.x - 18, y: middleOf(right, column) - height / 2, width: 18, height }]);
}

/**
 * @param {number[]} indices of the cells that have a line
 * @param {Strongest} strongest
 * @param {ViewPanel} panel
 * @param {ViewTexts} texts
 */
function saidOf(indices, { count, total }, { weights }, texts) {
  /** @param {number} number */
  const grouped = (number) => number.toLocaleString('en');
  const share = rowSum(indices.map((index) => Math.abs(weights[index]))) / total;
  return filled(indices.length === count ? texts.linksAll : texts.linksStrongest, {
    count: grouped(indices.length),
    all: grouped(count),
    share: `${formatNumber(100 * share, 1)} %`,
  });
}
