/** JSON of a file. */

import { parseJson } from '../../base/json-text.js';
import { HeadsError } from './heads-error.js';

/**
 * @param {string} text
 * @param {string} place
 * @returns {unknown} null for NaN
 * @throws {HeadsError} syntax
 */
export const jsonOf = (text, place) => parseJson(text, (reason) => new HeadsError('syntax', 'json', { place, reason }));
