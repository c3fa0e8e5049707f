// The result of attend is made here, of tensors that are copied out of the module or put together from parts.
import { OUTPUT } from './slots.js';

/** @typedef {import('./tensor.js').Tensor} Tensor */

/**
 * @typedef {object} Attended
 * @property {Tensor} output the query's rank, with Dv in place of D
 * @property {Tensor} [weights] [B,H,Tq,Tk]; [Tq,Tk]; [Tk]
 * @property {Tensor} [scores] as the weights, at the wanted stage
 * @property {Tensor} [logSumExp] [B,H,Tq]; [Tq]; []: the natural logarithm of the sum of exp(s / t) over the row's biased scores
 *   s and its sink, t the temperature; -Infinity where it has neither
 * @property {Tensor} [presentKey] [B,G,P+T,Dk]; [P+T,Dk]
 * @property {Tensor} [presentValue] [B,G,P+T,Dv]; [P+T,Dv]
 */

/**
 * @param {import('./options.js').Request} request
 * @param {(output: number) => Tensor} read
 */
export function attendedOf({ returnsWeights, stage, returnsLogSumExp, returnsPresent }, read) {
  /** @type {Attended} */
  const attended = { output: read(OUTPUT.output) };
  if (returnsWeights) attended.weights = read(OUTPUT.weights);
  if (stage >= 0) attended.scores = read(stage);
  if (returnsLogSumExp) attended.logSumExp = read(OUTPUT.logSumExp);
  if (returnsPresent) {
    attended.presentKey = read(OUTPUT.presentKey);
    attended.presentValue = read(OUTPUT.presentValue);
  }
  return attended;
}
