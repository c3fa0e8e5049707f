/**
 * How one weight came about and what it feeds, as plain data: the vectors' products, their sum, the scale, the
 * cap, the mask, the normaliser, the weight with its local focus, and the weight in the output. Every number of a step is
 * the engine's own for that row, but for a cosine's dot product, which is the sum of its terms, and the threshold of a
 * sparse normaliser and the numerator of a sink, which are read back from its results. A trace holds no number beyond float32: a
 * step with one that is held at float32's end says so.
 */

import { attendedCells, firstPlace, maskReason } from '../compute/masked-cells.js';
import { matrixOf, panelCall, panelPlans } from '../compute/panel-calls.js';
import { needed } from '../compute/figure-numbers.js';
import { defaultParameters, engineParameters } from '../compute/parameters.js';
import { isSpelled, sizesOf } from '../state/figure-vectors.js';
import { shownTokens } from '../words/names.js';
import { largestWeight, rowOf, rowSum } from '../../base/statistics.js';
import { WITHOUT_TEMPERATURE } from '../../engine/generated/boundary.js';

/**
 * @import { ScoreName, Tensor, Trace } from '../../engine/index.js'
 * @import { NormalizerName } from '../state/methods.js'
 * @import { MaskReason } from '../compute/masked-cells.js'
 * @import { Matrix, PanelPlan } from '../compute/panel-calls.js'
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { NumeratorStep, Step } from './steps.js'
 *
 * @typedef {import('./steps.js').Derivation} Derivation
 */

/**
 * @param {Engine | null} engine null: only for supplied weights
 * @param {FigureState} state
 * @param {{ query: number, key: number, panel?: number }} cell panel: which one of a comparison, from 0
 * @returns {Derivation}
 * @throws {import('../../engine/index.js').AttentionError}
 */
export function derivation(engine, state, { query, key, panel = 0 }) {
  const plan = panelPlans(state)[panel];
  const { head, score, normalizer } = plan;
  const derived = {
    queryToken: shownTokens(state.queryTokens ?? state.tokens)[query],
    keyToken: shownTokens(state.tokens)[key],
    query,
    key,
    head,
    heads: sizesOf(state).H,
    score,
    normalizer,
    isSupplied: state.weights !== null,
    isSpelled: isSpelled(state),
  };
  const { Tq, Tk } = sizesOf(state);
  const first = firstPlace(state, Tq, Tk);
  const masked = maskReason(state, query, key, first);
  if (state.weights !== null) {
    const row = state.weights[head][query].map((weight, column) => (maskReason(state, query, column, first) === null ? weight : 0));
    const step = masked === null ? { kind: 'supplied', weight: row[key], rowSum: rowSum(row) } : { kind: 'mask', reason: masked };
    return { ...derived, masked, isEmpty: false, steps: [/** @type {Step} */ (step)] };
  }
  const row = tracedRow(needed(engine), state, plan, query);
  const steps = stepsOf(state, plan, row, key, masked).map((step) => ({ ...step, isHeld: isHeld(step, row) }));
  return { ...derived, masked, isEmpty: !row.attended.includes(1), steps };
}

/** The stages of a trace that a step shows. @type {{ [kind: string]: Trace['clamped'] }} */
const stages = {
  products: ['products', 'scores'],
  cosine: ['scores'],
  scale: ['scores', 'scaled'],
  cap: ['scaled', 'capped'],
  numerator: ['capped', 'rowMax', 'exponentials'],
  rowSum: ['exponentials', 'rowSum'],
  weight: ['exponentials', 'rowSum'],
  focus: ['exponentials', 'rowSum'],
  weightedValue: ['weightedValues'],
  output: ['weightedValues'],
};

/** @param {Step} step @param {Row} row */
const isHeld = ({ kind }, { trace: { clamped } }) => (stages[kind] ?? []).some((stage) => clamped.includes(stage));

