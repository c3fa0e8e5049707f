/** Draws random vectors while the reader watches, and keeps the measurements for each D. */

import { live as en } from '../../../locales/lesson/scale-en.js';
import { live as zh } from '../../../locales/lesson/scale-zh.js';
import { checked, part, readParts, slider } from '../drawing/controls.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { SampleView } from './sample-view.js';
import { count, dimensions, drawBatches, emptyTally } from './sampling.js';
import { start as authors } from './texts.js';

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
  /** @type {SectionState<Readonly<ScaleState>>} */
  const kept = new SectionState(lesson.link, 'scale', { author: authors, read, write: written, show: begin });
  /** The number of the current run: a later run ends it. */
  let turn = 0;
  /** Whether every D is drawn, one after the other. */
  let isAll = false;
  const view = new SampleView(root, texts, lesson.language, emptyTally(authors.dimension));
  const all = part(root, '#scale-all', HTMLButtonElement);
  const showDimension = slider(root, 'scale-dimension', (index) => `D = ${dimensions[index]}`, (index) => kept.edit({ dimension: dimensions[index] }));

  /**
   * @param {number} dimension
   * @returns {Promise<boolean>} false if another run has begun meanwhile
   */
  async function run(dimension) {
    const mine = ++turn;
    const tally = emptyTally(dimension);
    showDimension(dimensions.indexOf(dimension));
    view.begin(tally);
    for (const batch of drawBatches(dimension, kept.current.seed)) {
      attendBoth(engine, batch, tally);
      view.advance();
      if (!isCalm.matches) view.show();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (mine !== turn) return false;
    }
    view.finish();
    return true;
  }

  /** @param {Readonly<ScaleState>} before */
  function begin({ seed }) {
    if (seed !== kept.current.seed) view.forget();
    stopAll();
    void run(kept.current.dimension);
  }

  async function runAll() {
    isAll = true;
    all.textContent = texts.stop;
    for (const dimension of dimensions) {
      if (!(await run(dimension)) || !isAll) return;
    }
    stopAll();
    kept.put({ dimension: dimensions[dimensions.length - 1] });
  }

  function stopAll() {
    isAll = false;
    all.textContent = texts.all;
  }

  part(root, '#scale-again', HTMLButtonElement).addEventListener('click', () => kept.edit({ seed: (kept.current.seed % mostSeed) + 1 }));
  all.addEventListener('click', () => {
    if (!isAll) {
      void runAll();
      return;
    }
    // The drawing stays; the measurement of this D is incomplete and is not kept.
    turn += 1;
    stopAll();
    view.say(texts.stopped);
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
