/** Checkpoints in GGUF: every type of value, tensors in blocks, Hugging Face's names and fields, and what is wrong with them. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectFolder } from '../../web/build/command.js';
import { openCheckpoint } from '../../web/models/files/checkpoint.js';
import { readGguf } from '../../web/models/files/gguf.js';
import { blobSource } from '../../web/models/files/source.js';
import { layouts } from '../../web/models/files/stored-tensor.js';
import { array, bytesByName, counted, fileOf, floats, gguf, integers, joined, refused, refusesEachTruncation, scalar, text, uint32, uint64 } from './models-written.js';

/** @param {Uint8Array<ArrayBuffer>} bytes */
const head = (bytes) => readGguf(blobSource(new Blob([bytes]), 'm.gguf'));

/** @param {Uint8Array<ArrayBuffer>} bytes @param {...any} others */
const opening = (bytes, ...others) => openCheckpoint([fileOf('m.gguf', bytes), ...others]);

/** @param {number[]} shape @param {number} [first] */
const matrix = (shape, first = 1) => ({ type: 0, shape, data: counted(4 * shape.reduce((product, length) => product * length, 1), first) });

test('values of every type, and arrays of them', async () => {
  const values = {
    a: scalar('uint8', 200), b: scalar('int8', -100), c: scalar('uint16', 60000), d: scalar('int16', -30000), e: scalar('uint32', 4e9), f: scalar('int32', -2e9),
    g: scalar('float32', 0.5), h: scalar('bool', 1), i: text('é\0漢'), j: array([scalar('int8', -1), scalar('int8', 2)]), k: scalar('uint64', 2n ** 53n - 1n),
    l: scalar('int64', -3n), m: scalar('float64', 0.1), n: scalar('uint64', 2n ** 64n - 1n), o: array([text('x'), text('')]), p: array([], 4), q: scalar('bool', 0),
    r: array([array([scalar('bool', 1)]), array([scalar('bool', 0)])]), s: scalar('int64', -(2n ** 63n)),
  };
  for (const version of [2, 3]) {
    const { metadata, tensors } = await head(gguf(values, {}, { version }));
    assert.deepEqual(Object.fromEntries(metadata), {
      a: 200, b: -100, c: 60000, d: -30000, e: 4e9, f: -2e9, g: 0.5, h: true, i: 'é\0漢', j: [-1, 2], k: 2 ** 53 - 1,
      l: -3, m: 0.1, n: 2n ** 64n - 1n, o: ['x', ''], p: [], q: false, r: [[true], [false]], s: -(2n ** 63n),
    });
    assert.deepEqual(tensors, []);
  }
});

test('a head longer than what is read first', async () => {
  const tokens = Array.from({ length: 50_000 }, (_, i) => text(`${'token'.repeat(9)} ${i}`));
  const { metadata, tensors } = await head(gguf({ tokens: array(tokens) }, { x: matrix([2, 3]) }));
  assert.match(/** @type {string[]} */ (metadata.get('tokens'))[49_999], /^token.* 49999$/);
  assert.deepEqual(await tensors[0].source.slice(tensors[0].start, tensors[0].start + 24), counted(24));
});

test('tensors have their slowest axis first, and lie at the alignment', async () => {
  for (const alignment of [8, 32, 64]) {
    const values = alignment === 32 ? {} : integers({ 'general.alignment': alignment });
    const { tensors } = await head(gguf(values, { x: matrix([2, 3, 1], 7), y: { type: 1, shape: [5], data: counted(10, 80) } }, { alignment }));
    assert.deepEqual(tensors.map(({ name, type, shape, bytes }) => [name, type, shape, bytes]), [['x', 'F32', [2, 3, 1], 24], ['y', 'F16', [5], 10]]);
    assert.ok(tensors.every(({ start }) => start % alignment === 0));
    assert.deepEqual(await tensors[0].source.slice(tensors[0].start, tensors[0].start + 24), counted(24, 7));
    assert.deepEqual(await tensors[1].source.slice(tensors[1].start, tensors[1].start + 10), counted(10, 80));
  }
});

