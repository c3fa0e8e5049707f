/** ViT (Dosovitskiy et al., "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale", 2021). */

/**
 * @import { Description, Head, Layer } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf } from './architecture.js';
import { feedForwardBlock } from './blocks.js';
import { classifierOutput, pooledHead } from './encoder-heads.js';
import { patchSizes, vitAttention, vitStack } from './vit-stack.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeVit(fields, taker) {
  const architecture = architectureOf(fields, ['ViTModel', 'ViTForImageClassification']);
  const body = taker.withinIfThere('vit.');
  const width = fields.integer('hidden_size');
  fields.mustBe('pooler_act', 'tanh');
  fields.mustBe('pooler_output_size', width);
  const vision = vitStack(fields, body, false, (part) => layer(fields, part));
  /** @type {Record<string, Head>} */
  const heads = {};
  if (body.hasAny('pooler.')) heads.pooled = pooledHead(body, width, 'vision');
  if (architecture === 'ViTForImageClassification') {
    heads.classLogits = { stack: 'vision', rows: 'first', output: classifierOutput(fields, taker, width) };
  }
  return { family: 'vit', architecture, stacks: { vision }, heads, positions: 1 + patchSizes(fields).count, ids: {} };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Layer} */
function layer(fields, taker) {
  const width = fields.integer('hidden_size');
  const epsilon = fields.positive('layer_norm_eps');
  const names = { up: 'intermediate.dense', down: 'output.dense' };
  const feedForward = feedForwardBlock(taker, names, width, fields.integer('intermediate_size'), activationOf(fields, 'hidden_act'));
  return {
    attention: { before: taker.layerNorm('layernorm_before', width, epsilon), ...vitAttention(fields, taker) },
    feedForward: { before: taker.layerNorm('layernorm_after', width, epsilon), ...feedForward },
  };
}
