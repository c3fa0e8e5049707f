/** Arithmetic without rounding, to see whether a line is true with its digits as printed. */

import { exactDecimal } from './number-format.js';

/**
 * @typedef {{ top: bigint, bottom: bigint, radicand: bigint }} Exact top / bottom times the root of the radicand, bottom > 0
 * @typedef {Exact | null | undefined} Value null: not known exactly; undefined: of a symbol, which has none
 */

/** @type {Exact} */
export const one = { top: 1n, bottom: 1n, radicand: 1n };
/** @type {Exact} */
export const zero = { ...one, top: 0n };

/**
 * @param {string} printed
 * @returns {Exact | null} null for '<0.001' and the like
 */
export function exact(printed) {
  const decimal = exactDecimal(printed);
  return decimal && { ...one, top: decimal.digits, bottom: 10n ** BigInt(decimal.places) };
}

/** @param {Value} a @returns {Value} */
export const negative = (a) => a && { ...a, top: -a.top };

/** @param {Value} a @param {Value} b @returns {Value} null also where the roots differ */
export function sum(a, b) {
  if (!a || !b || a.radicand !== b.radicand) return a && b && null;
  return { ...a, top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom };
}

/** @param {Value} a @param {Value} b @returns {Value} nothing times what is not known is nothing */
export function product(a, b) {
  if (a?.top === 0n || b?.top === 0n) return zero;
  return a && b && { top: a.top * b.top, bottom: a.bottom * b.bottom, radicand: a.radicand * b.radicand };
}

/** @param {Value} a @param {Value} b @returns {Value} */
export function quotient(a, b) {
  if (b?.top === 0n) return null;
  const inverse = b && { ...b, top: b.top < 0n ? -b.bottom : b.bottom, bottom: size(b.top) * b.radicand };
  return product(a, inverse);
}

/** @param {Value} a not negative @returns {Value} null of a root */
export function squareRoot(a) {
  return a && (a.radicand === 1n ? { top: 1n, bottom: a.bottom, radicand: a.top * a.bottom } : null);
}

/** @param {Value} a @param {Value} b @returns {boolean} whether both are known and the same: so are their squares and signs */
export function isEqual(a, b) {
  if (!a || !b) return false;
  return signedSquare(a) * b.bottom ** 2n === signedSquare(b) * a.bottom ** 2n;
}

/** @param {Exact} value without its bottom */
const signedSquare = ({ top, radicand }) => top * size(top) * radicand;

/** @param {bigint} whole */
const size = (whole) => (whole < 0n ? -whole : whole);
