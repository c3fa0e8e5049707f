/**
 * The nine scores of one query vector and one key vector, in float64.
 * Every score is the sum of its terms (cosine: divided by the two norms).
 */

/** @typedef {Record<string, any>} Params matrices as lists of rows, vectors as lists */

/**
 * Neumaier's compensated sum (1974), so that the oracle loses no digits by adding.
 * @param {number[]} terms
 */
export function sum(terms) {
  let total = 0;
  let lost = 0;
  for (const term of terms) {
    const next = total + term;
    lost += Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    total = next;
  }
  return total + lost;
}

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => sum(a.map((x, c) => x * b[c]));

/** The positive feature map of linear attention (Katharopoulos 2020): elu(x) + 1. @param {number} x */
const phi = (x) => (x > 0 ? x + 1 : Math.exp(x));

/**
 * The terms whose sum is the raw score (for cosine: before the norms divide it).
 * @param {string} score
 * @param {number[]} q
 * @param {number[]} k
 * @param {number} j the key's column
 * @param {Params} params
 * @returns {number[]}
 */
export function scoreTerms(score, q, k, j, params) {
  switch (score) {
    case 'dot':
    case 'scaled-dot':
    case 'cosine':
      return q.map((x, c) => x * k[c]);
    case 'euclidean':
      return q.map((x, c) => -((x - k[c]) ** 2) / 2);
    case 'general':
      return q.map((x, c) => x * dot(params.weight[c], k));
    case 'concat':
      return params.weight.map((/** @type {number[]} */ row, /** @type {number} */ a) => params.vector[a] * Math.tanh(dot(row, [...q, ...k])));
    case 'additive':
      return params.vector.map((/** @type {number} */ v, /** @type {number} */ a) =>
        v * Math.tanh(dot(params.queryWeight[a], q) + dot(params.keyWeight[a], k) + (params.bias?.[a] ?? 0)));
    case 'location':
      return q.map((x, c) => params.weight[j][c] * x);
    case 'linear':
      return q.map((x, c) => phi(x) * phi(k[c]));
    default:
      throw new Error(`the oracle knows no score ${score}`);
  }
}

/**
 * The raw score s(i, j), before scale.
 * @param {string} score
 * @param {number[]} q
 * @param {number[]} k
 * @param {number} j
 * @param {Params} params
 */
export function scoreOf(score, q, k, j, params) {
  if (score !== 'cosine') return sum(scoreTerms(score, q, k, j, params));
  const [a, b] = [lifted(q), lifted(k)];
  const norms = Math.hypot(...a) * Math.hypot(...b);
  return norms === 0 ? 0 : dot(a, b) / norms;
}

/**
 * A tiny vector times a power of two, which has the same direction and squares that are normal numbers.
 * @param {number[]} vector
 */
const lifted = (vector) => (vector.every((x) => Math.abs(x) < 1e-100) ? vector.map((x) => x * 2 ** 600) : vector);
