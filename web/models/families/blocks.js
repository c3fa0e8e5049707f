/** An attention or a feed-forward block of tensors whose names a family tells; its norms are the family's to add. */

/**
 * @import { Activation, Attention, FeedForward } from '../description.js'
 * @import { TensorTaker } from './tensor-taker.js'
 *
 * @typedef {{ query: string, key: string, value: string, output: string }} AttentionNames
 * @typedef {Record<keyof AttentionNames, boolean>} Biases
 *
 * @typedef {object} AttentionSizes
 * @property {number} width
 * @property {number} heads
 * @property {number} [kvHeads] as many as heads
 * @property {number} headSize
 * @property {number} [scale] one by the root of the head size
 */

/** @type {Biases} */
export const allBiased = { query: true, key: true, value: true, output: true };

/** @type {Biases} */
export const noneBiased = { query: false, key: false, value: false, output: false };

/**
 * @param {TensorTaker} taker
 * @param {AttentionNames} names
 * @param {AttentionSizes} sizes
 * @param {Biases} [biases]
 * @returns {Attention}
 */
export function attentionBlock(taker, names, { width, heads, kvHeads = heads, headSize, scale = headSize ** -0.5 }, biases = allBiased) {
  const rows = heads * headSize;
  const kvRows = kvHeads * headSize;
  return {
    heads,
    kvHeads,
    headSize,
    scale,
    query: taker.linear(names.query, rows, width, biases.query),
    key: taker.linear(names.key, kvRows, width, biases.key),
    value: taker.linear(names.value, kvRows, width, biases.value),
    output: taker.linear(names.output, width, rows, biases.output),
  };
}

/**
 * @param {TensorTaker} taker
 * @param {{ gate?: string, up: string, down: string }} names
 * @param {number} width
 * @param {number} inner
 * @param {Activation} activation
 * @param {boolean} [hasBias]
 * @returns {FeedForward}
 */
export function feedForwardBlock(taker, names, width, inner, activation, hasBias = true) {
  return {
    activation,
    ...(names.gate === undefined ? {} : { gate: taker.linear(names.gate, inner, width, hasBias) }),
    up: taker.linear(names.up, inner, width, hasBias),
    down: taker.linear(names.down, width, inner, hasBias),
  };
}
