/** The sentences of a passage with their weights, for the written page and for the live page. */

import { markup } from '../../../base/markup.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { markedOf } from './answer.js';

/** @typedef {Pick<typeof import('../../../locales/lesson/language-en.js').live, 'between' | 'comma' | 'answer' | 'also' | 'alsoOne' | 'even' | 'single' | 'most' | 'weightOf'>} Texts */

/**
 * @param {readonly string[]} sentences
 * @param {ArrayLike<number>} weights
 * @param {number} chosen
 * @param {Texts} texts
 */
export function listTree(sentences, weights, chosen, texts) {
  const marked = markedOf(weights);
  return markup('ol', { class: 'language-list', id: 'language-list' }, ...sentences.map((sentence, index) =>
    markup('li', {}, markup('label', { class: 'language-line pick' }, ...lineParts(sentence, weights[index], index, {
      isMarked: marked.includes(index), isChosen: index === chosen,
    }, texts)))));
}

/**
 * @param {string} sentence
 * @param {number} weight
 * @param {number} index
 * @param {{ isMarked: boolean, isChosen: boolean }} state
 * @param {Texts} texts
 */
function lineParts(sentence, weight, index, { isMarked, isChosen }, texts) {
  const radio = { type: 'radio', name: 'language-sentence', value: String(index + 1), autocomplete: 'off' };
  const share = String(Math.max(0, Math.min(1, weight)));
  return [
    markup('input', isChosen ? { ...radio, checked: '' } : radio),
    markup('span', { class: 'language-number' }, String(index + 1)),
    markup('span', { class: 'language-text', dir: 'auto' }, isMarked ? markup('mark', {}, sentence) : sentence),
    markup('span', { class: 'visually-hidden' }, ` ${isMarked ? texts.most : ''} ${filled(texts.weightOf, { weight: '' })}`),
    markup('span', { class: 'language-weight' }, formatNumber(weight)),
    markup('svg', { class: 'language-bar', viewBox: '0 0 1 1', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      markup('rect', { width: share, height: '1' })),
  ];
}

/**
 * The answer in words.
 * @param {string} question
 * @param {ArrayLike<number>} weights
 * @param {Texts} texts
 * @returns {string}
 */
export function answerText(question, weights, texts) {
  const [first, ...others] = markedOf(weights);
  if (weights.length === 1) return texts.single;
  if (first === undefined) return filled(texts.even, { count: weights.length, share: formatNumber(1 / weights.length) });
  /** @param {number} index */
  const numbers = (index) => ({ question, number: index + 1, weight: formatNumber(weights[index]) });
  const list = others.map((index) => filled(texts.alsoOne, numbers(index))).join(texts.comma);
  return filled(texts.answer, numbers(first)) + (list && texts.between + filled(texts.also, { list }));
}
