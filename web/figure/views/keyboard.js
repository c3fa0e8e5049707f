/** What the keyboard reaches in a drawing, in order, read from its display list. */

/** @import { DisplayList, Target } from '../display-list.js' */

/**
 * @param {DisplayList} list
 * @returns {Target[]} each target once, keys and handles in their order; of a grid's cells only the first
 */
export function targetsOf({ items, grid }) {
  if (grid) return [{ kind: 'cell', row: 0, column: 0 }];
  /** @type {Map<string, Target>} */
  const targets = new Map();
  for (const item of items) {
    if (item.type === 'zone') targets.set(JSON.stringify(item.target), item.target);
  }
  return [...targets.values()].sort((a, b) => rank(a) - rank(b));
}

/** @param {Target} target */
function rank(target) {
  if (target.kind === 'key') return target.key;
  // The query comes before the keys.
  return target.kind === 'handle' && target.vector === 'key' ? target.index + 1 : 0;
}

/**
 * Where a key of the keyboard leads. In a grid arrows lead to the neighbour, Home and End along the
 * row, PageUp and PageDown along the column. In a row of keys, arrows to the left and right. From
 * handle to handle PageUp and PageDown lead: arrows move the vector itself.
 * @param {DisplayList} list
 * @param {Target | null} from null: nothing was chosen yet
 * @param {string} key as a KeyboardEvent names it
 * @returns {Target | null} null where the key leads nowhere
 */
export function moveTarget(list, from, key) {
  if (list.grid) return moveInGrid(list, list.grid, from?.kind === 'cell' ? from : null, key);
  const targets = targetsOf(list);
  const last = targets.length - 1;
  if (last < 0) return null;
  const at = from ? targets.findIndex((target) => JSON.stringify(target) === JSON.stringify(from)) : -1;
  const isHandles = targets[0].kind === 'handle';
  const [back, forth] = list.isMirrored ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  /** @type {Record<string, number>} */
  const moves = isHandles
    ? { PageUp: at - 1, PageDown: at + 1, Home: 0, End: last }
    : { [back]: at - 1, [forth]: at + 1, Home: 0, End: last };
  if (!Object.hasOwn(moves, key)) return null;
  return targets[Math.min(last, Math.max(0, moves[key]))];
}

/**
 * @param {DisplayList} list
 * @param {{ rows: number, columns: number }} grid
 * @param {{ row: number, column: number } | null} from
 * @param {string} key
 * @returns {Target | null}
 */
function moveInGrid({ isMirrored }, { rows, columns }, from, key) {
  const { row, column } = from ?? { row: 0, column: 0 };
  const forth = isMirrored ? -1 : 1;
  /** @type {Record<string, [row: number, column: number]>} */
  const moves = {
    ArrowLeft: [row, column - forth],
    ArrowRight: [row, column + forth],
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    Home: [row, 0],
    End: [row, columns - 1],
    PageUp: [0, column],
    PageDown: [rows - 1, column],
  };
  if (!Object.hasOwn(moves, key)) return null;
  // The first key of all only enters the grid.
  const [toRow, toColumn] = from ? moves[key] : [row, column];
  return {
    kind: 'cell',
    row: Math.min(rows - 1, Math.max(0, toRow)),
    column: Math.min(columns - 1, Math.max(0, toColumn)),
  };
}
