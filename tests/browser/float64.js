// Attention of one query over its keys in float64, written independently of the engine and of the page:
// the truth that the numbers on the page are compared with.

import { scoreOf, scoreTerms } from '../node/oracle-scores.js';

/**
 * @typedef {number[]} Vector
 * @typedef {{ [name: string]: any }} Parameters W, U matrices; v, b vectors
 *
 * @typedef {object} Call
 * @property {Vector} query
 * @property {Vector[]} keys
 * @property {Vector[]} [values] the keys if absent
 * @property {ArrayLike<number | boolean>} [attended] false or 0 where a key is masked
 * @property {string} score
 * @property {string} normalizer
 * @property {number} [temperature]
 * @property {number} [scale]
 * @property {Parameters} [params] those that the page starts with if absent
 */

/** @param {Vector} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** @param {number} rows @param {number} columns */
function eye(rows, columns) {
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_, j) => Number(i === j)));
}

/**
 * @param {string} score
 * @param {number} keys
 * @param {number} dimensions
 * @returns {Parameters} identities, ones and zeros
 */
function startParameters(score, keys, dimensions) {
  const square = eye(dimensions, dimensions);
  if (score === 'location') return { W: eye(keys, dimensions) };
  return { U: square, W: square, b: square.map(() => 0), v: square.map(() => 1) };
}

/**
 * The same by the engine's names, of which each score takes its own.
 * @param {string} score
 * @param {Parameters} params
 */
function namedParameters(score, { U, W, b, v }) {
  const weight = score === 'concat' ? U.map((/** @type {Vector} */ row, /** @type {number} */ a) => [...row, ...W[a]]) : W;
  return { weight, queryWeight: U, keyWeight: W, vector: v, bias: b };
}

/**
 * Finds tau by bisection, so that the weights at it sum to one.
 * @param {Vector} z
 * @param {(tau: number) => Vector} weightsAt
 */
function atThreshold(z, weightsAt) {
  let [low, high] = [Math.min(...z) - 2, Math.max(...z)];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (sum(weightsAt(middle)) > 1) low = middle;
    else high = middle;
  }
  return weightsAt((low + high) / 2);
}

/** What stands above the line. @type {Record<string, (z: Vector, count: number) => Vector>} */
const numeratorsOf = {
  softmax: (z) => z.map((value) => Math.exp(value - Math.max(...z))),
  sparsemax: (z) => atThreshold(z, (tau) => z.map((value) => Math.max(value - tau, 0))),
  entmax15: (z) => atThreshold(z, (tau) => z.map((value) => Math.max(value / 2 - tau, 0) ** 2)),
  hardmax: (z) => z.map((_, index) => Number(index === z.indexOf(Math.max(...z)))),
  sigmoid: (z, count) => z.map((value) => 1 / (1 + Math.exp(Math.log(count) - value))),
  sum: (z) => z,
  article: (z) => z,
  'article-code': (z) => z.map((value) => value / sum(z.map(Math.sqrt))),
};

/** @param {Call} call */
export function attendRow({ query, keys, values = keys, attended, score, normalizer, temperature = 1, scale, params }) {
  const dimensions = query.length;
  const used = namedParameters(score, params ?? startParameters(score, keys.length, dimensions));
  const products = keys.map((key, j) => scoreTerms(score, query, key, j, used));
  const scores = keys.map((key, j) => scoreOf(score, query, key, j, used));
  const factor = scale ?? (score === 'scaled-dot' ? 1 / Math.sqrt(dimensions) : 1);
  const scaled = scores.map((value) => value * factor);
  const open = keys.flatMap((_, j) => (!attended || attended[j] ? [j] : []));
  const numerators = keys.map(() => 0);
  const raw = open.length > 0 ? numeratorsOf[normalizer](open.map((j) => scaled[j] / temperature), keys.length) : [];
  open.forEach((j, index) => {
    numerators[j] = raw[index];
  });
  const numeratorSum = sum(numerators);
  const divisor = normalizer === 'article' ? Math.sqrt(numeratorSum) : normalizer === 'sigmoid' ? 1 : numeratorSum;
  const weights = numerators.map((value) => (open.length > 0 ? value / divisor : 0));
  const weightedValues = values.map((value, j) => value.map((component) => component * weights[j]));
  const output = values[0].map((_, c) => sum(weightedValues.map((value) => value[c])));
  const largest = Math.max(...open.map((j) => scaled[j]));
  return { products, scores, scaled, largest, numerators, numeratorSum, weights, weightedValues, output };
}

/** @param {Vector} weights */
export function entropyBits(weights) {
  return sum(weights.map((weight) => (weight > 0 ? -weight * Math.log2(weight) : 0)));
}
