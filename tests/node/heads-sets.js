/** Attention of tests: sets with random weights, and the matrices that a reader should see of them, by plain definitions in float64. */

import { createRandom } from './random.js';

/**
 * @import { AttentionSet } from '../../web/heads/files/axes.js'
 *
 * @typedef {number[][]} Matrix [queries][keys]
 * @typedef {object} Kept which tokens make up what is seen: words of one token each, unless told otherwise
 * @property {number[][]} [rowGroups] the tokens of each word
 * @property {number[][]} [columnGroups]
 * @property {number[]} [hiddenRows] words that are left out
 * @property {number[]} [hiddenColumns]
 */

/**
 * @param {Partial<AttentionSet> & { matrices: Matrix[][][] }} set matrices: [batches][layers][heads]
 * @returns {AttentionSet}
 */
export function setOf({ matrices, ...more }) {
  const [[[matrix]]] = matrices;
  return {
    kind: 'self', name: 'attention', layers: matrices[0].length, heads: matrices[0][0].length, rows: matrix.length, columns: matrix[0].length,
    batches: matrices.length, queries: null, keys: null, isHalved: false,
    read: async (layer, head, batch = 0) => Float32Array.from(matrices[batch][layer][head].flat()),
    ...more,
  };
}

/**
 * Rows of a softmax, as float32 holds them, so that a file says the same.
 * @param {object} sizes
 * @param {number} sizes.layers
 * @param {number} sizes.heads
 * @param {number} sizes.rows
 * @param {number} sizes.columns
 * @param {boolean} [sizes.isCausal]
 * @param {number} [sizes.sharpness] how far scores are apart
 * @param {number} [seed]
 * @returns {Matrix[][]} [layers][heads]
 */
export function randomHeads({ layers, heads, rows, columns, isCausal = false, sharpness = 3 }, seed = 11) {
  const random = createRandom(seed);
  const times = (/** @type {number} */ count) => Array.from({ length: count }, (_, index) => index);
  return times(layers).map(() => times(heads).map(() => times(rows).map((row) => {
    const powers = times(columns).map((column) => (isCausal && column > row + columns - rows ? 0 : Math.exp(sharpness * random.uniform(-1, 1))));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => Math.fround(power / sum));
  })));
}

/** @param {number} count @returns {number[][]} each token alone */
const alone = (count) => Array.from({ length: count }, (_, index) => [index]);

/** @param {number[]} numbers */
const sumOf = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * Weights into a word are added, those out of it averaged; then keys are left out, and rows divided by what remains.
 * @param {Matrix} matrix
 * @param {Kept} kept
 * @returns {Matrix}
 */
export function seenOf(matrix, { rowGroups = alone(matrix.length), columnGroups = alone(matrix[0].length), hiddenRows = [], hiddenColumns = [] }) {
  const joined = rowGroups.map((rows) => columnGroups.map((columns) => sumOf(rows.map((row) => sumOf(columns.map((column) => matrix[row][column])))) / rows.length));
  return joined.filter((_, row) => !hiddenRows.includes(row)).map((weights) => {
    const left = weights.filter((_, column) => !hiddenColumns.includes(column));
    const sum = hiddenColumns.length > 0 ? sumOf(left) : 1;
    return left.map((weight) => (sum > 0 ? weight / sum : 0));
  });
}
