/** Reads passages: short ones at once, long ones in a worker, which reports progress and can be cancelled. */

import { readPassage } from './passage.js';

/** @import { Passage } from './passage.js' */
/** @import { Message } from './worker.js' */

/** A text with at least so many characters is read by a worker. */
export const longText = 6000;

/**
 * @typedef {object} Reports
 * @property {(passage: Passage) => void} read
 * @property {(share: number | null) => void} progress null when reading has ended or was cancelled
 * @property {() => void} failed
 */

export class Reader {
  #reports;
  /** @type {Worker | null} */
  #worker = null;

  /** @param {Reports} reports */
  constructor(reports) {
    this.#reports = reports;
  }

  /** Reads a text, and gives up the one that is being read. @param {string} text */
  read(text) {
    this.cancel();
    if (text.length < longText) {
      this.#reports.read(readPassage(text));
      return;
    }
    this.#reports.progress(0);
    const worker = new Worker('./lesson-language-worker.js', { type: 'module' });
    this.#worker = worker;
    worker.addEventListener('error', () => this.#end(this.#reports.failed));
    worker.addEventListener('message', ({ data }) => {
      const message = /** @type {Message} */ (data);
      if ('share' in message) this.#reports.progress(message.share);
      else this.#end(() => ('passage' in message ? this.#reports.read(message.passage) : this.#reports.failed()));
    });
    worker.postMessage(text);
  }

  cancel() {
    this.#end();
  }

  /** @param {() => void} [then] */
  #end(then) {
    if (!this.#worker) return;
    this.#worker.terminate();
    this.#worker = null;
    this.#reports.progress(null);
    then?.();
  }
}
