/** A GGUF file as Hugging Face's: names of tensors, fields of the config; and its vocabulary. */

import { shown } from '../../base/shown-value.js';
import { ModelError } from '../model-error.js';
import { bert } from './gguf-bert.js';
import { GgufFields } from './gguf-fields.js';
import { gpt2 } from './gguf-gpt2.js';
import { gemma3, llama, qwen2, qwen3 } from './gguf-llama.js';
import { scalingOf } from './gguf-rope.js';
import { readGguf } from './gguf.js';
import { byName } from './stored-tensor.js';

/**
 * @import { Source } from './source.js'
 * @import { StoredTensor } from './stored-tensor.js'
 *
 * @typedef {object} Architecture
 * @property {Record<string, string>} names Hugging Face's by GGUF's; N is the layer
 * @property {(fields: GgufFields, tensors: Map<string, StoredTensor>) => Record<string, unknown>} config
 *
 * @typedef {object} GgufVocabulary what the file has of it
 * @property {string} model llama, gpt2, bert, t5: the kind of tokeniser
 * @property {string} [pre] how text is cut before
 * @property {string[]} tokens
 * @property {number[]} [scores]
 * @property {number[]} [types] 1 normal, 2 unknown, 3 control, 4 given by the user, 5 unused, 6 byte
 * @property {string[]} [merges]
 * @property {number} [bosId]
 * @property {number} [eosId]
 * @property {number} [unknownId]
 * @property {number} [separatorId]
 * @property {number} [paddingId]
 * @property {number} [clsId]
 * @property {number} [maskId]
 * @property {boolean} [addsBos]
 * @property {boolean} [addsEos]
 * @property {boolean} [addsSpacePrefix]
 * @property {Uint8Array} [charsmap] SentencePiece's precompiled normalisation
 */

/** @type {Record<string, Architecture>} */
const architectures = { llama, qwen2, qwen3, gemma3, gpt2, bert };

/** Numbers that divide rotary frequencies; they are in the config. */
const divisors = 'rope_freqs.weight';

/**
 * @param {Source} source
 * @returns {Promise<{ config: Record<string, unknown>, tensors: StoredTensor[], vocabulary: GgufVocabulary | null }>}
 * @throws {ModelError}
 */
export async function readGgufModel(source) {
  const { metadata, tensors } = await readGguf(source);
  const fields = new GgufFields(metadata, source.name);
  const { names, config } = architectureOf(fields);
  const named = byName(tensors);
  const translated = config(fields, named);
  const scaled = named.get(divisors);
  if (scaled) translated.rope_scaling = await scalingOf(scaled, Number(translated.rope_theta));
  const vocabulary = vocabularyIn(fields);
  return {
    config: { ...translated, ...idsOf(vocabulary) },
    tensors: tensors.filter((tensor) => tensor !== scaled).map((tensor) => ({ ...tensor, name: translatedName(tensor, names) })),
    vocabulary,
  };
}

/** @param {GgufFields} fields @returns {Architecture} */
function architectureOf(fields) {
  const parts = fields.number('split.count', 1);
  if (parts > 1) throw fields.error('split.count', `expected one file, got one of ${parts} parts; join them: llama-gguf-split --merge`);
  const name = fields.architecture;
  if (Object.hasOwn(architectures, name)) return architectures[name];
  throw fields.error('general.architecture', `expected one of ${Object.keys(architectures).join(', ')}, got ${shown(name)}`);
}

/** @param {StoredTensor} tensor @param {Record<string, string>} names @returns {string} */
function translatedName({ name, source }, names) {
  const [, layer, stem, part] = /^(?:blk\.(\d+)\.)?(\w+)\.(weight|bias)$/.exec(name) ?? [];
  const key = layer === undefined ? stem : `blk.N.${stem}`;
  if (stem === undefined || !Object.hasOwn(names, key)) throw new ModelError(`${source.name}, ${name}`, 'expected a tensor of its architecture, got one that it does not have');
  return `${names[key].replace('.N.', `.${layer}.`)}.${part}`;
}

const prefix = 'tokenizer.ggml.';

/** @param {GgufFields} fields @returns {GgufVocabulary | null} */
function vocabularyIn(fields) {
  const tokens = listOf(fields, 'tokens', 'string');
  if (tokens === undefined) return null;
  const number = (/** @type {string} */ name) => fields.optional(prefix + name, 'number');
  const isSet = (/** @type {string} */ name) => fields.optional(prefix + name, 'boolean');
  const charsmap = listOf(fields, 'precompiled_charsmap', 'number');
  return {
    model: fields.text(`${prefix}model`),
    pre: fields.optional(`${prefix}pre`, 'string'),
    tokens,
    scores: listOf(fields, 'scores', 'number', tokens.length),
    types: listOf(fields, 'token_type', 'number', tokens.length),
    merges: listOf(fields, 'merges', 'string'),
    bosId: number('bos_token_id'),
    eosId: number('eos_token_id'),
    unknownId: number('unknown_token_id'),
    separatorId: number('seperator_token_id'), // As the format spells it.
    paddingId: number('padding_token_id'),
    clsId: number('cls_token_id'),
    maskId: number('mask_token_id'),
    addsBos: isSet('add_bos_token'),
    addsEos: isSet('add_eos_token'),
    addsSpacePrefix: isSet('add_space_prefix'),
    charsmap: charsmap && Uint8Array.from(charsmap),
  };
}

/**
 * @template {'string' | 'number'} Type
 * @param {GgufFields} fields
 * @param {string} name
 * @param {Type} type
 * @param {number} [length] any
 * @returns {(Type extends 'string' ? string : number)[] | undefined}
 */
function listOf(fields, name, type, length) {
  const list = fields.optional(prefix + name, 'list');
  const wrong = list?.findIndex((item) => typeof item !== type) ?? -1;
  if (list && wrong >= 0) throw fields.error(`${prefix}${name}[${wrong}]`, `expected a ${type}, got ${shown(list[wrong])}`);
  if (list && length !== undefined && list.length !== length) throw fields.error(prefix + name, `expected ${length} items, one a token, got ${list.length}`);
  return list;
}

/** @param {GgufVocabulary | null} vocabulary @returns {Record<string, number>} as a config has them */
function idsOf(vocabulary) {
  const ids = { bos_token_id: vocabulary?.bosId, eos_token_id: vocabulary?.eosId, pad_token_id: vocabulary?.paddingId };
  return /** @type {Record<string, number>} */ (Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined)));
}
