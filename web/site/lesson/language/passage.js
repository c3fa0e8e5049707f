/**
 * A passage as sentences and their vectors: hashed n-grams of their words, as in web/figure/state/embedding.js, but with more
 * components, since a sentence has more n-grams than a word. These vectors know spelling, not meaning.
 */

import { atOnce } from '../../../base/steps.js';
import { hashOf } from '../../../base/hash.js';
import { gramsOf } from '../../../figure/state/embedding.js';
import { isLoneCharacter, splitSentence } from '../../../figure/state/tokens.js';

/** This must change whenever the same passage would get other vectors. */
export const passageVersion = 'ngram-passage-2';

/** The number of components of a vector, D. */
export const passageDimensions = 256;

/** The most that is read of a passage. */
export const mostCharacters = 150_000;
export const mostWords = 20_000;

/** A text without a full stop is cut into pieces of at most so many characters. */
const longestSentence = 600;

/**
 * @typedef {object} Passage
 * @property {string[]} sentences
 * @property {string[][]} words of each sentence
 * @property {Float32Array} vectors [sentences, D], each of norm √D
 * @property {ReadonlyMap<string, number>} frequencies the number of sentences that hold an n-gram
 * @property {number} wordCount
 * @property {boolean} capped whether the end of the text was left out
 */

/**
 * @param {string} text
 * @returns {Generator<number, Passage>} yields the share that is done after each sentence, and returns the passage
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
 * The vector of a question to the passage, or of one of its sentences.
 * @param {readonly string[]} words
 * @param {ReadonlyMap<string, number>} frequencies
 * @param {number} sentences
 * @returns {Float32Array} [D], of norm √D; zeros if the passage holds no n-gram of it
 */
export function textVector(words, frequencies, sentences) {
  const vector = new Float32Array(passageDimensions);
  for (const part of wordVectors(words, frequencies, sentences)) part.forEach((component, c) => (vector[c] += component));
  return vector;
}

/**
 * The part that each word adds to the vector of its text.
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
      // An n-gram that is not in the passage can match nothing. One that is in few sentences says more than one that is in all:
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

/** The n-grams of a word: runs of one to three characters, and the whole word. @param {string} word */
function grams(word) {
  const characters = [...word.normalize('NFKC').toLowerCase()];
  return characters.length > 1 ? [...gramsOf(word), `\u0002${characters.join('')}\u0003`] : gramsOf(word);
}

const hasWord = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * The words of a text, without punctuation. In a script without spaces, every two neighbouring characters count as a word,
 * since a single character is in too many words to tell sentences apart.
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

/** A sentence ends at an end mark (and closing marks after it) before a space, at a full-width end mark, or at the line's end. */
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
    // A cut must not part the two halves of a surrogate pair.
    const end = space > 0 ? space : longestSentence - Number(/[\uD800-\uDBFF]/.test(rest[longestSentence - 1]));
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...pieces, rest];
}
