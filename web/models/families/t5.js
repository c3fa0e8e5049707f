/**
 * T5 (Raffel et al., "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer", 2020), and its version
 * 1.1 with a gate.
 */

/**
 * @import { Activation, Attention, Description, FeedForward, Head, Layer, Norm, RelativeBias, Stack, TensorPart } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { architectureOf, idsOf, layerCount } from './architecture.js';
import { attentionBlock, feedForwardBlock, noneBiased } from './blocks.js';
import { outputWeights } from './tied-output.js';

/** By feed_forward_proj. @type {Record<string, { activation: Activation, isGated: boolean }>} */
const projections = {
  relu: { activation: 'relu', isGated: false },
  'gated-gelu': { activation: 'gelu-tanh', isGated: true },
  'gated-silu': { activation: 'silu', isGated: true },
};

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeT5(fields, taker) {
  const architecture = architectureOf(fields, ['T5Model', 'T5ForConditionalGeneration']);
  const tokens = taker.take('shared.weight', [fields.integer('vocab_size'), fields.integer('d_model')]);
  taker.ignore(/^(en|de)coder\.embed_tokens\.weight$/);
  // The first files have it by mistake: the attention to the encoder has no bias.
  taker.ignore(/^decoder\.block\.0\.layer\.1\.EncDecAttention\.relative_attention_bias\.weight$/);
  const layers = layerCount(fields, 'num_layers');
  const decoderLayers = fields.has('num_decoder_layers') ? layerCount(fields, 'num_decoder_layers') : layers;
  return {
    family: 't5',
    architecture,
    stacks: {
      encoder: stack(fields, taker.within('encoder.'), tokens, layers, false),
      decoder: stack(fields, taker.within('decoder.'), tokens, decoderLayers, true),
    },
    heads: architecture === 'T5Model' ? {} : { logits: logits(fields, taker, tokens) },
    positions: Infinity,
    ids: idsOf(fields),
  };
}

/**
 * A tied head takes rows by the root of the width smaller.
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {TensorPart} tokens
 * @returns {Head}
 */
function logits(fields, taker, tokens) {
  const width = fields.integer('d_model');
  const isTied = fields.booleanOr('tie_word_embeddings', true);
  const weights = outputWeights(taker, 'lm_head.weight', [fields.integer('vocab_size'), width], tokens, isTied);
  return { stack: 'decoder', rows: 'all', ...(isTied ? { scale: width ** -0.5 } : {}), output: { weights } };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {TensorPart} tokens
 * @param {number} layers
 * @param {boolean} isDecoder
 * @returns {Stack}
 */
function stack(fields, taker, tokens, layers, isDecoder) {
  return {
    embedding: { input: 'tokens', tokens },
    width: fields.integer('d_model'),
    isCausal: isDecoder,
    layers: Array.from({ length: layers }, (_, i) => layer(fields, taker.within(`block.${i}.layer.`), isDecoder)),
    finalNorm: norm(fields, taker, 'final_layer_norm'),
    relativeBias: relativeBias(fields, taker.within('block.0.layer.0.SelfAttention.'), !isDecoder),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {boolean} isDecoder @returns {Layer} */
function layer(fields, taker, isDecoder) {
  const own = { ...attention(fields, taker.within('0.'), 'SelfAttention'), isBiased: true };
  if (!isDecoder) return { attention: own, feedForward: feedForward(fields, taker.within('1.')) };
  const cross = attention(fields, taker.within('1.'), 'EncDecAttention');
  return { attention: own, cross, feedForward: feedForward(fields, taker.within('2.')) };
}

/** Its scores have no scale. @param {ConfigFields} fields @param {TensorTaker} taker @param {string} name @returns {Attention} */
function attention(fields, taker, name) {
  const names = { query: `${name}.q`, key: `${name}.k`, value: `${name}.v`, output: `${name}.o` };
  const sizes = { width: fields.integer('d_model'), heads: fields.integer('num_heads'), headSize: fields.integer('d_kv'), scale: 1 };
  return { before: norm(fields, taker, 'layer_norm'), ...attentionBlock(taker, names, sizes, noneBiased) };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {FeedForward} */
function feedForward(fields, taker) {
  const { activation, isGated } = projections[fields.choiceOr('feed_forward_proj', Object.keys(projections), 'relu')];
  const part = taker.within('DenseReluDense.');
  const names = isGated ? { gate: 'wi_0', up: 'wi_1', down: 'wo' } : { up: 'wi', down: 'wo' };
  const block = feedForwardBlock(part, names, fields.integer('d_model'), fields.integer('d_ff'), activation, false);
  return { before: norm(fields, taker, 'layer_norm'), ...block };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {string} name @returns {Norm} */
const norm = (fields, taker, name) => taker.rmsNorm(name, fields.integer('d_model'), fields.positive('layer_norm_epsilon'));

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {boolean} isBidirectional @returns {RelativeBias} */
function relativeBias(fields, taker, isBidirectional) {
  const buckets = fields.integer('relative_attention_num_buckets');
  const maxDistance = fields.integerOr('relative_attention_max_distance', 128);
  const table = taker.take('relative_attention_bias.weight', [buckets, fields.integer('num_heads')]);
  return { table, buckets, maxDistance, isBidirectional };
}
