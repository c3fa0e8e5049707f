/** Values as the text of a link, and back. */

import { decoded, percentEscaped } from '../../base/percent.js';
import { check } from './figure-error.js';
import { parseFocus } from './text-fields.js';

/** @import { FigureState } from './schema.js' */

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
  const plain = decoded(text);
  check(plain !== null, argument, 'syntax', '%XX', text);
  return plain;
};

/** A name has no sign that has to be escaped. @type {Format} */
export const nameFormat = [readText];
/** @type {Format} */
export const namesFormat = [readText, ','];
/** People's own words may have any sign. @type {Format} */
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
export const tensorFormat = [readNumber, '/', ';', ','];
/** @type {Format} */
export const bitsFormat = [readNumber, ';', ''];
/** @type {Format} */
export const switchFormat = [(argument, text) => text === 'bottom-right' ? text : readNumber(argument, text) === 1];
/** A local focus stands in a link as in its attribute. @type {Format} */
export const focusFormat = [parseFocus];

/** @param {Format} format @returns {boolean} whether more may follow what a text of it holds */
export const isList = (format) => format.length > 1 || format === focusFormat;

/** @param {Format} format @returns {boolean} whether any sign may stand for itself in a text of it */
export const isFree = (format) => format === textFormat || format === wordsFormat;

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
  return percentEscaped(encodeURIComponent(leaf), /[!'()*~]/g);
}
