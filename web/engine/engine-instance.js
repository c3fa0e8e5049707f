import instantiate from '../../build/wasm/attention-lab.js';
import { textAt } from '../wasm/heap.js';
import { Instance } from '../wasm/instance.js';
import { CODES, INPUTS, LAYOUT, OUTPUTS, SCALARS } from './generated/boundary.js';
import { ARGUMENT, CODE, PEAK_BYTES } from './slots.js';

/** What an error of the module can be about: its number is the place in this list. @type {readonly string[]} */
const ARGUMENTS = [...INPUTS, ...SCALARS, ...OUTPUTS];

/** A running engine: the slots in which a call crosses the boundary, and the arena that its inputs lie in. */
export class EngineInstance extends Instance {
  /** The numbers of a call; cpp/bindings/call.h tells which. */
  slots = new Float64Array(0);
  /** Where a call's inputs start, and how many bytes there are from there on. */
  arenaStart = 0;
  arenaBytes = 0;
  /** What each open session holds, by its address. @type {Map<number, number>} */
  sessionBytes = new Map();
  /** The part of the arena that takes nothing from the heap: each instance has it. */
  #staticBytes;

  /** @param {WebAssembly.Module} compiled @throws {AttentionError} unavailable */
  constructor(compiled) {
    super(compiled, instantiate, LAYOUT);
    this.#locateSlots();
    this.#locateArena();
    this.#staticBytes = this.arenaBytes;
  }

  #locateSlots() {
    this.slots = this.heap.doubles.subarray(this.module.slots() / Float64Array.BYTES_PER_ELEMENT);
  }

  #locateArena() {
    this.arenaStart = this.module.arena();
    this.arenaBytes = this.module.arenaBytes();
  }

  /**
   * A step that is taken once in a while: prepare, check, reserve, openSession, append, truncate, closeSession.
   * @param {string} name
   * @param {number[]} bytes what reserve takes
   * @returns {boolean} false if the call has failed
   */
  step(name, ...bytes) {
    const ok = this.module[name](...bytes);
    if (this.heap.refresh()) this.#locateSlots();
    this.#locateArena();
    return ok !== 0;
  }

  /** Checks the call and computes it. @returns {boolean} false if the call has failed */
  compute() {
    const ok = this.module._attn_compute();
    if (this.heap.refresh()) this.#locateSlots();
    return ok !== 0;
  }

  /** Gives back what a large call took beyond the static arena. */
  release() {
    if (Math.max(this.arenaBytes, this.slots[PEAK_BYTES]) <= this.#staticBytes) return;
    this.module.release();
    this.#locateArena();
  }

  /** What was wrong with the last call. @returns {import('../wasm/failure.js').Failure} */
  failure() {
    const code = /** @type {import('../wasm/error.js').ErrorCode} */ (CODES[this.slots[CODE]]);
    return [code, ARGUMENTS[this.slots[ARGUMENT]], textAt(this.heap.bytes, this.module.message())];
  }
}
