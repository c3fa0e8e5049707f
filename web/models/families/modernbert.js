/**
 * ModernBERT (Warner et al., "Smarter, Better, Faster, Longer: A Modern Bidirectional Encoder for Fast, Memory Efficient, and Long
 * Context Finetuning and Inference", 2024).
 */

/**
 * @import { Attention, Description, FeedForward, Head, Layer, Norm, Stack, TokenEmbedding } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { LayerType } from './layer-types.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, dividedHeadSize, idsOf, layerCount } from './architecture.js';
import { classifierOutput } from './encoder-heads.js';
import { layerTypesOf } from './layer-types.js';
import { rotaryOf } from './rotary-frequencies.js';
import { queryKeyValue, rowsOf } from './rows-of.js';
import { outputWeights } from './tied-output.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeModernbert(fields, taker) {
  const architecture = architectureOf(fields, ['ModernBertModel', 'ModernBertForMaskedLM', 'ModernBertForSequenceClassification']);
  fields.mustBe('position_embedding_type', 'absolute'); // It is what files have, though the model turns its heads.
  const text = modernbertStack(fields, taker.withinIfThere('model.'));
  /** @type {Record<string, Head>} */
  const heads = {};
  if (architecture === 'ModernBertForMaskedLM') heads.logits = maskedHead(fields, taker, text.embedding);
  if (architecture === 'ModernBertForSequenceClassification') heads.classLogits = classifier(fields, taker);
  return {
    family: 'modernbert',
    architecture,
    stacks: { text },
    heads,
    positions: fields.integer('max_position_embeddings'),
    ids: idsOf(fields),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack & { embedding: TokenEmbedding }} */
function modernbertStack(fields, taker) {
  const width = fields.integer('hidden_size');
  const headSize = dividedHeadSize(fields);
  const isFull = (/** @type {number} */ i) => i % fields.integer('global_attn_every_n_layers') === 0;
  const types = layerTypesOf(fields, layerCount(fields), isFull);
  const localTheta = fields.has('local_rope_theta') ? 'local_rope_theta' : 'global_rope_theta';
  return {
    embedding: {
      input: 'tokens',
      tokens: taker.take('embeddings.tok_embeddings.weight', [fields.integer('vocab_size'), width]),
      norm: norm(fields, taker, 'embeddings.norm'),
    },
    width,
    isCausal: false,
    layers: types.map((type, i) => layer(fields, taker.within(`layers.${i}.`), type, i === 0)),
    finalNorm: norm(fields, taker, 'final_norm'),
    rotaries: [
      rotaryOf(fields, headSize, { theta: 'global_rope_theta', type: 'full_attention' }),
      rotaryOf(fields, headSize, { theta: localTheta, type: 'sliding_attention' }),
    ],
  };
}

/**
 * The first layer's input was normed by the embedding.
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {LayerType} type
 * @param {boolean} isFirst
 * @returns {Layer}
 */
function layer(fields, taker, type, isFirst) {
  return {
    attention: { ...(isFirst ? {} : { before: norm(fields, taker, 'attn_norm') }), ...attention(fields, taker.within('attn.'), type) },
    feedForward: { before: norm(fields, taker, 'mlp_norm'), ...feedForward(fields, taker.within('mlp.')) },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {LayerType} type @returns {Attention} */
function attention(fields, taker, type) {
  const width = fields.integer('hidden_size');
  const heads = fields.integer('num_attention_heads');
  const headSize = dividedHeadSize(fields);
  const hasBias = fields.booleanOr('attention_bias', false);
  const reach = type === 'sliding_attention' ? Math.floor(fields.integer('local_attention') / 2) : undefined;
  return {
    heads,
    kvHeads: heads,
    headSize,
    scale: headSize ** -0.5,
    ...(reach === undefined ? {} : { window: { left: reach, right: reach } }),
    rotary: type === 'full_attention' ? 0 : 1,
    ...queryKeyValue(taker.linear('Wqkv', 3 * width, width, hasBias), width),
    output: taker.linear('Wo', width, width, hasBias),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {FeedForward} */
function feedForward(fields, taker) {
  const width = fields.integer('hidden_size');
  const inner = fields.integer('intermediate_size');
  const hasBias = fields.booleanOr('mlp_bias', false);
  const both = taker.linear('Wi', 2 * inner, width, hasBias);
  return {
    activation: activationOf(fields, 'hidden_activation'),
    gate: rowsOf(both, 0, inner),
    up: rowsOf(both, inner, inner),
    down: taker.linear('Wo', width, inner, hasBias),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {string} name @returns {Norm} */
const norm = (fields, taker, name) => (
  taker.layerNorm(name, fields.integer('hidden_size'), fields.positive('norm_eps'), fields.booleanOr('norm_bias', false)));

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Pick<Head, 'dense' | 'activation' | 'denseNorm'>} */
function denseSteps(fields, taker) {
  const width = fields.integer('hidden_size');
  return {
    dense: taker.linear('head.dense', width, width, fields.booleanOr('classifier_bias', false)),
    activation: activationOf(fields, 'classifier_activation'),
    denseNorm: norm(fields, taker, 'head.norm'),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TokenEmbedding} embedding @returns {Head} */
function maskedHead(fields, taker, { tokens }) {
  const shape = /** @type {[number, number]} */ ([fields.integer('vocab_size'), fields.integer('hidden_size')]);
  const weights = outputWeights(taker, 'decoder.weight', shape, tokens, fields.booleanOr('tie_word_embeddings', true));
  const bias = fields.booleanOr('decoder_bias', true) ? { bias: taker.take('decoder.bias', [shape[0]]) } : {};
  return { stack: 'text', rows: 'all', ...denseSteps(fields, taker), output: { weights, ...bias } };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Head} */
function classifier(fields, taker) {
  const rows = fields.choice('classifier_pooling', ['cls', 'mean']) === 'cls' ? 'first' : 'mean';
  return { stack: 'text', rows, ...denseSteps(fields, taker), output: classifierOutput(fields, taker, fields.integer('hidden_size')) };
}
