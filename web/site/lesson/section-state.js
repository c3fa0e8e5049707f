/**
 * The state of a section, as the reader has changed it. It is kept in the lesson's address, where links, undo and reset
 * find it. The author's state is not written there.
 *
 * @import { Link } from './link.js'
 *
 * @template State
 * @typedef {object} StateFormat
 * @property {State} author the state that the page is written in
 * @property {(text: string) => State} read throws for a text that `write` has not written; never called with ''
 * @property {(state: State) => string} write
 * @property {(before: State) => void} show makes the section show the current state, which it may correct first
 * @property {(before: State) => void} [restored] called before `show` if the state comes from the address
 */

/** @template State */
export class SectionState {
  #link;
  #name;
  #format;
  /** @type {(text: string) => void} */
  #keep = () => {};
  /** @type {State} */
  current;

  /**
   * @param {Link} link
   * @param {string} name the section's id, or `id.part`
   * @param {StateFormat<State>} format
   */
  constructor(link, name, format) {
    this.#link = link;
    this.#name = name;
    this.#format = format;
    this.current = format.author;
  }

  /** Shows the state of the address, or else the author's. Call this once the section can be shown. */
  start() {
    const { author, read, show, restored } = this.#format;
    this.#keep = this.#link.keep(this.#name, {
      restore: (text) => {
        const before = this.current;
        this.current = text === '' ? author : read(text);
        restored?.(before);
        show(before);
      },
    });
    if (!this.#link.get(this.#name)) show(this.current);
  }

  /** Changes some fields, shows the result and keeps it. @param {Partial<State>} fields */
  edit(fields) {
    this.replace({ ...this.current, ...fields });
  }

  /** Takes another state, shows it and keeps it. @param {State} state */
  replace(state) {
    const before = this.current;
    this.current = state;
    this.#format.show(before);
    this.keep();
  }

  /** Changes some fields and keeps the result, for a caller that does not need the whole section shown again. @param {Partial<State>} fields */
  put(fields) {
    this.current = { ...this.current, ...fields };
    this.keep();
  }

  /** Writes the current state into the address. */
  keep() {
    const { author, write } = this.#format;
    const text = write(this.current);
    this.#keep(text === write(author) ? '' : text);
  }
}
