/** Opens the files of a transformer checkpoint: what its tensors are and where they lie, its config, and its vocabulary. */

import { ModelError } from '../model-error.js';
import { readGgufModel } from './gguf-model.js';
import { readLlama2c, readLlama2cVocabulary } from './llama2c.js';
import { baseName, recognise } from './recognise.js';
import { tensorsOfShards } from './shards.js';
import { bytesOf, listOf, sourceOf } from './source.js';
import { byName } from './stored-tensor.js';

/**
 * @import { GgufVocabulary } from './gguf-model.js'
 * @import { Found } from './recognise.js'
 * @import { Source, SourceFile } from './source.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {'safetensors' | 'gguf' | 'llama2.c'} Format
 *
 * @typedef {object} Vocabulary the files that there are
 * @property {Record<string, unknown>} [tokenizerJson]
 * @property {Record<string, unknown>} [tokenizerConfig]
 * @property {Record<string, unknown>} [specialTokensMap]
 * @property {Record<string, unknown>} [vocabJson]
 * @property {string} [vocabTxt]
 * @property {string} [mergesTxt]
 * @property {Uint8Array} [spiece] a model of SentencePiece
 * @property {GgufVocabulary} [gguf]
 * @property {{ pieces: { bytes: Uint8Array, score: number }[] }} [llama2c]
 *
 * @typedef {object} Checkpoint
 * @property {Format} format
 * @property {Record<string, unknown>} config as Hugging Face has it. Where the file holds tensors in another way than Hugging Face,
 *   it says so: rope_interleaved: true (rows of query and key stand in the order of the pairs 2t, 2t + 1), norm_adds_one: false
 *   (Gemma's norms have the 1 in them), conv1d_transposed: false (GPT-2's matrices are [out, in])
 * @property {Map<string, StoredTensor>} tensors by Hugging Face's names
 * @property {Vocabulary} vocabulary
 * @property {Record<string, unknown> | null} generationConfig
 * @property {Record<string, unknown> | null} preprocessorConfig
 * @property {number} bytes of all tensors
 * @property {string[]} ignored names of files that are no part of it, as a README
 *
 * @typedef {Pick<Checkpoint, 'config' | 'tensors'> & { vocabulary?: Vocabulary }} Opened
 */

/**
 * @param {SourceFile | SourceFile[]} files one or several, in any order
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Checkpoint>}
 * @throws {ModelError} what is no checkpoint, not whole, or of two models; names the file, and what in it
 */
export async function openCheckpoint(files, { signal } = {}) {
  return stoppable(signal, async () => {
    const sources = [];
    for (const [index, file] of listOf(files).entries()) {
      signal?.throwIfAborted();
      sources.push(await sourceOf(file, index, signal));
    }
    return opened(sources, signal);
  });
}

/**
 * @param {Source[]} sources
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Checkpoint>}
 * @throws {ModelError}
 */
export async function openSources(sources, { signal } = {}) {
  return stoppable(signal, () => opened(sources, signal));
}

