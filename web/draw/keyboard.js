/** The keyboard reaches the targets of a drawing in an order, which is read from its display list. */

import { clamp } from './geometry.js';

/** @import { DisplayList, Target } from './display-list.js' */

/**
 * @param {DisplayList} list
 * @returns {Target[]} each target once, keys and handles in their order; of a grid's cells only the first
 */
export function targetsOf({ items, grid }) {
  if (grid) return [{ kind: 'cell', row: 0, column: 0 }];
  const zones = items.filter((item) => item.type === 'zone');
  const targets = new Map(zones.map(({ target }) => [JSON.stringify(target), target]));
  return [...targets.values()].sort((a, b) => rank(a) - rank(b));
}

/** @param {Target} target */
function rank(target) {
  if (target.kind === 'key') return target.key;
  // The query comes before the keys.
  return target.kind === 'handle' && target.vector === 'key' ? target.index + 1 : 0;
}

/**
 * Finds where a key of the keyboard leads. In a grid arrows lead to the neighbour, Home and End along the
 * row, PageUp and PageDown along the column. In a row of keys, arrows to the left and right. From
 * handle to handle PageUp and PageDown lead: arrows move the vector itself.
 * @param {DisplayList} list
 * @param {Target | null} from null: nothing was chosen yet
 * @param {string} key as a KeyboardEvent names it
 * @returns {Target | null} null where the key leads nowhere
 */
export function moveTarget(list, from, key) {
  const { grid, isMirrored } = list;
  const targets = targetsOf(list);
  const [first] = targets;
  if (!first) return null;
  const cell = from?.kind === 'cell' ? from : null;
  // A row of targets is walked as a grid of one row is.
  const { rows, columns } = grid ?? { rows: 1, columns: targets.length };
  const row = cell?.row ?? 0;
  const column = grid ? cell?.column ?? 0 : targets.findIndex((target) => JSON.stringify(target) === JSON.stringify(from));
  const forth = isMirrored ? -1 : 1;
  /** @type {Record<string, [row: number, column: number]>} */
  const moves = {
    Home: [row, 0],
    End: [row, columns - 1],
    ...(first.kind === 'handle' ? { PageUp: [row, column - 1], PageDown: [row, column + 1] } : {
      ArrowLeft: [row, column - forth],
      ArrowRight: [row, column + forth],
    }),
    ...(grid && {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      PageUp: [0, column],
      PageDown: [rows - 1, column],
    }),
  };
  if (!Object.hasOwn(moves, key)) return null;
  // The first key of all only enters a grid.
  const [toRow, toColumn] = grid && !cell ? [row, column] : moves[key];
  const inColumns = clamp(toColumn, 0, columns - 1);
  return grid ? { kind: 'cell', row: clamp(toRow, 0, rows - 1), column: inColumns } : targets[inColumns];
}
