/** The sentences about a sample, and the sample that the author begins with. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { keysEach } from './sampling.js';

/**
 * @import { Summary } from './sampling.js'
 *
 * @typedef {object} ScaleState
 * @property {number} dimension one of dimensions
 * @property {number} seed from 1
 */

/** @type {Readonly<ScaleState>} */
export const start = { dimension: 64, seed: 1 };

/**
 * @param {{ variance: string }} texts
 * @param {number} dimension
 * @param {Summary} plain
 * @param {Summary} scaled
 */
export function varianceText(texts, dimension, plain, scaled) {
  return filled(texts.variance, { dimension, variance: formatNumber(plain.variance), scaled: formatNumber(scaled.variance) });
}

/**
 * @param {{ saturation: string }} texts
 * @param {Summary} plain
 * @param {Summary} scaled
 */
export function saturationText(texts, plain, scaled) {
  return filled(texts.saturation, {
    largest: formatNumber(plain.largest), entropy: formatNumber(plain.entropy),
    scaledLargest: formatNumber(scaled.largest), scaledEntropy: formatNumber(scaled.entropy), most: Math.log2(keysEach),
  });
}
