/** The matrix that makes logits of a row: a tensor of its own, or the token embedding once more. */

/** @import { TensorPart } from '../description.js' @import { TensorTaker } from './tensor-taker.js' */

/**
 * @param {TensorTaker} taker
 * @param {string} name of the tensor, where there is one: beside a tied embedding it is a copy
 * @param {[number, number]} shape
 * @param {TensorPart} embedding
 * @param {boolean | undefined} isTied undefined: if the file has no such tensor
 * @returns {TensorPart}
 */
export function outputWeights(taker, name, shape, embedding, isTied) {
  if (!(isTied ?? !taker.has(name))) return taker.take(name, shape);
  taker.ignoreName(name);
  return embedding;
}
