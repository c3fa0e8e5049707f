/** The reference as it is built: its pages, and what stands in their sections. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distFolder } from '../../web/build/site.js';

/** @param {'en' | 'zh'} language @returns {string} HTML */
export const readReference = (language) => readFileSync(join(distFolder, language === 'en' ? 'reference.html' : 'reference.zh.html'), 'utf8');

/** @param {string} page @param {string} id @returns {string} the section's HTML */
export function sectionMarkup(page, id) {
  const found = new RegExp(`<section id="${id}">(.*?)</section>`, 's').exec(page);
  if (!found) throw new Error(`reference: expected the section ${id}, found none`);
  return found[1];
}

/** @param {string} markup @returns {string} as it is read */
export const textOf = (markup) => markup.replace(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

/** @param {string} page @param {string} id @returns {string} the section's text */
export const sectionOf = (page, id) => textOf(sectionMarkup(page, id));
