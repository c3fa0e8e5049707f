/** The vocabularies that models come with, each as the contents of a tokenizer.json. */

import { ModelError } from '../model-error.js';
import { addedTokens, bertJson } from './bert-vocabulary.js';
import { tokenizerJsonOfGguf } from './gguf-vocabulary.js';
import { tokenizerJsonOfPieces } from './scored-pieces.js';
import { readSentencePiece } from './sentence-piece.js';

/** @typedef {import('./added-tokens.js').AddedToken} AddedToken */

/**
 * What the files of a model say; the first of them that is there decides.
 * @typedef {object} Vocabulary
 * @property {Record<string, any>} [tokenizerJson]
 * @property {Record<string, any>} [tokenizerConfig] tokenizer_config.json, for all but tokenizer.json, which needs none
 * @property {string} [vocabTxt] BERT's: a piece a line
 * @property {Record<string, any>} [vocabJson] GPT-2's and RoBERTa's, with their merges
 * @property {string} [mergesTxt]
 * @property {Uint8Array} [spiece] a model of SentencePiece
 * @property {import('./gguf-vocabulary.js').GgufVocabulary | null} [gguf]
 * @property {{ pieces: { bytes: Uint8Array, score: number }[] }} [llama2c]
 */

/**
 * @typedef {object} TokenizerJson
 * @property {Record<string, any>} model
 * @property {AddedToken[]} [added_tokens]
 * @property {any} [normalizer]
 * @property {any} [pre_tokenizer]
 * @property {any} [post_processor]
 * @property {any} [decoder]
 */

/** @typedef {Record<string, any>} TokenizerConfig */

/** @param {Vocabulary} vocabulary @returns {TokenizerJson} */
export function tokenizerJsonOf(vocabulary) {
  const { tokenizerJson, tokenizerConfig = {}, vocabTxt, vocabJson, mergesTxt, spiece, gguf, llama2c } = vocabulary;
  if (tokenizerJson !== undefined) return checkedJson(tokenizerJson);
  if (vocabTxt !== undefined) return ofVocabTxt(vocabTxt, tokenizerConfig);
  if (vocabJson !== undefined && mergesTxt !== undefined) return ofVocabJson(vocabJson, mergesTxt, tokenizerConfig);
  if (spiece !== undefined) return ofSentencePiece(spiece, tokenizerConfig);
  if (gguf) return tokenizerJsonOfGguf(gguf);
  if (llama2c !== undefined) return ofLlama2c(llama2c.pieces);
  const given = Object.keys(vocabulary).join(', ') || 'nothing';
  throw new ModelError('vocabulary', `expected tokenizerJson, vocabTxt, vocabJson with mergesTxt, spiece, gguf or llama2c, got ${given}`);
}

/** @param {unknown} json @returns {TokenizerJson} */
function checkedJson(json) {
  const { model, added_tokens: added = [] } = /** @type {any} */ (json) ?? {};
  if (typeof model !== 'object' || model === null) throw new ModelError('tokenizer.json: model', `expected an object, got ${model}`);
  const wrong = added.findIndex((/** @type {any} */ token) => typeof token?.content !== 'string' || !Number.isInteger(token.id) || token.id < 0);
  if (wrong >= 0) throw new ModelError(`tokenizer.json: added_tokens[${wrong}]`, `expected an id and its content, got ${JSON.stringify(added[wrong])}`);
  return /** @type {TokenizerJson} */ (json);
}

/** @param {string} text @param {TokenizerConfig} config @returns {TokenizerJson} */
function ofVocabTxt(text, config) {
  if (typeof text !== 'string') throw new ModelError('vocab.txt', `expected a text, got ${typeof text}`);
  const pieces = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return bertJson(pieces, 'vocab.txt', config);
}

/** @param {Record<string, any>} vocab @param {string} mergesTxt @param {TokenizerConfig} config @returns {TokenizerJson} */
function ofVocabJson(vocab, mergesTxt, config) {
  if (typeof mergesTxt !== 'string') throw new ModelError('merges.txt', `expected a text, got ${typeof mergesTxt}`);
  const merges = mergesTxt.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#version')).map((line) => line.split(' '));
  const wrong = merges.find((pair) => pair.length !== 2);
  if (wrong) throw new ModelError('merges.txt', `expected two pieces a line, got ${JSON.stringify(wrong.join(' '))}`);
  if (merges.some(([, right]) => right.endsWith('</w>'))) throw new ModelError('merges.txt', 'expected byte-level pieces, as GPT-2 has them, got some that end in </w>: tokenizer.json says how they are used');
  const addsSpace = config.add_prefix_space ?? false;
  const isRoberta = vocab['<s>'] === 0 && vocab['</s>'] === 2; // GPT-2's may have these texts, but in other places.
  const roberta = { type: 'RobertaProcessing', sep: ['</s>', vocab['</s>']], cls: ['<s>', vocab['<s>']], trim_offsets: true, add_prefix_space: addsSpace };
  return {
    added_tokens: addedTokens(vocab, isRoberta ? ['<s>', '<pad>', '</s>', '<unk>', '<mask>'] : ['<|endoftext|>'], config),
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: addsSpace, use_regex: true },
    post_processor: isRoberta ? roberta : { type: 'ByteLevel', trim_offsets: false },
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', vocab, merges },
  };
}

/** Which tokenizers put a token in front of a text, and which behind it, where their config does not say so. */
const beginners = /^(Code)?(Llama|Gemma)Tokenizer/;
const enders = /^(M?T5|UMT5|Pegasus|Marian)Tokenizer/;

/** @param {Uint8Array} bytes @param {TokenizerConfig} config @returns {TokenizerJson} */
function ofSentencePiece(bytes, config) {
  const pieces = readSentencePiece(bytes);
  const { tokenizer_class: name = '' } = config;
  const json = tokenizerJsonOfPieces({
    ...pieces, addsBos: config.add_bos_token ?? beginners.test(name), addsEos: config.add_eos_token ?? enders.test(name),
  });
  const vocab = Object.fromEntries((json.added_tokens ?? []).map(({ content, id }) => [content, id]));
  return { ...json, added_tokens: addedTokens(vocab, Object.keys(vocab), config) };
}

/**
 * In the order of its ids: unknown, begin, end, the 256 bytes, and the pieces that are merged.
 * @param {{ bytes: Uint8Array, score: number }[]} pieces
 * @returns {TokenizerJson}
 */
function ofLlama2c(pieces) {
  if (!Array.isArray(pieces)) throw new ModelError('llama2c.pieces', `expected an array, got ${typeof pieces}`);
  if (pieces.length < 259) throw new ModelError('llama2c.pieces', `expected unknown, begin, end, 256 bytes and more, got ${pieces.length}`);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    ...tokenizerJsonOfPieces({
      isUnigram: false,
      // Here a space stands as it is.
      texts: pieces.map(({ bytes }, id) => (id < 3 ? ['<unk>', '<s>', '</s>'][id] : decoder.decode(bytes).replaceAll(' ', '▁'))),
      scores: pieces.map(({ score }) => score),
      types: pieces.map((_, id) => (id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1)),
      addsPrefix: true,
      bosId: 1,
      eosId: 2,
      unknownId: 0,
      addsBos: true,
    }),
  };
}
