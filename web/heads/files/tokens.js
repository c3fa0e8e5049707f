/** Which words belong to the rows and columns of a set. */

import { shown } from '../../base/shown-value.js';
import { check } from './heads-error.js';

/**
 * @import { Kind } from './kinds.js'
 * @import { Labels, NamedText } from './named-array.js'
 *
 * @typedef {{ kind: Kind, name: string, shape: number[], rows: number, columns: number }} Matrices
 * @typedef {'queries' | 'keys'} Side
 */

/** The names of texts that belong to one side alone, the first before the others. @type {Record<Kind, Record<Side, string[]>>} */
const namesOfSides = {
  self: { queries: ['queries'], keys: ['keys'] },
  encoder: { queries: ['encoder_tokens'], keys: ['encoder_tokens'] },
  decoder: { queries: ['decoder_tokens'], keys: ['decoder_tokens'] },
  cross: { queries: ['decoder_tokens', 'queries'], keys: ['encoder_tokens', 'keys'] },
};

/**
 * @param {Matrices} matrices
 * @param {Labels} labels what the file says of this array comes first
 * @param {NamedText[]} texts
 * @returns {{ queries: string[] | null, keys: string[] | null }}
 * @throws {HeadsError} shape: words that do not fit
 */
export function tokensOf(matrices, labels, texts) {
  const queries = sideOf('queries', matrices, labels, texts);
  const keys = sideOf('keys', matrices, labels, texts);
  const shared = sharedOf(labels, texts);
  if (!shared || (queries && keys)) return { queries, keys };
  const { length } = shared.tokens;
  const { rows, columns } = matrices;
  // Where a model writes on, only the newest words ask, and all words are keys: then these words fit one side.
  if (queries || keys || length !== rows) checkFit(keys ? 'queries' : 'keys', shared, matrices);
  return { queries: queries ?? (length === rows ? shared.tokens : null), keys: keys ?? (length === columns ? shared.tokens : null) };
}

/** @param {Side} side @param {Matrices} matrices @param {Labels} labels @param {NamedText[]} texts */
function sideOf(side, matrices, labels, texts) {
  const names = namesOfSides[matrices.kind][side];
  const own = labels[side];
  const text = own ? { name: side, tokens: own } : names.map((name) => texts.find((one) => one.name === name)).find(Boolean);
  if (!text) return null;
  checkFit(side, text, matrices);
  return text.tokens;
}

/** @param {Labels} labels @param {NamedText[]} texts @returns {NamedText | undefined} words that are not said to be of one side */
function sharedOf({ tokens }, texts) {
  if (tokens) return { name: 'tokens', tokens };
  const sided = Object.values(namesOfSides).flatMap(({ queries, keys }) => [...queries, ...keys]);
  return texts.find(({ name }) => name === 'tokens') ?? (texts.length === 1 && !sided.includes(texts[0].name) ? texts[0] : undefined);
}

/** The sentence of one query or key. */
const singular = /** @type {const} */ ({ queries: 'query', keys: 'key' });

/** @param {Side} side @param {NamedText} text @param {Matrices} matrices */
function checkFit(side, { name: place, tokens }, { name, shape, rows, columns }) {
  const expected = side === 'queries' ? rows : columns;
  const fault = expected === 1 ? singular[side] : side;
  check(tokens.length === expected, 'shape', fault, { place, expected, name, shape: shown(shape), got: tokens.length });
}
