import { AttentionError } from '../wasm/error.js';
import { record } from './records.js';
import { readAttended } from './results.js';
import { PEAK_BYTES, SLOT, STEPS } from './slots.js';

/**
 * The keys and values of a session in the module's memory. It knows nothing of the Session, which may be collected while this
 * is kept.
 */
export class HeldCache {
  #caller;
  #instance;
  #address;
  #heads;

  /**
   * @param {import('./caller.js').Caller} caller
   * @param {{ batch?: number, numHeads?: number, numKvHeads?: number, headSize: number, valueSize: number, capacity: number }} sizes
   * @throws {AttentionError} type, option, range, memory
   */
  constructor(caller, { numHeads, ...sizes }) {
    this.#caller = caller;
    this.#heads = { numHeads, numKvHeads: sizes.numKvHeads };
    this.#instance = caller.call('session', {}, sizes, (instance) => instance);
    this.#address = this.#instance.slots[SLOT.session];
    this.#instance.sessionBytes.set(this.#address, this.#instance.slots[PEAK_BYTES]);
  }

  /** Whether it is gone with the instance that held it. */
  get #isLost() {
    return this.#caller.instance !== this.#instance;
  }

  #check() {
    if (!this.#isLost) return;
    throw new AttentionError('unavailable', 'session', 'expected a session of the running engine, got one lost with a stopped instance');
  }

  /** @param {unknown} keyValue @returns {number} the length */
  append(keyValue) {
    this.#check();
    return this.#caller.call('append', keyValue, undefined, ({ slots }) => slots[STEPS], this.#address);
  }

  /** @param {unknown} inputs @param {unknown} options @returns {import('./attend-result.js').Attended} */
  attend(inputs, options) {
    this.#check();
    const given = { ...this.#heads, ...record(options, 'options') };
    return this.#caller.call('attend', inputs, given, readAttended, this.#address);
  }

  /** @param {number} length */
  truncate(length) {
    this.#check();
    this.#caller.change(this.#instance, 'truncate', this.#address, length);
  }

  /** Gives the memory back. */
  close() {
    if (this.#isLost) return;
    this.#caller.change(this.#instance, 'closeSession', this.#address, 0);
    this.#instance.sessionBytes.delete(this.#address);
  }
}
