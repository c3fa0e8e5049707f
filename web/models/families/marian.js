/** Marian (Junczys-Dowmunt et al., "Marian: Fast Neural Machine Translation in C++", 2018): the OPUS-MT translators. */

/**
 * @import { Description, Head, Stack, TensorPart } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { architectureOf, idsOf } from './architecture.js';
import { bartLayers } from './bart-layers.js';
import { outputWeights } from './tied-output.js';

/** No field of the config has it. */
const epsilon = 1e-5;

/** Options of other translators: the model's own code does without. */
const neverSet = ['normalize_before', 'normalize_embedding', 'add_final_layer_norm', 'add_bias_logits'];

/** Positions beyond it are a mistake, and would take all memory. */
const mostPositions = 2 ** 16;

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeMarian(fields, taker) {
  const architecture = architectureOf(fields, ['MarianModel', 'MarianMTModel']);
  for (const name of neverSet) fields.mustBe(name, false);
  fields.mustBe('static_position_embeddings', true);
  fields.mustBe('share_encoder_decoder_embeddings', true);
  fields.mustBe('decoder_vocab_size', fields.integer('vocab_size'));
  const body = taker.withinIfThere('model.');
  const width = fields.integer('d_model');
  const tokens = body.take('shared.weight', [fields.integer('vocab_size'), width]);
  body.ignore(/^(en|de)coder\.(embed_tokens|embed_positions)\.weight$/);
  return {
    family: 'marian',
    architecture,
    stacks: { encoder: stack(fields, body, tokens, 'encoder'), decoder: stack(fields, body, tokens, 'decoder') },
    heads: architecture === 'MarianModel' ? {} : { logits: logits(fields, taker, tokens) },
    positions: fields.integer('max_position_embeddings', 1, mostPositions),
    ids: idsOf(fields),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Head} */
function logits(fields, taker, tokens) {
  const vocabulary = fields.integer('vocab_size');
  const isTied = fields.booleanOr('tie_word_embeddings', true);
  const weights = outputWeights(taker, 'lm_head.weight', [vocabulary, fields.integer('d_model')], tokens, isTied);
  return { stack: 'decoder', rows: 'all', output: { weights, bias: taker.take('final_logits_bias', [1, vocabulary]) } };
}

/**
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {TensorPart} tokens
 * @param {'encoder' | 'decoder'} name
 * @returns {Stack}
 */
function stack(fields, taker, tokens, name) {
  const width = fields.integer('d_model');
  const positions = fields.integer('max_position_embeddings', 1, mostPositions);
  return {
    embedding: {
      input: 'tokens',
      tokens,
      ...(fields.booleanOr('scale_embedding', false) ? { scale: Math.sqrt(width) } : {}),
      positions: { data: waves(positions, width), shape: [positions, width] },
    },
    width,
    isCausal: name === 'decoder',
    layers: bartLayers(fields, taker.within(`${name}.`), name, { epsilon, normPlace: 'sum', hasKeyBias: true }),
  };
}

/**
 * Sines, then cosines: those of Vaswani et al. ("Attention Is All You Need", 2017), but not woven.
 * @param {number} positions
 * @param {number} width
 */
function waves(positions, width) {
  const sines = Math.ceil(width / 2);
  return Float64Array.from({ length: positions * width }, (_, at) => {
    const column = at % width;
    const place = column < sines ? column : column - sines;
    const angle = Math.floor(at / width) / 10000 ** ((2 * place) / width);
    return column < sines ? Math.sin(angle) : Math.cos(angle);
  });
}
