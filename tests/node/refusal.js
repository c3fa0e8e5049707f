/**
 * Checks of a refusal: an AttentionError with code, argument, and a message that says what
 * was expected and what came; the caller's arrays as they were; and a right answer on the next call.
 */

import assert from 'node:assert/strict';
import { trace } from './oracle.js';
import { assertExact } from './closeness.js';

export const kCodes = ['missing', 'type', 'shape', 'size', 'value', 'option', 'range', 'undefined-row', 'memory', 'unavailable', 'aborted', 'worker'];

/**
 * @typedef {object} Refusal
 * @property {any} [inputs]
 * @property {any} [options]
 * @property {'attend' | 'explain' | 'iterate'} [method] attend unless it says otherwise
 * @property {string | string[]} code a list if the design allows several
 * @property {string | string[]} [argument] not checked if absent
 * @property {RegExp} [message] more than the form that every message has
 */

/**
 * Every typed array in a value, with a copy of what it holds.
 * @param {any} value
 * @param {Set<any>} seen
 * @returns {{ array: any, copy: any }[]}
 */
function typedArrays(value, seen = new Set()) {
  if (value === null || typeof value !== 'object' || seen.has(value)) return [];
  seen.add(value);
  if (ArrayBuffer.isView(value)) return value instanceof DataView || value.byteLength === 0 ? [] : [{ array: value, copy: /** @type {any} */ (value).slice() }];
  return Object.values(value).flatMap((part) => typedArrays(part, seen));
}

/**
 * A call with a known answer, which shows that the engine still works.
 * @param {any} attention
 * @param {string} label
 */
export function assertWell(attention, label) {
  const inputs = { query: [[0.1, 0.2], [0.3, -0.4]], key: [[0.4, 0.5], [-0.7, 0.8], [0.1, 0.2]], value: [[0.4], [0.7], [0.1]] };
  assertExact(attention.attend(inputs, { weights: true, causal: true }), trace(inputs, { causal: true }), `${label}: the call after`);
}

/**
 * @param {any} error
 * @param {Refusal} refusal
 * @param {any} AttentionError
 * @param {string} label
 */
export function assertRefusal(error, { code, argument, message }, AttentionError, label) {
  for (const type of [AttentionError, Error]) assert.equal(error instanceof type, true, `${label}: expected an AttentionError, got ${error}`);
  assert.equal(error.name, 'AttentionError');
  const said = `${label}: ${error.code} at ${error.argument}: ${error.message}`;
  assert.ok([code].flat().includes(error.code), `${said}, expected the code ${code}`);
  if (argument !== undefined) assert.ok([argument].flat().includes(error.argument), `${said}, expected the argument ${argument}`);
  assert.ok(error.message.startsWith(`${error.argument}: expected `) && error.message.includes(', got '), `${said}: no expected and got`);
  if (message) assert.match(error.message, message, said);
}

/**
 * @param {any} attention
 * @param {any} AttentionError
 * @param {Refusal} refusal
 * @param {string} label
 */
export function assertRefused(attention, AttentionError, refusal, label) {
  const arrays = typedArrays([refusal.inputs, refusal.options]);
  /** @type {any} */
  let thrown;
  try {
    attention[refusal.method ?? 'attend'](refusal.inputs, refusal.options);
  } catch (error) {
    thrown = error;
  }
  assert.ok(thrown !== undefined, `${label}: nothing was refused`);
  assertRefusal(thrown, refusal, AttentionError, label);
  for (const { array, copy } of arrays) assert.deepEqual(array, copy, `${label}: the caller's array has changed`);
  assertWell(attention, label);
}