/** The kernels' table: [name, number, elements, bytes]. */
const blocks = Array.from(readFileSync(join(projectFolder, 'cpp/attn/kernels/quantized.h'), 'utf8').matchAll(/X\(k\w+, +"(\w+)", (\d+), (\d+), (\d+)\)/g),
  ([, name, ...numbers]) => ({ name, numbers: numbers.map(Number) }));

test('blocks are those of the kernels', async () => {
  assert.equal(blocks.length, 14);
  for (const { name, numbers: [number, elements, bytes] } of blocks) {
    assert.deepEqual(layouts[/** @type {keyof typeof layouts} */ (name)], { elements, bytes });
    const shape = [3, 2 * elements];
    const { tensors: [tensor] } = await head(gguf({}, { x: { type: number, shape, data: counted(6 * bytes) } }));
    assert.deepEqual([tensor.type, tensor.shape, tensor.bytes], [name, shape, 6 * bytes]);
    if (elements === 1) continue;
    const half = gguf({}, { x: { type: number, shape: [2, elements / 2], data: counted(bytes) } });
    await refused(head(half), 'm.gguf, x', `expected rows of a multiple of ${elements} elements for ${name}, got ${elements / 2}`);
  }
});

test('plain types, and types that are not read', async () => {
  const plain = { F32: 0, F16: 1, I8: 24, I16: 25, I32: 26, I64: 27, F64: 28, BF16: 30 };
  for (const [name, type] of Object.entries(plain)) {
    const { tensors } = await head(gguf({}, { x: { type, shape: [2], data: counted(16) } }));
    assert.equal(tensors[0].type, name);
  }
  for (const [type, name] of /** @type {const} */ ([[9, 'Q8_1'], [16, 'IQ2_XXS'], [29, 'IQ1_M'], [34, 'TQ1_0'], [39, 'MXFP4'], [99, 'type 99']])) {
    await refused(head(gguf({}, { x: { type, shape: [256], data: counted(8) } })), 'm.gguf, x', new RegExp(`^expected one of F32, .*, IQ4_XS, got ${name}$`));
  }
});

const llamaFields = integers({
  'llama.embedding_length': 8, 'llama.feed_forward_length': 12, 'llama.block_count': 1, 'llama.attention.head_count': 2,
  'llama.attention.head_count_kv': 1, 'llama.context_length': 64, 'tokenizer.ggml.bos_token_id': 1, 'tokenizer.ggml.eos_token_id': 2,
});

/** @param {string} architecture @param {Record<string, any>} [more] */
const fieldsOf = (architecture, more = {}) => ({
  'general.architecture': text(architecture),
  ...Object.fromEntries(Object.entries(llamaFields).map(([key, value]) => [key.replace('llama.', `${architecture}.`), value])),
  [`${architecture}.attention.layer_norm_rms_epsilon`]: scalar('float32', 2 ** -20),
  ...more,
});

const layerNames = ['attn_norm', 'attn_q', 'attn_k', 'attn_v', 'attn_output', 'ffn_norm', 'ffn_gate', 'ffn_up', 'ffn_down'];

/** @param {...string} more */
const llamaTensors = (...more) => {
  const names = ['token_embd.weight', 'output_norm.weight', ...layerNames.map((name) => `blk.0.${name}.weight`), ...more];
  return Object.fromEntries(names.map((name, i) => [name, matrix(name === 'token_embd.weight' ? [5, 8] : [2], 10 * i)]));
};

const tokens = array(['<unk>', '<s>', '</s>', '▁a', 'b'].map(text));
const vocabulary = {
  'tokenizer.ggml.model': text('llama'), 'tokenizer.ggml.pre': text('default'), 'tokenizer.ggml.tokens': tokens,
  'tokenizer.ggml.scores': array([0, 0, 0, -1, -2].map((score) => scalar('float32', score))), 'tokenizer.ggml.token_type': array([2, 3, 3, 1, 1].map((type) => scalar('int32', type))),
  'tokenizer.ggml.merges': array([text('a b')]), 'tokenizer.ggml.add_bos_token': scalar('bool', 1), 'tokenizer.ggml.precompiled_charsmap': array([scalar('uint8', 7)]),
};

