/**
 * What one number can say about a head, so that a reader can sort the heads of a model and find those of a kind. Each measure
 * looks at the rows of one matrix as distributions and is the mean over them, in float64.
 *
 * Entropy and the shares are those of Clark et al., What Does BERT Look At? (2019), section 3; the distance is that of Vig and
 * Belinkov, Analyzing the Structure of Attention in a Transformer Language Model (2019).
 */

import { rowSum } from '../../base/statistics.js';
import { check, checkCells } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * What a measure may need beside the weights.
 * @typedef {object} Given
 * @property {ArrayLike<boolean | number>} [mask] [rows, columns], true or 1 where a query may attend; other weights are taken as 0
 * @property {number} [offset] the token of row i is that of column i + offset: 0 unless given; columns - rows where the queries
 *   are the last of the keys
 * @property {ArrayLike<boolean>} [isSeparator] [columns], which keys are separators
 * @property {ArrayLike<boolean>} [isSpecial] [columns], which keys are special tokens, separators too
 */

/**
 * @typedef {object} Measured
 * @property {number} value the mean over the rows that have one; NaN where none has
 * @property {number} rows how many have one: the first token, for example, has none before it
 * @property {number} emptyRows how many have no weight at all; they are left out
 * @property {number} invalidRows how many have a weight that is negative or not finite; they are left out
 * @property {boolean} isNormalized whether a row did not sum to 1, by more than rounding explains. Every row is divided by its sum
 */

/** @typedef {(matrix: Numbers, rows: number, columns: number, given?: Given) => Measured} MeasureOf */

/** A weight that was rounded to bfloat16, the coarsest type in files, is off by 2^-9 of itself; so is the sum of such weights. */
const roundingOfSum = 2 ** -8;

/**
 * @param {Numbers} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @param {Given} given
 * @param {(weights: Float64Array, row: number) => number} valueOf of the weights [columns] of a row, which sum to 1; NaN if it has none
 * @returns {Measured}
 * @throws {RangeError} where a size is wrong
 */
function meanOverRows(matrix, rows, columns, { mask, offset = 0 }, valueOf) {
  checkCells('matrix', matrix, rows, columns);
  if (mask) checkCells('mask', mask, rows, columns);
  check(Number.isSafeInteger(offset), 'offset', 'a whole number', offset);
  const values = [];
  const weights = new Float64Array(columns);
  const measured = { value: NaN, rows: 0, emptyRows: 0, invalidRows: 0, isNormalized: false };
  for (let row = 0; row < rows; row++) {
    for (let column = 0, at = row * columns; column < columns; column++, at++) weights[column] = !mask || mask[at] ? matrix[at] : 0;
    const sum = sumOfWeights(weights);
    if (Number.isNaN(sum)) measured.invalidRows++;
    else if (sum === 0) measured.emptyRows++;
    else {
      measured.isNormalized ||= Math.abs(sum - 1) > roundingOfSum;
      for (let column = 0; column < columns; column++) weights[column] /= sum;
      const value = valueOf(weights, row);
      if (!Number.isNaN(value)) values.push(value);
    }
  }
  return { ...measured, rows: values.length, value: rowSum(values) / values.length };
}

/** @param {Float64Array} weights @returns {number} NaN where one is negative or not finite */
function sumOfWeights(weights) {
  for (const weight of weights) if (!(weight >= 0 && weight < Infinity)) return NaN;
  return rowSum(weights);
}

/** How widely a head looks: Shannon's entropy (A Mathematical Theory of Communication, 1948). @type {MeasureOf} */
function entropy(matrix, rows, columns, given = {}) {
  return meanOverRows(matrix, rows, columns, given, (weights) => {
    let bits = 0;
    for (const weight of weights) if (weight > 0) bits -= weight * Math.log2(weight);
    return bits;
  });
}

/** How far a head looks: the distances |i + offset - j| to the keys, each as much as its weight. @type {MeasureOf} */
function distance(matrix, rows, columns, given = {}) {
  const { offset = 0 } = given;
  return meanOverRows(matrix, rows, columns, given, (weights, row) => {
    let mean = 0;
    for (let column = 0; column < columns; column++) mean += weights[column] * Math.abs(row + offset - column);
    return mean;
  });
}

/** The share of the first key, on which many heads rest that find nothing. @type {MeasureOf} */
function first(matrix, rows, columns, given = {}) {
  return meanOverRows(matrix, rows, columns, given, (weights) => weights[0]);
}

/** @param {number} shift from a row's own token @returns {MeasureOf} the share of the key there, over the rows that have one */
const shareAt = (shift) => (matrix, rows, columns, given = {}) => {
  const { offset = 0 } = given;
  return meanOverRows(matrix, rows, columns, given, (weights, row) => weights[row + offset + shift] ?? NaN);
};

/** @param {'isSeparator' | 'isSpecial'} list @returns {MeasureOf} the share of all keys of a kind */
const shareOf = (list) => (matrix, rows, columns, given = {}) => {
  const isOne = given[list];
  check(isOne?.length === columns, list, `${columns} truth values, one for each column`, isOne?.length);
  return meanOverRows(matrix, rows, columns, given, (weights) => {
    let share = 0;
    for (let column = 0; column < columns; column++) if (isOne[column]) share += weights[column];
    return share;
  });
};

/**
 * @typedef {object} Measure
 * @property {MeasureOf} of
 * @property {'bits' | 'tokens' | 'share'} unit
 * @property {(rows: number, columns: number, offset?: number) => [number, number]} range the least and the largest value that can be
 */

/** @type {Measure['range']} */
const shares = () => [0, 1];

/** @type {Measure['range']} from the first or the last row to the first or the last column */
const distances = (rows, columns, offset = 0) => {
  const ends = [offset, offset + rows - 1];
  return [0, Math.max(...ends.flatMap((place) => [Math.abs(place), Math.abs(place - columns + 1)]))];
};

/** @typedef {'entropy' | 'distance' | 'first' | 'previous' | 'same' | 'next' | 'separators' | 'specials'} MeasureName */

/** Those of a position want an offset where rows and columns do not begin at the same token. @type {Record<MeasureName, Measure>} */
export const measures = {
  entropy: { of: entropy, unit: 'bits', range: (rows, columns) => [0, Math.log2(columns)] },
  distance: { of: distance, unit: 'tokens', range: distances },
  first: { of: first, unit: 'share', range: shares },
  previous: { of: shareAt(-1), unit: 'share', range: shares },
  same: { of: shareAt(0), unit: 'share', range: shares },
  next: { of: shareAt(1), unit: 'share', range: shares },
  separators: { of: shareOf('isSeparator'), unit: 'share', range: shares },
  specials: { of: shareOf('isSpecial'), unit: 'share', range: shares },
};
