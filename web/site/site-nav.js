/** The way to the site's other pages, at the head of those that one file writes in both languages. */

import names from '../locales/site-pages.js';
import { element, required } from '../base/dom.js';

/**
 * @import { LanguageCode } from '../base/preferred-language.js'
 *
 * @typedef {'lesson' | 'workbench' | 'builder'} PageName
 */

/** @type {(language: LanguageCode) => [PageName, address: string][]} */
const pages = (language) => [
  ['lesson', language === 'zh' ? './zh.html' : './index.html'],
  ['workbench', './workbench.html'],
  ['builder', './builder.html'],
];

/**
 * Fills #pages, anew for each language.
 * @param {PageName} current is no link: the address holds what it shows, and a link without would lose that
 * @param {LanguageCode} language
 */
export function showPages(current, language) {
  const nav = required('pages', HTMLElement);
  nav.setAttribute('aria-label', names[language].label);
  nav.replaceChildren(...pages(language).map(([page, href]) => {
    const name = names[language][page];
    return page === current ? element('span', { 'aria-current': 'page' }, name) : element('a', { href }, name);
  }));
}
