/**
 * A matrix made small enough for a picture, by maximum pooling: a mean would hide a lone large weight. Blocks are as equal as
 * whole numbers allow.
 */

import { checkCells, checkCount } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * The largest value of each block; of negative and positive ones the farthest from 0, with its sign.
 * @param {Numbers} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @param {number} mostRows
 * @param {number} mostColumns
 * @returns {{ matrix: Float64Array, rows: number, columns: number }} the same values where none is too many; NaN for a block with one
 * @throws {RangeError} where a size is wrong
 */
export function pooled(matrix, rows, columns, mostRows, mostColumns) {
  checkCells('matrix', matrix, rows, columns);
  const [rowEnds, columnEnds] = [blockEnds('mostRows', rows, mostRows), blockEnds('mostColumns', columns, mostColumns)];
  const result = new Float64Array(rowEnds.length * columnEnds.length);
  for (let block = 0, row = 0; block < rowEnds.length; block++) {
    const largest = result.subarray(block * columnEnds.length, (block + 1) * columnEnds.length);
    for (; row < rowEnds[block]; row++) poolRow(matrix, row * columns, columnEnds, largest);
  }
  return { matrix: result, rows: rowEnds.length, columns: columnEnds.length };
}

/**
 * @param {Numbers} matrix
 * @param {number} start of the row in it
 * @param {number[]} columnEnds of the blocks
 * @param {Float64Array} largest of each block so far
 */
function poolRow(matrix, start, columnEnds, largest) {
  for (let block = 0, column = 0; block < columnEnds.length; block++) {
    const end = columnEnds[block];
    let found = largest[block];
    for (; column < end; column++) {
      const value = matrix[start + column];
      // No number is larger than NaN, so that damage stays visible.
      if (Math.abs(value) > Math.abs(found) || Number.isNaN(value)) found = value;
    }
    largest[block] = found;
  }
}

/**
 * The mask of a pooled matrix: a block is attended if any of its cells is.
 * @param {ArrayLike<boolean | number>} mask [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @param {number} mostRows
 * @param {number} mostColumns
 * @returns {{ mask: Uint8Array, rows: number, columns: number }}
 * @throws {RangeError} where a size is wrong
 */
export function pooledMask(mask, rows, columns, mostRows, mostColumns) {
  checkCells('mask', mask, rows, columns);
  const [rowEnds, columnEnds] = [blockEnds('mostRows', rows, mostRows), blockEnds('mostColumns', columns, mostColumns)];
  const result = new Uint8Array(rowEnds.length * columnEnds.length);
  for (let block = 0, row = 0; block < rowEnds.length; block++) {
    const isAttended = result.subarray(block * columnEnds.length, (block + 1) * columnEnds.length);
    for (; row < rowEnds[block]; row++) poolMaskRow(mask, row * columns, columnEnds, isAttended);
  }
  return { mask: result, rows: rowEnds.length, columns: columnEnds.length };
}

/**
 * @param {ArrayLike<boolean | number>} mask
 * @param {number} start of the row in it
 * @param {number[]} columnEnds of the blocks
 * @param {Uint8Array} isAttended 1 for each block that is, so far
 */
function poolMaskRow(mask, start, columnEnds, isAttended) {
  for (let block = 0, column = 0; block < columnEnds.length; block++) {
    for (; column < columnEnds[block]; column++) if (mask[start + column]) isAttended[block] = 1;
  }
}

/**
 * @param {string} argument
 * @param {number} count
 * @param {number} most
 * @returns {number[]} where each block ends
 */
function blockEnds(argument, count, most) {
  checkCount(argument, most);
  const blocks = Math.min(count, most);
  return Array.from({ length: blocks }, (_, block) => Math.floor(((block + 1) * count) / blocks));
}
