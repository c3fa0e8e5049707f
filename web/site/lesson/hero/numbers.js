/** Attention over the hero's vectors. */

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { HeroNumbers } from './drawing.js'
 * @import { HeroState } from './state.js'
 *
 * @param {Attention} attention
 * @param {HeroState} state
 * @returns {HeroNumbers}
 */
export function numbersOf(attention, { score, query, words }) {
  const vectors = words.map(([x, y]) => [x, y]);
  const { weights, output } = attention.attend({ query: [...query], key: vectors, value: vectors }, { score, weights: true });
  return { weights: /** @type {{ data: Float32Array }} */ (weights).data, output: output.data };
}
