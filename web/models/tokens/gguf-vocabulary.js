/** The vocabulary inside of a GGUF file. */

import { ModelError } from '../model-error.js';
import { bertJson } from './bert-vocabulary.js';
import { aroundText, tokenizerJsonOfPieces } from './scored-pieces.js';

/** @typedef {import('./vocabularies.js').TokenizerJson} TokenizerJson */

/**
 * The fields tokenizer.ggml.*.
 * @typedef {object} GgufVocabulary
 * @property {string} model the kind: gpt2, llama, t5 or bert
 * @property {string} [pre] how text is cut into words, for gpt2
 * @property {string[]} tokens
 * @property {number[]} [scores] for llama and t5
 * @property {number[]} [types] 1 normal, 2 unknown, 3 control, 4 given by the user, 5 unused, 6 byte
 * @property {string[]} [merges] for gpt2
 * @property {number} [bosId]
 * @property {number} [eosId]
 * @property {number} [unknownId]
 * @property {boolean} [addsBos]
 * @property {boolean} [addsEos]
 * @property {boolean} [addsSpacePrefix]
 * @property {Uint8Array} [charsmap] SentencePiece's precompiled normalization
 */

/** @type {Record<string, (vocabulary: GgufVocabulary) => TokenizerJson>} */
const kinds = { gpt2: ofGpt2, llama: (vocabulary) => ofPieces(vocabulary, false), t5: (vocabulary) => ofPieces(vocabulary, true), bert: ofBert };

/** @param {GgufVocabulary} vocabulary @returns {TokenizerJson} */
export function tokenizerJsonOfGguf(vocabulary) {
  const { model, tokens } = vocabulary;
  if (!Object.hasOwn(kinds, model)) throw new ModelError('gguf.model', `expected ${Object.keys(kinds).join(', ')}, got ${model}`);
  if (!Array.isArray(tokens) || tokens.length === 0) throw new ModelError('gguf.tokens', `expected texts, got ${Array.isArray(tokens) ? 'none' : typeof tokens}`);
  return kinds[model](vocabulary);
}

/** @param {string} numbers how they are cut @returns {string} words with their contractions, letters, signs and line ends */
const words = (numbers) => `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${numbers}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`;

/** @param {string} regex @returns {object[]} */
const byWords = (regex) => [{ type: 'Split', pattern: { Regex: regex }, behavior: 'Isolated' }, { type: 'ByteLevel', add_prefix_space: false, use_regex: false }];

const gpt2 = [{ type: 'ByteLevel', add_prefix_space: false, use_regex: true }];

/** Files from before there was the field are of GPT-2's kind. @type {Record<string, object[]>} */
const preTokenizers = {
  'gpt-2': gpt2,
  'llama-bpe': byWords(words('\\p{N}{1,3}')),
  qwen2: byWords(words('\\p{N}')),
  smollm: [{ type: 'Digits', individual_digits: true }, ...gpt2],
};

/** @param {GgufVocabulary} vocabulary @returns {TokenizerJson} */
function ofGpt2({ tokens, types = [], merges, pre = 'gpt-2', ...ids }) {
  if (!Object.hasOwn(preTokenizers, pre)) throw new ModelError('gguf.pre', `expected ${Object.keys(preTokenizers).join(', ')}, got ${pre}`);
  if (!Array.isArray(merges)) throw new ModelError('gguf.merges', `expected an array, got ${typeof merges}`);
  return {
    added_tokens: tokens.map((content, id) => ({ id, content, special: types[id] === 3, normalized: false })).filter(({ id }) => [3, 4].includes(types[id])),
    normalizer: pre === 'qwen2' ? { type: 'NFC' } : null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: preTokenizers[pre] },
    post_processor: aroundText(ids, tokens),
    decoder: { type: 'ByteLevel' },
    // Llama 3 takes a word that is a piece as it is.
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges, ignore_merges: pre === 'llama-bpe' },
  };
}

/** @param {GgufVocabulary} vocabulary @param {boolean} isUnigram @returns {TokenizerJson} */
function ofPieces({ tokens, scores, types, addsSpacePrefix = true, unknownId, ...rest }, isUnigram) {
  for (const [name, list] of Object.entries({ scores, types })) {
    if (list?.length !== tokens.length) throw new ModelError(`gguf.${name}`, `expected ${tokens.length}, one for each token, got ${list?.length ?? 'none'}`);
  }
  return tokenizerJsonOfPieces({
    // What each kind does where the file does not say it.
    addsBos: !isUnigram, addsEos: isUnigram, ...definedIn(rest), isUnigram, texts: tokens, scores: /** @type {number[]} */ (scores), types: /** @type {number[]} */ (types), addsPrefix: addsSpacePrefix,
    removesSpaces: isUnigram, unknownId: unknownId ?? types?.indexOf(2),
  });
}

/**
 * @template {object} T
 * @param {T} fields
 * @returns {T} without those that are undefined
 */
const definedIn = (fields) => /** @type {T} */ (Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));

/** @param {GgufVocabulary} vocabulary its pieces begin with ▁ where a word does @returns {TokenizerJson} */
function ofBert({ tokens, types = [] }) {
  const isSpecial = (/** @type {string} */ token, /** @type {number} */ id) => types[id] === 3 || /^\[.+\]$/.test(token);
  const pieces = tokens.map((token, id) => (isSpecial(token, id) ? token : token.startsWith('▁') ? token.slice(1) : `##${token}`));
  return bertJson(pieces, 'gguf.tokens');
}
