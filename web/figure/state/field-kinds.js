/**
 * A field of a figure is of one of these kinds. A kind says how a value is checked, how an author's text of it is read, and
 * how it stands in a link. The fields themselves are in schema.js.
 */

import { check } from './figure-error.js';
import { readList, readName, readNumber, readRecord, readText, readWhole } from './fields.js';
import { limits } from './limits.js';
import { bitsFormat, focusFormat, numberFormat, numbersFormat, switchFormat, tensorFormat, textFormat, wordsFormat } from './link-values.js';
import { readHeads, readMask } from './tensor-input.js';
import { parseFocus, parseNumberText, parseNumberTexts, parseNumbers, parseSwitch, parseTokens } from './text-fields.js';

/**
 * @import { Sizes } from './figure-vectors.js'
 * @import { Format } from './link-values.js'
 * @import { FigureState } from './schema.js'
 */

/**
 * @template Value
 * @typedef {object} Kind
 * @property {(name: string, value: unknown, sizes: Sizes) => Value} read gives back a copy of a value that is allowed, throws
 *   for any other
 * @property {(name: string, text: string) => unknown} [parse] gives back what an author's text stands for, for `read`;
 *   absent: the text itself
 * @property {(name: string, value: unknown, said: unknown) => unknown} [widen] gives back what an author's value stands for,
 *   for `read`: `said` is that value, or its text, as the author has it; absent: the value itself
 * @property {Format} [link] absent: a name
 * @property {Value} [initial] what a field is where it is not given; absent: null
 */

/**
 * @template {string} const Name
 * @param {readonly Name[]} names
 * @returns {Kind<Name>}
 */
export const oneOf = (names) => ({ read: (name, value) => readName(name, value, names) });

/** @type {Kind<string>} */
export const text = { read: (name, value) => readText(name, value), link: textFormat, initial: '' };

/** A list without any token is none. @type {Kind<string[] | null>} */
export const tokens = {
  read(name, value) {
    const list = readList(name, value, 0, limits.tokens, (place, token) => readText(place, token, limits.tokenLength));
    return list.length > 0 ? list : null;
  },
  parse: parseTokens,
  link: wordsFormat,
};

/** @param {number} width the most numbers in a row @returns {Kind<number[][][]>} heads of rows of numbers */
export const heads = (width) => ({
  read: (name, value) => readHeads(name, value, [limits.heads, limits.tokens, width]),
  parse: parseNumbers,
  link: tensorFormat,
});

/** @type {Kind<number>} */
export const number = { read: readNumber, parse: parseNumberText, link: numberFormat };

/** @type {Kind<number>} */
export const positive = { ...number, read: readPositive };

/** @param {(sizes: Sizes) => number} countOf @returns {Kind<number>} a place, counted from 0 */
export const placeAmong = (countOf) => ({ ...number, read: (name, value, sizes) => readWhole(name, value, 0, countOf(sizes) - 1) });

const numbers = { parse: parseNumberTexts, link: numbersFormat };

/** One number stands for a list of it. @type {Kind<number[]>} */
export const numberForEachHead = {
  ...numbers,
  read: (name, value, { H }) => readList(name, value, H, H, readNumber, 'number', 'one for each head'),
  widen: (_, value) => (typeof value === 'number' ? [value] : value),
};

/** @type {Kind<[number, number]>} */
export const range = {
  ...numbers,
  read: (name, value) => readPair(name, value, readNumber, 'the least and the most'),
};

const sides = 'to the left and to the right';

/** Counts the keys that are seen on each side; -1 stands for all of them. @type {Kind<[number, number]>} */
export const span = {
  ...numbers,
  read: (name, value) => readPair(name, value, (place, side) => readWhole(place, side, -1, limits.tokens), sides),
  widen(name, value, said) {
    check(Array.isArray(value) && value.length === 2, name, 'syntax', `2 numbers, ${sides}`, said);
    return value;
  },
};

/** @type {Kind<number[][]>} */
export const cells = { read: readMask, parse: parseNumbers, link: bitsFormat };

/** @type {Kind<FigureState['causal']>} */
export const causality = {
  read(name, value) {
    check(typeof value === 'boolean' || value === 'bottom-right', name, typeof value === 'string' ? 'option' : 'type', 'true | false | bottom-right', value);
    return value;
  },
  parse: parseSwitch,
  link: switchFormat,
};

/** @type {Kind<NonNullable<FigureState['localFocus']>>} */
export const focus = {
  read(name, value, { Tq }) {
    const { center, sigma } = readRecord(name, value, ['center', 'sigma']);
    const place = `${name}.center`;
    return {
      center: typeof center === 'string'
        ? readName(place, center, /** @type {const} */ (['monotonic', 'predictive']))
        : readList(place, center, Tq, Tq, readNumber, 'number', 'one for each query'),
      sigma: readPositive(`${name}.sigma`, sigma),
    };
  },
  parse: parseFocus,
  link: focusFormat,
};

/** @param {string} name @param {unknown} value */
function readPositive(name, value) {
  const number = readNumber(name, value);
  check(number > 0, name, 'range', 'a number above 0', number);
  return number;
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {(place: string, item: unknown) => number} readItem
 * @param {string} purpose
 */
function readPair(name, value, readItem, purpose) {
  return /** @type {[number, number]} */ (readList(name, value, 2, 2, readItem, 'number', purpose));
}
