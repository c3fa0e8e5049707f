/** Takes a checkpoint's tensors by name, and notes each, so that none is overlooked: one that nothing takes is an error. */

import { ModelError } from '../model-error.js';

/**
 * @import { Linear, Norm, TensorPart } from '../description.js'
 *
 * @typedef {{ type: string, shape: number[] }} TensorHead
 */

/** Types that hold numbers with a fraction: safetensors' own, and GGUF's blocks. */
const fractional = /^(F64|F32|F16|BF16|MXFP4|I?Q\d\w*|TQ\d\w*)$/;

/** @param {number[]} shape */
const written = (shape) => `[${shape.join(',')}]`;

export class TensorTaker {
  /** Of the whole checkpoint; a taker within a prefix shares it. @type {{ taken: Set<string>, ignored: Set<string> }} */
  #notes;
  #tensors;
  #prefix;

  /**
   * @param {Map<string, TensorHead>} tensors
   * @param {string} [prefix]
   * @param {{ taken: Set<string>, ignored: Set<string> }} [notes]
   */
  constructor(tensors, prefix = '', notes = { taken: new Set(), ignored: new Set() }) {
    this.#tensors = tensors;
    this.#prefix = prefix;
    this.#notes = notes;
  }

  /** @param {string} prefix @returns {TensorTaker} of the tensors whose names begin so */
  within(prefix) {
    return new TensorTaker(this.#tensors, this.#prefix + prefix, this.#notes);
  }

  /** @param {string} prefix that files with a head write, and files without one do not @returns {TensorTaker} */
  withinIfThere(prefix) {
    return this.hasAny(prefix) ? this.within(prefix) : this;
  }

  /** @param {string} prefix */
  hasAny(prefix) {
    return Array.from(this.#tensors.keys()).some((name) => name.startsWith(this.#prefix + prefix));
  }

  /** @param {string} name */
  has(name) {
    return this.#tensors.has(this.#prefix + name);
  }

  /**
   * @param {string} name
   * @param {number[]} shape what it must be
   * @returns {TensorPart}
   * @throws {ModelError}
   */
  take(name, shape) {
    const tensor = this.#prefix + name;
    const head = this.#tensors.get(tensor);
    if (!head) throw new ModelError(tensor, `expected a tensor of shape ${written(shape)}, got none`);
    if (written(head.shape) !== written(shape)) throw new ModelError(tensor, `expected ${written(shape)}, got ${written(head.shape)}`);
    this.#notes.taken.add(tensor);
    if (head.type === 'I8' && this.has(`${name}.scales`)) return { tensor, scales: this.take(`${name}.scales`, [shape[0]]).tensor };
    if (head.type === 'I8') throw new ModelError(tensor, `expected ${tensor}.scales beside I8, got none`);
    if (!fractional.test(head.type)) throw new ModelError(tensor, `expected F32, F16, BF16, F64 or a block type of GGUF, got ${head.type}`);
    return { tensor };
  }

  /** @param {string} name @param {number} output @param {number} input @param {boolean} [hasBias] @returns {Linear} */
  linear(name, output, input, hasBias = true) {
    const weights = this.take(`${name}.weight`, [output, input]);
    return hasBias ? { weights, bias: this.take(`${name}.bias`, [output]) } : { weights };
  }

  /**
   * Old files of BERT call the weight gamma and the bias beta, of norms only.
   * @param {string} name
   * @param {number} width
   * @param {number} epsilon
   * @param {boolean} [hasBias]
   * @returns {Norm}
   */
  layerNorm(name, width, epsilon, hasBias = true) {
    const isOld = /(^|\.)LayerNorm$/.test(name) && this.has(`${name}.gamma`);
    const weight = this.take(`${name}.${isOld ? 'gamma' : 'weight'}`, [width]);
    const bias = hasBias ? { bias: this.take(`${name}.${isOld ? 'beta' : 'bias'}`, [width]) } : {};
    return { type: 'layer', weight, ...bias, epsilon };
  }

  /** @param {string} name @param {number} width @param {number} epsilon @param {boolean} [addsOne] @returns {Norm} */
  rmsNorm(name, width, epsilon, addsOne = false) {
    const weight = this.take(`${name}.weight`, [width]);
    return addsOne ? { type: 'rms', weight, epsilon, addsOne } : { type: 'rms', weight, epsilon };
  }

  /** Lets a tensor be that the model does not use, such as a copy of what is tied. @param {string} name */
  ignoreName(name) {
    if (this.has(name)) this.#notes.ignored.add(this.#prefix + name);
  }

  /** Lets all such tensors be. @param {RegExp} pattern of a name without the prefix */
  ignore(pattern) {
    for (const name of this.#tensors.keys()) {
      if (name.startsWith(this.#prefix) && pattern.test(name.slice(this.#prefix.length))) this.#notes.ignored.add(name);
    }
  }

  /**
   * @param {string} architecture for the error
   * @returns {string[]} the names that were ignored
   * @throws {ModelError} where a tensor was neither taken nor ignored
   */
  finish(architecture) {
    for (const [name, { shape }] of this.#tensors) {
      const isKnown = this.#notes.taken.has(name) || this.#notes.ignored.has(name);
      const fault = `expected a tensor of ${architecture}, got one of shape ${written(shape)} that it does not use`;
      if (!isKnown) throw new ModelError(name, fault);
    }
    return Array.from(this.#notes.ignored).filter((name) => !this.#notes.taken.has(name));
  }
}
