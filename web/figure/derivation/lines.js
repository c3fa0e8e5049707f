/** The lines of a derivation: what is computed, in symbols and in the numbers as they are printed, and the result. */

import { formatNumber } from '../../base/number-format.js';
import { number, row, sumOf } from '../../mathml/mathml.js';

/**
 * @import { Expression, Part } from '../../mathml/mathml.js'
 *
 * @typedef {object} Line
 * @property {Expression} label the name of what is computed
 * @property {Expression} calculation whose exact value says whether it is the result as printed
 * @property {string} result as printed
 *
 * @typedef {(DerivationKey | [DerivationKey, Record<string, string | number>])[]} Notes
 *
 * @typedef {object} StepLines
 * @property {Expression} formula
 * @property {Line[]} lines
 * @property {Notes} [notes]
 *
 * @typedef {import('../../locales/in-language.js').KeyIn<typeof import('../../locales/derivation.js').default> | 'figure.spelled'} DerivationKey
 */

/** Sums of more terms are named and not written out. */
export const mostTerms = 8;

/** @param {number} value as it is printed */
export const figures = (value) => number(formatNumber(value));

/**
 * One calculation, in symbols and in numbers.
 * @template {unknown[]} Parts
 * @param {Expression} label
 * @param {(...parts: Parts) => Part} calculate
 * @param {Parts} symbols
 * @param {Parts} numbers
 * @param {number} result
 * @returns {StepLines}
 */
export function calculated(label, calculate, symbols, numbers, result) {
  return { formula: row(label, '=', calculate(...symbols)), lines: [lineOf(label, calculate(...numbers), result)] };
}

/**
 * @param {Expression} label
 * @param {Part} calculation
 * @param {number} result
 * @returns {Line}
 */
export function lineOf(label, calculation, result) {
  return { label, calculation: /** @type {Expression} */ (calculation), result: formatNumber(result) };
}

/**
 * A sum of numbers that were all printed before, or of few enough to be printed here.
 * @param {Expression} label
 * @param {number[]} terms
 * @param {number} total
 * @param {{ symbol: Expression, arePrinted?: boolean, own?: number }} settings symbol: what stands for a long
 *   sum; arePrinted: whether the terms of a long sum stand in the lines above; own: the term to be marked
 * @returns {Line}
 */
export function sumLine(label, terms, total, { symbol, arePrinted = false, own }) {
  const isLong = terms.length > mostTerms;
  // Digits that nobody sees make nothing true.
  if (isLong && !arePrinted) return lineOf(label, { ...symbol, value: null }, total);
  const written = sumOf(terms.map(figures), own);
  return lineOf(label, isLong ? { ...symbol, value: written.value } : written, total);
}

/**
 * @param {DerivationKey} key
 * @param {number} count of the terms
 * @returns {Notes} which of them is marked too, where they are written out
 */
export function termNotes(key, count) {
  return [[key, { count }], ...(count <= mostTerms ? /** @type {const} */ (['derivation.marked']) : [])];
}
