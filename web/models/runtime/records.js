// Descriptions as numbers: one for each field of a list that C++ gives, by the path that it has there.
import { ACTIVATIONS, NORM_TYPES } from '../generated/fields.js';

/** The choices that are names here and numbers there, by the last part of a field's path. @type {Record<string, readonly string[]>} */
const choices = { activation: ACTIVATIONS };

/**
 * @param {readonly string[]} fields paths such as `attention.query.weights.rows`
 * @param {object} values nested as the paths are; what is absent has no effect: 0, or the default that C++ gives it by name here
 * @returns {Float64Array}
 * @throws {TypeError} for a value that is in no path: a fault of the program, not of its user
 */
export function numbersOf(fields, values) {
  const found = new Map();
  gather(values, '', found);
  const numbers = Float64Array.from(fields, (path) => {
    const number = numberOf(path, found.get(path));
    found.delete(path);
    return number;
  });
  for (const path of found.keys()) throw new TypeError(`records: expected a field of the list, got ${path}`);
  return numbers;
}

/** @param {any} values @param {string} prefix @param {Map<string, unknown>} found */
function gather(values, prefix, found) {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    if (typeof value === 'object') gather(value, `${prefix}${name}.`, found);
    else found.set(prefix + name, value);
  }
}

/** What a field is that nobody names. @type {Record<string, number>} */
const defaults = { left: -1, right: -1, rotary: -1, scale: 1, factor: 1 };

/** @param {string} path @param {unknown} value */
function numberOf(path, value) {
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (value === undefined) return defaults[name] ?? 0;
  if (typeof value !== 'string') return Number(value);
  const names = choices[name] ?? NORM_TYPES;
  const number = names.indexOf(value);
  if (number < 0) throw new TypeError(`records: expected ${path} to be one of ${names.join(', ')}, got ${value}`);
  return number;
}
