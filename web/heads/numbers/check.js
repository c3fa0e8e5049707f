/** What comes into these functions is checked at their door. Those who call them are engineers, so the words are plain English. */

/** @typedef {Float32Array | Float64Array} Numbers a matrix, row by row */

/**
 * @param {unknown} isRight
 * @param {string} argument
 * @param {string} expected
 * @param {unknown} got
 * @returns {asserts isRight}
 * @throws {RangeError}
 */
export function check(isRight, argument, expected, got) {
  if (!isRight) throw new RangeError(`${argument}: expected ${expected}, got ${got ?? 'nothing'}`);
}

/**
 * @param {string} argument
 * @param {number} count
 * @param {number} [least]
 * @throws {RangeError}
 */
export function checkCount(argument, count, least = 1) {
  check(Number.isSafeInteger(count) && count >= least, argument, `a whole number from ${least} on`, count);
}

/**
 * @param {string} argument
 * @param {ArrayLike<unknown>} cells
 * @param {number} rows
 * @param {number} columns
 * @throws {RangeError} also where a count of rows or columns is none
 */
export function checkCells(argument, cells, rows, columns) {
  checkCount('rows', rows);
  checkCount('columns', columns);
  check(cells?.length === rows * columns, argument, `${rows * columns} cells for [${rows},${columns}]`, cells?.length);
}
