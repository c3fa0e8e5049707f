/** Heads that several encoders have, and whether a file has them. */

/**
 * @import { Head, Linear } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { labelCount } from './architecture.js';

/**
 * Files of sentence embeddings often name the architecture that was trained, and hold its body alone: such names have no prefix.
 * @param {TensorTaker} taker
 * @param {TensorTaker} body the same taker, where names have no prefix
 * @param {string} prefix of the head's tensors
 * @param {boolean} isNamed the architecture has the head
 */
export const hasHead = (taker, body, prefix, isNamed) => taker.hasAny(prefix) || (isNamed && body !== taker);

/**
 * The first row through a matrix and tanh.
 * @param {TensorTaker} taker
 * @param {number} width
 * @param {string} [stack]
 * @returns {Head}
 */
export const pooledHead = (taker, width, stack = 'text') => (
  { stack, rows: 'first', dense: taker.linear('pooler.dense', width, width), activation: 'tanh' });

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {number} width @param {string} [name] @returns {Linear} */
export const classifierOutput = (fields, taker, width, name = 'classifier') => taker.linear(name, labelCount(fields), width);

/** RoBERTa's and MPNet's. @param {ConfigFields} fields @param {TensorTaker} taker @param {number} width @returns {Head} */
export const denseClassifier = (fields, taker, width) => ({
  stack: 'text',
  rows: 'first',
  dense: taker.linear('classifier.dense', width, width),
  activation: 'tanh',
  output: classifierOutput(fields, taker, width, 'classifier.out_proj'),
});
