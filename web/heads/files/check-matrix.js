/**
 * What is odd about a matrix of attention. Nothing is refused: other weights than a softmax's may be meant.
 * @param {Float32Array} values row by row
 * @param {number} rows
 * @param {number} columns
 * @returns {{ notFinite: number, negative: number, sums: number }} the first index of NaN or infinity and of a number below 0,
 *   -1 for none; the largest distance of a row's sum from 1, of the rows that have a finite sum
 */
export function checkMatrix(values, rows, columns) {
  let [notFinite, negative, sums] = [-1, -1, 0];
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let index = row * columns; index < (row + 1) * columns; index++) {
      sum += values[index];
      if (negative < 0 && values[index] < 0) negative = index;
    }
    // In double precision, finite numbers of float32 have a finite sum.
    if (Number.isFinite(sum)) sums = Math.max(sums, Math.abs(sum - 1));
    else if (notFinite < 0) notFinite = values.findIndex((value) => !Number.isFinite(value));
  }
  return { notFinite, negative, sums };
}
