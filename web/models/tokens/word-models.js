/** From a word to the pieces of the vocabulary: BPE, WordPiece and Unigram, computed by Hugging Face's library. */

import { ModelError } from '../model-error.js';
import { BPE, Unigram, WordPiece } from './library.js';
import { MergesByScore } from './merges-by-score.js';

/** @typedef {{ id: number, start: number, end: number }} Piece units of the word */

/**
 * @typedef {object} WordModel
 * @property {string} kind
 * @property {(word: string) => Piece[]} encode
 * @property {ReadonlyMap<string, number>} ids of each text
 * @property {readonly (string | undefined)[]} texts of each id
 */

/** @typedef {Record<string, any>} Config the `model` of a tokenizer.json; merges by score, which it cannot have, are one already */

/** @type {Record<string, (config: any, argument: string) => WordModel>} */
const models = { BPE: openBpe, WordPiece: openWordPiece, Unigram: openUnigram };

/**
 * @param {Config} config
 * @param {string} argument
 * @returns {WordModel}
 */
export function openWordModel(config, argument) {
  if (config instanceof MergesByScore) return config;
  const type = config.type ?? typeOf(config);
  if (!Object.hasOwn(models, type)) throw new ModelError(`${argument}.type`, `expected ${Object.keys(models).join(', ')}, got ${type}`);
  return models[type](config, argument);
}

/** @param {Config} config of an old file, which does not say it @returns {string | undefined} */
function typeOf(config) {
  if (config.merges) return 'BPE';
  if (Array.isArray(config.vocab)) return 'Unigram';
  return config.continuing_subword_prefix === undefined ? undefined : 'WordPiece';
}

/** @param {unknown} vocab @param {string} argument */
function checkTable(vocab, argument) {
  const isTable = typeof vocab === 'object' && vocab !== null && !Array.isArray(vocab);
  if (!isTable) throw new ModelError(`${argument}.vocab`, `expected an object of texts and their ids, got ${shown(vocab)}`);
  const wrong = Object.entries(vocab).find(([, id]) => !Number.isInteger(id) || id < 0);
  if (wrong) throw new ModelError(`${argument}.vocab`, `expected ids from 0 on, got ${shown(wrong[1])} for ${shown(wrong[0])}`);
}

/** @param {unknown} value @returns {string} */
const shown = (value) => (Array.isArray(value) ? `an array of ${value.length}` : JSON.stringify(value)?.slice(0, 60) ?? String(value));

/** @param {Config} config @param {string} argument @returns {WordModel} */
function openBpe(config, argument) {
  checkTable(config.vocab, argument);
  if (!Array.isArray(config.merges)) throw new ModelError(`${argument}.merges`, `expected an array, got ${shown(config.merges)}`);
  const bpe = new BPE(config);
  const { tokens_to_ids: ids, vocab: texts } = bpe;
  const unknown = unknownPieces(ids, ids.get(config.unk_token), config.byte_fallback, config.fuse_unk);
  const suffix = config.end_of_word_suffix ?? '';
  return {
    kind: 'bpe',
    ids,
    texts,
    encode: (word) => {
      if (config.ignore_merges && ids.has(word)) return piecesOf([word], ids, unknown);
      const pieces = bpe.bpe(word);
      return piecesOf(pieces, ids, unknown, (piece, index) => piece.length - (index === pieces.length - 1 ? suffix.length : 0));
    },
  };
}

/** @param {Config} config @param {string} argument @returns {WordModel} */
function openWordPiece(config, argument) {
  checkTable(config.vocab, argument);
  const unknown = config.unk_token ?? '[UNK]';
  const unknownId = config.vocab[unknown];
  if (unknownId === undefined) throw new ModelError(`${argument}.vocab`, `expected ${unknown}, which stands for unknown words, got none`);
  const prefix = config.continuing_subword_prefix ?? '##';
  const model = new WordPiece({ ...config, unk_token: unknown, continuing_subword_prefix: prefix });
  const { tokens_to_ids: ids, vocab: texts } = model;
  return {
    kind: 'wordpiece',
    ids,
    texts,
    encode: (word) => {
      const pieces = model.encode([word]);
      if (pieces.length === 1 && pieces[0] === unknown) return [{ id: unknownId, start: 0, end: word.length }];
      return piecesOf(pieces, ids, unknownPieces(ids, unknownId), (piece, index) => piece.length - (index > 0 ? prefix.length : 0));
    },
  };
}

