// Writes a model of SentencePiece: a message ModelProto in the wire format of Protocol Buffers.

/**
 * @typedef {object} WrittenModel
 * @property {[text: string, score: number, type?: number][]} pieces
 * @property {number} type 1 unigram, 2 bpe, and others
 * @property {Uint8Array} [charsmap]
 * @property {boolean} [addsPrefix]
 * @property {boolean} [removesSpaces]
 */

/** @param {WrittenModel} model @returns {Uint8Array} */
export function writtenModel({ pieces, type, charsmap = new Uint8Array(), addsPrefix = true, removesSpaces = true }) {
  const messages = pieces.map(([text, score, pieceType = 1]) => bytesField(1, [
    ...bytesField(1, new TextEncoder().encode(text)), 2 << 3 | 5, ...new Uint8Array(Float32Array.of(score).buffer), ...numberField(3, pieceType),
  ]));
  const trainer = bytesField(2, [...numberField(3, type), ...numberField(40, 0), ...numberField(41, 1), ...numberField(42, 2)]);
  const normalizer = bytesField(3, [...bytesField(2, charsmap), ...numberField(3, Number(addsPrefix)), ...numberField(4, Number(removesSpaces))]);
  return Uint8Array.from([...messages.flat(), ...trainer, ...normalizer]);
}

/** @param {number} value @returns {number[]} */
function varint(value) {
  return value < 128 ? [value] : [value % 128 + 128, ...varint(Math.floor(value / 128))];
}

/** @param {number} field @param {number} value @returns {number[]} */
const numberField = (field, value) => [...varint(field * 8), ...varint(value)];

/** @param {number} field @param {ArrayLike<number>} bytes @returns {number[]} */
const bytesField = (field, bytes) => [...varint(field * 8 + 2), ...varint(bytes.length), ...Array.from(bytes)];
