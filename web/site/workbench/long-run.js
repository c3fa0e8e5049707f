/** A computation over a long sequence, from the vectors to the time it takes, and an estimate of that time before. */

import { longInputs, longOptions, operationsOf, workDone } from '../exhibits/long-call.js';
import { longDimensions, makeLongSequence } from '../exhibits/long-sequence.js';

/**
 * @import { LongCall, LongEngine, Sight } from '../exhibits/long-call.js'
 * @import { LongSequence } from '../exhibits/long-sequence.js'
 *
 * @typedef {object} LongResult
 * @property {LongCall} call
 * @property {LongSequence} sequence
 * @property {Float32Array[]} outputs [T, Dv] of each head
 * @property {number} seconds of the attention alone
 * @property {number} bytes of the engine's memory for one head at its peak: inputs, output and scratch
 */

/** With more workers, memory becomes the limit, and sharing the work helps little. */
const mostWorkers = 8;

/** The number of threads to use. */
export const workers = Math.min(mostWorkers, navigator.hardwareConcurrency || 1);

/**
 * @param {LongEngine} engine
 * @param {LongCall} call
 * @param {object} how
 * @param {LongSequence} [how.known] the sequence of an earlier run, used again if it fits
 * @param {AbortSignal} how.signal
 * @param {(step: 'making' | 'attending', share: number, seconds: number) => void} how.onProgress
 * @returns {Promise<LongResult>}
 */
export async function runLong(engine, call, { known, signal, onProgress }) {
  const sequence =
    known?.length === call.length
      ? known
      : await makeLongSequence(call.length, signal, (share) => onProgress('making', share, 0));
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  onProgress('attending', 0, 0);
  /** @type {Float32Array[]} */
  const outputs = [];
  let bytes = 0;
  // One head after the other, so that the memory for one is enough for all.
  for (let head = 0; head < call.heads; head++) {
    const attending = engine.attendAsync(longInputs(sequence, head), longOptions(call.sight), {
      workers,
      signal,
      onProgress: (share) => onProgress('attending', workDone(call, head, share), seconds()),
    });
    bytes = engine.lastCallBytes; // The call has been planned by now; later, this might be the number of another call.
    outputs.push((await attending).output.data);
  }
  return { call, sequence, outputs, seconds: seconds(), bytes };
}

/** The rows and keys of a trial, the number of trials, and the milliseconds between them. */
const trialLength = 256;
const trials = 20;
const pause = 10;

/** A short run says little about the speed of a long one. */
const leastSeconds = 0.1;

/** The speed of this machine: at first from trials of a millisecond or two, then from the last run with the same sight. */
export class Pace {
  /** Operations per second on one thread, in the fastest trial. */
  #tried = 0;
  /** Operations per second in the last run. @type {Map<Sight, number>} */
  #learned = new Map();

  /**
   * Makes several trials, since the first calls run code that is not optimised yet.
   * @param {LongEngine} engine
   */
  async measure(engine) {
    const tensor = { data: new Float32Array(trialLength * longDimensions), shape: [trialLength, longDimensions] };
    const operations = operationsOf({ length: trialLength, sight: 'dense', heads: 1 });
    for (let trial = 0; trial < trials; trial++) {
      const start = performance.now();
      engine.attend({ query: tensor, key: tensor, value: tensor });
      const milliseconds = Math.max(0.1, performance.now() - start); // Browsers round their clocks.
      this.#tried = Math.max(this.#tried, (operations * 1000) / milliseconds);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  /** @param {LongCall} call @returns {number} seconds */
  guess(call) {
    return operationsOf(call) / (this.#learned.get(call.sight) ?? this.#tried * workers);
  }

  /** @param {LongResult} result */
  learn({ call, seconds }) {
    if (seconds >= leastSeconds) this.#learned.set(call.sight, operationsOf(call) / seconds);
  }
}