test('llama: names, fields, vocabulary, and bytes', async () => {
  const checkpoint = await opening(gguf(fieldsOf('llama', vocabulary), llamaTensors()));
  assert.equal(checkpoint.format, 'gguf');
  assert.deepEqual(checkpoint.config, {
    model_type: 'llama', architectures: ['LlamaForCausalLM'], hidden_size: 8, intermediate_size: 12, num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 1,
    head_dim: 4, vocab_size: 5, max_position_embeddings: 64, rms_norm_eps: 2 ** -20, rope_theta: 10000, rope_scaling: null, tie_word_embeddings: true, hidden_act: 'silu',
    attention_bias: false, mlp_bias: false, rope_interleaved: true, bos_token_id: 1, eos_token_id: 2,
  });
  const layer = ['input_layernorm', 'self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj', 'self_attn.o_proj', 'post_attention_layernorm', 'mlp.gate_proj', 'mlp.up_proj', 'mlp.down_proj'];
  const names = ['model.embed_tokens.weight', 'model.norm.weight', ...layer.map((name) => `model.layers.0.${name}.weight`)];
  const bytes = await bytesByName(checkpoint);
  assert.deepEqual(Object.keys(bytes).sort(), names.slice().sort());
  names.forEach((name, i) => assert.deepEqual(bytes[name], Array.from(counted(name === names[0] ? 160 : 8, 10 * i)), name));
  const { gguf: own } = checkpoint.vocabulary;
  assert.deepEqual({ ...own }, {
    model: 'llama', pre: 'default', tokens: ['<unk>', '<s>', '</s>', '▁a', 'b'], scores: [0, 0, 0, -1, -2], types: [2, 3, 3, 1, 1], merges: ['a b'],
    bosId: 1, eosId: 2, unknownId: undefined, separatorId: undefined, paddingId: undefined, clsId: undefined, maskId: undefined,
    addsBos: true, addsEos: undefined, addsSpacePrefix: undefined, charsmap: Uint8Array.of(7),
  });
});

test('a tokenizer.json beside the file is taken, its config is not', async () => {
  const { config, ignored, vocabulary: own } = await opening(gguf(fieldsOf('qwen2'), llamaTensors()), fileOf('config.json', '{"model_type":"bert"}'), fileOf('tokenizer.json', '{"model":{}}'));
  assert.equal(config.model_type, 'qwen2');
  assert.deepEqual(ignored, ['config.json']);
  assert.deepEqual(own, { tokenizerJson: { model: {} } });
});

/** @param {string} architecture @param {Record<string, any>} [more] @param {string[]} [tensors] */
const configOf = async (architecture, more, tensors = []) => (await opening(gguf(fieldsOf(architecture, more), llamaTensors(...tensors)))).config;

test('llama: what is not usual', async () => {
  const config = await configOf('llama', {
    'llama.attention.sliding_window': scalar('uint32', 9), 'llama.rope.freq_base': scalar('float32', 500000), 'llama.rope.scaling.type': text('linear'), 'llama.rope.scaling.factor': scalar('float32', 4),
    'llama.attention.key_length': scalar('uint32', 6), 'llama.rope.dimension_count': scalar('uint32', 6),
  }, ['output.weight', 'blk.0.attn_q.bias', 'blk.0.ffn_up.bias']);
  const { model_type: type, sliding_window: window, rope_theta: theta, rope_scaling: scaling, head_dim: size, tie_word_embeddings: isTied, attention_bias: hasBias, mlp_bias: hasMlpBias } = config;
  assert.deepEqual([type, window, theta, scaling, size, isTied, hasBias, hasMlpBias], ['mistral', 9, 500000, { rope_type: 'linear', factor: 4 }, 6, false, true, true]);
  const yarn = { 'llama.rope.scaling.type': text('yarn'), 'llama.rope.scaling.factor': scalar('float32', 2), 'llama.rope.scaling.original_context_length': scalar('uint32', 32) };
  assert.deepEqual((await configOf('llama', yarn)).rope_scaling, { rope_type: 'yarn', factor: 2, original_max_position_embeddings: 32 });
});

