/** The words of the section on heads, and the matrices that make queries, keys and values of them. */

/** One row for each word. The columns are animal, drink, deed, pointer and feeling. */
export const words = [[2, 0, 0, 0, 1], [0, 1, 2, 0, 0], [0, 2, 0, 0, 0], [1, 0, 0, 2, 0], [0, 0, 0, 0, 2]];

/**
 * @typedef {'q' | 'k' | 'v'} Kind
 * @typedef {Record<Kind, number[][]>} Projections each [5, 2]
 */
export const kinds = /** @type {const} */ (['q', 'k', 'v']);

/** @param {[number, number]} animal @param {[number, number]} drink @param {[number, number]} deed @param {[number, number]} pointer @param {[number, number]} feeling */
const matrix = (animal, drink, deed, pointer, feeling) => [animal, drink, deed, pointer, feeling];

/**
 * The matrices, chosen by hand. In both heads the pointer asks with the first number and the deed with the second. They differ
 * in who answers: animals and drinks in the first head, feelings and animals in the second.
 * @type {readonly Projections[]}
 */
export const heads = [
  {
    q: matrix([0, 0], [0, 0], [0, 2], [2, 0], [0, 0]),
    k: matrix([1, 0], [0, 1], [0, 0], [0, 0], [0, 0]),
    v: matrix([1, 0], [0, 1], [0, 0], [0, 0], [0, 0]),
  },
  {
    q: matrix([0, 0], [0, 0], [0, 2], [2, 0], [0, 0]),
    k: matrix([0, 1], [0, 0], [0, 0], [0, 0], [1, 0]),
    v: matrix([0, 1], [0, 0], [0, 0], [0, 0], [1, 0]),
  },
];

/**
 * @param {readonly (readonly number[])[]} rows [T, D]
 * @param {readonly (readonly number[])[]} weights [D, d]
 * @returns {number[][]} [T, d], the product of the two
 */
export function project(rows, weights) {
  return rows.map((row) => weights[0].map((_, column) => row.reduce((sum, number, index) => sum + number * weights[index][column], 0)));
}
