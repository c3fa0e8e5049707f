/** The pre-tokenizers of a tokenizer.json: they cut an aligned text into words, which are then encoded one by one. */

import { ModelError } from '../model-error.js';
import { inByteCharacters } from './byte-characters.js';
import { patternOf } from './pattern.js';

/** @typedef {import('./aligned-text.js').AlignedText} AlignedText */
/** @typedef {(text: AlignedText) => AlignedText[]} PreTokenizer */
/** @typedef {'Removed' | 'Isolated' | 'MergedWithPrevious' | 'MergedWithNext' | 'Contiguous'} Behavior what becomes of a match */

const whiteSpace = /\p{White_Space}/gu;
const punctuation = /[\p{P}!-\/:-@\[-`{-~]/gu;

/** As Rust's library regex has \w. */
const words = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\p{White_Space}]+/gu;

/** GPT-2's words: contractions, letters, numbers and signs, each with a space in front, and white space. */
const gpt2Words = { Regex: "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+" };

/** @type {Record<string, (config: any, argument: string) => PreTokenizer>} */
const preTokenizers = {
  Sequence: ({ pretokenizers: steps }, argument) => {
    const all = steps.map((/** @type {any} */ step, /** @type {number} */ index) => openPreTokenizer(step, `${argument}.pretokenizers[${index}]`));
    return (text) => all.reduce((/** @type {AlignedText[]} */ words, /** @type {PreTokenizer} */ cut) => words.flatMap(cut), [text]);
  },
  BertPreTokenizer: () => (text) => split(text, whiteSpace, 'Removed').flatMap((word) => split(word, punctuation, 'Isolated')),
  ByteLevel: ({ add_prefix_space: addsSpace, use_regex: usesPattern = true }) => (text) => {
    const whole = addsSpace && !text.text.startsWith(' ') ? text.prefixed(' ') : text;
    const words = usesPattern ? split(whole, patternOf(gpt2Words), 'Isolated') : [whole];
    return words.map((word) => word.mapped(inByteCharacters));
  },
  Metaspace: metaspace,
  Split: ({ pattern, behavior, invert }) => (text) => split(text, patternOf(pattern), behavior, invert),
  Whitespace: () => (text) => split(text, words, 'Removed', true),
  WhitespaceSplit: () => (text) => split(text, whiteSpace, 'Removed'),
  Punctuation: ({ behavior = 'Isolated' }) => (text) => split(text, punctuation, behavior),
  Digits: ({ individual_digits: isSingle }) => (text) => split(text, /\p{N}/gu, isSingle ? 'Isolated' : 'Contiguous'),
};

/**
 * @param {any} config
 * @param {string} argument
 * @returns {PreTokenizer}
 */
export function openPreTokenizer(config, argument = 'tokenizer.json: pre_tokenizer') {
  if (!config) return (text) => [text];
  if (!Object.hasOwn(preTokenizers, config.type)) throw new ModelError(`${argument}.type`, `expected ${Object.keys(preTokenizers).join(', ')}, got ${config.type}`);
  return preTokenizers[config.type](config, argument);
}

/** @param {any} config @returns {PreTokenizer} SentencePiece's words: each begins with a visible space */
function metaspace({ replacement = '▁', prepend_scheme: scheme, add_prefix_space: addsSpace = true, split: isSplit = true }) {
  const adds = scheme ?? (addsSpace ? 'always' : 'never');
  return (text) => {
    const isPrefixed = adds === 'always' || (adds === 'first' && text.starts[0] === 0);
    const spaced = text.replaced(/ /g, replacement);
    const whole = isPrefixed && !spaced.text.startsWith(replacement) ? spaced.prefixed(replacement) : spaced;
    return isSplit ? split(whole, patternOf({ String: replacement }), 'MergedWithNext') : [whole];
  };
}

/** @typedef {{ start: number, end: number, isMatch: boolean }} Part of a text */

/**
 * @param {AlignedText} text
 * @param {RegExp} pattern
 * @param {Behavior} behavior
 * @param {boolean} [isInverted] what lies between matches is treated as the matches
 * @returns {AlignedText[]} none is empty
 */
export function split(text, pattern, behavior, isInverted = false) {
  const parts = partsOf(text.text, pattern, isInverted);
  const kept = joined(parts, behavior).filter(({ start, end, isMatch }) => end > start && !(isMatch && behavior === 'Removed'));
  return kept.map(({ start, end }) => text.slice(start, end));
}

/** @param {string} text @param {RegExp} pattern @param {boolean} isInverted @returns {Part[]} matches and what lies between */
function partsOf(text, pattern, isInverted) {
  /** @type {Part[]} */
  const parts = [];
  let done = 0;
  for (const { index, 0: { length } } of text.matchAll(pattern)) {
    if (index > done) parts.push({ start: done, end: index, isMatch: isInverted });
    if (length > 0) parts.push({ start: index, end: index + length, isMatch: !isInverted });
    done = index + length;
  }
  if (done < text.length) parts.push({ start: done, end: text.length, isMatch: isInverted });
  return parts;
}

/** @type {Partial<Record<Behavior, (before: Part, part: Part) => boolean>>} */
const joins = {
  MergedWithPrevious: (before, part) => part.isMatch && !before.isMatch,
  MergedWithNext: (before, part) => before.isMatch && !part.isMatch,
  Contiguous: (before, part) => before.isMatch === part.isMatch,
};

/** @param {Part[]} parts @param {Behavior} behavior @returns {Part[]} */
function joined(parts, behavior) {
  const isJoined = joins[behavior];
  if (!isJoined) return parts;
  /** @type {Part[]} */
  const result = [];
  for (const [index, part] of parts.entries()) {
    const last = result.at(-1);
    if (last && isJoined(parts[index - 1], part)) last.end = part.end;
    else result.push({ ...part });
  }
  return result;
}
