// A call that fails inside a module is described by what an AttentionError is made of: it may have to cross to another thread
// before it can be thrown.

/** @typedef {[code: import('./error.js').ErrorCode, argument: string, detail: string]} Failure */

/** Describes a trap. @param {unknown} error @returns {Failure} */
export const trapped = (error) => ['unavailable', 'engine', `expected a result, got ${error}; the next call starts afresh`];

/** Describes a call that memory cannot hold. @param {string} argument what takes most @param {number} bytes @returns {Failure} */
export const tooLarge = (argument, bytes) => ['memory', argument, `expected a call that memory can hold, got one of ${bytes} bytes`];
