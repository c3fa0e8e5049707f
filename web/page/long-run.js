/** A call over a long sequence, from the vectors to the time it took; and a guess of that time before. */

import { longInputs, longOptions, operationsOf } from '../figure/long-call.js';
import { longDimensions, makeLongSequence } from '../figure/long-sequence.js';

/**
 * @import { LongCall, LongEngine } from '../figure/long-call.js'
 * @import { LongSequence } from '../figure/long-sequence.js'
 *
 * @typedef {object} LongResult
 * @property {LongCall} call
 * @property {LongSequence} sequence
 * @property {Float32Array} output [T, Dv]
 * @property {number} seconds of the attention alone
 * @property {number} memory bytes of the engine's memory at the end
 */

/** More than these share the processor's memory more than they share the work. */
const mostWorkers = 8;

/** How many threads may work. */
export const workers = Math.min(mostWorkers, navigator.hardwareConcurrency || 1);

/**
 * @param {LongEngine} engine
 * @param {LongCall} call
 * @param {object} how
 * @param {LongSequence} [how.known] an earlier run's sequence, used again where it fits
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
  const { output } = await engine.attendAsync(longInputs(sequence), longOptions(call.sight), {
    workers,
    signal,
    onProgress: (share) => onProgress('attending', share, seconds()),
  });
  return { call, sequence, output: output.data, seconds: seconds(), memory: engine.memoryBytes };
}

/** Rows and keys of the trial. */
const trialLength = 256;

/** A short run says little about the speed of a long one. */
const leastSeconds = 0.1;

/** How fast calls are here: from a trial of a millisecond or two at first, from the last run after it. */
export class Pace {
  /** Operations in a second. */
  #speed;

  /** @param {LongEngine} engine */
  constructor(engine) {
    const shape = [trialLength, longDimensions];
    const tensor = { data: new Float32Array(trialLength * longDimensions), shape };
    // The first call may meet code that is not optimised yet.
    const times = [1, 2, 3].map(() => {
      const start = performance.now();
      engine.attend({ query: tensor, key: tensor, value: tensor });
      return performance.now() - start;
    });
    const milliseconds = Math.max(0.1, Math.min(...times)); // Browsers round their clocks.
    this.#speed = (operationsOf({ length: trialLength, sight: 'dense' }) * 1000) / milliseconds * workers;
  }

  /** @param {LongCall} call @returns {number} seconds */
  guess(call) {
    return operationsOf(call) / this.#speed;
  }

  /** @param {LongResult} result */
  learn({ call, seconds }) {
    if (seconds >= leastSeconds) this.#speed = operationsOf(call) / seconds;
  }
}
