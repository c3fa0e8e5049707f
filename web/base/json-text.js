/** JSON as programs write it: Python's json has NaN and infinity bare. */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is in quotation marks stays as it is. */
const bare = /"(?:[^"\\]|\\.)*"|Infinity|NaN/gs;

/** As JSON can have them: a number beyond float64, and what JSON.stringify() writes for NaN. @type {Record<string, string>} */
const written = { Infinity: '1e999', NaN: 'null' };

/**
 * @param {string} text
 * @param {(reason: string) => Error} errorOf what is thrown for a text that is no JSON
 * @returns {unknown} null for NaN
 */
export function parseJson(text, errorOf) {
  try {
    return JSON.parse(text);
  } catch (error) {
    try {
      return JSON.parse(text.replace(bare, (found) => written[found] ?? found));
    } catch {
      throw errorOf(/** @type {Error} */ (error).message);
    }
  }
}
