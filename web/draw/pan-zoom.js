/**
 * Moving over a map and into it. A zoom is plain data: which part of the map the plot shows, in
 * shares of the whole, so that it stays valid while numbers change.
 */

import { clamp, isInside } from './geometry.js';

/**
 * @import { CellsItem, DisplayList, Part } from './display-list.js'
 *
 * @typedef {object} Zoom
 * @property {number} x the share of the columns before the first that is seen, 0..1
 * @property {number} y the same of the rows
 * @property {number} scale 1: the whole map is seen
 */

/** @type {Zoom} */
export const noZoom = { x: 0, y: 0, scale: 1 };

/** Magnified the most, so many cells are still seen along the longer side. */
const fewestCells = 4;

/**
 * @param {Zoom} zoom
 * @param {number} rows
 * @param {number} columns
 * @returns {Part}
 */
export function partOf({ x, y, scale }, rows, columns) {
  return { row: y * rows, column: x * columns, rows: rows / scale, columns: columns / scale };
}

/**
 * @param {DisplayList} list as it was drawn with the zoom
 * @param {Zoom} zoom
 * @param {number} across in CSS pixels, to the right: the map follows the pointer
 * @param {number} down
 * @returns {Zoom}
 */
export function panned(list, zoom, across, down) {
  const [cells] = cellsOf(list);
  if (!cells) return zoom;
  const forth = cells.isMirrored ? across : -across;
  return inside({
    x: zoom.x + forth / cells.width / zoom.scale,
    y: zoom.y - down / cells.height / zoom.scale,
    scale: zoom.scale,
  });
}

/**
 * @param {DisplayList} list as it was drawn with the zoom
 * @param {Zoom} zoom
 * @param {number} x the place in CSS pixels that stays where it is
 * @param {number} y
 * @param {number} factor above 1 to see less and larger
 * @returns {Zoom}
 */
export function zoomed(list, zoom, x, y, factor) {
  const all = cellsOf(list);
  if (all.length === 0) return zoom;
  const cells = all.find((box) => isInside(box, x, y)) ?? all[0];
  const most = Math.max(1, Math.max(cells.rows, cells.columns) / fewestCells);
  const scale = clamp(zoom.scale * factor, 1, most);
  const share = clamp((x - cells.x) / cells.width, 0, 1);
  const across = cells.isMirrored ? 1 - share : share;
  const down = clamp((y - cells.y) / cells.height, 0, 1);
  return inside({
    x: zoom.x + across / zoom.scale - across / scale,
    y: zoom.y + down / zoom.scale - down / scale,
    scale,
  });
}

/**
 * @param {Zoom} zoom
 * @param {{ rows: number, columns: number }} grid
 * @param {{ row: number, column: number }} cell
 * @returns {Zoom} moved as little as shows the whole cell
 */
export function revealed(zoom, { rows, columns }, { row, column }) {
  /**
   * @param {number} from
   * @param {number} index
   * @param {number} count
   */
  const moved = (from, index, count) =>
    Math.min(index / count, Math.max(from, (index + 1) / count - 1 / zoom.scale));
  return inside({ x: moved(zoom.x, column, columns), y: moved(zoom.y, row, rows), scale: zoom.scale });
}

/**
 * @param {Zoom} zoom
 * @returns {Zoom} with nothing beyond the map's edges
 */
function inside({ x, y, scale }) {
  const most = 1 - 1 / scale;
  return { x: clamp(x, 0, most), y: clamp(y, 0, most), scale };
}

/**
 * @param {DisplayList} list
 * @returns {CellsItem[]} one for each panel
 */
function cellsOf({ items }) {
  return items.filter((item) => item.type === 'cells');
}
