/** A plane for arrows: its grid and axes, the arrows, and the words beside them. */

import { dashes } from '../../../draw/drawing.js';
import { axisItems, gridItems } from '../../../figure/views/plane.js';
import { boundsOf, frameOf, pointOf } from '../../../draw/plane-frame.js';

/**
 * @import { ColorName, DisplayList, Frame, Item, Point } from '../../../draw/display-list.js'
 * @import { Bounds } from '../../../draw/plane-frame.js'
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
 * @returns {{ frame: Frame, ground: Item[], height: number }}
 */
export function groundOf(bounds, width) {
  const frame = frameOf(bounds, { left: 26, top: 4, width: width - 30 });
  return { frame, ground: [...gridItems(frame), ...axisItems(frame)], height: frame.y + frame.height + 26 };
}

/**
 * An arrow from one vector's end to another's, and a ring where it can be dragged.
 * @param {Frame} frame
 * @param {ArrayLike<number>} from
 * @param {ArrayLike<number>} to
 * @param {{ stroke: ColorName, thickness: number, dashed?: boolean, hasRing?: boolean }} look
 * @returns {Item[]}
 */
export function arrowOf(frame, from, to, { stroke, thickness, dashed = false, hasRing = false }) {
  const [[x1, y1], [x, y]] = [pointOf(frame, from), pointOf(frame, to)];
  const length = Math.hypot(x - x1, y - y1);
  const share = hasRing && length > 0 ? Math.max(0, 1 - (ringRadius + 1) / length) : 1;
  /** @type {Item[]} */
  const items = length > 1 ? [{ type: 'arrow', x1, y1, x2: x1 + share * (x - x1), y2: y1 + share * (y - y1), stroke, thickness, dashed }] : [];
  if (hasRing) items.push({ type: 'circle', x, y, radius: ringRadius, fill: 'paper', stroke, thickness: 2 });
  return items;
}

/**
 * The area between the ends of some vectors, with a dashed edge.
 * @param {Frame} frame
 * @param {ArrayLike<number>[]} vectors
 * @param {ColorName} stroke
 * @returns {Item}
 */
export function areaOf(frame, vectors, stroke) {
  return { type: 'polygon', points: vectors.map((vector) => pointOf(frame, vector)), fill: 'highlight', stroke };
}

/**
 * A dashed line in any direction, dash by dash.
 * @param {Frame} frame
 * @param {ArrayLike<number>} from
 * @param {ArrayLike<number>} to
 * @param {ColorName} stroke
 * @returns {Item[]}
 */
export function dashedLine(frame, from, to, stroke) {
  const [[x1, y1], [x2, y2]] = [pointOf(frame, from), pointOf(frame, to)];
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
 * @param {Frame} frame
 * @param {Point} place in the drawing
 * @returns {[number, number]} the vector whose end is there, or the nearest one within the frame
 */
export function vectorIn(frame, [x, y]) {
  const inset = 10;
  const across = Math.min(frame.x + frame.width - inset, Math.max(frame.x + inset, x));
  const down = Math.min(frame.y + frame.height - inset, Math.max(frame.y + inset, y));
  return [(across - frame.originX) / frame.unit, (frame.originY - down) / frame.unit];
}

/** @param {DisplayList | null} list that was drawn on a ground @returns {Frame} */
export function frameIn(list) {
  if (!list?.frames) throw new Error('expected a drawing with a plane, got none');
  return list.frames[0];
}
