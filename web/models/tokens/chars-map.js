/**
 * SentencePiece's precompiled_charsmap: which texts are replaced by which, as a trie in a double array (Susumu Yata, Darts-clone)
 * and, behind it, the replacements, each ended by a zero.
 */

import { ModelError } from '../model-error.js';

/** @typedef {import('./aligned-text.js').AlignedText} AlignedText */
/** @typedef {import('./aligned-text.js').Change} Change */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A longer grapheme, in bytes, is replaced character by character. */
const longestGrapheme = 5;

/**
 * A part of a text, up to a place where a grapheme certainly ends: between two characters of ASCII or ideographs, and before a
 * letter behind a space, but for those that join what is before them.
 */
const parts = /[^]*?(?:[ -~\p{Unified_Ideograph}](?=[ -~\p{Unified_Ideograph}])| (?=\p{L})(?![\u0e33\u0eb3\uff9e\uff9f])|$)/gu;

/** What a unit of the array holds: a byte of a key with the way to the next one, or the place of a replacement. */
const labelOf = (/** @type {number} */ unit) => unit & 0x800000ff;
const hasLeaf = (/** @type {number} */ unit) => (unit >>> 8 & 1) === 1;
const offsetOf = (/** @type {number} */ unit) => unit >>> 10 << ((unit & 0x200) >>> 6);
const valueOf = (/** @type {number} */ unit) => unit & 0x7fffffff;

export class CharsMap {
  /** @param {Uint8Array} bytes @param {string} argument for errors */
  constructor(bytes, argument) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const trieBytes = bytes.length < 4 ? Infinity : view.getUint32(0, true);
    if (trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length) {
      throw new ModelError(argument, `expected a trie of ${bytes.length - 4} bytes at most, got ${bytes.length < 4 ? `${bytes.length} bytes in all` : trieBytes}`);
    }
    this.units = Uint32Array.from({ length: trieBytes / 4 }, (_, index) => view.getUint32(4 + 4 * index, true));
    this.replacements = bytes.subarray(4 + trieBytes);
    this.graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  }

  /**
   * As the Rust library does it: a short grapheme is replaced as a whole by what the shortest key in its front stands for.
   * @param {AlignedText} aligned
   * @returns {AlignedText}
   */
  normalize(aligned) {
    const changes = /** @type {Change[]} */ ([]);
    for (const segment of this.#graphemesOf(aligned.text)) {
      const whole = encoder.encode(segment).length <= longestGrapheme ? this.replacement(segment) : undefined;
      if (whole === undefined) this.#addCharacters(changes, segment);
      else addReplacement(changes, segment, whole);
    }
    return aligned.changed(changes);
  }

  /** Part by part, as a segmenter's time grows with the square of the length. @param {string} text @returns {Generator<string>} */
  * #graphemesOf(text) {
    for (const [part] of text.matchAll(parts)) {
      if (part.length === 1) yield part;
      else for (const { segment } of this.graphemes.segment(part)) yield segment;
    }
  }

  /** @param {Change[]} changes @param {string} segment */
  #addCharacters(changes, segment) {
    for (const character of segment) {
      const replacement = this.replacement(character);
      if (replacement === undefined) changes.push([character, 0]);
      else addReplacement(changes, character, replacement);
    }
  }

  /** @param {string} text @returns {string | undefined} of the shortest key that it begins with */
  replacement(text) {
    const { units } = this;
    let place = offsetOf(units[0]);
    for (const byte of encoder.encode(text)) {
      place ^= byte;
      const unit = units[place];
      if (byte === 0 || unit === undefined || labelOf(unit) !== byte) return undefined;
      place ^= offsetOf(unit);
      if (hasLeaf(unit)) return this.#textAt(valueOf(units[place]));
    }
    return undefined;
  }

  /** @param {number} start @returns {string} */
  #textAt(start) {
    const end = this.replacements.indexOf(0, start);
    return decoder.decode(this.replacements.subarray(start, end < 0 ? undefined : end));
  }
}

/** @param {Change[]} changes @param {string} old @param {string} text */
function addReplacement(changes, old, text) {
  const characters = Array.from(text);
  const difference = characters.length - Array.from(old).length;
  for (const [index, character] of characters.entries()) changes.push([character, index >= characters.length - difference ? 1 : 0]);
  const last = changes.at(-1);
  if (difference < 0 && last) last[1] += difference;
}
