/** Texts for lengths, durations, sizes and speeds. */

import { language, text } from './language.js';

/**
 * @import { LongCall, Sight } from '../exhibits/long-call.js'
 * @import { LateValues, TextKey } from './language.js'
 */

/**
 * @param {Sight} sight
 * @returns {[TextKey, LateValues]}
 */
export function sightText(sight) {
  if (typeof sight === 'number') return ['long.window', () => ({ count: countText(sight) })];
  return [sight === 'dense' ? 'long.dense' : 'long.causal', () => ({})];
}

/** @param {Sight} sight */
function shortSight(sight) {
  if (typeof sight === 'number') return text('long.windowShort', { count: countText(sight) });
  return text(sight === 'dense' ? 'long.denseShort' : 'long.causalShort');
}

/**
 * @param {number} count
 * @returns {string} 65,536
 */
export function countText(count) {
  return count.toLocaleString(language() === 'zh' ? 'zh-CN' : 'en');
}

/**
 * @param {number} count
 * @returns {string} such as 65.5 thousand
 */
export function roundCountText(count) {
  return count.toLocaleString(language() === 'zh' ? 'zh-CN' : 'en', { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 });
}

/** @param {LongCall} call */
export function callText({ length, sight, heads }) {
  return text(heads === 1 ? 'long.call' : 'long.callHeads', { length: countText(length), sight: shortSight(sight), heads });
}

/**
 * @param {number} seconds an estimate
 * @param {number} workers
 */
export function estimateText(seconds, workers) {
  return text('long.estimate', { time: seconds < 1 ? text('long.underSecond') : roughDuration(seconds), workers });
}

/**
 * @param {number} left seconds that are left, estimated from the work so far
 * @param {number} past seconds that have passed
 * @returns {string} empty if too little is known, or too little is left
 */
export function leftText(left, past) {
  return past < 1 || left < 1 ? '' : text('long.left', { time: roughDuration(left) });
}

/** @param {number} seconds an estimate */
function roughDuration(seconds) {
  return seconds < 90
    ? text('long.seconds', { count: Math.round(seconds) })
    : text('long.minutes', { count: Math.round(seconds / 60) });
}

/**
 * @param {number} seconds measured
 * @returns {string} three significant digits, whole milliseconds
 */
export function durationText(seconds) {
  return `${seconds.toFixed(seconds < 1 ? 3 : seconds < 10 ? 2 : 1)} s`;
}

/**
 * @param {number} bytes
 * @returns {string} in powers of ten
 */
export function bytesText(bytes) {
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  const count = bytes / unit;
  return `${count.toFixed(count < 100 ? 1 : 0)} ${name}`;
}

/** @param {number} operationsPerSecond */
export function speedText(operationsPerSecond) {
  return `${(operationsPerSecond / 1e9).toFixed(1)} GFLOP/s`;
}
