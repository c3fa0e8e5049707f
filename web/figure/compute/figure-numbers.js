/**
 * From a figure's state to the numbers that it draws. Attention is the engine's; weights that the
 * author supplied are shown as they came, without the engine.
 */

import { attendedCells, isMasking } from './masked-cells.js';
import { matrixOf, panelCall, panelPlans } from './figure-inputs.js';
import { sizesOf } from '../state/figure-vectors.js';
import { difference, mean } from '../../base/statistics.js';

/**
 * @import { Attention, Inputs, Tensor } from '../../engine/index.js'
 * @import { SharedOptions } from '../../engine/options.js'
 * @import { PanelPlan } from './figure-inputs.js'
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {Pick<Attention, 'attend' | 'explain'> & { attendInPieces?: Pieces }} Engine the figure's own can attend in pieces
 * @typedef {(inputs: Inputs, options: SharedOptions & { weights: true, scores?: 'capped' }) => Generator<number, Attended>} Pieces
 * @typedef {{ output: Tensor, weights: Tensor, scores?: Tensor }} Attended
 *
 * @typedef {PanelPlan & PanelNumbers} Panel
 *
 * @typedef {object} PanelNumbers
 * @property {Float32Array | Float64Array} weights [Tq, Tk]
 * @property {Float32Array | null} scores [Tq, Tk] scaled and capped, before temperature and masks; null: not asked for, or supplied weights
 * @property {Float32Array | Float64Array} shown [Tq, Tk] what is drawn: the weights, or the scores with 0 where a cell is masked
 * @property {Uint8Array} attended [Tq, Tk] 0 where a cell is masked
 * @property {Float32Array | null} output [Tq, Dv]; null with supplied weights
 *
 * @typedef {object} FigureNumbers
 * @property {number} rows Tq
 * @property {number} columns Tk
 * @property {boolean} isSupplied whether the author gave the weights
 * @property {Panel[]} panels
 * @property {Float64Array[]} differences [Tq, Tk] of what is shown: each panel after the first less the first; none of more than two heads
 * @property {Float64Array | null} mean [Tq, Tk] of what is shown of the heads
 *
 * @typedef {object} Failed what an error of the engine is about
 * @property {FigureState} state
 * @property {PanelPlan} plan
 * @property {number} row of an undefined-row
 */

/** Up to so many cells the scores are computed unasked: the engine's fast path gives weights alone. */
const fewCells = 4096;

/**
 * Products of two components that are computed within some thirty milliseconds, whatever the score function and the
 * normaliser: a hyperbolic tangent for each of them takes longest.
 */
const fewProducts = 1 << 22;

/**
 * @param {FigureState} state
 * @returns {boolean} whether the page should have its turn while it is computed
 */
export function isLong(state) {
  const { Tq, Tk, D, Dv } = sizesOf(state);
  return Tq * Tk * (D + Dv) * panelPlans(state).length > fewProducts;
}

/**
 * @param {Engine | null} engine null where there is none: then only supplied weights can be shown
 * @param {FigureState} state
 * @returns {FigureNumbers}
 * @throws {import('../../engine/index.js').AttentionError & Partial<Failed>} of a panel
 */
export function figureNumbers(engine, state) {
  const plans = panelPlans(state);
  if (state.weights !== null) return numbersOf(state, supplied(state, plans));
  const computing = computed(state, plans, atOnce(needed(engine)));
  for (;;) {
    const { done, value } = computing.next();
    if (done) return numbersOf(state, value);
  }
}

/**
 * The same, of vectors, in pieces.
 * @param {Engine} engine
 * @param {FigureState} state
 * @returns {Generator<number, FigureNumbers>} how much is done, up to 1, after each piece
 * @throws {import('../../engine/index.js').AttentionError & Partial<Failed>} of a panel
 */
export function* figureNumbersInPieces(engine, state) {
  const inPieces = engine.attendInPieces?.bind(engine) ?? atOnce(engine);
  return numbersOf(state, yield* computed(state, panelPlans(state), inPieces));
}

/** @param {Engine} engine @returns {Pieces} that are one */
function atOnce(engine) {
  return function* (inputs, options) {
    return engine.attend(inputs, options);
  };
}

/**
 * @param {FigureState} state
 * @param {Parts} parts
 * @returns {FigureNumbers}
 */
function numbersOf(state, parts) {
  const maps = parts.panels.map(({ shown }) => shown);
  return {
    ...parts,
    differences: maps.length > 2 && state.compare === 'head' ? [] : maps.slice(1).map((map) => difference(map, maps[0])),
    mean: state.compare === 'head' ? mean(maps) : null,
  };
}

/** @typedef {Omit<FigureNumbers, 'differences' | 'mean'>} Parts */

/**
 * @param {Engine | null} engine
 * @returns {Engine}
 */
export function needed(engine) {
  if (engine !== null) return engine;
  throw new TypeError('engine: expected one to compute weights with, got null');
}

/**
 * @param {FigureState} state
 * @param {PanelPlan[]} plans
 * @param {Pieces} attend
 * @returns {Generator<number, Parts>}
 */
function* computed(state, plans, attend) {
  const calls = plans.map((plan) => panelCall(state, plan));
  const [{ query, key }] = calls;
  const [rows, columns] = [query.shape[0], key.shape[0]];
  const attended = attendedCells(state, rows, columns);
  const mask = isMasking(state) ? { data: attended, shape: [rows, columns] } : undefined;
  const scores = state.shows === 'scores' || rows * columns <= fewCells ? 'capped' : undefined;
  /** @type {Panel[]} */
  const panels = [];
  for (const [index, { options, ...inputs }] of calls.entries()) {
    try {
      const pieces = attend({ ...inputs, mask }, { ...options, weights: true, scores });
      const result = yield* shareOf(pieces, index, calls.length);
      panels.push({
        ...plans[index],
        weights: result.weights.data,
        scores: result.scores?.data ?? null,
        shown: state.shows === 'scores' && result.scores
          ? result.scores.data.map((score, cell) => (attended[cell] ? score : 0)) : result.weights.data,
        attended,
        output: result.output.data,
      });
    } catch (error) {
      throw Object.assign(/** @type {Error} */ (error), { state, plan: plans[index] }); // For the words: texts.js.
    }
  }
  return { rows, columns, isSupplied: false, panels };
}

/**
 * @template Result
 * @param {Generator<number, Result>} pieces of one call
 * @param {number} index of the call
 * @param {number} count of calls
 * @returns {Generator<number, Result>} which tells how much of all calls is done
 */
function* shareOf(pieces, index, count) {
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
    yield (index + value) / count;
  }
}

/**
 * @param {FigureState} state
 * @param {PanelPlan[]} plans
 * @returns {Parts}
 */
function supplied(state, plans) {
  const heads = /** @type {number[][][]} */ (state.weights);
  const [rows, columns] = [heads[0].length, heads[0][0].length];
  const attended = attendedCells(state, rows, columns);
  const panels = plans.map((plan) => {
    const given = matrixOf(heads[plan.head]).data;
    // What is masked has no weight, as where weights are computed; the state keeps the author's number.
    const weights = isMasking(state) ? given.map((weight, index) => (attended[index] ? weight : 0)) : given;
    return { ...plan, weights, scores: null, shown: weights, attended, output: null };
  });
  return { rows, columns, isSupplied: true, panels };
}
