import { AttentionError, show } from './error.js';

/** @typedef {import('./tensor.js').TensorLike} TensorLike */
/** @typedef {import('./tensor.js').NestedBooleans} NestedBooleans */

/**
 * @typedef {object} SessionOptions
 * @property {number} [batch] B, 1
 * @property {number} [numHeads] H, numKvHeads
 * @property {number} [numKvHeads] G, numHeads
 * @property {number} headSize D
 * @property {number} [valueSize] Dv, headSize
 * @property {number} capacity keys that there is room for
 * @property {import('./options.js').Precision} [precision] how keys and values are held; 'f32'
 */

/**
 * What a session asks of its engine.
 * @typedef {object} Engine
 * @property {(keyValue: unknown) => number} append the session's length
 * @property {(inputs: object, options: object) => import('./attention.js').Attended} attend
 * @property {(length: number) => void} truncate
 * @property {() => void} close
 */

/** Keys and values that stay in the engine: append, attend, append, attend. */
export class Session {
  /** @type {Engine | null} */
  #engine;
  #length = 0;
  /** Keys that there is room for. */
  capacity;

  /** Sessions come from attention.session(). @param {Engine} engine @param {number} capacity */
  constructor(engine, capacity) {
    this.#engine = engine;
    this.capacity = capacity;
  }

  /** Keys that the session holds. */
  get length() {
    return this.#length;
  }

  /**
   * @param {{ key: TensorLike, value: TensorLike }} keyValue [B,G,T,D] and [B,G,T,Dv]; packed [B,T,G*D];
   *   [T,D] for one head
   * @throws {AttentionError} size beyond the capacity; and as attend
   */
  append(keyValue) {
    this.#length = this.#open().append(keyValue);
  }

  /**
   * Attention of queries to all that the session holds: the offset is length - Tq, the mask's width length.
   * @template {import('./options.js').AttendOptions} [Options={}]
   * @param {{ query: TensorLike, mask?: TensorLike | NestedBooleans }} inputs
   * @param {Options} [options]
   * @returns {import('./attention.js').AttendedFor<Options>}
   * @throws {AttentionError}
   */
  attend(inputs, options) {
    return /** @type {any} */ (this.#open().attend(inputs, options ?? {}));
  }

  /**
   * Forgets the keys from `length` on.
   * @param {number} length 0 to the session's length
   * @throws {AttentionError} range
   */
  truncate(length) {
    const engine = this.#open();
    if (!Number.isSafeInteger(length) || length < 0 || length > this.#length) {
      throw new AttentionError('range', 'length', `expected a whole number from 0 to ${this.#length}, got ${show(length)}`);
    }
    engine.truncate(length);
    this.#length = length;
  }

  /** Gives the session's memory back. Nothing happens the second time. */
  delete() {
    this.#engine?.close();
    this.#engine = null;
  }

  #open() {
    if (this.#engine !== null) return this.#engine;
    throw new AttentionError('unavailable', 'session', 'expected a session, got one that was deleted');
  }
}

// The symbol is younger than some platforms.
if (Symbol.dispose) Object.defineProperty(Session.prototype, Symbol.dispose, { value: Session.prototype.delete });
