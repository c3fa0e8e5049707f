/** Values in messages. */

/** Characters. */
const mostShown = 40;

/**
 * A value for a message, short, in one line, and the same in every language.
 * @param {unknown} value
 * @returns {string}
 */
export function shown(value) {
  if (typeof value === 'string') return shortened(JSON.stringify(value.slice(0, mostShown)));
  if (Array.isArray(value)) return shortened(value.some((item) => typeof item !== 'number') ? `[…] (${value.length})` : `[${value}]`);
  return typeof value === 'object' && value !== null ? '{…}' : String(value);
}

/** @param {string} text */
const shortened = (text) => (text.length > mostShown ? `${text.slice(0, mostShown)}…` : text);
