// Options, classes and heads that no checkpoint has: what the description says of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../web/models/families/describe.js';
import { checkpointsMissing, readCheckpoint } from './models-checkpoints.js';
import { madeBert, madeGemma, madeLlama } from './models-made.js';

/** @import { Description, Layer } from '../../web/models/description.js' @import { MadeModel } from './models-made.js' */

const needsCheckpoints = { skip: checkpointsMissing };

/**
 * @param {MadeModel} model
 * @param {Record<string, unknown>} changes of the config
 * @param {Record<string, number[]>} [added] shapes of tensors
 * @param {RegExp} [removed] names of tensors
 * @returns {Description}
 */
function described({ config, tensors }, changes, added = {}, removed = /^$/) {
  const kept = Array.from(tensors).filter(([name]) => !removed.test(name)).map(([name, { type, shape }]) => ({ name, type, shape }));
  const others = Object.entries(added).map(([name, shape]) => ({ name, type: 'F32', shape }));
  const heads = new Map([...kept, ...others].map(({ name, type, shape }) => [name, { type, shape }]));
  return describe({ ...config, ...changes }, heads).description;
}

/** @param {Description} description @returns {Layer[]} */
const layersOf = ({ stacks: { text } }) => text.layers;

test('GPT-2: scores may be divided by the count of layers up to theirs, and may have no scale', needsCheckpoints, () => {
  const model = readCheckpoint('gpt2-prefixed');
  const scales = (/** @type {object} */ changes) => layersOf(described(model, { ...changes })).map(({ attention }) => attention.scale);
  assert.deepEqual(scales({ scale_attn_by_inverse_layer_idx: true }), [8 ** -0.5, 8 ** -0.5 / 2]);
  assert.deepEqual(scales({ scale_attn_weights: false }), [1, 1]);
  assert.deepEqual(scales({ scale_attn_weights: false, scale_attn_by_inverse_layer_idx: true }), [1, 1 / 2]);
});

/** @param {string} name @param {number[]} lengths @returns {Record<string, number[]>} of both layers of the Llama */
const ofBothLayers = (name, lengths) => Object.fromEntries([0, 1].map((i) => [`model.layers.${i}.${name}`, lengths]));

const headBiases = {
  ...ofBothLayers('self_attn.q_proj.bias', [24]),
  ...ofBothLayers('self_attn.k_proj.bias', [12]),
  ...ofBothLayers('self_attn.v_proj.bias', [12]),
};

test('Llama: biases of attention, the output too, and of the feed-forward block', () => {
  const [{ attention, feedForward }] = layersOf(described(madeLlama(), { attention_bias: true, mlp_bias: true }, {
    ...headBiases,
    ...ofBothLayers('self_attn.o_proj.bias', [12]),
    ...ofBothLayers('mlp.gate_proj.bias', [10]),
    ...ofBothLayers('mlp.up_proj.bias', [10]),
    ...ofBothLayers('mlp.down_proj.bias', [12]),
  }));
  assert.deepEqual(attention.output.bias, { tensor: 'model.layers.0.self_attn.o_proj.bias' });
  assert.deepEqual(feedForward.down.bias, { tensor: 'model.layers.0.mlp.down_proj.bias' });
});

test('Qwen2: windows are for layers from max_window_layers on, and only where they are used', () => {
  const windows = (/** @type {object} */ changes) => layersOf(described(madeLlama(), {
    model_type: 'qwen2', architectures: ['Qwen2ForCausalLM'], sliding_window: 4, max_window_layers: 1, ...changes,
  }, headBiases)).map(({ attention }) => attention.window);
  assert.deepEqual(windows({}), [undefined, undefined]);
  assert.deepEqual(windows({ use_sliding_window: true }), [undefined, { left: 3, right: 0 }]);
  assert.deepEqual(windows({ use_sliding_window: true, max_window_layers: 0 }), [{ left: 3, right: 0 }, { left: 3, right: 0 }]);
});

