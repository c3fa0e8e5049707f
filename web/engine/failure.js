// What a call into the module failed of.
import { ARGUMENTS, CODES } from './names.js';
import { ARGUMENT, CODE } from './slots.js';

/** What an AttentionError is made of. @typedef {[code: import('./error.js').ErrorCode, argument: string, detail: string]} Failure */

/** What was wrong with the last call. @param {import('./instance.js').Instance} instance @returns {Failure} */
export const failureOf = (instance) => [
  /** @type {import('./error.js').ErrorCode} */ (CODES[instance.slots[CODE]]), ARGUMENTS[instance.slots[ARGUMENT]], instance.message(),
];

/** A trap: the instance's stack and memory are in no known state. @param {unknown} error @returns {Failure} */
export const trapped = (error) => ['unavailable', 'engine', `expected a result, got ${error}; the next call starts afresh`];

/** @param {string} argument what takes most @param {number} bytes @returns {Failure} */
export const tooLarge = (argument, bytes) => ['memory', argument, `expected a call that memory can hold, got one of ${bytes} bytes`];
