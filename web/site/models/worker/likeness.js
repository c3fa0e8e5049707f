/** How alike rows of numbers are, in float64. */

/** @import { Tensor } from './messages.js' */

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @returns {number} their cosine, 0 where one is all zeros */
export function cosine(a, b) {
  let [product, first, second] = [0, 0, 0];
  for (let i = 0; i < a.length; ++i) {
    product += a[i] * b[i];
    first += a[i] ** 2;
    second += b[i] ** 2;
  }
  const norms = Math.sqrt(first) * Math.sqrt(second);
  return norms === 0 ? 0 : product / norms;
}

/** @param {Tensor} tensor [rows, width] @returns {Float64Array} [width] */
export function meanOfRows({ data, shape: [rows, width] }) {
  const mean = new Float64Array(width);
  for (let i = 0; i < data.length; ++i) mean[i % width] += data[i] / rows;
  return mean;
}

/** @param {Tensor} a @param {Tensor} b of the same shape, [rows, width] @returns {number} the mean of the rows' cosines */
export function meanCosine(a, b) {
  const [rows, width] = a.shape;
  let sum = 0;
  for (let row = 0; row < rows; ++row) sum += cosine(a.data.subarray(row * width, (row + 1) * width), b.data.subarray(row * width, (row + 1) * width));
  return sum / rows;
}
