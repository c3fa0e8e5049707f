/** The article's advice, and the ways to make attention cheaper, beside what was measured. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { exponent, growthSteadiness, overtakes, steadiness } from './findings.js';
import { bytesText, durationText } from './quantities.js';

/**
 * @import { Results, Steadiness } from './findings.js'
 *
 * @typedef {typeof import('../../../locales/lesson/cost-en.js').live} Texts
 */

export class Advice {
  #root;
  #texts;
  #count;
  #workers;

  /**
   * @param {HTMLElement} root
   * @param {Texts} texts
   * @param {{ count: (value: number) => string, workers: number }} how
   */
  constructor(root, texts, { count, workers }) {
    this.#root = root;
    this.#texts = texts;
    this.#count = count;
    this.#workers = workers;
  }

  /** @param {Results} results */
  show(results) {
    const texts = this.#texts;
    for (const node of this.#root.querySelectorAll('[data-found-here]')) node.textContent = texts.notYet;
    if (this.#workers === 1) this.#say('parallel', texts.foundOneCore, {});
    this.#showMemory(results);
    this.#showHalf(results);
    const dense = results.of('dense');
    if (dense.length < 2) return;
    this.#find('light', [growthSteadiness(dense)], texts.foundLight, () => ({ exponent: powerOf(dense) }));
    this.#showParallel(results);
    this.#showFaster('window', results);
    this.#showFaster('linear', results);
    const linear = results.of('linear');
    const from = overtakes(dense, linear);
    this.#find('crossing', [steadiness([...dense, ...linear])], from === undefined ? texts.foundNoCrossing : texts.foundCrossing, () => ({ length: this.#count(from ?? 0) }));
  }

  /** @param {Results} results */
  #showMemory(results) {
    const kept = results.of('kept').at(-1);
    const tiled = kept && results.at('dense', 1, kept.length);
    if (!kept || !tiled) return;
    this.#say('tiling', this.#texts.foundTiling, { length: this.#count(kept.length), tiled: bytesText(tiled.bytes), kept: bytesText(kept.bytes), factor: formatNumber(kept.bytes / tiled.bytes, 1) });
  }

  /** @param {Results} results */
  #showHalf(results) {
    const half = results.of('half').at(-1);
    const full = half && results.at('dense', 1, half.length);
    if (!half || !full) return;
    this.#find('half', [steadiness([half, full])], this.#texts.foundHalf, () => ({
      length: this.#count(half.length), time: durationText(half.seconds), full: durationText(full.seconds),
      factor: formatNumber(half.seconds / full.seconds, 2), bytes: bytesText(half.bytes), fullBytes: bytesText(full.bytes),
    }));
  }

  /** @param {Results} results */
  #showParallel(results) {
    const many = results.of('dense', this.#workers);
    const last = many.at(-1);
    const same = last && results.at('dense', 1, last.length);
    if (this.#workers === 1 || !last || !same || many.length < 2) return;
    const dense = results.of('dense');
    this.#find('parallel', [growthSteadiness(many), growthSteadiness(dense), steadiness([last, same])], this.#texts.foundParallel, () => ({
      length: this.#count(last.length), workers: this.#workers, factor: formatNumber(same.seconds / last.seconds, 2),
      one: powerOf(dense), many: powerOf(many),
    }));
  }

  /** @param {'window' | 'linear'} method @param {Results} results */
  #showFaster(method, results) {
    const points = results.of(method);
    const last = points.at(-1);
    const dense = last && results.at('dense', 1, last.length);
    if (!last || !dense || points.length < 2) return;
    this.#find(method, [growthSteadiness(points), steadiness([dense])], this.#texts.foundFaster, () => ({
      length: this.#count(last.length), time: durationText(last.seconds), dense: durationText(dense.seconds),
      factor: formatNumber(dense.seconds / last.seconds, 2), exponent: powerOf(points),
    }));
  }

  /**
   * Says what was found, or why nothing can be said: one round alone is not enough.
   * @param {string} name
   * @param {Steadiness[]} steady of all the measurements that it is based on
   * @param {string} text
   * @param {() => Record<string, string | number>} values
   */
  #find(name, steady, text, values) {
    if (steady.includes('once')) return;
    if (steady.includes('busy')) this.#say(name, this.#texts.foundBusy, {});
    else this.#say(name, text, values());
  }

  /** @param {string} name @param {string} text @param {Record<string, string | number>} values */
  #say(name, text, values) {
    const node = this.#root.querySelector(`[data-found-here=${name}]`);
    if (node) node.textContent = filled(text, values);
  }
}

/** @param {Parameters<typeof exponent>[0]} points */
const powerOf = (points) => formatNumber(/** @type {number} */ (exponent(points, 'seconds')), 2);
