/**
 * The pieces that tokenisers cut text into, as a reader can understand them, and joined to words.
 *
 * WordPiece (BERT) marks a piece that continues a word: `##ing`. The byte pieces of GPT-2, RoBERTa and Llama 3 are written with
 * a character for each byte: `Ġ` for a blank, `Ċ` for a line feed. SentencePiece (T5, Llama 2) writes `▁` for a blank, and
 * `<0xE2>` for a byte of a character that it does not know. CLIP ends a word by `</w>`, its pieces are those of GPT-2 otherwise;
 * GPT and XLM do so too, with plain characters.
 */

import { shownToken } from '../../base/shown-token.js';
import { bytesOf, charactersOf, textOf } from './byte-text.js';
import { check } from './check.js';
import { isSpecial } from './specials.js';

/** @typedef {'wordpiece' | 'bytes' | 'sentencepiece' | 'ended' | 'ended-bytes'} PiecesKind */

/**
 * @typedef {object} Word
 * @property {number[]} indices of its pieces, one behind the other
 * @property {string} word its text, without the blank before it
 */

/** A piece of a word after its first; '###' is a piece of Markdown. */
const continued = /^##(?=[^#])/;

/** The end of a word, behind its last piece. */
const wordEnd = /(?<=.)<\/w>$/s;

/** A byte as SentencePiece writes it. */
const byteToken = /^<0x([0-9A-F]{2})>$/;

/** @param {number} byte @returns {boolean} whether Latin-1 has a sign for it; U+00AD, the soft hyphen, shows none */
const isVisible = (byte) => (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte !== 0xAD);

/** The byte of each character that GPT-2 writes: visible ones stand for themselves, the others for those from U+0100 on. */
const byteOf = new Map();
for (let byte = 0, others = 0; byte < 256; byte++) {
  byteOf.set(String.fromCharCode(isVisible(byte) ? byte : 0x100 + others++), String.fromCharCode(byte));
}

/**
 * Which tokeniser wrote the tokens, as far as their spelling tells.
 * @param {string[]} tokens
 * @returns {PiecesKind | null} null: nothing says that they are more than words
 */
export function piecesKind(tokens) {
  const pieces = tokens.filter((token) => !isSpecial(token));
  if (pieces.some((piece) => piece.startsWith('▁') || byteToken.test(piece))) return 'sentencepiece';
  if (pieces.some((piece) => wordEnd.test(piece))) return areByteText(pieces.map(withoutEnd)) ? 'ended-bytes' : 'ended';
  if (areBytes(pieces)) return 'bytes';
  return pieces.some((piece) => continued.test(piece)) ? 'wordpiece' : null;
}

/** @param {string} piece */
const withoutEnd = (piece) => piece.replace(wordEnd, '');

/** @param {string[]} pieces @returns {boolean} whether they spell whole characters byte by byte */
function areByteText(pieces) {
  const isSpelled = pieces.every((piece) => Array.from(piece).every((character) => byteOf.has(character)));
  return isSpelled && charactersOf(pieces.map((piece) => bytesOfPiece(piece, 'bytes')).join('')).every(({ character }) => character !== null);
}

/** @param {string[]} pieces @returns {boolean} */
function areBytes(pieces) {
  // Some tokenisers add plain blanks to those bytes.
  if (!pieces.every((piece) => Array.from(piece).every((character) => byteOf.has(character) || character === ' '))) return false;
  if (pieces.some((piece) => piece.startsWith('Ġ'))) return true;
  // A Ċ or é may be a letter of a word: as bytes, letters of words do not make text, or make control characters.
  const bytes = pieces.map((piece) => bytesOfPiece(piece, 'bytes')).join('');
  return /[^\0-\x7F]/.test(pieces.join('')) && charactersOf(bytes).every(({ character }) => character !== null) && !/[\0-\t\v-\x1F\x7F]/.test(bytes);
}

/** @param {PiecesKind | null} kind @returns {boolean} whether its pieces hold all of the text, blanks too */
const hasBlanks = (kind) => kind === 'bytes' || kind === 'sentencepiece';

/** @param {PiecesKind | null} kind @returns {boolean} whether its pieces say where a word ends */
const hasEnds = (kind) => kind === 'ended' || kind === 'ended-bytes';

/** @param {string} token no special one, of a kind that has blanks or ends @param {PiecesKind | null} kind @returns {string} what it stands for */
function bytesOfPiece(token, kind) {
  if (kind === 'ended') return bytesOf(withoutEnd(token));
  if (kind === 'ended-bytes') return bytesOfPiece(withoutEnd(token), 'bytes');
  if (kind === 'bytes') return Array.from(token, (character) => byteOf.get(character) ?? bytesOf(character)).join('');
  const byte = byteToken.exec(token);
  return byte ? String.fromCharCode(parseInt(byte[1], 16)) : bytesOf(token.replaceAll('▁', ' '));
}

