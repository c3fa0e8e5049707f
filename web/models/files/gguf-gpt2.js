/** GPT-2 in GGUF. */

/**
 * @import { GgufFields } from './gguf-fields.js'
 * @import { StoredTensor } from './stored-tensor.js'
 */

export const gpt2 = {
  /** @type {Record<string, string>} */
  names: {
    'token_embd': 'transformer.wte',
    'position_embd': 'transformer.wpe',
    'output_norm': 'transformer.ln_f',
    'output': 'lm_head',
    'blk.N.attn_norm': 'transformer.h.N.ln_1',
    'blk.N.attn_qkv': 'transformer.h.N.attn.c_attn',
    'blk.N.attn_output': 'transformer.h.N.attn.c_proj',
    'blk.N.ffn_norm': 'transformer.h.N.ln_2',
    'blk.N.ffn_up': 'transformer.h.N.mlp.c_fc',
    'blk.N.ffn_down': 'transformer.h.N.mlp.c_proj',
  },
  /** @param {GgufFields} fields @param {Map<string, StoredTensor>} tensors @returns {Record<string, unknown>} */
  config: (fields, tensors) => ({
    model_type: 'gpt2',
    architectures: ['GPT2LMHeadModel'],
    n_embd: fields.own('embedding_length'),
    n_inner: fields.own('feed_forward_length'),
    n_layer: fields.own('block_count'),
    n_head: fields.own('attention.head_count'),
    n_positions: fields.own('context_length'),
    vocab_size: tensors.get('token_embd.weight')?.shape[0],
    layer_norm_epsilon: fields.own('attention.layer_norm_epsilon'),
    activation_function: 'gelu_new',
    tie_word_embeddings: !tensors.has('output.weight'),
    conv1d_transposed: false, // Matrices are [out, in]; Hugging Face has [in, out] here.
  }),
};
