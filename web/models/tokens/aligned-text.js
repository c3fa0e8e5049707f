/** A text that was made from another one, and knows of each of its characters where that one has it. */

/**
 * A character of a changed text, and what it stands in place of.
 * 0: of the next character of the old text. 1: of none, it is added behind one. -n: of the next one and of n behind it.
 * @typedef {[character: string, change: number]} Change
 */

/**
 * Places are in UTF-16 units of the source. A character of two units has the same place twice.
 *
 * What a changed character points at follows the Rust library of Hugging Face, so that offsets are the same: a character that is
 * added points where the one before it does, and one that stands for several points at the first of them.
 */
export class AlignedText {
  /**
   * @param {string} text
   * @param {ArrayLike<number>} starts for each unit of the text, where in the source its character begins
   * @param {ArrayLike<number>} ends and where it ends
   */
  constructor(text, starts, ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** @param {string} source @returns {AlignedText} the source itself */
  static of(source) {
    const starts = new Int32Array(source.length);
    const ends = new Int32Array(source.length);
    let start = 0;
    for (const character of source) {
      const end = start + character.length;
      starts.fill(start, start, end);
      ends.fill(end, start, end);
      start = end;
    }
    return new AlignedText(source, starts, ends);
  }

  /** @param {number} start @param {number} end units of this text @returns {AlignedText} */
  slice(start, end) {
    if (start === 0 && end === this.text.length) return this;
    const [starts, ends] = [this.starts, this.ends].map((places) => Array.prototype.slice.call(places, start, end));
    return new AlignedText(this.text.slice(start, end), starts, ends);
  }

  /**
   * @param {number} start @param {number} end units of this text, end > start
   * @returns {[start: number, end: number]} the part of the source
   */
  place(start, end) {
    return [this.starts[start], this.ends[end - 1]];
  }

  /**
   * @param {Iterable<Change>} changes
   * @param {number} [dropped] units of this text that are left out in front
   * @returns {AlignedText}
   */
  changed(changes, dropped = 0) {
    const { text, starts, ends } = this;
    const result = new AlignedTextBuilder();
    let next = dropped;
    for (const [character, change] of changes) {
      const unit = Math.min(Math.max(change > 0 ? next - 1 : next, 0), text.length - 1);
      result.add(character, starts[unit], ends[unit]);
      for (let count = change; count <= 0 && next < text.length; count += 1) next += widthAt(text, next);
    }
    return result.built();
  }

  /**
   * @param {(character: string) => string} map the characters that one becomes; none leaves it out
   * @returns {AlignedText}
   */
  mapped(map) {
    const result = new AlignedTextBuilder();
    let unit = 0;
    for (const character of this.text) {
      result.add(map(character), this.starts[unit], this.ends[unit]);
      unit += character.length;
    }
    return result.built();
  }

  /**
   * @param {RegExp} pattern with the flags g and u
   * @param {string} content all of it points at the last character of what it stands in place of
   * @returns {AlignedText}
   */
  replaced(pattern, content) {
    const result = new AlignedTextBuilder();
    let done = 0;
    for (const { index, 0: { length } } of this.text.matchAll(pattern)) {
      result.addPart(this, done, index);
      const last = Math.max(index + length - 1, 0);
      if (this.text.length > 0) result.add(content, this.starts[last], this.ends[last]);
      done = index + length;
    }
    result.addPart(this, done, this.text.length);
    return result.built();
  }

  /** @param {string} prefix it points at the first character @returns {AlignedText} */
  prefixed(prefix) {
    if (this.text === '') return this;
    const result = new AlignedTextBuilder();
    result.add(prefix, this.starts[0], this.ends[0]);
    result.addPart(this, 0, this.text.length);
    return result.built();
  }
}

/** @param {string} text @param {number} unit @returns {1 | 2} units of the character there */
export const widthAt = (text, unit) => (/** @type {number} */ (text.codePointAt(unit)) > 0xffff ? 2 : 1);

class AlignedTextBuilder {
  /** @type {string[]} */
  #parts = [];
  /** @type {number[]} */
  #starts = [];
  /** @type {number[]} */
  #ends = [];

  /** @param {string} characters @param {number} start @param {number} end their place in the source, one for all */
  add(characters, start, end) {
    this.#parts.push(characters);
    for (let unit = 0; unit < characters.length; unit += 1) {
      this.#starts.push(start);
      this.#ends.push(end);
    }
  }

  /** @param {AlignedText} from @param {number} start @param {number} end */
  addPart(from, start, end) {
    this.#parts.push(from.text.slice(start, end));
    for (let unit = start; unit < end; unit += 1) {
      this.#starts.push(from.starts[unit]);
      this.#ends.push(from.ends[unit]);
    }
  }

  built() {
    return new AlignedText(this.#parts.join(''), this.#starts, this.#ends);
  }
}
