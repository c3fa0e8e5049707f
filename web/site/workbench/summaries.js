/** Sentences that describe the pictures. */

import { text } from './language.js';
import { formatNumber } from '../../base/number-format.js';
import { isDistribution, ranking, rowSum } from '../../base/statistics.js';

const named = 3;

/**
 * @param {string[]} words
 * @param {ArrayLike<number>} weights
 * @param {string} [query] the word that attends, if it is one of the words
 * @returns {string}
 */
export function weightsSummary(words, weights, query) {
  if (Array.from(weights).every((weight) => weight === 0)) return text('summary.zero');
  /** @param {number} index */
  const about = (index) => ({ word: words[index], weight: formatNumber(weights[index]) });
  const [first, ...others] = ranking(weights);
  const most =
    query === undefined
      ? text('summary.most', about(first))
      : text('summary.tokenMost', { query, ...about(first) });
  const rest = others.slice(0, named - 1).map((index) => text('summary.item', about(index)));
  if (others.length > rest.length) rest.push(text('summary.more', { count: others.length - rest.length }));
  return [
    most,
    rest.length > 0 ? text('summary.rest', { list: rest.join(text('summary.join')) }) : '',
    isDistribution(weights)
      ? text('summary.distribution')
      : noDistribution(weights, 'summary.sum'),
  ]
    .filter(Boolean)
    .join(document.documentElement.lang.startsWith('zh') ? '' : ' ');
}

/**
 * Says why weights are no distribution: a negative one is a reason, whatever the sum.
 * @param {ArrayLike<number>} weights
 * @param {'summary.sum' | 'sentence.sum' | 'step.noDistribution'} key the sentence if only the sum is wrong
 * @returns {string}
 */
export function noDistribution(weights, key) {
  const isNegative = Array.from(weights).some((weight) => weight < 0);
  return text(isNegative ? 'step.negative' : key, { sum: formatNumber(rowSum(weights), 4) });
}

/** @type {WeakMap<HTMLElement, ReturnType<typeof setTimeout>>} */
const waiting = new WeakMap();

/**
 * Says something to screen readers once the reader has stopped editing. Only changes are
 * said, not what the page opens with.
 * @param {HTMLElement} region
 * @param {string} said
 */
export function announceWhenSettled(region, said) {
  if (!region.hasAttribute('aria-live')) {
    region.textContent = said;
    region.setAttribute('aria-live', 'polite');
    return;
  }
  clearTimeout(waiting.get(region));
  const say = () => {
    if (region.textContent !== said) region.textContent = said;
  };
  waiting.set(region, setTimeout(say, 700));
}
