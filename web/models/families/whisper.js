/** Whisper (Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022). */

/**
 * @import { Description, FeatureEmbedding, Head, Linear, Stack, TensorPart } from '../description.js'
 * @import { ConfigFields } from './config-fields.js'
 * @import { TensorTaker } from './tensor-taker.js'
 */

import { architectureOf, idsOf } from './architecture.js';
import { bartLayers } from './bart-layers.js';
import { outputWeights } from './tied-output.js';

/** No field of the config has it. */
const epsilon = 1e-5;

const traits = /** @type {const} */ ({ epsilon, normPlace: 'before', hasKeyBias: false });

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Description} */
export function describeWhisper(fields, taker) {
  const architecture = architectureOf(fields, ['WhisperModel', 'WhisperForConditionalGeneration']);
  const body = taker.withinIfThere('model.');
  const tokens = body.take('decoder.embed_tokens.weight', [fields.integer('vocab_size'), fields.integer('d_model')]);
  return {
    family: 'whisper',
    architecture,
    stacks: { encoder: encoder(fields, body.within('encoder.')), decoder: decoder(fields, body.within('decoder.'), tokens) },
    heads: architecture === 'WhisperModel' ? {} : { logits: logits(fields, taker, tokens) },
    positions: fields.integer('max_target_positions'),
    ids: idsOf(fields),
  };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Head} */
function logits(fields, taker, tokens) {
  const shape = /** @type {[number, number]} */ ([fields.integer('vocab_size'), fields.integer('d_model')]);
  const weights = outputWeights(taker, 'proj_out.weight', shape, tokens, fields.booleanOr('tie_word_embeddings', true));
  return { stack: 'decoder', rows: 'all', output: { weights } };
}

/** @param {ConfigFields} fields @param {TensorTaker} taker @returns {Stack} */
function encoder(fields, taker) {
  const width = fields.integer('d_model');
  return {
    embedding: features(fields, taker, width),
    width,
    isCausal: false,
    layers: bartLayers(fields, taker, 'encoder', traits),
    finalNorm: taker.layerNorm('layer_norm', width, epsilon),
  };
}

/**
 * The activation here is the exact gelu whatever the config has for the layers.
 * @param {ConfigFields} fields
 * @param {TensorTaker} taker
 * @param {number} width
 * @returns {FeatureEmbedding}
 */
function features(fields, taker, width) {
  const first = convolution(taker, 'conv1', width, fields.integer('num_mel_bins'));
  const second = convolution(taker, 'conv2', width, width);
  return {
    input: 'features',
    convolutions: [{ linear: first, stride: 1, activation: 'gelu' }, { linear: second, stride: 2, activation: 'gelu' }],
    positions: taker.take('embed_positions.weight', [fields.integer('max_source_positions'), width]),
  };
}

/** @param {TensorTaker} taker @param {string} name @param {number} output @param {number} input @returns {Linear} */
const convolution = (taker, name, output, input) => (
  { weights: taker.take(`${name}.weight`, [output, input, 3]), bias: taker.take(`${name}.bias`, [output]) });

/** @param {ConfigFields} fields @param {TensorTaker} taker @param {TensorPart} tokens @returns {Stack} */
function decoder(fields, taker, tokens) {
  const width = fields.integer('d_model');
  return {
    embedding: {
      input: 'tokens',
      tokens,
      positions: taker.take('embed_positions.weight', [fields.integer('max_target_positions'), width]),
    },
    width,
    isCausal: true,
    layers: bartLayers(fields, taker, 'decoder', traits),
    finalNorm: taker.layerNorm('layer_norm', width, epsilon),
  };
}
