/** The way to the site's other pages, at the head of those that one file writes in both languages. */

import names from '../locales/site-pages.js';
import { element, required } from '../base/dom.js';
import { pagesIn } from './site-pages.js';

/**
 * @import { LanguageCode } from '../base/preferred-language.js'
 * @import { PageName } from './site-pages.js'
 */

/**
 * Fills #pages, anew for each language.
 * @param {PageName} current is no link: the address holds what it shows, and a link without would lose that
 * @param {LanguageCode} language
 */
export function showPages(current, language) {
  const nav = required('pages', HTMLElement);
  nav.setAttribute('aria-label', names[language].label);
  nav.replaceChildren(...pagesIn(language).map(([page, href]) => {
    const name = names[language][page];
    return page === current ? element('span', { 'aria-current': 'page' }, name) : element('a', { href }, name);
  }));
}
