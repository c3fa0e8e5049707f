// What describe refuses: the error names the field of the config or the tensor, what was expected there, and what came.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../web/models/families/describe.js';
import { ModelError } from '../../web/models/model-error.js';
import { checkpointNames, checkpointsMissing, readCheckpoint } from './models-checkpoints.js';
import { madeBert, madeGemma, madeLlama } from './models-made.js';

/**
 * @import { TensorPart } from '../../web/models/description.js'
 * @import { MadeModel } from './models-made.js'
 */

/** @param {unknown} config @param {any} tensors @returns {ModelError} */
function refusalOf(config, tensors) {
  try {
    describe(config, tensors);
  } catch (error) {
    assert.ok(error instanceof ModelError, String(error));
    assert.match(error.message, /^.+: expected .+, got .+$/);
    assert.ok(error.message.startsWith(`${error.argument}: `), error.message);
    return error;
  }
  return assert.fail(`nothing was refused in ${JSON.stringify(config)}`);
}

/** @param {MadeModel} model @param {Record<string, unknown>} changes @param {string} message */
const assertRefused = ({ config, tensors }, changes, message) => assert.equal(refusalOf({ ...config, ...changes }, tensors).message, message);

const tensorHeads = (/** @type {MadeModel} */ { tensors }) => new Map(Array.from(tensors, ([name, { type, shape }]) => [name, { type, shape }]));

test('what is no config, or no map', () => {
  const { config, tensors } = madeBert();
  assert.equal(refusalOf(null, tensors).message, 'config: expected an object, got null');
  assert.equal(refusalOf([config], tensors).argument, 'config');
  assert.equal(refusalOf(config, {}).message, 'tensors: expected a Map, got object');
});

const families = 'bert, clip, dinov2, distilbert, gpt2, marian, modernbert, mpnet, roberta, t5, universal-sentence-encoder-lite, vit, whisper, llama, mistral, qwen2, qwen3 or gemma3_text';

