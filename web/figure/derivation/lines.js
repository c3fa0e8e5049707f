/** The lines of a derivation: what is computed, whether the printed digits make it true, and the result. */

import { formatNumber, relation } from '../number-format.js';
import { number, own as marked, signedNumber, sumOf } from './mathml.js';

/**
 * @import { Markup } from './markup.js'
 *
 * @typedef {object} Line
 * @property {Markup} label the name of what is computed
 * @property {Markup} calculation
 * @property {'=' | '≈'} sign
 * @property {string} result as printed
 *
 * @typedef {object} StepLines
 * @property {Markup} formula
 * @property {Line[]} lines
 * @property {(DerivationKey | [DerivationKey, Record<string, string | number>])[]} [notes]
 *
 * @typedef {keyof typeof import('../../locales/derivation.js').default | 'figure.spelled'} DerivationKey
 */

/** Sums of more terms are named and not written out. */
export const mostTerms = 8;

/** @param {number} value */
export const printed = (value) => formatNumber(value);

/**
 * A sum of numbers that were all printed before, or of few enough to be printed here.
 * @param {Markup} label
 * @param {number[]} terms
 * @param {number} total
 * @param {{ symbol: Markup, arePrinted?: boolean, own?: number }} settings symbol: what stands for a long
 *   sum; arePrinted: whether the terms of a long sum stand in the lines above; own: the term to be marked
 * @returns {Line}
 */
export function sumLine(label, terms, total, { symbol, arePrinted = false, own = -1 }) {
  const isShort = terms.length <= mostTerms;
  const result = printed(total);
  // Digits that nobody sees make nothing true.
  if (!isShort && !arePrinted) return { label, calculation: symbol, sign: '≈', result };
  const texts = terms.map(printed);
  const sign = relation(texts.map((term) => [term]), [[result]]);
  if (!isShort) return { label, calculation: symbol, sign, result };
  const parts = texts.map((term, index) => {
    const part = index === 0 ? number(term) : signedNumber(term);
    return index === own ? marked(part) : part;
  });
  return { label, calculation: sumOf(parts), sign, result };
}

/**
 * @param {DerivationKey} key
 * @param {number} count of the terms
 * @returns {NonNullable<StepLines['notes']>} which of them is marked too, where they are written out
 */
export function termNotes(key, count) {
  return [[key, { count }], ...(count <= mostTerms ? /** @type {const} */ (['derivation.marked']) : [])];
}

/** @param {string} a @param {string} b as printed */
export function haveOneSign(a, b) {
  return a.startsWith('−') === b.startsWith('−');
}
