/** Each head's measure, so that heads are found by what they do. */

import { pacer } from '../../base/turns.js';
import { measures } from '../numbers/measures.js';
import { isSeparator, isSpecial } from '../numbers/specials.js';

/**
 * @import { AttentionSet } from '../files/axes.js'
 * @import { MeasureName } from '../numbers/measures.js'
 */

/**
 * Of the matrices as they were given: nothing left out, nothing joined.
 * @param {AttentionSet} set
 * @param {MeasureName} name
 * @param {number} batch
 * @param {{ signal: AbortSignal, onProgress: (share: number) => void }} work
 * @returns {Promise<Float64Array>} by layer and head
 */
export async function measured(set, name, batch, { signal, onProgress }) {
  const { layers, heads, rows, columns } = set;
  const keys = set.keys ?? Array.from({ length: columns }, () => '');
  // Rows of a cache's later steps belong to the last keys.
  const given = { offset: set.kind === 'cross' ? 0 : Math.max(0, columns - rows), isSpecial: keys.map(isSpecial), isSeparator: keys.map(isSeparator) };
  const values = new Float64Array(layers * heads);
  const pace = pacer(signal, onProgress);
  for (let index = 0; index < values.length; index++) {
    const matrix = await set.read(Math.floor(index / heads), index % heads, batch);
    signal.throwIfAborted();
    values[index] = measures[name].of(matrix, rows, columns, given).value;
    await pace((index + 1) / values.length);
  }
  return values;
}

/** @param {ArrayLike<number>} values by layer and head @param {boolean} isLeastFirst @returns {number[]} their indices in this order; what is no number comes last */
export function ranked(values, isLeastFirst) {
  const sign = isLeastFirst ? 1 : -1;
  return Array.from(values, (_, index) => index).sort((a, b) => {
    const [one, other] = [values[a], values[b]];
    if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return sign * (one - other) || a - b;
  });
}