/** @type {[() => MadeModel, Record<string, unknown>, string][]} */
const refusedOptions = [
  [madeBert, { model_type: 'mamba' }, `config.model_type: expected ${families}, got "mamba"`],
  [madeBert, { model_type: undefined }, `config.model_type: expected ${families}, got nothing`],
  [madeBert, { model_type: 'constructor' }, `config.model_type: expected ${families}, got "constructor"`],
  [madeBert, { architectures: ['BertForQuestionAnswering'] },
    'config.architectures: expected a list, each BertModel, BertForPreTraining, BertForMaskedLM or BertForSequenceClassification, got ["BertForQuestionAnswering"]'],
  [madeBert, { architectures: ['BertModel', 'BertForMaskedLM'] }, 'config.architectures: expected a list of one, got ["BertModel","BertForMaskedLM"]'],
  [madeBert, { hidden_size: undefined }, 'config.hidden_size: expected an integer from 1 to 2147483647, got nothing'],
  [madeBert, { hidden_size: '8' }, 'config.hidden_size: expected an integer from 1 to 2147483647, got "8"'],
  [madeBert, { num_hidden_layers: 0 }, 'config.num_hidden_layers: expected an integer from 1 to 4096, got 0'],
  [madeLlama, { num_hidden_layers: 2e9 }, 'config.num_hidden_layers: expected an integer from 1 to 4096, got 2000000000'],
  [madeBert, { num_attention_heads: 3 }, 'config.num_attention_heads: expected a divisor of hidden_size, 8, got 3'],
  [madeBert, { layer_norm_eps: 'small' }, 'config.layer_norm_eps: expected a positive number, got "small"'],
  [madeBert, { position_embedding_type: 'relative_key' }, 'config.position_embedding_type: expected absolute, got "relative_key"'],
  [madeBert, { is_decoder: true }, 'config.is_decoder: expected false, got true'],
  [madeBert, { add_cross_attention: true }, 'config.add_cross_attention: expected false, got true'],
  [madeBert, { quantization_config: { bits: 4 } }, 'config.quantization_config: expected null, got {"bits":4}'],
  [madeBert, { hidden_act: 'mish' },
    'config.hidden_act: expected relu, gelu, gelu_python, gelu_new, gelu_fast, gelu_pytorch_tanh, quick_gelu, silu, swish or tanh, got "mish"'],
  [madeBert, { id2label: ['no', 'yes'] }, 'config.id2label: expected an object, got ["no","yes"]'],
  [madeBert, { eos_token_id: [1, 'end'] }, 'config.eos_token_id: expected an id or a list of ids, got [1,"end"]'],
  [madeLlama, { tie_word_embeddings: 1 }, 'config.tie_word_embeddings: expected true or false, got 1'],
  [madeLlama, { rope_scaling: { type: 'dynamic', factor: 2 } },
    'config.rope_scaling.type: expected default, linear, llama3 or yarn, got "dynamic"'],
  [madeLlama, { rope_scaling: { rope_type: 'longrope', factor: 2 } },
    'config.rope_scaling.rope_type: expected default, linear, llama3 or yarn, got "longrope"'],
  [madeLlama, { rope_scaling: { rope_type: 'yarn', type: 'linear', factor: 2 } }, 'config.rope_scaling.type: expected "yarn" as in rope_type, got "linear"'],
  [madeLlama, { rope_scaling: { rope_type: 'yarn', factor: 2, mscale: 1 } }, 'config.rope_scaling.mscale: expected no such field of a rope of type yarn, got 1'],
  [madeLlama, { rope_scaling: { rope_type: 'linear' } }, 'config.rope_scaling.factor: expected a positive number, got nothing'],
  [madeLlama, { rope_scaling: { rope_type: 'llama3', factor: 2, low_freq_factor: 4, high_freq_factor: 4, original_max_position_embeddings: 8 } },
    'config.rope_scaling.high_freq_factor: expected more than low_freq_factor, 4, got 4'],
  [madeLlama, { rope_scaling: 4 }, 'config.rope_scaling: expected an object, got 4'],
  [madeLlama, { rope_parameters: { rope_type: 'default', rope_theta: 50 } }, "config.rope_theta: expected 50 as in the rope's own fields, got 100"],
  [madeLlama, { rope_parameters: { rope_type: 'default' }, rope_scaling: { type: 'linear' } },
    'config.rope_scaling: expected none beside rope_parameters, got {"type":"linear"}'],
  [madeLlama, { partial_rotary_factor: 0.5 }, 'config.partial_rotary_factor: expected 1, got 0.5'],
  [madeLlama, { num_key_value_heads: 3 }, 'config.num_key_value_heads: expected a divisor of num_attention_heads, 4, got 3'],
  [madeLlama, { head_dim: 5 }, 'config.head_dim: expected an even number up to 65536, as pairs are turned, got 5'],
  [madeLlama, { head_dim: 2e9 }, 'config.head_dim: expected an even number up to 65536, as pairs are turned, got 2000000000'],
  [madeLlama, { model_type: 'mistral', architectures: null, sliding_window: 'wide' },
    'config.sliding_window: expected an integer from 1 to 2147483647, got "wide"'],
  [madeLlama, { model_type: 'mistral', architectures: null, rope_theta: null }, 'config.rope_theta: expected a positive number, got nothing'],
  [madeLlama, { model_type: 'qwen2', architectures: null, layer_types: ['full_attention', 'sliding_attention'] },
    'config.use_sliding_window: expected true, as layer_types has sliding_attention, got nothing'],
  [madeGemma, { layer_types: ['full_attention'] }, 'config.layer_types: expected 2 of them, as there are layers, got ["full_attention"]'],
  [madeGemma, { layer_types: ['full_attention', 'chunked_attention'] },
    'config.layer_types: expected a list, each full_attention or sliding_attention, got ["full_attention","chunked_attention"]'],
  [madeGemma, { rope_theta: null, rope_parameters: { rope_type: 'default', rope_theta: 100 } },
    'config.rope_parameters.full_attention: expected an object, got nothing'],
  [madeGemma, { attn_logit_softcapping: 50 }, 'config.attn_logit_softcapping: expected null, got 50'],
  [madeGemma, { use_bidirectional_attention: true }, 'config.use_bidirectional_attention: expected false, got true'],
  [madeLlama, { model_type: 'qwen2', architectures: null, use_mrope: true }, 'config.use_mrope: expected false, got true'],
  [madeGemma, { sliding_window: null }, 'config.sliding_window: expected an integer from 1 to 2147483647, got nothing'],
];

