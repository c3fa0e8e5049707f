/** The pieces that tokenisers cut text into: shown, and joined to words. */

import { charactersOf, textOf } from '../../base/byte-text.js';
import { bytesOfPiece, continued, shownPiece, wordEnd } from '../../base/pieces.js';
import { shownToken } from '../../base/shown-token.js';
import { check } from './check.js';
import { isSpecial } from './specials.js';

/**
 * @import { PiecesKind } from '../../base/pieces.js'
 *
 * @typedef {object} Word
 * @property {number[]} indices of its pieces, one behind the other
 * @property {string} word its text, without the blank before it
 */

/**
 * @param {string[]} tokens
 * @param {PiecesKind | null} kind
 * @returns {string[]} what each of them stands for, alone
 * @throws {RangeError} for another kind
 */
export function shownPieces(tokens, kind) {
  checkKind(kind);
  return tokens.map((token) => shownPiece(token, kind));
}

/**
 * Pieces joined to words. A WordPiece continues the word before it if it says so; where ends of words are written, all up to such
 * an end are one word. Other pieces continue it if no word of the text begins with them: no blank is between, no punctuation and
 * no sign begins or ends, and the script is none that is written without blanks. Pieces that share a character are never parted. Special tokens stay alone.
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

/** @param {PiecesKind | null} kind @returns {boolean} whether its pieces hold all of the text, blanks too */
const hasBlanks = (kind) => kind === 'bytes' || kind === 'sentencepiece';

/** @param {PiecesKind | null} kind @returns {boolean} whether its pieces say where a word ends */
const hasEnds = (kind) => kind === 'ended' || kind === 'ended-bytes';

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
