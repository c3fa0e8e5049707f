/** The heads of several sets: their grids stand side by side where there is room, otherwise one under the other. */

import { headAt, planGrid } from './grid.js';

/**
 * @import { Place } from '../state/view-state.js'
 * @import { GridPlan } from './grid.js'
 *
 * @typedef {Parameters<typeof planGrid>[0]} GridSizes
 *
 * @typedef {object} GridsPlan in CSS pixels
 * @property {GridPlan[]} plans
 * @property {boolean} isBeside
 * @property {number} room for each grid, to the right
 * @property {number} width of all
 *
 * @typedef {{ left: number, top: number }} Corner of a grid in the whole drawing, in CSS pixels
 */

const gap = 24;

/** Side by side no grid is narrower than this, for its heading and legend, and no picture smaller. */
const leastBeside = 212;
const leastSide = 16;

/** @param {GridSizes[]} grids @param {number} width that there is, in CSS pixels @param {number} ratio device pixels to a CSS pixel @returns {GridsPlan} */
export function planGrids(grids, width, ratio) {
  const gaps = gap * (grids.length - 1);
  const slot = Math.floor((width - gaps) / grids.length);
  const beside = grids.map((grid) => planGrid(grid, slot, ratio));
  const isBeside = grids.length > 1 && slot >= leastBeside && beside.every(({ side, width: needed }) => side >= leastSide && needed <= slot);
  if (isBeside) return { plans: beside, isBeside, room: slot, width: grids.length * slot + gaps };
  const plans = grids.map((grid) => planGrid(grid, width, ratio));
  const widest = Math.max(...plans.map((plan) => Math.ceil(plan.width)));
  return { plans, isBeside, room: widest, width: widest };
}

/**
 * @param {{ width: number, height: number }[]} parts the drawings of the grids
 * @param {boolean} isBeside
 * @returns {{ corners: Corner[], height: number }}
 */
export function arranged(parts, isBeside) {
  let end = -gap;
  const corners = parts.map(({ width, height }) => {
    const start = end + gap;
    end = start + (isBeside ? width : height);
    return isBeside ? { left: start, top: 0 } : { left: 0, top: start };
  });
  return { corners, height: isBeside ? Math.max(...parts.map(({ height }) => height)) : end };
}

/**
 * @param {GridPlan[]} plans
 * @param {Corner[]} corners
 * @param {number} x
 * @param {number} y
 * @returns {{ order: number, place: Place } | null} the head that is there, and which of the grids it is in
 */
export function headInGrids(plans, corners, x, y) {
  for (const [order, { left, top }] of corners.entries()) {
    const place = headAt(plans[order], x - left, y - top);
    if (place) return { order, place };
  }
  return null;
}

/** @type {Record<string, [layers: number, heads: number]>} */
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * Where a key leads: arrows go on from one grid to the next, the others stay in theirs.
 * @param {string} key
 * @param {{ order: number, place: Place }} from
 * @param {GridsPlan} grids
 * @returns {{ order: number, place: Place } | null} null for another key
 */
export function keyInGrids(key, { order, place: [layer, head] }, { plans, isBeside }) {
  const { layers, heads } = plans[order];
  /** @type {Record<string, Place>} */
  const edges = { Home: [layer, 0], End: [layer, heads - 1], PageUp: [0, head], PageDown: [layers - 1, head] };
  if (key in edges) return { order, place: edges[key] };
  if (!(key in steps)) return null;
  const [down, right] = steps[key];
  const [toLayer, toHead] = [layer + down, head + right];
  if (toLayer >= 0 && toLayer < layers && toHead >= 0 && toHead < heads) return { order, place: [toLayer, toHead] };
  const step = isBeside ? right : down;
  const next = plans[order + step];
  if (step === 0 || !next) return { order, place: [layer, head] };
  const enter = (/** @type {number} */ count) => (step > 0 ? 0 : count - 1);
  return { order: order + step, place: isBeside ? [Math.min(layer, next.layers - 1), enter(next.heads)] : [enter(next.layers), Math.min(head, next.heads - 1)] };
}
