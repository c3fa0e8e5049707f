/** DINOv2 (Oquab et al., "DINOv2: Learning Robust Visual Features without Supervision", 2023). */

/**
 * @import { Description, FeedForward, Head, Layer } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf } from './architecture.js';
import { feedForwardBlock } from './blocks.js';
import { classifierOutput } from './encoder-heads.js';
import { rowsOf } from './rows-of.js';
import { vitAttention, vitStack } from './vit-stack.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeDinov2(fields, taker) {
  const architecture = architectureOf(fields, ['Dinov2Model', 'Dinov2ForImageClassification']);
  const vision = vitStack(fields, taker.withinIfThere('dinov2.'), true, (part) => layer(fields, part));
  /** @type {Record<string, Head>} */
  const heads = { pooled: { stack: 'vision', rows: 'first' } };
  if (architecture === 'Dinov2ForImageClassification') {
    heads.classLogits = { stack: 'vision', rows: 'first-and-mean', output: classifierOutput(fields, taker, 2 * vision.width) };
  }
  return { family: 'dinov2', architecture, stacks: { vision }, heads, positions: Infinity, ids: {} };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Layer} */
function layer(fields, taker) {
  const width = fields.integer('hidden_size');
  const epsilon = fields.positive('layer_norm_eps');
  return {
    attention: {
      before: taker.layerNorm('norm1', width, epsilon),
      ...vitAttention(fields, taker),
      layerScale: taker.take('layer_scale1.lambda1', [width]),
    },
    feedForward: {
      before: taker.layerNorm('norm2', width, epsilon),
      ...feedForward(fields, taker.within('mlp.')),
      layerScale: taker.take('layer_scale2.lambda1', [width]),
    },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {FeedForward} */
function feedForward(fields, taker) {
  const width = fields.integer('hidden_size');
  const inner = Math.floor(width * fields.positive('mlp_ratio'));
  if (fields.booleanOr('use_swiglu_ffn', false)) return gated(taker, width, inner);
  return feedForwardBlock(taker, { up: 'fc1', down: 'fc2' }, width, inner, activationOf(fields, 'hidden_act'));
}

/**
 * Two thirds as wide, as there is a matrix more, and rounded up to eights.
 * @param {TensorTaker} taker
 * @param {number} width
 * @param {number} ungated
 * @returns {FeedForward}
 */
function gated(taker, width, ungated) {
  const inner = Math.floor((Math.floor((ungated * 2) / 3) + 7) / 8) * 8;
  const both = taker.linear('weights_in', 2 * inner, width);
  const down = taker.linear('weights_out', width, inner);
  return { activation: 'silu', gate: rowsOf(both, 0, inner), up: rowsOf(both, inner, inner), down };
}
