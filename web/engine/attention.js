import { attendedOf } from './attended.js';
import { AttentionError } from './error.js';
import { failureOf, trapped } from './failure.js';
import { Instance } from './instance.js';
import { INPUTS } from './names.js';
import { Request } from './options.js';
import { Pool } from './pool.js';
import { Session } from './session.js';
import { CONVERGED, OUTPUT, PEAK_BYTES, SLOT, STEPS, TENSOR_SLOTS, lowestBit, slotOfOutput } from './slots.js';
import { copyAllIn, copyOut, describe, shapeOf } from './tensor.js';
import { Whole } from './whole.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */
/** @typedef {import('./options.js').Inputs} Inputs */

/** @typedef {import('./attended.js').Attended} Attended */

/**
 * What attend returns for these options: what they ask for is there.
 * @template Options
 * @typedef {Attended
 *   & (Options extends { weights: true } ? { weights: Tensor } : {})
 *   & (Options extends { scores: string } ? { scores: Tensor } : {})
 *   & (Options extends { present: true } ? { presentKey: Tensor, presentValue: Tensor } : {})} AttendedFor
 */

/**
 * The computation, stage by stage. Of the shape of the weights where no other is told.
 * @typedef {object} Trace
 * @property {Tensor} scores s(i,j), before the scale
 * @property {Tensor} scaled
 * @property {Tensor} capped
 * @property {Tensor} withBias ALiBi and a numeric mask added
 * @property {Tensor} biased with every mask, as -Infinity
 * @property {Tensor} rowMax [B,H,Tq]; [Tq]; []: the largest unmasked score, -Infinity where there is none
 * @property {Tensor} exponentials what stands above the line in each weight: for softmax exp((s - max) / t)
 * @property {Tensor} rowSum [B,H,Tq]; [Tq]; []: the sum of the row's exponentials
 * @property {Tensor} weights
 * @property {Tensor} output
 * @property {{ batch: number, head: number, query: number, products: Tensor, weightedValues: Tensor }} [row]
 *   the terms of each score [Tk,terms], whose sum is the score, and the weighted values [Tk,Dv] of one row
 */

/**
 * @typedef {object} Iteration
 * @property {Tensor[]} states the query, and the state after each step
 * @property {number} steps how many were taken
 * @property {boolean} converged whether the last step moved nothing by more than the tolerance
 */

const MASK = INPUTS.indexOf('mask');

/** What the module does for each method. */
const STEP_OF = { attend: 'compute', explain: 'compute', iterate: 'compute', append: 'append', session: 'openSession' };

/**
 * The attention engine. Every call copies its inputs in and its results out; the caller's arrays are
 * never changed, detached or kept.
 */
export class Attention {
  #compiled;
  /** @type {Instance | null} */
  #instance;
  #request = new Request();
  #busy = false;
  #pool;

  /**
   * @param {WebAssembly.Module} compiled
   * @param {import('./pool.js').WorkerSource} source
   * @throws {AttentionError} unavailable
   */
  constructor(compiled, source) {
    this.#compiled = compiled;
    this.#pool = new Pool(compiled, source);
    this.#instance = new Instance(compiled);
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
    return /** @type {AttendedFor<Options>} */ (this.#call('attend', inputs, options, readAttended));
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
      () => this.#call('attend', inputs, options, readWhole, NaN, 'check'),
      () => this.attend(inputs, options),
    );
  }

  /**
   * Every stage of attend as a tensor of at most a million elements, and one row term by term.
   * @param {Inputs} inputs
   * @param {import('./options.js').ExplainOptions} [options]
   * @returns {Trace}
   * @throws {AttentionError}
   */
  explain(inputs, options) {
    return this.#call('explain', inputs, options, readTrace);
  }

  /**
   * Feeds the output back as the query until it is at rest or the steps are used up (Ramsauer et al.
   * 2020). Dv must equal D.
   * @param {Inputs} inputs
   * @param {import('./options.js').IterateOptions} [options]
   * @returns {Iteration}
   * @throws {AttentionError}
   */
  iterate(inputs, options) {
    return this.#call('iterate', inputs, options, readIteration);
  }

