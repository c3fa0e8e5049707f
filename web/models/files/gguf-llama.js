/** Llama, Qwen 2 and 3, and Gemma 3 in GGUF: one kind of layer, with the names and fields of each in Hugging Face's spelling. */

import { shown } from '../../base/shown-value.js';

/**
 * @import { GgufFields } from './gguf-fields.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {Record<string, unknown>} Config
 * @typedef {Map<string, StoredTensor>} Tensors with the names of the file
 */

/** @type {Record<string, string>} */
const names = {
  'token_embd': 'model.embed_tokens',
  'output_norm': 'model.norm',
  'output': 'lm_head',
  'blk.N.attn_norm': 'model.layers.N.input_layernorm',
  'blk.N.attn_q': 'model.layers.N.self_attn.q_proj',
  'blk.N.attn_k': 'model.layers.N.self_attn.k_proj',
  'blk.N.attn_v': 'model.layers.N.self_attn.v_proj',
  'blk.N.attn_output': 'model.layers.N.self_attn.o_proj',
  'blk.N.ffn_norm': 'model.layers.N.post_attention_layernorm',
  'blk.N.ffn_gate': 'model.layers.N.mlp.gate_proj',
  'blk.N.ffn_up': 'model.layers.N.mlp.up_proj',
  'blk.N.ffn_down': 'model.layers.N.mlp.down_proj',
};

/** @type {Record<string, string>} */
const headNorms = {
  'blk.N.attn_q_norm': 'model.layers.N.self_attn.q_norm',
  'blk.N.attn_k_norm': 'model.layers.N.self_attn.k_norm',
};

export const llama = {
  names,
  /** @param {GgufFields} fields @param {Tensors} tensors @returns {Config} */
  config(fields, tensors) {
    const window = fields.own('attention.sliding_window', 0);
    return {
      ...sharedConfig(fields, tensors, 10_000),
      ...(window > 0 ? typed('mistral', 'MistralForCausalLM') : typed('llama', 'LlamaForCausalLM')),
      ...(window > 0 ? { sliding_window: window } : {}),
      hidden_act: 'silu',
      attention_bias: tensors.has('blk.0.attn_q.bias'),
      mlp_bias: tensors.has('blk.0.ffn_up.bias'),
      rope_interleaved: true, // The rows of query and key are in the order of the pairs (2t, 2t + 1).
    };
  },
};

export const qwen2 = {
  names,
  /** @param {GgufFields} fields @param {Tensors} tensors @returns {Config} */
  config: (fields, tensors) => ({
    ...sharedConfig(fields, tensors, 10_000),
    ...typed('qwen2', 'Qwen2ForCausalLM'),
    hidden_act: 'silu',
    use_sliding_window: false,
  }),
};

export const qwen3 = {
  names: { ...names, ...headNorms },
  /** @param {GgufFields} fields @param {Tensors} tensors @returns {Config} */
  config: (fields, tensors) => ({
    ...sharedConfig(fields, tensors, 10_000),
    ...typed('qwen3', 'Qwen3ForCausalLM'),
    hidden_act: 'silu',
    attention_bias: tensors.has('blk.0.attn_q.bias'),
    use_sliding_window: false,
  }),
};

/** In the model of 27 billion parameters, the only one with so many layers, the scale is that of width / heads. */
const layersOf27B = 62;

export const gemma3 = {
  names: {
    ...names,
    ...headNorms,
    'blk.N.post_attention_norm': 'model.layers.N.post_attention_layernorm',
    'blk.N.ffn_norm': 'model.layers.N.pre_feedforward_layernorm',
    'blk.N.post_ffw_norm': 'model.layers.N.post_feedforward_layernorm',
  },
  /** @param {GgufFields} fields @param {Tensors} tensors @returns {Config} */
  config(fields, tensors) {
    const shared = sharedConfig(fields, tensors, 1_000_000);
    const is27B = shared.num_hidden_layers === layersOf27B;
    return {
      ...shared,
      ...typed('gemma3_text', 'Gemma3ForCausalLM'),
      hidden_activation: 'gelu_pytorch_tanh',
      attention_bias: false,
      query_pre_attn_scalar: is27B ? shared.hidden_size / shared.num_attention_heads : shared.head_dim,
      sliding_window: fields.own('attention.sliding_window'),
      sliding_window_pattern: 6, // No file says it.
      rope_local_base_freq: fields.own('rope.freq_base_swa', 10_000),
      attn_logit_softcapping: null,
      final_logit_softcapping: fields.own('final_logit_softcapping', 0) || null,
      norm_adds_one: false, // The file's weights have the 1 in them.
    };
  },
};

/** @param {string} type @param {string} architecture */
const typed = (type, architecture) => ({ model_type: type, architectures: [architecture] });

/** @param {GgufFields} fields @param {Tensors} tensors @param {number} theta where the file has none */
function sharedConfig(fields, tensors, theta) {
  checkExperts(fields);
  const width = fields.own('embedding_length');
  const heads = fields.own('attention.head_count');
  return {
    hidden_size: width,
    intermediate_size: fields.own('feed_forward_length'),
    num_hidden_layers: fields.own('block_count'),
    num_attention_heads: heads,
    num_key_value_heads: fields.own('attention.head_count_kv', heads),
    head_dim: headSize(fields, width / heads),
    vocab_size: tensors.get('token_embd.weight')?.shape[0],
    max_position_embeddings: fields.own('context_length'),
    rms_norm_eps: fields.own('attention.layer_norm_rms_epsilon'),
    rope_theta: fields.own('rope.freq_base', theta),
    rope_scaling: ropeScaling(fields),
    tie_word_embeddings: !tensors.has('output.weight'),
  };
}

/** @param {GgufFields} fields */
function checkExperts(fields) {
  const experts = fields.own('expert_count', 0);
  if (experts > 0) throw fields.error(`${fields.architecture}.expert_count`, `expected one feed-forward a layer, got ${experts} experts`);
}

/** @param {GgufFields} fields @param {number} usual */
function headSize(fields, usual) {
  const size = fields.own('attention.key_length', usual);
  for (const key of ['attention.value_length', 'rope.dimension_count']) {
    const other = fields.own(key, size);
    if (other !== size) throw fields.error(`${fields.architecture}.${key}`, `expected the head size ${size}, got ${other}`);
  }
  return size;
}

/** @param {GgufFields} fields @returns {Record<string, unknown> | null} */
function ropeScaling(fields) {
  const key = `${fields.architecture}.rope.scaling.type`;
  const type = fields.text(key, 'none');
  if (type === 'none') return linear(fields.own('rope.scale_linear', 1));
  if (type === 'linear') return linear(fields.own('rope.scaling.factor'));
  if (type !== 'yarn') throw fields.error(key, `expected none, linear or yarn, got ${shown(type)}`);
  return {
    rope_type: 'yarn',
    factor: fields.own('rope.scaling.factor'),
    original_max_position_embeddings: fields.own('rope.scaling.original_context_length'),
  };
}

/** @param {number} factor */
const linear = (factor) => (factor === 1 ? null : { rope_type: 'linear', factor });
