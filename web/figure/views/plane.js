/** Vectors of two components as they are, never projected: query, keys, values and output. */

import { convexHull } from './hull.js';
import { boundsOf, frameOf, pointOf, ticksOf } from './plane-frame.js';
import { handleItems, labelItems, legendSamples, vectorItems } from './plane-marks.js';
import { filled } from './texts.js';
import { levelItems, lineItem, textItem } from '../items.js';
import { wrapText } from '../labels.js';
import { sampleItems } from '../legend.js';
import { tickLabel } from '../scale.js';

/**
 * @import { DisplayList, Frame, Item, Measure } from '../display-list.js'
 * @import { Bounds } from './plane-frame.js'
 * @import { Sample } from '../legend.js'
 * @import { Look, ViewNumbers, ViewPanel, ViewState } from './figure-view.js'
 * @import { ViewTexts } from './texts.js'
 *
 * @typedef {object} PlaneVectors all of two components
 * @property {number[]} query the chosen one
 * @property {number[][]} keys
 * @property {number[][]} values empty where they have not two components
 * @property {boolean} valuesAreKeys
 * @property {number[] | null} output of the chosen query
 */

const axisLine = 24;
const tickRoom = 44;
const widest = 720;

/** @type {import('./figure-view.js').View} */
export function planeView(state, numbers, panel, look, width, measure, isAlone) {
  const { texts } = look;
  const vectors = planeVectors(state, panel);
  if (vectors === null) return errorList(state, look, width, measure);

  const bounds = look.bounds ?? boundsOf(allOf(vectors));
  const frame = frameOf(bounds, { left: tickRoom, top: axisLine, width: Math.min(widest, width - tickRoom) });
  const bottom = frame.y + frame.height;
  const hull = convexHull(vectors.values.map((value) => pointOf(frame, value)));
  const legendAt = bottom + 2 * axisLine + 6;
  const legend = sampleItems(
    isAlone ? planeSamples(state, panel, texts) : [],
    { start: { x: 0, y: legendAt }, left: 0, below: legendAt, width },
    measure,
  );
  return {
    width,
    height: isAlone ? legend.bottom : legendAt,
    frames: [frame],
    items: [
      ...gridItems(frame),
      textItem(0, 0, texts.second),
      textItem(frame.x + frame.width, legendAt - 10, texts.first, 'right', 'bottom'),
      ...(hull.length > 2 ? [/** @type {Item} */ ({ type: 'polygon', points: hull, fill: 'highlight', stroke: 'muted' })] : []),
      ...axisItems(frame),
      ...vectorItems(state, vectors, panel, look, frame),
      ...labelItems(state, vectors, panel, look, frame, measure),
      ...handleItems(vectors, frame),
      ...legend.items,
    ],
  };
}

/**
 * What a plane shows: to be kept while a vector is dragged, so that the ground stays where it is.
 * @param {ViewState} state
 * @param {ViewNumbers} numbers
 * @returns {Bounds | undefined} undefined where there is no plane
 */
export function planeBounds(state, numbers) {
  const vectors = planeVectors(state, numbers.panels[0]);
  return vectors ? boundsOf(allOf(vectors)) : undefined;
}

/**
 * @param {ViewState} state
 * @param {ViewPanel} panel
 * @param {ViewTexts} texts
 * @returns {Sample[]} what the signs in a plane mean; none where there is no plane
 */
export function planeSamples(state, panel, texts) {
  const vectors = planeVectors(state, panel);
  return vectors ? legendSamples(vectors, texts) : [];
}

/** @param {PlaneVectors} vectors */
function allOf({ query, keys, values, output }) {
  return [query, ...keys, ...values, ...(output ? [output] : [])];
}

/**
 * @param {ViewState} state
 * @param {ViewPanel} panel
 * @returns {PlaneVectors | null} null where they have not two components
 */
function planeVectors({ queries, keys, values, head, query }, { output }) {
  if (!queries || !keys || queries[0][0].length !== 2) return null;
  // Several heads of queries share a head of keys.
  const group = Math.floor((head * keys.length) / queries.length);
  const own = (values ?? keys)[group];
  const isPlane = own[0].length === 2;
  return {
    query: queries[head][query],
    keys: keys[group],
    values: isPlane ? own : [],
    valuesAreKeys: values === null,
    output: isPlane && output ? [output[2 * query], output[2 * query + 1]] : null,
  };
}

/**
 * @param {ViewState} state
 * @param {Look} look
 * @param {number} width
 * @param {Measure} measure
 * @returns {DisplayList}
 */
function errorList({ queries }, { texts }, width, measure) {
  const text = queries ? filled(texts.planeOnlyTwo, { components: queries[0][0].length }) : texts.planeNoVectors;
  const lines = wrapText(text, width, measure, 'label');
  return {
    width,
    height: 22 * lines.length + 4,
    items: lines.map((line, index) => textItem(0, 22 * index, line, 'left', 'top', 'ink', 'label')),
  };
}

/**
 * @param {Frame} frame
 * @returns {Item[]}
 */
export function gridItems(frame) {
  const { x: left, y: top, width, height } = frame;
  const [right, bottom] = [left + width, top + height];
  const { x, y, step } = ticksOf(frame);
  /** @param {number} tick */
  const label = (tick) => tickLabel(tick, step);
  const upright = x.flatMap((tick) => {
    const [at] = pointOf(frame, [tick, 0]);
    const line = lineItem(at, top, at, bottom, 'rule');
    return at < left + 4 || at > right - 16 ? line : [line, textItem(at, bottom + 5, label(tick), 'center')];
  });
  return [...upright, ...levelItems({ ticks: y, label }, left, right, (tick) => pointOf(frame, [0, tick])[1])];
}

/**
 * @param {Frame} frame
 * @returns {Item[]}
 */
export function axisItems({ x, y, width, height, originX, originY }) {
  return [lineItem(x, originY, x + width, originY, 'muted'), lineItem(originX, y, originX, y + height, 'muted')];
}
