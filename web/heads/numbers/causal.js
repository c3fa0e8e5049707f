/**
 * Whether queries could see later keys is not said in a file of weights, but they show it: a causal softmax gives exactly 0 to
 * later keys, and more than 0 to all others.
 */

import { checkCells } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * @param {Numbers} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @returns {boolean} whether all weights above the diagonal through the last row and the last column are exactly 0, and each row
 *   that begins at or before it has a weight there. One row alone has nothing above it, so nothing says that it is causal
 * @throws {RangeError} where a size is wrong
 */
export function isCausal(matrix, rows, columns) {
  checkCells('matrix', matrix, rows, columns);
  if (rows === 1) return false;
  for (let row = 0; row < rows; row++) {
    const [start, end] = [row * columns, row * columns + endOfRow(row, rows, columns)];
    if (!isZero(matrix, end, start + columns)) return false;
    if (end > start && isZero(matrix, start, end)) return false;
  }
  return true;
}

/** @param {Numbers} matrix @param {number} start @param {number} end @returns {boolean} whether all from start to before end are 0 */
function isZero(matrix, start, end) {
  let index = start;
  while (index < end && matrix[index] === 0) index++;
  return index === end;
}

/** @param {number} row @param {number} rows @param {number} columns @returns {number} how many keys it sees if attention is causal */
const endOfRow = (row, rows, columns) => Math.max(0, row + 1 + columns - rows);

/**
 * @param {number} rows
 * @param {number} columns
 * @returns {Uint8Array} [rows, columns] 0: a causal query may not look there
 */
export function causalMask(rows, columns) {
  const attended = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) attended.fill(1, row * columns, row * columns + endOfRow(row, rows, columns));
  return attended;
}
