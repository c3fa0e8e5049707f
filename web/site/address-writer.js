/** The page's address holds what the page shows: written as that changes, and not more often than browsers allow. */

/** Browsers let a page write its address only so often. */
const writeEvery = 350;

export class AddressWriter {
  #fragment;
  #isToWrite = false;
  #lastWrite = -Infinity;
  #timer = 0;

  /** @param {() => string} fragment what says it, from # on; '' for nothing */
  constructor(fragment) {
    this.#fragment = fragment;
    addEventListener('pagehide', () => {
      if (this.#isToWrite) this.write();
    });
  }

  /** At once, unless it was written just now. */
  writeSoon() {
    this.#isToWrite = true;
    if (this.#timer) return;
    const wait = this.#lastWrite + writeEvery - performance.now();
    if (wait <= 0) this.write();
    else this.#timer = window.setTimeout(() => this.write(), wait);
  }

  write() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#isToWrite = false;
    this.#lastWrite = performance.now();
    const fragment = this.#fragment();
    if (fragment === location.hash) return;
    try {
      history.replaceState(null, '', fragment || location.pathname + location.search);
    } catch {
      // Written too often for this browser: it is tried again.
      this.#isToWrite = true;
      this.#timer = window.setTimeout(() => this.write(), 10 * writeEvery);
    }
  }
}
