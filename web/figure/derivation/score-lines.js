/** These lines lead from two vectors to their scaled and capped score. */

import { calculated, figures, lineOf, mostTerms, sumLine } from './lines.js';
import { fraction, root, row, square, sub, subPower, sumOf, sumOver, tanh, times, word } from '../../mathml/mathml.js';
import { component, key, query, scoreFunctions } from '../methods/scores.js';

/**
 * @import { CapStep, CosineStep, ProductsStep, ScaleStep } from './steps.js'
 * @import { StepLines } from './lines.js'
 */

/** The score of a key, with a prime for each change, of which there are two at most. @param {string} key @param {number} changes */
export const scoreAfter = (key, changes) => (changes ? subPower('s', row('i', key), ' ′″'[changes]) : sub('s', row('i', key)));

const raw = scoreAfter('j', 0);

/**
 * @param {ProductsStep} step
 * @returns {StepLines}
 */
export function productLines({ score, terms, sum }) {
  const { term, note, symbol = (c) => term(component('q', 'i', c), component('k', 'j', c)) } = scoreFunctions[score];
  const total = score === 'cosine' ? row(query, '·', key) : raw;
  const formula = row(sumOver('c'), symbol('c'));
  const lines = terms.map(({ query: q, key: k, product }, c) => lineOf(symbol(String(c + 1)), term(figures(q), figures(k)), product));
  const last = sumLine(total, terms.map(({ product }) => product), sum, { symbol: formula, arePrinted: true });
  return { formula: row(total, '=', formula), lines: [...lines, last], notes: note && [note] };
}

/**
 * @param {CosineStep} step
 * @returns {StepLines}
 */
export function cosineLines({ dot, query: q, key: k, score }) {
  const lengths = row('‖', query, '‖', '‖', key, '‖');
  const isZero = [q, k].some((vector) => vector.every((x) => x === 0));
  const [left, right] = [q, k].map((vector) => root(sumOf(vector.map((x) => square(figures(x))))));
  const below = q.length <= mostTerms ? times(left, right, '') : { ...lengths, value: null };
  return {
    formula: row(raw, '=', fraction(row(query, '·', key), lengths)),
    lines: [lineOf(raw, isZero ? figures(0) : fraction(figures(dot), below), score)],
    notes: isZero ? ['derivation.zeroLength'] : [],
  };
}

/**
 * @param {ScaleStep} step
 * @returns {StepLines}
 */
export function scaleLines({ score, factor, dimensions, scaled }) {
  const label = scoreAfter('j', 1);
  return factor === null
    ? calculated(label, (s, D) => fraction(s, root(D)), [raw, 'D'], [figures(score), String(dimensions)], scaled)
    : calculated(label, (s, by) => times(s, by, '×'), [raw, word('scale')], [figures(score), figures(factor)], scaled);
}

/**
 * @param {CapStep} step
 * @param {number} changes of the score, this one included
 * @returns {StepLines}
 */
export function capLines({ score, cap, capped }, changes) {
  return calculated(
    scoreAfter('j', changes), (s, c) => times(c, tanh(fraction(s, c))),
    [scoreAfter('j', changes - 1), word('softcap')], [figures(score), figures(cap)], capped,
  );
}
