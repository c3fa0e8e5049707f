// A description, with the tensors where they lie in memory, as records of the module.
import { WEIGHT_TYPES } from '../generated/fields.js';

/** @import { Attention, FeedForward, Floats, Head, Layer, Linear, Norm, Rotary, Stack, TensorPart } from '../description.js' */
/** @import { HeldTensors } from './held-tensors.js' */

/** Turns parts of a description into what the module reads. */
export class Records {
  #instance;
  #tensors;

  /** @param {HeldTensors} tensors */
  constructor(tensors) {
    this.#instance = tensors.instance;
    this.#tensors = tensors;
  }

  /** @param {TensorPart} part */
  matrix({ tensor, firstRow = 0, rows, scales: ofFile }) {
    const held = this.#tensors.matrix(tensor);
    const [number, elements, bytes] = WEIGHT_TYPES[held.type];
    const scales = ofFile === undefined ? held.scales : this.#tensors.floats(ofFile).address;
    return {
      type: number,
      data: held.address + firstRow * held.columns / elements * bytes,
      scales: scales === 0 ? 0 : scales + firstRow * 4,
      rows: rows ?? held.rows - firstRow,
      columns: held.columns,
    };
  }

  /** @param {Floats} [floats] @returns {number} their address, 0 without any */
  floats(floats) {
    if (!floats) return 0;
    if ('tensor' in floats) return this.#tensors.floats(floats.tensor).address + (floats.firstRow ?? 0) * 4;
    const address = this.#tensors.block(floats.data.length * 4, 'positions');
    this.#instance.writeFloats(address, floats.data);
    return address;
  }

  /** @param {Linear} [linear] */
  linear(linear) {
    return linear && { weights: this.matrix(linear.weights), bias: this.floats(linear.bias) };
  }

  /** @param {Norm} [norm] */
  norm(norm) {
    return norm && { type: norm.type, weight: this.floats(norm.weight), bias: this.floats(norm.bias), epsilon: norm.epsilon, addsOne: norm.addsOne };
  }

  /** @param {Attention | FeedForward} block */
  #residual({ before, after, sum, layerScale, shortcut }) {
    return { before: this.norm(before), after: this.norm(after), sum: this.norm(sum), layerScale: this.floats(layerScale), shortcut: this.linear(shortcut) };
  }

  /** @param {Attention} [attention] */
  #attention(attention) {
    if (!attention) return undefined;
    const { heads, kvHeads, headSize, scale, softcap, window, rotary, isBiased, query, key, value, output, queryNorm, keyNorm } = attention;
    return {
      residual: this.#residual(attention), heads, kvHeads, headSize, scale, softcap, ...window, rotary, isBiased,
      query: this.linear(query), key: this.linear(key), value: this.linear(value), output: this.linear(output),
      queryNorm: this.norm(queryNorm), keyNorm: this.norm(keyNorm),
    };
  }

  /** @param {FeedForward} block */
  #feedForward(block) {
    return { residual: this.#residual(block), activation: block.activation, gate: this.linear(block.gate), up: this.linear(block.up), down: this.linear(block.down) };
  }

  /** @param {Layer} layer */
  layer({ attention, cross, feedForward }) {
    return { attention: this.#attention(attention), cross: this.#attention(cross), feedForward: this.#feedForward(feedForward) };
  }

  /** @param {Rotary} [rotary] */
  #rotary(rotary) {
    if (!rotary) return undefined;
    const frequencies = this.#tensors.block(rotary.frequencies.length * 8, 'rotary frequencies');
    this.#instance.writeDoubles(frequencies, rotary.frequencies);
    return { pairs: rotary.frequencies.length, frequencies, isInterleaved: rotary.pairs === 'interleaved', factor: rotary.factor };
  }

  /** @param {Stack} stack */
  stack({ width, isCausal, finalNorm, rotaries = [], relativeBias }) {
    return {
      width, isCausal, finalNorm: this.norm(finalNorm), firstRotary: this.#rotary(rotaries[0]), secondRotary: this.#rotary(rotaries[1]),
      relativeBias: relativeBias && { ...relativeBias, table: this.floats(relativeBias.table) },
    };
  }

  /** @param {Head} head */
  head({ scale, norm, dense, activation, denseNorm, output, softcap, isNormalized }) {
    return {
      scale, norm: this.norm(norm), dense: this.linear(dense), activation, denseNorm: this.norm(denseNorm), output: this.linear(output), softcap, isNormalized,
    };
  }
}
