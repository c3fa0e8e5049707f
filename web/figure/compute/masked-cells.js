/** Which keys a query may attend to: the state's mask, its causal one and its window together. */

/**
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {'mask' | 'causal' | 'window'} MaskReason
 * @typedef {Pick<FigureState, 'mask' | 'causal' | 'window'>} Masks
 */

/**
 * @param {Masks} masks
 * @returns {boolean} whether anything can be masked
 */
export function isMasking({ mask, causal, window }) {
  return mask !== null || causal !== false || window !== null;
}

/**
 * Where the first query stands among the keys: the causal mask and the window are counted from there.
 * @param {Masks} masks
 * @param {number} rows
 * @param {number} columns
 */
export const firstPlace = ({ causal }, rows, columns) => (causal === 'bottom-right' ? columns - rows : 0);

/**
 * Why a cell is masked. The causal mask lets a query see the keys up to its own place; a window bound of -1 is none.
 * @param {Masks} masks
 * @param {number} query
 * @param {number} key
 * @param {number} first see firstPlace
 * @returns {MaskReason | null} null: the query attends to the key
 */
export function maskReason({ mask, causal, window }, query, key, first) {
  if (mask !== null && mask[query][key] === 0) return 'mask';
  const place = first + query;
  if (causal && key > place) return 'causal';
  if (window === null) return null;
  const [left, right] = window;
  return (left >= 0 && key < place - left) || (right >= 0 && key > place + right) ? 'window' : null;
}

/**
 * @param {Masks} masks
 * @param {number} rows
 * @param {number} columns
 * @returns {Uint8Array} [rows, columns] 0 where a cell is masked
 */
export function attendedCells(masks, rows, columns) {
  const attended = new Uint8Array(rows * columns).fill(1);
  if (!isMasking(masks)) return attended;
  const first = firstPlace(masks, rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (maskReason(masks, row, column, first) !== null) attended[row * columns + column] = 0;
    }
  }
  return attended;
}
