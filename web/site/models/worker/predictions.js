/** What a model says: the next token, a masked one, a class. */

import { largestOf, probabilitiesOf } from '../../../models/api/sampling.js';

/**
 * @import { ModelResult } from '../../../models/api/model-result.js'
 * @import { OpenedModel } from './opened-model.js'
 * @import { Prediction } from './messages.js'
 *
 * @typedef {{ of: Prediction['of'], position: number, probabilities: Float64Array }} Said
 */

/** So many are told of each, and so many of those that were likely with all heads. */
const mostLikely = 10;
const mostBefore = 3;

/**
 * @param {OpenedModel} opened
 * @param {ModelResult} result
 * @returns {Said[]}
 */
export function saidBy({ model, facts }, result) {
  const { classLogits } = result;
  if (classLogits) return [{ of: 'class', position: 0, probabilities: probabilitiesOf(classLogits.data) }];
  const { ids } = result;
  if (facts.canWrite) return [said('next', ids.length - 1, result)];
  const mask = facts.maskToken === null ? undefined : model.tokenizer?.idOf(facts.maskToken);
  return ids.flatMap((id, position) => (id === mask ? [said('masked', position, result)] : []));
}

/** @param {'next' | 'masked'} of @param {number} position @param {ModelResult} result @returns {Said} */
function said(of, position, result) {
  const { data } = /** @type {import('./messages.js').Tensor} */ (result.logitsAt(position));
  return { of, position, probabilities: probabilitiesOf(data) };
}

/**
 * @param {OpenedModel} opened
 * @param {Said[]} now
 * @param {Said[]} before with all heads on
 * @returns {Prediction[]}
 */
export function predictionsOf(opened, now, before) {
  return now.map(({ of, position, probabilities }, index) => {
    const earlier = before[index].probabilities;
    const ids = new Set([...largestOf(probabilities, mostLikely), ...largestOf(earlier, mostBefore)]);
    const likely = [...ids].map((id) => ({ id, name: nameOf(opened, of, id), probability: probabilities[id], before: earlier[id] }));
    return { of, position, likely };
  });
}

/** @param {OpenedModel} opened @param {Prediction['of']} of @param {number} id */
function nameOf({ model, checkpoint }, of, id) {
  if (of !== 'class') return model.tokenizer?.tokenText(id) ?? String(id);
  const labels = /** @type {Record<string, string> | undefined} */ (checkpoint.config.id2label);
  return labels?.[id] ?? String(id);
}
