/** A drawing for readers from right to left: the first key at the right. Texts and numbers stay as they are. */

/** @import { DisplayList, Item } from '../display-list.js' */

/**
 * @param {DisplayList} list
 * @returns {DisplayList}
 */
export function mirrored(list) {
  return { ...list, isMirrored: true, items: list.items.map((item) => mirroredItem(item, list.width)) };
}

/**
 * @param {Item} item
 * @param {number} width
 * @returns {Item}
 */
function mirroredItem(item, width) {
  switch (item.type) {
    case 'line':
    case 'curve':
    case 'arrow':
      return { ...item, x1: width - item.x1, x2: width - item.x2 };
    case 'text': {
      const { align = 'left', angle = 0 } = item;
      const sides = /** @type {const} */ ({ left: 'right', center: 'center', right: 'left' });
      return { ...item, x: width - item.x, align: sides[align], angle: -angle };
    }
    case 'circle':
      return { ...item, x: width - item.x };
    case 'polygon':
      return { ...item, points: item.points.map(([x, y]) => [width - x, y]) };
    case 'cells':
    case 'ramp':
      return { ...item, x: width - item.x - item.width, isMirrored: true };
    default:
      return { ...item, x: width - item.x - item.width };
  }
}
