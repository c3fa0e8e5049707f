/**
 * The nine normalisers over the unmasked scores of one row, in float64. Where possible, the method
 * is one that a fast engine would not use: softmax by pairs, without a maximum; sparsemax
 * and entmax by bisection of the threshold, not by sorting.
 */

import { sum } from './oracle-scores.js';

/** The error for a row whose normaliser has no value for its scores. */
export class UndefinedNormalizer extends Error {}

/**
 * The threshold tau at which the shares, which fall as tau rises, add up to one. Both share
 * functions give 1 or more in all at -1 and nothing at 0.
 * @param {number[]} z the largest of them 0
 * @param {(distance: number) => number} share of an entry that stands `distance` above tau
 */
function threshold(z, share) {
  let high = 0;
  let low = -1;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (sum(z.map((x) => share(Math.max(x - middle, 0)))) >= 1) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * (a - b) / t, computed by halves if the difference itself could overflow float64.
 * @param {number} a @param {number} b @param {number} t
 */
const distance = (a, b, t) => (Math.abs(a) + Math.abs(b) < 1e300 ? (a - b) / t : (a / 2 - b / 2) / t * 2);

/**
 * Whether a sum is no larger than the rounding error of its terms.
 * @param {number} total @param {number[]} scores
 */
export const isRounding = (total, scores) => Math.abs(total) <= sum(scores.map(Math.abs)) * scores.length * Number.EPSILON;

/**
 * The numerators and the weights.
 * @param {string} name
 * @param {number[]} scores at least one, all finite
 * @param {number} t the temperature
 * @param {number} columns all keys of the row, masked ones too (sigmoid's log Tk)
 * @param {number} [alpha] entmax's
 * @returns {{ numerators: number[], weights: number[] }}
 */
export function normalize(name, scores, t, columns, alpha = NaN) {
  const max = Math.max(...scores);
  /** The distance of each score below the largest, in temperatures. */
  const z = scores.map((s) => distance(s, max, t));
  const total = sum(scores);
  switch (name) {
    case 'softmax':
      return {
        numerators: z.map((x) => Math.exp(x)),
        // With 700, exp stays finite, and a weight of e^-700 is negligible.
        weights: scores.map((s) => 1 / sum(scores.map((other) => Math.exp(Math.min(distance(other, s, t), 700))))),
      };
    case 'sparsemax': {
      // Martins and Astudillo 2016: the Euclidean projection of z onto the simplex.
      const tau = threshold(z, (distance) => distance);
      const weights = z.map((x) => Math.max(x - tau, 0));
      return { numerators: weights, weights };
    }
    case 'entmax15': {
      // Peters, Niculae and Martins 2019, alpha = 1.5: [z / 2 - tau]+ squared.
      const half = z.map((x) => x / 2);
      const tau = threshold(half, (distance) => distance ** 2);
      const weights = half.map((x) => Math.max(x - tau, 0) ** 2);
      return { numerators: weights, weights };
    }
    case 'entmax': {
      // The same for any alpha, as entmax_bisect in the authors' code: [(alpha - 1) z - tau]+ to the power 1 / (alpha - 1).
      const scaled = z.map((x) => x * (alpha - 1));
      /** @param {number} distance */
      const share = (distance) => distance ** (1 / (alpha - 1));
      const tau = threshold(scaled, share);
      const weights = scaled.map((x) => share(Math.max(x - tau, 0)));
      return { numerators: weights, weights };
    }
    case 'hardmax': {
      const winner = scores.indexOf(max);
      const weights = scores.map((_, index) => (index === winner ? 1 : 0));
      return { numerators: weights, weights };
    }
    case 'sigmoid': {
      const weights = scores.map((s) => 1 / (1 + Math.exp(Math.log(columns) - s / t)));
      return { numerators: weights, weights };
    }
    case 'sum':
      if (isRounding(total, scores)) throw new UndefinedNormalizer('the scores sum to zero');
      return { numerators: scores, weights: scores.map((s) => s / total) };
    case 'article':
      if (!(total > 0) || isRounding(total, scores)) throw new UndefinedNormalizer(`the square root of the sum ${total} does not divide`);
      return { numerators: scores, weights: scores.map((s) => s / Math.sqrt(total)) };
    case 'article-code': {
      if (scores.some((s) => s < 0)) throw new UndefinedNormalizer('a score is negative');
      const roots = sum(scores.map(Math.sqrt));
      if (roots === 0) throw new UndefinedNormalizer('the roots sum to zero');
      const numerators = scores.map((s) => s / roots);
      const rest = sum(numerators);
      return { numerators, weights: numerators.map((x) => x / rest) };
    }
    default:
      throw new Error(`the oracle knows no normaliser ${name}`);
  }
}
