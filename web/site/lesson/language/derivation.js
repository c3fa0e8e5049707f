/** The derivation of one sentence's weight: the words that match, the score, the exponential, and the share. */

import { markup } from '../../../base/markup.js';
import { exact, isEqual } from '../../../base/exact.js';
import { exponential, fraction, minus, number, root, row, sub } from '../../../mathml/mathml.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { passageDimensions } from './passage.js';

/**
 * @import { Expression, Part } from '../../../mathml/mathml.js'
 * @import { Answer, Meeting } from './answer.js'
 * @typedef {typeof import('../../../locales/lesson/language-en.js').live} Texts
 */

/**
 * @param {Answer} answer
 * @param {number} sentence
 * @param {{ meetings: Meeting[], rest: number }} met
 * @param {Texts} texts
 */
export function derivationTree(answer, sentence, { meetings, rest }, texts) {
  const [score, scaled, numerator, weight] = [answer.scores, answer.scaled, answer.exponentials, answer.weights].map((all) => all[sentence]);
  const z = sub('z', 'j');
  return [
    markup('h3', {}, filled(texts.derivationOf, { number: sentence + 1, weight: formatNumber(weight) })),
    markup('p', {}, texts.meetings),
    meetingsTable(meetings, rest, score, texts),
    markup('p', { class: 'note' }, texts.chance),
    markup('p', {}, filled(texts.scale, { dimensions: passageDimensions })),
    equation(z, fraction(row('q', '·', sub('k', 'j')), root('D')), fraction(figure(score), number(String(Math.sqrt(passageDimensions)))), scaled),
    markup('p', {}, texts.exponential),
    equation(sub('x', 'j'), exponential(minus(z, sub('z', 'max'))), exponential(minus(figure(scaled), figure(answer.largest))), numerator),
    markup('p', {}, texts.share),
    equation(sub('w', 'j'), fraction(sub('x', 'j'), row('∑', 'x')), fraction(figure(numerator), figure(answer.sum)), weight),
  ];
}

/** @param {number} value */
const figure = (value) => number(formatNumber(value));

/**
 * An equation line, with '=' before the result only if the printed numbers make it exactly true.
 * @param {Part} symbol
 * @param {Part} formula
 * @param {Expression} calculation
 * @param {number} result
 */
function equation(symbol, formula, calculation, result) {
  const printed = formatNumber(result);
  const [left, right] = [calculation.value, exact(printed)];
  const sign = left && right && isEqual(left, right) ? '=' : '≈';
  /** @param {...Part} parts */
  const line = (...parts) => markup('math', {}, markup('mstyle', { displaystyle: 'true' }, row(...parts)));
  // The line has two parts, which a narrow screen shows one below the other.
  return markup('div', { class: 'language-equation' }, line(symbol, '=', formula), ' ', line('=', calculation, sign, number(printed)));
}

/** @param {Meeting[]} meetings @param {number} rest @param {number} score @param {Texts} texts */
function meetingsTable(meetings, rest, score, texts) {
  const sum = { class: 'language-sum' };
  return markup('table', { class: 'language-meetings', 'aria-label': texts.meetings },
    markup('thead', {}, markup('tr', {}, ...[texts.questionWord, texts.sentenceWord, texts.product].map((name) => markup('th', { scope: 'col' }, name)))),
    markup('tbody', {},
      ...meetings.map(({ question, sentence, product }) => markup('tr', {},
        markup('td', { dir: 'auto' }, question), markup('td', { dir: 'auto' }, sentence), markup('td', {}, formatNumber(product)))),
      markup('tr', {}, markup('th', { scope: 'row', colspan: '2' }, texts.others), markup('td', {}, formatNumber(rest)))),
    markup('tfoot', {}, markup('tr', sum, markup('th', { scope: 'row', colspan: '2' }, texts.total), markup('td', {}, formatNumber(score)))));
}
