/**
 * The layers of an encoder (Vaswani et al., Attention Is All You Need, 2017, section 3.1): attention, then a small network,
 * each added to its own input and normalised. The matrices are made up: a real model would have learned them. Attention is
 * the engine's; the rest is computed here, in float64.
 */

/**
 * @import { Attention } from '../../../engine/index.js'
 *
 * @typedef {number[][]} Matrix row by row
 * @typedef {object} LayerNumbers
 * @property {Matrix} input
 * @property {Matrix} query
 * @property {Matrix} key
 * @property {Matrix} value
 * @property {Matrix} scores already divided by sqrt(d)
 * @property {Matrix} weights
 * @property {Matrix} mixed
 * @property {Matrix} added
 * @property {Matrix} output
 */

export const words = ['我', '喜欢', '学习'];
export const layerCount = 3;
const size = 4;

/** The input: one row for each word. @type {Matrix} */
export const wordVectors = [
  [1, 0.2, -0.5, 0.1],
  [-0.3, 0.8, 0.4, -0.6],
  [0.5, -0.4, 0.9, 0.3],
];

/** The names of a layer's matrices, in the order of their numbers. */
const matrixNames = /** @type {const} */ (['query', 'key', 'value', 'first', 'second']);

/**
 * A layer's matrices, with entries of one decimal in -1..1. They are the same on every machine and differ between layers.
 * @param {number} layer from 0
 * @returns {Record<typeof matrixNames[number], Matrix>}
 */
export function matricesOf(layer) {
  let state = 71 + 1009 * layer;
  const next = () => {
    state = (state * 48271) % 2147483647; // Park and Miller's generator (1988), with its second multiplier.
    return Math.round((state / 2147483647) * 20 - 10) / 10;
  };
  next();
  return /** @type {Record<typeof matrixNames[number], Matrix>} */ (Object.fromEntries(matrixNames.map((name) => [
    name, Array.from({ length: size }, () => Array.from({ length: size }, next)),
  ])));
}

/** @param {Pick<Attention, 'explain'>} engine @returns {LayerNumbers[]} one entry for each layer */
export function runLayers(engine) {
  /** @type {LayerNumbers[]} */
  const layers = [];
  let input = wordVectors;
  for (let layer = 0; layer < layerCount; layer++) {
    const matrices = matricesOf(layer);
    const [query, key, value] = [matrices.query, matrices.key, matrices.value].map((matrix) => product(input, matrix));
    const { scaled, weights, output } = engine.explain({ query, key, value }, { score: 'scaled-dot', normalizer: 'softmax' });
    const mixed = rowsOf(output);
    const added = normalised(sum(input, mixed));
    const network = product(product(added, matrices.first).map((row) => row.map((x) => Math.max(0, x))), matrices.second);
    layers.push({ input, query, key, value, scores: rowsOf(scaled), weights: rowsOf(weights), mixed, added, output: normalised(sum(added, network)) });
    input = layers[layer].output;
  }
  return layers;
}

/** @param {{ data: ArrayLike<number>, shape: number[] }} tensor of rank 2 @returns {Matrix} */
export function rowsOf({ data, shape: [rows, columns] }) {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => data[row * columns + column]));
}

/** @param {Matrix} a @param {Matrix} b */
function product(a, b) {
  return a.map((row) => b[0].map((_, column) => row.reduce((total, x, index) => total + x * b[index][column], 0)));
}

/** @param {Matrix} a @param {Matrix} b */
function sum(a, b) {
  return a.map((row, i) => row.map((x, j) => x + b[i][j]));
}

/** Each row brought to mean 0 and variance 1 (Ba, Kiros and Hinton, Layer Normalization, 2016). @param {Matrix} matrix */
function normalised(matrix) {
  return matrix.map((row) => {
    const mean = row.reduce((total, x) => total + x, 0) / row.length;
    const variance = row.reduce((total, x) => total + (x - mean) ** 2, 0) / row.length;
    return row.map((x) => (x - mean) / Math.sqrt(variance + 1e-5));
  });
}
