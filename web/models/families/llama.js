/**
 * Llama (Touvron et al., "LLaMA: Open and Efficient Foundation Language Models", 2023) and the families that are built like it:
 * Mistral, Qwen2, Qwen3 and Gemma 3. What they differ in is a table.
 */

/**
 * @import { Attention, Description, FeedForward, Head, Layer, Norm, Rotary, Stack, TokenEmbedding } from '../description.js'
 * @import { AttentionSizes, Biases } from './blocks.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { LayerType } from './layer-types.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, dividedHeadSize, idsOf, layerCount } from './architecture.js';
import { allBiased, attentionBlock, feedForwardBlock, noneBiased } from './blocks.js';
import { lastClassifier } from './decoder-heads.js';
import { layerTypesOf } from './layer-types.js';
import { rotaryOf } from './rotary-frequencies.js';
import { outputWeights } from './tied-output.js';

/**
 * @typedef {object} Traits
 * @property {string} name of its classes
 * @property {(fields: ConfigFields) => Biases} biases
 * @property {(fields: ConfigFields) => number} headSize
 * @property {(fields: ConfigFields) => LayerType[]} layerTypes
 * @property {(fields: ConfigFields) => Record<LayerType, Rotary>} rotaries
 * @property {boolean} [hasHeadNorms] of queries and keys
 * @property {boolean} [hasMlpBias] mlp_bias may be set
 * @property {boolean} [isGemma] norms on both sides of a block, an embedding with a scale, a scale and a softcap from the config
 */

const names = { query: 'self_attn.q_proj', key: 'self_attn.k_proj', value: 'self_attn.v_proj', output: 'self_attn.o_proj' };
const feedForwardNames = { gate: 'mlp.gate_proj', up: 'mlp.up_proj', down: 'mlp.down_proj' };

/** @param {ConfigFields} fields @returns {LayerType[]} */
const allFull = (fields) => Array(layerCount(fields)).fill('full_attention');

/** @param {ConfigFields} fields @returns {LayerType[]} */
const allSliding = (fields) => Array(layerCount(fields)).fill('sliding_attention');

/** @param {ConfigFields} fields @returns {Biases} */
const biasesAsConfigured = (fields) => (fields.booleanOr('attention_bias', false) ? allBiased : noneBiased);

/** @param {ConfigFields} fields */
const givenOrDivided = (fields) => fields.integerOr('head_dim', undefined) ?? dividedHeadSize(fields);

/** @param {number} [fallback] of theta @returns {Traits['rotaries']} */
const oneRotary = (fallback) => (fields) => {
  const rotary = rotaryOf(fields, givenOrDivided(fields), { theta: 'rope_theta', fallback });
  return { full_attention: rotary, sliding_attention: rotary };
};

/** By the config's model_type. @type {Record<string, Traits>} */
const families = {
  llama: {
    name: 'Llama',
    biases: biasesAsConfigured,
    headSize: givenOrDivided,
    layerTypes: allFull,
    rotaries: oneRotary(10000), // The oldest files do not have it.
    hasMlpBias: true,
  },
  mistral: {
    name: 'Mistral',
    biases: () => noneBiased,
    headSize: givenOrDivided,
    layerTypes: (fields) => (fields.has('sliding_window') ? allSliding : allFull)(fields),
    rotaries: oneRotary(),
  },
  qwen2: {
    name: 'Qwen2',
    biases: () => ({ ...allBiased, output: false }),
    headSize: givenOrDivided,
    layerTypes: qwenLayerTypes,
    rotaries: oneRotary(),
  },
  qwen3: {
    name: 'Qwen3',
    biases: biasesAsConfigured,
    headSize: (fields) => fields.integer('head_dim'),
    layerTypes: qwenLayerTypes,
    rotaries: oneRotary(),
    hasHeadNorms: true,
  },
  gemma3_text: {
    name: 'Gemma3',
    biases: biasesAsConfigured,
    headSize: (fields) => fields.integer('head_dim'),
    layerTypes: gemmaLayerTypes,
    rotaries: gemmaRotaries,
    hasHeadNorms: true,
    isGemma: true,
  },
};

export const llamaTypes = Object.keys(families);

/**
 * @param {ConfigFields} fields
 * @returns {LayerType[]} windows are only for layers from max_window_layers on, and only if they are used
 */
function qwenLayerTypes(fields) {
  const layers = layerCount(fields);
  const isSliding = fields.booleanOr('use_sliding_window', false);
  const types = layerTypesOf(fields, layers, (i) => !isSliding || i < fields.integer('max_window_layers', 0));
  const isRight = isSliding || !types.includes('sliding_attention');
  if (!isRight) throw fields.error('use_sliding_window', 'true, as layer_types has sliding_attention');
  return types;
}

/** @param {ConfigFields} fields @returns {LayerType[]} */
function gemmaLayerTypes(fields) {
  const isFull = (/** @type {number} */ i) => (i + 1) % fields.integer(['sliding_window_pattern', '_sliding_window_pattern']) === 0;
  return layerTypesOf(fields, layerCount(fields), isFull);
}

