// Options and inputs come from the caller as objects, which are read here by the names of their own properties.
import { tagOf } from '../base/brands.js';
import { AttentionError, show } from '../wasm/error.js';

/** @param {string} name @param {string} expected */
export function unknown(name, expected) {
  return new AttentionError('option', name, `expected ${expected}, got an unknown name`);
}

/**
 * An object that is read by the names of its own properties. What is not found that way would be left out without a
 * word, so it may be no Map and inherit nothing. What a page adds to Object.prototype is nobody's property.
 * @param {unknown} value
 * @param {string} argument
 * @returns {Record<string, unknown>}
 * @throws {AttentionError} type
 */
export function plain(value, argument) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new AttentionError('type', argument, `expected an object, got ${show(value)}`);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    const tag = tagOf(value);
    throw new AttentionError('type', argument, `expected a plain object, got ${tag === 'Object' ? 'one that inherits' : `a ${tag}`}`);
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * A plain object whose keys are all names. The inputs of a call are not looked at so closely: symbols take a C++ call,
 * 8 % of the article's.
 * @param {unknown} value
 * @param {string} argument
 * @returns {Record<string, unknown>}
 * @throws {AttentionError} type, option
 */
export function record(value, argument) {
  const named = plain(value, argument);
  const symbols = Object.getOwnPropertySymbols(named);
  if (symbols.length > 0) throw new AttentionError('option', argument, `expected names as its keys, got ${show(symbols[0])}`);
  return named;
}

/**
 * The own properties of a record, for taking it apart by name: nothing that a page adds to Object.prototype is among them.
 * @param {unknown} value
 * @param {string} argument
 * @returns {Record<string, any>}
 * @throws {AttentionError} type, option
 */
export const ownOf = (value, argument) => Object.assign(Object.create(null), record(value, argument));

/** @param {string} name @param {unknown} value @param {Record<string, number>} names */
export function choice(name, value, names) {
  const index = typeof value === 'string' ? names[value] : undefined;
  if (index !== undefined) return index;
  throw new AttentionError('option', name, `expected one of ${Object.keys(names).join(', ')}, got ${show(value)}`);
}

/** @param {string} name @param {unknown} value */
export function number(name, value) {
  if (typeof value !== 'number') throw new AttentionError('type', name, `expected a number, got ${show(value)}`);
  // In the slots NaN says that there is no number.
  if (Number.isNaN(value)) throw new AttentionError('range', name, 'expected a number, got NaN');
  return value;
}

/** @param {string} name @param {unknown} value */
export function whole(name, value) {
  if (!Number.isSafeInteger(number(name, value))) {
    throw new AttentionError('range', name, `expected a whole number, got ${value}`);
  }
  return /** @type {number} */ (value);
}

/** @param {string} name @param {unknown} value */
export function flag(name, value) {
  if (typeof value === 'boolean') return value;
  throw new AttentionError('type', name, `expected true or false, got ${show(value)}`);
}