test('qwen2, qwen3 and gemma3', async () => {
  assert.deepEqual(pick(await configOf('qwen2'), 'model_type', 'architectures', 'use_sliding_window', 'rope_interleaved'), ['qwen2', ['Qwen2ForCausalLM'], false, undefined]);
  const norms = ['blk.0.attn_q_norm.weight', 'blk.0.attn_k_norm.weight'];
  const qwen3 = await opening(gguf(fieldsOf('qwen3'), llamaTensors(...norms)));
  assert.equal(qwen3.config.model_type, 'qwen3');
  assert.ok(['q', 'k'].every((name) => qwen3.tensors.has(`model.layers.0.self_attn.${name}_norm.weight`)));
  const window = { 'gemma3.attention.sliding_window': scalar('uint32', 512) };
  const gemma3 = await opening(gguf(fieldsOf('gemma3', window), llamaTensors(...norms, 'blk.0.post_attention_norm.weight', 'blk.0.post_ffw_norm.weight')));
  assert.deepEqual(pick(gemma3.config, 'model_type', 'norm_adds_one', 'query_pre_attn_scalar', 'sliding_window', 'sliding_window_pattern', 'rope_theta', 'rope_local_base_freq', 'hidden_activation'),
    ['gemma3_text', false, 4, 512, 6, 1e6, 1e4, 'gelu_pytorch_tanh']);
  const bytes = await bytesByName(gemma3);
  const order = { input: 20, pre_feedforward: 70, post_attention: 130, post_feedforward: 140 };
  for (const [name, first] of Object.entries(order)) assert.deepEqual(bytes[`model.layers.0.${name}_layernorm.weight`], Array.from(counted(8, first)), name);
  const large = await configOf('gemma3', { ...window, 'gemma3.block_count': scalar('uint32', 62), 'gemma3.attention.key_length': scalar('uint32', 6) });
  assert.deepEqual(pick(large, 'head_dim', 'query_pre_attn_scalar'), [6, 4]);
});

/** @param {Record<string, unknown>} record @param {...string} keys */
const pick = (record, ...keys) => keys.map((key) => record[key]);

test('gpt2 and bert', async () => {
  const tables = { 'token_embd.weight': matrix([5, 8]), 'position_embd.weight': matrix([7, 8]) };
  const epsilon = { 'gpt2.attention.layer_norm_epsilon': scalar('float32', 0.5), 'bert.attention.layer_norm_epsilon': scalar('float32', 0.25) };
  const layer = (/** @type {string[]} */ ...stems) => Object.fromEntries(stems.flatMap((stem) => ['weight', 'bias'].map((part) => [`blk.0.${stem}.${part}`, matrix([2])])));
  const gpt2 = await opening(gguf(fieldsOf('gpt2', epsilon), { ...tables, 'output_norm.bias': matrix([2]), ...layer('attn_norm', 'attn_qkv', 'attn_output', 'ffn_norm', 'ffn_up', 'ffn_down') }));
  assert.deepEqual(gpt2.config, {
    model_type: 'gpt2', architectures: ['GPT2LMHeadModel'], n_embd: 8, n_inner: 12, n_layer: 1, n_head: 2, n_positions: 64, vocab_size: 5, layer_norm_epsilon: 0.5,
    activation_function: 'gelu_new', tie_word_embeddings: true, conv1d_transposed: false,
  });
  const inLayer = ['ln_1', 'attn.c_attn', 'attn.c_proj', 'ln_2', 'mlp.c_fc', 'mlp.c_proj'].flatMap((name) => [`transformer.h.0.${name}.weight`, `transformer.h.0.${name}.bias`]);
  assert.deepEqual([...gpt2.tensors.keys()], ['transformer.wte.weight', 'transformer.wpe.weight', 'transformer.ln_f.bias', ...inLayer]);
  const types = { 'token_types.weight': matrix([2, 8]), 'token_embd_norm.weight': matrix([8]) };
  const bert = await opening(gguf(fieldsOf('bert', epsilon), { ...tables, ...types, ...layer('attn_q', 'attn_k', 'attn_v', 'attn_output', 'attn_output_norm', 'ffn_up', 'ffn_down', 'layer_output_norm') }));
  assert.deepEqual(pick(bert.config, 'model_type', 'vocab_size', 'max_position_embeddings', 'type_vocab_size', 'layer_norm_eps', 'hidden_act'), ['bert', 5, 7, 2, 0.25, 'gelu']);
  assert.ok(['embeddings.word_embeddings.weight', 'embeddings.LayerNorm.weight', 'encoder.layer.0.attention.self.value.bias', 'encoder.layer.0.attention.output.LayerNorm.bias', 'encoder.layer.0.output.dense.weight']
    .every((name) => bert.tensors.has(name)));
});

