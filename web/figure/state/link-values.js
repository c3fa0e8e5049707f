/** The fields of a state as the text of a link, and back. */

import { check, FigureError } from './figure-error.js';
import { readFocusText } from './text-fields.js';

/** @import { FigureState } from './figure-state.js' */

/**
 * @typedef {(argument: string, text: string) => unknown} LeafReader
 * @typedef {[leaf: LeafReader, ...separators: string[]]} Format what a text holds, and what stands between the parts of a list of it
 */

/** @type {LeafReader} */
const readNumber = (argument, text) => {
  check(/^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/.test(text), argument, 'syntax', 'number', text);
  return Number(text);
};

/** @type {LeafReader} */
const readText = (argument, text) => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FigureError(argument, 'syntax', '%XX', text);
  }
};

/** @type {Format} */
export const textFormat = [readText];
/** @type {Format} */
export const wordsFormat = [readText, ','];
/** @type {Format} */
export const numberFormat = [readNumber];
/** @type {Format} */
export const numbersFormat = [readNumber, ','];
/** @type {Format} */
export const matrixFormat = [readNumber, ';', ','];
/** @type {Format} */
const tensorFormat = [readNumber, '/', ';', ','];

/** All others are texts; localFocus is as its attribute, and written by leafText. @type {{ [name: string]: Format }} */
const formats = {
  tokens: wordsFormat, queryTokens: wordsFormat, compared: wordsFormat,
  queries: tensorFormat, keys: tensorFormat, values: tensorFormat, weights: tensorFormat,
  mask: [readNumber, ';', ''], sinks: numbersFormat, window: numbersFormat, domain: numbersFormat,
  temperature: numberFormat, scale: numberFormat, softcap: numberFormat, localFocus: [readFocusText],
  head: numberFormat, query: numberFormat, key: numberFormat,
  causal: [(argument, text) => text === 'bottom-right' ? text : readNumber(argument, text) === 1],
};

/** @param {string} name @returns {Format} */
const formatOf = (name) => formats[name] ?? textFormat;

/** @param {keyof FigureState} name @returns {boolean} whether more may follow what its text holds */
export const isList = (name) => name === 'localFocus' || formatOf(name).length > 1;

/**
 * @param {keyof FigureState} name
 * @param {unknown} value of a valid state
 * @returns {string}
 */
export function writeValue(name, value) {
  return writeAs(formatOf(name), value);
}

/**
 * @param {keyof FigureState} name
 * @param {string} argument its name in the link
 * @param {string} text
 * @returns {unknown} for readState, which knows what is allowed
 */
export function readValue(name, argument, text) {
  return readAs(formatOf(name), argument, text);
}

/**
 * @param {Format} format
 * @param {unknown} value
 * @returns {string}
 */
export function writeAs([, ...separators], value) {
  /** @param {any} part @param {number} axis @returns {string} */
  const written = (part, axis) => axis < separators.length
    ? part.map((/** @type {unknown} */ inner) => written(inner, axis + 1)).join(separators[axis])
    : leafText(part);
  return written(value, 0);
}

/**
 * @param {Format} format
 * @param {string} argument its name in the link
 * @param {string} text
 * @returns {unknown} of the format's axes; whether it is allowed is for the caller to say
 */
export function readAs([readLeaf, ...separators], argument, text) {
  /** @param {string} part @param {number} axis @returns {unknown} */
  const read = (part, axis) => axis < separators.length
    ? part.split(separators[axis]).map((inner) => read(inner, axis + 1))
    : readLeaf(argument, part);
  return read(text, 0);
}

/**
 * Numbers are the shortest text that reads back as the same float64, without the plus that some read as a space.
 * Of a text nothing is left that an address, Markdown or this format gives a meaning of its own.
 * @param {string | number | boolean | NonNullable<FigureState['localFocus']>} leaf
 * @returns {string}
 */
function leafText(leaf) {
  if (typeof leaf === 'object') return `${leaf.center};${leaf.sigma}`.replaceAll('e+', 'e');
  if (typeof leaf !== 'string') return String(Number(leaf)).replace('e+', 'e');
  return encodeURIComponent(leaf).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
