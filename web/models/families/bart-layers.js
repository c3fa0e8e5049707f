/** The layers of an encoder and of a decoder as BART has them, and with it Marian and Whisper. */

/**
 * @import { Attention, FeedForward, Layer, Norm } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 *
 * @typedef {object} BartTraits
 * @property {number} epsilon
 * @property {'before' | 'sum'} normPlace where the norm of a block is
 * @property {boolean} hasKeyBias
 */

import { activationOf } from './activations.js';
import { dividedHeadSize, layerCount } from './architecture.js';
import { allBiased, attentionBlock, feedForwardBlock } from './blocks.js';

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {'encoder' | 'decoder'} stack
 * @param {BartTraits} traits
 * @returns {Layer[]}
 */
export function bartLayers(fields, taker, stack, traits) {
  return Array.from({ length: layerCount(fields, `${stack}_layers`) }, (_, i) => {
    const part = taker.within(`layers.${i}.`);
    const attention = attentionOf(fields, part, stack, 'self_attn', traits);
    const cross = stack === 'decoder' ? { cross: attentionOf(fields, part, stack, 'encoder_attn', traits) } : {};
    return { attention, ...cross, feedForward: feedForwardOf(fields, part, stack, traits) };
  });
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {'encoder' | 'decoder'} stack
 * @param {string} name
 * @param {BartTraits} traits
 * @returns {Attention}
 */
function attentionOf(fields, taker, stack, name, traits) {
  const names = { query: `${name}.q_proj`, key: `${name}.k_proj`, value: `${name}.v_proj`, output: `${name}.out_proj` };
  const heads = `${stack}_attention_heads`;
  const sizes = { width: fields.integer('d_model'), heads: fields.integer(heads), headSize: dividedHeadSize(fields, heads, 'd_model') };
  const block = attentionBlock(taker, names, sizes, { ...allBiased, key: traits.hasKeyBias });
  return { ...block, ...normOf(fields, taker, `${name}_layer_norm`, traits) };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {'encoder' | 'decoder'} stack
 * @param {BartTraits} traits
 * @returns {FeedForward}
 */
function feedForwardOf(fields, taker, stack, traits) {
  const inner = fields.integer(`${stack}_ffn_dim`);
  const activation = activationOf(fields, 'activation_function');
  const block = feedForwardBlock(taker, { up: 'fc1', down: 'fc2' }, fields.integer('d_model'), inner, activation);
  return { ...block, ...normOf(fields, taker, 'final_layer_norm', traits) };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {string} name
 * @param {BartTraits} traits
 * @returns {{ before?: Norm, sum?: Norm }}
 */
function normOf(fields, taker, name, { epsilon, normPlace }) {
  return { [normPlace]: taker.layerNorm(name, fields.integer('d_model'), epsilon) };
}
