/** A plane for arrows: its grid and axes, the arrows, and the words beside them. */

import { dashes } from '../../../draw/drawing.js';
import { axisItems, gridItems } from '../../../figure/views/plane.js';
import { boundsOf, plotOf, pointOf } from '../../../draw/plane-plot.js';

/**
 * @import { ColorName, DisplayList, Plot, Item, Point } from '../../../draw/display-list.js'
 * @import { Bounds } from '../../../draw/plane-plot.js'
 */

const ringRadius = 6;

/**
 * @param {number[][]} vectors
 * @param {Bounds} least the part that is in sight in any case
 * @returns {Bounds}
 */
export function wideEnough(vectors, least) {
  return boundsOf([...vectors, [least.x[0], least.y[0]], [least.x[1], least.y[1]]]);
}

/**
 * @param {Bounds} bounds
 * @param {number} width in CSS pixels
 * @returns {{ plot: Plot, ground: Item[], height: number }}
 */
export function groundOf(bounds, width) {
  const plot = plotOf(bounds, { left: 26, top: 4, width: width - 30 });
  return { plot, ground: [...gridItems(plot), ...axisItems(plot)], height: plot.y + plot.height + 26 };
}

/**
 * An arrow from one vector's end to another's, and a ring where it can be dragged.
 * @param {Plot} plot
 * @param {ArrayLike<number>} from
 * @param {ArrayLike<number>} to
 * @param {{ stroke: ColorName, thickness: number, dashed?: boolean, hasRing?: boolean }} look
 * @returns {Item[]}
 */
export function arrowOf(plot, from, to, { stroke, thickness, dashed = false, hasRing = false }) {
  const [[x1, y1], [x, y]] = [pointOf(plot, from), pointOf(plot, to)];
  const length = Math.hypot(x - x1, y - y1);
  const share = hasRing && length > 0 ? Math.max(0, 1 - (ringRadius + 1) / length) : 1;
  /** @type {Item[]} */
  const items = length > 1 ? [{ type: 'arrow', x1, y1, x2: x1 + share * (x - x1), y2: y1 + share * (y - y1), stroke, thickness, dashed }] : [];
  if (hasRing) items.push({ type: 'circle', x, y, radius: ringRadius, fill: 'paper', stroke, thickness: 2 });
  return items;
}

/**
 * An area between ends of vectors, with a dashed edge.
 * @param {Plot} plot
 * @param {ArrayLike<number>[]} vectors
 * @param {ColorName} stroke
 * @returns {Item}
 */
export function areaOf(plot, vectors, stroke) {
  return { type: 'polygon', points: vectors.map((vector) => pointOf(plot, vector)), fill: 'highlight', stroke };
}

/**
 * A dashed line in any direction, dash by dash.
 * @param {Plot} plot
 * @param {ArrayLike<number>} from
 * @param {ArrayLike<number>} to
 * @param {ColorName} stroke
 * @returns {Item[]}
 */
export function dashedLine(plot, from, to, stroke) {
  const [[x1, y1], [x2, y2]] = [pointOf(plot, from), pointOf(plot, to)];
  const [dash, gap] = dashes;
  const length = Math.hypot(x2 - x1, y2 - y1);
  /** @param {number} at @returns {Point} */
  const place = (at) => [x1 + ((x2 - x1) * at) / length, y1 + ((y2 - y1) * at) / length];
  return Array.from({ length: Math.ceil(length / (dash + gap)) }, (_, index) => {
    const start = index * (dash + gap);
    return { type: 'polygon', points: [place(start), place(Math.min(length, start + dash))], fill: stroke, stroke };
  });
}

/**
 * @param {Plot} plot
 * @param {Point} place in the drawing
 * @returns {[number, number]} the vector whose end is there, or the nearest within the plot
 */
export function vectorIn(plot, [x, y]) {
  const inset = 10;
  const across = Math.min(plot.x + plot.width - inset, Math.max(plot.x + inset, x));
  const down = Math.min(plot.y + plot.height - inset, Math.max(plot.y + inset, y));
  return [(across - plot.originX) / plot.unit, (plot.originY - down) / plot.unit];
}

/** @param {DisplayList | null} list that was drawn on a ground @returns {Plot} */
export function frameIn(list) {
  if (!list?.plots) throw new Error('expected a drawing with a plane, got none');
  return list.plots[0];
}
