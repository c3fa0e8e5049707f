/** Noise is added to the picture and removed again, by attention of every pixel to every pixel. */

import { formatNumber } from '../../../base/number-format.js';
import { largestOf } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { nextTurn } from '../turns.js';
import { SectionState } from '../section-state.js';
import { Board } from './board.js';
import { Denoising } from './denoising.js';
import { heightOf, weightsOf } from './nonlocal.js';
import { authorNoise, formatNoise, parseNoise } from './noise-state.js';
import { noisy, peakSignalToNoise, veiled } from './raster.js';
import { say } from './slider-words.js';

/**
 * @import { live as en } from '../../../locales/lesson/image-en.js'
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { NoiseState } from './noise-state.js'
 * @import { Raster } from './raster.js'
 */

/**
 * @param {HTMLElement} root
 * @param {Lesson} lesson
 * @param {Attention} engine
 * @param {typeof en} texts
 * @param {Raster} first
 */
export async function startNoise(root, lesson, engine, texts, first) {
  /** @param {string} selector */
  const find = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const deviation = /** @type {HTMLInputElement} */ (find('#image-deviation'));
  const strength = /** @type {HTMLInputElement} */ (find('#image-strength'));
  const place = (/** @type {number} */ x, /** @type {number} */ y) => filled(texts.pixel, { x: x + 1, y: y + 1 });
  const board = new Board(find('#image-noisy'), {
    choose: (x, y) => kept.edit({ x, y }),
    name: (x, y) => filled(texts.handle, { place: place(x, y) }),
  });
  const look = new Board(find('#image-pixel'));
  let clean = first;
  /** @type {SectionState<NoiseState>} */
  const kept = new SectionState(lesson.link, 'picture.noise', { author: authorNoise, read: parseNoise, write: formatNoise, show });
  let noise = noisy(clean, authorNoise.deviation);
  const denoising = new Denoising(root, lesson, engine, texts, () => ({ clean, noise, height: heightOf(kept.current.deviation, kept.current.strength) }));
  await nextTurn();

  kept.start();
  deviation.addEventListener('input', () => kept.edit({ deviation: deviation.valueAsNumber }));
  strength.addEventListener('input', () => kept.edit({ strength: strength.valueAsNumber }));

  /** @param {NoiseState} before */
  function show({ deviation: deviationBefore, strength: strengthBefore }) {
    const next = kept.current;
    if (next.deviation !== deviationBefore) noise = noisy(clean, next.deviation);
    // A smaller picture may not have this pixel.
    kept.current = { ...next, x: Math.min(next.x, clean.width - 1), y: Math.min(next.y, clean.height - 1) };
    if (next.deviation !== deviationBefore || next.strength !== strengthBefore) denoising.forget();
    draw();
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

  return {
    /** @param {Raster} raster */
    show(raster) {
      clean = raster;
      noise = noisy(clean, kept.current.deviation);
      denoising.forget();
      show(kept.current);
    },
  };
}
