// How a call crosses the boundary: one instance of the module, replaced after a trap.
import { AttentionError } from './error.js';
import { trapped } from './failure.js';
import { Instance } from './instance.js';
import { INPUTS } from './names.js';
import { Request } from './options.js';
import { TENSOR_SLOTS, lowestBit } from './slots.js';
import { copyAllIn, describe } from './tensor.js';

const MASK = INPUTS.indexOf('mask');

/** What the module does for each method. */
const STEP_OF = { attend: 'compute', explain: 'compute', iterate: 'compute', append: 'append', session: 'openSession' };

export class Caller {
  #compiled;
  /** @type {Instance | null} */
  #instance;
  #request = new Request();
  #busy = false;

  /** @param {WebAssembly.Module} compiled @throws {AttentionError} unavailable */
  constructor(compiled) {
    this.#compiled = compiled;
    this.#instance = new Instance(compiled);
  }

  /** The running instance; null after a trap, until the next call. */
  get instance() {
    return this.#instance;
  }

  /**
   * @template Result
   * @param {import('./options.js').Method} method
   * @param {unknown} inputs
   * @param {unknown} options
   * @param {(instance: Instance, request: Request) => Result} readResult
   * @param {number} [session] the address of a session's cache
   * @param {string} [step] what the module does
   * @returns {Result}
   */
  call(method, inputs, options, readResult, session = NaN, step = STEP_OF[method]) {
    if (this.#busy) {
      throw new AttentionError('option', 'inputs', 'expected inputs that can be read without calling the engine, got a call');
    }
    this.#busy = true;
    try {
      const instance = (this.#instance ??= new Instance(this.#compiled));
      this.#request.read(instance.slots, method, inputs, options, session);
      this.#compute(instance, this.#request, step);
      return readResult(instance, this.#request);
    } finally {
      this.#request.clear();
      this.#instance?.release();
      this.#busy = false;
    }
  }

  /**
   * Copies the tensors in, but for a check, and runs the call.
   * @param {Instance} instance
   * @param {Request} request
   * @param {string} step
   */
  #compute(instance, request, step) {
    let bytes = 0;
    for (let rest = request.present; rest !== 0; rest &= rest - 1) {
      const i = lowestBit(rest);
      bytes += describe(instance.slots, i * TENSOR_SLOTS, request.tensors[i], INPUTS[i], i === MASK);
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
   * Runs a step of the module. After a trap the instance is discarded: its stack and its memory are in
   * no known state. The next call starts a fresh one.
   * @param {Instance} instance
   * @param {string} step
   * @param {number[]} bytes what reserve takes
   */
  #step(instance, step, ...bytes) {
    let ok;
    try {
      ok = step === 'compute' ? instance.compute() : instance.step(step, ...bytes);
    } catch (error) {
      this.#instance = null;
      throw new AttentionError(...trapped(error), { cause: error });
    }
    if (!ok) throw new AttentionError(...instance.failure());
  }
}

