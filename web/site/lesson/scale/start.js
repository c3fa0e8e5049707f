/** Draws random vectors while the reader watches, and keeps the measurements for each D. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/scale-en.js';
import { live as zh } from '../../../locales/lesson/scale-zh.js';
import { aloneAddress, checked, linkVectors, part, readParts, slider } from '../drawing/controls.js';
import { Picture } from '../drawing/picture.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { count, dimensions, drawBatches, emptyTally, products, summaryOf } from './sampling.js';
import { histograms, lastBars } from './scene.js';
import { saturationText, start as authors, varianceText } from './texts.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Batch, Tally } from './sampling.js'
 * @import { ScaleState } from './texts.js'
 */

const mostSeed = 9999;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const engine = await lesson.engine();
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
  const countFormat = new Intl.NumberFormat(lesson.language === 'en' ? 'en' : 'zh-CN');
  /** @type {SectionState<Readonly<ScaleState>>} */
  const kept = new SectionState(lesson.link, 'scale', { author: authors, read, write: written, show: begin });
  let tally = emptyTally(authors.dimension);
  /** The number of the current run: a later run ends it. */
  let turn = 0;
  let isAll = false;

  const pictures = [
    new Picture(part(root, '#scale-histograms', HTMLElement), (width, measure) => histograms(tally, texts.scene, width, measure)),
    new Picture(part(root, '#scale-bars', HTMLElement), (width, measure) => lastBars(tally, texts.scene, width, measure)),
  ];
  const progress = part(root, '#scale-progress', HTMLProgressElement);
  const said = part(root, '#scale-count', HTMLElement);
  const variance = part(root, '#scale-variance', HTMLElement);
  const saturation = part(root, '#scale-saturation', HTMLElement);
  const alone = part(root, '#scale-alone', HTMLAnchorElement);
  const all = part(root, '#scale-all', HTMLButtonElement);
  const rows = new Map([...root.querySelectorAll('#scale-table [data-dimension]')].map((row) => [Number(/** @type {HTMLElement} */ (row).dataset.dimension), row]));
  const showDimension = slider(root, 'scale-dimension', (index) => `D = ${dimensions[index]}`, (index) => kept.edit({ dimension: dimensions[index] }));

  function show() {
    const [plain, scaled] = [summaryOf(tally.plain), summaryOf(tally.scaled)];
    const { dimension } = tally;
    variance.textContent = varianceText(texts, dimension, plain, scaled);
    saturation.textContent = saturationText(texts, plain, scaled);
    const [histogram, bars] = pictures;
    histogram.label = filled(texts.histogramsLabel, { dimension, deviation: formatNumber(Math.sqrt(plain.variance)), scaled: formatNumber(Math.sqrt(scaled.variance)) });
    bars.label = filled(texts.barsLabel, { scaled: vector(tally.scaled.lastWeights), plain: vector(tally.plain.lastWeights) });
    for (const picture of pictures) picture.draw();
    return { plain, scaled };
  }

  /**
   * @param {number} dimension
   * @returns {Promise<boolean>} false if another run has begun meanwhile
   */
  async function run(dimension) {
    const mine = ++turn;
    tally = emptyTally(dimension);
    showDimension(dimensions.indexOf(dimension));
    said.textContent = '';
    for (const batch of drawBatches(dimension, kept.current.seed)) {
      attendBoth(engine, batch, tally);
      progress.value = tally.plain.scores.length / products;
      if (!isCalm.matches) show();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (mine !== turn) return false;
    }
    const { plain, scaled } = show();
    const numbers = [plain.variance, scaled.variance, plain.largest, scaled.largest];
    rows.get(dimension)?.querySelectorAll('td').forEach((cell, column) => (cell.textContent = formatNumber(numbers[column])));
    said.textContent = filled(texts.drawn, { count: countFormat.format(products) });
    alone.href = aloneAddress({
      view: 'bars', tokens: tally.plain.lastScores.map((_, key) => encodeURIComponent(`k${String.fromCodePoint(0x2081 + key)}`)).join(),
      queries: '1', keys: linkVectors(tally.plain.lastScores.map((score) => [score])), score: 'dot',
      scale: String(1 / Math.sqrt(dimension)), domain: '0,1', controls: 'scale', lang: lesson.language,
    });
    return true;
  }

  /** @param {Readonly<ScaleState>} before */
  function begin({ seed }) {
    if (seed !== kept.current.seed) forget();
    stopAll();
    void run(kept.current.dimension);
  }

  /** Forgets what was measured with other vectors. */
  function forget() {
    for (const row of rows.values()) for (const cell of row.querySelectorAll('td')) cell.textContent = '–';
  }

  function stopAll() {
    isAll = false;
    all.textContent = texts.all;
  }

  part(root, '#scale-again', HTMLButtonElement).addEventListener('click', () => kept.edit({ seed: (kept.current.seed % mostSeed) + 1 }));

  all.addEventListener('click', async () => {
    if (isAll) {
      // The drawing stays; the measurement of this D is incomplete and is not kept.
      turn += 1;
      stopAll();
      said.textContent = texts.stopped;
      return;
    }
    isAll = true;
    all.textContent = texts.stop;
    for (const dimension of dimensions) {
      if (!(await run(dimension)) || !isAll) return;
    }
    stopAll();
    kept.put({ dimension: dimensions[dimensions.length - 1] });
  });

  kept.start();
  startPredict(root, lesson, 'scale.predict');
}

/** @param {Attention} engine @param {Batch} batch @param {Tally} tally */
function attendBoth(engine, { query, key }, { plain, scaled }) {
  const [rows, , keys] = key.shape;
  const inputs = { query, key, value: { data: new Float32Array(rows * keys), shape: [rows, 1, keys, 1] } };
  for (const [counted, score] of /** @type {const} */ ([[plain, 'dot'], [scaled, 'scaled-dot']])) {
    const { scores, weights } = engine.attend(inputs, { score, scores: 'scaled', weights: true });
    count(counted, { scores: scores.data, weights: weights.data });
  }
}

/** @param {number[]} weights */
const vector = (weights) => weights.map((weight) => formatNumber(weight)).join(', ');

/** @param {Readonly<ScaleState>} state */
function written({ dimension, seed }) {
  return [
    ...(dimension === authors.dimension ? [] : [`d:${dimension}`]),
    ...(seed === authors.seed ? [] : [`n:${seed}`]),
  ].join(';');
}

/** @param {string} text @returns {ScaleState} */
function read(text) {
  const { d = [authors.dimension], n = [authors.seed], ...rest } = Object.fromEntries(readParts(text));
  if (Object.keys(rest).length > 0) throw new RangeError(`expected d and n, got ${Object.keys(rest)}`);
  const [dimension] = checked(d, 1, 1, 512);
  const [seed] = checked(n, 1, 1, mostSeed);
  if (!dimensions.includes(dimension) || !Number.isInteger(seed)) throw new RangeError(`expected a power of two and a number, got ${text}`);
  return { dimension, seed };
}
