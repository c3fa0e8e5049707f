/**
 * A vector for any word without a download: the word's character n-grams, hashed (Weinberger et
 * al., Feature Hashing for Large Scale Multitask Learning, 2009; n-grams of characters with word
 * boundaries as in Bojanowski et al., Enriching Word Vectors with Subword Information, 2017). It
 * knows spelling, not meaning.
 */

import { hashOf } from '../../base/hash.js';

/** Changes whenever the same word would get another vector. */
export const embeddingVersion = 'ngram-1';

/** D. */
export const embeddingDimensions = 64;

const longestGram = 3;

/**
 * @param {string} word
 * @returns {Float32Array} [D], of norm √D: with a norm of 1 the scaled scores would all lie between
 *   -1/√D and 1/√D and every map would be flat
 */
export function embed(word) {
  const vector = new Float64Array(embeddingDimensions);
  for (const gram of gramsOf(word)) {
    const hash = hashOf(gram);
    // The low bits choose the component, the highest its sign: collisions cancel on average.
    vector[hash % embeddingDimensions] += hash >>> 31 ? -1 : 1;
  }
  const norm = Math.hypot(...vector);
  // Grams that cancel to nothing leave the direction of the word as a whole.
  if (norm === 0) vector[hashOf(word) % embeddingDimensions] = 1;
  const factor = Math.sqrt(embeddingDimensions) / (norm || 1);
  return Float32Array.from(vector, (component) => component * factor);
}

/**
 * Every run of one to three characters, the word's ends counted as characters.
 * @param {string} word
 * @returns {string[]}
 */
export function gramsOf(word) {
  const inner = [...word.normalize('NFKC').toLowerCase()];
  const characters = ['\u0002', ...inner, '\u0003'];
  /** @type {string[]} */
  const found = [...inner];
  for (let length = 2; length <= longestGram; length++) {
    for (let start = 0; start + length <= characters.length; start++) {
      found.push(characters.slice(start, start + length).join(''));
    }
  }
  return found;
}
