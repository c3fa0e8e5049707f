// Parts of calls are computed by workers, or by the calling thread in their place.
import { AttentionError } from '../wasm/error.js';
import { tooLarge } from '../wasm/failure.js';
import { post } from './post.js';
import { serve } from './worker-side.js';

/** @typedef {import('./worker-side.js').Question} Question */
/** @typedef {import('./worker-side.js').Answer} Answer */

/**
 * Tells how workers are started.
 * @typedef {object} WorkerSource
 * @property {BufferSource} [bytes] the module's, if known
 * @property {(() => any)[]} workers each starts a worker, or promises to; the next ones are tried where it cannot
 * @property {() => number} cores how many threads run at a time
 */

/**
 * @typedef {object} Member
 * @property {any} port
 * @property {Group} group
 * @property {boolean} isLost
 * @property {any} [worker]
 * @property {(answer: any) => void} resolve of what it is asked, first of all to be ready
 * @property {(error: unknown) => void} reject
 */

/**
 * Members that do the same work: workers, or the calling thread in the place of some.
 * @typedef {object} Group
 * @property {number} size
 * @property {Member[]} idle
 * @property {((member?: Member) => void)[]} waiting calls, the oldest first; without a member they look again
 */

export class Workers {
  #compiled;
  #source;
  /** @type {Group} */
  #workers = { size: 0, idle: [], waiting: [] };
  /** The calling thread, which is there but once. @type {Group} */
  local = { size: 0, idle: [], waiting: [] };
  /** The ways that may still start a worker: one that has failed is not tried again. */
  #ways;

  /**
   * @param {WebAssembly.Module} compiled
   * @param {WorkerSource} source
   */
  constructor(compiled, source) {
    this.#compiled = compiled;
    this.#source = source;
    this.#ways = [...source.workers];
  }

  /** Gives a member to a call that may have so many: an idle one, a new one, or the next to be released. @param {number} limit */
  async take(limit) {
    for (;;) {
      const isLocal = limit === 0 || this.#ways.length === 0;
      const group = isLocal ? this.local : this.#workers;
      const member = group.idle.pop() ??
        await (isLocal || group.size < limit ? this.#start(group) : new Promise((resolve) => group.waiting.push(resolve)));
      if (member) return member;
    }
  }

  /** @param {Member} member */
  release(member) {
    const { group, port } = member;
    if (member.isLost) return;
    const next = group.waiting.shift();
    if (next) return next(member);
    // Idle, it frees what it holds, and does not keep Node.js alive.
    port.postMessage({});
    port.unref?.();
    group.idle.push(member);
  }

  /** @param {Group} group @returns {Promise<Member | undefined>} undefined where none can be started */
  #start(group) {
    group.size++;
    const [way] = this.#ways;
    const channel = new MessageChannel();
    /** @type {any} */
    const [port, other] = [channel.port1, channel.port2];
    return new Promise((resolve) => {
      /** @type {Member} */
      const member = {
        port, group, isLost: false,
        resolve: ({ lock }) => {
          if (lock) navigator.locks.request(lock, lose);
          resolve(member);
        },
        reject: () => {
          // The next way, or the calling thread from now on. Another worker may have found out before.
          if (this.#ways[0] === way) this.#ways.shift();
          resolve(undefined);
        },
      };
      /** @param {unknown} cause */
      const lose = (cause) => {
        if (member.isLost) return;
        member.isLost = true;
        member.worker?.terminate();
        port.close();
        group.size--;
        group.idle = group.idle.filter((one) => one !== member);
        member.reject(new AttentionError('worker', 'workers', 'expected an answer, got the end of a worker', { cause }));
        for (const next of group.waiting.splice(0)) next();
      };
      port.onmessage = (/** @type {MessageEvent} */ { data }) => member.resolve(data);
      port.addEventListener('close', lose);
      if (group === this.local) {
        serve(other, this.#compiled);
        other.unref?.();
      } else {
        this.#startWorker(member, way, other, lose).catch(lose);
      }
    });
  }

  /** @param {Member} member @param {() => any} way @param {MessagePort} port @param {(cause: unknown) => void} lose */
  async #startWorker(member, way, port, lose) {
    const worker = member.worker = await way();
    if (worker.on) worker.on('error', lose).unref();
    else worker.onerror = lose;
    try {
      worker.postMessage([port, this.#compiled], [port]);
    } catch {
      worker.postMessage([port, this.#source.bytes], [port]);
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
    post(member.port, { ...rest, call: { ...call, buffer } }, [buffer]);
  } catch (error) {
    reject(new AttentionError(...tooLarge('inputs', call.buffer.byteLength), { cause: error }));
  }
});
