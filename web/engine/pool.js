// The workers of attendAsync share a call part by part. Each has its own instance of the module and is sent copies alone,
// so that no host has to send the headers that shared memory needs.
import { AttentionError, show } from '../wasm/error.js';
import { InputCopies } from './input-copies.js';
import { ownOf, unknown, whole } from './records.js';
import { SharedCall } from './shared-call.js';
import { Workers } from './workers.js';

/**
 * What is used of an AbortSignal, spelled without the DOM's types: a project for a server has none.
 * @typedef {object} Signal
 * @property {boolean} aborted
 * @property {any} [reason]
 * @property {(type: 'abort', listener: () => void) => void} addEventListener
 * @property {(type: 'abort', listener: () => void) => void} removeEventListener
 */

/**
 * How attendAsync goes about it.
 * @typedef {object} AsyncOptions
 * @property {number} [workers] at most so many, from 0 to 64; 0 is the calling thread, which is given back between
 *   parts of the call. As many as the processor has cores, but no more than 8
 * @property {Signal} [signal] an AbortSignal: ends the call
 * @property {(fraction: number) => void} [onProgress] is told how much is done, up to 1
 */

export class Pool {
  #workers;
  #cores;
  #copies = new InputCopies();

  /**
   * @param {WebAssembly.Module} compiled
   * @param {import('./workers.js').WorkerSource} source
   */
  constructor(compiled, source) {
    this.#workers = new Workers(compiled, source);
    this.#cores = source.cores;
  }

  /**
   * @param {unknown} settings
   * @param {(allocate: (bytes: number) => ArrayBuffer) => import('./divided-call.js').DividedCall} read takes a copy of the inputs
   * @param {() => any} attend computes at once
   * @returns {Promise<any>}
   */
  async attend(settings, read, attend) {
    const { workers, signal, onProgress } = readSettings(settings);
    if (signal?.aborted) throw aborted(signal);
    const call = read(this.#copies.allocate);
    if (call.isSmall) {
      const result = attend();
      onProgress?.(1);
      return result;
    }
    const limit = Math.min(workers ?? Math.min(this.#cores(), 8), call.isByUnit ? call.units : Math.ceil(call.milliseconds));
    if (signal?.aborted) throw aborted(signal); // A getter of the inputs may have done it.
    const shared = new SharedCall(call, this.#workers, this.#copies, limit, onProgress);
    const abort = () => shared.fail(aborted(/** @type {Signal} */ (signal)));
    try {
      signal?.addEventListener('abort', abort);
      return await shared.run();
    } finally {
      shared.end();
      signal?.removeEventListener('abort', abort);
    }
  }
}

/** @param {unknown} settings @returns {AsyncOptions} @throws {AttentionError} type, option, range */
function readSettings(settings) {
  const { workers, signal, onProgress, ...others } = ownOf(settings === undefined ? {} : settings, 'settings');
  for (const name of Object.keys(others)) throw unknown(name, 'workers, signal or onProgress');
  if (workers !== undefined && (whole('workers', workers) < 0 || workers > 64)) {
    throw new AttentionError('range', 'workers', `expected a whole number from 0 to 64, got ${workers}`);
  }
  expect('signal', 'an AbortSignal', signal, signal?.addEventListener);
  expect('onProgress', 'a function', onProgress, onProgress);
  return { workers, signal, onProgress };
}

/** @param {Signal} signal */
const aborted = ({ reason }) => new AttentionError('aborted', 'signal', 'expected to go on, got an abort', { cause: reason });

/** @param {string} argument @param {string} expected @param {unknown} got @param {unknown} method that it is or has */
function expect(argument, expected, got, method) {
  if (got !== undefined && typeof method !== 'function') {
    throw new AttentionError('type', argument, `expected ${expected}, got ${show(got)}`);
  }
}
