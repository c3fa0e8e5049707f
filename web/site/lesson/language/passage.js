/**
 * A passage as sentences and their vectors: hashed n-grams of their words, as in web/figure/state/embedding.js, in more
 * components, since a sentence has more of them. It knows spelling, not meaning.
 */

import { atOnce } from '../../../base/steps.js';
import { hashOf } from '../../../base/hash.js';
import { gramsOf } from '../../../figure/state/embedding.js';
import { isLoneCharacter, splitSentence } from '../../../figure/state/tokens.js';

/** Changes whenever the same passage would get other vectors. */
export const passageVersion = 'ngram-passage-2';

/** D. */
export const passageDimensions = 256;

/** No more is read than this. */
export const mostCharacters = 150_000;
export const mostWords = 20_000;

/** Texts without a full stop are cut into pieces of at most so many characters. */
const longestSentence = 600;

/**
 * @typedef {object} Passage
 * @property {string[]} sentences
 * @property {string[][]} words of each sentence
 * @property {Float32Array} vectors [sentences, D], each of norm √D
 * @property {ReadonlyMap<string, number>} frequencies in how many sentences an n-gram stands
 * @property {number} wordCount
 * @property {boolean} capped whether the end was left out
 */

/**
 * @param {string} text
 * @returns {Generator<number, Passage>} gives the share that is done after each sentence, at last the passage
 */
export function* reading(text) {
  const all = sentencesOf(text.slice(0, mostCharacters));
  /** @type {Map<string, number>} */
  const frequencies = new Map();
  /** @type {string[]} */
  const sentences = [];
  /** @type {string[][]} */
  const words = [];
  let wordCount = 0;
  for (const sentence of all) {
    const found = wordsOf(sentence);
    if (found.length === 0) continue;
    if (wordCount + found.length > mostWords) break;
    wordCount += found.length;
    sentences.push(sentence);
    words.push(found);
    for (const gram of new Set(found.flatMap(grams))) frequencies.set(gram, (frequencies.get(gram) ?? 0) + 1);
    yield sentences.length / all.length / 2;
  }
  const vectors = new Float32Array(sentences.length * passageDimensions);
  for (let index = 0; index < sentences.length; index++) {
    vectors.set(textVector(words[index], frequencies, sentences.length), index * passageDimensions);
    yield (sentences.length + index + 1) / sentences.length / 2;
  }
  const isWhole = text.length <= mostCharacters && words.length === all.filter((sentence) => hasWord.test(sentence)).length;
  return { sentences, words, vectors, frequencies, wordCount, capped: !isWhole };
}

/** @param {string} text @returns {Passage} */
export function readPassage(text) {
  return atOnce(reading(text));
}

/**
 * The vector of a text that asks the passage, or of one of its sentences.
 * @param {readonly string[]} words
 * @param {ReadonlyMap<string, number>} frequencies
 * @param {number} sentences
 * @returns {Float32Array} [D], of norm √D; zeros if no n-gram of it stands in the passage
 */
export function textVector(words, frequencies, sentences) {
  const vector = new Float32Array(passageDimensions);
  for (const part of wordVectors(words, frequencies, sentences)) part.forEach((component, c) => (vector[c] += component));
  return vector;
}

/**
 * What each word adds to the vector of its text.
 * @param {readonly string[]} words
 * @param {ReadonlyMap<string, number>} frequencies
 * @param {number} sentences
 * @returns {Float64Array[]} [words][D]
 */
export function wordVectors(words, frequencies, sentences) {
  const sum = new Float64Array(passageDimensions);
  const vectors = words.map((word) => {
    const vector = new Float64Array(passageDimensions);
    for (const gram of grams(word)) {
      const found = frequencies.get(gram);
      // What stands nowhere in the passage can match nothing. What stands in few sentences says more than what is in all:
      // the inverse document frequency (Spärck Jones, A Statistical Interpretation of Term Specificity, 1972).
      if (!found) continue;
      const hash = hashOf(gram);
      vector[hash % passageDimensions] += (hash >>> 31 ? -1 : 1) * Math.log((sentences + 1) / found);
    }
    vector.forEach((component, c) => (sum[c] += component));
    return vector;
  });
  const norm = Math.hypot(...sum);
  const factor = norm > 0 ? Math.sqrt(passageDimensions) / norm : 0;
  for (const vector of vectors) vector.forEach((component, c) => (vector[c] = component * factor));
  return vectors;
}

/** Runs of one to three characters, and the word as a whole. @param {string} word */
function grams(word) {
  const characters = [...word.normalize('NFKC').toLowerCase()];
  return characters.length > 1 ? [...gramsOf(word), `\u0002${characters.join('')}\u0003`] : gramsOf(word);
}

const hasWord = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * Without the punctuation. Where a script writes no blanks, every two characters side by side are a word: one character
 * alone stands in too many words to tell sentences apart.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  const { tokens } = splitSentence(text, longestSentence);
  const isLone = tokens.map(isLoneCharacter);
  return tokens.flatMap((token, index) => {
    if (!hasWord.test(token)) return [];
    if (!isLone[index]) return token;
    if (isLone[index + 1]) return token + tokens[index + 1];
    return isLone[index - 1] ? [] : token;
  });
}

/** Up to an end mark, with what closes there, that a blank follows, to a wide one, or to the line's end. */
const sentences = /[^\n]+?(?:[.!?…؟।]+["'”’»)\]]*(?=\s|$)|[。！？]+["'”’」』）]*|$)/gmu;

/** @param {string} text @returns {string[]} */
function sentencesOf(text) {
  const pieces = text.match(sentences) ?? [];
  return pieces.flatMap((piece) => cut(piece.trim())).filter((piece) => piece !== '');
}

/** @param {string} sentence @returns {string[]} */
function cut(sentence) {
  /** @type {string[]} */
  const pieces = [];
  let rest = sentence;
  while (rest.length > longestSentence) {
    const space = rest.lastIndexOf(' ', longestSentence);
    // Not between the halves of a character.
    const end = space > 0 ? space : longestSentence - Number(/[\uD800-\uDBFF]/.test(rest[longestSentence - 1]));
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...pieces, rest];
}
