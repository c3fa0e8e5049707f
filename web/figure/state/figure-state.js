/**
 * All that a figure is, as plain JSON: what a link carries, what undo goes back to. A state is never
 * changed, only replaced, and every one has passed readState.
 */

import { NORMALIZERS, SCORES } from '../../engine/names.js';
import { FigureError, show } from './figure-error.js';
import { readFlag, readList, readName, readNumber, readRecord, readText, readWhole } from './fields.js';
import { readVectors } from './figure-vectors.js';
import { limits } from './limits.js';

export { limits };

/**
 * @import { NormalizerName, ScoreName } from '../../engine/index.js'
 *
 * @typedef {'bars' | 'heatmap' | 'links' | 'plane'} ViewName
 *
 * @typedef {object} FigureState
 * @property {ViewName} view
 * @property {string[]} tokens one for each key: the columns
 * @property {string[] | null} queryTokens one for each query: the rows; null: the tokens
 * @property {number[][][] | null} queries [H][Tq][D]; null with weights, and where vectors are made from spelling
 * @property {number[][][] | null} keys [G][Tk][D], H a multiple of G; null where queries are
 * @property {number[][][] | null} values [G][Tk][Dv]; null: the keys
 * @property {number[][][] | null} weights [H][Tq][Tk], supplied by the author
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer the author's choice; see normalizerOf in ../methods.js
 * @property {number | null} temperature above 0; null: not given
 * @property {number | null} scale null: not given
 * @property {boolean} causal
 * @property {[number, number] | null} window keys to the left and right of the query's place, -1: no limit
 * @property {number[][] | null} mask [Tq][Tk], 1 attends and 0 does not
 * @property {'score' | 'normalizer' | 'head' | null} compare
 * @property {(ScoreName | NormalizerName)[]} compared two to four names; none where heads are compared
 * @property {number} head from 0
 * @property {number} query the chosen row, from 0
 * @property {number | null} key the chosen column, from 0
 * @property {[number, number] | null} domain of the colours
 * @property {string} caption
 * @property {string} label
 */

export const views = /** @type {const} */ (['bars', 'heatmap', 'links', 'plane']);

/** Every field, in the order in which it is written. */
export const stateNames = /** @type {const} */ ([
  'view', 'tokens', 'queryTokens', 'queries', 'keys', 'values', 'weights', 'score', 'normalizer', 'temperature', 'scale',
  'causal', 'window', 'mask', 'compare', 'compared', 'head', 'query', 'key', 'domain', 'caption', 'label',
]);

/** What a field is that is not given; the view depends on the queries: see readState. */
export const stateDefaults = Object.freeze({
  queryTokens: null, queries: null, keys: null, values: null, weights: null,
  score: /** @type {const} */ ('scaled-dot'), normalizer: /** @type {const} */ ('softmax'),
  temperature: null, scale: null, causal: false, window: null, mask: null, compare: null,
  compared: Object.freeze(/** @type {(ScoreName | NormalizerName)[]} */ ([])),
  head: 0, query: 0, key: null, domain: null, caption: '', label: '',
});

/**
 * @param {unknown} plain an object with some of the fields of a state; null and undefined are not given
 * @returns {FigureState} a complete copy. The view is heatmap, bars for one query
 * @throws {FigureError}
 */
export function readState(plain) {
  const fields = readRecord('state', plain, stateNames);
  /** @template Value @param {string} name @param {(name: string, value: unknown) => Value} read @returns {Value | null} */
  const optional = (name, read) => (fields[name] === undefined || fields[name] === null ? null : read(name, fields[name]));

  const { tokens, queryTokens, queries, keys, values, weights, sizes } = readVectors(fields);
  const state = {
    view: optional('view', (name, value) => readName(name, value, views)) ?? (sizes.Tq === 1 ? 'bars' : 'heatmap'),
    tokens, queryTokens, queries, keys, values, weights,
    score: optional('score', (name, value) => readName(name, value, SCORES)) ?? stateDefaults.score,
    normalizer: optional('normalizer', (name, value) => readName(name, value, NORMALIZERS)) ?? stateDefaults.normalizer,
    temperature: optional('temperature', readTemperature),
    scale: optional('scale', readNumber),
    causal: optional('causal', readFlag) ?? stateDefaults.causal,
    window: optional('window', readWindow),
    mask: optional('mask', (name, value) => readMask(name, value, sizes.Tq, sizes.Tk)),
    ...readComparison(fields, weights !== null, sizes.H),
    head: optional('head', (name, value) => readWhole(name, value, 0, sizes.H - 1)) ?? stateDefaults.head,
    query: optional('query', (name, value) => readWhole(name, value, 0, sizes.Tq - 1)) ?? stateDefaults.query,
    key: optional('key', (name, value) => readWhole(name, value, 0, sizes.Tk - 1)),
    domain: optional('domain', readDomain),
    caption: optional('caption', readText) ?? stateDefaults.caption,
    label: optional('label', readText) ?? stateDefaults.label,
  };
  if (state.view === 'plane' && (sizes.D !== 2 || sizes.Dv !== 2)) {
    const got = weights ? 'weights' : `queries and keys of ${sizes.D}, values of ${sizes.Dv}`;
    throw new FigureError('view', 'vectors of 2 components for plane', got, 'shape');
  }
  return state;
}

/** @param {string} name @param {unknown} value */
function readTemperature(name, value) {
  const temperature = readNumber(name, value);
  if (!(temperature > 0)) throw new FigureError(name, 'a number above 0', show(value), 'range');
  return temperature;
}

/** @param {string} name @param {unknown} value */
function readWindow(name, value) {
  const sides = readList(name, value, 2, 2, (side, count) => readWhole(side, count, -1, limits.tokens));
  return /** @type {[number, number]} */ (sides);
}

/** @param {string} name @param {unknown} value @param {number} Tq @param {number} Tk */
function readMask(name, value, Tq, Tk) {
  return readList(name, value, Tq, Tq, (row, cells) => readList(row, cells, Tk, Tk, readBit));
}

/** @param {string} name @param {unknown} value */
function readBit(name, value) {
  if (value === 1 || value === true) return 1;
  if (value === 0 || value === false) return 0;
  throw new FigureError(name, '0 or 1', show(value));
}

/** @param {string} name @param {unknown} value */
function readDomain(name, value) {
  const [low, high] = readList(name, value, 2, 2, readNumber);
  if (!(low < high)) throw new FigureError(name, 'two numbers, the smaller first', `${low} and ${high}`, 'range');
  return /** @type {[number, number]} */ ([low, high]);
}

/**
 * @param {Record<string, unknown>} fields
 * @param {boolean} isSupplied whether there are weights, which no score function can make anew
 * @param {number} H
 * @returns {Pick<FigureState, 'compare' | 'compared'>}
 */
function readComparison({ compare = null, compared }, isSupplied, H) {
  if (compare === null) return { compare, compared: [] };
  const what = readName('compare', compare, /** @type {const} */ (['score', 'normalizer', 'head']));
  if (what === 'head') {
    if (H < 2) throw new FigureError('compare', 'several heads', '1', 'shape');
    return { compare: what, compared: [] };
  }
  if (isSupplied) throw new FigureError('compare', 'queries and keys, which finished weights do not have', what, 'option');
  const known = /** @type {readonly (ScoreName | NormalizerName)[]} */ (what === 'score' ? SCORES : NORMALIZERS);
  const names = readList('compared', compared ?? [], 2, 4, (place, name) => readName(place, name, known));
  if (new Set(names).size < names.length) throw new FigureError('compared', 'different names', names.join(', '));
  return { compare: what, compared: names };
}