/** @param {Config} config @param {string} argument @returns {WordModel} */
function openUnigram(config, argument) {
  const { vocab, unk_id: unknownId } = config;
  if (!Array.isArray(vocab) || vocab.length === 0) throw new ModelError(`${argument}.vocab`, `expected an array of [text, score], got ${shown(vocab)}`);
  const wrong = vocab.findIndex((/** @type {any} */ entry) => typeof entry?.[0] !== 'string' || !Number.isFinite(entry[1]));
  if (wrong >= 0) throw new ModelError(`${argument}.vocab[${wrong}]`, `expected [text, score], got ${shown(vocab[wrong])}`);
  const model = new Unigram({ ...config, unk_id: unknownId ?? undefined }, '');
  const { tokens_to_ids: ids, vocab: texts } = model;
  const unknown = unknownPieces(ids, unknownId ?? undefined, config.byte_fallback);
  return { kind: 'unigram', ids, texts, encode: (word) => piecesOf(withUnknownJoined(model.tokenize(word), (piece) => (ids.get(piece) ?? unknownId) === unknownId), ids, unknown) };
}

/** @param {string[]} pieces @param {(piece: string) => boolean} isUnknown @returns {string[]} unknown ones side by side are one */
function withUnknownJoined(pieces, isUnknown) {
  /** @type {string[]} */
  const joined = [];
  let isAfterUnknown = false;
  for (const piece of pieces) {
    const isThisUnknown = isUnknown(piece);
    if (isThisUnknown && isAfterUnknown) joined[joined.length - 1] += piece;
    else joined.push(piece);
    isAfterUnknown = isThisUnknown;
  }
  return joined;
}

const encoder = new TextEncoder();

/** The name of a byte among the pieces. @param {number} byte @returns {string} */
export const byteName = (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

/** @typedef {(piece: string, start: number, end: number, pieces: Piece[]) => void} Unknown adds what stands for the piece */

/**
 * @param {ReadonlyMap<string, number>} ids
 * @param {number | undefined} unknownId none: it is left out
 * @param {boolean} [hasBytes] its bytes stand for it where the vocabulary has them all
 * @param {boolean} [isJoined] one stands for all side by side
 * @returns {Unknown}
 */
function unknownPieces(ids, unknownId, hasBytes = false, isJoined = false) {
  return (piece, start, end, pieces) => {
    const bytes = hasBytes ? Array.from(encoder.encode(piece), (byte) => ids.get(byteName(byte))) : [undefined];
    const last = pieces.at(-1);
    if (!bytes.includes(undefined)) pieces.push(...bytes.map((id) => ({ id: /** @type {number} */ (id), start, end })));
    else if (isJoined && last?.id === unknownId && last?.end === start) last.end = end;
    else if (unknownId !== undefined) pieces.push({ id: unknownId, start, end });
  };
}

/**
 * @param {string[]} texts
 * @param {ReadonlyMap<string, number>} ids
 * @param {Unknown} unknown
 * @param {(text: string, index: number) => number} [lengthOf] units of the word that the piece stands for
 * @returns {Piece[]}
 */
function piecesOf(texts, ids, unknown, lengthOf = (text) => text.length) {
  /** @type {Piece[]} */
  const pieces = [];
  let start = 0;
  for (const [index, text] of texts.entries()) {
    const end = start + lengthOf(text, index);
    const id = ids.get(text);
    if (id === undefined) unknown(text, start, end, pieces);
    else pieces.push({ id, start, end });
    start = end;
  }
  return pieces;
}
