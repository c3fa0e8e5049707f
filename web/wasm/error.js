/**
 * What went wrong, for programs:
 * - `missing` a required input is absent
 * - `type` a JavaScript value of another type, such as text in place of a number
 * - `shape` ragged arrays, or shapes that do not fit together
 * - `size` a length of zero, or more than can be counted or traced
 * - `value` a number that may not be in a tensor, such as NaN
 * - `option` an unknown name, or options that exclude each other
 * - `range` a number out of its range
 * - `undefined-row` a row that the normaliser gives no weights, or whose numbers are no float32s
 * - `memory` a call that memory cannot hold
 * - `unavailable` the engine cannot run here, or it stopped
 * - `aborted` the caller's signal ended the call
 * - `worker` a worker died
 * @typedef {'missing' | 'type' | 'shape' | 'size' | 'value' | 'option' | 'range' | 'undefined-row' | 'memory'
 *   | 'unavailable' | 'aborted' | 'worker'} ErrorCode
 */

/** Every failure of the engine. The message says the argument, what was expected and what came. */
export class AttentionError extends Error {
  /**
   * @param {ErrorCode} code
   * @param {string} argument the name of the input or option, such as `params.weight`
   * @param {string} detail "expected ..., got ..."
   * @param {{ cause?: unknown }} [options]
   */
  constructor(code, argument, detail, options) {
    super(`${argument}: ${detail}`, options);
    this.name = 'AttentionError';
    /** @type {ErrorCode} */
    this.code = code;
    this.argument = argument;
  }
}

/**
 * A value for a message, short and in one line.
 * @param {unknown} value
 */
export function show(value) {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
