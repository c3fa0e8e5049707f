import instantiate from '#module';
import { AttentionError } from './error.js';
import { PEAK_BYTES } from './slots.js';

/**
 * The module's memory, seen as the three types that calls use.
 * @typedef {{ bytes: Uint8Array, floats: Float32Array, doubles: Float64Array }} Heap
 */

/** One running instance of the WebAssembly module. No view of its memory leaves the engine's files. */
export class Instance {
  #module;
  /** @type {Heap} */
  heap;
  /** The numbers of a call; cpp/bindings/call.h tells which. @type {Float64Array} */
  slots;
  /** Where a call's inputs start, and how many bytes there are from there on. */
  arenaStart = 0;
  arenaBytes = 0;
  /** What every instance has without taking anything from its heap. */
  #staticBytes;

  /**
   * @param {WebAssembly.Module} compiled
   * @throws {AttentionError} unavailable
   */
  constructor(compiled) {
    try {
      this.#module = instantiate({
        /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance) => void} receive */
        instantiateWasm(imports, receive) {
          const instance = new WebAssembly.Instance(compiled, imports);
          receive(instance);
          return instance.exports;
        },
      });
      this.slots = this.#module.slots();
      this.heap = this.#views();
      this.#locateArena();
      this.#staticBytes = this.arenaBytes;
    } catch (error) {
      throw new AttentionError('unavailable', 'wasm', `expected the module to start, got ${error}`, { cause: error });
    }
  }

  #views() {
    const { buffer } = this.slots;
    return { bytes: new Uint8Array(buffer), floats: new Float32Array(buffer), doubles: new Float64Array(buffer) };
  }

  #locateArena() {
    const arena = this.#module.arena();
    this.arenaStart = arena.byteOffset;
    this.arenaBytes = arena.byteLength;
  }

  /** When the memory grows, every view of it loses its buffer. */
  #refresh() {
    if (this.slots.length > 0) return;
    this.slots = this.#module.slots();
    this.heap = this.#views();
  }

  /** Checks the call's shapes and makes room for it. @returns {boolean} false if the call has failed */
  prepare() {
    const ok = this.#module.prepare();
    this.#refresh();
    this.#locateArena();
    return ok;
  }

  /** Checks the call and computes it. @returns {boolean} false if the call has failed */
  compute() {
    const ok = this.#module.compute();
    this.#refresh();
    return ok;
  }

  /** Gives back what a large call took beyond the static arena. */
  release() {
    if (this.slots[PEAK_BYTES] <= this.#staticBytes) return;
    this.#module.release();
    this.#locateArena();
  }

  /** What the last failed call expected and got. */
  message() {
    return String.fromCharCode(...this.#module.message());
  }
}