/**
 * @template Result
 * @param {AbortSignal | undefined} signal its reason is thrown, whatever the stop has broken
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function stoppable(signal, work) {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** @param {Source[]} sources @param {AbortSignal} [signal] @returns {Promise<Checkpoint>} */
async function opened(sources, signal) {
  /** @type {Found[]} */
  const found = [];
  for (const source of sources) {
    signal?.throwIfAborted();
    found.push(await recognise(source));
  }
  const format = formatOf(found);
  const { config, tensors, vocabulary } = await openers[format](found);
  signal?.throwIfAborted();
  return {
    format,
    config,
    tensors,
    vocabulary: { ...await vocabularyOf(found), ...vocabulary },
    generationConfig: one(found, 'generationConfig')?.value ?? null,
    preprocessorConfig: one(found, 'preprocessorConfig')?.value ?? null,
    bytes: [...tensors.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    ignored: ignoredOf(found, format),
  };
}

/** @type {Record<Format, (found: Found[]) => Promise<Opened>>} */
const openers = {
  'safetensors': async (found) => {
    const sources = found.filter(({ kind }) => kind === 'safetensors').map(({ source }) => source);
    const tensors = await tensorsOfShards(sources, one(found, 'index'));
    return { config: configOf(found), tensors };
  },
  'gguf': async (found) => {
    const { config, tensors, vocabulary } = await readGgufModel(theOne(found, 'gguf').source);
    return { config, tensors: byName(tensors), vocabulary: vocabulary ? { gguf: vocabulary } : {} };
  },
  'llama2.c': async (found) => {
    const { config, tensors } = await readLlama2c(theOne(found, 'llama2c').source);
    return { config, tensors: byName(tensors), vocabulary: await llama2cVocabulary(found, Number(config.vocab_size)) };
  },
};

/** @param {Found[]} found @returns {Format} */
function formatOf(found) {
  const pointer = refusedOf(found).find(({ isPointer, source }) => isPointer && !isOthers(source.name));
  if (pointer) throw refusal(pointer);
  /** @type {[Found['kind'], Format][]} */
  const formats = [['safetensors', 'safetensors'], ['gguf', 'gguf'], ['llama2c', 'llama2.c']];
  const weights = formats.map(([kind, format]) => ({ format, file: found.find((file) => file.kind === kind) })).filter(({ file }) => file);
  if (weights.length === 0) throw noWeights(found);
  if (weights.length > 1) throw twoModels('one model', weights.map(({ file }) => file?.source.name));
  return weights[0].format;
}

/** Folders often have the same weights for other programs: they are passed over. @param {string} name */
const isOthers = (name) => /\.(bin|pt|pth|onnx|h5|msgpack|ot|tflite)$/i.test(name);

/** @param {Found[]} found @returns {ModelError} */
function noWeights(found) {
  const [refused] = refusedOf(found);
  if (refused) return refusal(refused);
  const index = one(found, 'index');
  const missing = index ? `the shards that ${index.source.name} names` : 'weights (.safetensors, .gguf, or a .bin of llama2.c)';
  const got = found.map(({ source }) => `${source.name} (${source.size} bytes)`);
  return new ModelError('files', `expected ${missing}, got only ${got.join(', ')}`);
}

/** @typedef {Found & { kind: 'refused' }} Refused */

/** @param {Found[]} found */
const refusedOf = (found) => /** @type {Refused[]} */ (found.filter(({ kind }) => kind === 'refused'));

/** @param {Refused} file */
const refusal = ({ source, reason }) => new ModelError(source.name, reason);

/** @param {string} expected @param {unknown[]} names */
const twoModels = (expected, names) => new ModelError('files', `expected ${expected}, got ${names.join(' and ')}: files of two models?`);

/**
 * @template {Found['kind']} Kind
 * @param {Found[]} found
 * @param {Kind} kind
 * @returns {(Found & { kind: Kind }) | undefined}
 * @throws {ModelError} several
 */
function one(found, kind) {
  const files = /** @type {(Found & { kind: Kind })[]} */ (found.filter((file) => file.kind === kind));
  if (files.length > 1) throw twoModels('one file of its kind', files.map(({ source }) => source.name));
  return files[0];
}

/**
 * @template {Found['kind']} Kind
 * @param {Found[]} found which has at least one
 * @param {Kind} kind
 */
const theOne = (found, kind) => /** @type {Found & { kind: Kind }} */ (one(found, kind));

/** @param {Found[]} found @returns {Record<string, unknown>} */
function configOf(found) {
  const config = one(found, 'config');
  if (config) return config.value;
  const names = found.map(({ source }) => source.name);
  throw new ModelError('files', `expected config.json with the weights, got only ${names.join(', ')}`);
}

/** @param {Found[]} found @returns {Promise<Vocabulary>} */
async function vocabularyOf(found) {
  const spiece = one(found, 'spiece')?.source;
  const files = {
    tokenizerJson: one(found, 'tokenizerJson')?.value,
    tokenizerConfig: one(found, 'tokenizerConfig')?.value,
    specialTokensMap: one(found, 'specialTokensMap')?.value,
    vocabJson: one(found, 'vocabJson')?.value,
    vocabTxt: one(found, 'vocabTxt')?.value,
    mergesTxt: one(found, 'mergesTxt')?.value,
    spiece: spiece && await bytesOf(spiece, 0, spiece.size),
  };
  return Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined));
}

/** @param {Found[]} found @param {number} size @returns {Promise<Vocabulary>} */
async function llama2cVocabulary(found, size) {
  const broken = found.find(({ kind, source }) => kind === 'other' && source.name.endsWith('.bin'));
  if (broken) throw new ModelError(broken.source.name, `expected a vocabulary of llama2.c, got ${broken.source.size} bytes that are none`);
  const file = one(found, 'llama2cVocabulary')?.source;
  if (!file) return {};
  const vocabulary = await readLlama2cVocabulary(file);
  const { length } = vocabulary.pieces;
  if (length !== size) throw new ModelError(file.name, `expected ${size} pieces, as the model has, got ${length}: files of two models?`);
  return { llama2c: vocabulary };
}

/** @param {Found[]} found @param {Format} format @returns {string[]} */
function ignoredOf(found, format) {
  /** @type {Found['kind'][]} */
  const kinds = ['other', 'refused'];
  if (format !== 'safetensors') kinds.push('config', 'index');
  if (format !== 'llama2.c') kinds.push('llama2cVocabulary');
  return found.filter(({ kind }) => kinds.includes(kind)).map(({ source }) => baseName(source.name));
}
