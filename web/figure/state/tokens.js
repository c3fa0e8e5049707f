/**
 * Text split into words, the same ones in every browser: blanks bound them. A sentence with blanks is split there and
 * nowhere else. One without, in a script that writes none (Chinese, Japanese, Thai, Lao, Khmer, Burmese), is split into
 * characters. Punctuation at a word's ends stands for itself, and wide punctuation everywhere.
 */

import { limits } from './limits.js';

/** The most words unless said otherwise: the map has the square of it in cells. */
export const mostTokens = 256;

/** No more text is looked at than this for each of the most words. */
const textOfToken = 64;

/** UTF-16 units of a sentence that are looked at, with the most words. */
export const mostLooked = mostTokens * textOfToken;

/** White space, and the zero-width space that parts words where a script writes no other. */
const blanks = /[\s\u200B]+/u;

/** Chinese writes no blank after these, so each sentence says for itself whether blanks part its words. */
const sentences = /[^。！？]+[。！？”’」』）]*|[。！？]+/gu;

/**
 * What readers take for one character, near to the extended grapheme clusters of Unicode (UAX 29): a base with its marks,
 * a Khmer or Burmese letter with those below it, a kana with the sign that makes it long, a flag, an emoji with all that is
 * joined to it.
 */
const character = new RegExp(
  String.raw`(?:\p{Regional_Indicator}{2}|[^])` +
  String.raw`(?:[\u1039\u17D2]\p{L}|[\p{M}\p{Emoji_Modifier}\u200Cーｰ\u0E33\u0EB3\uFF9E\uFF9F\u{E0020}-\u{E007F}]|\u200D\p{Extended_Pictographic}?)*`,
  'gu',
);

const withoutBlanks = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** No blank follows or precedes the punctuation that is as wide as a Chinese character. */
const widePunctuation = /^(?=[\u3001-\u303F\uFF01-\uFF65])(?!．)[\p{Terminal_Punctuation}\p{Quotation_Mark}\p{Ps}\p{Pe}]/u;

const quotationMark = /^\p{Quotation_Mark}$/u;
const openingBracket = /^\p{Ps}$/u;
const closingBracket = /^\p{Pe}$/u;
const endMark = /^[\p{Terminal_Punctuation}…]$/u;

/** A piece as a tokeniser writes it, with its mark for a blank or for none before it. */
const tokenizerPiece = /^(?:Ġ|▁|##)/u;

/**
 * @typedef {object} Split
 * @property {string[]} tokens every piece that is not white space, punctuation included
 * @property {boolean} capped whether pieces were left out at the end
 */

/**
 * @param {string} text
 * @param {number} [most] tokens
 * @returns {Split}
 */
export function splitSentence(text, most = mostTokens) {
  /** @type {string[]} */
  const tokens = [];
  const looked = text.slice(0, most * textOfToken);
  for (const sentence of looked.match(sentences) ?? []) {
    for (const token of wordsOf(sentence)) {
      if (tokens.length === most) return { tokens, capped: true };
      tokens.push(token);
    }
  }
  return { tokens, capped: looked.length < text.length };
}

/** @param {string} sentence @returns {string[]} */
function wordsOf(sentence) {
  const bounded = sentence.split(blanks).filter(Boolean);
  return bounded
    .flatMap((word) => runsOf(word, bounded.length > 1))
    .flatMap(withPunctuationParted)
    .flatMap(shortPieces);
}

/**
 * @param {string} word without blanks
 * @param {boolean} isWord whether blanks say that it is one; else each character of a script without blanks is one
 * @returns {string[]}
 */
function runsOf(word, isWord) {
  /** @type {string[]} */
  const runs = [];
  let last = '';
  for (const sign of charactersOf(word)) {
    const isWide = widePunctuation.test(sign);
    const kind = isWide ? sign : isWord || !withoutBlanks.test(sign) ? 'run' : '';
    if (kind !== '' && kind === last) runs[runs.length - 1] += sign;
    else runs.push(sign);
    last = kind;
  }
  return runs;
}

/** @param {string} text @returns {string[]} */
const charactersOf = (text) => text.match(character) ?? [];

/** @param {string} token @returns {boolean} whether it is one character of a script without blanks */
export function isLoneCharacter(token) {
  return withoutBlanks.test(token) && charactersOf(token).length === 1;
}

/**
 * Quotation marks, end marks and brackets that the word does not match stand for themselves: `world!` is two tokens,
 * `node.js`, `don't`, `[CLS]` and `f(x)` one. A full stop stays after a letter that follows one, as in `U.S.` and `e.g.`.
 * @param {string} word
 * @returns {string[]} equal marks together
 */
function withPunctuationParted(word) {
  if (/^\p{P}+$/u.test(word) || tokenizerPiece.test(word)) return [word];
  const signs = [...word];
  let [from, to] = [0, signs.length];
  /** Opening brackets less closing ones in what is left. */
  let open = signs.filter((sign) => openingBracket.test(sign)).length - signs.filter((sign) => closingBracket.test(sign)).length;
  for (; isParted(signs[to - 1], open < 0) || (endMark.test(signs[to - 1]) && !isAbbreviated(signs, to)); to--) {
    if (closingBracket.test(signs[to - 1])) open++;
  }
  for (; isParted(signs[from], open > 0) || /^[¿¡]$/.test(signs[from]); from++) {
    if (openingBracket.test(signs[from])) open--;
  }
  return [...together(signs.slice(0, from)), signs.slice(from, to).join(''), ...together(signs.slice(to))];
}

/** @param {string} sign at an end @param {boolean} isUnmatched whether a bracket there has no other within the word */
function isParted(sign, isUnmatched) {
  return quotationMark.test(sign) || (isUnmatched && (openingBracket.test(sign) || closingBracket.test(sign)));
}

/** @param {string[]} signs @param {number} end of a word that ends with an end mark */
function isAbbreviated(signs, end) {
  return signs[end - 1] === '.' && signs[end - 3] === '.' && /\p{L}/u.test(signs[end - 2]);
}

/** @param {string[]} marks @returns {string[]} */
function together(marks) {
  return marks.join('').match(/([^])\1*/gu) ?? [];
}

/** Pieces that a figure takes. @param {string} word @returns {string[]} */
function shortPieces(word) {
  if (word.length <= limits.tokenLength) return [word];
  const pieces = [''];
  for (const sign of charactersOf(word)) {
    const last = pieces.length - 1;
    if (pieces[last].length + sign.length <= limits.tokenLength) pieces[last] += sign;
    else pieces.push(sign);
  }
  return pieces.filter(Boolean);
}
