/** A figure's state asks the engine for its vectors, its masks, and a call for each panel. */

import { embed } from '../state/embedding.js';
import { hasSinks, normalizerOf, optionsOf } from '../state/methods.js';
import { oncePerSource } from '../../base/once-per-source.js';
import { defaultParameters, engineParameters } from './parameters.js';
import { sizesOf } from '../state/figure-vectors.js';

/**
 * @import { Inputs, ScoreName } from '../../engine/index.js'
 * @import { NormalizerName } from '../state/methods.js'
 * @import { SharedOptions } from '../../engine/options.js'
 * @import { FigureState } from '../state/schema.js'
 *
 * @typedef {{ data: Float64Array, shape: [number, number] }} Matrix
 *
 * @typedef {object} PanelPlan what a panel shows
 * @property {string | null} name what is compared: a score function, a normaliser, or a head's index; null without
 * @property {number} head
 * @property {ScoreName} score
 * @property {NormalizerName} normalizer that is really used: linear attention takes only the sum
 */

/** The most heads that stand side by side. */
const mostPanels = 4;

/**
 * @param {FigureState} state
 * @returns {PanelPlan[]} heads beyond four: those that end at the chosen one
 */
export function panelPlans(state) {
  const { compare, compared, head, score } = state;
  const own = { name: null, head, score, normalizer: normalizerOf(state) };
  if (compare === 'head') {
    const heads = sizesOf(state).H;
    const first = Math.max(0, head - mostPanels + 1);
    return Array.from({ length: Math.min(heads, mostPanels) }, (_, index) => (
      { ...own, name: String(first + index), head: first + index }));
  }
  if (compare === 'score') {
    const names = /** @type {ScoreName[]} */ (compared);
    return names.map((name) => ({ ...own, name, score: name, normalizer: normalizerOf({ ...state, score: name }) }));
  }
  if (compare === 'normalizer') {
    // By their own names also with linear attention: the engine then refuses, where a sum would stand under a wrong name.
    return /** @type {NormalizerName[]} */ (compared).map((name) => ({ ...own, name, normalizer: name }));
  }
  return [own];
}

/**
 * Everything that the engine needs for one panel, the masks apart.
 * @param {FigureState} state
 * @param {PanelPlan} plan
 * @returns {{ query: Matrix, key: Matrix, value: Matrix, params: Inputs['params'], options: SharedOptions }}
 */
export function panelCall(state, { head, score, normalizer }) {
  const { softcap, localFocus, sinks } = state;
  const { query, key, value } = vectorsOf(state, head);
  const [keys, dimensions] = key.shape;
  // Of the predicted centre, as plain as all others.
  const { W, v } = defaultParameters('concat', dimensions, keys);
  return {
    query,
    key,
    value,
    params: {
      ...engineParameters(score, defaultParameters(score, dimensions, keys)),
      ...(localFocus?.center === 'predictive' && { focusWeight: W, focusVector: v }),
    },
    options: {
      ...optionsOf({ ...state, score, normalizer }),
      normalizer,
      softcap: softcap ?? undefined,
      localFocus: localFocus ?? undefined,
      sinks: sinks !== null && hasSinks(state, normalizer) ? [sinks[head]] : undefined,
    },
  };
}

/**
 * One head's vectors. Several query heads share a key-value head where there are fewer of these.
 * @param {FigureState} state
 * @param {number} head
 * @returns {{ query: Matrix, key: Matrix, value: Matrix }}
 */
function vectorsOf({ tokens, queryTokens, queries, keys, values }, head) {
  if (queries === null || keys === null) {
    const key = spelled(tokens);
    return { query: queryTokens === null ? key : spelled(queryTokens), key, value: key };
  }
  const group = Math.floor(head / (queries.length / keys.length));
  const key = matrixOf(keys[group]);
  return { query: matrixOf(queries[head]), key, value: values === null ? key : matrixOf(values[group]) };
}

/**
 * A state's arrays never change, they are only replaced: so each is flattened once, however often
 * the figure is drawn.
 * @type {(rows: readonly ArrayLike<number>[]) => Matrix} of at least one, all of one length
 */
export const matrixOf = oncePerSource((rows) => {
  const columns = rows[0].length;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, index) => data.set(row, index * columns));
  return { data, shape: [rows.length, columns] };
});

/** @type {(tokens: readonly string[]) => Matrix} */
const spelled = oncePerSource((tokens) => matrixOf(tokens.map(embed)));
