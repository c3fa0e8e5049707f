/** The computation of each score, in numbers, as mathematics. */

import { exact, isEqual } from '../../../base/exact.js';
import { brackets, fraction, minus, negated, number, operand, root, row, square, sumOf, times } from '../../../mathml/mathml.js';
import { fieldText, formatNumber } from '../../../base/number-format.js';

/**
 * @import { MarkupTree } from '../../../base/markup.js'
 * @import { Expression } from '../../../mathml/mathml.js'
 * @import { Score, Vector } from './scene.js'
 */

/**
 * @param {Score} score
 * @param {Vector} query
 * @param {Vector} key
 * @param {number} value the engine's
 * @returns {MarkupTree}
 */
export function lineOf(score, query, key, value) {
  const result = number(formatNumber(value));
  const calculation = calculations[score](query, key);
  if (calculation === null) return row(result);
  const digits = exact(formatNumber(value));
  const isExact = Boolean(calculation.value && digits && isEqual(calculation.value, digits));
  return row(calculation, isExact ? '=' : '≈', result);
}

/** @type {Record<Score, (query: Vector, key: Vector) => Expression | null>} */
const calculations = {
  dot: (query, key) => sumOf([0, 1].map((axis) => times(operand(component(query, axis)), component(key, axis)))),
  cosine(query, key) {
    const [product, ofQuery, ofKey] = [dotOf(query, key), dotOf(query, query), dotOf(key, key)];
    // A zero vector has no direction: the engine gives 0.
    if (ofQuery === 0 || ofKey === 0) return null;
    const [above, first, second] = [product, ofQuery, ofKey].map((dot) => number(fieldText(dot)));
    return fraction(above, times(root(first), root(second)));
  },
  euclidean(query, key) {
    const squares = [0, 1].map((axis) => square(brackets(minus(component(query, axis), component(key, axis)))));
    return negated(fraction(sumOf(squares), '2'));
  },
};

/** @param {Vector} vector @param {number} axis */
const component = (vector, axis) => number(fieldText(vector[axis]));

/**
 * The dot product, rounded so that no binary fraction is left: components have at most three decimals.
 * @param {Vector} a
 * @param {Vector} b
 */
const dotOf = (a, b) => Number((a[0] * b[0] + a[1] * b[1]).toFixed(6)) + 0;
