// Calls shared among workers, part by part. Each worker has its own instance of the module and is spoken
// to by copies alone, so no header is needed for memory that is shared.
import { Crews, ask } from './crew.js';
import { AttentionError, show } from '../wasm/error.js';
import { ownOf, unknown, whole as wholeNumber } from './records.js';
import { QUERY_BLOCK, rowsOf } from './whole.js';

/** @typedef {import('./whole.js').Whole} Whole */
/** @typedef {import('./serve.js').Question} Question */
/** @typedef {import('./crew.js').Member} Member */

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
 * @property {(fraction: number) => void} [onProgress] told how much is done, up to 1
 */

/** Milliseconds that a part should take, and those that it may take where it would have few queries otherwise. */
const AIM = 25;
const MOST = 50;

/** Bytes of inputs whose copies for several workers, made at once, would hold up the calling thread. */
const LARGE = 1 << 22;

/** Bytes of copies that are kept for the next call: the pages of a new one cost more than what is copied to them. */
const MOST_SPARE = 1 << 25;

export class Pool {
  #crews;
  #cores;
  /** Copies that no call needs any more, all of the same length. @type {ArrayBuffer[]} */
  #spares = [];

  /**
   * @param {WebAssembly.Module} compiled
   * @param {import('./crew.js').WorkerSource} source
   */
  constructor(compiled, source) {
    this.#crews = new Crews(compiled, source);
    this.#cores = source.cores;
  }

