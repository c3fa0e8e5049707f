/**
 * The lesson's address: after the # stands what each section keeps, such as `#softmax=t:0.5&order=p:1`. A section reads
 * and writes its own part only. Undo and reset move through what was kept.
 */

/**
 * @typedef {object} Keeper
 * @property {(value: string) => void} restore shows a state; '' is the author's. Throws for one that it cannot show
 */

const mostCharacters = 6000;
const mostSteps = 100;

export class Link {
  /** @type {Map<string, string>} */
  #values = new Map();
  /** @type {Map<string, Keeper>} */
  #keepers = new Map();
  /** Earlier addresses, the oldest first. @type {string[]} */
  #past = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();

  constructor() {
    this.#read();
    addEventListener('hashchange', () => {
      this.#past.push(this.#text());
      this.#read();
      this.#restoreAll();
    });
  }

  /** Whether undo has something to go back to. */
  get canUndo() {
    return this.#past.length > 0;
  }

  /** @param {string} name @returns {string} '' if it is not there */
  get(name) {
    return this.#values.get(name) ?? '';
  }

  /**
   * Has a section keep its state here. What the address says of it is restored at once.
   * @param {string} name the section's id, or `id.part`
   * @param {Keeper} keeper
   * @returns {(value: string) => void} to be told of each new state; '' is the author's
   */
  keep(name, keeper) {
    this.#keepers.set(name, keeper);
    if (this.#values.has(name)) this.#restore(name);
    return (value) => this.#set(name, value);
  }

  undo() {
    const text = this.#past.pop();
    if (text === undefined) return;
    history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
    this.#read();
    this.#restoreAll();
  }

  /** Brings every section, or one and its parts, back to the author's state; undo takes it back. @param {string} [section] */
  reset(section) {
    for (const name of [...this.#values.keys()]) {
      if (section === undefined || name === section || name.startsWith(`${section}.`)) {
        this.#set(name, '');
        this.#keepers.get(name)?.restore('');
      }
    }
  }

  /** @param {() => void} listener called after each change */
  onChange(listener) {
    this.#listeners.add(listener);
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    if (value === this.get(name)) return;
    this.#past.push(this.#text());
    if (this.#past.length > mostSteps) this.#past.shift();
    if (value) this.#values.set(name, value);
    else this.#values.delete(name);
    const text = this.#text();
    history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
    this.#tell();
  }

  #text() {
    return [...this.#values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  }

  #read() {
    this.#values.clear();
    const text = location.hash.slice(1);
    if (text.length > mostCharacters) return;
    for (const part of text.split('&')) {
      const [, name, value] = /^([a-z][a-z.-]*)=(.*)$/.exec(part) ?? [];
      if (!value) continue;
      try {
        this.#values.set(name, decodeURIComponent(value));
      } catch {
        // A broken escape: this part of the address says nothing.
      }
    }
  }

  #restoreAll() {
    for (const name of this.#keepers.keys()) this.#restore(name);
    this.#tell();
  }

  /** @param {string} name */
  #restore(name) {
    try {
      this.#keepers.get(name)?.restore(this.get(name));
    } catch (error) {
      console.info(error);
      this.#values.delete(name);
      this.#keepers.get(name)?.restore('');
    }
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
