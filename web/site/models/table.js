/** Tables of numbers. */

import { element } from '../../base/dom.js';

/** @typedef {string | Node} Cell */

/**
 * @param {string} caption
 * @param {string[]} heads of the columns; the first is that of the rows' names
 * @param {Cell[][]} rows the first cell is the row's name
 * @param {{ isChosen?: (row: number) => boolean, isSum?: (row: number) => boolean }} [marks]
 */
export function table(caption, heads, rows, { isChosen = () => false, isSum = () => false } = {}) {
  const line = (/** @type {Cell[]} */ [name, ...cells], /** @type {number} */ row) => {
    const kind = [isChosen(row) && 'chosen', isSum(row) && 'sum'].filter(Boolean).join(' ');
    return element('tr', kind ? { class: kind } : {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell)));
  };
  return element('div', { class: 'scrolled', tabindex: 0, role: 'group', 'aria-label': caption }, element('table', {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
    element('tbody', {}, ...rows.map(line))));
}

/** A bar as long as a share of its cell, beside its number. @param {number} share @param {string} number @returns {Node} */
export function bar(share, number) {
  const drawn = element('span', { class: 'bar', 'aria-hidden': 'true' });
  drawn.style.inlineSize = `${(100 * Math.min(share, 1)).toFixed(2)}%`;
  return element('span', { class: 'barred' }, element('span', { class: 'track' }, drawn), element('span', { class: 'number' }, number));
}
