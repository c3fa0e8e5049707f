import { Caller } from './caller.js';
import { Pool } from './pool.js';
import { readAttended, readIteration, readTrace } from './results.js';
import { openSession } from './session.js';
import { PEAK_BYTES } from './slots.js';
import { DividedCall } from './divided-call.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {import('./options.js').Inputs} Inputs */

/** @typedef {import('./attend-result.js').Attended} Attended */

/**
 * What attend returns for these options: what they ask for is there.
 * @template Options
 * @typedef {Attended
 *   & (Options extends { weights: true } ? { weights: Tensor } : {})
 *   & (Options extends { scores: string } ? { scores: Tensor } : {})
 *   & (Options extends { logSumExp: true } ? { logSumExp: Tensor } : {})
 *   & (Options extends { present: true } ? { presentKey: Tensor, presentValue: Tensor } : {})} AttendedFor
 */

/**
 * The attention engine. Every call copies its inputs in and its results out; the caller's arrays are
 * never changed, detached or kept.
 */
export class Attention {
  #caller;
  #pool;

  /**
   * @internal
   * @param {WebAssembly.Module} compiled
   * @param {import('./workers.js').WorkerSource} source
   * @param {import('./load.js').Simd} [simd]
   * @throws {AttentionError} unavailable
   */
  constructor(compiled, source, simd) {
    /** The build of the module that runs; undefined where the caller brought the module. */
    this.simd = simd;
    this.#caller = new Caller(compiled);
    this.#pool = new Pool(compiled, source);
  }

  /**
   * Attention: scores, scaled, capped, biased, masked, normalised to weights; output = weights x value.
   * Within 2e-6 * max(1, sum |w| of the row) of float64 for inputs in -1..1.
   * @template {import('./options.js').AttendOptions} [Options={}]
   * @param {Inputs} inputs
   * @param {Options} [options]
   * @returns {AttendedFor<Options>}
   * @throws {AttentionError}
   */
  attend(inputs, options) {
    return /** @type {AttendedFor<Options>} */ (this.#caller.call('attend', inputs, options, readAttended));
  }

  /**
   * Attend by workers: the same digits and errors, while the calling thread stays free. The inputs are
   * copied before it returns. Where no worker can be started, the calling thread computes, and is given
   * back every few milliseconds. Calls of less than two milliseconds are computed at once.
   * @template {import('./options.js').AttendOptions} [Options={}]
   * @param {Inputs} inputs
   * @param {Options} [options]
   * @param {import('./pool.js').AsyncOptions} [settings]
   * @returns {Promise<AttendedFor<Options>>}
   * @throws {AttentionError} as attend, aborted, worker
   */
  attendAsync(inputs, options, settings) {
    return this.#pool.attend(
      settings,
      (allocate) => this.#caller.call('attend', inputs, options, (instance, request) => new DividedCall(instance, request, allocate), NaN, 'check'),
      () => this.attend(inputs, options),
    );
  }

  /**
   * Every stage of attend as a tensor of at most a million elements, and one row term by term.
   * @param {Inputs} inputs
   * @param {import('./options.js').ExplainOptions} [options]
   * @returns {import('./results.js').Trace}
   * @throws {AttentionError}
   */
  explain(inputs, options) {
    return this.#caller.call('explain', inputs, options, readTrace);
  }

  /**
   * Feeds the output back as the query until it is at rest or the steps are used up (Ramsauer et al.
   * 2020). Dv must equal D.
   * @param {Inputs} inputs
   * @param {import('./options.js').IterateOptions} [options]
   * @returns {import('./results.js').Iteration}
   * @throws {AttentionError}
   */
  iterate(inputs, options) {
    return this.#caller.call('iterate', inputs, options, readIteration);
  }

  /**
   * Keys and values that stay in the engine, for decoding token after token.
   * @param {import('./session.js').SessionOptions} options
   * @returns {import('./session.js').Session}
   * @throws {AttentionError} type, option, range, memory
   */
  session(options) {
    return openSession(this.#caller, options);
  }

  /** Bytes of the engine's WebAssembly memory now. */
  get memoryBytes() {
    return this.#caller.instance?.memoryBytes ?? 0;
  }

  /** Bytes that the last call took at its peak: inputs, results and scratch. */
  get lastCallBytes() {
    return this.#caller.instance?.slots[PEAK_BYTES] ?? 0;
  }
}
