/** The four steps from vectors to output, with the engine's numbers. */

import { articlePrinted } from './article.js';
import { element } from '../../base/dom.js';
import { normalizers, scores as scoreFunctions } from './formulas.js';
import { text } from './language.js';
import { normalizerOf } from '../../figure/state/methods.js';
import { formatNumber, formatVector, relation } from '../../base/number-format.js';
import { entropyBits, isDistribution } from '../../base/statistics.js';
import { noDistribution } from './summaries.js';

/**
 * @import { NormalizerName } from '../../figure/state/methods.js'
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { ExampleNumbers } from '../exhibits/numbers.js'
 * @import { TextKey } from './language.js'
 *
 * @typedef {object} Line a line of a step's table
 * @property {string} name the word, or the name of a total
 * @property {number} [key] the index of the word, for pointing at its bar
 * @property {string} calculation
 * @property {'=' | '≈' | ''} sign
 * @property {string} result
 * @property {string | null} [printed] the article's number
 */

/**
 * @param {HTMLElement} place
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @param {boolean} besideArticle whether to show the article's numbers too
 */
export function showSteps(place, state, numbers, besideArticle) {
  const printed = besideArticle ? articlePrinted : null;
  const score = scoreFunctions.find(({ name }) => name === state.score);
  const normalizer = normalizers.find(({ name }) => name === normalizerOf(state));
  place.replaceChildren(
    step('step.scores', score?.formula, scoreLines(state, numbers, printed), besideArticle),
    step('step.normalized', normalizer?.numerator, numeratorLines(state, numbers, printed), besideArticle, divisionNote(normalizerOf(state))),
    step('step.weights', normalizer?.formula, weightLines(state, numbers, printed), besideArticle, distributionNote(numbers.weights)),
    step('step.output', 'o = Σ w v', outputLines(state, numbers, printed), besideArticle),
  );
}

/** @typedef {typeof articlePrinted | null} Printed */

/**
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @param {Printed} printed
 * @returns {Line[]}
 */
function scoreLines(state, { products, scores, scaled }, printed) {
  const factor = scaleText(state);
  return state.words.flatMap((name, key) => {
    const terms = products[key].map((product) => formatNumber(product));
    const score = formatNumber(scores[key]);
    const sum = joinTerms(terms);
    /** @type {Line} */
    const raw =
      state.score === 'cosine'
        ? { name, key, calculation: `(${sum}) / (‖q‖ ‖k‖)`, sign: '≈', result: score }
        : { name, key, calculation: sum, sign: relation(terms.map((term) => [term]), [[score]]), result: score };
    if (printed) raw.printed = printed.scores[key];
    if (!factor) return [raw];
    const result = formatNumber(scaled[key]);
    const sign = factor.includes('√') ? '≈' : relation([[score, factor]], [[result]]);
    return [raw, { name: '', key, calculation: `${score} × ${factor}`, sign, result }];
  });
}

/**
 * @param {ExampleState} state
 * @returns {string} the factor of the scores; empty for 1
 */
function scaleText({ score, scale, query }) {
  if (scale === null) return score === 'scaled-dot' && query.length > 1 ? `1/√${query.length}` : '';
  return scale === 1 ? '' : bracketed(formatNumber(scale));
}

/** @param {string[]} terms the terms of a sum, with their signs */
function joinTerms(terms) {
  return terms.map((term, index) => (index === 0 ? term : ` + ${bracketed(term)}`)).join('');
}

/** @param {string} number */
function bracketed(number) {
  return number.startsWith('−') ? `(${number})` : number;
}

/**
 * The numerators and their sum.
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @param {Printed} printed
 * @returns {Line[]}
 */
function numeratorLines(state, { scaled, largest, numerators, numeratorSum }, printed) {
  const name = normalizerOf(state);
  const divisor = state.temperature === null || state.temperature === 1 ? '' : formatNumber(state.temperature);
  const results = numerators.map((value) => formatNumber(value));
  const total = formatNumber(numeratorSum);
  const lines = state.words.map(
    /** @returns {Line} */ (word, key) => {
      const score = formatNumber(scaled[key]);
      const calculation = numeratorText(name, score, formatNumber(largest), divisor, state.words.length);
      const sign = calculation === score ? relation([[score]], [[results[key]]]) : '≈';
      if (calculation === '') return { name: word, key, calculation, sign: '', result: results[key] };
      // Only a power such as e to the zero is exact as printed.
      const exact = name === 'softmax' && score === formatNumber(largest) && results[key] === '1.000';
      return { name: word, key, calculation, sign: exact ? '=' : sign, result: results[key] };
    },
  );
  const terms = results.map((term) => [term]);
  return [
    ...lines,
    {
      name: text('step.sum'),
      calculation: joinTerms(results),
      sign: relation(terms, [[total]]),
      result: total,
      printed: printed?.sum,
    },
  ];
}

/**
 * @param {NormalizerName} name
 * @param {string} score
 * @param {string} largest
 * @param {string} divisor the temperature; empty for 1
 * @param {number} count
 * @returns {string} empty if the numerator needs no calculation
 */
