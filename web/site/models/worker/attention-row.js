/** What the weights of one query are made of. */

import { largestOf } from '../../../models/api/sampling.js';
import { ModelError } from '../../../models/model-error.js';

/**
 * @import { Model } from '../../../models/api/model.js'
 * @import { ModelResult } from '../../../models/api/model-result.js'
 * @import { Attention } from '../../../models/description.js'
 * @import { AttentionRow, HeadPlace, Tensor } from './messages.js'
 */

/**
 * @param {Model} model
 * @param {ModelResult} result
 * @param {HeadPlace} place
 * @param {number} query
 * @returns {AttentionRow}
 */
export function attentionRow(model, result, [layer, head, kind], query) {
  const { stack: name, kind: runKind } = model.placeOf(kind);
  const stack = model.stack(name).description;
  const attention = /** @type {Attention} */ (runKind === 'cross' ? stack.layers[layer].cross : stack.layers[layer].attention);
  const weights = result.attention(layer, head, kind);
  if (query >= weights.shape[0]) throw new ModelError('query', `expected a whole number below ${weights.shape[0]}, got ${query}`);
  const isCausal = stack.isCausal && runKind === 'self';
  const bias = result.positionBias(layer, head, kind);
  return {
    query: rowOf(result.queries(layer, head, kind), query),
    keys: result.keys(layer, head, kind).data,
    weights: rowOf(weights, query),
    lens: pointedBy(model, result, [layer, head, kind], query),
    scale: attention.scale,
    softcap: attention.softcap ?? null,
    bias: bias ? Float64Array.from(rowOf(bias, query)) : null,
    isVisible: visibleKeys(query, weights.shape[1], isCausal, attention.window),
    isCausal,
    window: attention.window ?? null,
    isTurned: attention.rotary !== undefined,
  };
}

/** So many tokens are named of those that a head points at, and of those that it points away from. */
const mostRaised = 6;
const mostLowered = 3;

/** @param {Model} model @param {ModelResult} result @param {HeadPlace} place @param {number} query @returns {AttentionRow['lens']} */
function pointedBy(model, result, [layer, head, kind], query) {
  const lens = result.lens(layer, head, query, kind);
  if (!lens) return null;
  const named = (/** @type {number} */ id) => ({ name: model.tokenizer?.tokenText(id) ?? String(id), logit: lens.data[id] });
  return {
    raised: largestOf(lens.data, mostRaised).map(named),
    lowered: largestOf(lens.data.map((logit) => -logit), mostLowered).map(named),
  };
}

/** @param {Tensor} tensor @param {number} row */
const rowOf = ({ data, shape: [, size] }, row) => data.slice(row * size, (row + 1) * size);

/** @param {number} query @param {number} count @param {boolean} isCausal @param {Attention['window']} window */
function visibleKeys(query, count, isCausal, window = { left: -1, right: -1 }) {
  return Uint8Array.from({ length: count }, (_, key) => {
    const isNear = (window.left < 0 || key >= query - window.left) && (window.right < 0 || key <= query + window.right);
    return Number(isNear && (!isCausal || key <= query));
  });
}
