/** What the engine's errors mean to the reader, and the control where they belong. */

import { AttentionError } from '../engine/index.js';
import { text } from './language.js';

/**
 * @import { LateValues, TextKey } from './language.js'
 *
 * @typedef {object} Problem
 * @property {TextKey} key of the words
 * @property {LateValues} values
 * @property {'score' | 'normalizer' | 'temperature' | 'scale' | 'vectors'} place
 */

/** @type {Record<string, TextKey>} */
const keys = {
  missing: 'error.missing',
  type: 'error.type',
  shape: 'error.shape',
  size: 'error.size',
  value: 'error.value',
  option: 'error.option',
  range: 'error.range',
  'undefined-row': 'error.undefined-row',
  memory: 'error.memory',
  unavailable: 'error.unavailable',
  aborted: 'error.aborted',
  worker: 'error.worker',
};

/**
 * @param {unknown} error
 * @returns {Problem}
 */
export function problemOf(error) {
  if (!(error instanceof AttentionError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { key: 'error.unknown', values: () => ({ message }), place: 'vectors' };
  }
  const { code, argument, message } = error;
  return {
    key: code === 'range' && argument === 'temperature' ? 'error.temperature' : (keys[code] ?? 'error.unknown'),
    values: () => ({ argument, message }),
    place: placeOf(code, argument),
  };
}

/**
 * @param {string} code
 * @param {string} argument
 * @returns {Problem['place']}
 */
function placeOf(code, argument) {
  if (code === 'undefined-row') return 'normalizer';
  if (argument === 'temperature' || argument === 'scale' || argument === 'normalizer') return argument;
  return argument === 'score' || argument.startsWith('params') ? 'score' : 'vectors';
}

/**
 * @param {Problem} problem
 * @returns {string} in words
 */
export function problemText({ key, values }) {
  return text(key, values());
}
