/** Tokens that stand in a text as they are, such as <|im_start|>: they are cut out of it before words are encoded. */

import { spaceEnd, spaceStart } from './white-space.js';

/** @typedef {import('./aligned-text.js').AlignedText} AlignedText */

/**
 * As in a tokenizer.json.
 * @typedef {object} AddedToken
 * @property {number} id
 * @property {string} content
 * @property {boolean} [single_word] only where no letter or digit touches it
 * @property {boolean} [lstrip] it takes the white space before it
 * @property {boolean} [rstrip] and behind it
 * @property {boolean} [normalized] it is looked for in the normalized text; absent: unless it is special
 * @property {boolean} [special] decoding can skip it
 */

/** @typedef {{ text: AlignedText, token?: AddedToken }} Section of a text: one of the tokens, or what lies between */

const wordCharacter = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u;

export class TokenSplitter {
  /** @param {[content: string, token: AddedToken][]} tokens */
  constructor(tokens) {
    this.tokens = new Map(tokens.filter(([content]) => content !== ''));
    // The longest first: of those that begin at a place, it is the one that counts.
    const contents = Array.from(this.tokens.keys()).sort((one, other) => other.length - one.length);
    this.pattern = contents.length > 0 ? new RegExp(contents.map(escaped).join('|'), 'gu') : undefined;
  }

  /** @param {AlignedText} text @returns {Section[]} none is empty */
  split(text) {
    if (!this.pattern) return [{ text }];
    /** @type {Section[]} */
    const sections = [];
    let done = 0;
    for (const { index, 0: content } of text.text.matchAll(this.pattern)) {
      const token = /** @type {AddedToken} */ (this.tokens.get(content));
      const end = index + content.length;
      if (index < done || (token.single_word && isInWord(text.text, index, end))) continue;
      const from = token.lstrip ? Math.max(done, spaceStart(text.text, index)) : index;
      const to = token.rstrip ? spaceEnd(text.text, end) : end;
      if (from > done) sections.push({ text: text.slice(done, from) });
      sections.push({ text: text.slice(from, to), token });
      done = to;
    }
    if (done < text.text.length) sections.push({ text: text.slice(done, text.text.length) });
    return sections;
  }
}

/** @param {string} text @returns {string} a pattern that it alone matches */
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\\/]/g, '\\$&');

/** @param {string} text @param {number} start @param {number} end @returns {boolean} whether a letter or digit touches the part */
function isInWord(text, start, end) {
  const before = Array.from(text.slice(Math.max(start - 2, 0), start)).at(-1) ?? '';
  const after = Array.from(text.slice(end, end + 2))[0] ?? '';
  return wordCharacter.test(before) || wordCharacter.test(after);
}
