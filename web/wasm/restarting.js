import { AttentionError } from './error.js';
import { trapped } from './failure.js';

/**
 * An instance that is replaced when it is lost: a trap leaves its stack and its memory in no known state, so that it is
 * discarded, and the next call starts another.
 * @template Instance
 */
export class Restarting {
  #startOne;
  /** The running instance; null before the first call, and from a trap to the next call. @type {Instance | null} */
  current = null;

  /** @param {() => Instance} startOne */
  constructor(startOne) {
    this.#startOne = startOne;
  }

  /** Starts an instance unless one is running. @returns {Instance} @throws what starting one throws */
  start() {
    return (this.current ??= this.#startOne());
  }

  /**
   * Discards the instance, unless what a call has thrown is an AttentionError: all else comes from a trap.
   * @param {unknown} error
   * @returns {AttentionError} what the caller is told
   */
  told(error) {
    if (error instanceof AttentionError) return error;
    this.current = null;
    return new AttentionError(...trapped(error), { cause: error });
  }
}
