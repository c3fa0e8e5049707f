/** From two vectors to their scaled score, line by line. */

import { relation } from '../number-format.js';
import { mostTerms, haveOneSign, printed, sumLine } from './lines.js';
import { brackets, fraction, number, power, root, row, signedNumber, sub, subPower, sumOf, sumOver, word } from './mathml.js';

/**
 * @import { CosineStep, ProductsStep, ScaleStep } from './steps.js'
 * @import { Line, StepLines } from './lines.js'
 * @import { Markup } from './markup.js'
 * @import { ScoreName } from '../../engine/index.js'
 *
 * @typedef {object} TermStyle how one term of a score is written
 * @property {(component: string) => Markup} symbol
 * @property {(query: string, key: string) => Markup} calculation
 * @property {(query: string, key: string, product: string) => '=' | '≈'} sign
 * @property {StepLines['notes']} [notes]
 */

/** The score of a key before the scale. @param {string} key */
export const rawScore = (key) => sub('s', row('i', key));
/** And after it. @param {string} key */
export const scaledScore = (key) => subPower('s', row('i', key), '′');

const raw = rawScore('j');

/** @type {TermStyle} */
const product = {
  symbol: (c) => row(component('q', 'i', c), component('k', 'j', c)),
  calculation: (query, key) => row(number(query), '×', signedNumber(key)),
  sign: (query, key, result) => relation([[query, key]], [[result]]),
};

/** @param {Markup} inner of a tanh @param {StepLines['notes']} notes @returns {TermStyle} */
const hidden = (inner, notes) => ({
  symbol: (c) => row(sub('v', c), word('tanh'), sub(brackets(inner), c)),
  calculation: (query, key) => row(word('tanh'), brackets(number(query), '+', signedNumber(key))),
  // The only hyperbolic tangent with finitely many digits.
  sign: (query, key, result) => (relation([[query], [key]], [['0']]) === '=' ? relation([['0']], [[result]]) : '≈'),
  notes,
});

/** @type {Record<ScoreName, TermStyle>} */
const styles = {
  dot: product,
  'scaled-dot': product,
  cosine: product,
  general: { ...product, symbol: (c) => row(component('q', 'i', c), sub(brackets('W', sub('k', 'j')), c)), notes: ['derivation.identity'] },
  location: {
    ...product,
    symbol: (c) => row(component('W', 'j', c), component('q', 'i', c)),
    calculation: (query, key) => row(number(key), '×', signedNumber(query)),
    notes: ['derivation.identity'],
  },
  euclidean: {
    symbol: (c) => row('−', fraction(power(brackets(component('q', 'i', c), '−', component('k', 'j', c)), '2'), '2')),
    calculation: (query, key) => row('−', fraction(power(brackets(number(query), '−', signedNumber(key)), '2'), '2')),
    sign: (query, key, result) => relation([[query, query], [key, key]], [['2', query, key], ['-2', result]]),
  },
  concat: hidden(row('U', sub('q', 'i'), '+', 'W', sub('k', 'j')), ['derivation.hidden']),
  additive: hidden(row('U', sub('q', 'i'), '+', 'W', sub('k', 'j'), '+', 'b'), ['derivation.hidden']),
  linear: {
    symbol: (c) => row('φ', brackets(component('q', 'i', c)), 'φ', brackets(component('k', 'j', c))),
    calculation: (query, key) => row('φ', brackets(number(query)), '×', 'φ', brackets(number(key))),
    sign: (query, key, result) =>
      query.startsWith('−') || key.startsWith('−') ? '≈' : relation([['1'], [query], [key], [query, key]], [[result]]),
    notes: ['derivation.phi'],
  },
};

/**
 * @param {string} vector
 * @param {string} position
 * @param {string} index
 */
function component(vector, position, index) {
  return sub(vector, row(position, ',', index));
}

/**
 * @param {ProductsStep} step
 * @returns {StepLines}
 */
export function productLines({ score, terms, sum }) {
  const { symbol, calculation, sign, notes } = styles[score];
  const total = score === 'cosine' ? row(sub('q', 'i'), '·', sub('k', 'j')) : raw;
  const formula = row(sumOver('c'), symbol('c'));
  const lines = terms.map(
    /** @returns {Line} */ ({ query, key, product }, c) => {
      const [left, right, result] = [query, key, product].map(printed);
      return { label: symbol(String(c + 1)), calculation: calculation(left, right), sign: sign(left, right, result), result };
    },
  );
  const products = terms.map(({ product }) => product);
  const last = sumLine(total, products, sum, { symbol: formula, arePrinted: true });
  return { formula: row(total, '=', formula), lines: [...lines, last], notes };
}

/**
 * @param {CosineStep} step
 * @returns {StepLines}
 */
export function cosineLines({ dot, query, key, score }) {
  const lengths = row(length(sub('q', 'i')), length(sub('k', 'j')));
  const formula = row(raw, '=', fraction(row(sub('q', 'i'), '·', sub('k', 'j')), lengths));
  const [above, result] = [dot, score].map(printed);
  const vectors = [query, key].map((vector) => vector.map(printed));
  if ([query, key].some((vector) => vector.every((x) => x === 0))) {
    return { formula, lines: [{ label: raw, calculation: number('0'), sign: '=', result }], notes: ['derivation.zeroLength'] };
  }
  const isShort = query.length <= mostTerms;
  const below = isShort ? row(...vectors.map((vector) => root(sumOf(vector.map(squared))))) : lengths;
  // a / (√b √c) = s holds as printed where a² = s² b c does; all three are exact decimals.
  const squares = vectors[0].flatMap((q) => vectors[1].map((k) => [result, result, q, q, k, k]));
  const isExact = isShort && haveOneSign(above, result) && relation([[above, above]], squares) === '=';
  return { formula, lines: [{ label: raw, calculation: fraction(number(above), below), sign: isExact ? '=' : '≈', result }] };
}

/** @param {Markup} vector */
const length = (vector) => row('‖', vector, '‖');
/** @param {string} text as printed */
const squared = (text) => power(signedNumber(text), '2');

/**
 * @param {ScaleStep} step
 * @returns {StepLines}
 */
export function scaleLines({ score, factor, dimensions, scaled }) {
  const label = scaledScore('j');
  const [from, result] = [score, scaled].map(printed);
  if (factor === null) {
    const isExact = haveOneSign(from, result) && relation([[from, from]], [[result, result, String(dimensions)]]) === '=';
    const calculation = fraction(number(from), root(number(String(dimensions))));
    return { formula: row(label, '=', fraction(raw, root('D'))), lines: [{ label, calculation, sign: isExact ? '=' : '≈', result }] };
  }
  const by = printed(factor);
  const calculation = row(number(from), '×', signedNumber(by));
  return { formula: row(label, '=', raw, '×', word('scale')), lines: [{ label, calculation, sign: relation([[from, by]], [[result]]), result }] };
}
