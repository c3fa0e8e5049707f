/**
 * Five words, two of them equal, and their positions. Each word's vector has two numbers of its own; the other six
 * components belong to its position.
 *
 * The weight of a pair of words, in the first order and in another one. query and key are indices of words, not of places.
 * @typedef {{ query: number, key: number, before: number, after: number }} Pair
 */

/** The words' own numbers: both dogs are as near to 'big' as to 'small'. */
const own = [[1, 1.5], [2, 0], [0.5, 0], [1, -1.5], [2, 0]];

export const count = own.length;
export const dimensions = 8;

/** A word's own numbers stand in these components, where positions change most slowly. */
const places = [4, 6];

/**
 * The sinusoids of Vaswani et al., Attention Is All You Need (2017), section 3.5.
 * @param {number} position from 0
 * @returns {number[]} [8]
 */
export function positionVector(position) {
  return Array.from({ length: dimensions }, (_, index) => {
    const angle = position / 10000 ** ((index - (index % 2)) / dimensions);
    return index % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

/**
 * @param {readonly number[]} order the index of the word at each place
 * @param {boolean} hasPositions
 * @returns {number[][]} [5, 8]
 */
export function vectorsOf(order, hasPositions) {
  return order.map((word, position) => {
    const vector = hasPositions ? positionVector(position) : new Array(dimensions).fill(0);
    places.forEach((place, index) => (vector[place] += own[word][index]));
    return vector;
  });
}

/**
 * The weight of each pair of words before and after the words were put into another order.
 * @param {ArrayLike<number>} before [5, 5] in the first order
 * @param {ArrayLike<number>} after [5, 5] in the other one
 * @param {readonly number[]} order
 * @returns {Pair[]}
 */
export function pairs(before, after, order) {
  return order.flatMap((query, row) => order.map((key, column) => ({
    query,
    key,
    before: before[query * count + key],
    after: after[row * count + column],
  }))).sort((a, b) => a.query - b.query || a.key - b.key);
}
