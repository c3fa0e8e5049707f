/** The small live figures inside the errata. Each is made when its entry is first opened. */

import { element } from '../../../base/dom.js';
import { formatNumber, formatVector } from '../../../base/number-format.js';
import { exampleNumbers } from '../../exhibits/numbers.js';
import { rowSum } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { articleFacts, articleState } from '../../workbench/article.js';
import { eachAsks, learned, pairDimensions, pairs, scaledExample, weightsUnder } from './live.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { LiveName } from './entries.js'
 *
 * @typedef {typeof import('../../../locales/lesson/errata-en.js').live} Texts
 * @typedef {(engine: Attention, texts: Texts) => (Node | string)[]} Panel
 */

const { words } = articleState;

const factors = [-1, 0.25, 1, 4];
const lengths = [4, 16, 64, 256];

/** @type {Record<LiveName, Panel>} */
export const panels = {
  normalizers(engine, texts) {
    const kinds = /** @type {const} */ (['sum', 'article', 'article-code', 'softmax']);
    const names = [texts.text, texts.formula, texts.code, texts.softmax];
    const rows = kinds.map((kind) => weightsUnder(engine, kind));
    return [
      table(texts.table, [texts.normalizer, ...words.map(inChinese), texts.sum], rows.map((row, index) => [
        names[index], ...words.map((_, at) => formatNumber(row?.weights[at] ?? NaN)), formatNumber(row?.sum ?? NaN),
      ])),
      said(texts.normalizersSaid, { sum: formatNumber(rows[1]?.sum ?? NaN, 4) }),
    ];
  },

  root(engine, texts) {
    const place = element('div', {});
    const status = element('p', { role: 'status' });
    const show = (/** @type {number} */ factor) => {
      const { scores, article, softmax } = scaledExample(engine, factor);
      place.replaceChildren(table(texts.table, [texts.word, texts.article, texts.softmax], words.map((word, index) => [
        inChinese(word), article ? formatNumber(article.weights[index]) : '–', formatNumber(softmax?.weights[index] ?? NaN),
      ])));
      status.textContent = filled(article ? texts.rootSaid : texts.rootNone, {
        scores: formatNumber(scores), sum: formatNumber(article?.sum ?? NaN, 4), softmax: formatNumber(softmax?.sum ?? NaN),
      });
    };
    const choice = radios('root', texts.factor, factors, 1, show);
    show(1);
    return [choice, place, status];
  },

  example(engine, texts) {
    const numbers = exampleNumbers(engine, articleState);
    const facts = Object.fromEntries(articleFacts(numbers).map((fact) => [fact.name, fact]));
    const printed = ['0.42', '0.50', '0.14'];
    return [
      table(texts.table, ['', texts.printed, texts.computed], [
        ...words.map((word, index) => [inside(texts.score, word), printed[index], formatNumber(numbers.scores[index])]),
        [texts.factorRow, facts.factor.printed, facts.factor.fromVectors],
        [texts.weightsSum, '1', formatNumber(rowSum(numbers.weights), 4)],
        [texts.outputRow, facts.output.printed, formatVector(numbers.output)],
      ]),
      said(texts.exampleSaid, { count: numbers.scores.length, components: numbers.output.length }),
    ];
  },

  asked(engine, texts) {
    const rows = eachAsks(engine);
    return [
      table(texts.table, ['', ...words.map(inChinese)], rows.map((weights, index) => [inside(texts.asks, words[index]), ...weights.map((weight) => formatNumber(weight))])),
      said(texts.askedSaid, {}),
    ];
  },

  learned(engine, texts) {
    const rows = learned(engine);
    return [
      table(texts.table, ['', texts.learned, ...words.map(inChinese)], rows.map(({ count, weights }, index) => [
        index ? filled(texts.learnedAdditive, { set: index }) : texts.learnedDot, String(count), ...weights.map((weight) => formatNumber(weight)),
      ])),
      said(texts.learnedSaid, { count: rows[1].count }),
    ];
  },

  pairs(engine, texts) {
    const status = element('p', { role: 'status' });
    const show = (/** @type {number} */ length) => {
      const found = pairs(engine, length);
      status.textContent = filled(texts.pairsSaid, { ...found, d: pairDimensions });
    };
    const choice = radios('pairs', texts.length, lengths, 16, show);
    show(16);
    return [choice, status];
  },
};

/** @param {string} word */
const inChinese = (word) => element('span', { lang: 'zh-CN' }, word);

/** A text with a Chinese word in place of {word}. @param {string} text @param {string} word */
function inside(text, word) {
  const [before, after] = text.split('{word}');
  return element('span', {}, before, inChinese(word), after);
}

/** @param {string} text @param {Record<string, string | number>} values */
const said = (text, values) => element('p', {}, filled(text, values));

/**
 * @param {string} label names the part that scrolls if the screen is narrow
 * @param {(Node | string)[]} head
 * @param {(Node | string)[][]} rows the first cell of each row is its heading
 */
function table(label, head, rows) {
  return element('div', { class: 'errata-table', role: 'group', 'aria-label': label, tabindex: 0 }, element('table', {},
    element('thead', {}, element('tr', {}, ...head.map((cell) => (cell === '' ? element('td', {}) : element('th', { scope: 'col' }, cell))))),
    element('tbody', {}, ...rows.map(([name, ...cells]) =>
      element('tr', {}, element('th', { scope: 'row' }, name), ...cells.map((cell) => element('td', {}, cell)))))));
}

let groupsOfRadios = 0;

/**
 * @param {string} stem
 * @param {string} legend
 * @param {number[]} values
 * @param {number} chosen
 * @param {(value: number) => void} act
 */
function radios(stem, legend, values, chosen, act) {
  groupsOfRadios += 1;
  const name = `errata-${stem}-${groupsOfRadios}`;
  return element('fieldset', { class: 'errata-choice' }, element('legend', {}, legend), element('div', { class: 'tokens' }, ...values.map((value) => {
    const input = /** @type {HTMLInputElement} */ (element('input', { type: 'radio', name, value: String(value) }));
    input.checked = value === chosen;
    input.addEventListener('change', () => act(value));
    return element('label', { class: 'token' }, input, String(value).replace('-', '−'));
  })));
}
