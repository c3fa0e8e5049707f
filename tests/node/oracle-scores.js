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
 * The terms whose sum is the raw score (for cosine: before the norms divide it), of a query and the key of column j.
 * @type {Record<string, (q: number[], k: number[], params: Params, j: number) => number[]>}
 */
const termsOf = {
  dot: (q, k) => q.map((x, c) => x * k[c]),
  'scaled-dot': (q, k) => q.map((x, c) => x * k[c]),
  cosine: (q, k) => q.map((x, c) => x * k[c]),
  euclidean: (q, k) => q.map((x, c) => -((x - k[c]) ** 2) / 2),
  general: (q, k, { weight }) => q.map((x, c) => x * dot(weight[c], k)),
  concat: (q, k, { weight, vector }) => vector.map((/** @type {number} */ v, /** @type {number} */ a) => v * Math.tanh(dot(weight[a], [...q, ...k]))),
  additive: (q, k, { queryWeight, keyWeight, vector, bias }) =>
    vector.map((/** @type {number} */ v, /** @type {number} */ a) =>
      v * Math.tanh(dot(queryWeight[a], q) + dot(keyWeight[a], k) + (bias?.[a] ?? 0))),
  location: (q, _, { weight }, j) => q.map((x, c) => weight[j][c] * x),
  linear: (q, k) => q.map((x, c) => phi(x) * phi(k[c])),
};

/** The names of all scores. */
export const kScores = Object.keys(termsOf);

/** Those that are never above 0, whatever the vectors: a normaliser that needs positive ones wants a negative scale. */
export const kNeverPositive = ['euclidean'];

/**
 * @param {string} score
 * @param {number[]} q
 * @param {number[]} k
 * @param {number} j the key's column
 * @param {Params} params
 */
export const scoreTerms = (score, q, k, j, params) => termsOf[score](q, k, params, j);

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
