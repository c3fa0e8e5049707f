// Small models with random weights, in the layouts that checkpoints have: they need no file.

import { createRandom } from './random.js';

/**
 * @import { Tensor } from './models-checkpoints.js'
 * @typedef {{ config: Record<string, any>, tensors: Map<string, Tensor> }} MadeModel
 */

/** @param {Record<string, number[]>} shapes @returns {Map<string, Tensor>} */
function randomTensors(shapes) {
  const random = createRandom(7);
  return new Map(Object.entries(shapes).map(([name, shape]) => {
    const count = shape.reduce((all, length) => all * length, 1);
    return [name, { type: 'F32', shape, data: Float64Array.from({ length: count }, () => random.uniform(-1, 1)) }];
  }));
}

/** @param {number} layers @param {(prefix: string) => Record<string, number[]>} shapes @returns {Record<string, number[]>} */
const ofLayers = (layers, shapes) => Object.assign({}, ...Array.from({ length: layers }, (_, i) => shapes(`${i}.`)));

/** @returns {MadeModel} of a Llama: two layers, 4 heads over 2, heads of 6 */
export function madeLlama() {
  const config = {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 12,
    intermediate_size: 10,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    num_hidden_layers: 2,
    head_dim: 6,
    vocab_size: 20,
    hidden_act: 'silu',
    rms_norm_eps: 1e-5,
    rope_theta: 100,
    max_position_embeddings: 64,
    tie_word_embeddings: false,
  };
  const tensors = randomTensors({
    'model.embed_tokens.weight': [20, 12],
    ...ofLayers(2, (i) => llamaLayer(`model.layers.${i}`)),
    'model.norm.weight': [12],
    'lm_head.weight': [20, 12],
  });
  return { config, tensors };
}

/** @param {string} prefix @returns {Record<string, number[]>} */
const llamaLayer = (prefix) => ({
  [`${prefix}input_layernorm.weight`]: [12],
  [`${prefix}self_attn.q_proj.weight`]: [24, 12],
  [`${prefix}self_attn.k_proj.weight`]: [12, 12],
  [`${prefix}self_attn.v_proj.weight`]: [12, 12],
  [`${prefix}self_attn.o_proj.weight`]: [12, 24],
  [`${prefix}post_attention_layernorm.weight`]: [12],
  [`${prefix}mlp.gate_proj.weight`]: [10, 12],
  [`${prefix}mlp.up_proj.weight`]: [10, 12],
  [`${prefix}mlp.down_proj.weight`]: [12, 10],
});

/** @returns {MadeModel} of a Gemma 3: three layers, of which the last sees all tokens */
export function madeGemma() {
  const { config, tensors } = madeLlama();
  const headNorms = randomTensors(ofLayers(2, (i) => ({
    [`model.layers.${i}self_attn.q_norm.weight`]: [6],
    [`model.layers.${i}self_attn.k_norm.weight`]: [6],
    [`model.layers.${i}pre_feedforward_layernorm.weight`]: [12],
    [`model.layers.${i}post_feedforward_layernorm.weight`]: [12],
  })));
  const { hidden_act: activation, ...others } = config;
  return {
    config: {
      ...others,
      architectures: ['Gemma3ForCausalLM'],
      model_type: 'gemma3_text',
      hidden_activation: 'gelu_pytorch_tanh',
      query_pre_attn_scalar: 5,
      sliding_window: 3,
      sliding_window_pattern: 2,
      rope_local_base_freq: 10,
    },
    tensors: new Map([...tensors, ...headNorms]),
  };
}

/** @returns {MadeModel} of a BERT: one layer, 2 heads of 4 */
export function madeBert() {
  const config = {
    architectures: ['BertForSequenceClassification'],
    model_type: 'bert',
    hidden_size: 8,
    intermediate_size: 10,
    num_attention_heads: 2,
    num_hidden_layers: 1,
    vocab_size: 20,
    type_vocab_size: 2,
    max_position_embeddings: 16,
    hidden_act: 'gelu',
    layer_norm_eps: 1e-12,
    id2label: { 0: 'no', 1: 'perhaps', 2: 'yes' },
  };
  const tensors = randomTensors({
    'bert.embeddings.word_embeddings.weight': [20, 8],
    'bert.embeddings.position_embeddings.weight': [16, 8],
    'bert.embeddings.token_type_embeddings.weight': [2, 8],
    ...both('bert.embeddings.LayerNorm', [8]),
    ...both('bert.encoder.layer.0.attention.self.query', [8, 8]),
    ...both('bert.encoder.layer.0.attention.self.key', [8, 8]),
    ...both('bert.encoder.layer.0.attention.self.value', [8, 8]),
    ...both('bert.encoder.layer.0.attention.output.dense', [8, 8]),
    ...both('bert.encoder.layer.0.attention.output.LayerNorm', [8]),
    ...both('bert.encoder.layer.0.intermediate.dense', [10, 8]),
    ...both('bert.encoder.layer.0.output.dense', [8, 10]),
    ...both('bert.encoder.layer.0.output.LayerNorm', [8]),
    ...both('bert.pooler.dense', [8, 8]),
    ...both('classifier', [3, 8]),
  });
  return { config, tensors };
}

/** @param {string} name @param {number[]} shape of the weight @returns {Record<string, number[]>} with its bias */
const both = (name, shape) => ({ [`${name}.weight`]: shape, [`${name}.bias`]: [shape[0]] });
