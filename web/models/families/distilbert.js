/** DistilBERT (Sanh et al., "DistilBERT, a distilled version of BERT: smaller, faster, cheaper and lighter", 2019). */

/**
 * @import { Description, Head, Layer, Stack, TensorPart, TokenEmbedding } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, dividedHeadSize, idsOf, layerCount } from './architecture.js';
import { attentionBlock, feedForwardBlock } from './blocks.js';
import { classifierOutput, hasHead } from './encoder-heads.js';
import { outputWeights } from './tied-output.js';

/** No field of the config has it. */
const epsilon = 1e-12;

const attentionNames = { query: 'attention.q_lin', key: 'attention.k_lin', value: 'attention.v_lin', output: 'attention.out_lin' };
const feedForwardNames = { up: 'ffn.lin1', down: 'ffn.lin2' };

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeDistilbert(fields, taker) {
  const architecture = architectureOf(fields, ['DistilBertModel', 'DistilBertForMaskedLM', 'DistilBertForSequenceClassification']);
  fields.mustBe('tie_weights_', true);
  const body = taker.withinIfThere('distilbert.');
  const text = distilbertStack(fields, body);
  /** @type {Record<string, Head>} */
  const heads = {};
  const hasLogits = hasHead(taker, body, 'vocab_', architecture === 'DistilBertForMaskedLM');
  if (hasLogits) heads.logits = maskedHead(fields, taker, text.embedding.tokens);
  if (architecture === 'DistilBertForSequenceClassification') heads.classLogits = classifier(fields, taker);
  return {
    family: 'distilbert',
    architecture,
    stacks: { text },
    heads,
    positions: fields.integer('max_position_embeddings'),
    ids: idsOf(fields),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack & { embedding: TokenEmbedding }} */
function distilbertStack(fields, taker) {
  const width = fields.integer('dim');
  const embeddings = taker.within('embeddings.');
  embeddings.ignoreName('position_ids');
  return {
    embedding: {
      input: 'tokens',
      tokens: embeddings.take('word_embeddings.weight', [fields.integer('vocab_size'), width]),
      positions: embeddings.take('position_embeddings.weight', [fields.integer('max_position_embeddings'), width]),
      norm: embeddings.layerNorm('LayerNorm', width, epsilon),
    },
    width,
    isCausal: false,
    layers: Array.from({ length: layerCount(fields, 'n_layers') }, (_, i) => layer(fields, taker.within(`transformer.layer.${i}.`))),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Layer} */
function layer(fields, taker) {
  const width = fields.integer('dim');
  const sizes = { width, heads: fields.integer('n_heads'), headSize: dividedHeadSize(fields, 'n_heads', 'dim') };
  const inner = fields.integer('hidden_dim');
  return {
    attention: { ...attentionBlock(taker, attentionNames, sizes), sum: taker.layerNorm('sa_layer_norm', width, epsilon) },
    feedForward: {
      ...feedForwardBlock(taker, feedForwardNames, width, inner, activationOf(fields, 'activation')),
      sum: taker.layerNorm('output_layer_norm', width, epsilon),
    },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Head} */
function maskedHead(fields, taker, tokens) {
  const width = fields.integer('dim');
  const vocabulary = fields.integer('vocab_size');
  const isTied = fields.booleanOr('tie_word_embeddings', true);
  return {
    stack: 'text',
    rows: 'all',
    dense: taker.linear('vocab_transform', width, width),
    activation: activationOf(fields, 'activation'),
    denseNorm: taker.layerNorm('vocab_layer_norm', width, epsilon),
    output: {
      weights: outputWeights(taker, 'vocab_projector.weight', [vocabulary, width], tokens, isTied),
      bias: taker.take('vocab_projector.bias', [vocabulary]),
    },
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Head} */
function classifier(fields, taker) {
  const width = fields.integer('dim');
  return {
    stack: 'text',
    rows: 'first',
    dense: taker.linear('pre_classifier', width, width),
    activation: 'relu',
    output: classifierOutput(fields, taker, width),
  };
}
