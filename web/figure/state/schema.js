/**
 * Every field of a figure, described once. From here come what a state holds, how it is read from scripts, attributes and
 * files, how a link says it, and what the builder and the element call it.
 */

import { SCORES } from '../../engine/generated/boundary.js';
import { causality, cells, focus, heads, number, numberForEachHead, oneOf, placeAmong, positive, range, span, text, tokens } from './field-kinds.js';
import { limits } from './limits.js';
import { namesFormat } from './link-values.js';
import { figureNormalizers } from './methods.js';

/**
 * @import { ScoreName } from '../../engine/index.js'
 * @import { Kind } from './field-kinds.js'
 * @import { NormalizerName } from './methods.js'
 *
 * @typedef {'bars' | 'heatmap' | 'links' | 'plane'} ViewName
 * @typedef {'weights' | 'scores'} ShownName
 * @typedef {boolean | 'bottom-right'} Causal whether a query sees no key behind its own place: counted from the first query
 *   and key, or so that the last query stands at the last key
 *
 * All that a figure is, as plain JSON: what a link carries, what undo goes back to. A state is never changed, only replaced,
 * and every one has passed readState.
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
 * @property {NormalizerName} normalizer the author's choice; see normalizerOf in ./methods.js
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

/**
 * @template Value
 * @typedef {Partial<Kind<Value | null>>} Field without `read`: readState reads it with the field that it belongs to
 */

export const views = /** @type {const} */ (['bars', 'heatmap', 'links', 'plane']);

/** Links and attributes are written in this order. @type {Readonly<{ [Name in keyof FigureState]: Field<FigureState[Name]> }>} */
export const schema = {
  view: oneOf(views),
  shows: { ...oneOf(['weights', 'scores']), initial: 'weights' },
  tokens,
  queryTokens: tokens,
  queries: heads(limits.components),
  keys: heads(limits.components),
  values: heads(limits.components),
  weights: heads(limits.tokens),
  score: { ...oneOf(SCORES), initial: 'scaled-dot' },
  normalizer: { ...oneOf(figureNormalizers), initial: 'softmax' },
  temperature: positive,
  scale: number,
  softcap: positive,
  localFocus: focus,
  sinks: numberForEachHead,
  causal: { ...causality, initial: false },
  window: span,
  mask: cells,
  compare: oneOf(['score', 'normalizer', 'head']),
  compared: { link: namesFormat, initial: [] },
  head: { ...placeAmong(({ H }) => H), initial: 0 },
  query: { ...placeAmong(({ Tq }) => Tq), initial: 0 },
  key: placeAmong(({ Tk }) => Tk),
  domain: range,
  caption: text,
  label: text,
};

export const stateNames = /** @type {(keyof FigureState)[]} */ (Object.keys(schema));

/** The fields that say how large a figure is. All others are read by its sizes. */
export const dataNames = /** @type {const} */ (['tokens', 'queryTokens', 'queries', 'keys', 'values', 'weights']);

/** All fields but the data. */
export const lookNames = /** @type {Exclude<keyof FigureState, typeof dataNames[number]>[]} */ (stateNames.filter((name) => !/** @type {readonly string[]} */ (dataNames).includes(name)));

/**
 * Gives what a field is where it is not given. A state has a view and tokens all the same: readState chooses them.
 * @param {keyof FigureState} name
 */
export const initialOf = (name) => schema[name].initial ?? null;

/**
 * @param {FigureState} state
 * @returns {(keyof FigureState)[]} the fields that are to be said, for a reader to have the same state
 */
export function givenNames(state) {
  return stateNames.filter((name) => JSON.stringify(state[name]) !== JSON.stringify(initialOf(name)));
}
