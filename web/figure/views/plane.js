/** Vectors of two components as they are, never projected: query, keys, values and output. */

import { convexHull } from '../../draw/hull.js';
import { boundsOf, plotOf, pointOf, ticksOf } from '../../draw/plane-plot.js';
import { handleItems, labelItems, legendSamples, vectorItems } from './plane-marks.js';
import { levelItems, lineItem, textItem } from '../../draw/items.js';
import { sampleItems } from '../../draw/legend.js';
import { tickLabel } from '../../draw/scale.js';

/**
 * @import { Plot, Item } from '../../draw/display-list.js'
 * @import { Bounds } from '../../draw/plane-plot.js'
 * @import { Sample } from '../../draw/legend.js'
 * @import { PlaneVectors } from './plane-marks.js'
 * @import { ViewNumbers, ViewPanel, ViewState } from './view.js'
 * @import { ViewTexts } from '../words/view-texts.js'
 */

const axisLine = 24;
const tickRoom = 44;
const widest = 720;

/** @type {import('./view.js').View} */
export function planeView(state, numbers, panel, look, width, measure, isAlone) {
  const { texts, tallest } = look;
  const vectors = planeVectors(state, panel);
  const bounds = look.bounds ?? boundsOf(allOf(vectors));
  const plot = plotOf(bounds, { left: tickRoom, top: axisLine, width: Math.min(widest, width - tickRoom), tallest });
  const bottom = plot.y + plot.height;
  const hull = convexHull(vectors.values.map((value) => pointOf(plot, value)));
  const legendAt = bottom + 2 * axisLine + 6;
  const legend = sampleItems(
    isAlone ? planeSamples(state, panel, texts) : [],
    { start: { x: 0, y: legendAt }, left: 0, below: legendAt, width },
    measure,
  );
  return {
    width,
    height: isAlone ? legend.bottom : legendAt,
    plots: [plot],
    items: [
      ...gridItems(plot),
      textItem(0, 0, texts.second),
      textItem(plot.x + plot.width, legendAt - 10, texts.first, 'right', 'bottom'),
      ...(hull.length > 2 ? [/** @type {Item} */ ({ type: 'polygon', points: hull, fill: 'highlight', stroke: 'muted' })] : []),
      ...axisItems(plot),
      ...vectorItems(state, vectors, panel, look, plot),
      ...labelItems(state, vectors, panel, look, plot, measure),
      ...handleItems(vectors, plot),
      ...legend.items,
    ],
  };
}

/**
 * A plane shows this part, which is kept while a vector is dragged, so that the ground stays where it is.
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @returns {Bounds}
 */
export function planeBounds(state, numbers) {
  return boundsOf(allOf(planeVectors(state, numbers.panels[0])));
}

/**
 * @param {ViewState} state
 * @param {ViewPanel} panel
 * @param {ViewTexts} texts
 * @returns {Sample[]} what the signs in a plane mean
 */
export function planeSamples(state, panel, texts) {
  return legendSamples(planeVectors(state, panel), texts);
}

/** @param {PlaneVectors} vectors */
function allOf({ query, keys, values, output }) {
  return [query, ...keys, ...values, ...(output ? [output] : [])];
}

/**
 * @param {ViewState} state whose vectors have two components: no other state has this view
 * @param {ViewPanel} panel
 * @returns {PlaneVectors}
 */
function planeVectors({ queries, keys, values, head, query }, { output }) {
  const [heads, groups] = /** @type {number[][][][]} */ ([queries, keys]);
  // Several heads of queries share a head of keys.
  const group = Math.floor((head * groups.length) / heads.length);
  return {
    query: heads[head][query],
    keys: groups[group],
    values: (values ?? groups)[group],
    valuesAreKeys: values === null,
    output: output && [output[2 * query], output[2 * query + 1]],
  };
}

/**
 * @param {Plot} plot
 * @returns {Item[]}
 */
export function gridItems(plot) {
  const { x: left, y: top, width, height } = plot;
  const [right, bottom] = [left + width, top + height];
  const { x, y, step } = ticksOf(plot);
  /** @param {number} tick */
  const label = (tick) => tickLabel(tick, step);
  const upright = x.flatMap((tick) => {
    const [at] = pointOf(plot, [tick, 0]);
    const line = lineItem(at, top, at, bottom, 'rule');
    return at < left + 4 || at > right - 16 ? line : [line, textItem(at, bottom + 5, label(tick), 'center')];
  });
  return [...upright, ...levelItems({ ticks: y, label }, left, right, (tick) => pointOf(plot, [0, tick])[1])];
}

/**
 * @param {Plot} plot
 * @returns {Item[]}
 */
export function axisItems({ x, y, width, height, originX, originY }) {
  return [lineItem(x, originY, x + width, originY, 'muted'), lineItem(originX, y, originX, y + height, 'muted')];
}
