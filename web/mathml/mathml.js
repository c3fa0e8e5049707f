/** Mathematics as markup: MathML Core of fractions, roots and scripts, which knows the exact value of its printed numbers. */

import { exact, isEqual, negative, one, product, quotient, squareRoot, sum, zero } from '../base/exact.js';
import { markup } from '../base/markup.js';

/**
 * @import { Value } from '../base/exact.js'
 * @import { MarkupTree } from '../base/markup.js'
 *
 * @typedef {MarkupTree & { value?: Value }} Expression
 * @typedef {Expression | string} Part a string is a whole number, an identifier such as q, or an operator such as +
 */

/** @param {string} tag @param {Part[]} parts @param {Value} [value] @returns {Expression} */
const node = (tag, parts, value) => ({ ...markup(tag, {}, ...parts.map(asExpression)), value });

/** @param {Part} part @returns {Expression} */
function asExpression(part) {
  if (typeof part !== 'string') return part;
  if (/^\d+$/.test(part)) return number(part);
  return markup(/^\p{Letter}+$/u.test(part) ? 'mi' : 'mo', {}, part);
}

/** @param {Part} part */
const valueOf = (part) => asExpression(part).value;

/** @param {string} printed a number as it is printed @returns {Expression} */
export const number = (printed) => ({ ...markup('mn', {}, printed), value: exact(printed) });

/** @param {Part[]} parts */
export const row = (...parts) => node('mrow', parts);
/** @param {Part} base @param {Part} index */
export const sub = (base, index) => node('msub', [base, index]);
/** @param {Part} base @param {Part} index @param {Part} power */
export const subPower = (base, index, power) => node('msubsup', [base, index, power]);
/** @param {Part} index what the sum runs over */
export const sumOver = (index) => node('munder', ['∑', index]);

const gap = markup('mspace', { width: '0.17em' });
/** @param {string} text */
const upright = (text) => markup('mi', {}, text);
/** @param {string} text a word that is set upright, with room around it */
export const word = (text) => row(gap, upright(text), gap);
/** A word with an index, before what it is said of. @param {string} text @param {Part} index */
export const wordOver = (text, index) => row(gap, sub(upright(text), index), gap);

/** @param {Part} inner */
export const brackets = (inner) => node('mrow', ['(', inner, ')'], valueOf(inner));

/** Gives what follows a sign, where a negative number is in brackets. @param {Part} part */
export function operand(part) {
  const isNegative = typeof part !== 'string' && part.tag === 'mn' && /^[−>]/.test(String(part.children[0]));
  return isNegative ? brackets(part) : part;
}

/** @param {Part} part */
export const negated = (part) => node('mrow', ['−', part], negative(valueOf(part)));
/** @param {Part} a @param {Part} b */
export const minus = (a, b) => node('mrow', [a, '−', operand(b)], sum(valueOf(a), negative(valueOf(b))));
/** @param {Part} a @param {Part} b @param {string} [sign] '': none */
export const times = (a, b, sign = valueOf(b) === undefined ? '' : '×') =>
  node('mrow', [a, ...(sign ? [sign] : []), operand(b)], product(valueOf(a), valueOf(b)));
/** @param {Part} above @param {Part} below */
export const fraction = (above, below) => node('mfrac', [above, below], quotient(valueOf(above), valueOf(below)));
/** @param {Part} inner */
export const root = (inner) => node('msqrt', [inner], squareRoot(valueOf(inner)));
/** @param {Part} base */
export const square = (base) => node('msup', [operand(base), '2'], product(valueOf(base), valueOf(base)));

/** @param {Part[]} terms @param {number} [own] the one to be marked by the page's style */
export function sumOf(terms, own = -1) {
  const parts = terms.flatMap((term, index) => {
    const part = index === 0 ? term : operand(term);
    const marked = index === own ? { ...row(part), attributes: { class: 'own' } } : part;
    return index === 0 ? [marked] : ['+', marked];
  });
  return node('mrow', parts, terms.map(valueOf).reduce(sum));
}

/** The functions below have a known value where its digits end. @param {Value} x @param {Value} there @param {Value} value */
const onlyAt = (x, there, value) => x && (isEqual(x, there) ? value : null);

/** @param {Part} power of e */
export const exponential = (power) => node('msup', ['e', power], onlyAt(valueOf(power), zero, one));
/** @param {Part} x */
export const logarithm = (x) => node('mrow', [word('log'), x], onlyAt(valueOf(x), one, zero));
/** @param {string} name @param {Value} atZero @returns {(x: Part) => Expression} */
const named = (name, atZero) => (x) => node('mrow', [word(name), brackets(x)], onlyAt(valueOf(x), zero, atZero));
export const tanh = named('tanh', zero);
/** The exponential of what would be too small above the line. */
export const exp = named('exp', one);

/** x + 1 above 0, else e to the power of x. @param {Part} x */
export function phi(x) {
  const value = valueOf(x);
  return node('mrow', ['φ', brackets(x)], value && (value.top < 0n ? null : sum(value, one)));
}

/** 0 where it is negative. @param {Part} x */
export function positive(x) {
  const value = valueOf(x);
  return node('mrow', [word('max'), '(', x, ',', '0', ')'], value && (value.top < 0n ? zero : value));
}

/** 1 where both are the same, else 0. @param {Part} a @param {Part} b */
export function truth(a, b) {
  const isKnown = valueOf(a) && valueOf(b);
  return node('mrow', ['[', a, '=', b, ']'], isKnown && (isEqual(valueOf(a), valueOf(b)) ? one : zero));
}
