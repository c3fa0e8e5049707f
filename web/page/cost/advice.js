/** The article's advice, and attention's own economies, beside what was measured. */

import { formatNumber } from '../../figure/number-format.js';
import { filled } from '../../figure/views/texts.js';
import { exponent, overtakes } from './findings.js';
import { measure } from './measuring.js';
import { bytesText, durationText } from './quantities.js';

/**
 * @import { Measured, Engine } from './measuring.js'
 * @import { Results } from './findings.js'
 *
 * @typedef {typeof import('../../locales/lesson/cost-en.js').live} Texts
 * @typedef {{ length: number, half: Measured, full: Measured }} Half
 */

/** Half precision is compared at a T that is quickly computed. */
const longestHalf = 2048;

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

  clear() {
    for (const node of this.#root.querySelectorAll('[data-found-here]')) node.textContent = this.#texts.notYet;
  }

  /** @param {Engine} engine @param {Results} results @param {readonly number[]} lengths @param {AbortSignal} signal */
  async measureHalf(engine, results, lengths, signal) {
    const length = Math.min(longestHalf, lengths[lengths.length - 1]);
    const half = await measure(engine, { method: 'dense', length, workers: 1 }, signal, { precision: 'f16' });
    return { length, half, full: /** @type {Measured} */ (results.at('dense', 1, length)) };
  }

  /** @param {Half} found */
  showHalf({ length, half, full }) {
    this.#say('half', this.#texts.foundHalf, {
      length: this.#count(length), time: durationText(half.seconds), full: durationText(full.seconds),
      factor: formatNumber(half.seconds / full.seconds, 2), bytes: bytesText(half.bytes), fullBytes: bytesText(full.bytes),
    });
  }

  /** @param {Results} results */
  show(results) {
    const texts = this.#texts;
    const dense = results.of('dense');
    const last = dense.at(-1);
    if (!last || dense.length < 2) return;
    const power = formatNumber(/** @type {number} */ (exponent(dense, 'seconds')), 2);
    this.#say('light', texts.foundLight, { exponent: power });

    const many = results.of('dense', this.#workers);
    const lastMany = many.at(-1);
    const same = lastMany && results.at('dense', 1, lastMany.length);
    if (this.#workers === 1) this.#say('parallel', texts.foundOneCore, {});
    else if (lastMany && same && many.length > 1) {
      this.#say('parallel', texts.foundParallel, {
        length: this.#count(lastMany.length), workers: this.#workers, factor: formatNumber(same.seconds / lastMany.seconds, 2),
        one: power, many: formatNumber(/** @type {number} */ (exponent(many, 'seconds')), 2),
      });
    }
    const kept = results.of('kept').at(-1);
    const tiled = kept && results.at('dense', 1, kept.length);
    if (kept && tiled) {
      this.#say('tiling', texts.foundTiling, { length: this.#count(kept.length), tiled: bytesText(tiled.bytes), kept: bytesText(kept.bytes), factor: formatNumber(kept.bytes / tiled.bytes, 1) });
    }
    this.#faster('window', results, last.length);
    this.#faster('linear', results, last.length);
    const from = overtakes(dense, results.of('linear'));
    if (from !== undefined) this.#say('crossing', texts.foundCrossing, { length: this.#count(from) });
    else this.#say('crossing', texts.foundNoCrossing, {});
  }

  /** @param {'window' | 'linear'} method @param {Results} results @param {number} most */
  #faster(method, results, most) {
    const points = results.of(method).filter(({ length }) => length <= most);
    const last = points.at(-1);
    const dense = last && results.at('dense', 1, last.length);
    if (!last || !dense || points.length < 2) return;
    this.#say(method, this.#texts.foundFaster, {
      length: this.#count(last.length), time: durationText(last.seconds), dense: durationText(dense.seconds),
      factor: formatNumber(dense.seconds / last.seconds, 2), exponent: formatNumber(/** @type {number} */ (exponent(points, 'seconds')), 2),
    });
  }

  /** @param {string} name @param {string} text @param {Record<string, string | number>} values */
  #say(name, text, values) {
    const node = this.#root.querySelector(`[data-found-here=${name}]`);
    if (node) node.textContent = filled(text, values);
  }
}
