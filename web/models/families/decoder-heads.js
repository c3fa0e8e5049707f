/** A head that several decoders have. */

/**
 * @import { Head } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { labelCount } from './architecture.js';

/**
 * The last row has seen all tokens.
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {number} width
 * @returns {Head}
 */
export const lastClassifier = (fields, taker, width) => (
  { stack: 'text', rows: 'last', output: taker.linear('score', labelCount(fields), width, false) });
