/** A model writes on, token by token; it can be stopped and go back. */

import { disable, element, required, whenPressed } from '../../base/dom.js';
import { formatNumber, parseNumber } from '../../base/number-format.js';
import { shownToken } from '../../base/shown-token.js';
import { complain, isAbort, settle, text } from './texts.js';

/**
 * @import { ModelClient } from './client.js'
 * @import { HeadPlace, WriteOptions, WrittenToken } from './worker/messages.js'
 * @import { TextKey } from './texts.js'
 */

/** @type {[name: keyof WriteOptions, key: TextKey, first: string][]} */
const fields = [
  ['temperature', 'write.temperature', '0'],
  ['topK', 'write.topK', ''],
  ['topP', 'write.topP', ''],
  ['seed', 'write.seed', '0'],
  ['maxTokens', 'write.maxTokens', '20'],
];

export class Writing {
  #client;
  #without;
  /** @type {WrittenToken[]} */
  #written = [];
  /** @type {AbortController | null} */
  #current = null;
  /** The text of the tokens, which comes later than they. */
  #decoded = '';

  /**
   * @param {ModelClient} client
   * @param {() => HeadPlace[]} without the heads that are off
   * @param {(ids: number[], text: string) => void} look shows the attention of what was written
   */
  constructor(client, without, look) {
    this.#client = client;
    this.#without = without;
    const press = (/** @type {string} */ id, /** @type {() => void} */ act) => whenPressed(required(id, HTMLButtonElement), act);
    press('write-go', () => void this.#go());
    press('write-stop', () => this.#current?.abort());
    press('write-back', () => this.#keep(this.#written.length - 1));
    press('write-clear', () => this.#keep(0));
    press('write-look', () => look(this.#written.map(({ id }) => id), this.#decoded));
  }

  /** Another input, or another model. @param {boolean} canWrite */
  begin(canWrite) {
    this.#current?.abort();
    required('write', HTMLElement).hidden = !canWrite;
    settle('write-problem');
    this.#keep(0);
  }

  /** The fields keep what stands in them. */
  show() {
    const place = required('write-options', HTMLElement);
    const values = new Map([...place.querySelectorAll('input')].map(({ id, value }) => [id, value]));
    place.replaceChildren(...fields.map(([name, key, first]) => {
      const id = `write-${name}`;
      const field = element('input', { id, inputmode: 'decimal', autocomplete: 'off' });
      field.value = values.get(id) ?? first;
      return element('div', { class: 'method' }, element('label', { for: id }, text(key)), field);
    }));
    this.#showWritten();
  }

  /** @returns {WriteOptions} @throws {Error} in the page's language */
  #options() {
    const given = fields.flatMap(([name]) => {
      const { value } = required(`write-${name}`, HTMLInputElement);
      if (value.trim() === '') return [];
      const number = parseNumber(value);
      if (Number.isNaN(number)) throw new Error(text('write.number', { got: value }));
      return [[name, number]];
    });
    return Object.fromEntries(given);
  }

  async #go() {
    if (this.#current) return;
    settle('write-problem');
    const own = new AbortController();
    this.#current = own;
    this.#buttons();
    const before = this.#written.length;
    try {
      const options = this.#options();
      // Chance goes on where it was, and not from its beginning.
      await this.#client.ask('write', { written: this.#written.map(({ id }) => id), without: this.#without(), options: { ...options, seed: (options.seed ?? 0) + before } }, {
        signal: own.signal,
        onEvent: (token) => this.#current === own && this.#add(token),
      });
      if (this.#written.length - before < (options.maxTokens ?? Infinity)) required('write-problem', HTMLElement).textContent = text('write.ended');
    } catch (error) {
      if (!isAbort(error)) complain('write-problem', 'write.failed', error);
    } finally {
      if (this.#current === own) this.#current = null;
      this.#buttons();
    }
  }

  /** @param {WrittenToken} token */
  #add(token) {
    this.#written.push(token);
    this.#showWritten();
  }

  /** @param {number} count of the tokens that stay */
  #keep(count) {
    this.#written.length = count;
    this.#showWritten();
  }

  #showWritten() {
    required('written-tokens', HTMLElement).replaceChildren(...this.#written.map(({ token, probability }) => (
      element('li', {}, shownToken(token), element('span', { class: 'number' }, formatNumber(probability))))));
    this.#buttons();
    void this.#showText();
  }

  async #showText() {
    const ids = this.#written.map(({ id }) => id);
    const decoded = ids.length === 0 ? '' : await this.#client.ask('decode', { ids });
    if (ids.length !== this.#written.length) return;
    this.#decoded = decoded;
    required('written', HTMLElement).textContent = decoded;
  }

  #buttons() {
    const isBusy = this.#current !== null;
    disable(required('write-go', HTMLButtonElement), isBusy);
    disable(required('write-stop', HTMLButtonElement), !isBusy);
    for (const id of ['write-back', 'write-clear', 'write-look']) disable(required(id, HTMLButtonElement), isBusy || this.#written.length === 0);
  }
}
