/** The page's side of its worker. */

/** @import { Fault, Tasks } from './worker/messages.js' */

/** What a worker could not do. */
export class Refusal extends Error {
  /** @param {Fault} fault */
  constructor({ argument, message, isAbort }) {
    super(message);
    this.argument = argument;
    this.isAbort = isAbort;
  }
}

/** @typedef {{ resolve: (result: any) => void, reject: (error: Error) => void, onEvent?: (event: any) => void }} Waiting */

export class ModelClient {
  #worker;
  #count = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#take(data));
    worker.addEventListener('error', ({ message }) => this.#fail(message || 'the worker did not start'));
  }

  /**
   * @template {keyof Tasks} Kind
   * @param {Kind} kind
   * @param {Tasks[Kind]['values']} values
   * @param {{ signal?: AbortSignal, onEvent?: (event: Tasks[Kind]['event']) => void }} [options]
   * @returns {Promise<Tasks[Kind]['result']>}
   */
  ask(kind, values, { signal, onEvent } = {}) {
    const id = this.#count++;
    const stop = () => this.#worker.postMessage({ id, kind: 'cancel' });
    signal?.addEventListener('abort', stop);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onEvent });
      this.#worker.postMessage({ id, kind, values });
    }).finally(() => signal?.removeEventListener('abort', stop));
  }

  /** @param {{ id: number, event?: unknown, result?: unknown, fault?: Fault }} answer */
  #take({ id, fault, ...answer }) {
    const waiting = this.#waiting.get(id);
    if ('event' in answer) return waiting?.onEvent?.(answer.event);
    this.#waiting.delete(id);
    if (fault) waiting?.reject(new Refusal(fault));
    else waiting?.resolve(answer.result);
  }

  /** @param {string} message */
  #fail(message) {
    for (const { reject } of this.#waiting.values()) reject(new Refusal({ argument: 'worker', message, isAbort: false }));
    this.#waiting.clear();
  }
}
