/** BERT (Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding", 2018). */

/**
 * @import { Description, Head, TensorPart } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { activationOf } from './activations.js';
import { architectureOf, idsOf } from './architecture.js';
import { bertStack, tokenTypesOf } from './bert-stack.js';
import { classifierOutput, hasHead, pooledHead } from './encoder-heads.js';
import { outputWeights } from './tied-output.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeBert(fields, taker) {
  const architecture = architectureOf(fields, ['BertModel', 'BertForPreTraining', 'BertForMaskedLM', 'BertForSequenceClassification']);
  const body = taker.withinIfThere('bert.');
  const text = bertStack(fields, body, { tokenTypes: tokenTypesOf(fields, body) });
  return {
    family: 'bert',
    architecture,
    stacks: { text },
    heads: bertHeads(fields, taker, body, architecture, text.embedding.tokens),
    positions: fields.integer('max_position_embeddings'),
    ids: idsOf(fields),
  };
}

/**
 * A file may have more heads than its architecture needs: those of the pre-training are often left in it.
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {TensorTaker} body
 * @param {string} architecture
 * @param {TensorPart} tokens
 * @returns {Record<string, Head>}
 */
function bertHeads(fields, taker, body, architecture, tokens) {
  const width = fields.integer('hidden_size');
  const isPreTraining = architecture === 'BertForPreTraining';
  const isClassifier = architecture === 'BertForSequenceClassification';
  const hasLogits = hasHead(taker, body, 'cls.predictions.', isPreTraining || architecture === 'BertForMaskedLM');
  const hasNext = hasHead(taker, body, 'cls.seq_relationship.', isPreTraining);
  /** @type {Record<string, Head>} */
  const heads = {};
  if (hasNext || isClassifier || body.hasAny('pooler.')) heads.pooled = pooledHead(body, width);
  if (hasLogits) heads.logits = maskedHead(fields, taker.within('cls.predictions.'), tokens);
  if (hasNext) heads.sequenceRelationship = { ...heads.pooled, output: taker.linear('cls.seq_relationship', 2, width) };
  if (isClassifier) heads.classLogits = { ...heads.pooled, output: classifierOutput(fields, taker, width) };
  return heads;
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Head} */
function maskedHead(fields, taker, tokens) {
  const width = fields.integer('hidden_size');
  const vocabulary = fields.integer('vocab_size');
  const isTied = fields.booleanOr('tie_word_embeddings', true);
  taker.ignoreName('decoder.bias');
  return {
    stack: 'text',
    rows: 'all',
    dense: taker.linear('transform.dense', width, width),
    activation: activationOf(fields, 'hidden_act'),
    denseNorm: taker.layerNorm('transform.LayerNorm', width, fields.positive('layer_norm_eps')),
    output: {
      weights: outputWeights(taker, 'decoder.weight', [vocabulary, width], tokens, isTied),
      bias: taker.take('bias', [vocabulary]),
    },
  };
}
