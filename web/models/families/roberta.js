/** RoBERTa (Liu et al., "RoBERTa: A Robustly Optimized BERT Pretraining Approach", 2019). */

/**
 * @import { Description, Head } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { architectureOf, idsOf } from './architecture.js';
import { bertStack, tokenTypesOf } from './bert-stack.js';
import { denseClassifier, hasHead, pooledHead } from './encoder-heads.js';
import { robertaHead } from './roberta-head.js';

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeRoberta(fields, taker) {
  const architecture = architectureOf(fields, ['RobertaModel', 'RobertaForMaskedLM', 'RobertaForSequenceClassification']);
  const body = taker.withinIfThere('roberta.');
  const width = fields.integer('hidden_size');
  const paddingId = fields.id('pad_token_id') ?? 1;
  const text = bertStack(fields, body, { paddingId, tokenTypes: tokenTypesOf(fields, body) });
  /** @type {Record<string, Head>} */
  const heads = {};
  if (body.hasAny('pooler.')) heads.pooled = pooledHead(body, width);
  const hasLogits = hasHead(taker, body, 'lm_head.', architecture === 'RobertaForMaskedLM');
  if (hasLogits) heads.logits = robertaHead(fields, taker, text.embedding.tokens);
  if (architecture === 'RobertaForSequenceClassification') heads.classLogits = denseClassifier(fields, taker, width);
  return {
    family: 'roberta',
    architecture,
    stacks: { text },
    heads,
    positions: fields.integer('max_position_embeddings') - paddingId - 1,
    ids: idsOf(fields),
  };
}
