/** The calculation of one cell, in the numbers that the page prints. */

import { fieldText, formatNumber, relation } from '../../../base/number-format.js';

/**
 * @import { Trace } from '../../../engine/index.js'
 * @import { Stage } from './example.js'
 *
 * @typedef {{ row: number, column: number }} Cell
 */

/**
 * A number as it is printed: whole numbers and halves exactly, all others with three decimals.
 * @param {number} number
 * @returns {string}
 */
export const written = (number) => (Number.isInteger(number * 2) ? fieldText(number) : formatNumber(number));

/**
 * @param {Trace} trace of attention with the chosen row's products and weighted values
 * @param {Stage} stage
 * @param {Cell} cell in the same row as the trace
 * @param {{ key: number[][], query: number[][], value: number[][] }} vectors
 * @returns {string} such as '1 × 2 + 0 × 0 = 2'
 */
export function calculationOf(trace, stage, { row, column }, { query, key, value }) {
  const count = key.length;
  /** @param {{ data: ArrayLike<number> }} tensor @param {number} [at] */
  const cell = ({ data }, at = row * count + column) => written(data[at]);
  const others = key.map((_, index) => row * count + index);
  switch (stage) {
    case 'scores':
      return sumOfProducts(query[row].map(written), key[column].map(written), cell(trace.scores));
    case 'scaled':
      return `${cell(trace.scores)} / √${query[0].length} = ${cell(trace.scores)} / 2 = ${cell(trace.scaled)}`;
    case 'weights': {
      const shifted = `exp(${cell(trace.scaled)} − ${written(trace.rowMax.data[row])})`;
      const sum = others.map((at) => formatNumber(trace.exponentials.data[at])).join(' + ');
      const own = formatNumber(trace.exponentials.data[row * count + column]);
      const weight = formatNumber(trace.weights.data[row * count + column]);
      return `${shifted} / (${sum}) ≈ ${own} / ${formatNumber(trace.rowSum.data[row])} ≈ ${weight}`;
    }
    case 'output': {
      const weights = others.map((at) => formatNumber(trace.weights.data[at]));
      const result = formatNumber(trace.output.data[row * value[0].length + column]);
      return sumOfProducts(weights, value.map((vector) => written(vector[column])), result);
    }
  }
}

/** @param {string[]} left @param {string[]} right @param {string} result */
function sumOfProducts(left, right, result) {
  const pairs = left.map((number, index) => [number, right[index]]);
  return `${pairs.map((pair) => pair.join(' × ')).join(' + ')} ${relation(pairs, [[result]])} ${result}`;
}
