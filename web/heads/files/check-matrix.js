/**
 * What is odd about a matrix of attention. Nothing is refused: other weights than a softmax's may be meant.
 * @param {Float32Array} values row by row
 * @param {number} rows
 * @param {number} columns
 * @returns {{ notFinite: number, negative: number, sums: number }} the first index of NaN or infinity and of a number below 0,
 *   -1 for none; the largest distance of a row's sum from 1, of the rows that have a finite sum
 */
export function checkMatrix(values, rows, columns) {
  let sums = 0;
  for (let row = 0; row < rows; row++) {
    const sum = values.subarray(row * columns, (row + 1) * columns).reduce((total, value) => total + value, 0);
    if (Number.isFinite(sum)) sums = Math.max(sums, Math.abs(sum - 1));
  }
  return { notFinite: values.findIndex((value) => !Number.isFinite(value)), negative: values.findIndex((value) => value < 0), sums };
}
