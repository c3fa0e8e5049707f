/** BERT in GGUF, which has no pooler. RoBERTa's positions are cut there so that they begin at 0, and it is a BERT, too. */

/**
 * @import { GgufFields } from './gguf-fields.js'
 * @import { StoredTensor } from './stored-tensor.js'
 */

export const bert = {
  /** @type {Record<string, string>} */
  names: {
    'token_embd': 'embeddings.word_embeddings',
    'position_embd': 'embeddings.position_embeddings',
    'token_types': 'embeddings.token_type_embeddings',
    'token_embd_norm': 'embeddings.LayerNorm',
    'blk.N.attn_q': 'encoder.layer.N.attention.self.query',
    'blk.N.attn_k': 'encoder.layer.N.attention.self.key',
    'blk.N.attn_v': 'encoder.layer.N.attention.self.value',
    'blk.N.attn_output': 'encoder.layer.N.attention.output.dense',
    'blk.N.attn_output_norm': 'encoder.layer.N.attention.output.LayerNorm',
    'blk.N.ffn_up': 'encoder.layer.N.intermediate.dense',
    'blk.N.ffn_down': 'encoder.layer.N.output.dense',
    'blk.N.layer_output_norm': 'encoder.layer.N.output.LayerNorm',
  },
  /** @param {GgufFields} fields @param {Map<string, StoredTensor>} tensors @returns {Record<string, unknown>} */
  config: (fields, tensors) => ({
    model_type: 'bert',
    architectures: ['BertModel'],
    hidden_size: fields.own('embedding_length'),
    intermediate_size: fields.own('feed_forward_length'),
    num_hidden_layers: fields.own('block_count'),
    num_attention_heads: fields.own('attention.head_count'),
    max_position_embeddings: tensors.get('position_embd.weight')?.shape[0],
    type_vocab_size: tensors.get('token_types.weight')?.shape[0],
    vocab_size: tensors.get('token_embd.weight')?.shape[0],
    layer_norm_eps: fields.own('attention.layer_norm_epsilon'),
    hidden_act: 'gelu',
    position_embedding_type: 'absolute',
  }),
};