/**
 * What each piece stands for, alone. A WordPiece keeps its ##, which says what a blank says in the other kinds.
 * @param {string[]} tokens
 * @param {PiecesKind | null} kind
 * @returns {string[]} ␣ for a blank, ↵ for a line feed, \xNN for a byte whose character other pieces share
 * @throws {RangeError} for another kind
 */
export function shownPieces(tokens, kind) {
  checkKind(kind);
  return tokens.map((token) => {
    if (isSpecial(token) || !(hasBlanks(kind) || hasEnds(kind))) return shownToken(token);
    return shownToken(textOf(bytesOfPiece(token, kind)).replaceAll(' ', shownToken(' ')));
  });
}

/**
 * Pieces joined to words. A WordPiece continues the word before it if it says so; where ends of words are written, all up to such an
 * end are one word. Other pieces continue it if no word of the
 * text begins with them: no blank is between, no punctuation and no sign begins or ends, and the script is none that is
 * written without blanks. Pieces that share a character are never parted. Special tokens stay alone.
 * @param {string[]} tokens
 * @param {PiecesKind | null} kind null: each token is a word
 * @returns {Word[]} each token is in one of them
 * @throws {RangeError} for another kind
 */
export function wordsOf(tokens, kind) {
  checkKind(kind);
  const begins = beginsOf(tokens, kind);
  /** @type {number[][]} */
  const groups = [];
  tokens.forEach((_, index) => {
    if (index === 0 || begins[index] || isSpecial(tokens[index - 1])) groups.push([index]);
    else groups[groups.length - 1].push(index);
  });
  return groups.map((indices) => ({ indices, word: wordOf(indices.map((index) => tokens[index]), kind) }));
}

/** @param {string[]} tokens @param {PiecesKind | null} kind @returns {boolean[]} for each, whether a word begins with it */
function beginsOf(tokens, kind) {
  if (hasBlanks(kind)) return wordBegins(tokens.map((token) => (isSpecial(token) ? '\n' : bytesOfPiece(token, kind))));
  if (hasEnds(kind)) return tokens.map((token, index) => index === 0 || isSpecial(token) || wordEnd.test(tokens[index - 1]));
  return tokens.map((token) => kind === null || !continued.test(token));
}

/** @param {string[]} tokens of one word @param {PiecesKind | null} kind */
function wordOf(tokens, kind) {
  if (isSpecial(tokens[0])) return tokens[0];
  if (kind === null) return shownToken(tokens[0]);
  if (kind === 'wordpiece') return shownToken(tokens.map((token) => token.replace(continued, '')).join(''));
  const text = textOf(tokens.map((token) => bytesOfPiece(token, kind)).join(''));
  return shownToken(text.trim() || text);
}

/** Of a script that writes no blanks, each character is a word. */
const lone = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;

const letters = String.raw`(?:(?!${lone})[\p{L}\p{M}\p{N}])+`;

/** Emoji and other signs, with what belongs to them. */
const signs = String.raw`[^\s\p{L}\p{M}\p{N}\p{P}][^\s\p{L}\p{N}\p{P}]*`;

/** With the blank before it: letters, within them also the marks of don’t, well-known, 3.14 and snake_case; or punctuation; or signs. */
const word = new RegExp(
  String.raw` ?(?:${lone}\p{M}*|${letters}(?:[\u200D\u200C'’._-]${letters})*|\p{P}[\p{P}\p{M}]*|${signs})|\s`, 'gu',
);

/** @param {string[]} pieces as bytes @returns {boolean[]} for each, whether a word of the whole text begins where it does */
function wordBegins(pieces) {
  let text = '';
  /** @type {number[]} the byte at which each character of the text begins */
  const byteAt = [];
  for (const { at, character } of charactersOf(pieces.join(''))) {
    byteAt[text.length] = at;
    text += character ?? '\uFFFD';
  }
  const begins = new Set(Array.from(text.matchAll(word), (match) => byteAt[match.index]));
  let at = 0;
  return pieces.map((piece) => {
    const isBegin = begins.has(at);
    at += piece.length;
    return isBegin;
  });
}

const kinds = ['wordpiece', 'bytes', 'sentencepiece', 'ended', 'ended-bytes'];

/** @param {unknown} kind */
function checkKind(kind) {
  check(kind === null || kinds.includes(String(kind)), 'kind', `${kinds.join(', ')} or null`, kind);
}
