/** From a scaled score to its weight, line by line. */

import { parseNumber, relation } from '../number-format.js';
import { haveOneSign, mostTerms, printed, sumLine, termNotes } from './lines.js';
import { brackets, fraction, number, power, root, row, signedNumber, sub, sumOf, sumOver, word, wordOver } from './mathml.js';

/**
 * @import { NormalizerName } from '../../engine/index.js'
 * @import { NumeratorStep, RowSumStep, WeightStep } from './steps.js'
 * @import { Line, StepLines } from './lines.js'
 * @import { Markup } from './markup.js'
 */

const ij = row('i', 'j');
const numerator = sub('n', ij);
const weight = sub('w', ij);
const rowOfNumerators = row(sumOver('m'), sub('n', row('i', 'm')));

/**
 * @param {NumeratorStep} step
 * @param {(key: string) => Markup} score the symbol of a key's score
 * @returns {StepLines}
 */
export function numeratorLines(step, score) {
  const { formula, calculation, sign, notes } = styles[step.normalizer](step, score);
  const line = { label: numerator, calculation, sign, result: printed(step.numerator) };
  return { formula: row(numerator, '=', formula), lines: [line], notes };
}

/** @typedef {Omit<StepLines, 'lines'> & { calculation: Markup, sign: Line['sign'] }} Style */

/** @param {NumeratorStep} step @param {(key: string) => Markup} score @returns {Style} */
function plain({ scaled, numerator }, score) {
  const text = printed(scaled);
  return { formula: score('j'), calculation: number(text), sign: relation([[text]], [[printed(numerator)]]) };
}

/** @type {Record<NormalizerName, (step: NumeratorStep, score: (key: string) => Markup) => Style>} */
const styles = {
  softmax(step, score) {
    const [scaled, largest, result] = [step.scaled, step.largest, step.numerator].map(printed);
    const formula = row(score('j'), '−', wordOver('max', 'm'), score('m'));
    const difference = row(number(scaled), '−', signedNumber(largest));
    // e to the power of 0 is the only one with finitely many digits.
    const isOne = relation([[scaled]], [[largest]]) === '=' && relation([[result]], [['1']]) === '=';
    return {
      formula: power('e', step.temperature === null ? formula : fraction(formula, 't')),
      calculation: power('e', overTemperature(difference, step.temperature)),
      sign: isOne ? '=' : '≈',
    };
  },
  sparsemax: (step, score) => threshold(step, score, 1),
  entmax15: (step, score) => threshold(step, score, 2),
  hardmax({ key, winner }, score) {
    const best = row(wordOver('arg max', 'm'), score('m'));
    const [own, chosen] = [key, winner].map((index) => number(String(index + 1)));
    return { formula: row('[', 'j', '=', best, ']'), calculation: row('[', own, '=', chosen, ']'), sign: '=', notes: ['derivation.winner'] };
  },
  sigmoid({ scaled, temperature, keys, numerator }, score) {
    const [from, result] = [printed(scaled), printed(numerator)];
    const exponent = row(word('log'), 'T', '−', temperature === null ? score('j') : fraction(score('j'), 't'));
    const value = row(word('log'), number(String(keys)), '−', overTemperature(signedNumber(from), temperature));
    const isHalf = keys === 1 && relation([[from]], [['0']]) === '=' && relation([[result]], [['0.5']]) === '=';
    return {
      formula: fraction('1', row('1', '+', power('e', exponent))),
      calculation: fraction('1', row('1', '+', power('e', value))),
      sign: isHalf ? '=' : '≈',
      notes: ['derivation.logKeys', 'derivation.noSum'],
    };
  },
  sum: plain,
  article: plain,
  'article-code'(step, score) {
    const roots = row(sumOver('m'), root(score('m')));
    const text = printed(step.scaled);
    const isShort = step.scores.length <= mostTerms;
    const below = isShort ? sumOf(step.scores.map((other) => root(number(printed(other))))) : roots;
    const isZero = text === '0' && printed(step.numerator) === '0';
    return { formula: fraction(score('j'), roots), calculation: fraction(number(text), below), sign: isZero ? '=' : '≈' };
  },
};

