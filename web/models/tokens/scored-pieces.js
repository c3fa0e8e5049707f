/** SentencePiece's vocabularies, wherever they are stored: pieces with scores and types, and what is done to a text before. */

import { binaryOf } from '../../base/binary.js';
import { MergesByScore } from './merges-by-score.js';
import { byteName } from './word-models.js';

/** @typedef {import('./vocabularies.js').TokenizerJson} TokenizerJson */

export const NORMAL = 1;
const UNKNOWN = 2;
const CONTROL = 3;
const USER_DEFINED = 4;
const BYTE = 6;

/**
 * @typedef {object} ScoredPieces
 * @property {boolean} isUnigram else its pieces are merged by their scores
 * @property {string[]} texts of all ids, ▁ for a space
 * @property {number[]} scores
 * @property {number[]} types 1 normal, 2 unknown, 3 control, 4 given by the user, 5 unused, 6 byte
 * @property {boolean} addsPrefix whether a text begins with a space
 * @property {boolean} [removesSpaces] whether those around a text, and more than one side by side, are left out
 * @property {Uint8Array} [charsmap] the precompiled normalization
 * @property {number} [bosId]
 * @property {number} [eosId]
 * @property {number} [unknownId]
 * @property {boolean} [addsBos]
 * @property {boolean} [addsEos]
 */

/** @param {ScoredPieces} pieces @returns {TokenizerJson} */
export function tokenizerJsonOfPieces(pieces) {
  const { texts, types, addsPrefix } = pieces;
  const added = texts.map((content, id) => ({ id, content, special: types[id] !== USER_DEFINED, normalized: false }))
    .filter(({ id, content }) => content !== '' && [UNKNOWN, CONTROL, USER_DEFINED].includes(types[id]));
  const replace = { type: 'Replace', pattern: { String: '▁' }, content: ' ' };
  return {
    added_tokens: added,
    normalizer: { type: 'Sequence', normalizers: normalizersOf(pieces) },
    // No piece of Unigram reaches across a space.
    pre_tokenizer: pieces.isUnigram ? { type: 'Metaspace', prepend_scheme: 'never' } : null,
    post_processor: aroundText(pieces, texts),
    decoder: {
      type: 'Sequence',
      decoders: [replace, { type: 'ByteFallback' }, { type: 'Fuse' }, ...(addsPrefix ? [{ type: 'Strip', content: ' ', start: 1, stop: 0 }] : [])],
    },
    model: pieces.isUnigram ? unigramOf(pieces) : mergesOf(pieces),
  };
}

/** @param {ScoredPieces} pieces @returns {object[]} */
function normalizersOf({ charsmap, removesSpaces, addsPrefix }) {
  const spaces = [{ type: 'Strip', strip_left: true, strip_right: true }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }];
  return [
    ...(charsmap?.length ? [{ type: 'Precompiled', precompiled_charsmap: btoa(binaryOf(charsmap)) }] : []),
    ...(removesSpaces ? spaces : []),
    ...(addsPrefix ? [{ type: 'Prepend', prepend: '▁' }] : []),
    { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
  ];
}

/** @param {ScoredPieces} pieces @returns {TokenizerJson['model']} */
function unigramOf({ texts, scores, types, unknownId }) {
  return { type: 'Unigram', vocab: texts.map((text, id) => [text, scores[id]]), unk_id: unknownId, byte_fallback: types.includes(BYTE) };
}

/** @param {ScoredPieces} pieces @returns {TokenizerJson['model']} */
function mergesOf({ texts, scores, types, unknownId }) {
  const ids = new Map(texts.map((text, id) => [text, id]));
  const hasBytes = types.includes(BYTE);
  return new MergesByScore({
    texts, scores, unknownId,
    byteIds: Array.from({ length: hasBytes ? 256 : 0 }, (_, byte) => ids.get(byteName(byte))),
    isMergeable: (/** @type {number} */ id) => ![UNKNOWN, CONTROL, BYTE].includes(types[id]),
  });
}

/**
 * @param {{ bosId?: number, eosId?: number, addsBos?: boolean, addsEos?: boolean }} ids
 * @param {string[]} texts
 * @returns {object | null} a post-processor
 */
export function aroundText({ bosId, eosId, addsBos, addsEos }, texts) {
  const begin = addsBos && bosId !== undefined ? [bosId] : [];
  const end = addsEos && eosId !== undefined ? [eosId] : [];
  if (begin.length + end.length === 0) return null;
  const special = (/** @type {number[]} */ ids, /** @type {number} */ type) => ids.map((id) => ({ SpecialToken: { id: texts[id], type_id: type } }));
  const around = (/** @type {'A' | 'B'} */ id, /** @type {number} */ type) => [...special(begin, type), { Sequence: { id, type_id: type } }, ...special(end, type)];
  return {
    type: 'TemplateProcessing', single: around('A', 0), pair: [...around('A', 0), ...around('B', 1)],
    special_tokens: Object.fromEntries([...begin, ...end].map((id) => [texts[id], { ids: [id] }])),
  };
}
