/** The buttons that remove the noise of a picture, the progress, and the result beside its numbers. */

import { disable, whenPressed } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';
import { bestBlur } from './blur.js';
import { Board } from './board.js';
import { denoised } from './nonlocal.js';
import { peakSignalToNoise } from './raster.js';

/**
 * @import { live as en } from '../../../locales/lesson/image-en.js'
 * @import { Attention } from '../../../engine/index.js'
 * @import { Lesson } from '../section.js'
 * @import { Raster } from './raster.js'
 *
 * @typedef {object} Task
 * @property {Raster} clean
 * @property {Raster} noise the same picture with noise
 * @property {number} height h, in levels
 */

export class Denoising {
  #lesson;
  #engine;
  #texts;
  #taskOf;
  #run;
  #stop;
  #progress;
  #said;
  #result;
  #board;
  /** @type {AbortController | null} */
  #running = null;

  /**
   * @param {HTMLElement} root
   * @param {Lesson} lesson
   * @param {Attention} engine
   * @param {typeof en} texts
   * @param {() => Task} taskOf gives the current pictures and h
   */
  constructor(root, lesson, engine, texts, taskOf) {
    this.#lesson = lesson;
    this.#engine = engine;
    this.#texts = texts;
    this.#taskOf = taskOf;
    this.#run = part(root, '.image-run', HTMLButtonElement);
    this.#stop = part(root, '.image-stop', HTMLButtonElement);
    this.#progress = part(root, '.image-progress', HTMLProgressElement);
    this.#said = part(root, '.image-noise-said', HTMLElement);
    this.#result = part(root, '.image-result', HTMLElement);
    this.#board = new Board(part(root, '#image-denoised', HTMLElement));
    whenPressed(this.#run, () => void this.#compute());
    whenPressed(this.#stop, () => this.#running?.abort());
  }

  /** Removes the result, which belongs to another picture, noise or strength. */
  forget() {
    this.#running?.abort();
    this.#result.hidden = true;
    this.#said.textContent = '';
  }

  async #compute() {
    const task = this.#taskOf();
    this.#running = new AbortController();
    const { signal } = this.#running;
    disable(this.#run, true);
    this.#progress.value = 0;
    this.#progress.hidden = this.#stop.hidden = false;
    this.#said.textContent = this.#texts.computing;
    const start = performance.now();
    try {
      const picture = await denoised(this.#engine, task.noise, task.height, {
        signal,
        onProgress: (share) => {
          this.#progress.value = share;
        },
      });
      this.#show(picture, task, (performance.now() - start) / 1000);
    } catch (error) {
      this.#said.textContent = signal.aborted ? this.#texts.stopped : this.#texts.failed;
      if (!signal.aborted) console.info(error);
    }
    this.#running = null;
    disable(this.#run, false);
    if (document.activeElement === this.#stop) this.#run.focus();
    this.#progress.hidden = this.#stop.hidden = true;
  }

  /** @param {Raster} picture without its noise @param {Task} task @param {number} seconds */
  #show(picture, { clean, noise }, seconds) {
    const { width, height } = picture;
    const [before, now] = [peakSignalToNoise(noise, clean), peakSignalToNoise(picture, clean)];
    this.#board.show(picture, width, height, 1);
    this.#result.hidden = false;
    const tokens = width * height;
    this.#said.textContent = filled(this.#texts.done, {
      before: formatNumber(before, 2),
      after: formatNumber(now, 2),
      gain: before === now ? formatNumber(0) : formatNumber(now - before, 2),
      blur: formatNumber(bestBlur(noise, clean), 2),
      seconds: formatNumber(seconds, 2),
      tokens: tokens.toLocaleString(this.#lesson.language),
      weights: (tokens ** 2).toLocaleString(this.#lesson.language),
    });
    this.#lesson.done('picture');
  }
}
