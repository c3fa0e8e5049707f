/**
 * What is wrong with a figure that was asked for, in words for its author.
 *
 * @typedef {'missing' | 'type' | 'shape' | 'size' | 'value' | 'option' | 'range' | 'syntax' | 'version'} FigureErrorCode
 */
export class FigureError extends Error {
  /**
   * @param {string} argument the name of the field, such as `keys` or `compared[1]`
   * @param {string} expected
   * @param {string} got what came, already short: see show()
   * @param {FigureErrorCode} [code]
   */
  constructor(argument, expected, got, code = 'value') {
    super(`${argument}: expected ${expected}, got ${got}`);
    this.name = 'FigureError';
    this.argument = argument;
    this.expected = expected;
    this.got = got;
    this.code = code;
  }
}

const mostShown = 40;

/**
 * A value for a message, short and in one line.
 * @param {unknown} value
 * @returns {string}
 */
export function show(value) {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > mostShown ? `${value.slice(0, mostShown)}…` : value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `an array of ${/** @type {any} */ (value).length ?? 'bytes'}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}
