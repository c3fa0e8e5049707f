// A call crosses the boundary here: its numbers go into the slots and its tensors into the arena, and one step computes it.
import { AttentionError } from '../wasm/error.js';
import { Restarting } from '../wasm/restarting.js';
import { EngineInstance } from './engine-instance.js';
import { INPUTS } from './generated/boundary.js';
import { Request } from './options.js';
import { SLOT, lowestBit } from './slots.js';
import { copyAllIn, describe } from './tensor.js';

const MASK = INPUTS.indexOf('mask');

/** The step of the module that does each method's work. */
const STEP_OF = { attend: 'compute', explain: 'compute', iterate: 'compute', append: 'append', session: 'openSession' };

export class Caller {
  /** @type {Restarting<EngineInstance>} */
  #engine;
  #request = new Request();
  #busy = false;

  /** @param {WebAssembly.Module} compiled @throws {AttentionError} unavailable */
  constructor(compiled) {
    this.#engine = new Restarting(() => new EngineInstance(compiled));
    this.#engine.start();
  }

  /** The running instance; null after a trap, until the next call. */
  get instance() {
    return this.#engine.current;
  }

  /**
   * @template Result
   * @param {import('./options.js').Method} method
   * @param {unknown} inputs
   * @param {unknown} options
   * @param {(instance: EngineInstance, request: Request) => Result} readResult
   * @param {number} [session] the address of a session's cache
   * @param {string} [step] what the module does
   * @returns {Result}
   */
  call(method, inputs, options, readResult, session = NaN, step = STEP_OF[method]) {
    this.#enter();
    try {
      const instance = this.#engine.start();
      this.#request.read(instance.slots, method, inputs, options, session);
      this.#compute(instance, this.#request, step);
      return readResult(instance, this.#request);
    } finally {
      this.#request.clear();
      this.#leave();
    }
  }

  /**
   * Changes a session of the running instance.
   * @param {EngineInstance} instance
   * @param {'truncate' | 'closeSession'} step
   * @param {number} session the address of its cache
   * @param {number} length that is left
   */
  change(instance, step, session, length) {
    this.#enter();
    try {
      instance.slots[SLOT.session] = session;
      instance.slots[SLOT.capacity] = length;
      this.#step(instance, step);
    } finally {
      this.#leave();
    }
  }

  /** Begins a call: only one at a time has the slots and the arena. @throws {AttentionError} option: a getter of its inputs makes another */
  #enter() {
    if (this.#busy) {
      throw new AttentionError('option', 'inputs', 'expected inputs that can be read without calling the engine, got a call');
    }
    this.#busy = true;
  }

  /** Ends a call, however it went. */
  #leave() {
    this.#busy = false;
    try {
      this.#engine.current?.release();
    } catch (error) {
      this.#engine.told(error); // The call itself has its result, so nobody is told.
    }
  }

  /**
   * Copies the tensors in, but for a check, and runs the call.
   * @param {EngineInstance} instance
   * @param {Request} request
   * @param {string} step
   */
  #compute(instance, request, step) {
    let bytes = 0;
    for (let rest = request.present; rest !== 0; rest &= rest - 1) {
      const i = lowestBit(rest);
      bytes += describe(instance.slots, request, i, i === MASK);
    }
    request.bytes = bytes;
    const fits = bytes <= instance.arenaBytes;
    if (!fits && step === 'append') this.#step(instance, 'reserve', bytes);
    else if (!fits && step !== 'check') this.#step(instance, 'prepare');
    // A check needs no elements, but what is wrong with them comes first where no memory has to be reserved.
    if (fits || step !== 'check') copyAllIn(instance, instance.arenaStart, request);
    this.#step(instance, step);
  }

  /**
   * Runs a step of the module.
   * @param {EngineInstance} instance
   * @param {string} step
   * @param {number[]} bytes what reserve takes
   */
  #step(instance, step, ...bytes) {
    let failure;
    try {
      const ok = step === 'compute' ? instance.compute() : instance.step(step, ...bytes);
      if (ok) return;
      failure = heldBySessions(instance, instance.failure());
    } catch (error) {
      throw this.#engine.told(error);
    }
    throw new AttentionError(...failure);
  }
}

/**
 * Says of a call that memory cannot hold what open sessions hold of it: they may have been forgotten.
 * @param {EngineInstance} instance
 * @param {import('../wasm/failure.js').Failure} failure
 * @returns {import('../wasm/failure.js').Failure}
 */
function heldBySessions({ sessionBytes }, failure) {
  const [code, argument, detail] = failure;
  if (code !== 'memory' || sessionBytes.size === 0) return failure;
  let bytes = 0;
  for (const held of sessionBytes.values()) bytes += held;
  const sessions = sessionBytes.size === 1 ? '1 open session holds' : `${sessionBytes.size} open sessions hold`;
  return [code, argument, `${detail}; ${sessions} ${bytes} bytes until delete()`];
}
