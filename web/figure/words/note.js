/** A reader has to know where a figure's numbers come from, and which of them are shown. */

import { panelPlans } from '../compute/panel-calls.js';
import { isSpelled, sizesOf } from '../state/figure-vectors.js';

/**
 * @param {import('../state/schema.js').FigureState} state
 * @param {import('./texts.js').Text} text
 * @returns {string}
 */
export function noteOf(state, text) {
  const origin = state.weights ? text('figure.supplied') : isSpelled(state) ? text('figure.spelled') : '';
  const plans = panelPlans(state);
  const { H: count } = sizesOf(state);
  if (state.compare !== 'head' || count === plans.length) return origin;
  const first = plans[0].head + 1;
  return [origin, text('figure.heads', { first, last: first + plans.length - 1, count })].filter(Boolean).join(' ');
}
