/** One candidate against each film of the history: the weights of both normalisers, times the ratings, and their sums. */

import { markup } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { rowSum } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { middleRating, scoreOf, sharedOf } from './films.js';
import { signed } from './ranking.js';

/**
 * @import { Seen } from './films.js'
 * @import { Candidate } from './interest.js'
 * @import { Words } from './ranking.js'
 */

/**
 * @param {Candidate} candidate
 * @param {readonly Seen[]} history as the engine got it
 * @param {boolean} isTwice
 * @param {Words} words
 */
export function detailTree({ film, sigmoid, softmax }, history, isTwice, { language, texts }) {
  const { columns } = texts;
  /** @param {string} name @param {Record<string, string>} [more] */
  const head = (name, more = {}) => markup('th', { scope: 'col', ...more }, name);
  /** @param {number} value */
  const cell = (value) => markup('td', {}, formatNumber(value));
  const sums = [sigmoid, softmax].flatMap(({ weights, interest }) => [rowSum(weights), interest]);
  return [
    markup('h3', { id: 'recommend-detail-title' }, filled(texts.detailOf, { title: film.title[language] })),
    markup('p', {}, texts.why),
    markup('div', { class: 'recommend-scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'recommend-detail-title' },
      markup('table', { id: 'recommend-table', 'aria-labelledby': 'recommend-detail-title' },
        markup('thead', {},
          markup('tr', {}, markup('td', { colspan: '3' }), head(texts.sigmoid, { colspan: '2', scope: 'colgroup' }), head(texts.softmax, { colspan: '2', scope: 'colgroup' })),
          markup('tr', {}, ...[columns.film, columns.score, columns.rating, columns.weight, columns.adds, columns.weight, columns.adds].map((name) => head(name)))),
        markup('tbody', {}, ...history.map((seen, index) => {
          const shared = sharedOf(film, seen.film).map((name) => texts.attributes[name]).join(texts.comma) || texts.nothingShared;
          const rating = seen.stars - middleRating;
          return markup('tr', {},
            markup('th', { scope: 'row' }, seen.film.title[language], markup('span', { class: 'recommend-about' }, ` ${shared}`)),
            markup('td', {}, String(scoreOf(film, seen.film))), markup('td', {}, rating === 0 ? '0' : signed(rating).replace(/\.000$/, '')),
            ...[sigmoid, softmax].flatMap(({ weights }) => [cell(weights[index]), cell(weights[index] * rating)]));
        })),
        markup('tfoot', {}, markup('tr', {}, markup('th', { scope: 'row' }, texts.sum), markup('td', {}), markup('td', {}), ...sums.map(cell))))),
    markup('p', {}, filled(texts.sums, { sum: formatNumber(sums[0]) }), isTwice ? texts.between + texts.twiceNow : ''),
  ];
}