/** Llama 3's divisors by its published formula, written another way: in wavelengths. @param {number} factor @param {number} theta */
const divisorsOf = (factor, theta) => Array.from({ length: 32 }, (_, t) => {
  const wavelength = 2 * Math.PI * theta ** (t / 32);
  if (wavelength < 8192 / 4) return 1;
  return wavelength > 8192 ? factor : 1 / ((1 - (8192 / wavelength - 1) / 3) / factor + (8192 / wavelength - 1) / 3);
});

test('divisors of rotary frequencies become the scaling of Llama 3', async () => {
  const theta = { 'llama.rope.freq_base': scalar('float32', 500000) };
  /** @param {number[]} numbers @param {number} [type] */
  const withDivisors = (numbers, type = 0) => opening(gguf(fieldsOf('llama', theta), { ...llamaTensors(), 'rope_freqs.weight': { type, shape: [numbers.length], data: floats(...numbers) } }));
  for (const factor of [8, 32]) {
    const { config, tensors } = await withDivisors(divisorsOf(factor, 500000));
    assert.deepEqual(config.rope_scaling, { rope_type: 'llama3', factor, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 8192 });
    assert.equal(tensors.size, 11);
  }
  assert.equal((await withDivisors([1, 1, 1])).config.rope_scaling, null);
  await refused(withDivisors(divisorsOf(8, 10000)), /** @type {any} */ ('m.gguf, rope_freqs.weight[15]'), /^expected \d+.*, as Llama 3 divides this frequency, got \d/);
  await refused(withDivisors([1, NaN]), 'm.gguf, rope_freqs.weight[1]', /, got NaN$/);
  await refused(withDivisors([1, 2], 26), 'm.gguf, rope_freqs.weight', 'expected F32, got I32');
});

test('models that are not known, or not whole', async () => {
  const tensors = llamaTensors();
  /** @param {Record<string, any>} more */
  const llama = (more) => opening(gguf(fieldsOf('llama', more), tensors));
  await refused(opening(gguf(fieldsOf('mamba'), tensors)), 'm.gguf, general.architecture', 'expected one of llama, qwen2, qwen3, gemma3, gpt2, bert, got "mamba"');
  await refused(opening(gguf({}, tensors)), 'm.gguf, general.architecture', 'expected a text, got undefined');
  await refused(llama({ 'llama.block_count': text('x') }), 'm.gguf, llama.block_count', 'expected a number, got "x"');
  await refused(llama({ 'split.count': scalar('uint16', 3) }), 'm.gguf, split.count', 'expected one file, got one of 3 parts; join them: llama-gguf-split --merge');
  await refused(llama({ 'llama.expert_count': scalar('uint32', 8) }), 'm.gguf, llama.expert_count', 'expected one feed-forward a layer, got 8 experts');
  await refused(llama({ 'llama.rope.dimension_count': scalar('uint32', 2) }), 'm.gguf, llama.rope.dimension_count', 'expected the head size 4, got 2');
  await refused(llama({ 'llama.rope.scaling.type': text('longrope') }), 'm.gguf, llama.rope.scaling.type', 'expected none, linear or yarn, got "longrope"');
  await refused(llama({ ...vocabulary, 'tokenizer.ggml.scores': array([scalar('float32', 1)]) }), 'm.gguf, tokenizer.ggml.scores', 'expected 5 items, one a token, got 1');
  await refused(llama({ 'tokenizer.ggml.tokens': array([scalar('int8', 1)]) }), 'm.gguf, tokenizer.ggml.tokens[0]', 'expected a string, got 1');
  await refused(llama({ 'tokenizer.ggml.tokens': text('a') }), 'm.gguf, tokenizer.ggml.tokens', 'expected a list, got "a"');
  for (const name of ['blk.0.attn_qkv.weight', 'blk.0.ssm.weight', 'token_embd', 'blk.0.attn_q.scale', 'constructor.weight']) {
    await refused(opening(gguf(fieldsOf('llama'), { ...tensors, [name]: matrix([2]) })), `m.gguf, ${name}`, 'expected a tensor of its architecture, got one that it does not have');
  }
});