/**
 * One row's trace. Only the row is handed over, with its masks as one: a map of 512 by 512 costs no more than one of 2.
 * @param {Engine} engine
 * @param {FigureState} state
 * @param {PanelPlan} plan
 * @param {number} index of the query
 */
function tracedRow(engine, state, plan, index) {
  const { options, query, key, value, params } = panelCall(state, plan);
  const [[rows, dimensions], [columns]] = [query.shape, key.shape];
  const attended = rowOf(attendedCells(state, rows, columns), columns, index);
  const vector = query.data.slice(index * dimensions, (index + 1) * dimensions);
  const inputs = {
    query: /** @type {Matrix} */ ({ data: vector, shape: [1, dimensions] }), key, value, params,
    mask: { data: attended, shape: [1, columns] },
  };
  const { localFocus } = state;
  const center = localFocus ? centerOf(engine, localFocus, inputs, index) : NaN;
  const trace = engine.explain(inputs, {
    ...options,
    localFocus: localFocus ? { ...localFocus, center: localFocus.center === 'predictive' ? 'predictive' : [center] } : undefined,
    row: { query: 0 },
  });
  return { trace, vector: Array.from(vector), key, value, attended, sink: options.sinks?.[0] ?? null, focus: localFocus && { center, sigma: localFocus.sigma } };
}

/**
 * @param {Engine} engine
 * @param {NonNullable<FigureState['localFocus']>} focus
 * @param {{ query: Matrix, key: Matrix }} inputs of a row alone
 * @param {number} index of its query
 * @returns {number} where the row looks
 */
function centerOf(engine, { center }, { query, key: { shape: [keys, dimensions] } }, index) {
  if (center === 'monotonic') return index;
  if (center !== 'predictive') return center[index];
  // That is an attention too: additive, by a sigmoid, to one key of zeros, whose value is the number of keys.
  const key = matrixOf([new Float64Array(dimensions)]);
  const params = engineParameters('additive', defaultParameters('additive', dimensions, 1));
  return engine.attend({ query, key, value: matrixOf([[keys]]), params }, { score: 'additive', normalizer: 'sigmoid' }).output.data[0];
}

/** @typedef {ReturnType<typeof tracedRow>} Row */

/**
 * @param {FigureState} state
 * @param {PanelPlan} plan
 * @param {Row} row
 * @param {number} key
 * @param {MaskReason | null} masked
 * @returns {Step[]}
 */
function stepsOf(state, { score, normalizer }, row, key, masked) {
  const { trace } = row;
  const { weightedValues } = /** @type {NonNullable<Trace['row']>} */ (trace.row);
  /** @type {Step[]} */
  const steps = scoreSteps(state, score, row, key);
  const [sum, weight] = [trace.rowSum.data[0], trace.weights.data[key]];
  const open = Array.from(row.attended.keys()).filter((j) => row.attended[j] === 1);
  if (masked === null) {
    const numerators = trace.exponentials.data;
    const step = numeratorStep(state, normalizer, row, key, open);
    steps.push(step);
    if (normalizer !== 'sigmoid') {
      steps.push({ kind: 'rowSum', numerators: open.map((j) => ({ key: j, value: numerators[j] })), sink: sinkOf(row, step), sum });
    }
    steps.push({ kind: row.focus ? 'focus' : 'weight', normalizer, numerator: numerators[key], sum, weight, key, ...row.focus });
  } else {
    steps.push({ kind: 'mask', reason: masked });
  }
  steps.push(
    { kind: 'weightedValue', weight, value: numbersOf(row.value, key), weighted: numbersOf(weightedValues, key) },
    {
      kind: 'output',
      weighted: open.map((j) => ({ key: j, values: numbersOf(weightedValues, j) })),
      output: Array.from(trace.output.data),
    },
  );
  return steps;
}

/**
 * @param {FigureState} state
 * @param {ScoreName} score
 * @param {Row} row
 * @param {number} key
 * @returns {Step[]}
 */
