/** Puts the same scores through every normaliser, prints the sum of each, and draws the chosen one. */

import { required } from '../../../base/dom.js';
import { fieldText, formatNumber, parseNumber } from '../../../base/number-format.js';
import { isDistribution, rowSum } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/normalizers-en.js';
import { live as zh } from '../../../locales/lesson/normalizers-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { articles, author, first, largest, names, read, write } from './scores.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Name } from './scores.js'
 */

/** Sums that differ from 1 by less do so by rounding alone. */
const sameWithin = 1e-6;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const fields = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[data-score]')]);
  const message = /** @type {HTMLElement} */ (root.querySelector('.field-message'));
  const said = /** @type {HTMLElement} */ (root.querySelector('.normalizers-said'));
  const rows = names.map((name) => {
    const line = /** @type {HTMLTableRowElement} */ (root.querySelector(`[data-normalizer=${name}]`));
    return {
      name,
      radio: /** @type {HTMLInputElement} */ (line.querySelector('input')),
      title: line.cells[0].textContent ?? '',
      cells: [...line.cells].slice(1),
      about: /** @type {HTMLElement} */ (root.querySelector(`[data-about=${name}]`)),
    };
  });
  const kept = new SectionState(lesson.link, 'normalizers', { author: first, read, write, show });
  startPredict(root, lesson, 'normalizers.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figure = /** @type {AttentionFigureElement} */ (required('normalizers-figure', HTMLElement));
  const { tokens, queryTokens } = figure;

  kept.start();

  fields.forEach((field, index) => {
    field.addEventListener('input', () => typed(field, index));
    field.addEventListener('keydown', (event) => {
      const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = Math.round((kept.current.scores[index] + by) * 1000) / 1000;
      if (Math.abs(next) > largest) return;
      field.value = fieldText(next);
      typed(field, index);
    });
    // A field that was left with an invalid text shows the number that counts again.
    field.addEventListener('blur', () => {
      if (field.getAttribute('aria-invalid') === 'true') show();
    });
  });
  for (const { name, radio } of rows) radio.addEventListener('change', () => kept.edit({ chosen: name }));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-scores]'))) {
    button.addEventListener('click', () => kept.edit({ scores: button.dataset.scores === 'articles' ? articles : author }));
  }

  /** @param {HTMLInputElement} field @param {number} index */
  function typed(field, index) {
    const score = Math.round(parseNumber(field.value) * 1000) / 1000;
    const isGood = Math.abs(score) <= largest;
    field.setAttribute('aria-invalid', String(!isGood));
    message.textContent = isGood ? '' : texts.bad;
    if (isGood) kept.edit({ scores: kept.current.scores.map((before, at) => (at === index ? score : before)) });
  }

  function show() {
    const { scores, chosen } = kept.current;
    message.textContent = '';
    fields.forEach((field, index) => {
      field.setAttribute('aria-invalid', 'false');
      if (field !== document.activeElement || parseNumber(field.value) !== scores[index]) field.value = fieldText(scores[index]);
    });
    for (const { name, radio, title, cells, about } of rows) {
      const weights = weightsOf(name);
      const sum = weights && rowSum(weights);
      cells.forEach((cell, index) => {
        const isSum = index === scores.length;
        cell.textContent = !weights || sum === null ? texts.none : isSum ? sumText(sum) : formatNumber(weights[index]);
      });
      radio.checked = name === chosen;
      about.hidden = name !== chosen;
      if (name === chosen) said.textContent = verdict(title, weights);
    }
    figure.state = {
      view: 'bars', score: 'dot', normalizer: chosen, tokens, queryTokens, queries: [[[1]]], keys: [scores.map((score) => [score])],
    };
  }

  /** @param {string} name @param {number[] | null} weights */
  function verdict(name, weights) {
    if (!weights) return filled(texts.undefined, { name });
    if (isDistribution(weights)) return filled(texts.one, { name });
    const sum = rowSum(weights);
    return Math.abs(sum - 1) <= sameWithin ? filled(texts.negative, { name }) : filled(texts.sum, { name, sum: sumText(sum) });
  }

  /** @param {Name} normalizer @returns {number[] | null} null if these scores have no such weights */
  function weightsOf(normalizer) {
    const key = kept.current.scores.map((score) => [score]);
    try {
      return [...engine.attend({ query: [1], key, value: key }, { score: 'dot', normalizer, weights: true }).weights.data];
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'undefined-row') return null;
      throw error;
    }
  }
}

/** @param {number} sum */
const sumText = (sum) => (Math.abs(sum - 1) <= sameWithin ? '1' : formatNumber(sum, 4));
