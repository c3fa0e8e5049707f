/** Brings the section alive: three values to drag, three scores to move, and their mixture, which follows. */

import { fieldText, formatNumber, formatVector } from '../../../base/number-format.js';
import { largestWeight, rowSum } from '../../../base/statistics.js';
import { pointOf } from '../../../draw/plane-plot.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/mix-en.js';
import { live as zh } from '../../../locales/lesson/mix-zh.js';
import { aloneAddress, checked, linkVectors, part, readParts, slider, toTenth } from '../drawing/controls.js';
import { frameIn, vectorIn } from '../drawing/ground.js';
import { Picture } from '../drawing/picture.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { farthest, mixScene, scoreRange, start as authors, valueNames, writtenMix } from './scene.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Mixed, MixState, Vector } from './scene.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const engine = await lesson.engine();
  /** @type {SectionState<Readonly<MixState>>} */
  const kept = new SectionState(lesson.link, 'mix', { author: authors, read, write: written, show });
  /** @type {Mixed} */
  let mixed = writtenMix();
  const picture = new Picture(part(root, '#mix-picture', HTMLElement), (width, measure) => mixScene(kept.current, mixed, texts.output, width, measure));
  const alone = part(root, '#mix-alone', HTMLAnchorElement);
  const rows = [...root.querySelectorAll('#mix-table tbody tr')];
  const [weightSum, , outputCell] = root.querySelectorAll('#mix-table tfoot td');
  const showScores = valueNames.map((_, index) => slider(root, `mix-score-${index}`, (value) => formatNumber(value, 2),
    (value) => kept.edit({ scores: kept.current.scores.map((score, at) => (at === index ? value : score)) })));

  function show() {
    const { scores, values } = kept.current;
    const trace = engine.explain({ query: [1], key: scores.map((score) => [score]), value: values.map((value) => [...value]) },
      { score: 'dot', row: { query: 0 } });
    const weights = trace.weights.data;
    mixed = { weights, output: trace.output.data };
    const weightedValues = /** @type {NonNullable<typeof trace.row>} */ (trace.row).weightedValues.data;
    showScores.forEach((showScore, index) => showScore(scores[index]));
    rows.forEach((row, index) => {
      const printed = [formatNumber(weights[index]), exact(values[index]), formatVector(weightedValues.subarray(2 * index, 2 * index + 2))];
      row.querySelectorAll('td').forEach((cell, column) => (cell.textContent = printed[column]));
    });
    weightSum.textContent = formatNumber(rowSum(weights));
    outputCell.textContent = formatVector(mixed.output);
    const largest = largestWeight(weights);
    picture.label = filled(texts.label, {
      ...Object.fromEntries(values.map((value, index) => [`v${index + 1}`, exact(value)])),
      output: formatVector(mixed.output), name: valueNames[largest], weight: formatNumber(weights[largest]),
    });
    picture.draw();
    alone.href = aloneAddress({
      view: 'plane', tokens: valueNames.map(encodeURIComponent).join(), queries: '1,0',
      keys: linkVectors(scores.map((score) => [score, 0])), values: linkVectors(values), score: 'dot', lang: lesson.language,
    });
  }

  valueNames.forEach((name, index) => {
    /** @param {readonly number[]} to */
    const move = (to) => kept.edit({ values: kept.current.values.map((value, at) => (at === index ? near(to) : value)) });
    picture.addHandle({
      place: () => pointOf(frameIn(picture.list), kept.current.values[index]),
      name: filled(texts.handle, { name }),
      value: () => exact(kept.current.values[index]),
      drag: (place) => move(vectorIn(frameIn(picture.list), place)),
      step: (across, up) => move([kept.current.values[index][0] + across / 10, kept.current.values[index][1] + up / 10]),
    });
  });
  kept.start();
  startPredict(root, lesson, 'mix.predict');
}

/** @param {readonly number[]} vector a vector with few decimals */
const exact = (vector) => `[${vector.map(fieldText).join(', ')}]`;

/** @param {readonly number[]} vector @returns {Vector} rounded to tenths, and not too far from zero */
function near(vector) {
  const [x, y] = vector.map((value) => Math.min(farthest, Math.max(-farthest, toTenth(value))) + 0);
  return [x, y];
}

/** @param {Readonly<MixState>} state */
function written({ scores, values }) {
  const [own, author] = [scores, authors.scores].map((list) => `s:${list.join()}`);
  const parts = own === author ? [] : [own];
  values.forEach((value, index) => {
    if (value.join() !== authors.values[index].join()) parts.push(`v${index + 1}:${value.join()}`);
  });
  return parts.join(';');
}

/** @param {string} text @returns {MixState} */
function read(text) {
  const parts = readParts(text);
  const names = ['s', 'v1', 'v2', 'v3'];
  for (const name of parts.keys()) if (!names.includes(name)) throw new RangeError(`expected one of ${names}, got ${name}`);
  const scores = checked(parts.get('s') ?? [...authors.scores], authors.scores.length, -scoreRange.most, scoreRange.most);
  return {
    scores: scores.map((score) => Math.round(score / scoreRange.step) * scoreRange.step + 0),
    values: authors.values.map((value, index) => near(checked(parts.get(names[index + 1]) ?? [...value], 2, -farthest, farthest))),
  };
}
