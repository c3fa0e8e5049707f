/** What a file is: its name says it where it is one that Hugging Face gives, its content otherwise. */

import { isRecord } from '../../base/json-text.js';
import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';
import { isLlama2c, isLlama2cVocabulary } from './llama2c.js';
import { refusalOf, startsWith } from './refused.js';
import { bytesOf } from './source.js';
import { jsonOf, textOf } from './text.js';

/**
 * @import { Source } from './source.js'
 *
 * @typedef {'index' | 'config' | 'generationConfig' | 'preprocessorConfig' | 'tokenizerJson' | 'tokenizerConfig' | 'specialTokensMap' | 'vocabJson'} JsonKind
 * @typedef {'vocabTxt' | 'mergesTxt'} TextKind
 * @typedef {'safetensors' | 'gguf' | 'llama2c' | 'llama2cVocabulary' | 'spiece'} BinaryKind
 *
 * @typedef {{ kind: BinaryKind, source: Source }
 *   | { kind: JsonKind, source: Source, value: Record<string, unknown> }
 *   | { kind: TextKind, source: Source, value: string }
 *   | { kind: 'refused', source: Source, reason: string, isPointer: boolean }
 *   | { kind: 'other', source: Source }} Found
 */

/** @type {Record<string, JsonKind>} */
const jsonNames = {
  'config.json': 'config',
  'generation_config.json': 'generationConfig',
  'preprocessor_config.json': 'preprocessorConfig',
  'tokenizer.json': 'tokenizerJson',
  'tokenizer_config.json': 'tokenizerConfig',
  'special_tokens_map.json': 'specialTokensMap',
  'vocab.json': 'vocabJson',
  'model.safetensors.index.json': 'index',
};

/** @type {Record<string, TextKind>} */
const textNames = { 'vocab.txt': 'vocabTxt', 'merges.txt': 'mergesTxt' };

const sentencePieceNames = ['spiece.model', 'tokenizer.model', 'sentencepiece.bpe.model'];

/** What JSON under another name is, by fields that no other kind has; the first that fits. @type {[JsonKind, (value: Record<string, any>) => boolean][]} */
const jsonSigns = [
  ['index', ({ weight_map: map }) => isRecord(map)],
  ['tokenizerJson', ({ model, added_tokens: added }) => isRecord(model) && Array.isArray(added)],
  ['tokenizerConfig', (value) => 'added_tokens_decoder' in value || ('tokenizer_class' in value && !('architectures' in value))],
  ['preprocessorConfig', (value) => 'image_processor_type' in value || 'feature_extractor_type' in value],
  ['config', ({ model_type: type, architectures }) => typeof type === 'string' || Array.isArray(architectures)],
  ['generationConfig', (value) => '_from_model_config' in value],
  ['specialTokensMap', (value) => hasOnly(value, ([key]) => /_tokens?$/.test(key))],
  ['vocabJson', (value) => hasOnly(value, ([, id]) => Number.isInteger(id))],
];

/** @param {Record<string, any>} value @param {(entry: [string, any]) => boolean} isRight */
const hasOnly = (value, isRight) => Object.keys(value).length > 0 && Object.entries(value).every(isRight);

/** So many bytes tell every kind. */
const headLength = 4096;

const pointerStart = 'version https://git-lfs.github.com/spec/';

const pointer = 'expected the file itself, got a pointer of Git LFS, which stands for it: run "git lfs pull"';

/**
 * @param {Source} source
 * @returns {Promise<Found>}
 * @throws {ModelError} it cannot be read, or has a name that its content does not fit
 */
export async function recognise(source) {
  const head = await bytesOf(source, 0, Math.min(source.size, headLength));
  if (startsWith(head, pointerStart)) return { kind: 'refused', source, reason: pointer, isPointer: true };
  return (await namedFile(source)) ?? (await binary(source, head)) ?? (await unnamedText(source, head)) ?? { kind: 'other', source };
}

/** @param {Source} source @returns {Promise<Found | null>} */
async function namedFile(source) {
  const name = baseName(source.name);
  if (sentencePieceNames.includes(name)) return { kind: 'spiece', source };
  if (name in textNames) return { kind: textNames[name], source, value: await textOf(source) };
  if (!(name in jsonNames)) return null;
  const value = jsonOf(await textOf(source), source.name);
  if (!isRecord(value)) throw new ModelError(source.name, `expected a JSON object, got ${shown(value)}`);
  return { kind: jsonNames[name], source, value };
}

/** @param {string} name maybe with folders */
export const baseName = (name) => name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);

/** @param {Source} source @param {Uint8Array} head @returns {Promise<Found | null>} */
async function binary(source, head) {
  const name = source.name.toLowerCase();
  if (startsWith(head, 'GGUF') || name.endsWith('.gguf')) return { kind: 'gguf', source };
  if (name.endsWith('.safetensors') || isSafetensors(head)) return { kind: 'safetensors', source };
  if (isLlama2c(head)) return { kind: 'llama2c', source };
  if (isLlama2cVocabulary(head)) return { kind: 'llama2cVocabulary', source };
  const reason = refusalOf(head, name);
  if (reason !== null) return { kind: 'refused', source, reason, isPointer: false };
  return isSentencePiece(head) ? { kind: 'spiece', source } : null;
}

/** The length of a header, at most 4 GB, then the header. @param {Uint8Array} head */
const isSafetensors = (head) => head.length > 8 && startsWith(head.subarray(4), '\0\0\0\0{');

/** A ModelProto of SentencePiece: a piece, which is a message that begins with a text. @param {Uint8Array} head */
const isSentencePiece = (head) => head[0] === 0x0a && head[2] === 0x0a && head[3] < head[1];

/** @param {Source} source @param {Uint8Array} head @returns {Promise<Found | null>} */
async function unnamedText(source, head) {
  if (startsWith(head, '{')) return unnamedJson(source);
  if (startsWith(head, '#version:')) return { kind: 'mergesTxt', source, value: await textOf(source) };
  const start = new TextDecoder().decode(head);
  return /^\[UNK\]\r?$/m.test(start) ? { kind: 'vocabTxt', source, value: await textOf(source) } : null;
}

/** @param {Source} source @returns {Promise<Found | null>} */
async function unnamedJson(source) {
  const value = parsed(await textOf(source));
  const sign = isRecord(value) ? jsonSigns.find(([, isOfKind]) => isOfKind(value)) : undefined;
  return sign ? { kind: sign[0], source, value: /** @type {Record<string, unknown>} */ (value) } : null;
}

/** Templates begin with a brace, too. @param {string} text @returns {unknown} null: no JSON */
function parsed(text) {
  try {
    return jsonOf(text, '');
  } catch {
    return null;
  }
}