test('heads that are wrong', async () => {
  const good = { x: matrix([2]), y: matrix([2]) };
  for (const version of [0, 1, 4]) await refused(head(gguf({}, good, { version })), 'm.gguf, version', `expected 2 or 3, got ${version}`);
  await refused(head(gguf({}, good, { version: 3 << 24 })), 'm.gguf, version', 'expected numbers with the lowest byte first, got the highest first (big-endian)');
  await refused(head(gguf({}, good).slice(0, 10)), 'm.gguf, tensor count', 'expected at least 16 bytes, got 10: is the file cut off?');
  await refused(opening(counted(40)), 'm.gguf', 'expected a file that begins with GGUF, got other bytes');
  for (const alignment of [0, 4, 12, 2 ** 30]) {
    await refused(head(gguf(integers({ 'general.alignment': alignment }), good)), 'm.gguf, general.alignment', `expected a multiple of 8 up to 1048576, got ${alignment}`);
  }
  for (const count of [2n ** 63n, 10 ** 6]) {
    await refused(head(gguf({}, good, { counts: [count, 0] })), 'm.gguf, tensor count', new RegExp(`^expected a count of at most \\d+, which the file can hold, got ${count}$`));
    await refused(head(gguf({}, good, { counts: [2, count] })), 'm.gguf, metadata count', new RegExp(`got ${count}$`));
    await refused(head(gguf({ list: { type: 9, bytes: joined(uint32(8), uint64(count)) } }, good)), 'm.gguf, list', new RegExp(`^expected a count of at most .* got ${count}$`));
    await refused(head(gguf({ word: { type: 8, bytes: uint64(count) } }, good)), 'm.gguf, word', new RegExp(`^expected a text of at most \\d+ bytes, which the file can hold, got ${count}$`));
  }
  for (const type of [13, 99, 2 ** 31]) {
    await refused(head(gguf({ odd: { type, bytes: counted(8) } }, good)), 'm.gguf, odd', `expected a type of value from 0 to 12, got ${type}`);
  }
  const nested = Array.from({ length: 5 }).reduce((/** @type {any} */ inner) => array([inner]), scalar('int8', 1));
  await refused(head(gguf({ deep: nested }, good)), 'm.gguf, deep', 'expected at most 4 arrays within each other, got more');
  await refused(head(gguf({}, { x: { type: 0, shape: [1, 1, 1, 1, 1], data: counted(4) } })), 'm.gguf, x', 'expected at most 4 axes, got 5');
  await refused(head(gguf({}, good, { offsets: [0, 0] })), 'm.gguf, y', /^expected bytes from \d+ on, behind those of x, got \d+$/);
  await refused(head(gguf({}, good, { offsets: [0, 9] })), 'm.gguf, y', 'expected an offset that is a multiple of 32, got 9');
  await refused(head(gguf({}, good, { offsets: [0, 320] })), 'm.gguf, y', /^expected a file of at least \d+ bytes, got \d+: is it cut off\?$/);
  await refused(head(gguf({}, { x: { type: 0, shape: [2 ** 50, 2 ** 50], data: counted(4) } })), 'm.gguf, x', /^expected a size that can be counted/);
});

test('names that come twice', async () => {
  const once = gguf({ ab: text('1'), ba: text('2') }, { xy: matrix([2]), yx: matrix([2]) });
  /** @param {string} from @param {string} to */
  const renamed = (from, to) => Uint8Array.from(Buffer.from(Buffer.from(once).toString('latin1').replace(from, to), 'latin1'));
  await refused(head(renamed('ba', 'ab')), 'm.gguf, ab', 'expected each key once, got it twice');
  await refused(head(renamed('yx', 'xy')), 'm.gguf, xy', 'expected each tensor once, got it in m.gguf too');
});

test('each truncation is refused', async () => {
  await refusesEachTruncation(gguf(fieldsOf('llama', vocabulary), llamaTensors()), (part) => [fileOf('m.gguf', part)]);
});