function scoreSteps(state, score, { trace, vector, key: keys }, key) {
  const products = numbersOf(/** @type {NonNullable<Trace['row']>} */ (trace.row).products, key);
  const [raw, scaled] = [trace.scores.data[key], trace.scaled.data[key]];
  const [count, dimensions] = keys.shape;
  const keyVector = numbersOf(keys, key);
  const { W } = defaultParameters(score, dimensions, count);
  const beside = score === 'location' ? /** @type {number[][]} */ (W)[key] : keyVector;
  const sum = score === 'cosine' ? rowSum(vector.map((component, c) => component * keyVector[c])) : raw;
  /** @type {Step[]} */
  const steps = [
    { kind: 'products', score, terms: products.map((product, c) => ({ query: vector[c], key: beside[c], product })), sum },
  ];
  if (score === 'cosine') steps.push({ kind: 'cosine', dot: sum, query: vector, key: keyVector, score: raw });
  const factor = state.scale ?? (score === 'scaled-dot' ? null : 1);
  if (factor !== 1 && !(factor === null && dimensions === 1)) {
    steps.push({ kind: 'scale', score: raw, factor, dimensions, scaled });
  }
  if (state.softcap !== null) steps.push({ kind: 'cap', score: scaled, cap: state.softcap, capped: trace.capped.data[key] });
  return steps;
}

/**
 * @param {FigureState} state
 * @param {NormalizerName} normalizer
 * @param {Row} row
 * @param {number} key
 * @param {number[]} open the keys that are not masked
 * @returns {NumeratorStep}
 */
function numeratorStep(state, normalizer, { trace, sink }, key, open) {
  const temperature = WITHOUT_TEMPERATURE.includes(normalizer) ? null : state.temperature;
  const numerators = trace.exponentials.data;
  const largest = trace.rowMax.data[0];
  const isSinkLargest = sink !== null && Math.fround(sink) === largest && open.every((j) => trace.capped.data[j] < largest);
  const winner = isSinkLargest ? -1 : open[largestWeight(open.map((j) => numerators[j]))];
  const [reduced, top] = [largest / (temperature ?? 1), isSinkLargest ? trace.rowSum.data[0] - rowSum(open.map((j) => numerators[j])) : numerators[winner]];
  // The largest score always stands above the threshold, by as much as its numerator says. Of one that is held at
  // float32's end nothing can be read back: the threshold is held there too.
  const below = normalizer === 'sparsemax' ? reduced - top : normalizer === 'entmax15' ? reduced / 2 - Math.sqrt(top) : null;
  const threshold = below !== null && trace.clamped.includes('rowMax') ? largest : below;
  return {
    kind: 'numerator',
    normalizer,
    key,
    capped: trace.capped.data[key],
    temperature: temperature === 1 ? null : temperature,
    largest,
    winner,
    hasSink: sink !== null,
    keys: numerators.length,
    threshold,
    scores: open.map((j) => trace.capped.data[j]),
    numerator: numerators[key],
  };
}

/**
 * @param {Row} row
 * @param {NumeratorStep} step of one of its keys
 * @returns {import('./steps.js').Sink | null} what stands above the line for the row's sink, by the same formula
 */
function sinkOf({ sink }, { normalizer, temperature, largest, winner, threshold }) {
  if (sink === null) return null;
  const reduced = sink / (temperature ?? 1);
  const above = (/** @type {number} */ score) => Math.max(0, score - (threshold ?? 0));
  const numerator = normalizer === 'softmax' ? Math.exp((sink - largest) / (temperature ?? 1))
    : normalizer === 'sparsemax' ? above(reduced)
      : normalizer === 'entmax15' ? above(reduced / 2) ** 2
        : Number(winner === -1);
  return { logit: sink, numerator };
}

/**
 * @param {Matrix | Tensor} matrix
 * @param {number} row
 * @returns {number[]}
 */
function numbersOf({ data, shape: [, columns] }, row) {
  return Array.from(rowOf(data, columns, row));
}