  /**
   * Keys and values that stay in the engine, for decoding token after token.
   * @param {import('./session.js').SessionOptions} options
   * @returns {Session}
   * @throws {AttentionError} type, option, range, memory
   */
  session(options) {
    const { batch, numHeads = options?.numKvHeads, numKvHeads = numHeads, headSize, valueSize = headSize, ...rest } = options ?? {};
    const sizes = { batch, numKvHeads, headSize, valueSize, ...rest };
    for (const name of /** @type {const} */ (['headSize', 'capacity'])) {
      if (options?.[name] === undefined) throw new AttentionError('missing', name, 'expected a whole number above 0, got none');
    }
    const cache = this.#call('session', {}, sizes, ({ slots }) => slots[SLOT.session]);
    const instance = this.#instance;
    /** @type {<Result>(use: () => Result) => Result} */
    const within = (use) => {
      if (this.#instance === instance) return use();
      throw new AttentionError('unavailable', 'session', 'expected a session of the running engine, got one lost with a stopped instance');
    };
    /** @param {string} step @param {number} length */
    const change = (step, length) => within(() => {
      if (instance === null) return;
      instance.slots[SLOT.session] = cache;
      instance.slots[SLOT.capacity] = length;
      instance.step(step);
    });
    return new Session({
      append: (keyValue) => within(() => this.#call('append', keyValue, undefined, ({ slots }) => slots[STEPS], cache)),
      attend: (inputs, given) => within(() => this.#call('attend', inputs, { numHeads, numKvHeads, ...given }, readAttended, cache)),
      truncate: (length) => change('truncate', length),
      close: () => {
        if (this.#instance === instance) change('closeSession', 0);
      },
    }, sizes.capacity);
  }

  /** Bytes of the engine's WebAssembly memory now. */
  get memoryBytes() {
    return this.#instance?.memoryBytes ?? 0;
  }

  /** Bytes that the last call took at its peak: inputs, results and scratch. */
  get lastCallBytes() {
    return this.#instance?.slots[PEAK_BYTES] ?? 0;
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
  #call(method, inputs, options, readResult, session = NaN, step = STEP_OF[method]) {
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
    if (!ok) throw new AttentionError(...failureOf(instance));
  }
}

/** @param {Instance} instance @param {Request} request */
const readAttended = (instance, request) => attendedOf(request, (output) => copyOut(instance, slotOfOutput(output)));

/** @param {Instance} instance @param {Request} request */
const readWhole = (instance, request) => new Whole(instance, request);

/** @param {Instance} instance @param {Request} request @returns {Trace} */
function readTrace(instance, request) {
  /** @param {import('./names.js').OutputName} name */
  const read = (name) => copyOut(instance, slotOfOutput(OUTPUT[name]));
  /** @type {Trace} */
  const trace = {
    scores: read('scores'),
    scaled: read('scaled'),
    capped: read('capped'),
    withBias: read('withBias'),
    biased: read('biased'),
    rowMax: read('rowMax'),
    exponentials: read('exponentials'),
    rowSum: read('rowSum'),
    weights: read('weights'),
    output: read('output'),
  };
  if (request.row !== null) {
    trace.row = { ...request.row, products: read('products'), weightedValues: read('weightedValues') };
  }
  return trace;
}

/** @param {Instance} instance @returns {Iteration} */
function readIteration(instance) {
  const { slots } = instance;
  const steps = slots[STEPS];
  const { data } = copyOut(instance, slotOfOutput(OUTPUT.states), steps + 1);
  const size = data.length / (steps + 1);
  const shape = shapeOf(slots, 0);
  const states = [];
  for (let step = 0; step <= steps; ++step) {
    states.push({ data: data.slice(step * size, (step + 1) * size), shape: [...shape] });
  }
  return { states, steps, converged: slots[CONVERGED] !== 0 };
}
