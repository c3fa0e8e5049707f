/** The article's own example under each score. Cosine and distance give the same order, the dot product the opposite one. */

import { articleState } from '../../workbench/article.js';
import { scores } from './state.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Score } from './state.js'
 *
 * @typedef {object} Scored
 * @property {string} word
 * @property {number} score
 *
 * @param {Attention} attention
 * @returns {Record<Score, Scored[]>} the largest score first
 */
export function articleScores(attention) {
  const { words, query, keys } = articleState;
  /** @param {Score} score */
  const ranked = (score) => {
    const { data } = attention.explain({ query: [query], key: keys, value: keys }, { score }).scores;
    return words.map((word, index) => ({ word, score: data[index] })).sort((a, b) => b.score - a.score);
  };
  return /** @type {Record<Score, Scored[]>} */ (Object.fromEntries(scores.map((score) => [score, ranked(score)])));
}
