// The results of a call are read from the module here.
import { attendedOf } from './attend-result.js';
import { OUTPUTS } from './generated/boundary.js';
import { CLAMPED, CONVERGED, OUTPUT, STEPS, slotOfOutput } from './slots.js';
import { copyOut, shapeOf } from './tensor.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * The computation, stage by stage. A tensor has the shape of the weights where no other is told.
 * @typedef {object} Trace
 * @property {Tensor} scores s(i,j), before the scale
 * @property {Tensor} scaled
 * @property {Tensor} capped
 * @property {Tensor} withBias ALiBi and a numeric mask added
 * @property {Tensor} biased with every mask, as -Infinity
 * @property {Tensor} rowMax [B,H,Tq]; [Tq]; []: the largest unmasked score, or the sink if it is larger;
 *   -Infinity where there is none
 * @property {Tensor} exponentials what stands above the line in each weight: for softmax exp((s - max) / t)
 * @property {Tensor} rowSum [B,H,Tq]; [Tq]; []: the sum of the row's exponentials, and of its sink's, which has no
 *   column: for softmax exp((sink - rowMax) / t). The sink's weight is what the weights lack of 1
 * @property {Tensor} weights
 * @property {Tensor} output
 * @property {import('./generated/boundary.js').OutputName[]} clamped the stages, of the row too, with a number beyond float32: it is
 *   held at the largest float32 there, 3.4028235e38, and what follows is computed from the number itself
 * @property {{ batch: number, head: number, query: number, products: Tensor, weightedValues: Tensor }} [row]
 *   the terms of each score [Tk,terms], whose sum is the score, and the weighted values [Tk,Dv] of one row
 */

/**
 * @typedef {object} Iteration
 * @property {Tensor[]} states the query, and the state after each step
 * @property {number} steps how many were taken
 * @property {boolean} converged whether the last step moved nothing by more than the tolerance
 */

/** @param {import('./engine-instance.js').EngineInstance} instance @param {import('./options.js').Request} request */
export const readAttended = (instance, request) => attendedOf(request, (output) => copyOut(instance, slotOfOutput(output)));

/** @param {import('./engine-instance.js').EngineInstance} instance @param {import('./options.js').Request} request @returns {Trace} */
export function readTrace(instance, request) {
  /** @param {import('./generated/boundary.js').OutputName} name */
  const read = (name) => copyOut(instance, slotOfOutput(OUTPUT[name]));
  /** @type {Trace} */
  const trace = {
    scores: read('scores'),
    scaled: read('scaled'),
    capped: read('capped'),
    withBias: read('withBias'),
    biased: read('biased'),
    rowMax: read('rowMax'),
    exponentials: read('exponentials'),
    rowSum: read('rowSum'),
    weights: read('weights'),
    output: read('output'),
    clamped: OUTPUTS.filter((_, output) => instance.slots[CLAMPED] >> output & 1),
  };
  if (request.row !== null) {
    trace.row = { ...request.row, products: read('products'), weightedValues: read('weightedValues') };
  }
  return trace;
}

/** @param {import('./engine-instance.js').EngineInstance} instance @returns {Iteration} */
export function readIteration(instance) {
  const { slots } = instance;
  const steps = slots[STEPS];
  const { data } = copyOut(instance, slotOfOutput(OUTPUT.states), steps + 1);
  const size = data.length / (steps + 1);
  const shape = shapeOf(slots, 0);
  const states = [];
  for (let step = 0; step <= steps; ++step) {
    states.push({ data: data.slice(step * size, (step + 1) * size), shape: [...shape] });
  }
  return { states, steps, converged: slots[CONVERGED] !== 0 };
}
