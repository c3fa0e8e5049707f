/** JSON as programs write it: Python's json has NaN and infinity bare. */

import { HeadsError } from './heads-error.js';

/** What is in quotation marks stays as it is. */
const bare = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/gs;

/**
 * @param {string} text
 * @param {string} place
 * @returns {unknown} with the texts 'NaN', 'Infinity' and '-Infinity' where these stand bare
 * @throws {HeadsError} syntax
 */
export function parseJson(text, place) {
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      return JSON.parse(text.replace(bare, (found) => (found[0] === '"' ? found : `"${found}"`)));
    } catch {
      throw new HeadsError('syntax', 'json', { place, reason: /** @type {Error} */ (error).message });
    }
  }
}
