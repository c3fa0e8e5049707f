import { ModelError } from '../model-error.js';
import { megabytes } from './instance.js';

/** @import { HeldTensors } from './held-tensors.js' */
/** @import { RunningStack, Tensor } from './running-stack.js' */

/** The module's numbers of them. */
const kinds = { self: 0, cross: 1 };

/** @typedef {keyof typeof kinds} RunKind */

/** @type {FinalizationRegistry<StackRun[]>} */
const owned = new FinalizationRegistry((runs) => runs.forEach((run) => run.close()));

/** Gives the memory of runs back when nobody has what they belong to any more. @param {object} owner @param {StackRun[]} runs */
export const closeWithOwner = (owner, runs) => owned.register(owner, runs);

/** One sequence on its way through a stack, and what the module keeps of it: queries, keys and values of every layer. */
export class StackRun {
  #instance;
  #tensors;
  #stack;
  #address;
  #encoderLength = 0;
  #length = 0;
  capacity;

  /**
   * @param {HeldTensors} tensors
   * @param {RunningStack} stack
   * @param {number} capacity tokens that there is room for
   * @param {number} [encoderCapacity] states of an encoder that there is room for
   */
  constructor(tensors, stack, capacity, encoderCapacity = 0) {
    this.#instance = tensors.instance;
    this.#tensors = tensors;
    this.#stack = stack;
    this.capacity = capacity;
    this.#address = this.#instance.module.openRun(stack.address, capacity, encoderCapacity);
    this.#instance.heap.refresh();
    if (this.#address === 0) {
      const size = megabytes(this.#instance.module.runBytes(stack.address, capacity, encoderCapacity));
      throw new ModelError('tokens', `expected memory for queries, keys and values of ${capacity}, ${size}, got none`);
    }
  }

  get length() {
    return this.#length;
  }

  #checkOpen() {
    if (this.#address === 0) throw new ModelError('run', 'expected an open one, got one that was closed');
  }

  /** @param {Float32Array} states [length, width of the encoder] @param {number} length */
  giveEncoder(states, length) {
    this.#encoderLength = length;
    this.#instance.withBlocks((block) => {
      const address = block(states.length * 4);
      this.#instance.writeFloats(address, states);
      this.#instance.step('encoder', 'giveEncoder', this.#address, address, length);
    }, 'encoder');
  }

  /**
   * Takes more tokens through all layers.
   * @param {Float32Array} rows [count, width], from the stack's embedding
   * @param {{ self?: Uint8Array, cross?: Uint8Array }} [without] a 1 for each head that is switched off, [layers, heads]
   * @returns {Float32Array} [count, width]
   * @throws {ModelError} closed; no room; weights that are no numbers
   */
  advance(rows, without = {}) {
    this.#checkOpen();
    const count = rows.length / this.#stack.width;
    if (this.#length + count > this.capacity) throw new ModelError('tokens', `expected at most ${this.capacity}, got ${this.#length + count}`);
    const hidden = this.#instance.withBlocks((block) => {
      const address = block(rows.length * 4);
      this.#instance.writeFloats(address, rows);
      const [self, cross] = [without.self, without.cross].map((flags) => {
        if (!flags) return 0;
        const at = block(flags.length);
        this.#instance.heap.bytes.set(flags, at);
        return at;
      });
      this.#instance.step('tokens', 'takeTokens', this.#address, address, count, self, cross);
      return this.#instance.heap.copyFloats(address, rows.length);
    }, 'tokens');
    this.#length += count;
    if (!hidden.every(Number.isFinite)) throw this.#tensors.notFinite();
    return hidden;
  }

  /** Goes back to the first so many tokens. @param {number} length @throws {ModelError} closed */
  truncate(length) {
    this.#checkOpen();
    this.#instance.module.truncate(this.#address, length);
    this.#length = Math.min(this.#length, length);
  }

  /** @param {number} layer @param {RunKind} kind */
  #attention(layer, kind) {
    const { attention, cross } = this.#stack.description.layers[layer];
    return /** @type {import('../description.js').Attention} */ (kind === 'self' ? attention : cross);
  }

  /**
   * @param {number} layer
   * @param {number} head
   * @param {RunKind} kind
   * @returns {Tensor} [queries, keys]
   */
  weights(layer, head, kind) {
    const keys = kind === 'self' ? this.#length : this.#encoderLength;
    return this.#instance.withBlocks((block) => {
      const address = block(this.#length * keys * 4);
      this.#instance.step('attention', 'weightsOfHead', this.#address, layer, kinds[kind], head, address);
      return { data: this.#instance.heap.copyFloats(address, this.#length * keys), shape: [this.#length, keys] };
    }, 'attention');
  }

  /** @param {number} layer @param {number} head @param {RunKind} kind @returns {Tensor} [queries, headSize] */
  queries(layer, head, kind) {
    const { heads } = this.#attention(layer, kind);
    return this.#columns(this.#instance.module.keptQueries(this.#address, layer, kinds[kind]), this.#length, heads, head, layer, kind);
  }

  /** @param {number} layer @param {number} head of the query @param {RunKind} kind @returns {Tensor} [keys, headSize] */
  keys(layer, head, kind) {
    return this.#shared('keptKeys', layer, head, kind);
  }

  /** @param {number} layer @param {number} head of the query @param {RunKind} kind @returns {Tensor} [keys, headSize] */
  values(layer, head, kind) {
    return this.#shared('keptValues', layer, head, kind);
  }

  /** @param {string} name @param {number} layer @param {number} head @param {RunKind} kind */
  #shared(name, layer, head, kind) {
    const { heads, kvHeads } = this.#attention(layer, kind);
    const rows = kind === 'self' ? this.#length : this.#encoderLength;
    return this.#columns(this.#instance.module[name](this.#address, layer, kinds[kind]), rows, kvHeads, Math.floor(head / (heads / kvHeads)), layer, kind);
  }

  /** @param {number} address @param {number} rows @param {number} heads @param {number} head @param {number} layer @param {RunKind} kind @returns {Tensor} */
  #columns(address, rows, heads, head, layer, kind) {
    const { headSize } = this.#attention(layer, kind);
    const data = new Float32Array(rows * headSize);
    for (let t = 0; t < rows; ++t) data.set(this.#instance.heap.copyFloats(address + (t * heads + head) * headSize * 4, headSize), t * headSize);
    return { data, shape: [rows, headSize] };
  }

  /** Gives the memory back: a second time does nothing. */
  close() {
    this.#instance.release(this.#address);
    this.#address = 0;
  }
}
