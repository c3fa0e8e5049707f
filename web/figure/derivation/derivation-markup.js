/** A derivation as markup: headings, MathML and notes, for a page or for a file. */

import { formatNumber } from '../number-format.js';
import { isEqual } from './exact.js';
import { markup } from './markup.js';
import { number, row } from './mathml.js';
import { cosineLines, productLines, rawScore, scaleLines, scaledScore } from './score-lines.js';
import { numeratorLines, outputLines, rowSumLines, weightedValueLines, weightLines } from './weight-lines.js';

/**
 * @import { MaskReason } from '../attended.js'
 * @import { Derivation, Step } from './steps.js'
 * @import { DerivationKey, Line, StepLines } from './lines.js'
 * @import { Markup } from './markup.js'
 *
 * @typedef {(key: DerivationKey, values?: Record<string, string | number>) => string} DerivationText fills a text's braces
 */

/** @type {Record<MaskReason, DerivationKey>} */
const reasons = { mask: 'derivation.maskedCell', causal: 'derivation.maskedCausal', window: 'derivation.maskedWindow' };

/**
 * @param {Derivation} derivation
 * @param {DerivationText} text
 * @returns {Markup} a div of class derivation, and in it for each step an li with data-step
 */
export function derivationMarkup(derivation, text) {
  const { queryToken, keyToken, head, heads, isSpelled, isEmpty, isSupplied, steps } = derivation;
  const children = [paragraph(text('derivation.lead', { query: queryToken, key: keyToken }))];
  if (heads > 1) children.push(paragraph(text('derivation.head', { head: head + 1, heads })));
  if (isSpelled) children.push(paragraph(text('figure.spelled')));
  if (isEmpty) children.push(paragraph(text('derivation.empty')));
  if (isSupplied) return markup('div', { class: 'derivation' }, ...children, ...steps.flatMap((step) => suppliedMarkup(step, text)));
  const forward = steps.findIndex(({ kind }) => kind === 'weightedValue');
  /** @param {DerivationKey} title @param {Step[]} part */
  const list = (title, part) => [
    markup('h4', {}, text(title)),
    markup('ol', { class: 'steps' }, ...part.map((step) => stepMarkup(derivation, step, text))),
  ];
  return markup(
    'div',
    { class: 'derivation' },
    ...children,
    paragraph(text('derivation.rounded')),
    ...list('derivation.back', steps.slice(0, forward)),
    ...list('derivation.forward', steps.slice(forward)),
  );
}

/**
 * @param {Step} step
 * @param {DerivationText} text
 * @returns {Markup[]}
 */
function suppliedMarkup(step, text) {
  if (step.kind !== 'supplied') return [];
  const math = markup('math', { display: 'block' }, row(weightSymbol, '=', number(formatNumber(step.weight))));
  return [paragraph(text('derivation.supplied')), math, paragraph(text('derivation.suppliedSum', { sum: formatNumber(step.rowSum, 4) }))];
}

const weightSymbol = markup('msub', {}, markup('mi', {}, 'w'), row('i', 'j'));

/**
 * @param {Derivation} derivation
 * @param {Step} step
 * @param {DerivationText} text
 * @returns {Markup}
 */
function stepMarkup(derivation, step, text) {
  const { kind } = step;
  const title = kind === 'numerator' && step.normalizer === 'softmax' ? 'derivation.exponential' : /** @type {const} */ (`derivation.${kind}`);
  const heading = markup('h5', {}, text(title));
  if (kind === 'mask') {
    const math = markup('math', { display: 'block' }, row(weightSymbol, '=', '0'));
    return markup('li', { 'data-step': kind }, heading, math, paragraph(text(reasons[step.reason])));
  }
  const { formula, lines, notes = [] } = linesOf[kind](step, derivation);
  const said = notes.map((note) => (typeof note === 'string' ? text(note) : text(...note)));
  return markup(
    'li',
    { 'data-step': kind },
    heading,
    markup('math', { display: 'block', class: 'formula' }, formula),
    markup('div', { class: 'lines' }, markup('math', { display: 'block' }, markup('mtable', { displaystyle: 'true' }, ...lines.map(lineMarkup)))),
    ...said.map(paragraph),
  );
}

/** @type {{ [kind: string]: (step: any, derivation: Derivation) => StepLines }} by the kinds of steps that have lines */
const linesOf = {
  products: productLines,
  cosine: cosineLines,
  scale: scaleLines,
  numerator: (step, { steps }) => numeratorLines(step, steps.some(({ kind }) => kind === 'scale') ? scaledScore : rawScore),
  rowSum: (step, { key }) => rowSumLines(step, key),
  weight: weightLines,
  weightedValue: weightedValueLines,
  output: (step, { key }) => outputLines(step, key),
};

/**
 * Name, calculation, sign and result: a row of four cells, so that the signs stand below each other.
 * @param {Line} line
 * @returns {Markup}
 */
function lineMarkup({ label, calculation, result }) {
  const printed = number(result);
  const sign = isEqual(calculation.value, printed.value) ? '=' : '≈';
  const cells = [row(label, ':'), calculation, row(sign), printed];
  return markup('mtr', {}, ...cells.map((cell) => markup('mtd', {}, cell)));
}

/** @param {string} said */
const paragraph = (said) => markup('p', {}, said);
