/**
 * A long sequence to attend over, made from a seed: a few phrases of random vectors, repeated in
 * random order, each time with a little noise. The attention of a row then has peaks to show: the
 * other places of its phrase.
 */

/** The number of components of keys and values: D and Dv are equal. */
export const longDimensions = 64;

/** The number of vectors before the first position: the queries of later heads start there. */
export const before = 7;

/** The number of phrases, and the number of vectors in each. */
export const phrases = 12;
export const phraseLength = 16;

/**
 * The largest component. The scaled score of a vector with itself is then around 12. That is more than
 * log T for T = 65,536, so that even there the peaks stand out from the sum of all random keys.
 */
const amplitude = Math.sqrt(3 * 1.5);

/** The share of the phrase itself in a repetition lies between this and 1. */
const leastClarity = 0.86;

const seed = 0x2545f491;

/** One slice of the work may keep the page busy for so many milliseconds. */
const sliceTime = 8;

/**
 * @typedef {object} LongSequence
 * @property {number} length T
 * @property {Float32Array} tokens [before + T, D] both queries and keys
 * @property {Float32Array} values [T, Dv]
 */

/**
 * Makes the sequence in slices, so that the page stays usable. The same length always gives the
 * same sequence, and a shorter sequence is the start of a longer one.
 * @param {number} length T
 * @param {AbortSignal} signal
 * @param {(share: number) => void} onProgress from 0 to 1
 * @returns {Promise<LongSequence>}
 * @throws the signal's reason
 */
export async function makeLongSequence(length, signal, onProgress) {
  const tokens = new Float32Array((before + length) * longDimensions);
  const values = new Float32Array(length * longDimensions);
  const phraseBook = new Float32Array(phrases * phraseLength * longDimensions);
  const random = randomNumbers(seed);
  for (let i = 0; i < phraseBook.length; i++) phraseBook[i] = random();
  const origin = before * longDimensions;
  for (let i = 0; i < origin; i++) tokens[i] = amplitude * random();

  let sliceEnd = performance.now() + sliceTime;
  for (let start = 0; start < length; start += phraseLength) {
    if (performance.now() >= sliceEnd) {
      onProgress(start / length);
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      sliceEnd = performance.now() + sliceTime;
    }
    const phrase = Math.floor((random() + 1) * 0.5 * phrases) * phraseLength * longDimensions;
    const clarity = leastClarity + (1 - leastClarity) * 0.5 * (random() + 1);
    // The squares of the two shares sum to one, so that all vectors have about the same length.
    const blur = Math.sqrt(1 - clarity * clarity);
    for (let i = 0; i < phraseLength * longDimensions; i++) {
      const at = start * longDimensions + i;
      tokens[origin + at] = amplitude * (clarity * phraseBook[phrase + i] + blur * random());
      values[at] = random();
    }
  }
  return { length, tokens, values };
}

/**
 * Uniform numbers from -1 up to 1: a Weyl sequence through MurmurHash3's last mixing steps
 * (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014).
 * @param {number} state
 */
export function randomNumbers(state) {
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) / 2 ** 31;
  };
}
