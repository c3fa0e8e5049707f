/** MPNet (Song et al., "MPNet: Masked and Permuted Pre-training for Language Understanding", 2020). */

/**
 * @import { Description, Head, RelativeBias } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { architectureOf, idsOf } from './architecture.js';
import { bertStack } from './bert-stack.js';
import { denseClassifier, hasHead, pooledHead } from './encoder-heads.js';
import { robertaHead } from './roberta-head.js';

/** Positions begin behind it whatever the config has as padding. */
const paddingId = 1;

/** The model's own code counts on it, and on no field of the config. */
const buckets = 32;
const maxDistance = 128;

const names = {
  query: 'attention.attn.q',
  key: 'attention.attn.k',
  value: 'attention.attn.v',
  output: 'attention.attn.o',
  norm: 'attention.LayerNorm',
};

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeMpnet(fields, taker) {
  const architecture = architectureOf(fields, ['MPNetModel', 'MPNetForMaskedLM', 'MPNetForSequenceClassification']);
  const body = taker.withinIfThere('mpnet.');
  const width = fields.integer('hidden_size');
  const stack = bertStack(fields, body, { paddingId }, names);
  for (const { attention } of stack.layers) attention.isBiased = true;
  const text = { ...stack, relativeBias: relativeBiasOf(fields, body) };
  /** @type {Record<string, Head>} */
  const heads = {};
  if (body.hasAny('pooler.')) heads.pooled = pooledHead(body, width);
  const hasLogits = hasHead(taker, body, 'lm_head.', architecture === 'MPNetForMaskedLM');
  if (hasLogits) heads.logits = robertaHead(fields, taker, text.embedding.tokens);
  if (architecture === 'MPNetForSequenceClassification') heads.classLogits = denseClassifier(fields, taker, width);
  return {
    family: 'mpnet',
    architecture,
    stacks: { text },
    heads,
    positions: fields.integer('max_position_embeddings') - paddingId - 1,
    ids: idsOf(fields),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {RelativeBias} */
function relativeBiasOf(fields, taker) {
  fields.mustBe('relative_attention_num_buckets', buckets);
  const table = taker.take('encoder.relative_attention_bias.weight', [buckets, fields.integer('num_attention_heads')]);
  return { table, buckets, maxDistance, isBidirectional: true };
}
