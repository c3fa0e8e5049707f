/**
 * The pieces that tokenisers cut text into, as a reader can understand them.
 *
 * WordPiece (BERT) marks a piece that continues a word: `##ing`. The byte pieces of GPT-2, RoBERTa and Llama 3 are written with
 * a character for each byte: `Ġ` for a blank, `Ċ` for a line feed. SentencePiece (T5, Llama 2) writes `▁` for a blank, and
 * `<0xE2>` for a byte of a character that it does not know. CLIP ends a word by `</w>`, its pieces are those of GPT-2 otherwise;
 * GPT and XLM do so too, with plain characters.
 */

import { bytesOf, charactersOf, textOf } from './byte-text.js';
import { shownToken } from './shown-token.js';

/** @typedef {'wordpiece' | 'bytes' | 'sentencepiece' | 'ended' | 'ended-bytes'} PiecesKind */

/** A piece of a word after its first; '###' is a piece of Markdown. */
export const continued = /^##(?=[^#])/;

/** The end of a word, behind its last piece. */
export const wordEnd = /(?<=.)<\/w>$/s;

/** What stands for no text, and has signs that mark something in pieces: <|endoftext|>, which DeepSeek writes with wide bars; Code Llama's ▁<PRE>. */
export const markedSpecial = /^<[|｜][^|｜]+[|｜]>$|^▁<(?:PRE|SUF|MID|EOT)>$/;

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
 * @param {readonly string[]} tokens
 * @returns {PiecesKind | null} null: nothing says that they are more than words
 */
export function piecesKind(tokens) {
  if (tokens.some((token) => token.startsWith('▁') || byteToken.test(token))) return 'sentencepiece';
  const pieces = tokens.filter((token) => !markedSpecial.test(token));
  if (pieces.some((piece) => wordEnd.test(piece))) return areBytes(pieces.map(withoutEnd), true) ? 'ended-bytes' : 'ended';
  if (areBytes(pieces, false)) return 'bytes';
  return pieces.some((piece) => continued.test(piece)) ? 'wordpiece' : null;
}

/** @param {string} piece */
const withoutEnd = (piece) => piece.replace(wordEnd, '');

/**
 * @param {string[]} pieces
 * @param {boolean} areCut whether something else says that they are pieces of words
 * @returns {boolean}
 */
function areBytes(pieces, areCut) {
  const written = pieces.join('');
  // Some tokenisers add plain blanks to those bytes.
  if (!Array.from(written).every((character) => character === ' ' || byteOf.has(character))) return false;
  if (pieces.some((piece) => piece.startsWith('Ġ'))) return true;
  // A Ċ or é may be a letter of a word: as bytes, letters of words do not make text, or make control characters.
  const bytes = bytesOfPiece(written, 'bytes');
  const isText = charactersOf(bytes).every(({ character }) => character !== null);
  return isText && (areCut || (/[^\0-\x7F]/.test(written) && !/[\0-\t\v-\x1F\x7F]/.test(bytes)));
}

/** @param {string} token no special one, of a kind that has blanks or ends @param {PiecesKind | null} kind @returns {string} what it stands for */
export function bytesOfPiece(token, kind) {
  if (kind === 'ended') return bytesOf(withoutEnd(token));
  if (kind === 'ended-bytes') return bytesOfPiece(withoutEnd(token), 'bytes');
  if (kind === 'bytes') return Array.from(token, (character) => byteOf.get(character) ?? bytesOf(character)).join('');
  const byte = byteToken.exec(token);
  return byte ? String.fromCharCode(parseInt(byte[1], 16)) : bytesOf(token.replaceAll('▁', ' '));
}

/**
 * What a piece stands for, alone. A WordPiece keeps its ##, which says what a blank says in the other kinds.
 * @param {string} token
 * @param {PiecesKind | null} kind of the list that it is in
 * @returns {string} ␣ for a blank, ↵ for a line feed, \xNN for a byte whose character other pieces share
 */
export function shownPiece(token, kind) {
  const isText = markedSpecial.test(token) || kind === null || kind === 'wordpiece';
  return shownToken(isText ? token : textOf(bytesOfPiece(token, kind)).replaceAll(' ', shownToken(' ')));
}
