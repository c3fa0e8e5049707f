/** Attention without some keys: a first token or a separator that takes most of the weight hides how the rest is shared. */

import { check, checkCells } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * @typedef {object} Remaining
 * @property {Float64Array} matrix [rows, columns.length]; every row sums to 1, or is all zeros if it is empty
 * @property {number[]} columns which of the columns remain, in their order
 * @property {boolean[]} isEmpty [rows], whether no weight is left that the row could be divided by
 */

/**
 * Leaves keys out and divides each row by what is left of it.
 * @param {Numbers} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @param {ArrayLike<boolean>} isLeftOut [columns]
 * @returns {Remaining}
 * @throws {RangeError} where a size is wrong
 */
export function withoutKeys(matrix, rows, columns, isLeftOut) {
  checkCells('matrix', matrix, rows, columns);
  check(isLeftOut?.length === columns, 'isLeftOut', `${columns} truth values, one for each column`, isLeftOut?.length);
  const kept = Array.from({ length: columns }, (_, column) => column).filter((column) => !isLeftOut[column]);
  const result = new Float64Array(rows * kept.length);
  const isEmpty = [];
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const column of kept) sum += matrix[row * columns + column];
    isEmpty.push(!(sum > 0 && sum < Infinity));
    if (isEmpty[row]) continue;
    kept.forEach((column, at) => {
      result[row * kept.length + at] = matrix[row * columns + column] / sum;
    });
  }
  return { matrix: result, columns: kept, isEmpty };
}
