// What a call into the module failed of.
/** What an AttentionError is made of. @typedef {[code: import('./error.js').ErrorCode, argument: string, detail: string]} Failure */

/** A trap: the instance's stack and memory are in no known state. @param {unknown} error @returns {Failure} */
export const trapped = (error) => ['unavailable', 'engine', `expected a result, got ${error}; the next call starts afresh`];

/** @param {string} argument what takes most @param {number} bytes @returns {Failure} */
export const tooLarge = (argument, bytes) => ['memory', argument, `expected a call that memory can hold, got one of ${bytes} bytes`];
