/**
 * Byte-pair encoding as SentencePiece has it (Kudo and Richardson, 2018): no list of merges, but a score for each piece. Of all
 * neighbours that together are a piece, those with the highest score are merged, the first of equals, until none are left.
 */

/** @typedef {import('./word-models.js').Piece} Piece */
/** @typedef {import('./word-models.js').WordModel} WordModel */

/**
 * @typedef {object} ScoredPieces
 * @property {string[]} texts of all ids
 * @property {number[]} scores
 * @property {(number | undefined)[]} byteIds for each byte, of which an unknown character is made
 * @property {number} [unknownId] where a byte has none; absent: it is left out
 * @property {(id: number) => boolean} [isMergeable] absent: all are
 */

/** @typedef {{ text: string, start: number, end: number, before?: Symbol, after?: Symbol, isGone?: boolean }} Symbol of a word */
/** @typedef {{ left: Symbol, right: Symbol, text: string, score: number }} Merge it is out of date where one of the two has changed */

const encoder = new TextEncoder();

/** @implements {WordModel} */
export class MergesByScore {
  kind = 'bpe';

  /** @param {ScoredPieces} config */
  constructor({ texts, scores, byteIds, unknownId, isMergeable = () => true }) {
    this.texts = texts;
    this.byteIds = byteIds;
    this.unknownId = unknownId;
    /** @type {Map<string, number>} of equal texts, the first */
    this.ids = new Map();
    /** @type {Map<string, number>} */
    this.scores = new Map();
    for (const [id, text] of texts.entries()) {
      if (this.ids.has(text)) continue;
      this.ids.set(text, id);
      if (isMergeable(id)) this.scores.set(text, scores[id]);
    }
  }

  /** @param {string} word @returns {Piece[]} */
  encode(word) {
    const first = symbolsOf(word);
    this.#merge(first);
    /** @type {Piece[]} */
    const pieces = [];
    for (let symbol = first; symbol; symbol = symbol.after) pieces.push(...this.#piecesOf(symbol));
    return pieces;
  }

  /** @param {Symbol | undefined} first @returns {void} */
  #merge(first) {
    const merges = new MergeHeap();
    for (let symbol = first; symbol; symbol = symbol.after) this.#propose(merges, symbol, symbol.after);
    for (let merge = merges.take(); merge; merge = merges.take()) {
      const { left, right, text } = merge;
      const isCurrent = !left.isGone && !right.isGone && left.text.length + right.text.length === text.length;
      if (!isCurrent) continue;
      join(left, right, text);
      this.#propose(merges, left.before, left);
      this.#propose(merges, left, left.after);
    }
  }

  /** @param {MergeHeap} merges @param {Symbol | undefined} left @param {Symbol | undefined} right */
  #propose(merges, left, right) {
    if (!left || !right) return;
    const text = left.text + right.text;
    const score = this.scores.get(text);
    if (score !== undefined) merges.add({ left, right, text, score });
  }

  /** @param {Symbol} symbol @returns {Piece[]} */
  #piecesOf({ text, start, end }) {
    const id = this.scores.has(text) ? this.ids.get(text) : undefined;
    if (id !== undefined) return [{ id, start, end }];
    return Array.from(encoder.encode(text), (byte) => this.byteIds[byte] ?? this.unknownId)
      .flatMap((byteId) => (byteId === undefined ? [] : [{ id: byteId, start, end }]));
  }
}

/** @param {string} word @returns {Symbol | undefined} the first of its characters */
function symbolsOf(word) {
  /** @type {Symbol | undefined} */
  let first;
  /** @type {Symbol | undefined} */
  let before;
  let start = 0;
  for (const text of word) {
    /** @type {Symbol} */
    const symbol = { text, start, end: start + text.length, before };
    if (before) before.after = symbol;
    first ??= symbol;
    before = symbol;
    start = symbol.end;
  }
  return first;
}

/** @param {Symbol} left becomes both @param {Symbol} right @param {string} text */
function join(left, right, text) {
  left.text = text;
  left.end = right.end;
  left.after = right.after;
  if (right.after) right.after.before = left;
  right.isGone = true;
}

/** A binary heap: the best merge is on top. */
class MergeHeap {
  /** @type {Merge[]} */
  #merges = [];

  /** @param {Merge} merge */
  add(merge) {
    const merges = this.#merges;
    let place = merges.length;
    while (place > 0 && isBefore(merge, merges[place - 1 >> 1])) {
      merges[place] = merges[place - 1 >> 1];
      place = place - 1 >> 1;
    }
    merges[place] = merge;
  }

  /** @returns {Merge | undefined} the best one, which it no longer holds */
  take() {
    const [best] = this.#merges;
    const last = this.#merges.pop();
    if (last && this.#merges.length > 0) this.#sink(last);
    return best;
  }

  /** @param {Merge} merge takes the free place on top, and goes down from there */
  #sink(merge) {
    const merges = this.#merges;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < merges.length && isBefore(merges[child + 1], merges[child])) child += 1;
      if (child >= merges.length || isBefore(merge, merges[child])) break;
      merges[place] = merges[child];
      place = child;
    }
    merges[place] = merge;
  }
}

/** @param {Merge} one @param {Merge} other @returns {boolean} */
const isBefore = (one, other) => one.score > other.score || (one.score === other.score && one.left.start < other.left.start);
