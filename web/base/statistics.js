/**
 * Computes what the figure says about a row of weights beyond the weights themselves. The weights come from
 * the engine; only these few statistics are computed here, in float64.
 */

/**
 * The sum of a row. Neumaier's compensated summation (Rundungsfehleranalyse einiger Verfahren zur
 * Summation endlicher Summen, 1974), so that 256 small weights lose no printed digit.
 * @param {ArrayLike<number>} row
 * @returns {number}
 */
export function rowSum(row) {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < row.length; i++) {
    const next = sum + row[i];
    lost += Math.abs(sum) >= Math.abs(row[i]) ? sum - next + row[i] : row[i] - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * Tells whether a row is a distribution: nothing negative, and a sum of one. The slack covers 256 weights
 * that were each rounded to float32.
 * @param {ArrayLike<number>} row
 * @returns {boolean}
 */
export function isDistribution(row) {
  return Array.from(row).every((weight) => weight >= 0) && Math.abs(rowSum(row) - 1) <= 1e-5;
}

/**
 * Shannon's entropy of a distribution in bits (A Mathematical Theory of Communication, 1948);
 * a weight of zero adds nothing.
 * @param {ArrayLike<number>} row
 * @returns {number}
 */
export function entropyBits(row) {
  return rowSum(Array.from(row, (weight) => (weight > 0 ? -weight * Math.log2(weight) : 0)));
}

/**
 * The positions of a row's weights from the largest down; equals keep their order.
 * @param {ArrayLike<number>} row
 * @returns {number[]}
 */
export function ranking(row) {
  return Array.from(row, (_, index) => index).sort((a, b) => row[b] - row[a] || a - b);
}

/**
 * The positions of the largest weights of a row too long to be ranked at every step of a slider; in
 * the order of ranking().
 * @param {ArrayLike<number>} row
 * @param {number} count at most
 * @returns {number[]}
 */
export function largestOf(row, count) {
  /** @type {number[]} */
  const found = [];
  for (let index = 0; index < row.length; index++) {
    if (found.length === count && !(row[index] > row[found[count - 1]])) continue;
    let [at, end] = [0, found.length];
    while (at < end) {
      const middle = (at + end) >> 1;
      if (row[index] > row[found[middle]]) end = middle;
      else at = middle + 1;
    }
    found.splice(at, 0, index);
    if (found.length > count) found.pop();
  }
  return found;
}

/**
 * The mean squared distance of numbers from their mean.
 * @param {ArrayLike<number>} numbers at least one
 * @returns {number}
 */
export function variance(numbers) {
  const center = rowSum(numbers) / numbers.length;
  return rowSum(Array.from(numbers, (value) => (value - center) ** 2)) / numbers.length;
}

/**
 * Cell by cell, the mean of maps of one size.
 * @param {ArrayLike<number>[]} maps at least one
 * @returns {Float64Array}
 */
export function mean(maps) {
  const result = new Float64Array(maps[0].length);
  for (const map of maps) for (let i = 0; i < result.length; i++) result[i] += map[i];
  for (let i = 0; i < result.length; i++) result[i] /= maps.length;
  return result;
}

/**
 * Cell by cell, the first of two maps of one size less the second.
 * @param {ArrayLike<number>} map
 * @param {ArrayLike<number>} other
 * @returns {Float64Array}
 */
export function difference(map, other) {
  const result = new Float64Array(map.length);
  for (let i = 0; i < result.length; i++) result[i] = map[i] - other[i];
  return result;
}

/**
 * The position of the largest weight; of equals the first.
 * @param {ArrayLike<number>} weights at least one
 * @returns {number}
 */
export function largestWeight(weights) {
  let largest = 0;
  for (let i = 1; i < weights.length; i++) if (weights[i] > weights[largest]) largest = i;
  return largest;
}

/**
 * @template {Float32Array | Float64Array | Uint8Array} Map
 * @param {Map} map [rows, columns]
 * @param {number} columns
 * @param {number} row
 * @returns {Map} [columns] the row, where it lies
 */
export function rowOf(map, columns, row) {
  return /** @type {Map} */ (map.subarray(row * columns, (row + 1) * columns));
}

/**
 * The entropy of each row of a map in bits; NaN for a row that is no distribution.
 * @param {Float32Array | Float64Array} map [rows, columns]
 * @param {number} columns
 * @returns {Float64Array} [rows]
 */
export function rowEntropies(map, columns) {
  return Float64Array.from({ length: map.length / columns }, (_, row) => {
    const weights = rowOf(map, columns, row);
    return isDistribution(weights) ? entropyBits(weights) : NaN;
  });
}

/**
 * Measures how widely a head spreads its attention: the mean entropy of its rows in bits.
 * @param {Float32Array | Float64Array} map [rows, columns]
 * @param {number} columns
 * @returns {number} NaN where no row is a distribution; the others do not count
 */
export function headEntropy(map, columns) {
  const entropies = rowEntropies(map, columns).filter((entropy) => !Number.isNaN(entropy));
  return rowSum(entropies) / entropies.length;
}
