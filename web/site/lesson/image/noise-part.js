/** Noise is added to the picture and removed again, by attention of every pixel to every pixel. */

import { disable, whenPressed } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { largestOf } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { nextTurn } from '../turns.js';
import { bestBlur } from './blur.js';
import { SectionState } from '../section-state.js';
import { Board } from './board.js';
import { denoised, heightOf, weightsOf } from './nonlocal.js';
import { authorNoise, formatNoise, parseNoise } from './noise-state.js';
import { noisy, peakSignalToNoise, veiled } from './raster.js';
import { say } from './slider-words.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Texts } from './look-part.js'
 * @import { NoiseState } from './noise-state.js'
 * @import { Raster } from './raster.js'
 */

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {Texts} texts
 * @param {Raster} first
 */
export async function startNoise(root, lesson, engine, texts, first) {
  /** @param {string} selector */
  const find = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const deviation = /** @type {HTMLInputElement} */ (find('#image-deviation'));
  const strength = /** @type {HTMLInputElement} */ (find('#image-strength'));
  const run = /** @type {HTMLButtonElement} */ (find('.image-run'));
  const stop = /** @type {HTMLButtonElement} */ (find('.image-stop'));
  const progress = /** @type {HTMLProgressElement} */ (find('.image-progress'));
  const said = find('.image-noise-said');
  const result = find('.image-result');
  const place = (/** @type {number} */ x, /** @type {number} */ y) => filled(texts.pixel, { x: x + 1, y: y + 1 });
  const board = new Board(find('#image-noisy'), {
    choose: (x, y) => kept.edit({ x, y }),
    name: (x, y) => filled(texts.handle, { place: place(x, y) }),
  });
  const look = new Board(find('#image-pixel'));
  const after = new Board(find('#image-denoised'));
  let clean = first;
  /** @type {SectionState<NoiseState>} */
  const kept = new SectionState(lesson.link, 'picture.noise', { author: authorNoise, read: parseNoise, write: formatNoise, show });
  let noise = noisy(clean, authorNoise.deviation);
  await nextTurn();
  /** @type {AbortController | null} */
  let running = null;

  kept.start();
  deviation.addEventListener('input', () => kept.edit({ deviation: deviation.valueAsNumber }));
  strength.addEventListener('input', () => kept.edit({ strength: strength.valueAsNumber }));
  whenPressed(run, () => void compute());
  whenPressed(stop, () => running?.abort());

  /** @param {NoiseState} before */
  function show({ deviation: deviationBefore, strength: strengthBefore }) {
    const next = kept.current;
    if (next.deviation !== deviationBefore) noise = noisy(clean, next.deviation);
    // A smaller picture may not have this pixel.
    kept.current = { ...next, x: Math.min(next.x, clean.width - 1), y: Math.min(next.y, clean.height - 1) };
    if (next.deviation !== deviationBefore || next.strength !== strengthBefore) forget();
    draw();
  }

  /** Removes the results, which belong to another picture, noise or strength. */
  function forget() {
    running?.abort();
    result.hidden = true;
    said.textContent = '';
  }

  function draw() {
    const { width, height } = noise;
    const state = kept.current;
    const levels = heightOf(state.deviation, state.strength);
    deviation.value = String(state.deviation);
    strength.value = String(state.strength);
    say(root, 'image-deviation', filled(texts.deviation, { deviation: state.deviation }));
    say(root, 'image-strength', filled(texts.height, { height: formatNumber(levels, 1) }));
    board.show(noise, width, height, 1);
    board.mark(state.x, state.y);
    const chosen = state.y * width + state.x;
    const weights = weightsOf(engine, noise, levels, chosen);
    // A pixel is most similar to itself: beside its own weight the others would be almost invisible.
    const largest = largestOf(weights, 2).map((index) => weights[index])[1] ?? 1;
    look.show(veiled(noise, (pixel) => Math.min(1, weights[pixel] / largest)), width, height, 1);
    look.mark(state.x, state.y);
    const [own, others] = [weights[chosen], weights.filter((weight) => weight >= weights[chosen] / 10).length - 1];
    find('.image-pixel-said').textContent = filled(width * height === 1 ? texts.onePixel : texts.pixelLook, {
      place: place(state.x, state.y), own: formatNumber(own), others: others.toLocaleString(lesson.language), count: (width * height).toLocaleString(lesson.language),
    });
    find('.image-before').textContent = filled(texts.before, { before: formatNumber(peakSignalToNoise(noise, clean), 2) });
  }

  async function compute() {
    running = new AbortController();
    const { signal } = running;
    disable(run, true);
    progress.value = 0;
    progress.hidden = stop.hidden = false;
    said.textContent = texts.computing;
    const start = performance.now();
    try {
      const picture = await denoised(engine, noise, heightOf(kept.current.deviation, kept.current.strength), {
        signal,
        onProgress: (share) => {
          progress.value = share;
        },
      });
      tell(picture, (performance.now() - start) / 1000);
    } catch (error) {
      said.textContent = signal.aborted ? texts.stopped : texts.failed;
      if (!signal.aborted) console.info(error);
    }
    running = null;
    disable(run, false);
    if (document.activeElement === stop) run.focus();
    progress.hidden = stop.hidden = true;
  }

  /** @param {Raster} picture @param {number} seconds */
  function tell(picture, seconds) {
    const { width, height } = picture;
    const [before, now] = [peakSignalToNoise(noise, clean), peakSignalToNoise(picture, clean)];
    after.show(picture, width, height, 1);
    result.hidden = false;
    const tokens = width * height;
    said.textContent = filled(texts.done, {
      before: formatNumber(before, 2),
      after: formatNumber(now, 2),
      gain: before === now ? formatNumber(0) : formatNumber(now - before, 2),
      blur: formatNumber(bestBlur(noise, clean), 2),
      seconds: formatNumber(seconds, 2),
      tokens: tokens.toLocaleString(lesson.language),
      weights: (tokens ** 2).toLocaleString(lesson.language),
    });
    lesson.done('picture');
  }

  return {
    /** @param {Raster} raster */
    show(raster) {
      clean = raster;
      noise = noisy(clean, kept.current.deviation);
      forget();
      show(kept.current);
    },
  };
}
