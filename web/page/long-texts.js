/** Lengths, durations, sizes and speeds in words. */

import { language, text } from './language.js';

/**
 * @import { LongCall, Sight } from '../figure/long-call.js'
 * @import { TextKey } from './language.js'
 */

/** @type {Record<Sight, TextKey>} */
export const sightNames = { dense: 'long.dense', causal: 'long.causal', window: 'long.window' };

/** @type {Record<Sight, TextKey>} */
const shortSightNames = { dense: 'long.denseShort', causal: 'long.causalShort', window: 'long.windowShort' };

/**
 * @param {number} count
 * @returns {string} 65,536
 */
export function countText(count) {
  return count.toLocaleString(language() === 'zh' ? 'zh-CN' : 'en');
}

/** @param {LongCall} call */
export function callText({ length, sight }) {
  return text('long.call', { length: countText(length), sight: text(shortSightNames[sight]) });
}

/**
 * @param {number} seconds a guess
 * @returns {string}
 */
export function roughDuration(seconds) {
  if (seconds < 1) return text('long.underSecond');
  if (seconds < 90) return text('long.seconds', { count: Math.round(seconds) });
  return text('long.minutes', { count: Math.round(seconds / 60) });
}

/**
 * @param {number} seconds measured
 * @returns {string} three significant digits, whole milliseconds
 */
export function durationText(seconds) {
  return `${seconds.toFixed(seconds < 1 ? 3 : seconds < 10 ? 2 : 1)} s`;
}

/**
 * @param {number} bytes
 * @returns {string} in powers of ten
 */
export function bytesText(bytes) {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param {number} operationsPerSecond */
export function speedText(operationsPerSecond) {
  return `${(operationsPerSecond / 1e9).toFixed(1)} GFLOP/s`;
}
