/**
 * The Universal Sentence Encoder, lite (Cer et al., "Universal Sentence Encoder", 2018): a Transformer of pre-norm layers, of which
 * the first one widens its input. The mean of its tokens becomes the vector of a sentence.
 */

/**
 * @import { Attention, Description, FeedForward, Floats, Layer } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, idsOf } from './architecture.js';
import { feedForwardBlock } from './blocks.js';
import { queryKeyValue } from './rows-of.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeUniversalSentenceEncoder(fields, taker) {
  const embeddingWidth = fields.integer('embedding_size');
  const width = fields.integer('hidden_size');
  const positions = fields.integer('max_position_embeddings');
  return {
    family: 'universal-sentence-encoder',
    architecture: architectureOf(fields, ['UniversalSentenceEncoderLite']),
    stacks: {
      text: {
        embedding: {
          input: 'tokens',
          tokens: taker.take('embeddings.weight', [fields.integer('vocab_size'), embeddingWidth]),
          scale: fields.positive('embedding_scale'),
          positions: sinesAndCosines(fields.numbers('position_frequencies', embeddingWidth / 2), positions),
        },
        width,
        isCausal: false,
        layers: Array.from({ length: fields.integer('num_hidden_layers') },
          (_, i) => layer(fields, taker.within(`layers.${i}.`), i === 0 ? embeddingWidth : width)),
      },
    },
    heads: { pooled: { stack: 'text', rows: 'mean', dense: taker.linear('pooler.dense', width, width), activation: 'tanh', isNormalized: true } },
    positions,
    ids: idsOf(fields),
  };
}

/** A row for each position: the sines of its angles, then their cosines. @param {number[]} frequencies @param {number} positions @returns {Floats} */
function sinesAndCosines(frequencies, positions) {
  const rows = Array.from({ length: positions }, (_, p) => [...frequencies.map((f) => Math.sin(p * f)), ...frequencies.map((f) => Math.cos(p * f))]);
  return { data: Float64Array.from(rows.flat()), shape: [positions, 2 * frequencies.length] };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {number} inputWidth @returns {Layer} */
function layer(fields, taker, inputWidth) {
  return { attention: attention(fields, taker.within('attention.'), inputWidth), feedForward: feedForward(fields, taker.within('feed_forward.')) };
}

/** Its heads share the input's width: where the layer widens, they are as narrow as the input. @param {ConfigFields} fields @param {TensorTaker} taker @param {number} inputWidth @returns {Attention} */
function attention(fields, taker, inputWidth) {
  const width = fields.integer('hidden_size');
  const heads = fields.integer('num_attention_heads');
  const headSize = inputWidth / heads;
  if (!Number.isInteger(headSize)) throw fields.error('num_attention_heads', `a divisor of the widths, ${inputWidth}`);
  return {
    before: taker.layerNorm('norm', inputWidth, fields.positive('layer_norm_eps')),
    ...(inputWidth === width ? {} : { shortcut: taker.linear('shortcut', width, inputWidth) }),
    heads,
    kvHeads: heads,
    headSize,
    scale: headSize ** -0.5,
    ...queryKeyValue(taker.linear('qkv', 3 * inputWidth, inputWidth), inputWidth),
    output: taker.linear('output', width, inputWidth),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {FeedForward} */
function feedForward(fields, taker) {
  const width = fields.integer('hidden_size');
  const inner = fields.integer('intermediate_size');
  return {
    before: taker.layerNorm('norm', width, fields.positive('layer_norm_eps')),
    ...feedForwardBlock(taker, { up: 'up', down: 'down' }, width, inner, activationOf(fields, 'hidden_act')),
  };
}
