/** The site's pages, and where each is. */

/**
 * @import { LanguageCode } from '../base/preferred-language.js'
 *
 * @typedef {'lesson' | 'workbench' | 'builder' | 'heads' | 'models' | 'reference'} PageName
 */

/** The reference has a page in each language. @type {Readonly<Record<LanguageCode, string>>} */
export const referenceAddresses = { en: 'reference.html', zh: 'reference.zh.html' };

/** @type {(language: LanguageCode) => [PageName, address: string][]} */
export const pagesIn = (language) => [
  ['lesson', language === 'zh' ? './zh.html' : './index.html'],
  ['workbench', './workbench.html'],
  ['builder', './builder.html'],
  ['heads', './heads.html'],
  ['models', './models.html'],
  ['reference', `./${referenceAddresses[language]}`],
];
