/**
 * Text to the ids of a model's vocabulary, and back. Whatever a model's files hold as a vocabulary is read as the contents of a
 * tokenizer.json, which says what is done step by step: normalize, cut into words, encode each, put special tokens around.
 */

import { ModelError } from '../model-error.js';
import { TokenSplitter } from './added-tokens.js';
import { AlignedText } from './aligned-text.js';
import { openDecoder } from './decoders.js';
import { openNormalizer } from './normalizers.js';
import { openPostProcessor, wholeOf } from './post-processors.js';
import { openPreTokenizer } from './pre-tokenizers.js';
import { tokenizerJsonOf } from './vocabularies.js';
import { openWordModel } from './word-models.js';

/** @typedef {import('./added-tokens.js').AddedToken} AddedToken */
/** @typedef {import('./post-processors.js').Token} Token */
/** @typedef {import('./vocabularies.js').Vocabulary} Vocabulary */

/**
 * @typedef {object} Encoding for each token:
 * @property {number[]} ids
 * @property {string[]} tokens what the vocabulary calls them
 * @property {([start: number, end: number] | null)[]} offsets the part of its text that it stands for, in UTF-16 units; null for
 *   a special token that was put around the text
 * @property {number[]} typeIds which of two texts it belongs to
 * @property {number[]} specialMask 1 where it was put around the text
 */

/** @param {Vocabulary} vocabulary @returns {Tokenizer} */
export function openTokenizer(vocabulary) {
  if (typeof vocabulary !== 'object' || vocabulary === null) throw new ModelError('vocabulary', `expected an object, got ${shown(vocabulary)}`);
  return new Tokenizer(tokenizerJsonOf(vocabulary));
}

export class Tokenizer {
  #added;
  #model;
  #normalize;
  #preTokenize;
  #postProcess;
  #decode;
  #rawSplitter;
  #normalizedSplitter;
  #addedIds;

  /** @param {import('./vocabularies.js').TokenizerJson} json */
  constructor(json) {
    /** @type {AddedToken[]} */
    this.#added = json.added_tokens ?? [];
    this.#model = openWordModel(json.model, 'tokenizer.json: model');
    this.#normalize = openNormalizer(json.normalizer);
    this.#preTokenize = openPreTokenizer(json.pre_tokenizer);
    this.#postProcess = openPostProcessor(json.post_processor);
    this.#decode = openDecoder(json.decoder);
    const isNormalized = (/** @type {AddedToken} */ { normalized, special }) => normalized ?? !special;
    this.#rawSplitter = new TokenSplitter(this.#added.filter((token) => !isNormalized(token)).map((token) => [token.content, token]));
    this.#normalizedSplitter = new TokenSplitter(this.#added.filter(isNormalized).map((token) => [this.#normalize(AlignedText.of(token.content)).text, token]));
    this.#addedIds = new Map(this.#added.map(({ content, id }) => [content, id]));
    this.#addedTexts = new Map(this.#added.map(({ content, id }) => [id, content]));
    /** How words are encoded: bpe, wordpiece or unigram. */
    this.kind = this.#model.kind;
    /** Of the tokens that decoding can skip. @type {number[]} */
    this.specialIds = this.#added.filter(({ special }) => special).map(({ id }) => id);
    /** One more than the greatest id. */
    this.size = this.#added.reduce((size, { id }) => Math.max(size, id + 1), this.#model.texts.length);
  }

  #addedTexts;

  /**
   * @param {string} text
   * @param {object} [options]
   * @param {string} [options.pair] a second text
   * @param {boolean} [options.addSpecialTokens] true
   * @returns {Encoding}
   */
  encode(text, { pair, addSpecialTokens = true } = {}) {
    checkText('text', text);
    if (pair !== undefined) checkText('pair', pair);
    const second = pair === undefined ? undefined : this.#tokensOf(pair, 1);
    const tokens = wholeOf(this.#postProcess({ first: this.#tokensOf(text, 0), second }, addSpecialTokens));
    return {
      ids: tokens.map(({ id }) => id),
      tokens: tokens.map(({ id }) => this.tokenText(id) ?? ''),
      offsets: tokens.map(({ offsets }) => offsets),
      typeIds: tokens.map(({ typeId }) => typeId),
      specialMask: tokens.map(({ isAdded }) => (isAdded ? 1 : 0)),
    };
  }

  /**
   * @param {Iterable<number>} ids
   * @param {{ skipSpecialTokens?: boolean }} [options] skipSpecialTokens: true
   * @returns {string}
   */
  decode(ids, { skipSpecialTokens = true } = {}) {
    const skipped = new Set(skipSpecialTokens ? this.specialIds : []);
    const texts = Array.from(ids, (id, index) => {
      const text = this.tokenText(id);
      if (text === undefined) throw new ModelError(`ids[${index}]`, `expected an id of the vocabulary, below ${this.size}, got ${shown(id)}`);
      return skipped.has(id) ? undefined : text;
    }).filter((text) => text !== undefined);
    return texts.length === 0 ? '' : this.#decode(texts).join('');
  }

  /** @param {number} id @returns {string | undefined} what the vocabulary calls it */
  tokenText(id) {
    return this.#addedTexts.get(id) ?? this.#model.texts[id];
  }

  /** @param {string} token what the vocabulary calls it @returns {number | undefined} */
  idOf(token) {
    return this.#addedIds.get(token) ?? this.#model.ids.get(token);
  }

  /** @param {string} text @param {number} typeId @returns {Token[]} */
  #tokensOf(text, typeId) {
    const sections = this.#rawSplitter.split(AlignedText.of(text))
      .flatMap((section) => (section.token ? [section] : this.#normalizedSplitter.split(this.#normalize(section.text))));
    return sections.flatMap(({ text: part, token }) => {
      if (token) return [{ id: token.id, text: part.text, offsets: part.place(0, part.text.length), typeId, isAdded: false }];
      return this.#preTokenize(part).flatMap((word) => this.#tokensOfWord(word, typeId));
    });
  }

  /** @param {AlignedText} word @param {number} typeId @returns {Token[]} */
  #tokensOfWord(word, typeId) {
    return this.#model.encode(word.text)
      .map(({ id, start, end }) => ({ id, text: word.text.slice(start, end), offsets: word.place(start, end), typeId, isAdded: false }));
  }
}

/** @param {string} argument @param {unknown} text */
function checkText(argument, text) {
  if (typeof text !== 'string') throw new ModelError(argument, `expected a text, got ${shown(text)}`);
}

/** @param {unknown} value @returns {string} */
function shown(value) {
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
