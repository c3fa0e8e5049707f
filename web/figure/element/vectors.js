/** Moving one vector of the plane: a new state's fields, with all other vectors as they were. */

/**
 * @import { FigureState } from '../state/schema.js'
 * @import { Handle } from '../../draw/pointing.js'
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
 * @returns {{ heads: number[][][], head: number, index: number } | null} where the vector is; null where there are none
 */
function placeOf({ queries, keys, head, query }, { vector, index }) {
  if (!queries || !keys) return null;
  if (vector === 'query') return { heads: queries, head, index: query };
  return { heads: keys, index, head: Math.floor(head / (queries.length / keys.length)) };
}

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @returns {number[] | null}
 */
export function vectorAt(state, handle) {
  const place = placeOf(state, handle);
  return place?.heads[place.head][place.index] ?? null;
}

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @param {number[]} moved
 * @returns {Partial<FigureState>}
 */
export function withVector(state, handle, moved) {
  const place = placeOf(state, handle);
  if (!place) return {};
  const heads = replaced(place.heads, place.head, replaced(place.heads[place.head], place.index, moved));
  return handle.vector === 'query' ? { queries: heads } : { keys: heads };
}

/** Arrow keys move a vector this way. @type {Record<string, [x: number, y: number]>} */
const nudges = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {FigureState} state
 * @param {Handle} handle
 * @param {string} key of the keyboard
 * @param {number} step
 * @returns {Partial<FigureState> | null} with a vector of the plane moved; null where the key moves none
 */
export function withNudge(state, handle, key, step) {
  const vector = state.view === 'plane' && nudges[key] && vectorAt(state, handle);
  if (!vector) return null;
  const moved = vector.map((value, axis) => Math.round((value + nudges[key][axis] * step) * 1e6) / 1e6 + 0);
  return withVector(state, handle, moved);
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