  /**
   * @param {unknown} settings
   * @param {(allocate: (bytes: number) => ArrayBuffer) => Whole} read takes a copy of the inputs
   * @param {() => any} attend computes at once
   * @returns {Promise<any>}
   */
  async attend(settings, read, attend) {
    const { workers, signal, onProgress, ...others } = /** @type {AsyncOptions} */ (ownOf(settings === undefined ? {} : settings, 'settings'));
    for (const name of Object.keys(others)) throw unknown(name, 'workers, signal or onProgress');
    if (workers !== undefined && (wholeNumber('workers', workers) < 0 || workers > 64)) {
      throw new AttentionError('range', 'workers', `expected a whole number from 0 to 64, got ${workers}`);
    }
    expect('signal', 'an AbortSignal', signal, signal?.addEventListener);
    expect('onProgress', 'a function', onProgress, onProgress);
    const stop = () => new AttentionError('aborted', 'signal', 'expected to go on, got an abort', { cause: signal?.reason });
    if (signal?.aborted) throw stop();
    const whole = read(this.#allocate);
    if (whole.isSmall) {
      const result = attend();
      onProgress?.(1);
      return result;
    }
    const { milliseconds, left: rows, isByUnit, units } = whole;
    const limit = Math.min(workers ?? Math.min(this.#cores(), 8), isByUnit ? units : Math.ceil(milliseconds));
    const members = limit || 1;
    if (signal?.aborted) throw stop();

    let isOver = false;
    /** When the next large copy may be made. @type {Promise<unknown>} */
    let turn = Promise.resolve();
    let held = 0;
    /** How often the inputs were handed over. */
    let given = 0;
    let running = 0;
    let done = 0;
    let pace = ((rows / milliseconds) * AIM) / 8; // A guess, so less than it says.
    /** Of the parts that failed the first: its row, which is no row where none has failed, and why. */
    let failedRow = rows;
    /** @type {import('../wasm/failure.js').Failure | undefined} */
    let failure;
    const hasWork = () => !isOver && failedRow === rows && whole.left > 0;
    /** @type {() => void} */
    let abort = () => {};
    return new Promise((resolve, reject) => {
      abort = () => reject(stop());
      signal?.addEventListener('abort', abort);

      /** Has a member compute part after part. @param {Member} member */
      const employ = async (member) => {
        /** @type {Question['call']} */
        let call = whole.call; // Until the member has it.
        // A copy to each task, so that a page may draw between them.
        if (call && call.buffer.byteLength > LARGE) await (turn = turn.then(nextTask));
        const next = () => {
          if (!hasWork()) return;
          // Towards the end parts grow smaller, so that all workers are done at about the same time.
          const even = limit > 1 ? Math.max(whole.left / limit / 2, QUERY_BLOCK) : pace;
          const row = rows - whole.left;
          const { part, outputs } = whole.next(Math.max(1, Math.floor(Math.min(pace, even))));
          running++;
          const answer = ask(member, { call, part, outputs }, () => this.#inputsOf(whole, ++given === members && held === members));
          call = undefined;
          return { row, part, answer };
        };
        for (let asked = next(); asked;) {
          const { row, part } = asked;
          const { buffer, failure: wrong, ...answer } = await asked.answer;
          running--;
          if (buffer) this.#takeBack(whole, buffer);
          if (isOver) return;
          if (answer.results) {
            // No more than twice as many: under a mask the next rows may cost far more. The last rows of a unit are
            // few, and no sign that many would take long.
            const limit = 2 * Math.max(pace, rowsOf(part));
            const most = (/** @type {number} */ aim) => Math.min(limit, (rowsOf(part) * aim) / answer.milliseconds);
            pace = Math.max(most(AIM), Math.min(most(MOST), QUERY_BLOCK));
          } else if (row < failedRow) {
            failedRow = row;
            failure = wrong;
          }
          // It goes on while its results are put in their place. But where calls wait, one with several members gives them
          // back in turn, and waits again.
          asked = held > 1 && member.crew.waiting.length > 0 && whole.hasInputs ? undefined : next();
          if (answer.results) {
            whole.put(part, answer.results);
            done += rowsOf(part);
            try {
              onProgress?.(done / rows);
            } catch (error) {
              reject(error);
            }
            if (done === rows) resolve(whole.result);
          }
          if (failure && running === 0) reject(new AttentionError(...failure));
        }
      };
      const work = async () => {
        while (hasWork()) {
          const member = await this.#crews.take(limit);
          // The calling thread is there but once.
          const isUseless = held > 0 && member.crew === this.#crews.local;
          held++;
          try {
            if (!isUseless) await employ(member);
          } finally {
            held--;
            this.#crews.release(member);
          }
          if (isUseless) return;
        }
      };
      for (let i = 0; i < members; ++i) work().catch(reject);
    }).finally(() => {
      isOver = true;
      if (whole.hasInputs) this.#spare(whole.call.buffer);
      signal?.removeEventListener('abort', abort);
    });
  }

  /** Room for inputs: what was there before is still in it. @param {number} bytes @throws {RangeError} no memory */
  #allocate = (bytes) => (this.#spares[0]?.byteLength === bytes && this.#spares.pop()) || new ArrayBuffer(bytes);

  /**
   * The inputs to be handed over: a copy, or the call's own where all its members have one. None of them is released
   * then before these are back.
   * @param {Whole} whole
   * @param {boolean} isLast
   */
  #inputsOf({ call: { buffer } }, isLast) {
    if (isLast) return buffer;
    const copy = this.#allocate(buffer.byteLength);
    new Uint8Array(copy).set(new Uint8Array(buffer));
    return copy;
  }

  /** @param {Whole} whole @param {ArrayBuffer} buffer its inputs, which one member has taken in */
  #takeBack(whole, buffer) {
    if (whole.hasInputs) this.#spare(buffer);
    else whole.call.buffer = buffer;
  }

  /** @param {ArrayBuffer} buffer that is not used any more */
  #spare(buffer) {
    if (this.#spares[0]?.byteLength !== buffer.byteLength) this.#spares = [];
    if ((this.#spares.length + 1) * buffer.byteLength <= MOST_SPARE) this.#spares.push(buffer);
  }
}

/** Milliseconds sooner than a timer's. */
const nextTask = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => resolve(port1.close());
  port2.postMessage(0);
});

/** @param {string} argument @param {string} expected @param {unknown} got @param {unknown} method that it is or has */
function expect(argument, expected, got, method) {
  if (got !== undefined && typeof method !== 'function') {
    throw new AttentionError('type', argument, `expected ${expected}, got ${show(got)}`);
  }
}
