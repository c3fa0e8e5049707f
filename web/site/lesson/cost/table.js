/** The table of the measured numbers for each T, and of what a doubling of T costs. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { doubling, exponent, growthSteadiness } from './findings.js';
import { methods } from './plan.js';
import { durationText, megabytesText } from './quantities.js';

/**
 * @import { Metric, Results } from './findings.js'
 *
 * @typedef {object} TableState
 * @property {Results} results
 * @property {readonly number[]} lengths
 * @property {Metric} metric
 * @property {number} workers the number of workers in the measurements that use several
 * @property {typeof import('../../../locales/lesson/cost-en.js').live} texts
 * @property {(count: number) => string} count
 */

/** @param {HTMLElement} table @param {TableState} state */
export function fillTable(table, { results, lengths, metric, workers, texts, count }) {
  const print = metric === 'seconds' ? durationText : megabytesText;
  const columns = metric === 'seconds' ? methods : [...methods, /** @type {const} */ ('kept')];
  const isMany = metric === 'seconds' && workers > 1;
  const heading = element('tr', {}, element('th', { scope: 'col' }, 'T'), ...columns.map((method) => element('th', { scope: 'col', 'data-method': method }, texts.chart[method])));
  const rows = lengths.map((length) => element('tr', { 'data-length': length },
    element('th', { scope: 'row' }, count(length)),
    ...columns.map((method) => {
      const [one, many] = [1, workers].map((given) => results.at(method, given, length));
      return element('td', {}, element('span', {}, one ? print(one[metric]) : '–'), ...(isMany ? [element('span', { class: 'cost-many' }, many ? print(many[metric]) : '–')] : []));
    }),
  ));
  /** @param {string} name @param {typeof doubling} find @param {string} kind */
  const found = (name, find, kind) => element('tr', { class: 'cost-found', 'data-found': kind },
    element('th', { scope: 'row' }, name),
    ...columns.map((method) => {
      const series = (isMany ? [1, workers] : [1]).map((given) => results.of(method, given));
      const values = series.map((points) => (metric === 'bytes' || growthSteadiness(points) === 'steady' ? find(points, metric) : undefined));
      return element('td', {}, ...values.map((value, index) => element('span', index ? { class: 'cost-many' } : {}, value === undefined ? '–' : `${kind === 'factor' ? '×' : ''}${formatNumber(value, 2)}`)));
    }),
  );
  table.replaceChildren(
    element('caption', {}, metric === 'bytes' ? texts.captionBytes : isMany ? texts.captionMany.replace('{workers}', String(workers)) : texts.captionOne),
    element('thead', {}, heading),
    element('tbody', {}, ...rows, found(texts.twice, doubling, 'factor'), found(texts.power, exponent, 'power')),
  );
}
