// Whole models beside onnxruntime-web, one thread, processor time, with the same random weights in both: `node tests/bench/models.js`,
// after a build and a run of the benchmark, which installs the peers. In a Node.js with relaxed SIMD the relaxed build runs.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder, runMain } from '../../web/build/command.js';
import { isRelaxedFaster } from '../../web/engine/relaxed-simd.js';
import { blocks, float32, modelInMemory, modelsModule } from '../node/model-in-memory.js';
import { processor } from './clock.js';
import { bertModel, llamaModel } from './peers/transformer-models.js';
import { interleave, ratio, spread } from './rounds.js';

/** @typedef {import('./peers/transformer-models.js').Weights} Weights */

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1;

/** @param {[name: string, shape: number[]][]} shapes @returns {Weights} */
const weightsOf = (shapes) => new Map(shapes.map(([name, shape]) => {
  const isNorm = /norm/i.test(name) && name.endsWith('weight');
  return [name, { shape, data: Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, () => (isNorm ? 1 : random() / 16)) }];
}));

/** @param {Weights} weights @param {'Q8_0' | 'Q4_0'} [type] of matrices */
const tensorsOf = (weights, type) => new Map([...weights].map(([name, { shape, data }]) => [
  name, type && shape.length > 1 ? blocks(type, shape, data) : float32(shape, data)]));

// The sizes of sentence-transformers/all-MiniLM-L6-v2.
const bert = { layers: 6, heads: 12, width: 384, inner: 1536, vocabulary: 30522, T: 128 };
const bertConfig = {
  model_type: 'bert', architectures: ['BertModel'], hidden_size: bert.width, num_attention_heads: bert.heads, num_hidden_layers: bert.layers,
  intermediate_size: bert.inner, vocab_size: bert.vocabulary, max_position_embeddings: 512, type_vocab_size: 2, hidden_act: 'gelu',
  layer_norm_eps: 1e-12, pad_token_id: 0, position_embedding_type: 'absolute',
};

/** @returns {[string, number[]][]} */
function bertShapes() {
  const { layers, width, inner, vocabulary } = bert;
  const linear = (/** @type {string} */ name, /** @type {number} */ out, /** @type {number} */ size) => /** @type {[string, number[]][]} */ ([[`${name}.weight`, [out, size]], [`${name}.bias`, [out]]]);
  const norm = (/** @type {string} */ name) => /** @type {[string, number[]][]} */ ([[`${name}.weight`, [width]], [`${name}.bias`, [width]]]);
  return [
    ['embeddings.word_embeddings.weight', [vocabulary, width]], ['embeddings.position_embeddings.weight', [512, width]],
    ['embeddings.token_type_embeddings.weight', [2, width]], ...norm('embeddings.LayerNorm'), ...linear('pooler.dense', width, width),
    ...Array.from({ length: layers }, (_, l) => [
      ...['attention.self.query', 'attention.self.key', 'attention.self.value', 'attention.output.dense'].flatMap((name) => linear(`encoder.layer.${l}.${name}`, width, width)),
      ...linear(`encoder.layer.${l}.intermediate.dense`, inner, width), ...linear(`encoder.layer.${l}.output.dense`, width, inner),
      ...norm(`encoder.layer.${l}.attention.output.LayerNorm`), ...norm(`encoder.layer.${l}.output.LayerNorm`),
    ]).flat(),
  ];
}

// The sizes of HuggingFaceTB/SmolLM-135M.
const llama = { layers: 30, heads: 9, kvHeads: 3, size: 64, width: 576, inner: 1536, vocabulary: 49152, theta: 10000, most: 256 };
const llamaConfig = {
  model_type: 'llama', architectures: ['LlamaForCausalLM'], hidden_size: llama.width, num_attention_heads: llama.heads,
  num_key_value_heads: llama.kvHeads, num_hidden_layers: llama.layers, intermediate_size: llama.inner, vocab_size: llama.vocabulary,
  max_position_embeddings: llama.most, hidden_act: 'silu', rms_norm_eps: 1e-5, rope_theta: llama.theta, rope_scaling: null, tie_word_embeddings: true,
  attention_bias: false, mlp_bias: false, bos_token_id: 0, eos_token_id: 0,
};

/** @returns {[string, number[]][]} */
function llamaShapes() {
  const { layers, width, inner, vocabulary, kvHeads, size } = llama;
  return [
    ['model.embed_tokens.weight', [vocabulary, width]], ['model.norm.weight', [width]],
    ...Array.from({ length: layers }, (_, l) => /** @type {[string, number[]][]} */ ([
      ['self_attn.q_proj', [width, width]], ['self_attn.k_proj', [kvHeads * size, width]], ['self_attn.v_proj', [kvHeads * size, width]],
      ['self_attn.o_proj', [width, width]], ['mlp.gate_proj', [inner, width]], ['mlp.up_proj', [inner, width]], ['mlp.down_proj', [width, inner]],
      ['input_layernorm', [width]], ['post_attention_layernorm', [width]],
    ]).map(([name, shape]) => /** @type {[string, number[]]} */ ([`model.layers.${l}.${name}.weight`, shape]))).flat(),
  ];
}

