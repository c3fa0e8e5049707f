/** GPT-2 (Radford et al., "Language Models are Unsupervised Multitask Learners", 2019). */

/**
 * @import { Attention, Description, FeedForward, Head, Linear, Stack, TokenEmbedding } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, dividedHeadSize, idsOf, layerCount } from './architecture.js';
import { lastClassifier } from './decoder-heads.js';
import { queryKeyValue } from './rows-of.js';
import { outputWeights } from './tied-output.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeGpt2(fields, taker) {
  const architecture = architectureOf(fields, ['GPT2Model', 'GPT2LMHeadModel', 'GPT2ForSequenceClassification']);
  const text = gpt2Stack(fields, taker.withinIfThere('transformer.'));
  const shape = /** @type {[number, number]} */ ([fields.integer('vocab_size'), text.width]);
  /** @type {Record<string, Head>} */
  const heads = {};
  if (architecture === 'GPT2LMHeadModel') {
    const isTied = fields.booleanOr('tie_word_embeddings', true);
    const weights = outputWeights(taker, 'lm_head.weight', shape, text.embedding.tokens, isTied);
    heads.logits = { stack: 'text', rows: 'all', output: { weights } };
  }
  if (architecture === 'GPT2ForSequenceClassification') heads.classLogits = lastClassifier(fields, taker, text.width);
  return { family: 'gpt2', architecture, stacks: { text }, heads, positions: fields.integer('n_positions'), ids: idsOf(fields) };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack & { embedding: TokenEmbedding }} */
function gpt2Stack(fields, taker) {
  fields.mustBe('add_cross_attention', false);
  taker.ignore(/^h\.\d+\.attn\.(bias|masked_bias)$/);
  const width = fields.integer('n_embd');
  return {
    embedding: {
      input: 'tokens',
      tokens: taker.take('wte.weight', [fields.integer('vocab_size'), width]),
      positions: taker.take('wpe.weight', [fields.integer('n_positions'), width]),
    },
    width,
    isCausal: true,
    layers: Array.from({ length: layerCount(fields, 'n_layer') }, (_, i) => {
      const layer = taker.within(`h.${i}.`);
      return { attention: attention(fields, layer, i), feedForward: feedForward(fields, layer) };
    }),
    finalNorm: taker.layerNorm('ln_f', width, fields.positive('layer_norm_epsilon')),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {number} index of the layer @returns {Attention} */
function attention(fields, taker, index) {
  const width = fields.integer('n_embd');
  const heads = fields.integer('n_head');
  const headSize = dividedHeadSize(fields, 'n_head', 'n_embd');
  const divisor = fields.booleanOr('scale_attn_by_inverse_layer_idx', false) ? index + 1 : 1;
  const scale = fields.booleanOr('scale_attn_weights', true) ? headSize ** -0.5 : 1;
  return {
    before: taker.layerNorm('ln_1', width, fields.positive('layer_norm_epsilon')),
    heads,
    kvHeads: heads,
    headSize,
    scale: scale / divisor,
    ...queryKeyValue(convolution(fields, taker, 'attn.c_attn', 3 * width, width), width),
    output: convolution(fields, taker, 'attn.c_proj', width, width),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {FeedForward} */
function feedForward(fields, taker) {
  const width = fields.integer('n_embd');
  const inner = fields.integerOr('n_inner', 4 * width);
  return {
    before: taker.layerNorm('ln_2', width, fields.positive('layer_norm_epsilon')),
    activation: activationOf(fields, 'activation_function'),
    up: convolution(fields, taker, 'mlp.c_fc', inner, width),
    down: convolution(fields, taker, 'mlp.c_proj', width, inner),
  };
}

/**
 * Hugging Face's files have its matrices as [in, out], as convolutions of one element; GGUF's have them as [out, in].
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {string} name
 * @param {number} output
 * @param {number} input
 * @returns {Linear}
 */
function convolution(fields, taker, name, output, input) {
  const isTransposed = fields.booleanOr('conv1d_transposed', true);
  const weights = { ...taker.take(`${name}.weight`, isTransposed ? [input, output] : [output, input]), isTransposed };
  return { weights, bias: taker.take(`${name}.bias`, [output]) };
}
