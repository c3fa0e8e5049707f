import instantiate from '../../build/wasm/attention-lab.js';
import { AttentionError } from './error.js';
import { CODES, INPUTS, LAYOUT, OUTPUTS, SCALARS } from '../engine/generated/boundary.js';
import { ARGUMENT, CODE, PEAK_BYTES } from '../engine/slots.js';

/** What an error of the module can be about: its number is the place in this list. @type {readonly string[]} */
const ARGUMENTS = [...INPUTS, ...SCALARS, ...OUTPUTS];

/**
 * The module's memory, seen as the three types that calls use.
 * @typedef {{ bytes: Uint8Array, floats: Float32Array, doubles: Float64Array }} Heap
 */

/** @param {any} buffer @returns {Heap} */
export const viewsOf = (buffer) => ({ bytes: new Uint8Array(buffer), floats: new Float32Array(buffer), doubles: new Float64Array(buffer) });

/** One running instance of the WebAssembly module. No view of its memory leaves the engine's files. */
export class Instance {
  #module;
  /** @type {any} a WebAssembly.Memory */
  #memory;
  /** @type {Heap} */
  heap = viewsOf(new ArrayBuffer(0));
  /** The numbers of a call; cpp/bindings/call.h tells which. */
  slots = this.heap.doubles;
  /** Where a call's inputs start, and how many bytes there are from there on. */
  arenaStart = 0;
  arenaBytes = 0;
  /** What each open session holds, by its address. @type {Map<number, number>} */
  sessionBytes = new Map();
  /** What every instance has without taking anything from its heap. */
  #staticBytes;

  /**
   * @param {WebAssembly.Module} compiled
   * @throws {AttentionError} unavailable
   */
  constructor(compiled) {
    try {
      this.#module = instantiate({
        // Else the glue makes an address from import.meta.url, on which a Blob can build none.
        locateFile: String,
        /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance) => void} receive */
        instantiateWasm: (imports, receive) => {
          const instance = new WebAssembly.Instance(compiled, imports);
          // Its name among the exports is for the linker to choose.
          this.#memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
          receive(instance);
          return instance.exports;
        },
      });
      this.#checkBuild();
      this.#refresh();
      this.#locateArena();
      this.#staticBytes = this.arenaBytes;
    } catch (error) {
      if (error instanceof AttentionError) throw error;
      throw new AttentionError('unavailable', 'wasm', `expected the module to start, got ${error}`, { cause: error });
    }
  }

  /** @throws {AttentionError} unavailable: the module is of another build than this script */
  #checkBuild() {
    const layout = this.#module.layout?.();
    if (layout === LAYOUT) return;
    throw new AttentionError('unavailable', 'wasm', `expected the module of this script's build, ${LAYOUT}, got one of ${layout ?? 'none'}`);
  }

  /** When the memory grows, every view of it loses its buffer. */
  #refresh() {
    if (this.slots.length > 0) return;
    this.heap = viewsOf(this.#memory.buffer);
    this.slots = this.heap.doubles.subarray(this.#module.slots() / Float64Array.BYTES_PER_ELEMENT);
  }

  #locateArena() {
    this.arenaStart = this.#module.arena();
    this.arenaBytes = this.#module.arenaBytes();
  }

  /**
   * A step that is taken once in a while: prepare, check, reserve, openSession, append, truncate, closeSession.
   * @param {string} name
   * @param {number[]} bytes what reserve takes
   * @returns {boolean} false if the call has failed
   */
  step(name, ...bytes) {
    const ok = this.#module[name](...bytes);
    this.#refresh();
    this.#locateArena();
    return ok !== 0;
  }

  /** Checks the call and computes it. @returns {boolean} false if the call has failed */
  compute() {
    const ok = this.#module._attn_compute();
    this.#refresh();
    return ok !== 0;
  }

  /** Bytes of the module's memory. It grows, and does not shrink. */
  get memoryBytes() {
    return this.heap.bytes.length;
  }

  /** Gives back what a large call took beyond the static arena. */
  release() {
    if (Math.max(this.arenaBytes, this.slots[PEAK_BYTES]) <= this.#staticBytes) return;
    this.#module.release();
    this.#locateArena();
  }

  /** What was wrong with the last call. @returns {import('./failure.js').Failure} */
  failure() {
    const start = this.#module.message();
    const message = String.fromCharCode(...this.heap.bytes.subarray(start, this.heap.bytes.indexOf(0, start)));
    return [/** @type {import('./error.js').ErrorCode} */ (CODES[this.slots[CODE]]), ARGUMENTS[this.slots[ARGUMENT]], message];
  }
}
