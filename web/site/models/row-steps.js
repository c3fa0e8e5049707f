/** From a query and its keys to weights, in float64: what the page writes down step by step. */

/** @import { AttentionRow } from './worker/messages.js' */

/**
 * @typedef {object} RowSteps for each key
 * @property {Float64Array} dots q.k
 * @property {Float64Array} scores after scale, cap and bias; minus infinity where the key is masked
 * @property {number} largest
 * @property {Float64Array} exponentials of the score less the largest
 * @property {number} sum of the exponentials
 * @property {Float64Array} weights
 */

/** @param {AttentionRow} row @returns {RowSteps} */
export function rowSteps(row) {
  const count = row.isVisible.length;
  const dots = Float64Array.from({ length: count }, (_, key) => productsOf(row, key).reduce((sum, product) => sum + product, 0));
  const scores = dots.map((dot, key) => (row.isVisible[key] ? scoreOf(row, dot, key) : -Infinity));
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((total, exponential) => total + exponential, 0);
  return { dots, scores, largest, exponentials, sum, weights: exponentials.map((exponential) => exponential / sum) };
}

/** @param {Pick<AttentionRow, 'query' | 'keys'>} row @param {number} key @returns {Float64Array} q times k, component by component */
export function productsOf({ query, keys }, key) {
  return Float64Array.from(query, (component, c) => component * keys[key * query.length + c]);
}

/** @param {Pick<AttentionRow, 'scale' | 'softcap'>} row @param {number} dot */
export function cappedScore({ scale, softcap }, dot) {
  const scaled = dot * scale;
  return softcap === null ? scaled : softcap * Math.tanh(scaled / softcap);
}

/** @param {AttentionRow} row @param {number} dot @param {number} key */
const scoreOf = (row, dot, key) => cappedScore(row, dot) + (row.bias?.[key] ?? 0);
