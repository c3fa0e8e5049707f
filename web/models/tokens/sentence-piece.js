/** SentencePiece's spiece.model: a message ModelProto in the wire format of Protocol Buffers (sentencepiece_model.proto). */

import { ModelError } from '../model-error.js';
import { NORMAL } from './scored-pieces.js';

/** @typedef {import('./scored-pieces.js').ScoredPieces} ScoredPieces */
/** @typedef {number | Uint8Array} FieldValue a number as it is; the bytes of a text, a message or a float */

const argument = 'spiece.model';

/** @param {Uint8Array} bytes @returns {ScoredPieces} */
export function readSentencePiece(bytes) {
  if (!(bytes instanceof Uint8Array)) throw new ModelError(argument, `expected a Uint8Array, got ${typeof bytes}`);
  const model = fieldsOf(bytes);
  const pieces = listOf(model, 1).map((message, index) => pieceOf(messageIn(message, `piece ${index}`), index));
  if (pieces.length === 0) throw new ModelError(argument, `expected pieces, got none in ${bytes.length} bytes`);
  const trainer = messageIn(last(model, 2) ?? new Uint8Array(), 'trainer_spec');
  const normalizer = messageIn(last(model, 3) ?? new Uint8Array(), 'normalizer_spec');
  const charsmap = last(normalizer, 2);
  return {
    isUnigram: isUnigram(numberOf(trainer, 3, 1)),
    texts: pieces.map(({ text }) => text),
    scores: pieces.map(({ score }) => score),
    types: pieces.map(({ type }) => type),
    charsmap: charsmap instanceof Uint8Array ? charsmap : undefined,
    addsPrefix: numberOf(normalizer, 3, 1) === 1,
    removesSpaces: numberOf(normalizer, 4, 1) === 1,
    unknownId: numberOf(trainer, 40, 0),
    bosId: numberOf(trainer, 41, 1),
    eosId: numberOf(trainer, 42, 2),
  };
}

/** @param {number} type @returns {boolean} */
function isUnigram(type) {
  if (type === 1 || type === 2) return type === 1;
  throw new ModelError(`${argument}: trainer_spec.model_type`, `expected 1 (unigram) or 2 (bpe), got ${type}`);
}

/** @param {Map<number, FieldValue[]>} message @param {number} index @returns {{ text: string, score: number, type: number }} */
function pieceOf(message, index) {
  const text = last(message, 1);
  if (!(text instanceof Uint8Array)) throw new ModelError(`${argument}: piece ${index}`, 'expected a text, got none');
  const score = last(message, 2);
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(text),
    score: score instanceof Uint8Array && score.length === 4 ? new DataView(score.buffer, score.byteOffset, 4).getFloat32(0, true) : 0,
    type: numberOf(message, 3, NORMAL),
  };
}

/** @param {Map<number, FieldValue[]>} message @param {number} field @returns {FieldValue[]} */
const listOf = (message, field) => message.get(field) ?? [];

/** @param {Map<number, FieldValue[]>} message @param {number} field @returns {FieldValue | undefined} of several, the last one counts */
const last = (message, field) => listOf(message, field).at(-1);

/** @param {Map<number, FieldValue[]>} message @param {number} field @param {number} absent @returns {number} */
function numberOf(message, field, absent) {
  const value = last(message, field);
  return typeof value === 'number' ? value : absent;
}

/** @param {FieldValue} value @param {string} name @returns {Map<number, FieldValue[]>} */
function messageIn(value, name) {
  if (value instanceof Uint8Array) return fieldsOf(value);
  throw new ModelError(`${argument}: ${name}`, `expected a message, got ${value}`);
}

/** How many bytes a value of a wire type has, where that is fixed. @type {Record<number, number>} */
const fixedLengths = { 1: 8, 5: 4 };

/** @param {Uint8Array} bytes of a message @returns {Map<number, FieldValue[]>} */
function fieldsOf(bytes) {
  /** @type {Map<number, FieldValue[]>} */
  const fields = new Map();
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = varint(reader);
    const field = Math.floor(tag / 8);
    const values = fields.get(field) ?? [];
    values.push(valueOf(reader, tag % 8));
    fields.set(field, values);
  }
  return fields;
}

/** @param {{ bytes: Uint8Array, at: number }} reader @param {number} wireType @returns {FieldValue} */
function valueOf(reader, wireType) {
  if (wireType === 0) return varint(reader);
  const length = wireType === 2 ? varint(reader) : fixedLengths[wireType];
  if (length === undefined) throw new ModelError(argument, `expected the wire types 0, 1, 2 and 5, got ${wireType} at byte ${reader.at}`);
  const end = reader.at + length;
  if (end > reader.bytes.length) throw new ModelError(argument, `expected ${length} bytes more, got ${reader.bytes.length - reader.at}: the file is not whole`);
  const value = reader.bytes.subarray(reader.at, end);
  reader.at = end;
  return value;
}

/** @param {{ bytes: Uint8Array, at: number }} reader @returns {number} seven bits a byte, the lowest first */
function varint(reader) {
  let value = 0;
  for (let scale = 1; scale < 2 ** 70; scale *= 128) {
    const byte = reader.bytes[reader.at];
    if (byte === undefined) throw new ModelError(argument, 'expected a number, got the end: the file is not whole');
    reader.at += 1;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
  throw new ModelError(argument, `expected a number of at most 10 bytes, got more at byte ${reader.at}`);
}
