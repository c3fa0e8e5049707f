/** CLIP (Radford et al., "Learning Transferable Visual Models From Natural Language Supervision", 2021). */

/**
 * @import { Description, Head, Layer, Norm, PatchEmbedding, Stack } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, dividedHeadSize, idsOf, layerCount } from './architecture.js';
import { attentionBlock, feedForwardBlock } from './blocks.js';
import { patchSizes } from './vit-stack.js';

const names = { query: 'self_attn.q_proj', key: 'self_attn.k_proj', value: 'self_attn.v_proj', output: 'self_attn.out_proj' };

/** Old configs have this end, which is none: the text ends at the largest id. */
const oldEnd = 2;

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeClip(fields, taker) {
  const architecture = architectureOf(fields, ['CLIPModel']);
  for (const name of ['text_config_dict', 'vision_config_dict']) fields.mustBe(name, null);
  const text = fields.object('text_config');
  const vision = fields.object('vision_config');
  const width = fields.integer('projection_dim');
  return {
    family: 'clip',
    architecture,
    stacks: { text: textStack(text, taker.within('text_model.')), vision: visionStack(vision, taker.within('vision_model.')) },
    heads: { ...textHeads(text, taker, width), ...visionHeads(vision, taker, width) },
    logitScale: taker.take('logit_scale', []),
    positions: text.integer('max_position_embeddings'),
    ids: idsOf(text),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack} */
function textStack(fields, taker) {
  const width = fields.integer('hidden_size');
  const embeddings = taker.within('embeddings.');
  embeddings.ignoreName('position_ids');
  return {
    embedding: {
      input: 'tokens',
      tokens: embeddings.take('token_embedding.weight', [fields.integer('vocab_size'), width]),
      positions: embeddings.take('position_embedding.weight', [fields.integer('max_position_embeddings'), width]),
    },
    width,
    isCausal: true,
    layers: layersOf(fields, taker),
    finalNorm: norm(fields, taker, 'final_layer_norm'),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack} */
function visionStack(fields, taker) {
  return {
    embedding: { ...patchEmbedding(fields, taker.within('embeddings.')), norm: norm(fields, taker, 'pre_layrnorm') },
    width: fields.integer('hidden_size'),
    isCausal: false,
    layers: layersOf(fields, taker),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {PatchEmbedding} */
function patchEmbedding(fields, taker) {
  const width = fields.integer('hidden_size');
  const { size, imageSize, channels, count } = patchSizes(fields);
  taker.ignoreName('position_ids');
  return {
    input: 'pixels',
    patches: { weights: taker.take('patch_embedding.weight', [width, channels, size, size]) },
    channels,
    size,
    imageSize,
    isResizable: false,
    classToken: taker.take('class_embedding', [width]),
    positions: taker.take('position_embedding.weight', [1 + count, width]),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Layer[]} */
function layersOf(fields, taker) {
  const width = fields.integer('hidden_size');
  const sizes = { width, heads: fields.integer('num_attention_heads'), headSize: dividedHeadSize(fields) };
  const inner = fields.integer('intermediate_size');
  const activation = activationOf(fields, 'hidden_act');
  return Array.from({ length: layerCount(fields) }, (_, i) => {
    const part = taker.within(`encoder.layers.${i}.`);
    const feedForward = feedForwardBlock(part, { up: 'mlp.fc1', down: 'mlp.fc2' }, width, inner, activation);
    return {
      attention: { before: norm(fields, part, 'layer_norm1'), ...attentionBlock(part, names, sizes) },
      feedForward: { before: norm(fields, part, 'layer_norm2'), ...feedForward },
    };
  });
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {string} name @returns {Norm} */
const norm = (fields, taker, name) => taker.layerNorm(name, fields.integer('hidden_size'), fields.positive('layer_norm_eps'));

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {number} width @returns {Record<string, Head>} */
function textHeads(fields, taker, width) {
  const endId = fields.integer('eos_token_id', 0);
  /** @type {Head} */
  const textPooled = { stack: 'text', rows: 'end', ...(endId === oldEnd ? {} : { endId }) };
  const output = taker.linear('text_projection', width, fields.integer('hidden_size'), false);
  return { textPooled, textEmbeds: { ...textPooled, output, isNormalized: true } };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {number} width @returns {Record<string, Head>} */
function visionHeads(fields, taker, width) {
  /** @type {Head} */
  const visionPooled = { stack: 'vision', rows: 'first', norm: norm(fields, taker.within('vision_model.'), 'post_layernorm') };
  const output = taker.linear('visual_projection', width, fields.integer('hidden_size'), false);
  return { visionPooled, imageEmbeds: { ...visionPooled, output, isNormalized: true } };
}
