/** The engine's errors in words for the reader, and the control that each belongs to. */

import { AttentionError } from '../../engine/index.js';
import { isTextKey, text } from './language.js';

/**
 * @import { LateValues, TextKey } from './language.js'
 *
 * @typedef {object} Problem
 * @property {TextKey} key names the sentence
 * @property {LateValues} values
 * @property {'score' | 'normalizer' | 'temperature' | 'scale' | 'vectors'} place
 */

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
  const key = code === 'range' && argument === 'temperature' ? 'error.temperature' : `error.${code}`;
  return {
    key: isTextKey(key) ? key : 'error.unknown',
    values: () => ({ argument, message }),
    place: placeOf(argument),
  };
}

/**
 * @param {string} argument
 * @returns {Problem['place']}
 */
function placeOf(argument) {
  if (argument === 'temperature' || argument === 'scale' || argument === 'normalizer') return argument;
  return argument === 'score' || argument.startsWith('params') ? 'score' : 'vectors';
}

/**
 * @param {Problem} problem
 * @returns {string} the sentence for the reader
 */
export function problemText({ key, values }) {
  return text(key, values());
}
