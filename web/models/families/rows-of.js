/** A matrix that holds several side by side, as those of queries, keys and values, and the parts of it. */

/** @import { Linear } from '../description.js' */

/** @param {Linear} linear of whole tensors @param {number} firstRow @param {number} rows @returns {Linear} */
export function rowsOf({ weights, bias }, firstRow, rows) {
  const part = { weights: { ...weights, firstRow, rows } };
  return bias && 'tensor' in bias ? { ...part, bias: { ...bias, firstRow, rows } } : part;
}

/** @param {Linear} linear queries, keys and values in three blocks @param {number} width of each */
export const queryKeyValue = (linear, width) => ({
  query: rowsOf(linear, 0, width),
  key: rowsOf(linear, width, width),
  value: rowsOf(linear, 2 * width, width),
});
