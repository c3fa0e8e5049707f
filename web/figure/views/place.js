/** A drawing as a part of a larger one. */

/** @import { DisplayList, Item } from '../display-list.js' */

/**
 * @param {DisplayList} whole
 * @param {DisplayList} list
 * @param {number} across
 * @param {number} down
 */
export function place(whole, list, across, down) {
  whole.grid = list.grid;
  for (const item of list.items) whole.items.push(moved(item, across, down));
  for (const frame of list.frames ?? []) {
    const { originX, originY } = frame;
    whole.frames ??= [];
    whole.frames.push({ ...movedBox(frame, across, down), originX: originX + across, originY: originY + down });
  }
}

/**
 * @param {Item} item
 * @param {number} across
 * @param {number} down
 * @returns {Item}
 */
function moved(item, across, down) {
  switch (item.type) {
    case 'line':
    case 'curve':
    case 'arrow':
      return { ...item, x1: item.x1 + across, x2: item.x2 + across, y1: item.y1 + down, y2: item.y2 + down };
    case 'polygon':
      return { ...item, points: item.points.map(([x, y]) => [x + across, y + down]) };
    default:
      return movedBox(item, across, down);
  }
}

/**
 * @template {{ x: number, y: number }} Placed
 * @param {Placed} placed
 * @param {number} across
 * @param {number} down
 * @returns {Placed}
 */
function movedBox(placed, across, down) {
  return { ...placed, x: placed.x + across, y: placed.y + down };
}
