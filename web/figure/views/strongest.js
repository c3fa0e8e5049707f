/** The strongest few of millions of weights. */

import { rowSum } from '../statistics.js';

/**
 * @typedef {object} Strongest
 * @property {number[]} indices of the cells, the strongest first; equals keep their order
 * @property {number} count how many weights are not 0
 * @property {Int32Array} columns for each row the column of its largest weight
 * @property {number} share of the sum of all sizes that they hold, 0..1
 */

/** Of weights that are drawn again and again, frame by frame. @type {WeakMap<object, Strongest>} */
const known = new WeakMap();

/**
 * @param {ArrayLike<number>} weights never changed in place
 * @param {ArrayLike<number>} attended 0 where a cell is masked
 * @param {number} columns
 * @param {number} most how many at most
 * @returns {Strongest} by size: negative weights count too
 */
export function strongestOf(weights, attended, columns, most) {
  const before = known.get(weights);
  if (before) return before;
  const sizes = new Float64Array(weights.length);
  let count = 0;
  for (let index = 0; index < sizes.length; index++) {
    if (!attended[index] || weights[index] === 0) continue;
    sizes[index] = Math.abs(weights[index]);
    count += 1;
  }
  const indices = selected(sizes, Math.min(most, count));
  const share = count > indices.length ? rowSum(indices.map((index) => sizes[index])) / rowSum(sizes) : 1;
  const strongest = { indices, count, columns: largestOfRows(weights, columns), share };
  known.set(weights, strongest);
  return strongest;
}

/**
 * @param {ArrayLike<number>} weights
 * @param {number} columns
 */
function largestOfRows(weights, columns) {
  const largest = new Int32Array(weights.length / columns);
  for (let row = 0; row < largest.length; row++) {
    for (let column = 1; column < columns; column++) {
      if (weights[row * columns + column] > weights[row * columns + largest[row]]) largest[row] = column;
    }
  }
  return largest;
}

/**
 * A heap of the largest so far with the least of them on top: nearly all of the rest are refused by
 * one comparison.
 * @param {Float64Array} sizes
 * @param {number} most
 * @returns {number[]}
 */
function selected(sizes, most) {
  /** @param {number} a @param {number} b */
  const isWeaker = (a, b) => sizes[a] < sizes[b] || (sizes[a] === sizes[b] && a > b);
  const heap = Array.from({ length: most }, (_, index) => index);
  /** @param {number} at */
  const sink = (at) => {
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < most && isWeaker(heap[left], heap[least])) least = left;
      if (right < most && isWeaker(heap[right], heap[least])) least = right;
      if (least === at) return;
      [heap[at], heap[least]] = [heap[least], heap[at]];
      at = least;
    }
  };
  for (let at = most >> 1; at >= 0; at--) sink(at);
  for (let index = most; most > 0 && index < sizes.length; index++) {
    if (sizes[index] <= sizes[heap[0]]) continue;
    heap[0] = index;
    sink(0);
  }
  return heap.sort((a, b) => sizes[b] - sizes[a] || a - b);
}
