/** How far long work is, and a button that cancels it. */

import { required } from '../../base/dom.js';

/** One piece of long work at a time: another one stops it. */
export class Work {
  #stem;
  /** @type {AbortController | null} */
  #current = null;

  /** @param {string} stem of the ids of its row, bar, note and button */
  constructor(stem) {
    this.#stem = stem;
    required(`${stem}-cancel`, HTMLButtonElement).addEventListener('click', () => this.#current?.abort());
  }

  /**
   * @template Result
   * @param {string} note
   * @param {(signal: AbortSignal, tell: (share: number, note: string) => void) => Promise<Result>} work
   * @returns {Promise<Result>}
   */
  async run(note, work) {
    this.#current?.abort();
    const own = new AbortController();
    this.#current = own;
    this.#show(null, note);
    try {
      return await work(own.signal, (share, told) => this.#current === own && this.#show(share, told));
    } finally {
      if (this.#current === own) {
        this.#current = null;
        required(this.#stem, HTMLElement).hidden = true;
      }
    }
  }

  /** @param {number | null} share null: nobody knows @param {string} note */
  #show(share, note) {
    const bar = required(`${this.#stem}-progress`, HTMLProgressElement);
    if (share === null) bar.removeAttribute('value');
    else bar.value = share;
    required(`${this.#stem}-note`, HTMLElement).textContent = note;
    required(this.#stem, HTMLElement).hidden = false;
  }
}
