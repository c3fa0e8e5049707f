/** Fields that an author wrote as text. */

import { parseNumber } from '../number-format.js';
import { FigureError, show } from './figure-error.js';

/** @param {string} name @param {unknown} value */
export function readPair(name, value) {
  const isList = typeof value === 'string' && !value.trim().startsWith('[');
  const pair = isList ? words(value).map((word) => readNumberText(name, word)) : fromJson(name, value);
  if (Array.isArray(pair) && pair.length === 2) return pair;
  throw new FigureError(name, 'two numbers', show(value), 'syntax');
}

/** @param {string} text */
export function words(text) {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** @param {string} name @param {string} text */
export function readNumberText(name, text) {
  const number = parseNumber(text);
  if (Number.isNaN(number)) throw new FigureError(name, 'a number', show(text), 'syntax');
  return number;
}

/** @param {string} name @param {string} text present without a value, as HTML writes it, is true */
export function readFlagText(name, text) {
  if (text === '' || text === 'true' || text === name) return true;
  if (text === 'false') return false;
  throw new FigureError(name, 'true or false', show(text), 'syntax');
}

/** @param {string} name @param {unknown} value */
export function fromJson(name, value) {
  return typeof value === 'string' ? parseJson(name, value) : value;
}

/** @param {string} name @param {string} text @returns {unknown} */
export function parseJson(name, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FigureError(name, 'JSON', `${show(text)} (${/** @type {Error} */ (error).message})`, 'syntax');
  }
}
