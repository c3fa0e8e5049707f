/** The same scores through every normaliser, with the sum of each. */

import { fieldText, formatNumber, parseNumber } from '../../figure/number-format.js';
import { roundAxis } from '../../figure/scale.js';
import { isDistribution, rowSum } from '../../figure/statistics.js';
import { filled } from '../../figure/views/texts.js';
import { live as en } from '../../locales/lesson/normalizers-en.js';
import { live as zh } from '../../locales/lesson/normalizers-zh.js';
import { startPredict } from '../predict/predict.js';
import { articles, author, largest, names, read, write } from './scores.js';

/**
 * @import { AttentionFigureElement } from '../../figure/element/attention-figure.js'
 * @import { Lesson } from '../lesson.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const fields = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[data-score]')]);
  const message = /** @type {HTMLElement} */ (root.querySelector('.field-message'));
  let scores = [...author];
  startPredict(root, lesson, 'normalizers.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const cards = names.map((name) => {
    const card = /** @type {HTMLElement} */ (root.querySelector(`[data-normalizer=${name}]`));
    const figure = /** @type {AttentionFigureElement} */ (card.querySelector('attention-figure'));
    return { name, figure, tokens: figure.tokens, said: /** @type {HTMLElement} */ (card.querySelector('.normalizers-sum')) };
  });

  const keep = lesson.link.keep('normalizers', {
    restore(text) {
      scores = read(text);
      show();
    },
  });
  if (!lesson.link.get('normalizers')) show();

  fields.forEach((field, index) => {
    field.addEventListener('input', () => typed(field, index));
    field.addEventListener('keydown', (event) => {
      const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = Math.round((scores[index] + by) * 1000) / 1000;
      if (Math.abs(next) > largest) return;
      field.value = fieldText(next);
      typed(field, index);
    });
    field.addEventListener('blur', () => {
      if (field.getAttribute('aria-invalid') === 'true') show();
    });
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-scores]'))) {
    button.addEventListener('click', () => set([...(button.dataset.scores === 'articles' ? articles : author)]));
  }

  /** @param {HTMLInputElement} field @param {number} index */
  function typed(field, index) {
    const score = Math.round(parseNumber(field.value) * 1000) / 1000;
    const isGood = Math.abs(score) <= largest;
    field.setAttribute('aria-invalid', String(!isGood));
    message.textContent = isGood ? '' : texts.bad;
    if (isGood) set(scores.map((before, at) => (at === index ? score : before)));
  }

  /** @param {number[]} next */
  function set(next) {
    scores = next;
    show();
    keep(write(scores));
  }

  function show() {
    message.textContent = '';
    fields.forEach((field, index) => {
      field.setAttribute('aria-invalid', 'false');
      if (field !== document.activeElement || parseNumber(field.value) !== scores[index]) field.value = fieldText(scores[index]);
    });
    const all = cards.map(({ name }) => weightsOf(name));
    const { low, high } = roundAxis([1, ...all.flatMap((weights) => weights ?? [])]);
    cards.forEach(({ name, figure, tokens, said }, index) => {
      const weights = all[index];
      figure.state = {
        view: 'bars', score: 'dot', normalizer: name, tokens, domain: [low, high],
        queries: [[[1]]], keys: [scores.map((score) => [score])],
      };
      if (!weights) said.textContent = texts.undefined;
      else if (isDistribution(weights)) said.textContent = texts.one;
      else if (Math.abs(rowSum(weights) - 1) <= 1e-6) said.textContent = texts.negative;
      else said.textContent = filled(texts.sum, { sum: formatNumber(rowSum(weights), 4) });
    });
  }

  /** @param {typeof names[number]} normalizer @returns {number[] | null} null where it has none */
  function weightsOf(normalizer) {
    try {
      const { weights } = engine.attend({ query: [1], key: scores.map((score) => [score]), value: scores.map((score) => [score]) }, { score: 'dot', normalizer, weights: true });
      return [...weights.data];
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'undefined-row') return null;
      throw error;
    }
  }
}
