/** What is computed for each score, digit by digit, as mathematics. */

import { fieldText, formatNumber, relation } from '../../figure/number-format.js';
import { brackets, fraction, number, power, root, row, signedNumber } from '../../figure/derivation/mathml.js';

/**
 * @import { Markup } from '../../figure/derivation/markup.js'
 * @import { Score, Vector } from './scene.js'
 */

/**
 * @param {Score} score
 * @param {Vector} query
 * @param {Vector} key
 * @param {number} value the engine's
 * @returns {Markup}
 */
export function lineOf(score, query, key, value) {
  const [q, k] = [query, key].map((vector) => vector.map(fieldText));
  const result = formatNumber(value);
  const products = row(signedNumber(q[0]), '×', signedNumber(k[0]), '+', signedNumber(q[1]), '×', signedNumber(k[1]));
  if (score === 'dot') {
    return row(products, relation([[q[0], k[0]], [q[1], k[1]]], [[result]]), number(result));
  }
  if (score === 'cosine') {
    const product = dotText(query, key);
    const [ofQuery, ofKey] = [query, key].map((vector) => dotText(vector, vector));
    // A zero vector has no direction: the engine gives 0.
    if (ofQuery === '0' || ofKey === '0') return row(number(result));
    const isOne = ofQuery === ofKey && product === ofQuery && result === '1.000';
    const isNone = product === '0' && result === '0';
    return row(fraction(number(product), row(root(number(ofQuery)), '×', root(number(ofKey)))), isOne || isNone ? '=' : '≈', number(result));
  }
  const squares = row(...[0, 1].flatMap((axis) => {
    const difference = power(brackets(signedNumber(q[axis]), '−', signedNumber(k[axis])), '2');
    return axis === 0 ? [difference] : ['+', difference];
  }));
  const apart = [0, 1].map((axis) => fieldText(clean(query[axis] - key[axis])));
  const sign = relation(apart.map((side) => [side, side]), [['−2', result]]);
  return row('−', fraction(squares, '2'), sign, number(result));
}

/** @param {readonly number[]} a @param {readonly number[]} b */
const dotText = (a, b) => fieldText(clean(a[0] * b[0] + a[1] * b[1]));

/** Without the dust of binary fractions: components have at most three decimals. @param {number} value */
const clean = (value) => Number(value.toFixed(6)) + 0;
