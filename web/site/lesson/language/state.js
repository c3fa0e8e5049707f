/** The state in the link, such as `p:2;q:a question;s:3;i;t:the reader's passage`. */

import { mostCharacters } from './passage.js';

/**
 * @typedef {object} LanguageState
 * @property {number} ready which of the page's passages, from 0; -1 for the reader's own
 * @property {string} text the reader's own passage
 * @property {string | null} question null for the first question of the passage
 * @property {number | null} sentence the sentence whose weight is derived, from 0; null for the most attended
 * @property {boolean} seesItself
 */

/** @type {Readonly<LanguageState>} */
export const authors = { ready: 0, text: '', question: null, sentence: null, seesItself: false };

/** A passage with more characters, counted as an address encodes them, is not in the link. */
const longestInLink = 3500;

/** In UTF-16 units. */
export const longestQuestion = 500;

/** @param {string} text */
export const fitsLink = (text) => encodeURIComponent(text).length <= longestInLink;

/**
 * @param {Readonly<LanguageState>} state
 * @param {readonly { text: string }[]} passages of the page
 * @returns {string} the passage that is asked
 */
export const passageText = ({ ready, text }, passages) => (ready < 0 ? text : passages[ready].text);

/** A text as a part of the link, with the signs that separate parts encoded. @param {string} text */
const written = (text) => text.replace(/[%;]/g, encodeURIComponent);

/** @param {Readonly<LanguageState>} state @returns {string} '' for the author's */
export function writeState({ ready, text, question, sentence, seesItself }) {
  return [
    ready > 0 && `p:${ready + 1}`,
    ready < 0 && (fitsLink(text) ? `t:${written(text)}` : 'long'),
    question !== null && `q:${written(question)}`,
    sentence !== null && `s:${sentence + 1}`,
    seesItself && 'i',
  ].filter(Boolean).join(';');
}

/**
 * @param {string} value
 * @param {number} passages how many the page has
 * @param {string} own the reader's passage that is too long for the link, if there is one
 * @returns {LanguageState}
 */
export function readState(value, passages, own) {
  const state = { ...authors };
  for (const part of value === '' ? [] : value.split(';')) {
    const [, name, rest = ''] = /^(\w+)(?::(.*))?$/s.exec(part) ?? [];
    if (name === 'p') state.ready = whole(rest, passages) - 1;
    else if (name === 't') Object.assign(state, { ready: -1, text: decodeURIComponent(rest).slice(0, mostCharacters) });
    else if (name === 'long' && own !== '') Object.assign(state, { ready: -1, text: own });
    else if (name === 'q') state.question = decodeURIComponent(rest).slice(0, longestQuestion);
    else if (name === 's') state.sentence = whole(rest, 1e6) - 1;
    else if (name === 'i') state.seesItself = true;
    else throw new RangeError(`expected p, t, q, s or i, got ${part.slice(0, 20)}`);
  }
  return state;
}

/** @param {string} text @param {number} most */
function whole(text, most) {
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(number >= 1 && number <= most)) throw new RangeError(`expected 1 to ${most}, got ${text.slice(0, 20)}`);
  return number;
}
