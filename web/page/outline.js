/**
 * The lesson's sections in their order, as they are written into its page. What makes one live is its start.js, which is
 * loaded when the section comes near: see starts.js.
 */

import { markup as errata } from './errata/markup.js';
import { markup as hero } from './hero/markup.js';
import { markup as privacy } from './privacy/markup.js';

/**
 * @import { Markup } from '../common/markup.js'
 * @import { LanguageCode } from '../common/preferred-language.js'
 *
 * @typedef {object} Section
 * @property {string} id of its element, and of its part of the link
 * @property {(language: LanguageCode) => Markup} markup the whole <section>
 */

/** @type {readonly Section[]} */
export const outline = [
  { id: 'hero', markup: hero },
  { id: 'errata', markup: errata },
  { id: 'privacy', markup: privacy },
];
