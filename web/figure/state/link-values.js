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
const words = [readText, ','];
/** @type {Format} */
const number = [readNumber];
/** @type {Format} */
const numbers = [readNumber, ','];
/** @type {Format} */
const tensor = [readNumber, '/', ';', ','];

/** All others are texts; localFocus is as its attribute, and written by leafText. @type {{ [name: string]: Format }} */
const formats = {
  tokens: words, queryTokens: words, compared: words, queries: tensor, keys: tensor, values: tensor, weights: tensor,
  mask: [readNumber, ';', ''], sinks: numbers, window: numbers, domain: numbers, temperature: number, scale: number, softcap: number, localFocus: [readFocusText], head: number, query: number, key: number,
  causal: [(argument, text) => text === 'bottom-right' ? text : readNumber(argument, text) === 1],
};

/** @param {string} name @returns {Format} */
const formatOf = (name) => formats[name] ?? [readText];

/** @param {keyof FigureState} name @returns {boolean} whether more may follow what its text holds */
export const isList = (name) => name === 'localFocus' || formatOf(name).length > 1;

/**
 * @param {keyof FigureState} name
 * @param {unknown} value of a valid state
 * @returns {string}
 */
export function writeValue(name, value) {
  const [, ...separators] = formatOf(name);
  /** @param {any} part @param {number} axis @returns {string} */
  const written = (part, axis) => axis < separators.length
    ? part.map((/** @type {unknown} */ inner) => written(inner, axis + 1)).join(separators[axis])
    : leafText(part);
  return written(value, 0);
}

/**
 * @param {keyof FigureState} name
 * @param {string} argument its name in the link
 * @param {string} text
 * @returns {unknown} for readState, which knows what is allowed
 */
export function readValue(name, argument, text) {
  const [readLeaf, ...separators] = formatOf(name);
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
