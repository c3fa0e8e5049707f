/** What ViT and DINOv2 share: patches with a class token, and the names of attention. */

/**
 * @import { Attention, Layer, PatchEmbedding, Stack } from '../description.js'
 * @import { AttentionNames } from './blocks.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { dividedHeadSize, layerCount } from './architecture.js';
import { allBiased, attentionBlock } from './blocks.js';

/** @type {AttentionNames} */
const names = {
  query: 'attention.attention.query',
  key: 'attention.attention.key',
  value: 'attention.attention.value',
  output: 'attention.output.dense',
};

/**
 * @param {ConfigFields} fields
 * @returns {{ size: number, imageSize: number, channels: number, count: number }} of an image of the config's size
 */
export function patchSizes(fields) {
  const size = fields.integer('patch_size');
  const imageSize = fields.integer('image_size');
  return { size, imageSize, channels: fields.integer('num_channels'), count: Math.floor(imageSize / size) ** 2 };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {boolean} isResizable
 * @param {(layer: TensorTaker) => Layer} layerOf
 * @returns {Stack}
 */
export function vitStack(fields, taker, isResizable, layerOf) {
  const width = fields.integer('hidden_size');
  const embeddings = taker.within('embeddings.');
  embeddings.ignoreName('mask_token');
  return {
    embedding: patchEmbedding(fields, embeddings, isResizable),
    width,
    isCausal: false,
    layers: Array.from({ length: layerCount(fields) }, (_, i) => layerOf(taker.within(`encoder.layer.${i}.`))),
    finalNorm: taker.layerNorm('layernorm', width, fields.positive('layer_norm_eps')),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {boolean} isResizable @returns {PatchEmbedding} */
function patchEmbedding(fields, taker, isResizable) {
  const width = fields.integer('hidden_size');
  const { size, imageSize, channels, count } = patchSizes(fields);
  return {
    input: 'pixels',
    patches: {
      weights: taker.take('patch_embeddings.projection.weight', [width, channels, size, size]),
      bias: taker.take('patch_embeddings.projection.bias', [width]),
    },
    channels,
    size,
    imageSize,
    isResizable,
    classToken: taker.take('cls_token', [1, 1, width]),
    positions: taker.take('position_embeddings', [1, 1 + count, width]),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker of a layer @returns {Attention} without its norm */
export function vitAttention(fields, taker) {
  const sizes = { width: fields.integer('hidden_size'), heads: fields.integer('num_attention_heads'), headSize: dividedHeadSize(fields) };
  const hasBias = fields.booleanOr('qkv_bias', true);
  return attentionBlock(taker, names, sizes, { ...allBiased, query: hasBias, key: hasBias, value: hasBias });
}
