/** Files of llama2.c and its vocabulary. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../web/models/files/checkpoint.js';
import { bytesByName, bytesOfText, fileOf, floats, joined, refused, refusesEachTruncation, uint32 } from './models-written.js';

/** Width, hidden, layers, heads, heads of keys and values, vocabulary, positions. */
const sizes = [8, 6, 2, 2, 1, 5, 3];

/** Each number says where it stands. @param {number[]} integers */
function llama2c([width, hidden, layers, heads, kvHeads, vocabulary, positions]) {
  const kvWidth = (width / heads) * kvHeads;
  const layer = 2 * width + 2 * width * width + 2 * kvWidth * width + 3 * hidden * width;
  const table = Math.abs(vocabulary) * width;
  const count = table + layers * layer + width + positions * (width / heads) + (vocabulary < 0 ? table : 0);
  return joined(Int32Array.of(width, hidden, layers, heads, kvHeads, vocabulary, positions), Float32Array.from({ length: count }, (_, i) => i));
}

/** @param {[string, number][]} pieces */
const vocabulary = (pieces, longest = 5) => joined(uint32(longest), ...pieces.flatMap(([piece, score]) => [floats(score), uint32(bytesOfText(piece).length), bytesOfText(piece)]));

/** @type {[string, number][]} */
const pieces = [['<unk>', 0], ['\n<s>\n', 0], ['é', -1], [' a', -2.5], ['b', -3]];

const model = llama2c(sizes);

/** @param {Record<string, number[]>} bytes @param {string} name */
const firstOf = (bytes, name) => new Float32Array(Uint8Array.from(bytes[name]).buffer)[0];

test('matrices are stacked over the layers: each has a start of its own', async () => {
  const checkpoint = await openCheckpoint([fileOf('model.bin', model), fileOf('tok.bin', vocabulary(pieces))]);
  assert.equal(checkpoint.format, 'llama2.c');
  const { config, tensors, vocabulary: own, bytes: size } = checkpoint;
  assert.deepEqual(config, {
    model_type: 'llama', architectures: ['LlamaForCausalLM'], hidden_size: 8, intermediate_size: 6, num_hidden_layers: 2, num_attention_heads: 2, num_key_value_heads: 1, head_dim: 4,
    vocab_size: 5, max_position_embeddings: 3, hidden_act: 'silu', rms_norm_eps: 1e-5, rope_theta: 10000, rope_interleaved: true, attention_bias: false, mlp_bias: false,
    tie_word_embeddings: true, bos_token_id: 1, eos_token_id: 2,
  });
  assert.equal(tensors.size, 20);
  assert.equal(size, model.length - 28 - 4 * 12);
  const bytes = await bytesByName(checkpoint);
  const firsts = {
    'model.embed_tokens': 0, 'model.layers.0.input_layernorm': 40, 'model.layers.1.input_layernorm': 48, 'model.layers.0.self_attn.q_proj': 56, 'model.layers.1.self_attn.q_proj': 120,
    'model.layers.0.self_attn.k_proj': 184, 'model.layers.1.self_attn.k_proj': 216, 'model.layers.0.self_attn.v_proj': 248, 'model.layers.0.self_attn.o_proj': 312,
    'model.layers.0.post_attention_layernorm': 440, 'model.layers.0.mlp.gate_proj': 456, 'model.layers.1.mlp.gate_proj': 504, 'model.layers.0.mlp.down_proj': 552,
    'model.layers.0.mlp.up_proj': 648, 'model.layers.1.mlp.up_proj': 696, 'model.norm': 744,
  };
  for (const [name, first] of Object.entries(firsts)) assert.equal(firstOf(bytes, `${name}.weight`), first, name);
  assert.deepEqual(tensors.get('model.layers.1.mlp.down_proj.weight')?.shape, [8, 6]);
  assert.deepEqual(tensors.get('model.layers.1.self_attn.v_proj.weight')?.shape, [4, 8]);
  assert.deepEqual(own, { llama2c: { pieces: pieces.map(([piece, score]) => ({ bytes: bytesOfText(piece), score })) } });
});

test('a negative vocabulary: the output has a matrix of its own, behind the tables of rotations', async () => {
  const checkpoint = await openCheckpoint(new Blob([llama2c([8, 6, 2, 2, 1, -5, 3])]));
  assert.deepEqual([checkpoint.config.tie_word_embeddings, checkpoint.config.vocab_size], [false, 5]);
  assert.deepEqual(checkpoint.vocabulary, {});
  assert.equal(firstOf(await bytesByName(checkpoint), 'lm_head.weight'), 752 + 12);
});

test('integers that are no model, other versions, and other vocabularies', async () => {
  for (const wrong of [[0, 0], [0, -8], [0, 6], [1, 0], [2, 0], [3, 3], [3, 4, 3], [4, 3], [4, 0], [5, 0], [6, 0], [2, 2 ** 30]]) {
    const bytes = model.slice();
    const [place, ...integers] = wrong;
    integers.forEach((integer, i) => new DataView(bytes.buffer).setInt32(4 * (place + i), integer, true));
    await refused(openCheckpoint([fileOf('model.bin', bytes)]), 'files', `expected weights (.safetensors, .gguf, or a .bin of llama2.c), got only model.bin (${bytes.length} bytes)`);
  }
  await refused(openCheckpoint([fileOf('model.bin', bytesOfText('24ka'), uint32(2), model)]), 'model.bin', 'expected a .bin of llama2.c of version 0, got version 2');
  await refused(openCheckpoint([fileOf('model.bin', model, Uint8Array.of(0))]), 'model.bin', `expected ${model.length} bytes, as its first integers say, got ${model.length + 1}: is it cut off?`);
  /** @param {Uint8Array<ArrayBuffer>} bytes */
  const withVocabulary = (bytes) => openCheckpoint([fileOf('model.bin', model), fileOf('tok.bin', bytes)]);
  await refused(withVocabulary(vocabulary(pieces.slice(1))), 'tok.bin', 'expected 5 pieces, as the model has, got 4: files of two models?');
  await refused(withVocabulary(vocabulary([...pieces.slice(1), ['longer', 0]])), 'tok.bin, piece 4', 'expected a length from 0 to 5, got 6');
  await refused(withVocabulary(vocabulary(pieces, 0)), 'tok.bin', /^expected a vocabulary of llama2\.c, got \d+ bytes that are none$/);
  await refused(openCheckpoint([fileOf('a.bin', model), fileOf('b.bin', model)]), 'files', 'expected one file of its kind, got a.bin and b.bin: files of two models?');
});

test('each truncation is refused', async () => {
  await refusesEachTruncation(model, (part) => [fileOf('model.bin', part)]);
  await refusesEachTruncation(vocabulary(pieces), (part) => [fileOf('model.bin', model), fileOf('tok.bin', part)]);
});