for (const [made, changes, message] of refusedOptions) test(message, () => assertRefused(made(), changes, message));

test('tensors: one too many, one too few, one of another shape, one of integers', () => {
  const name = 'model.layers.1.mlp.up_proj.weight';
  const { config } = madeLlama();
  const changed = (/** @type {(tensors: Map<string, { type: string, shape: number[] }>) => void} */ change) => {
    const heads = tensorHeads(madeLlama());
    change(heads);
    return refusalOf(config, heads).message;
  };
  assert.equal(changed((heads) => heads.delete(name)), `${name}: expected a tensor of shape [10,12], got none`);
  assert.equal(changed((heads) => heads.set(name, { type: 'F32', shape: [12, 10] })), `${name}: expected [10,12], got [12,10]`);
  assert.equal(changed((heads) => heads.set(name, { type: 'I64', shape: [10, 12] })),
    `${name}: expected F32, F16, BF16, F64 or a block type of GGUF, got I64`);
  assert.equal(changed((heads) => heads.set('model.layers.2.extra', { type: 'F32', shape: [3, 4] })),
    'model.layers.2.extra: expected a tensor of LlamaForCausalLM, got one of shape [3,4] that it does not use');
});

test('the block types of GGUF are taken', () => {
  const { config, tensors } = madeLlama();
  for (const type of ['Q4_0', 'Q8_0', 'Q4_K', 'Q6_K', 'IQ4_XS', 'BF16']) {
    const heads = new Map(Array.from(tensors, ([name, { shape }]) => [name, { type, shape }]));
    assert.deepEqual(describe(config, heads), describe(config, tensors));
  }
});

/** @param {any} value @returns {string[]} the tensors that a description names */
function tensorsIn(value) {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return [...'tensor' in value ? [/** @type {TensorPart} */ (value).tensor] : [], ...Object.values(value).flatMap(tensorsIn)];
}

/** What it is called where an older name of it is gone. @param {string} name */
const newName = (name) => name.replace('LayerNorm.gamma', 'LayerNorm.weight');

/** Fields that tell how a model is trained, and what wrote the file. @param {string} name */
const isForTraining = (name) => /dropout|_drop$|pdrop|layerdrop|drop_path|initializer|init_std|^use_cache$|version|dtype|checkpointing/.test(name);

/**
 * Fields that do not change what a model gives: those of other classes of its family, of text that is made with it, of how the
 * same numbers are computed; and those that are for an option which is off.
 * @type {Record<string, string[]>}
 */
const unreadFields = {
  clip: ['logit_scale_init_value'],
  dinov2: ['apply_layernorm', 'hidden_act', 'label2id', 'layerscale_value', 'out_features', 'out_indices', 'reshape_hidden_states',
    'stage_names'],
  distilbert: ['finetuning_task', 'label2id', 'sinusoidal_pos_embds'],
  gemma3: ['cache_implementation'],
  gpt2: ['n_ctx', 'reorder_and_upcast_attn', 'summary_activation', 'summary_proj_to_labels', 'summary_type', 'summary_use_proj'],
  llama: ['pretraining_tp'],
  marian: ['forced_eos_token_id', 'is_encoder_decoder', 'max_length', 'num_beams', 'num_hidden_layers'],
  modernbert: ['classifier_activation', 'classifier_bias', 'classifier_pooling', 'cls_token_id', 'decoder_bias', 'deterministic_flash_attn',
    'layer_norm_eps', 'reference_compile', 'repad_logits_with_grad', 'sep_token_id', 'sparse_pred_ignore_index', 'sparse_prediction',
    'tie_word_embeddings'],
  qwen2: ['max_window_layers', 'sliding_window'],
  qwen3: ['max_window_layers', 'sliding_window'],
  t5: ['dense_act_fn', 'is_encoder_decoder', 'is_gated_act', 'n_positions', 'output_past'],
  vit: ['encoder_stride', 'label2id'],
  whisper: ['apply_spec_augment', 'begin_suppress_tokens', 'classifier_proj_size', 'is_encoder_decoder', 'num_hidden_layers',
    'scale_embedding', 'suppress_tokens', 'use_weighted_layer_sum'],
};

