/** A question's attention to the sentences of a passage, and the parts of each score. All numbers come from the engine. */

import { largestOf, rowSum } from '../../../base/statistics.js';
import { passageDimensions, textVector, wordVectors, wordsOf } from './passage.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Passage } from './passage.js'
 *
 * @typedef {object} Answer
 * @property {string[]} words of the question
 * @property {Float32Array} vector [D]
 * @property {boolean} isBlind the passage holds no n-gram of the question, whose vector is therefore zero
 * @property {Float32Array} scores q·k for each sentence
 * @property {Float32Array} scaled by 1/√D
 * @property {Float32Array} exponentials
 * @property {number} largest of the scaled scores
 * @property {number} sum of the exponentials
 * @property {Float32Array} weights
 *
 * @typedef {{ question: string, sentence: string, product: number }} Meeting two words that match; if the same two match again, their products are added up
 */

/**
 * @param {Attention} engine
 * @param {Passage} passage of at least one sentence
 * @param {string} question
 * @returns {Answer}
 */
export function answerTo(engine, { sentences, vectors, frequencies }, question) {
  const words = wordsOf(question);
  const vector = textVector(words, frequencies, sentences.length);
  const keys = { data: vectors, shape: [sentences.length, passageDimensions] };
  const trace = engine.explain({ query: { data: vector, shape: [passageDimensions] }, key: keys, value: keys }, {});
  return {
    words,
    vector,
    isBlind: vector.every((component) => component === 0),
    scores: trace.scores.data,
    scaled: trace.scaled.data,
    exponentials: trace.exponentials.data,
    largest: trace.rowMax.data[0],
    sum: trace.rowSum.data[0],
    weights: trace.weights.data,
  };
}

/** At most so many sentences are marked as the answer. */
const mostMarked = 3;

/**
 * @param {ArrayLike<number>} weights
 * @returns {number[]} the sentences to mark, the most attended first: those with at least half the weight of the first; none if
 *   the first has less than twice an even share
 */
export function markedOf(weights) {
  if (weights.length === 1) return [0];
  const first = largestOf(weights, mostMarked);
  const most = weights[first[0]];
  return most * weights.length < 2 ? [] : first.filter((index) => 2 * weights[index] >= most);
}

/**
 * q·k word by word: a text's vector is the sum of its words' vectors, so the product of two is a sum over pairs of words.
 * @param {Attention} engine
 * @param {Passage} passage
 * @param {readonly string[]} question its words, at least one
 * @param {number} sentence
 * @param {number} most
 * @returns {{ meetings: Meeting[], rest: number }} the pairs that add the most, and the sum of all others
 */
export function meetingsOf(engine, { sentences, words, frequencies }, question, sentence, most) {
  const [query, key] = [question, words[sentence]].map((text) => {
    const parts = wordVectors(text, frequencies, sentences.length);
    const data = new Float32Array(parts.length * passageDimensions);
    parts.forEach((part, index) => data.set(part, index * passageDimensions));
    return { data, shape: [parts.length, passageDimensions] };
  });
  const { data } = engine.explain({ query, key, value: key }, { score: 'dot' }).scores;
  /** @type {Map<string, Meeting>} */
  const found = new Map();
  for (let index = 0; index < data.length; index++) {
    const pair = [question[Math.floor(index / key.shape[0])], words[sentence][index % key.shape[0]]];
    const name = pair.join('\n').toLowerCase();
    const meeting = found.get(name) ?? { question: pair[0], sentence: pair[1], product: 0 };
    meeting.product += data[index];
    found.set(name, meeting);
  }
  const sorted = [...found.values()].sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
  return { meetings: sorted.slice(0, most), rest: rowSum(sorted.slice(most).map(({ product }) => product)) };
}

/** A passage with more sentences is not drawn as a map. */
export const mostMapped = 24;

/**
 * The weight that a sentence gives to itself if it may, on average over the passage.
 * @param {Attention} engine
 * @param {Passage} passage
 */
export function weightOnItself(engine, { sentences, vectors }) {
  const count = sentences.length;
  const all = { data: vectors, shape: [count, passageDimensions] };
  const { weights } = engine.attend({ query: all, key: all, value: all }, { weights: true });
  return rowSum(sentences.map((_, index) => weights.data[index * (count + 1)])) / count;
}