/**
 * @param {NumeratorStep} step
 * @param {(key: string) => Markup} score
 * @param {1 | 2} exponent of sparsemax and of entmax15, which halves the scores too
 * @returns {Style}
 */
function threshold({ scaled, temperature, threshold: found, numerator }, score, exponent) {
  const [from, tau, result] = [scaled, /** @type {number} */ (found), numerator].map(printed);
  const t = temperature === null ? '1' : printed(temperature);
  const half = exponent === 2 ? '2' : '1';
  // z = s / (half t): both sides times half t, so that only products of printed digits are left.
  const isBelow = parseNumber(from) <= parseNumber(tau) * parseNumber(t) * Number(half);
  const exact =
    exponent === 1
      ? relation([[from]], [[result, t], [tau, t]])
      : relation([[from, from], ['4', t, t, tau, tau]], [['4', t, t, result], ['4', from, t, tau]]);
  /** @param {Markup} difference */
  const kept = (difference) => {
    const positive = row(word('max'), brackets(difference, ',', '0'));
    return exponent === 2 ? power(positive, '2') : positive;
  };
  const below = [exponent === 2 ? [number('2')] : [], temperature === null ? [] : ['t']].flat();
  const printedBelow = [exponent === 2 ? [number('2')] : [], temperature === null ? [] : [number(t)]].flat();
  /** @param {Markup} above @param {(Markup | string)[]} parts */
  const over = (above, parts) => (parts.length === 0 ? above : fraction(above, parts.length === 1 ? parts[0] : row(parts[0], '×', parts[1])));
  return {
    formula: kept(row(over(score('j'), below), '−', 'τ')),
    calculation: kept(row(over(number(from), printedBelow), '−', signedNumber(tau))),
    sign: isBelow ? (result === '0' ? '=' : '≈') : exact,
    notes: ['derivation.threshold'],
  };
}

/** @param {Markup} part @param {number | null} temperature */
function overTemperature(part, temperature) {
  return temperature === null ? part : fraction(part, number(printed(temperature)));
}

/**
 * @param {RowSumStep} step
 * @param {number} key whose term is marked
 * @returns {StepLines}
 */
export function rowSumLines({ numerators, sum }, key) {
  const terms = numerators.map(({ value }) => value);
  const own = numerators.findIndex((term) => term.key === key);
  return {
    formula: row(sub('Z', 'i'), '=', rowOfNumerators),
    lines: [sumLine(sub('Z', 'i'), terms, sum, { symbol: rowOfNumerators, own })],
    notes: termNotes('derivation.rowKeys', terms.length),
  };
}

/**
 * @param {WeightStep} step
 * @returns {StepLines}
 */
export function weightLines({ normalizer, numerator: above, sum, weight: value }) {
  const [n, z, w] = [above, sum, value].map(printed);
  if (normalizer === 'sigmoid') {
    return { formula: row(weight, '=', numerator), lines: [{ label: weight, calculation: number(n), sign: relation([[n]], [[w]]), result: w }] };
  }
  if (normalizer === 'article') {
    // n / √Z = w holds as printed where n² = w² Z does; both are exact decimals.
    const isExact = haveOneSign(n, w) && relation([[n, n]], [[w, w, z]]) === '=';
    const calculation = fraction(number(n), root(number(z)));
    return { formula: row(weight, '=', fraction(numerator, root(sub('Z', 'i')))), lines: [{ label: weight, calculation, sign: isExact ? '=' : '≈', result: w }] };
  }
  const calculation = fraction(number(n), number(z));
  return { formula: row(weight, '=', fraction(numerator, sub('Z', 'i'))), lines: [{ label: weight, calculation, sign: relation([[n]], [[w, z]]), result: w }] };
}
