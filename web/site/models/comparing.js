/** How alike two sentences are to a model. */

import { required } from '../../base/dom.js';
import { formatNumber } from '../../base/number-format.js';
import { complain, settle, text } from './texts.js';

/** @import { ModelClient } from './client.js' */

export class Comparing {
  #client;
  /** @type {number | null} */
  #cosine = null;

  /** @param {ModelClient} client */
  constructor(client) {
    this.#client = client;
    required('compare-go', HTMLButtonElement).addEventListener('click', () => void this.#go());
  }

  /** Another model. @param {boolean} canCompare */
  begin(canCompare) {
    required('compare', HTMLElement).hidden = !canCompare;
    this.#cosine = null;
    settle('compare-problem');
    for (const [id, key] of /** @type {const} */ ([['compare-first', 'compare.one'], ['compare-second', 'compare.two']])) required(id, HTMLInputElement).value ||= text(key);
    this.show();
  }

  show() {
    required('compared', HTMLElement).textContent = this.#cosine === null ? '' : text('compare.result', { cosine: formatNumber(this.#cosine, 4) });
  }

  async #go() {
    settle('compare-problem');
    const texts = /** @type {[string, string]} */ (['compare-first', 'compare-second'].map((id) => required(id, HTMLInputElement).value));
    try {
      this.#cosine = await this.#client.ask('compare', { texts });
      this.show();
    } catch (error) {
      complain('compare-problem', 'compare.failed', error);
    }
  }
}
