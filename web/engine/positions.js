// Causal masks and ALiBi are options about where queries and keys stand.
import { AttentionError, show } from '../wasm/error.js';
import { ALIBIS } from './generated/boundary.js';
import { choice, ownOf, unknown } from './records.js';
import { placesOf } from './slots.js';

/**
 * A bias by distance (Press, Smith, Lewis 2022): slope times the distance of key j from the query's place, i + offset.
 * @typedef {object} Alibi
 * @property {ArrayLike<number>} [slopes] [H]; without them those of the paper's code, made from the number of heads
 * @property {'past' | 'both'} [distance] 'past' is j - (i + offset), and favours the farthest later key where nothing
 *   hides later keys; 'both' is -|j - (i + offset)|; 'past'
 */

const DISTANCE = placesOf(ALIBIS.slice(1), 1);

/** Gives a causal mask its number: cpp/attn/names.h says which. @param {unknown} value @throws {AttentionError} type */
export function causalOf(value) {
  if (value === 'bottom-right') return 2;
  if (typeof value === 'boolean') return Number(value);
  throw new AttentionError('type', 'causal', `expected true, false or 'bottom-right', got ${show(value)}`);
}

/**
 * Parts the option into its slopes and the place of its distance in ALIBIS. A tensor is slopes alone.
 * @param {unknown} value
 * @returns {{ slopes: unknown, distance: number }}
 * @throws {AttentionError} type, option
 */
export function alibiOf(value) {
  const isTensor = typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value) || Object.hasOwn(value, 'data');
  if (isTensor) return { slopes: value, distance: ALIBIS.indexOf('past') };
  const { slopes, distance = 'past', ...others } = ownOf(value, 'alibi');
  for (const name of Object.keys(others)) throw unknown(`alibi.${name}`, 'slopes or distance');
  return { slopes, distance: choice('alibi.distance', distance, DISTANCE) };
}
