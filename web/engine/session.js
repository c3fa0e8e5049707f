import { AttentionError, show } from '../wasm/error.js';
import { HeldCache } from './held-cache.js';
import { ownOf } from './records.js';

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
 * Gives back what a session that was dropped without delete() holds. Nobody called, so nobody could catch an error: after
 * a trap the instance is discarded, and with it what the session held.
 * @param {HeldCache} cache
 */
function closeDropped(cache) {
  try {
    cache.close();
  } catch {
    // The next call starts afresh.
  }
}

/** Knows of dropped sessions once the platform has noticed. It may notice late, or never: delete() is the way to be sure. */
const dropped = typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(closeDropped) : undefined;

/** Keys and values that stay in the engine: append, attend, append, attend. */
export class Session {
  /** @type {HeldCache | null} */
  #cache;
  #length = 0;
  /** Keys that there is room for. */
  capacity;

  /** Sessions come from attention.session(). @internal @param {HeldCache} cache @param {number} capacity */
  constructor(cache, capacity) {
    this.#cache = cache;
    this.capacity = capacity;
    dropped?.register(this, cache, this);
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
   * @throws {AttentionError} range; option: while the engine reads the inputs of a call
   */
  truncate(length) {
    const cache = this.#open();
    if (!Number.isSafeInteger(length) || length < 0 || length > this.#length) {
      throw new AttentionError('range', 'length', `expected a whole number from 0 to ${this.#length}, got ${show(length)}`);
    }
    cache.truncate(length);
    this.#length = length;
  }

  /**
   * Gives the session's memory back. Nothing happens the second time.
   * @throws {AttentionError} option: while the engine reads the inputs of a call
   */
  delete() {
    this.#cache?.close();
    this.#cache = null;
    dropped?.unregister(this);
  }

  #open() {
    if (this.#cache !== null) return this.#cache;
    throw new AttentionError('unavailable', 'session', 'expected a session, got one that was deleted');
  }
}

/**
 * Opens a session.
 * @param {import('./caller.js').Caller} caller
 * @param {unknown} options
 * @returns {Session}
 * @throws {AttentionError} missing, type, option, range, memory
 */
export function openSession(caller, options) {
  const { numHeads: heads, numKvHeads = heads, headSize, valueSize = headSize, capacity, ...rest } = ownOf(options ?? {}, 'options');
  for (const [name, size] of Object.entries({ headSize, capacity })) {
    if (size === undefined) throw new AttentionError('missing', name, 'expected a whole number above 0, got none');
  }
  const numHeads = heads ?? numKvHeads;
  return new Session(new HeldCache(caller, { ...rest, numHeads, numKvHeads, headSize, valueSize, capacity }), capacity);
}

// The symbol is younger than some platforms.
if (Symbol.dispose) Object.defineProperty(Session.prototype, Symbol.dispose, { value: Session.prototype.delete });
