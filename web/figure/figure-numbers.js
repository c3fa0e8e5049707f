/**
 * From a figure's state to the numbers that it draws. Attention is the engine's; weights that the
 * author supplied are shown as they came, without the engine.
 */

import { attendedCells, isMasking } from './attended.js';
import { matrixOf, panelCall, panelPlans } from './figure-inputs.js';
import { difference, mean } from './statistics.js';

/**
 * @import { Attention } from '../engine/index.js'
 * @import { PanelPlan } from './figure-inputs.js'
 * @import { FigureState } from './state/figure-state.js'
 *
 * @typedef {Pick<Attention, 'attend' | 'explain'>} Engine
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
 * @param {Engine | null} engine null where there is none: then only supplied weights can be shown
 * @param {FigureState} state
 * @returns {FigureNumbers}
 * @throws {import('../engine/index.js').AttentionError & Partial<Failed>} of a panel
 */
export function figureNumbers(engine, state) {
  const plans = panelPlans(state);
  const parts = state.weights === null ? computed(needed(engine), state, plans) : supplied(state, plans);
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
 * @param {Engine} engine
 * @param {FigureState} state
 * @param {PanelPlan[]} plans
 * @returns {Parts}
 */
function computed(engine, state, plans) {
  const calls = plans.map((plan) => panelCall(state, plan));
  const [{ query, key }] = calls;
  const [rows, columns] = [query.shape[0], key.shape[0]];
  const attended = attendedCells(state, rows, columns);
  const mask = isMasking(state) ? { data: attended, shape: [rows, columns] } : undefined;
  const scores = state.shows === 'scores' || rows * columns <= fewCells ? 'capped' : undefined;
  const panels = calls.map(({ options, ...inputs }, index) => {
    try {
      const result = engine.attend({ ...inputs, mask }, { ...options, weights: true, scores });
      return {
        ...plans[index],
        weights: result.weights.data,
        scores: result.scores?.data ?? null,
        shown: state.shows === 'scores' && result.scores
          ? result.scores.data.map((score, cell) => (attended[cell] ? score : 0)) : result.weights.data,
        attended,
        output: result.output.data,
      };
    } catch (error) {
      throw Object.assign(/** @type {Error} */ (error), { state, plan: plans[index] }); // For the words: texts.js.
    }
  });
  return { rows, columns, isSupplied: false, panels };
}

/**
 * @param {FigureState} state
 * @param {PanelPlan[]} plans
 * @returns {Parts}
 */
function supplied(state, plans) {
  const heads = /** @type {number[][][]} */ (state.weights);
  const [rows, columns] = [heads[0].length, heads[0][0].length];
  const panels = plans.map((plan) => {
    const weights = matrixOf(heads[plan.head]).data;
    const attended = attendedCells(state, rows, columns);
    // The author's numbers come first: a cell with a weight is shown with it.
    weights.forEach((weight, index) => {
      if (weight !== 0) attended[index] = 1;
    });
    return { ...plan, weights, scores: null, shown: weights, attended, output: null };
  });
  return { rows, columns, isSupplied: true, panels };
}
