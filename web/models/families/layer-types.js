/** Which layers of a stack see all tokens, and which only their neighbours. */

/** @import { ConfigFields } from './config-fields.js' */

/** @typedef {'full_attention' | 'sliding_attention'} LayerType */

/**
 * @param {ConfigFields} fields
 * @param {number} layers
 * @param {(layer: number) => boolean} isFull by an older field of the config, where it has no list
 * @returns {LayerType[]}
 */
export function layerTypesOf(fields, layers, isFull) {
  if (!fields.has('layer_types')) return Array.from({ length: layers }, (_, i) => (isFull(i) ? 'full_attention' : 'sliding_attention'));
  const types = /** @type {LayerType[]} */ (fields.choices('layer_types', ['full_attention', 'sliding_attention']));
  if (types.length !== layers) throw fields.error('layer_types', `${layers} of them, as there are layers`);
  return types;
}
