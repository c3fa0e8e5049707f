/**
 * The lesson's sections in their order, as they are written into its page. A section comes alive by its start.js, which is
 * loaded when the reader comes near: see starts.js.
 */

import { markup as compare } from './compare/markup.js';
import { markup as cost } from './cost/markup.js';
import { markup as errata } from './errata/markup.js';
import { markup as exercise } from './exercise/markup.js';
import { markup as heads } from './heads/markup.js';
import { markup as hero } from './hero/markup.js';
import { markup as language } from './language/markup.js';
import { markup as listing } from './listing/markup.js';
import { markup as loops } from './loops/markup.js';
import { markup as masks } from './masks/markup.js';
import { markup as mistakes } from './mistakes/markup.js';
import { markup as mix } from './mix/markup.js';
import { markup as normalizers } from './normalizers/markup.js';
import { markup as order } from './order/markup.js';
import { markup as picture } from './image/markup.js';
import { markup as privacy } from './privacy/markup.js';
import { markup as recommend } from './recommend/markup.js';
import { markup as rows } from './rows/markup.js';
import { markup as scale } from './scale/markup.js';
import { markup as softmax } from './softmax/markup.js';
import { markup as sound } from './sound/markup.js';

/**
 * @import { Markup } from '../../base/html.js'
 * @import { LanguageCode } from '../../base/preferred-language.js'
 *
 * @typedef {object} Section
 * @property {string} id the id of its element, which also names its part of the link
 * @property {(language: LanguageCode) => Markup} markup the whole <section>
 */

/** @type {readonly Section[]} */
export const outline = [
  { id: 'hero', markup: hero },
  { id: 'compare', markup: compare },
  { id: 'softmax', markup: softmax },
  { id: 'mix', markup: mix },
  { id: 'scale', markup: scale },
  { id: 'rows', markup: rows },
  { id: 'masks', markup: masks },
  { id: 'heads', markup: heads },
  { id: 'order', markup: order },
  { id: 'normalizers', markup: normalizers },
  { id: 'exercise', markup: exercise },
  { id: 'loops', markup: loops },
  { id: 'listing', markup: listing },
  { id: 'mistakes', markup: mistakes },
  { id: 'errata', markup: errata },
  { id: 'language', markup: language },
  { id: 'picture', markup: picture },
  { id: 'sound', markup: sound },
  { id: 'recommend', markup: recommend },
  { id: 'cost', markup: cost },
  { id: 'privacy', markup: privacy },
];