/** @type {Traits['rotaries']} */
function gemmaRotaries(fields) {
  const headSize = fields.integer('head_dim');
  return {
    full_attention: rotaryOf(fields, headSize, { theta: 'rope_theta', type: 'full_attention' }),
    sliding_attention: rotaryOf(fields, headSize, { theta: 'rope_local_base_freq', type: 'sliding_attention', isNeverScaled: true }),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeLlama(fields, taker) {
  const traits = families[fields.choice('model_type', llamaTypes)];
  const architecture = architectureOf(fields, ['Model', 'ForCausalLM', 'ForSequenceClassification'].map((role) => traits.name + role)
    .concat(traits.isGemma ? ['Gemma3TextModel', 'Gemma3TextForSequenceClassification'] : []));
  for (const name of ['attn_logit_softcapping', 'dual_chunk_attention_config']) fields.mustBe(name, null);
  for (const name of ['use_bidirectional_attention', 'use_mrope']) fields.mustBe(name, false);
  const text = llamaStack(fields, taker.withinIfThere('model.'), traits);
  return {
    family: traits.name.toLowerCase(),
    architecture,
    stacks: { text },
    heads: llamaHeads(fields, taker, architecture, text),
    positions: fields.integer('max_position_embeddings'),
    ids: idsOf(fields),
  };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {string} architecture
 * @param {Stack & { embedding: TokenEmbedding }} text
 * @returns {Record<string, Head>}
 */
function llamaHeads(fields, taker, architecture, { width, embedding }) {
  if (architecture.endsWith('ForSequenceClassification')) return { classLogits: lastClassifier(fields, taker, width) };
  if (!architecture.endsWith('ForCausalLM')) return {};
  const isTied = fields.booleanOr('tie_word_embeddings', undefined);
  const weights = outputWeights(taker, 'lm_head.weight', [fields.integer('vocab_size'), width], embedding.tokens, isTied);
  const softcap = fields.positiveOr('final_logit_softcapping', undefined);
  return { logits: { stack: 'text', rows: 'all', output: { weights }, ...(softcap === undefined ? {} : { softcap }) } };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {Traits} traits
 * @returns {Stack & { embedding: TokenEmbedding }}
 */
function llamaStack(fields, taker, traits) {
  taker.ignore(/(^|\.)rotary_emb\.inv_freq$/);
  const width = fields.integer('hidden_size');
  const types = traits.layerTypes(fields);
  const kinds = /** @type {LayerType[]} */ (['full_attention', 'sliding_attention']).filter((type) => types.includes(type));
  const rotaries = traits.rotaries(fields);
  const tokens = taker.take('embed_tokens.weight', [fields.integer('vocab_size'), width]);
  return {
    embedding: { input: 'tokens', tokens, ...(traits.isGemma ? { scale: Math.sqrt(width) } : {}) },
    width,
    isCausal: true,
    layers: types.map((type, i) => layer(fields, taker.within(`layers.${i}.`), traits, type, kinds.indexOf(type))),
    finalNorm: norm(fields, taker, traits, 'norm'),
    rotaries: kinds.map((type) => rotaries[type]),
  };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {Traits} traits
 * @param {string} name
 * @param {number} [width]
 * @returns {Norm}
 */
function norm(fields, taker, { isGemma = false }, name, width = fields.integer('hidden_size')) {
  return taker.rmsNorm(name, width, fields.positive('rms_norm_eps'), fields.booleanOr('norm_adds_one', isGemma));
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {Traits} traits
 * @param {LayerType} type
 * @param {number} rotary
 * @returns {Layer}
 */
function layer(fields, taker, traits, type, rotary) {
  const [before, after, beforeFeedForward, afterFeedForward] = traits.isGemma
    ? ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm']
    : ['input_layernorm', undefined, 'post_attention_layernorm', undefined];
  const normed = (/** @type {string} */ name) => norm(fields, taker, traits, name);
  return {
    attention: {
      before: normed(before),
      ...(after ? { after: normed(after) } : {}),
      ...attention(fields, taker, traits, type),
      rotary,
    },
    feedForward: {
      before: normed(beforeFeedForward),
      ...(afterFeedForward ? { after: normed(afterFeedForward) } : {}),
      ...feedForward(fields, taker, traits),
    },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {Traits} traits @param {LayerType} type @returns {Attention} */
function attention(fields, taker, traits, type) {
  const sizes = attentionSizes(fields, traits);
  const headNorms = traits.hasHeadNorms && {
    queryNorm: norm(fields, taker, traits, 'self_attn.q_norm', sizes.headSize),
    keyNorm: norm(fields, taker, traits, 'self_attn.k_norm', sizes.headSize),
  };
  return {
    ...attentionBlock(taker, names, sizes, traits.biases(fields)),
    ...headNorms,
    ...(type === 'sliding_attention' ? { window: { left: fields.integer('sliding_window') - 1, right: 0 } } : {}),
  };
}

/** @param {ConfigFields} fields @param {Traits} traits @returns {AttentionSizes} */
function attentionSizes(fields, { headSize: headSizeOf, isGemma }) {
  const heads = fields.integer('num_attention_heads');
  const kvHeads = fields.integerOr('num_key_value_heads', heads);
  if (heads % kvHeads !== 0) throw fields.error('num_key_value_heads', `a divisor of num_attention_heads, ${heads}`);
  const headSize = headSizeOf(fields);
  const scale = (isGemma ? fields.positive('query_pre_attn_scalar') : headSize) ** -0.5;
  return { width: fields.integer('hidden_size'), heads, kvHeads, headSize, scale };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {Traits} traits @returns {FeedForward} */
function feedForward(fields, taker, { hasMlpBias = false, isGemma = false }) {
  const width = fields.integer('hidden_size');
  const activation = activationOf(fields, isGemma ? 'hidden_activation' : 'hidden_act');
  const hasBias = hasMlpBias && fields.booleanOr('mlp_bias', false);
  return feedForwardBlock(taker, feedForwardNames, width, fields.integer('intermediate_size'), activation, hasBias);
}
