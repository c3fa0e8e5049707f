/** What the section says of each piece of the slip, with the engine's numbers in it. */

import { formatNumber } from '../../../base/number-format.js';
import { articleFacts } from '../../workbench/article.js';

/**
 * @import { ExampleNumbers } from '../../exhibits/numbers.js'
 * @import { Carried, Mistake, Piece } from './slip.js'
 */

export class Explanations {
  #texts;
  #numbers;
  #facts;

  /**
   * @param {typeof import('../../../locales/lesson/mistakes-en.js').live} texts
   * @param {ExampleNumbers} numbers the engine's for the article's example
   */
  constructor(texts, numbers) {
    this.#texts = texts;
    this.#numbers = numbers;
    this.#facts = Object.fromEntries(articleFacts(numbers).map((fact) => [fact.name, fact]));
  }

  /** @param {Piece} piece @returns {string} why it is wrong, or right */
  of({ mistake, carries, because, text }) {
    if (mistake) return `${this.#texts.reasons[mistake]} ${this.#fromVectors(mistake)}`.trim();
    if (carries) return this.#texts.carried.replace('{printed}', text).replace('{right}', carriedNumber(carries, this.#numbers));
    return this.#texts.right.replace('{because}', because ?? '');
  }

  /** @param {Piece} piece @returns {string} the number that should stand in its place; '' if it is no wrong number */
  correctionOf({ id, mistake, text }) {
    const isNumber = /^[\d.]+$/.test(text);
    if (!mistake || !isNumber || mistake === 'output') return '';
    return id === 's1' ? this.#facts.score.fromVectors : this.#facts[mistake].own;
  }

  /** @param {Mistake} mistake */
  #fromVectors(mistake) {
    const value = mistake === 'product' ? this.#facts.score.fromVectors : this.#facts[mistake].fromVectors;
    return this.#texts.fromVectors[mistake].replace('{value}', value);
  }
}

/** @param {Carried} carries @param {ExampleNumbers} numbers @returns {string} */
function carriedNumber([name, place], { scores, numeratorSum, weights }) {
  if (name === 'sum') return formatNumber(numeratorSum);
  if (name === 'factor') return formatNumber(1 / Math.sqrt(numeratorSum), 4);
  return formatNumber((name === 'score' ? scores : weights)[place ?? 0]);
}
