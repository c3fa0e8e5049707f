/** The numbers of the chosen row. */

import { element } from '../../base/dom.js';
import { text } from './language.js';
import { formatNumber } from '../../base/number-format.js';
import { entropyBits, isDistribution, rowSum } from '../../base/statistics.js';
import { noDistribution } from './summaries.js';

/**
 * @param {HTMLElement} place
 * @param {string[]} words
 * @param {ArrayLike<number>} weights
 * @param {ArrayLike<number>} attended 0 where a key is masked
 * @param {string} caption
 */
export function showRowTable(place, words, weights, attended, caption) {
  const rows = words.map((word, key) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, word),
      element('td', { class: 'number' }, attended[key] ? formatNumber(weights[key]) : text('sentence.masked')),
    ),
  );
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, text('sentence.tableWord')),
    element('th', { scope: 'col' }, text('sentence.tableWeight')),
  );
  place.replaceChildren(
    element('p', { class: 'note' }, statistics(weights, attended)),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': caption },
      element('table', {}, element('caption', { class: 'visually-hidden' }, caption), element('thead', {}, head), element('tbody', {}, ...rows)),
    ),
  );
}

/**
 * @param {ArrayLike<number>} weights
 * @param {ArrayLike<number>} attended
 */
function statistics(weights, attended) {
  if (!isDistribution(weights)) return noDistribution(weights, 'sentence.sum');
  const sum = formatNumber(rowSum(weights), 4);
  const most = formatNumber(Math.log2(Array.from(attended).filter(Boolean).length));
  return text('sentence.entropy', { sum, entropy: formatNumber(entropyBits(weights)), most });
}