/** @param {ArrayLike<number>} one @param {ArrayLike<number>} other @returns {number} */
function cosine(one, other) {
  let [product, first, second] = [0, 0, 0];
  for (let i = 0; i < one.length; ++i) {
    product += one[i] * other[i];
    first += one[i] ** 2;
    second += other[i] ** 2;
  }
  return product / Math.sqrt(first * second);
}

/**
 * @param {string} name
 * @param {() => Float32Array} own
 * @param {() => Promise<Float32Array>} peer
 * @param {{ least: number, gate: number, goal: number }} marks least: the cosine of the two answers
 */
async function compare(name, own, peer, { least, gate, goal }) {
  const likeness = cosine(own(), await peer());
  if (!(likeness >= least)) throw new Error(`bench: ${name}: expected answers with a cosine of at least ${least}, got ${likeness}`);
  const [ours, theirs] = await interleave([{ call: own }, { call: peer, async: true }], { seconds: 4, least: 5, most: 25 }, processor);
  const times = ratio(theirs, ours);
  console.log(`${name}: ${spread(ours.flatMap((time) => time ?? [])).median.toFixed(1)} ms; onnxruntime-web ${times?.median.toFixed(2)} times as long (${times?.min.toFixed(2)} to ${times?.max.toFixed(2)}; cosine ${likeness.toFixed(6)}); at least ${gate}, goal ${goal}`);
}

runMain(async () => {
  const simd = isRelaxedFaster() ? 'relaxed' : 'base';
  console.log(`Node.js ${process.version}, ${simd} build`);
  const compiled = await modelsModule(simd);
  // @ts-ignore: only the benchmark installs it.
  const ort = /** @type {any} */ (await import(pathToFileURL(join(projectFolder, 'tests/bench/peers/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs')).href));
  ort.env.wasm.numThreads = 1;
  await compareBert(compiled, ort);
  await compareLlama(compiled, ort);
  process.exit();
});

/** @param {WebAssembly.Module} compiled @param {any} ort */
async function compareBert(compiled, ort) {
  const weights = weightsOf(bertShapes());
  const ids = Array.from({ length: bert.T }, (_, i) => (i * 239) % bert.vocabulary);
  const feeds = { ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [1, bert.T]) };
  for (const [precision, gate, goal, least] of /** @type {['stored' | 'int8', number, number, number][]} */ ([['stored', 1.2, 1.5, 0.99999], ['int8', 1, 1.3, 0.99]])) {
    const model = modelInMemory(compiled, bertConfig, tensorsOf(weights), precision);
    const session = await ort.InferenceSession.create(bertModel(bert, weights, bert.T, precision === 'int8'));
    const run = () => {
      const result = model.run({ ids });
      const { data } = result.hidden;
      result.close();
      return data;
    };
    await compare(`MiniLM-L6, ${bert.T} tokens, ${precision === 'int8' ? 'int8 and q8' : 'float32'}`, run, async () => (await session.run(feeds)).hidden.data, { gate, goal, least });
    await session.release();
    model.close();
  }
}

/** @param {WebAssembly.Module} compiled @param {any} ort */
async function compareLlama(compiled, ort) {
  const weights = weightsOf(llamaShapes());
  const past = 64;
  const session = await ort.InferenceSession.create(llamaModel(llama, weights, llama.most, true));
  const ids = Array.from({ length: past }, (_, i) => (i * 239) % llama.vocabulary);
  const contests = /** @type {[string, 'stored' | 'int8', 'Q8_0' | 'Q4_0' | undefined, number, number, number][]} */ ([
    ['int8', 'int8', undefined, 1.2, 1.5, 0.98], ['Q8_0', 'stored', 'Q8_0', 1.2, 1.5, 0.98], ['Q4_0', 'stored', 'Q4_0', 1.7, 2.2, 0.8],
  ]);
  for (const [name, precision, type, gate, goal, least] of contests) {
    const model = modelInMemory(compiled, llamaConfig, tensorsOf(weights, type), precision);
    const writer = model.write({ ids });
    // The peer goes on from the same keys and values.
    const result = model.run({ ids });
    const kept = (/** @type {'keys' | 'values'} */ name, /** @type {number} */ l) => {
      const heads = Array.from({ length: llama.kvHeads }, (_, g) => [...result[name](l, g * llama.heads / llama.kvHeads).data]);
      return new ort.Tensor('float32', Float32Array.from(heads.flat()), [1, llama.kvHeads, past, llama.size]);
    };
    const feeds = {
      ids: new ort.Tensor('int64', BigInt64Array.of(7n), [1, 1]), lastKey: new ort.Tensor('int32', Int32Array.of(past), [1]), keys: new ort.Tensor('int32', Int32Array.of(past + 1), [1]),
      ...Object.fromEntries(Array.from({ length: llama.layers }, (_, l) => [[`pastKey${l}`, kept('keys', l)], [`pastValue${l}`, kept('values', l)]]).flat()),
    };
    const step = () => {
      if (writer.ids.length === past) writer.append([7]);
      else writer.back(0);
      return writer.logits;
    };
    await compare(`SmolLM-135M, a token behind ${past}, ${name} and q8`, step, async () => (await session.run(feeds)).logits.data, { gate, goal, least });
    writer.close();
    model.close();
  }
}