for (const checkpoint of checkpointNames()) {
  test(`${checkpoint}: each tensor is used or ignored, and each that is used is needed`, () => {
    const { config, tensors } = readCheckpoint(checkpoint);
    const heads = tensorHeads({ config, tensors });
    const { description, ignored } = describe(config, heads);
    const used = new Set(tensorsIn(description));
    assert.deepEqual([...used, ...ignored].sort(), [...tensors.keys()].sort());
    for (const name of used) {
      const { type, shape } = /** @type {{ type: string, shape: number[] }} */ (heads.get(name));
      const others = Array.from(heads).filter(([other]) => other !== name);
      const wider = new Map([...others, [name, { type, shape: [...shape, 2] }]]);
      assert.equal(refusalOf(config, wider).argument, name);
      const isTheOnlyHead = name === 'lm_head.weight' && config.tie_word_embeddings === undefined;
      if (!isTheOnlyHead) assert.equal(refusalOf(config, new Map(others)).argument, newName(name));
    }
    const stray = new Map([...heads, ['stray.weight', { type: 'F32', shape: [1] }]]);
    assert.equal(refusalOf(config, stray).argument, 'stray.weight');
  });

  test(`${checkpoint}: each field of the config that is read is checked`, () => {
    const { config, tensors } = readCheckpoint(checkpoint);
    const { description } = describe(config, tensors);
    /** @type {string[]} */
    const unread = [];
    for (const name of Object.keys(config)) {
      try {
        assert.deepEqual(describe({ ...config, [name]: [{}] }, tensors).description, description);
        unread.push(name);
      } catch (error) {
        assert.ok(error instanceof ModelError, String(error));
        assert.match(error.argument, new RegExp(`^config\\.${name}(\\.|$)`));
      }
    }
    const known = unreadFields[checkpoint.split('-')[0]] ?? [];
    assert.deepEqual(unread.filter((name) => !isForTraining(name) && !known.includes(name)), []);
  });
}

/** @type {[string, Record<string, unknown>, string][]} */
const refusedOfCheckpoints = [
  ['gpt2-prefixed', { add_cross_attention: true }, 'config.add_cross_attention: expected false, got true'],
  ['mpnet-model', { relative_attention_num_buckets: 16 }, 'config.relative_attention_num_buckets: expected 32, got 16'],
  ['t5-gated', { feed_forward_proj: 'gated-gelu-x' }, 'config.feed_forward_proj: expected relu, gated-gelu or gated-silu, got "gated-gelu-x"'],
  ['marian-shared', { normalize_before: true }, 'config.normalize_before: expected false, got true'],
  ['marian-shared', { static_position_embeddings: false }, 'config.static_position_embeddings: expected true, got false'],
  ['marian-shared', { share_encoder_decoder_embeddings: false }, 'config.share_encoder_decoder_embeddings: expected true, got false'],
  ['marian-shared', { max_position_embeddings: 1e9 }, 'config.max_position_embeddings: expected an integer from 1 to 65536, got 1000000000'],
  ['vit-model', { pooler_act: 'relu' }, 'config.pooler_act: expected tanh, got "relu"'],
  ['clip-classic', { text_config_dict: { hidden_size: 24 } }, 'config.text_config_dict: expected null, got {"hidden_size":24}'],
  ['modernbert-mlm', { position_embedding_type: 'alibi' }, 'config.position_embedding_type: expected absolute, got "alibi"'],
];

for (const [name, changes, message] of refusedOfCheckpoints) {
  test(message, { skip: checkpointsMissing }, () => {
    const { config, tensors } = readCheckpoint(name);
    assert.equal(refusalOf({ ...config, ...changes }, tensors).message, message);
  });
}
