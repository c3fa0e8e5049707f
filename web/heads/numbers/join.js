/** Attention between words, from attention between their pieces. */

import { check, checkCells } from './check.js';

/** @import { Numbers } from './check.js' */

/**
 * Weights into a word are added, and those out of it are averaged, over its pieces: so rows that sum to 1 still do (Clark et
 * al., What Does BERT Look At?, 2019, section 4.1).
 * @param {Numbers} matrix [rows, columns]
 * @param {number} rows
 * @param {number} columns
 * @param {{ indices: number[] }[]} rowGroups each row in one of them, as wordsOf gives them
 * @param {{ indices: number[] }[]} columnGroups each column in one of them
 * @returns {Float64Array} [rowGroups.length, columnGroups.length]
 * @throws {RangeError} where a size is wrong, or an index is in no group or in two
 */
export function joinMatrix(matrix, rows, columns, rowGroups, columnGroups) {
  checkCells('matrix', matrix, rows, columns);
  groupOfEach('rowGroups', rowGroups, rows);
  const groupOf = groupOfEach('columnGroups', columnGroups, columns);
  const joined = new Float64Array(rowGroups.length * columnGroups.length);
  rowGroups.forEach(({ indices }, group) => {
    const sums = joined.subarray(group * columnGroups.length, (group + 1) * columnGroups.length);
    for (const row of indices) for (let column = 0; column < columns; column++) sums[groupOf[column]] += matrix[row * columns + column];
    for (let at = 0; at < sums.length; at++) sums[at] /= indices.length;
  });
  return joined;
}

/**
 * @param {string} argument
 * @param {{ indices: number[] }[]} groups
 * @param {number} count
 * @returns {Int32Array} [count] the group that each index is in
 */
function groupOfEach(argument, groups, count) {
  const groupOf = new Int32Array(count).fill(-1);
  groups.forEach(({ indices }, group) => {
    check(indices.length > 0, argument, 'an index in every group', `none in group ${group}`);
    for (const index of indices) {
      check(groupOf[index] === -1, argument, `each index from 0 to ${count - 1} in one group`, `${index} in group ${group}`);
      groupOf[index] = group;
    }
  });
  const missing = groupOf.indexOf(-1);
  check(missing === -1, argument, `each index from 0 to ${count - 1} in one group`, `${missing} in none`);
  return groupOf;
}
