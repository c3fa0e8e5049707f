/**
 * What is used of Hugging Face's library. Its own declarations do not reach these classes under Node.js's rules of resolution, so
 * that they are declared here.
 */

import * as library from '@huggingface/tokenizers';

/** @typedef {{ readonly tokens_to_ids: ReadonlyMap<string, number>, readonly vocab: readonly (string | undefined)[] }} Table */
/** @typedef {{ decode_chain(texts: string[]): string[] }} LibraryDecoder */
/** @template Instance @typedef {new (config: Record<string, any>, end?: string) => Instance} Constructor */

const classes = /** @type {any} */ (library);

/** @type {Constructor<Table & { bpe(word: string): string[] }>} the pieces of a word, which the vocabulary may not have */
export const BPE = classes.BPE;
/** @type {Constructor<Table & { tokenize(word: string): string[] }>} the same */
export const Unigram = classes.Unigram;
/** @type {Constructor<Table & { encode(words: string[]): string[] }>} */
export const WordPiece = classes.WordPiece;
/** @type {Constructor<{ pattern: RegExp | null }>} */
export const SplitPreTokenizer = classes.SplitPreTokenizer;

/** By their type in a tokenizer.json. @type {Record<string, Constructor<LibraryDecoder>>} */
export const libraryDecoders = {
  BPEDecoder: classes.BPEDecoder,
  ByteLevel: classes.ByteLevelDecoder,
  CTC: classes.CTCDecoder,
  Fuse: classes.FuseDecoder,
  Replace: classes.ReplaceDecoder,
  Strip: classes.StripDecoder,
  WordPiece: classes.WordPieceDecoder,
};
