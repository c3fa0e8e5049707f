/** The sentences about the weights before and after the words were put into another order. */

import { filled } from '../../../base/filled.js';
import { formatNumber } from '../../../base/number-format.js';

/**
 * @import { live as en } from '../../../locales/lesson/order-en.js'
 * @import { Pair } from './sentence.js'
 */

/** Weights that differ by less than this are equal but for rounding: their terms were added in another order. */
const sameWithin = 1e-6;

/** @param {number} one @param {number} other @returns {boolean} whether two weights are equal but for rounding */
export const isSame = (one, other) => Math.abs(one - other) <= sameWithin;

/**
 * Says which weights have changed.
 * @param {readonly Pair[]} compared
 * @param {boolean} isFirst whether the words stand in their first order
 * @param {readonly string[]} words
 * @param {typeof en} texts
 */
export function changesText(compared, isFirst, words, texts) {
  const changed = compared.filter(({ before, after }) => !isSame(before, after));
  if (changed.length === 0) return isFirst ? texts.first : filled(texts.same, { count: compared.length });
  const most = changed.reduce((a, b) => (Math.abs(b.after - b.before) > Math.abs(a.after - a.before) ? b : a));
  const sentence = filled(texts.changed, {
    changed: changed.length,
    count: compared.length,
    query: words[most.query],
    key: words[most.key],
    before: formatNumber(most.before),
    after: formatNumber(most.after),
  });
  return isFirst ? [texts.unchanged, sentence].join(texts.join) : sentence;
}

/** Says how much each of the two dogs attends to 'big' and to 'small'. @param {readonly Pair[]} compared @param {typeof en} texts */
export function dogsText(compared, texts) {
  /** @param {number} query @param {number} key */
  const weight = (query, key) => /** @type {Pair} */ (compared.find((pair) => pair.query === query && pair.key === key)).after;
  const [big1, small1, big2, small2] = [weight(1, 0), weight(1, 3), weight(4, 0), weight(4, 3)];
  const told = filled(texts.ambiguous, { big1: formatNumber(big1), small1: formatNumber(small1), big2: formatNumber(big2), small2: formatNumber(small2) });
  return isSame(big1, small1) && isSame(big2, small2) ? [told, texts.equal].join(texts.join) : told;
}
