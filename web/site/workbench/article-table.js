/** The table of the numbers that the article prints, and what they should be. */

import { articleFacts } from './article.js';
import { element } from '../../base/dom.js';
import { bindText } from './language.js';

/**
 * @import { ExampleNumbers } from '../exhibits/numbers.js'
 * @import { TextKey } from './language.js'
 */

/** @type {TextKey[]} */
const columns = ['article.step', 'article.printed', 'article.own', 'article.true', 'article.why'];

/**
 * @param {HTMLElement} place
 * @param {ExampleNumbers | null} numbers the engine's for the article's example
 */
export function showArticleTable(place, numbers) {
  const rows = articleFacts(numbers).map(({ name, printed, own, fromVectors }) => {
    // On a narrow screen the cells of a row stand below each other, so each carries the name of its column.
    const cells = [printed, own, fromVectors].map((number, index) => {
      const label = bindText(element('span', { class: 'cell-label', 'aria-hidden': 'true' }), columns[index + 1]);
      return element('td', {}, label, element(index === 0 ? 's' : 'span', { class: 'number' }, number));
    });
    return element(
      'tr',
      { 'data-fact': name },
      bindText(element('th', { scope: 'row' }), `article.${name}`),
      ...cells,
      bindText(element('td', { class: 'why' }), `article.${name}.why`),
    );
  });
  const heads = columns.map((key) => bindText(element('th', { scope: 'col' }), key));
  place.replaceChildren(
    element('table', { class: 'facts', 'aria-labelledby': 'article-title' }, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...rows)),
  );
}
