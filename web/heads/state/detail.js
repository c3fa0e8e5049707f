/** The matrices that are shown large. */

import { pacer } from '../../base/turns.js';
import { rowOf } from '../../base/statistics.js';
import { largestHead, meanHead, rollout } from '../numbers/rollout.js';

/**
 * @import { AttentionSet, OpenSet } from '../files/axes.js'
 * @import { MatrixPlace, Prepared, Preparation } from './preparing.js'
 * @import { Place, ViewState } from './view-state.js'
 *
 * @typedef {object} Detail
 * @property {Prepared[]} matrices the chosen head's, or what stands for it, and those of others over it
 * @property {StripNumbers | null} strip one query in every head
 *
 * @typedef {{ values: Float64Array, attended: Uint8Array }} StripNumbers [layers, heads, columns]
 *
 * @typedef {object} Work
 * @property {AbortSignal} signal
 * @property {(share: number) => void} onProgress
 */

/**
 * @param {OpenSet} set
 * @param {Preparation} preparation
 * @param {ViewState} view
 * @param {Work} work
 * @returns {Promise<Detail>}
 */
export async function detailOf(set, preparation, view, work) {
  if (view.view === 'grid') return { matrices: [], strip: null };
  if (view.view === 'token') return { matrices: [], strip: await stripOf(set, preparation, view, work) };
  const places = view.view === 'links' ? view.others : [];
  const matrices = [preparation.prepare(await panelMatrix(set, view, work))];
  for (const [layer, head] of places) matrices.push(preparation.prepare(await set.read(layer, head, view.batch)));
  return { matrices, strip: null };
}

/**
 * @param {AttentionSet} set
 * @param {ViewState} view
 * @param {Work} work
 * @returns {Promise<Float32Array | Float64Array>} [rows, columns]
 */
export async function panelMatrix(set, { panel, layer, head, batch }, { signal, onProgress }) {
  if (panel === 'head') return set.read(layer, head, batch);
  const { rows, columns } = set;
  const headsOf = async (/** @type {number} */ from) => {
    /** @type {Float32Array[]} */
    const heads = [];
    for (let index = 0; index < set.heads; index++) heads.push(await set.read(from, index, batch));
    return heads;
  };
  if (panel === 'rollout') return rollout(headsOf, layer + 1, rows, { signal, onProgress });
  return (panel === 'mean' ? meanHead : largestHead)(await headsOf(layer), rows, columns);
}

/**
 * @param {OpenSet} set
 * @param {Preparation} preparation
 * @param {ViewState} view
 * @param {Work} work
 * @returns {Promise<StripNumbers>}
 */
async function stripOf(set, preparation, view, { signal, onProgress }) {
  const { columns } = preparation;
  const row = queryOf(view, preparation);
  const count = set.layers * set.heads;
  const values = new Float64Array(count * columns);
  const attended = new Uint8Array(count * columns);
  const pace = pacer(signal, onProgress);
  for (let index = 0; index < count; index++) {
    const shown = await shownRow(set, preparation, [...placeOf(index, set.heads), view.batch], row);
    signal.throwIfAborted();
    values.set(shown.values, index * columns);
    attended.set(shown.attended, index * columns);
    await pace((index + 1) / count);
  }
  return { values, attended };
}

/**
 * Reads no more than this row where that is enough: all matrices may be hundreds of megabytes.
 * @param {OpenSet} set
 * @param {Preparation} preparation
 * @param {MatrixPlace} place of the matrix
 * @param {number} row as it is shown
 */
async function shownRow(set, preparation, [layer, head, batch], row) {
  const mask = preparation.maskOfRow([layer, head, batch], row);
  if (mask) return { values: await set.readRow(layer, head, row, batch), attended: mask };
  const { values, attended, columns } = preparation.prepare(await set.read(layer, head, batch), [layer, head, batch]);
  return { values: rowOf(values, columns, row), attended: rowOf(attended, columns, row) };
}

/** @param {ViewState} view @param {{ rows: number }} matrix as it is shown @returns {number} the query that is followed, the last one until one is chosen */
export function queryOf({ query }, { rows }) {
  return Math.min(query ?? rows - 1, rows - 1);
}

/** @param {number} index @param {number} heads @returns {Place} */
export const placeOf = (index, heads) => [Math.floor(index / heads), index % heads];