test('Gemma 3: logits may be capped', () => {
  assert.equal(described(madeGemma(), {}).heads.logits.softcap, undefined);
  assert.equal(described(madeGemma(), { final_logit_softcapping: 30 }).heads.logits.softcap, 30);
});

test('a decoder classifies its last token', () => {
  const { heads } = described(madeLlama(), { architectures: ['LlamaForSequenceClassification'], num_labels: 5 }, { 'score.weight': [5, 12] }, /lm_head/);
  assert.deepEqual(heads, { classLogits: { stack: 'text', rows: 'last', output: { weights: { tensor: 'score.weight' } } } });
});

test('BERT classifies the pooled first token', () => {
  const { heads } = described(madeBert(), {});
  const { output, ...pooled } = heads.classLogits;
  assert.deepEqual(pooled, heads.pooled);
  assert.equal(pooled.rows, 'first');
  assert.deepEqual(output, { weights: { tensor: 'classifier.weight' }, bias: { tensor: 'classifier.bias' } });
});

test('RoBERTa and MPNet classify the first token by two matrices with tanh between them', needsCheckpoints, () => {
  const classifier = {
    'classifier.dense.weight': [24, 24],
    'classifier.dense.bias': [24],
    'classifier.out_proj.weight': [2, 24],
    'classifier.out_proj.bias': [2],
  };
  const models = /** @type {const} */ ([['roberta-mlm', 'RobertaForSequenceClassification'], ['mpnet-model', 'MPNetForSequenceClassification']]);
  for (const [name, architecture] of models) {
    const { classLogits } = described(readCheckpoint(name), { architectures: [architecture] }, classifier, /^lm_head/).heads;
    assert.equal(classLogits.rows, 'first');
    assert.equal(classLogits.activation, 'tanh');
    assert.deepEqual(classLogits.output?.weights, { tensor: 'classifier.out_proj.weight' });
  }
});

test('ModernBERT classifies the first token, or the mean of all', needsCheckpoints, () => {
  const rows = (/** @type {string} */ pooling) => described(readCheckpoint('modernbert-mlm'),
    { architectures: ['ModernBertForSequenceClassification'], classifier_pooling: pooling },
    { 'classifier.weight': [2, 24], 'classifier.bias': [2] }, /^decoder/).heads.classLogits.rows;
  assert.equal(rows('cls'), 'first');
  assert.equal(rows('mean'), 'mean');
  assert.throws(() => rows('max'), { message: 'config.classifier_pooling: expected cls or mean, got "max"' });
});

test('models of two stacks without a head have no logits', needsCheckpoints, () => {
  const models = /** @type {const} */ ([['t5-classic', 'T5Model'], ['marian-parts', 'MarianModel'], ['whisper-tiny', 'WhisperModel']]);
  for (const [name, architecture] of models) {
    assert.deepEqual(described(readCheckpoint(name), { architectures: [architecture] }, {}, /^final_logits_bias/).heads, {});
  }
});

test('how many tokens a model takes, and its special ones', needsCheckpoints, () => {
  const told = (/** @type {string} */ name) => {
    const { positions, ids } = described(readCheckpoint(name), {});
    return { positions, ...ids };
  };
  assert.deepEqual(told('bert-classic'), { positions: 32, padding: 0 });
  assert.deepEqual(told('roberta-mlm'), { positions: 32, bos: 0, eos: [2], padding: 1 });
  assert.deepEqual(told('gpt2-prefixed'), { positions: 24, bos: 59, eos: [59] });
  assert.deepEqual(told('t5-classic'), { positions: Infinity, eos: [1], padding: 0, decoderStart: 0 });
  assert.deepEqual(told('whisper-tiny'), { positions: 16, bos: 60, eos: [60], padding: 60, decoderStart: 61 });
  assert.deepEqual(told('vit-model'), { positions: 10 });
  assert.deepEqual(told('clip-parts'), { positions: 16, bos: 60, eos: [61], padding: 1 });
  const { ids } = described(madeLlama(), { eos_token_id: [2, 5], pad_token_id: -1, mask_token_id: 7 });
  assert.deepEqual(ids, { eos: [2, 5], mask: 7 });
});
