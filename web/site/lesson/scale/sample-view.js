/** Shows the sample that is being drawn: the histograms, the weights of the last query, what both say, and the table. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { aloneAddress, linkVectors, part } from '../drawing/controls.js';
import { Picture } from '../drawing/picture.js';
import { products, summaryOf } from './sampling.js';
import { histograms, lastBars } from './scene.js';
import { saturationText, varianceText } from './texts.js';

/**
 * @import { LanguageCode } from '../../../base/preferred-language.js'
 * @import { live as en } from '../../../locales/lesson/scale-en.js'
 * @import { Tally } from './sampling.js'
 */

export class SampleView {
  #texts;
  #language;
  #tally;
  #histograms;
  #bars;
  #progress;
  #said;
  #variance;
  #saturation;
  #alone;
  /** The row of the table for each D. */
  #rows;

  /** @param {HTMLElement} root @param {typeof en} texts @param {LanguageCode} language @param {Tally} tally may still be empty */
  constructor(root, texts, language, tally) {
    this.#texts = texts;
    this.#language = language;
    this.#tally = tally;
    this.#histograms = new Picture(part(root, '#scale-histograms', HTMLElement), (width, measure) => histograms(this.#tally, texts.scene, width, measure));
    this.#bars = new Picture(part(root, '#scale-bars', HTMLElement), (width, measure) => lastBars(this.#tally, texts.scene, width, measure));
    this.#progress = part(root, '#scale-progress', HTMLProgressElement);
    this.#said = part(root, '#scale-count', HTMLElement);
    this.#variance = part(root, '#scale-variance', HTMLElement);
    this.#saturation = part(root, '#scale-saturation', HTMLElement);
    this.#alone = part(root, '#scale-alone', HTMLAnchorElement);
    const lines = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('#scale-table [data-dimension]'));
    this.#rows = new Map([...lines].map((line) => [Number(line.dataset.dimension), line]));
  }

  /** @param {Tally} tally that is filled from now on */
  begin(tally) {
    this.#tally = tally;
    this.say('');
  }

  /** Shows how much of the sample is drawn. */
  advance() {
    this.#progress.value = this.#tally.plain.scores.length / products;
  }

  /** Draws the sample as it is now; it must hold at least one query. */
  show() {
    const texts = this.#texts;
    const { dimension, plain, scaled } = this.#tally;
    const [withoutScale, withScale] = [summaryOf(plain), summaryOf(scaled)];
    this.#variance.textContent = varianceText(texts, dimension, withoutScale, withScale);
    this.#saturation.textContent = saturationText(texts, withoutScale, withScale);
    this.#histograms.label = filled(texts.histogramsLabel, {
      dimension, deviation: formatNumber(Math.sqrt(withoutScale.variance)), scaled: formatNumber(Math.sqrt(withScale.variance)),
    });
    this.#bars.label = filled(texts.barsLabel, { scaled: listed(scaled.lastWeights), plain: listed(plain.lastWeights) });
    this.#histograms.draw();
    this.#bars.draw();
  }

  /** Shows a sample that is whole, and enters its measurements into the table. */
  finish() {
    this.show();
    const { dimension, plain, scaled } = this.#tally;
    const [withoutScale, withScale] = [summaryOf(plain), summaryOf(scaled)];
    const numbers = [withoutScale.variance, withScale.variance, withoutScale.largest, withScale.largest];
    this.#rows.get(dimension)?.querySelectorAll('td').forEach((cell, column) => (cell.textContent = formatNumber(numbers[column])));
    const count = new Intl.NumberFormat(this.#language === 'en' ? 'en' : 'zh-CN').format(products);
    this.say(filled(this.#texts.drawn, { count }));
    this.#alone.href = this.#address();
  }

  /** Forgets what was measured with other vectors. */
  forget() {
    for (const row of this.#rows.values()) for (const cell of row.querySelectorAll('td')) cell.textContent = '–';
  }

  /** @param {string} words about the drawing */
  say(words) {
    this.#said.textContent = words;
  }

  /** The address of the last query's scores as a figure by itself. */
  #address() {
    const { dimension, plain } = this.#tally;
    return aloneAddress({
      view: 'bars', tokens: plain.lastScores.map((_, key) => encodeURIComponent(`k${String.fromCodePoint(0x2081 + key)}`)).join(),
      queries: '1', keys: linkVectors(plain.lastScores.map((score) => [score])), score: 'dot',
      scale: String(1 / Math.sqrt(dimension)), domain: '0,1', controls: 'scale', lang: this.#language,
    });
  }
}

/** @param {number[]} weights */
const listed = (weights) => weights.map((weight) => formatNumber(weight)).join(', ');
