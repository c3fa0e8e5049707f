/** Puts the same scores through every normaliser, prints the sum of each, and draws the chosen one. */

import { required } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { isDistribution, rowSum } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/normalizers-en.js';
import { live as zh } from '../../../locales/lesson/normalizers-zh.js';
import { part } from '../drawing/controls.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { ScoreFields } from './score-fields.js';
import { articles, author, first, names, read, write } from './scores.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { Name } from './scores.js'
 */

/** Sums that differ from 1 by less do so by rounding alone. */
const sameWithin = 1e-6;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const said = part(root, '.normalizers-said', HTMLElement);
  const rows = names.map((name) => rowOf(root, name));
  const kept = new SectionState(lesson.link, 'normalizers', { author: first, read, write, show });
  startPredict(root, lesson, 'normalizers.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figure = /** @type {AttentionFigureElement} */ (required('normalizers-figure', HTMLElement));
  const { tokens, queryTokens } = figure;
  const fields = new ScoreFields(root, texts, (scores) => kept.edit({ scores }));

  kept.start();

  for (const { name, radio } of rows) radio.addEventListener('change', () => kept.edit({ chosen: name }));
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-scores]'))) {
    button.addEventListener('click', () => kept.edit({ scores: button.dataset.scores === 'articles' ? articles : author }));
  }

  function show() {
    const { scores, chosen } = kept.current;
    fields.show(scores);
    for (const { name, radio, title, cells, about } of rows) {
      const weights = weightsUnder(engine, name, scores);
      const sum = weights && rowSum(weights);
      cells.forEach((cell, index) => {
        const isSum = index === scores.length;
        cell.textContent = !weights || sum === null ? texts.none : isSum ? sumText(sum) : formatNumber(weights[index]);
      });
      radio.checked = name === chosen;
      about.hidden = name !== chosen;
      if (name === chosen) said.textContent = verdict(title, weights, texts);
    }
    figure.state = {
      view: 'bars', score: 'dot', normalizer: chosen, tokens, queryTokens, queries: [[[1]]], keys: [scores.map((score) => [score])],
    };
  }
}

/** The elements of a normaliser in the table. @param {HTMLElement} root @param {Name} name */
function rowOf(root, name) {
  const line = part(root, `[data-normalizer=${name}]`, HTMLTableRowElement);
  return {
    name,
    radio: part(line, 'input', HTMLInputElement),
    title: line.cells[0].textContent ?? '',
    cells: [...line.cells].slice(1),
    about: part(root, `[data-about=${name}]`, HTMLElement),
  };
}

/** @param {Attention} engine @param {Name} normalizer @param {readonly number[]} scores @returns {number[] | null} null if these scores have no such weights */
function weightsUnder(engine, normalizer, scores) {
  const key = scores.map((score) => [score]);
  try {
    return [...engine.attend({ query: [1], key, value: key }, { score: 'dot', normalizer, weights: true }).weights.data];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'undefined-row') return null;
    throw error;
  }
}

/** @param {string} name of the normaliser @param {number[] | null} weights @param {typeof en} texts */
function verdict(name, weights, texts) {
  if (!weights) return filled(texts.undefined, { name });
  if (isDistribution(weights)) return filled(texts.one, { name });
  const sum = rowSum(weights);
  return Math.abs(sum - 1) <= sameWithin ? filled(texts.negative, { name }) : filled(texts.sum, { name, sum: sumText(sum) });
}

/** @param {number} sum */
const sumText = (sum) => (Math.abs(sum - 1) <= sameWithin ? '1' : formatNumber(sum, 4));