function numeratorText(name, score, largest, divisor, count) {
  const over = divisor && ` / ${divisor}`;
  switch (name) {
    case 'softmax': {
      const difference = `${score} − ${bracketed(largest)}`;
      return divisor ? `exp((${difference})${over})` : `exp(${difference})`;
    }
    case 'sigmoid':
      return `1 / (1 + exp(log ${count} − ${bracketed(score)}${over}))`;
    case 'sparsemax':
      return `max(${score}${over} − τ, 0)`;
    case 'entmax15':
      return `max(${score} / 2${divisor && ` / ${divisor}`} − τ, 0)²`;
    case 'article-code':
      return `${score} / Σ √s`;
    case 'hardmax':
      return `[${score} = ${largest}]`;
    default:
      return '';
  }
}

/** @param {NormalizerName} name */
function divisionNote(name) {
  if (name === 'article') return text('step.rootOfSum');
  return name === 'sigmoid' ? text('step.noDivision') : '';
}

/**
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @param {Printed} printed
 * @returns {Line[]}
 */
function weightLines(state, { numerators, numeratorSum, weights }, printed) {
  const name = normalizerOf(state);
  const total = formatNumber(numeratorSum);
  return state.words.map((word, key) => {
    const above = formatNumber(numerators[key]);
    const result = formatNumber(weights[key]);
    const line = { name: word, key, result, printed: printed && formatNumber(printed.weights[key]) };
    if (name === 'sigmoid') return { ...line, calculation: above, sign: relation([[above]], [[result]]) };
    if (name === 'article') {
      // a / √b = w is exactly true as printed if a² = w² b is: both sides of that are exact decimals.
      const sign = relation([[above, above]], [[result, result, total]]);
      return { ...line, calculation: `${above} / √${total}`, sign };
    }
    return { ...line, calculation: `${above} / ${bracketed(total)}`, sign: relation([[above]], [[result, total]]) };
  });
}

/** @param {number[]} weights */
function distributionNote(weights) {
  if (isDistribution(weights)) {
    return text('step.isDistribution', {
      entropy: formatNumber(entropyBits(weights)),
      most: formatNumber(Math.log2(weights.length)),
    });
  }
  return noDistribution(weights, 'step.noDistribution');
}

/**
 * @param {ExampleState} state
 * @param {ExampleNumbers} numbers
 * @param {Printed} printed
 * @returns {Line[]}
 */
function outputLines({ words, keys, values }, { weights, weightedValues, output }, printed) {
  const lines = words.map(
    /** @returns {Line} */ (name, key) => {
      const weight = formatNumber(weights[key]);
      const value = (values ?? keys)[key].map((component) => formatNumber(component));
      const exact = weightedValues[key].every(
        (product, index) => relation([[weight, value[index]]], [[formatNumber(product)]]) === '=',
      );
      return {
        name,
        key,
        calculation: `${weight} × [${value.join(', ')}]`,
        sign: exact ? '=' : '≈',
        result: formatVector(weightedValues[key]),
        printed: printed?.weightedValues[key],
      };
    },
  );
  const exact = output.every((component, index) => {
    const terms = weightedValues.map((vector) => [formatNumber(vector[index])]);
    return relation(terms, [[formatNumber(component)]]) === '=';
  });
  return [
    ...lines,
    {
      name: text('step.output.sum'),
      calculation: text('step.sum'),
      sign: exact ? '=' : '≈',
      result: formatVector(output),
      printed: printed?.output,
    },
  ];
}

/**
 * @param {TextKey} title
 * @param {string | undefined} formula
 * @param {Line[]} lines
 * @param {boolean} besideArticle
 * @param {string} [note]
 * @returns {HTMLElement}
 */
function step(title, formula, lines, besideArticle, note = '') {
  const heading = element('h4', {}, text(title), element('span', { class: 'formula' }, formula ?? ''));
  if (besideArticle) {
    heading.append(element('span', { class: 'printed', 'aria-hidden': 'true' }, text('step.article')));
  }
  /** @param {TextKey} key */
  const columnHead = (key) => element('th', { scope: 'col' }, text(key));
  // The column of signs has no head: a screen reader would read an empty one aloud.
  const head = [columnHead('step.word'), columnHead('step.calculation'), element('td'), columnHead('step.result')];
  const rows = lines.map((line) =>
    element(
      'tr',
      line.key === undefined ? { class: 'total' } : { 'data-key': line.key },
      element('th', { scope: 'row' }, line.name),
      element('td', { class: 'calculation' }, line.calculation),
      element('td', { class: 'sign' }, line.sign),
      element(
        'td',
        { class: 'result' },
        element('span', { class: 'number' }, line.result),
        ...(besideArticle ? [printedNumber(line.printed)] : []),
      ),
    ),
  );
  return element(
    'li',
    { class: 'step', 'data-step': title.slice('step.'.length) },
    heading,
    element(
      'table',
      {},
      element('caption', { class: 'visually-hidden' }, text(title)),
      element('thead', { class: 'visually-hidden' }, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
    ...(note ? [element('p', { class: 'note' }, note)] : []),
  );
}

/** @param {string | null | undefined} printed the article's number; the cell stays empty if it is right */
function printedNumber(printed) {
  if (!printed) return element('span', { class: 'printed' });
  const said = element('span', { class: 'visually-hidden' }, text('step.articlePrints'));
  return element('s', { class: 'printed' }, said, element('span', {}, printed));
}
