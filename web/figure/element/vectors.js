/** Moving one vector of the plane: a new state's fields, with all other vectors as they were. */

/**
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Handle } from './pointing.js'
 */

/**
 * @template Item
 * @param {Item[]} list
 * @param {number} index
 * @param {Item} item
 * @returns {Item[]} a copy with one item replaced
 */
export function replaced(list, index, item) {
  return list.map((before, at) => (at === index ? item : before));
}

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @returns {{ heads: number[][][], head: number } | null} where the vector is; null where there are none
 */
function headOf({ queries, keys, head }, { vector }) {
  if (!queries || !keys) return null;
  if (vector === 'query') return { heads: queries, head };
  return { heads: keys, head: Math.floor(head / (queries.length / keys.length)) };
}

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @returns {number[] | null}
 */
export function vectorAt(state, handle) {
  const place = headOf(state, handle);
  return place?.heads[place.head][handle.index] ?? null;
}

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @param {number[]} moved
 * @returns {Partial<FigureState>}
 */
export function withVector(state, handle, moved) {
  const place = headOf(state, handle);
  if (!place) return {};
  const heads = replaced(place.heads, place.head, replaced(place.heads[place.head], handle.index, moved));
  return handle.vector === 'query' ? { queries: heads } : { keys: heads };
}

/**
 * @param {FigureState} state
 * @param {number} row
 * @param {number} column
 * @returns {Partial<FigureState>} with the cell's mask turned over
 */
export function withMask({ mask, tokens, queryTokens }, row, column) {
  const cells = mask ?? (queryTokens ?? tokens).map(() => tokens.map(() => 1));
  const turned = replaced(cells, row, replaced(cells[row], column, 1 - cells[row][column]));
  return { mask: turned.every((line) => line.every(Boolean)) ? null : turned };
}
