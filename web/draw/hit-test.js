/** Finds what lies at a place of a display list. */

import { clamp, isInside } from './geometry.js';

/**
 * @import { Box, CellsItem, CurveItem, DisplayList, Item, Target, ZoneItem } from './display-list.js'
 */

/** A line can still be hit from so far. */
const reach = 5;

/**
 * Finds what lies at a place, frontmost first. Handles may overlap: of those hit the nearest counts.
 * @param {DisplayList} list
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
export function hitTest(list, x, y) {
  /** @type {(item: Item) => item is ZoneItem | CellsItem} */
  const isHit = (item) => (item.type === 'zone' || item.type === 'cells') && isInside(item, x, y);
  const hit = list.items.filter(isHit).reverse();
  const front = hit.find((item) => item.type === 'cells' || item.target.kind !== 'handle');
  if (front) return front.type === 'cells' ? cellAt(front, x, y) : front.target;
  /** @param {Box} box */
  const away = (box) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
  const [nearest] = hit.sort((a, b) => away(a) - away(b));
  return nearest?.type === 'zone' ? nearest.target : nearestCurve(list, x, y);
}

/**
 * @param {CellsItem} item
 * @param {number} x
 * @param {number} y
 * @returns {Target}
 */
function cellAt({ x: left, y: top, width, height, part, rows, columns, isMirrored }, x, y) {
  const share = (x - left) / width;
  const across = isMirrored ? 1 - share : share;
  return {
    kind: 'cell',
    row: Math.min(rows - 1, Math.floor(part.row + ((y - top) / height) * part.rows)),
    column: clamp(Math.floor(part.column + across * part.columns), 0, columns - 1),
  };
}

/**
 * @param {DisplayList} list
 * @param {number} x
 * @param {number} y
 * @returns {Target | null}
 */
function nearestCurve({ items }, x, y) {
  let least = reach;
  /** @type {Target | null} */
  let target = null;
  for (const item of items) {
    if (item.type !== 'curve') continue;
    const away = distanceTo(item, x, y);
    if (away > least) continue;
    least = away;
    target = item.target;
  }
  return target;
}

/**
 * The curve's ends share their level with its control points half-way across, so that x and y at a
 * share t of it are plain cubics, and x rises with t.
 * @param {CurveItem} curve
 * @param {number} x
 * @param {number} y
 */
function distanceTo({ x1, y1, x2, y2 }, x, y) {
  const across = (x - x1) / (x2 - x1);
  if (!(across >= 0 && across <= 1)) return Infinity;
  let [low, high] = [0, 1];
  for (let step = 0; step < 12; step++) {
    const t = (low + high) / 2;
    // Of 0, 1/2, 1/2, 1 as Bernstein coefficients.
    if (t * (1.5 * (1 - t) + t * t) < across) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  const level = t * t * (3 - 2 * t);
  // Where the curve is steep the place straight above it is further than the curve itself.
  const slope = ((y2 - y1) / (x2 - x1)) * (6 * t * (1 - t)) / (1.5 - 3 * t + 3 * t * t);
  return Math.abs(y - (y1 + (y2 - y1) * level)) / Math.hypot(1, slope);
}
