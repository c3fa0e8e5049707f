/** How much a history speaks for each film that is not in it, under two normalisers of the same scores. */

import { callOf, films, middleRating } from './films.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Call, Film, Seen } from './films.js'
 *
 * @typedef {object} Attended
 * @property {ArrayLike<number>} weights [candidates, history]
 * @property {ArrayLike<number>} interests [candidates], each the sum of weight times rating
 *
 * @typedef {'sigmoid' | 'softmax'} Kind
 * @typedef {(call: Call, kind: Kind) => Attended} Attend
 *
 * @typedef {object} Side one film under one normaliser
 * @property {number[]} weights one for each film of the history
 * @property {number} interest
 * @property {number} place in the ranking, from 1; films with equal interest share a place
 *
 * @typedef {object} Candidate
 * @property {Film} film
 * @property {Side} sigmoid
 * @property {Side} softmax
 */

/**
 * @param {Attention} engine
 * @returns {Attend}
 */
export const engineAttend = (engine) => ({ queries, keys, values }, normalizer) => {
  const { output, weights } = engine.attend({ query: queries, key: keys, value: values }, { score: 'dot', normalizer, weights: true });
  return { weights: /** @type {{ data: Float32Array }} */ (weights).data, interests: output.data };
};

/**
 * @param {readonly Seen[]} history at least one
 * @param {Attend} attend
 * @returns {Candidate[]} sorted by the sigmoid's interest, the largest first; equal ones stay in the order of the list
 */
export function rank(history, attend) {
  const seen = new Set(history.map(({ film }) => film.id));
  const unseen = films.filter(({ id }) => !seen.has(id));
  if (unseen.length === 0) return [];
  const call = callOf(unseen, history);
  const results = { sigmoid: attend(call, 'sigmoid'), softmax: attend(call, 'softmax') };
  /** @param {Kind} kind @param {number} index @returns {Side} */
  const side = (kind, index) => {
    const { weights, interests } = results[kind];
    // In float32, equal interests may differ in the last digit.
    const place = 1 + Array.from(interests).filter((other) => other > interests[index] + 1e-5).length;
    return { weights: Array.from(history, (_, seenAt) => weights[index * history.length + seenAt]), interest: interests[index], place };
  };
  const candidates = unseen.map((film, index) => ({ film, sigmoid: side('sigmoid', index), softmax: side('softmax', index) }));
  return candidates.sort((a, b) => a.sigmoid.place - b.sigmoid.place);
}

/** @typedef {{ seen: Seen, weight: number, adds: number }} Reason adds: the weight times the rating */

/** A film that adds or takes away less than this is no reason. */
const leastReason = 0.1;

/**
 * The films of the history that speak for a candidate or against it, the strongest first.
 * @param {Candidate} candidate
 * @param {readonly Seen[]} history
 * @returns {Reason[]} a film that is in the history twice is one reason, with the sum of both
 */
export function reasonsOf({ sigmoid }, history) {
  /** @type {Map<string, Reason>} */
  const reasons = new Map();
  history.forEach((seen, index) => {
    const weight = sigmoid.weights[index];
    const reason = reasons.get(seen.film.id) ?? { seen, weight: 0, adds: 0 };
    reason.weight += weight;
    reason.adds += weight * (seen.stars - middleRating);
    reasons.set(seen.film.id, reason);
  });
  return [...reasons.values()].filter(({ adds }) => Math.abs(adds) >= leastReason).sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds));
}
