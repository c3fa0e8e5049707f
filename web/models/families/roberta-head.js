/** The masked head of RoBERTa and of MPNet: its activation is the exact gelu, whatever the config has for the layers. */

/**
 * @import { Head, TensorPart } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { outputWeights } from './tied-output.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Head} */
export function robertaHead(fields, taker, tokens) {
  const width = fields.integer('hidden_size');
  const vocabulary = fields.integer('vocab_size');
  const isTied = fields.booleanOr('tie_word_embeddings', true);
  taker.ignoreName('lm_head.decoder.bias');
  return {
    stack: 'text',
    rows: 'all',
    dense: taker.linear('lm_head.dense', width, width),
    activation: 'gelu',
    denseNorm: taker.layerNorm('lm_head.layer_norm', width, fields.positive('layer_norm_eps')),
    output: {
      weights: outputWeights(taker, 'lm_head.decoder.weight', [vocabulary, width], tokens, isTied),
      bias: taker.take('lm_head.bias', [vocabulary]),
    },
  };
}
