// A GGUF file from a model of llama2.c: names, fields and values as ggml's specification of the format has them.

import { array, gguf, integers, scalar, text } from './models-written.js';
import { blocks } from './model-in-memory.js';

/**
 * @import { Checkpoint } from '../../web/models/files/checkpoint.js'
 * @import { GgufTensor, GgufValue } from './models-written.js'
 */

/** ggml's numbers of types. */
const types = { F32: 0, Q8_0: 8 };

/** Elements that share a scale. */
const blockLength = 32;

/** GGUF's by Hugging Face's; N is the layer. @type {[RegExp, string][]} */
const names = [
  [/^model\.embed_tokens/, 'token_embd'],
  [/^model\.norm/, 'output_norm'],
  [/^model\.layers\.(\d+)\.input_layernorm/, 'blk.$1.attn_norm'],
  [/^model\.layers\.(\d+)\.post_attention_layernorm/, 'blk.$1.ffn_norm'],
  [/^model\.layers\.(\d+)\.self_attn\.o_proj/, 'blk.$1.attn_output'],
  [/^model\.layers\.(\d+)\.self_attn\.([qkv])_proj/, 'blk.$1.attn_$2'],
  [/^model\.layers\.(\d+)\.mlp\.(gate|up|down)_proj/, 'blk.$1.ffn_$2'],
];

/** @param {string} name */
const nameInGguf = (name) => names.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), name);

/**
 * @param {Checkpoint} checkpoint of llama2.c: its rows of queries and keys are in the order that GGUF has
 * @param {'F32' | 'Q8_0'} type of matrices whose rows are whole blocks; the others stay float32
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function ggufOf({ config, tensors, vocabulary }, type) {
  /** @type {Record<string, GgufTensor>} */
  const written = {};
  for (const { name, shape, bytes, source, start } of tensors.values()) {
    const data = Uint8Array.from(await source.slice(start, start + bytes));
    const isMatrix = shape.length === 2 && shape[1] % blockLength === 0;
    written[nameInGguf(name)] = type === 'Q8_0' && isMatrix
      ? { type: types.Q8_0, shape, data: blocks('Q8_0', shape, new Float32Array(data.buffer)).data }
      : { type: types.F32, shape, data };
  }
  return gguf({ ...fieldsOf(config), ...vocabularyFields(vocabulary.llama2c?.pieces ?? []) }, written);
}

/** @param {Record<string, any>} config @returns {Record<string, GgufValue>} */
const fieldsOf = (config) => ({
  'general.architecture': text('llama'),
  ...integers({
    'llama.context_length': config.max_position_embeddings,
    'llama.embedding_length': config.hidden_size,
    'llama.block_count': config.num_hidden_layers,
    'llama.feed_forward_length': config.intermediate_size,
    'llama.rope.dimension_count': config.head_dim,
    'llama.attention.head_count': config.num_attention_heads,
    'llama.attention.head_count_kv': config.num_key_value_heads,
  }),
  'llama.attention.layer_norm_rms_epsilon': scalar('float32', config.rms_norm_eps),
});

/** Unknown, begin and end, the bytes, and all others. @param {number} id */
const pieceType = (id) => (id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1);

/** @param {{ bytes: Uint8Array, score: number }[]} pieces @returns {Record<string, GgufValue>} */
function vocabularyFields(pieces) {
  const controls = ['<unk>', '<s>', '</s>'];
  const texts = pieces.map(({ bytes }, id) => controls[id] ?? new TextDecoder().decode(bytes).replaceAll(' ', '▁'));
  return {
    'tokenizer.ggml.model': text('llama'),
    'tokenizer.ggml.tokens': array(texts.map(text)),
    'tokenizer.ggml.scores': array(pieces.map(({ score }) => scalar('float32', score))),
    'tokenizer.ggml.token_type': array(pieces.map((_, id) => scalar('int32', pieceType(id)))),
    ...integers({ 'tokenizer.ggml.bos_token_id': 1, 'tokenizer.ggml.eos_token_id': 2, 'tokenizer.ggml.unknown_token_id': 0 }),
  };
}
