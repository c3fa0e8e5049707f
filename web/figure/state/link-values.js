/** The fields of a state as the text of a link, and back. */

import { FigureError, show } from './figure-error.js';

/** @import { FigureState } from './figure-state.js' */

/** @typedef {keyof FigureState} FieldName */

/**
 * @param {FieldName} name
 * @param {any} value of a valid state
 * @returns {string}
 */
export function writeValue(name, value) {
  switch (name) {
    case 'tokens': case 'queryTokens': return value.map(encode).join(',');
    case 'queries': case 'keys': case 'values': case 'weights':
      return value.map((/** @type {number[][]} */ head) => head.map((row) => row.map(numberText).join(',')).join(';')).join('/');
    case 'mask': return value.map((/** @type {number[]} */ row) => row.join('')).join(';');
    case 'window': case 'domain': return value.map(numberText).join(',');
    case 'compared': return value.join(',');
    case 'causal': return value ? '1' : '0';
    case 'caption': case 'label': return encode(value);
    default: return typeof value === 'number' ? numberText(value) : value;
  }
}

/**
 * @param {FieldName} name
 * @param {string} argument its name in the link
 * @param {string} text
 * @returns {unknown} for readState, which knows what is allowed
 */
export function readValue(name, argument, text) {
  switch (name) {
    case 'tokens': case 'queryTokens': return text.split(',').map((token) => decode(argument, token));
    case 'queries': case 'keys': case 'values': case 'weights':
      return text.split('/').map((head) => head.split(';').map((row) => readNumbers(argument, row)));
    case 'mask': return text.split(';').map((row) => Array.from(row, (bit) => readNumber(argument, bit)));
    case 'window': case 'domain': return readNumbers(argument, text);
    case 'temperature': case 'scale': case 'head': case 'query': case 'key': return readNumber(argument, text);
    case 'compared': return text.split(',');
    case 'causal': return readNumber(argument, text) === 1;
    case 'caption': case 'label': return decode(argument, text);
    default: return text;
  }
}

/**
 * The shortest text that reads back as the same float64, without the plus that some read as a space.
 * @param {number} number
 */
function numberText(number) {
  return String(number).replace('e+', 'e');
}

/** @param {string} argument @param {string} text */
function readNumbers(argument, text) {
  return text.split(',').map((number) => readNumber(argument, number));
}

/** @param {string} argument @param {string} text */
function readNumber(argument, text) {
  if (/^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/.test(text)) return Number(text);
  throw new FigureError(argument, 'numbers', show(text), 'syntax');
}

/**
 * Nothing is left that an address, Markdown or this format gives a meaning of its own.
 * @param {string} text
 */
function encode(text) {
  return encodeURIComponent(text).replace(/[!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} argument @param {string} text */
function decode(argument, text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FigureError(argument, 'text in percent-encoding', show(text), 'syntax');
  }
}
