/** These lines lead from a scaled score to its weight, and on to the outputs that it feeds. */

import { formatNumber } from '../../base/number-format.js';
import { calculated, figures, lineOf, mostTerms, sumLine, termNotes } from './lines.js';
import {
  brackets, exp, fraction, minus, negated, root, row, square, sub, sumOf, sumOver, times, word, wordOver,
} from '../../mathml/mathml.js';
import { normalizerFunctions } from '../methods/normalizers.js';
import { scoreAfter } from './score-lines.js';

/**
 * @import { NumeratorParts } from '../methods/normalizers.js'
 * @import { MaskStep, NumeratorStep, OutputStep, RowSumStep, Sink, SuppliedStep, WeightedValueStep, WeightStep } from './steps.js'
 * @import { Notes, StepLines } from './lines.js'
 * @import { Part } from '../../mathml/mathml.js'
 */

const ij = row('i', 'j');
const numerator = sub('n', ij);
const weight = sub('w', ij);
const Z = sub('Z', 'i');
const rowOfNumerators = row(sumOver('m'), sub('n', row('i', 'm')));

/**
 * @param {NumeratorStep} step
 * @param {number} changes that the scores have been through
 * @returns {StepLines}
 */
export function numeratorLines({ normalizer, key, capped, temperature, largest, winner, hasSink, keys, threshold, scores, numerator: result }, changes) {
  /** @param {string} name */
  const score = (name) => scoreAfter(name, changes);
  const t = temperature === null ? null : figures(temperature);
  const roots = row(sumOver('m'), root(score('m')));
  /** @type {NumeratorParts} */
  const symbols = {
    s: score('j'), largest: hasSink ? row(word('max'), '(', row(wordOver('max', 'm'), score('m')), ',', 'h', ')') : row(wordOver('max', 'm'), score('m')), t: t && 't', tau: 'τ', T: 'T',
    j: 'j', best: row(wordOver('arg max', 'm'), score('m')), roots,
  };
  /** @type {NumeratorParts} */
  const numbers = {
    s: figures(capped), largest: figures(largest), t, tau: figures(threshold ?? 0), T: String(keys),
    j: String(key + 1), best: String(winner + 1),
    roots: scores.length <= mostTerms ? sumOf(scores.map((other) => root(figures(other)))) : { ...roots, value: null },
  };
  const isSinks = winner === -1 && normalizer === 'hardmax';
  const { numerator: written, notes } = normalizerFunctions[normalizer];
  return {
    ...calculated(numerator, written, [symbols], [numbers], result),
    notes: isSinks ? ['derivation.sinkWins'] : notes,
  };
}

/**
 * @param {RowSumStep} step
 * @param {number} key whose term is marked
 * @returns {StepLines}
 */
export function rowSumLines({ numerators: terms, sink, sum }, key) {
  const own = terms.findIndex((term) => term.key === key);
  const symbol = sink ? sumOf([rowOfNumerators, sub('n', row('i', 'h'))]) : rowOfNumerators;
  const values = [...terms.map(({ value }) => value), ...(sink ? [sink.numerator] : [])];
  return {
    formula: row(Z, '=', symbol),
    lines: [sumLine(Z, values, sum, { symbol, own })],
    notes: [...termNotes('derivation.terms', terms.length), ...(sink ? [sinkNote(sink)] : [])],
  };
}

/** @param {Sink} sink @returns {Notes[number]} */
const sinkNote = ({ logit }) => ['derivation.sink', { logit: formatNumber(logit) }];

/**
 * @param {WeightStep} step
 * @returns {StepLines}
 */
export function weightLines({ normalizer, numerator: above, sum, weight: result, key, center, sigma }) {
  /** @param {Part} n @param {Part} z @param {Part} j @param {Part} p @param {Part} width */
  const divided = (n, z, j, p, width) => {
    const whole = normalizer === 'sigmoid' ? n : fraction(n, normalizer === 'article' ? root(z) : z);
    return sigma ? times(whole, exp(negated(fraction(square(brackets(minus(j, p))), times('2', square(width)))))) : whole;
  };
  return calculated(
    weight, divided, [numerator, Z, 'j', sub('p', 'i'), 'σ'],
    [figures(above), figures(sum), String(key), figures(center ?? 0), figures(sigma ?? 1)], result,
  );
}

/**
 * @param {SuppliedStep} step
 * @returns {StepLines}
 */
export function suppliedLines({ weight: value, rowSum }) {
  return { formula: row(weight, '=', figures(value)), lines: [], notes: [['derivation.suppliedSum', { sum: formatNumber(rowSum, 4) }]] };
}

/**
 * @param {MaskStep} step
 * @returns {StepLines}
 */
export function maskLines({ reason }) {
  return { formula: row(weight, '=', '0'), lines: [], notes: [`masked.${reason}`] };
}

/**
 * @param {WeightedValueStep} step
 * @returns {StepLines}
 */
export function weightedValueLines({ weight: factor, value, weighted }) {
  /** @param {string} c */
  const term = (c) => row(weight, sub('v', row('j', ',', c)));
  const lines = weighted.map((product, c) => lineOf(term(String(c + 1)), times(figures(factor), figures(value[c])), product));
  return { formula: term('c'), lines };
}

/**
 * @param {OutputStep} step
 * @param {number} key whose terms are marked
 * @returns {StepLines}
 */
export function outputLines({ weighted, output }, key) {
  const own = weighted.findIndex((term) => term.key === key);
  /** @param {string} c */
  const all = (c) => row(sumOver('m'), sub('w', row('i', 'm')), sub('v', row('m', ',', c)));
  /** @param {string} c */
  const label = (c) => sub('o', row('i', ',', c));
  const lines = output.map((component, c) => {
    const terms = weighted.map(({ values }) => values[c]);
    const name = String(c + 1);
    // A row without keys adds up nothing, which is 0.
    return sumLine(label(name), terms.length > 0 ? terms : [0], component, { symbol: all(name), own });
  });
  return { formula: row(label('c'), '=', all('c')), lines, notes: termNotes('derivation.terms', weighted.length) };
}
