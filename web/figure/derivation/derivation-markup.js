/** A derivation as markup: headings, MathML and notes, for a page or for a file. */

import { isEqual } from '../../base/exact.js';
import { mostTerms } from './lines.js';
import { markup } from '../../base/markup.js';
import { number, row } from '../../mathml/mathml.js';
import { isolated } from '../words/names.js';
import { capLines, cosineLines, productLines, scaleLines } from './score-lines.js';
import { maskLines, numeratorLines, outputLines, rowSumLines, suppliedLines, weightedValueLines, weightLines } from './weight-lines.js';

/**
 * @import { Derivation, Step } from './steps.js'
 * @import { DerivationKey, Line, Notes, StepLines } from './lines.js'
 * @import { MarkupTree } from '../../base/markup.js'
 *
 * @typedef {(key: DerivationKey, values?: Record<string, string | number>) => string} DerivationText fills a text's braces
 */

/**
 * @param {Derivation} derivation
 * @param {DerivationText} text
 * @returns {MarkupTree} a div of class derivation, and in it for each step an li with data-step
 */
export function derivationMarkup(derivation, text) {
  const { queryToken, keyToken, head, heads, isSpelled, isEmpty, isSupplied, steps } = derivation;
  /** @type {Notes} */
  const notes = [
    [queryToken === '' ? 'derivation.leadUnnamed' : 'derivation.lead', { query: isolated(queryToken), key: isolated(keyToken) }],
    ...(heads > 1 ? /** @type {Notes} */ ([['derivation.head', { head: head + 1, heads }]]) : []),
    ...(isSpelled ? /** @type {const} */ (['figure.spelled']) : []),
    ...(isEmpty ? /** @type {const} */ (['derivation.empty']) : []),
    isSupplied ? 'derivation.supplied' : 'derivation.rounded',
  ];
  const forward = steps.findIndex(({ kind }) => kind === 'weightedValue');
  /** @param {Step[]} part */
  const list = (part) => markup('ol', { class: 'steps' }, ...part.map((step) => stepMarkup(derivation, step, text)));
  /** @param {DerivationKey} key */
  const title = (key) => markup('h4', {}, text(key));
  const lists = isSupplied
    ? [title('derivation.back'), list(steps)]
    : [title('derivation.back'), list(steps.slice(0, forward)), title('derivation.forward'), list(steps.slice(forward))];
  return markup('div', { class: 'derivation' }, ...said(notes, text), ...lists);
}

/** @param {Notes} notes @param {DerivationText} text */
function said(notes, text) {
  return notes.map((note) => markup('p', {}, typeof note === 'string' ? text(note) : text(...note)));
}

/**
 * @param {Derivation} derivation
 * @param {Step} step
 * @param {DerivationText} text
 * @returns {MarkupTree}
 */
function stepMarkup(derivation, step, text) {
  const { kind } = step;
  const title = kind === 'numerator' && step.normalizer === 'softmax' ? 'exponential' : kind === 'supplied' ? 'weight' : kind;
  const { formula, lines, notes = [] } = linesOf[kind](step, derivation);
  // The last line of products is their sum. Only what is exactly 0 is printed as 0: it adds nothing to any sum.
  const total = lines.length - Number(kind === 'products');
  const kept = lines.filter(({ result }, index) => total <= mostTerms || index === total || result !== '0');
  const count = lines.length - kept.length;
  const table = markup('mtable', { displaystyle: 'true' }, ...kept.map(lineMarkup));
  return markup(
    'li',
    { 'data-step': kind },
    markup('h5', {}, text(`derivation.${title}`)),
    display(formula),
    ...(kept.length > 0 ? [markup('div', { class: 'lines' }, display(table))] : []),
    ...(count > 0 ? said([['derivation.zeros', { count, total }]], text) : []),
    ...said(notes, text),
    ...(step.isHeld ? said(['derivation.held'], text) : []),
  );
}

/** @param {MarkupTree} math */
const display = (math) => markup('math', { display: 'block' }, math);

/** Counts how often the score changes on its way to the normaliser. @param {Derivation} derivation */
const changes = ({ steps }) => steps.filter(({ kind }) => /scale|cap/.test(kind)).length;

/** @type {{ [kind: string]: (step: any, derivation: Derivation) => StepLines }} by the kinds of steps */
const linesOf = {
  supplied: suppliedLines,
  products: productLines,
  cosine: cosineLines,
  scale: scaleLines,
  cap: (step, derivation) => capLines(step, changes(derivation)),
  numerator: (step, derivation) => numeratorLines(step, changes(derivation)),
  rowSum: (step, { key }) => rowSumLines(step, key),
  mask: maskLines,
  weight: weightLines,
  focus: weightLines,
  weightedValue: weightedValueLines,
  output: (step, { key }) => outputLines(step, key),
};

/**
 * Name, calculation, sign and result: a row of four cells, so that the signs stand below each other.
 * @param {Line} line
 * @returns {MarkupTree}
 */
function lineMarkup({ label, calculation, result }) {
  const printed = number(result);
  const sign = isEqual(calculation.value, printed.value) ? '=' : '≈';
  const cells = [row(label, ':'), calculation, row(sign), printed];
  return markup('mtr', {}, ...cells.map((cell) => markup('mtd', {}, cell)));
}
