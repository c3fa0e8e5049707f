/** The layers that BERT and RoBERTa have, and MPNet with other names: the norm comes after each sum. */

/**
 * @import { Layer, Stack, TokenEmbedding } from '../description.js'
 * @import { AttentionNames } from './blocks.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { dividedHeadSize, layerCount } from './architecture.js';
import { attentionBlock, feedForwardBlock } from './blocks.js';

/** @type {AttentionNames & { norm: string }} */
const bertNames = {
  query: 'attention.self.query',
  key: 'attention.self.key',
  value: 'attention.self.value',
  output: 'attention.output.dense',
  norm: 'attention.output.LayerNorm',
};

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {Partial<TokenEmbedding>} [embedding] what a family adds to tokens, positions and norm
 * @param {AttentionNames & { norm: string }} [names]
 * @returns {Stack & { embedding: TokenEmbedding }}
 */
export function bertStack(fields, taker, embedding = {}, names = bertNames) {
  fields.mustBe('position_embedding_type', 'absolute');
  fields.mustBe('is_decoder', false);
  fields.mustBe('add_cross_attention', false);
  const width = fields.integer('hidden_size');
  const epsilon = fields.positive('layer_norm_eps');
  const embeddings = taker.within('embeddings.');
  embeddings.ignoreName('position_ids');
  embeddings.ignoreName('token_type_ids');
  return {
    embedding: {
      input: 'tokens',
      tokens: embeddings.take('word_embeddings.weight', [fields.integer('vocab_size'), width]),
      positions: embeddings.take('position_embeddings.weight', [fields.integer('max_position_embeddings'), width]),
      norm: embeddings.layerNorm('LayerNorm', width, epsilon),
      ...embedding,
    },
    width,
    isCausal: false,
    layers: Array.from({ length: layerCount(fields) },
      (_, i) => bertLayer(fields, taker.within(`encoder.layer.${i}.`), names)),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {AttentionNames & { norm: string }} names @returns {Layer} */
function bertLayer(fields, taker, names) {
  const width = fields.integer('hidden_size');
  const epsilon = fields.positive('layer_norm_eps');
  const sizes = { width, heads: fields.integer('num_attention_heads'), headSize: dividedHeadSize(fields) };
  const inner = fields.integer('intermediate_size');
  const feedForward = { up: 'intermediate.dense', down: 'output.dense' };
  return {
    attention: { ...attentionBlock(taker, names, sizes), sum: taker.layerNorm(names.norm, width, epsilon) },
    feedForward: {
      ...feedForwardBlock(taker, feedForward, width, inner, activationOf(fields, 'hidden_act')),
      sum: taker.layerNorm('output.LayerNorm', width, epsilon),
    },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {TokenEmbedding['tokenTypes']} */
export const tokenTypesOf = (fields, taker) => taker.take('embeddings.token_type_embeddings.weight',
  [fields.integer('type_vocab_size'), fields.integer('hidden_size')]);
