/** Brings the section alive: sliders for the scores and the temperature, and the bars and the table, which follow them. */

import { formatNumber } from '../../../base/number-format.js';
import { entropyBits, largestWeight, rowSum } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/softmax-en.js';
import { live as zh } from '../../../locales/lesson/softmax-zh.js';
import { checked, part, readParts, slider } from '../drawing/controls.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { scoreRange, start as authors, temperatures } from './softmax.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 * @import { SoftmaxState } from './softmax.js'
 */

/** A weight as text. It is a share of 1, so one that is too small for three decimals is not written with an exponent. @param {number} value */
const shareText = (value) => (value > 0 && value < 0.001 ? '<0.001' : formatNumber(value));

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figure = /** @type {AttentionFigureElement} */ (part(root, '#softmax-figure', HTMLElement));
  const says = part(root, '#softmax-says', HTMLElement);
  const rows = [...root.querySelectorAll('#softmax-table tbody tr')];
  const words = rows.map((row) => row.querySelector('th')?.textContent ?? '');
  const [, , sumCell, weightSumCell] = root.querySelectorAll('#softmax-table tfoot td');
  /** @type {SectionState<Readonly<SoftmaxState>>} */
  const kept = new SectionState(lesson.link, 'softmax', { author: authors, read, write: written, show });

  const showTemperature = slider(root, 'softmax-temperature', (index) => `t = ${temperatures[index]}`,
    (index) => kept.edit({ temperature: temperatures[index] }));
  const showScores = words.map((_, index) => slider(root, `softmax-score-${index}`, (value) => formatNumber(value, 2),
    (value) => kept.edit({ scores: kept.current.scores.map((score, at) => (at === index ? value : score)) })));

  function show() {
    const { scores, temperature } = kept.current;
    const keys = scores.map((score) => [score]);
    const trace = engine.explain({ query: [1], key: keys, value: keys }, { score: 'dot', temperature });
    const weights = trace.weights.data;
    showTemperature(temperatures.indexOf(temperature));
    showScores.forEach((showScore, index) => showScore(scores[index]));
    figure.keys = keys;
    figure.temperature = temperature;
    rows.forEach((row, index) => {
      const numbers = [(trace.scaled.data[index] - trace.rowMax.data[0]) / temperature, trace.exponentials.data[index], weights[index]];
      const printed = [formatNumber(scores[index], 2), ...numbers.map(shareText)];
      row.querySelectorAll('td').forEach((cell, column) => (cell.textContent = printed[column]));
    });
    sumCell.textContent = formatNumber(trace.rowSum.data[0]);
    weightSumCell.textContent = formatNumber(rowSum(weights));
    const largest = largestWeight(weights);
    says.textContent = filled(texts.says, {
      temperature, word: words[largest], weight: formatNumber(weights[largest]),
      entropy: shareText(entropyBits(weights)), most: formatNumber(Math.log2(words.length)),
    });
  }

  kept.start();
  startPredict(root, lesson, 'softmax.predict');
}

/** @param {Readonly<SoftmaxState>} state */
function written({ scores, temperature }) {
  const isAuthors = scores.every((score, index) => score === authors.scores[index]);
  return [
    ...(isAuthors ? [] : [`s:${scores.join()}`]),
    ...(temperature === authors.temperature ? [] : [`t:${temperature}`]),
  ].join(';');
}

/** @param {string} text @returns {SoftmaxState} */
function read(text) {
  const { s = [...authors.scores], t = [authors.temperature], ...rest } = Object.fromEntries(readParts(text));
  if (Object.keys(rest).length > 0) throw new RangeError(`expected s and t, got ${Object.keys(rest)}`);
  const scores = checked(s, authors.scores.length, -scoreRange.most, scoreRange.most);
  const [temperature] = checked(t, 1, temperatures[0], temperatures[temperatures.length - 1]);
  if (!temperatures.includes(temperature)) throw new RangeError(`expected a step of the temperature, got ${temperature}`);
  return { scores: scores.map((score) => Math.round(score / scoreRange.step) * scoreRange.step + 0), temperature };
}
