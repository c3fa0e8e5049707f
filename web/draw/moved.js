/** A drawing somewhere else: as a part of a larger one, or for readers from right to left. */

/** @import { Item } from './display-list.js' */

/**
 * @param {Item} item
 * @param {number} across
 * @param {number} [down]
 * @param {boolean} [isMirrored] measured from across to the left, then; texts and numbers stay as they are
 * @returns {Item}
 */
export function moved(item, across, down = 0, isMirrored = false) {
  /** @param {number} value */
  const x = (value) => across + (isMirrored ? -value : value);
  switch (item.type) {
    case 'line':
    case 'curve':
    case 'arrow':
      return { ...item, x1: x(item.x1), y1: item.y1 + down, x2: x(item.x2), y2: item.y2 + down };
    case 'polygon':
      return { ...item, points: item.points.map(([left, top]) => [x(left), top + down]) };
  }
  const place = { x: x(item.x), y: item.y + down };
  if (!isMirrored || item.type === 'circle') return { ...item, ...place };
  if (item.type !== 'text') return /** @type {Item} */ ({ ...item, x: place.x - item.width, isMirrored });
  const { align = 'left', angle = 0 } = item;
  const sides = /** @type {const} */ ({ left: 'right', center: 'center', right: 'left' });
  return { ...item, ...place, align: sides[align], angle: -angle };
}
