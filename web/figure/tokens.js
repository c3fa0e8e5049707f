/** A sentence split into words. */

/** The most words unless said otherwise: the map has the square of it in cells. */
export const mostTokens = 256;

/** A longer run of letters is cut into pieces of this many characters. */
const longestToken = 48;

/** No more text is looked at than this for each of the most words. */
const textOfToken = longestToken + 16;

/** UTF-16 units of a sentence that are looked at, with the most words. */
export const mostLooked = mostTokens * textOfToken;

/** Words, or single characters of the scripts that write without spaces, or emoji, or any sign. */
const plainToken =
  /\p{Extended_Pictographic}(?:[\p{Emoji_Modifier}\uFE0F]|\u200D\p{Extended_Pictographic})*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}'’])+|\S/gu;

/**
 * @typedef {object} Split
 * @property {string[]} tokens every piece that is not white space, punctuation included
 * @property {boolean} capped whether pieces were left out at the end
 * @property {boolean} byCharacter whether Chinese was split into characters for want of a segmenter
 */

/**
 * @param {string} sentence
 * @param {number} [most] tokens
 * @returns {Split}
 */
export function splitSentence(sentence, most = mostTokens) {
  const byCharacter = typeof Intl.Segmenter !== 'function';
  /** @type {string[]} */
  const tokens = [];
  const looked = sentence.slice(0, most * textOfToken);
  const pieces = byCharacter ? looked.match(plainToken) ?? []
    : Array.from(new Intl.Segmenter('zh', { granularity: 'word' }).segment(looked), ({ segment }) => segment);
  for (const piece of pieces) {
    if (piece.trim() === '') continue;
    for (const token of shortPieces(piece)) {
      if (tokens.length === most) return { tokens, capped: true, byCharacter };
      tokens.push(token);
    }
  }
  return { tokens, capped: looked.length < sentence.length, byCharacter };
}

/** @param {string} piece */
function shortPieces(piece) {
  if (piece.length <= longestToken) return [piece];
  const characters = [...piece];
  const count = Math.ceil(characters.length / longestToken);
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * longestToken, (index + 1) * longestToken).join(''),
  );
}
