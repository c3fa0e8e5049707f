/** JSON of a file. */

import { parseJson } from '../../base/json-text.js';
import { HeadsError } from './heads-error.js';

/**
 * @param {string} text
 * @param {string} place
 * @returns {unknown} null for NaN
 * @throws {HeadsError} syntax
 */
export function jsonOf(text, place) {
  try {
    return parseJson(text);
  } catch (error) {
    throw new HeadsError('syntax', 'json', { place, reason: /** @type {Error} */ (error).message });
  }
}
