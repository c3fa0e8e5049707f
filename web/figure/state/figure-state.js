/**
 * All that a figure is, as plain JSON: what a link carries, what undo goes back to. A state is never
 * changed, only replaced, and every one has passed readState.
 */

import { SCORES } from '../../engine/generated/boundary.js';
import { figureNormalizers } from './methods.js';
import { check, counted, told } from './figure-error.js';
import { readField, readList, readName, readNumber, readRecord, readText, readWhole } from './fields.js';
import { readVectors } from './figure-vectors.js';
import { limits } from './limits.js';
import { readMask } from './tensor-input.js';

export { limits };

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { NormalizerName } from './methods.js'
 *
 * @typedef {'bars' | 'heatmap' | 'links' | 'plane'} ViewName
 * @typedef {'weights' | 'scores'} ShownName
 * @typedef {boolean | 'bottom-right'} Causal whether a query sees no key behind its own place: counted from the first query
 *   and key, or so that the last query stands at the last key
 *
 * @typedef {object} FigureState
 * @property {ViewName} view
 * @property {ShownName} shows what colours and bars are of; scores only in heatmap and bars, and not with weights
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
 * @property {number | null} softcap c above 0, of c tanh(s / c); null: not given
 * @property {{ center: 'monotonic' | 'predictive' | number[], sigma: number } | null} localFocus a Gaussian over each
 *   row of weights: its centre, also one for each query, and its width above 0, in keys; null: not given
 * @property {number[] | null} sinks [H] a logit for each head that takes part in its rows' normaliser and has no value;
 *   null: not given
 * @property {Causal} causal
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

/** Every field, in the order in which it is written, as what it is where it is not given: see readState. */
export const stateDefaults = Object.freeze({
  view: null, shows: /** @type {const} */ ('weights'), tokens: null, queryTokens: null, queries: null, keys: null, values: null, weights: null,
  score: /** @type {const} */ ('scaled-dot'), normalizer: /** @type {const} */ ('softmax'),
  temperature: null, scale: null, softcap: null, localFocus: null, sinks: null, causal: /** @type {Causal} */ (false), window: null, mask: null, compare: null,
  compared: Object.freeze(/** @type {(ScoreName | NormalizerName)[]} */ ([])),
  head: 0, query: 0, key: null, domain: null, caption: '', label: '',
});

export const stateNames = /** @type {(keyof FigureState)[]} */ (Object.keys(stateDefaults));

/**
 * @param {unknown} plain an object with some of the fields of a state, numbers also as tensor-input.js takes them; null and
 *   undefined are not given
 * @returns {FigureState} a complete copy. The view is heatmap, bars for one query
 * @throws {FigureError}
 */
export function readState(plain) {
  const fields = readRecord('state', plain, stateNames);
  const { sizes, ...vectors } = readVectors(fields);
  /**
   * @template {unknown[]} Limits
   * @param {keyof FigureState} name
   * @param {(name: string, value: unknown, ...limits: Limits) => unknown} read
   * @param {Limits} limits
   * @returns {any}
   */
  const optional = (name, read, ...limits) => (
    fields[name] == null ? stateDefaults[name] : readField(name, () => read(name, fields[name], ...limits)));
  /** @type {FigureState} */
  const state = {
    ...vectors,
    view: optional('view', readName, views) ?? (sizes.Tq === 1 ? 'bars' : 'heatmap'),
    shows: optional('shows', readName, ['weights', 'scores']),
    score: optional('score', readName, SCORES),
    normalizer: optional('normalizer', readName, figureNormalizers),
    temperature: optional('temperature', readPositive),
    scale: optional('scale', readNumber),
    softcap: optional('softcap', readPositive),
    localFocus: optional('localFocus', readFocus, sizes),
    sinks: optional('sinks', readList, sizes.H, sizes.H, readNumber, 'number', 'one for each head'),
    causal: optional('causal', readCausal),
    window: optional('window', readList, 2, 2, readSide, 'number', sides),
    mask: optional('mask', readMask, sizes),
    compare: optional('compare', readName, ['score', 'normalizer', 'head']),
    compared: [],
    head: optional('head', readWhole, 0, sizes.H - 1),
    query: optional('query', readWhole, 0, sizes.Tq - 1),
    key: optional('key', readWhole, 0, sizes.Tk - 1),
    domain: optional('domain', readList, 2, 2, readNumber, 'number', 'the least and the most'),
    caption: optional('caption', readText),
    label: optional('label', readText),
  };
  const { view, domain, compare, weights } = state;
  check(domain === null || domain[0] < domain[1], 'domain', 'range', 'the least before the most', told(`${domain?.join(' ')}`));
  const components = sizes.D === 2 ? sizes.Dv : sizes.D;
  check(view !== 'plane' || components === 2, 'view', 'shape', 'vectors of 2 numbers for a plane', told(counted(components, 'number')));
  const onlyWeights = weights ? 'weights = […]' : view === 'links' || view === 'plane' ? `view = ${view}` : '';
  check(state.shows === 'weights' || !onlyWeights, 'shows', 'option', `weights (${onlyWeights})`, state.shows);
  if (compare === 'head') {
    check(sizes.H > 1, 'compare', 'shape', 'more than one head', told(counted(sizes.H, 'head')));
  } else if (compare !== null) {
    // No score function and no normaliser can make finished weights anew.
    check(!weights, 'compare', 'option', sizes.H > 1 ? 'heads, as the weights are finished' : 'queries and keys instead of weights', compare);
    state.compared = readCompared(fields.compared ?? [], compare);
  }
  return state;
}

/** @param {string} name @param {unknown} value */
function readPositive(name, value) {
  const number = readNumber(name, value);
  check(number > 0, name, 'range', 'a number above 0', number);
  return number;
}

/** @param {string} name @param {unknown} value @returns {Causal} */
function readCausal(name, value) {
  check(typeof value === 'boolean' || value === 'bottom-right', name, typeof value === 'string' ? 'option' : 'type', 'true | false | bottom-right', value);
  return value;
}

/** @param {string} name @param {unknown} value @param {import('./figure-vectors.js').Sizes} sizes */
function readFocus(name, value, { Tq }) {
  const { center, sigma } = readRecord(name, value, ['center', 'sigma']);
  const place = `${name}.center`;
  return {
    center: typeof center === 'string'
      ? readName(place, center, ['monotonic', 'predictive'])
      : readList(place, center, Tq, Tq, readNumber, 'number', 'one for each query'),
    sigma: readPositive(`${name}.sigma`, sigma),
  };
}

/** Of a window. */
export const sides = 'to the left and to the right';

/** @param {string} name @param {unknown} value */
const readSide = (name, value) => readWhole(name, value, -1, limits.tokens);

/**
 * @param {unknown} value
 * @param {'score' | 'normalizer'} compare
 * @returns {(ScoreName | NormalizerName)[]}
 */
function readCompared(value, compare) {
  const known = /** @type {readonly (ScoreName | NormalizerName)[]} */ (compare === 'score' ? SCORES : figureNormalizers);
  const names = readField('compared', () => readList('compared', value, 2, 4, (place, name) => readName(place, name, known), 'name'));
  check(new Set(names).size === names.length, 'compared', 'value', 'different names', told(names.join(' ')));
  return names;
}
