/**
 * What is wrong with a figure that was asked for, for its author. What was expected and what came are in the notation of
 * types, sizes and JSON; the few words among them have their Chinese in web/locales/error-words.js.
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

/** Characters. */
const mostShown = 40;

/**
 * A value for a message, short and in one line.
 * @param {unknown} value
 */
function shown(value) {
  if (typeof value === 'function') return 'function';
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? `[…] (${value.length})` : '{…}';
  const text = typeof value === 'string' ? JSON.stringify(value.slice(0, mostShown)) : String(value);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}
