/**
 * Tells the author of a figure what is wrong with it. What was expected and what came are in plain words, and
 * in the notation of types and JSON; the words have their Chinese in web/locales/error-words.js.
 *
 * @typedef {'missing' | 'type' | 'shape' | 'size' | 'value' | 'option' | 'range' | 'syntax' | 'version'} FigureErrorCode
 */
export class FigureError extends Error {
  /**
   * @param {string} argument the name of the field, such as `keys` or `compared[1]`
   * @param {FigureErrorCode} code
   * @param {string} expected
   * @param {unknown} value what came
   */
  constructor(argument, code, expected, value) {
    const got = shown(value);
    super(`${argument}: expected ${expected}, got ${got}`);
    this.name = 'FigureError';
    this.argument = argument;
    this.code = code;
    this.expected = expected;
    this.got = got;
  }
}

/**
 * @param {unknown} isRight
 * @param {string} argument
 * @param {FigureErrorCode} code
 * @param {string} expected
 * @param {unknown} value what came
 * @returns {asserts isRight}
 * @throws {FigureError}
 */
export function check(isRight, argument, code, expected, value) {
  if (!isRight) throw new FigureError(argument, code, expected, value);
}

/** Says in words what came: how much of something is more to the point than the thing. */
class Told {
  /** @param {string} words */
  constructor(words) {
    this.words = words;
  }
}

/** @param {string} words @returns {Told} to be given as what came */
export const told = (words) => new Told(words);

/**
 * @param {number} count
 * @param {string} unit
 */
export function counted(count, unit) {
  if (count === 1) return `1 ${unit}`;
  return `${count} ${unit === 'axis' ? 'axes' : `${unit}s`}`;
}

/** Characters. */
const mostShown = 40;

/**
 * A value for a message, short and in one line.
 * @param {unknown} value
 */
function shown(value) {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'function') return 'function';
  if (value instanceof Told) return value.words;
  if (typeof value === 'object') return Array.isArray(value) ? `[…] (${value.length})` : '{…}';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, mostShown)) : String(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}
