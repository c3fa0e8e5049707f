/** The map of what every sentence asks of every other, with the question's row above them. */

import { required } from '../../../base/dom.js';
import { element } from '../../../base/element.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { mostMapped, weightOnItself } from './answer.js';
import { passageDimensions } from './passage.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Passage } from './passage.js'
 * @typedef {typeof import('../../../locales/lesson/language-en.js').live} Texts
 */

export class SentenceMap {
  #engine;
  #texts;
  #holder = required('language-map', HTMLElement);
  #says = required('language-itself', HTMLElement);
  /** @type {AttentionFigureElement | null} */
  #figure = null;

  /** @param {Attention} engine @param {Texts} texts */
  constructor(engine, texts) {
    this.#engine = engine;
    this.#texts = texts;
  }

  /**
   * @param {Passage} passage
   * @param {Float32Array} question [D]
   * @param {number} asked the sentence that it attends to most
   * @param {boolean} seesItself
   */
  show(passage, question, asked, seesItself) {
    const texts = this.#texts;
    const count = passage.sentences.length;
    this.#holder.hidden = count > mostMapped;
    if (count > mostMapped) {
      this.#says.textContent = filled(texts.noMap, { most: mostMapped });
      return;
    }
    const keys = Array.from({ length: count }, (_, row) =>
      Array.from(passage.vectors.subarray(row * passageDimensions, (row + 1) * passageDimensions)));
    const numbers = keys.map((_, index) => String(index + 1));
    const figure = this.#figure ?? this.#newFigure();
    figure.tokens = numbers;
    figure.queryTokens = [texts.query, ...numbers];
    figure.queries = [Array.from(question), ...keys];
    figure.keys = keys;
    figure.mask = seesItself ? null : [keys.map(() => 1), ...keys.map((_, row) => keys.map((__, column) => Number(row !== column)))];
    figure.cell = [0, asked];
    this.#says.textContent = count === 1 && !seesItself ? texts.lone
      : [filled(texts.onItself, { weight: formatNumber(weightOnItself(this.#engine, passage)) }), seesItself ? texts.allowed : texts.ignored].join(texts.between);
  }

  #newFigure() {
    const figure = /** @type {AttentionFigureElement} */ (/** @type {unknown} */ (element(
      /** @type {any} */ ('attention-figure'), { id: 'language-figure', view: 'heatmap', 'link-base': 'figure.html' })));
    figure.caption = this.#texts.mapCaption;
    this.#holder.append(figure);
    this.#figure = figure;
    return figure;
  }
}
