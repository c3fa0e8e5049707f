// JSON as programs write it: Python's json has NaN, Infinity and -Infinity bare, Windows a byte order mark or UTF-16.

/** Byte order marks, and what they stand before. @type {[number[], string][]} */
const MARKS = [[[0xef, 0xbb, 0xbf], 'utf-8'], [[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be']];

/**
 * The text of a file, without its byte order mark. PowerShell writes UTF-16 with one.
 * @param {Uint8Array} bytes
 * @returns {string}
 * @throws {Error} other bytes than UTF-8, or UTF-16 behind its mark
 */
export function textOf(bytes) {
  const [, encoding] = MARKS.find(([mark]) => mark.every((byte, i) => bytes[i] === byte)) ?? [[], 'utf-8'];
  const at = encoding === 'utf-8' ? bytes.indexOf(0) : -1;
  if (at >= 0) throw new Error(`expected UTF-8, or UTF-16 with a byte order mark, got a zero byte at ${at}`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`expected text in ${encoding.toUpperCase()}, got other bytes`);
  }
}

/**
 * What the text says: JSON, in which NaN, Infinity and -Infinity may stand as numbers.
 * @param {string} text
 * @returns {any}
 * @throws {Error} the place of what is wrong, by line and column from 1
 */
export function parseText(text) {
  try {
    return JSON.parse(text);
  } catch {
    return new Reader(text).read();
  }
}

/** @type {[string, unknown][]} */
const WORDS = [['true', true], ['false', false], ['null', null], ['NaN', NaN], ['Infinity', Infinity], ['-Infinity', -Infinity]];

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;

/** Reads value by value: JSON.parse() knows no such numbers, and what is within strings must stay as it is. */
class Reader {
  #text;
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.#text = text;
  }

  read() {
    const value = this.#value();
    if (this.#next() !== undefined) this.#fail('its end');
    return value;
  }

  /** The character behind white space. */
  #next() {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
    return this.#text.at(this.#at);
  }

  /** @returns {unknown} */
  #value() {
    const start = this.#next();
    if (start === '[') return this.#list(']', () => this.#value());
    if (start === '{') return Object.fromEntries(this.#list('}', () => this.#field()));
    if (start === '"') return this.#string();
    const known = WORDS.find(([word]) => this.#text.startsWith(word, this.#at));
    if (known) {
      this.#at += known[0].length;
      return known[1];
    }
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text);
    if (!number) return this.#fail('a value');
    this.#at = NUMBER.lastIndex;
    return Number(number[0]);
  }

  /**
   * @template Item
   * @param {string} end
   * @param {() => Item} readItem
   */
  #list(end, readItem) {
    /** @type {Item[]} */
    const items = [];
    this.#at++;
    if (this.#next() === end) this.#at++;
    else {
      do items.push(readItem());
      while (this.#passes(',', end));
    }
    return items;
  }

  /** Whether the list goes on. @param {string} comma @param {string} end */
  #passes(comma, end) {
    const found = this.#next();
    if (found !== comma && found !== end) this.#fail(`${comma} or ${end}`);
    this.#at++;
    return found === comma;
  }

  /** @returns {[string, unknown]} */
  #field() {
    if (this.#next() !== '"') this.#fail('a name in quotes');
    const name = this.#string();
    if (this.#next() !== ':') this.#fail(':');
    this.#at++;
    return [name, this.#value()];
  }

  /** @returns {string} */
  #string() {
    const start = this.#at;
    let end = start;
    do end = this.#text.indexOf('"', end + 1);
    while (end >= 0 && this.#isEscaped(end));
    try {
      const string = JSON.parse(this.#text.slice(start, end < 0 ? undefined : end + 1));
      this.#at = end + 1;
      return string;
    } catch {
      return this.#fail(end < 0 ? 'a string that ends' : 'a string');
    }
  }

  /** @param {number} at of a quote */
  #isEscaped(at) {
    let backslashes = 0;
    while (this.#text[at - 1 - backslashes] === '\\') backslashes++;
    return backslashes % 2 === 1;
  }

  /** @param {string} expected @returns {never} */
  #fail(expected) {
    const before = this.#text.slice(0, this.#at).split('\n');
    const found = this.#text.slice(this.#at, this.#at + 12).split(/[\s,:\]}]/)[0] || this.#text[this.#at];
    const got = found === undefined ? 'the end of the text' : JSON.stringify(found);
    throw new Error(`expected ${expected}, got ${got} at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`);
  }
}
