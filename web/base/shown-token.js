/** Tokens as people can see them. */

/** White space, control characters and all else that shows nothing. */
const invisible = /^[\s\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]+$/u;

/** Within a word these would break its line, or end the text of some programs. */
const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** @type {Partial<Record<string, string>>} */
const signs = { ' ': '␣', '\t': '⇥', '\n': '↵' };

/**
 * @param {string} token
 * @returns {string} with a sign for each character that shows nothing: ␣, ⇥, ↵, which most fonts have, or U+200B
 */
export function shownToken(token) {
  return token.replace(invisible.test(token) ? /[^]/gu : control, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    return signs[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
}
