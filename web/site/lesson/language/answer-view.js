/** Shows the answer to a question: its line, the list of sentences, the derivation of the chosen one, and the map. */

import { required } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { markupNode } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { largestWeight } from '../../../base/statistics.js';
import { answerTo, meetingsOf } from './answer.js';
import { derivationTree } from './derivation.js';
import { answerText, listTree } from './list.js';
import { SentenceMap } from './map.js';

/**
 * @import { Attention } from '../../../engine/index.js'
 * @import { live as en } from '../../../locales/lesson/language-en.js'
 * @import { Answer } from './answer.js'
 * @import { Passage } from './passage.js'
 * @import { LanguageState } from './state.js'
 *
 * @typedef {Pick<Readonly<LanguageState>, 'sentence' | 'seesItself'>} Choices
 */

/** So many sentences stand in full on the page; a longer list has a box that scrolls. */
const mostAtOnce = 14;

/** A derivation names at most so many pairs of words. */
const mostMeetings = 5;

export class AnswerView {
  #engine;
  #texts;
  #map;
  #derivation = required('language-derivation', HTMLElement);
  /** The line that tells the answer. */
  line = required('language-answer', HTMLElement);
  /** The box with the list of sentences. */
  list = required('language-scroll', HTMLElement);
  /** @type {{ passage: Passage, answer: Answer } | null} */
  #shown = null;

  /** @param {Attention} engine @param {typeof en} texts */
  constructor(engine, texts) {
    this.#engine = engine;
    this.#texts = texts;
    this.#map = new SentenceMap(engine, texts);
  }

  /** @param {Passage} passage @returns {boolean} whether an answer from this passage is shown */
  isOf(passage) {
    return this.#shown?.passage === passage;
  }

  /** @param {Passage} passage @param {string} question @param {Choices} choices */
  show(passage, question, choices) {
    const answer = answerTo(this.#engine, passage, question);
    this.#shown = { passage, answer };
    const texts = this.#texts;
    const count = passage.sentences.length;
    const largest = largestWeight(answer.weights);
    this.line.textContent = answer.isBlind && count > 1
      ? filled(texts.blind, { count, share: formatNumber(1 / count) }) : answerText(question.trim(), answer.weights, texts);
    this.list.replaceChildren(markupNode(listTree(passage.sentences, answer.weights, this.#chosen(choices), texts), document));
    this.list.classList.toggle('is-long', count > mostAtOnce);
    // This scrolls only the box, not the page.
    const top = /** @type {HTMLElement | null} */ (this.list.querySelector(`li:nth-child(${largest + 1})`));
    this.list.scrollTop = top ? top.offsetTop - this.list.offsetTop - this.list.clientHeight / 3 : 0;
    required('language-counted', HTMLElement).textContent =
      filled(count === 1 ? texts.countedOne : texts.counted, { sentences: count, words: passage.wordCount });
    this.derive(choices);
    this.#map.show(passage, answer.vector, largest, choices.seesItself);
  }

  /** Derives the weight of the chosen sentence. @param {Choices} choices */
  derive(choices) {
    if (!this.#shown) return;
    const { passage, answer } = this.#shown;
    const chosen = this.#chosen(choices);
    const met = answer.words.length > 0 ? meetingsOf(this.#engine, passage, answer.words, chosen, mostMeetings) : { meetings: [], rest: 0 };
    this.#derivation.replaceChildren(...derivationTree(answer, chosen, met, this.#texts).map((tree) => markupNode(tree, document)));
    /** @type {HTMLInputElement | null} */
    const radio = this.list.querySelector(`input[value="${chosen + 1}"]`);
    if (radio) radio.checked = true;
  }

  /** @param {Choices} choices @returns {number} the index of a sentence: the reader's, or the one with the largest weight */
  #chosen({ sentence }) {
    if (!this.#shown) return 0;
    const { passage, answer } = this.#shown;
    return Math.min(sentence ?? largestWeight(answer.weights), passage.sentences.length - 1);
  }
}
