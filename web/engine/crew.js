// Those who compute parts of calls: workers, or the calling thread in their place.
import { AttentionError } from './error.js';
import { tooLarge } from './failure.js';
import { serve } from './serve.js';

/** @typedef {import('./serve.js').Question} Question */
/** @typedef {import('./serve.js').Answer} Answer */

/**
 * The module's bytes, if known, and what starts a worker where it is not this package's worker.js.
 * @typedef {{ bytes?: BufferSource, worker?: () => any }} WorkerSource
 */

/**
 * @typedef {object} Member
 * @property {any} port
 * @property {Crew} crew
 * @property {boolean} isLost
 * @property {any} [worker]
 * @property {(answer: any) => void} resolve of what it is asked, first of all to be ready
 * @property {(error: unknown) => void} reject
 */

/**
 * Workers, or the calling thread in the place of some.
 * @typedef {object} Crew
 * @property {number} size
 * @property {Member[]} idle
 * @property {((member?: Member) => void)[]} waiting calls, the oldest first; without a member they look again
 */

export class Crews {
  #compiled;
  #source;
  /** @type {Crew} */
  #workers = { size: 0, idle: [], waiting: [] };
  /** The calling thread, which is there but once. @type {Crew} */
  local = { size: 0, idle: [], waiting: [] };
  /** Whether no worker can be started here. */
  #isRefused = false;

  /**
   * @param {WebAssembly.Module} compiled
   * @param {WorkerSource} source
   */
  constructor(compiled, source) {
    this.#compiled = compiled;
    this.#source = source;
  }

  /** A member for a call that may have so many: an idle one, a new one, or the next to be released. @param {number} limit */
  async take(limit) {
    for (;;) {
      const isLocal = limit === 0 || this.#isRefused;
      const crew = isLocal ? this.local : this.#workers;
      const member = crew.idle.pop() ??
        await (isLocal || crew.size < limit ? this.#start(crew) : new Promise((resolve) => crew.waiting.push(resolve)));
      if (member) return member;
    }
  }

  /** @param {Member} member */
  release(member) {
    const { crew, port } = member;
    if (member.isLost) return;
    const next = crew.waiting.shift();
    if (next) return next(member);
    // Idle, it frees what it holds, and does not keep Node.js alive.
    port.postMessage({});
    port.unref?.();
    crew.idle.push(member);
  }

  /** @param {Crew} crew @returns {Promise<Member | undefined>} undefined where none can be started */
  #start(crew) {
    crew.size++;
    const channel = new MessageChannel();
    /** @type {any} */
    const [port, other] = [channel.port1, channel.port2];
    return new Promise((resolve) => {
      /** @type {Member} */
      const member = {
        port, crew, isLost: false,
        resolve: ({ lock }) => {
          if (lock) navigator.locks.request(lock, lose);
          resolve(member);
        },
        reject: () => {
          this.#isRefused = true; // All is done by the calling thread from now on.
          resolve(undefined);
        },
      };
      /** @param {unknown} cause */
      const lose = (cause) => {
        if (member.isLost) return;
        member.isLost = true;
        member.worker?.terminate();
        port.close();
        crew.size--;
        crew.idle = crew.idle.filter((one) => one !== member);
        member.reject(new AttentionError('worker', 'workers', 'expected an answer, got the end of a worker', { cause }));
        for (const next of crew.waiting.splice(0)) next();
      };
      port.onmessage = (/** @type {MessageEvent} */ { data }) => member.resolve(data);
      port.addEventListener('close', lose);
      if (crew === this.local) {
        serve(other, this.#compiled);
        other.unref?.();
      } else {
        this.#startWorker(member, other, lose).catch(lose);
      }
    });
  }

  /** @param {Member} member @param {MessagePort} port @param {(cause: unknown) => void} lose */
  async #startWorker(member, port, lose) {
    const { bytes, worker: start } = this.#source;
    /** @type {any} */
    const worker = member.worker = start ? start()
      : typeof Worker === 'function' ? new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })
        : new (await import('node:worker_threads')).Worker(new URL('./worker.js', import.meta.url));
    if (worker.on) worker.on('error', lose).unref();
    else worker.onerror = lose;
    try {
      worker.postMessage([port, this.#compiled], [port]);
    } catch {
      worker.postMessage([port, bytes], [port]);
    }
  }
}

/**
 * @param {Member} member
 * @param {Question} question
 * @param {() => ArrayBuffer} inputs to hand over with the call
 * @returns {Promise<Answer>}
 */
export const ask = (member, { call, ...rest }, inputs) => new Promise((resolve, reject) => {
  Object.assign(member, { resolve, reject });
  member.port.ref?.();
  if (!call) return member.port.postMessage(rest);
  try {
    // A copy that is handed over is there at once, and one for the port is not.
    const buffer = inputs();
    member.port.postMessage({ ...rest, call: { ...call, buffer } }, [buffer]);
  } catch (error) {
    reject(new AttentionError(...tooLarge('inputs', call.buffer.byteLength), { cause: error }));
  }
});
