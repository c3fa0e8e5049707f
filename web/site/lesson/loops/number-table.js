/** Two small tables: numbers in rows and columns, and numbers with a bar for each name. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';

/**
 * @param {string} caption
 * @param {string[]} rows
 * @param {number[][]} values
 * @param {string[]} [columns] the names of the columns, if they have any
 */
export function matrixTable(caption, rows, values, columns) {
  return element('table', { class: 'loop-matrix' },
    element('caption', {}, caption),
    ...(columns ? [element('thead', {}, element('tr', {}, element('td'), ...columns.map((name) => element('th', { scope: 'col' }, name))))] : []),
    element('tbody', {}, ...values.map((row, index) => element('tr', {},
      element('th', { scope: 'row', lang: languageOf(rows[index]) }, rows[index]),
      ...row.map((value) => element('td', { class: 'number' }, formatNumber(value)))))),
  );
}

/**
 * A number for each name, with a bar as long as its share of the largest.
 * @param {string} caption
 * @param {string[]} names
 * @param {ArrayLike<number>} values
 * @param {number} [full] the number that fills a whole bar
 */
export function barTable(caption, names, values, full = Math.max(...Array.from(values, Math.abs), 1e-9)) {
  return element('table', { class: 'loop-bars' },
    element('caption', {}, caption),
    element('tbody', {}, ...names.map((name, index) => {
      const bar = element('span', { class: 'loop-bar', 'aria-hidden': 'true' });
      bar.style.setProperty('--share', String(Math.min(1, Math.abs(values[index]) / full)));
      if (values[index] < 0) bar.dataset.negative = '';
      return element('tr', {},
        element('th', { scope: 'row', lang: languageOf(name) }, name),
        element('td', { class: 'number' }, formatNumber(values[index])),
        element('td', { class: 'loop-bar-place' }, bar));
    })),
  );
}

/** The lang attribute for a word, so that a screen reader uses the right voice; false for none. @param {string} word */
export const languageOf = (word) => /\p{Script=Han}/u.test(word) && 'zh-CN';
