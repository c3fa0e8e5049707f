/** Mathematics as markup: MathML Core of fractions, roots and scripts. */

import { markup } from './markup.js';

/** @import { Markup } from './markup.js' */

/** @typedef {Markup | string} Part a string is an identifier such as q, or an operator such as + */

/** @param {Part[]} parts */
export const row = (...parts) => markup('mrow', {}, ...parts.map(asMarkup));
/** @param {Part} above @param {Part} below */
export const fraction = (above, below) => markup('mfrac', {}, asMarkup(above), asMarkup(below));
/** @param {Part} inner */
export const root = (inner) => markup('msqrt', {}, asMarkup(inner));
/** @param {Part} base @param {Part} index */
export const sub = (base, index) => markup('msub', {}, asMarkup(base), asMarkup(index));
/** @param {Part} base @param {Part} power */
export const power = (base, power) => markup('msup', {}, asMarkup(base), asMarkup(power));
/** @param {Part} base @param {Part} index @param {Part} power */
export const subPower = (base, index, power) => markup('msubsup', {}, asMarkup(base), asMarkup(index), asMarkup(power));
/** @param {Part} index what the sum runs over */
export const sumOver = (index) => markup('munder', {}, markup('mo', {}, '∑'), asMarkup(index));
/** @param {Part[]} parts */
export const brackets = (...parts) => row('(', ...parts, ')');

/** @param {string} printed a number as it is printed */
export const number = (printed) => markup('mn', {}, printed);

/** @param {string} printed */
export function signedNumber(printed) {
  return /^[−>]/.test(printed) ? brackets(number(printed)) : number(printed);
}

/** @param {string} text a word that is set upright, with room around it */
export const word = (text) => markup('mrow', {}, gap, markup('mi', {}, text), gap);
const gap = markup('mspace', { width: '0.17em' });

/** A word with an index, before what it is said of. @param {string} text @param {Part} index */
export const wordOver = (text, index) => row(gap, sub(markup('mi', {}, text), index), gap);

/** To be marked by the page's style. @param {Part} part */
export const own = (part) => markup('mrow', { class: 'own' }, asMarkup(part));

/** @param {Markup[]} terms */
export const sumOf = (terms) => row(...terms.flatMap((term, index) => (index === 0 ? [term] : ['+', term])));

/** @param {Part} part */
function asMarkup(part) {
  if (typeof part !== 'string') return part;
  if (/^\d+$/.test(part)) return number(part);
  return markup(/^\p{Letter}+$/u.test(part) ? 'mi' : 'mo', {}, part);
}
