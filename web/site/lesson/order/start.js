/** Words change places; beside the new weights stand those of the first order, for each pair of words. */

import { element, required, whenPressed, disable } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { live as en } from '../../../locales/lesson/order-en.js';
import { live as zh } from '../../../locales/lesson/order-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { count, pairs, vectorsOf } from './sentence.js';
import { changesText, dogsText, isSame } from './verdict.js';

/**
 * @import { AttentionFigureElement } from '../../../figure/element/attention-figure.js'
 * @import { Lesson } from '../section.js'
 *
 * @typedef {object} State
 * @property {number[]} order the index of the word at each place
 * @property {boolean} hasPositions
 * @property {number} word the index of the chosen word
 */

const first = Array.from({ length: count }, (_, index) => index);

/** @type {State} */
const author = { order: first, hasPositions: false, word: 1 };

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const place = /** @type {HTMLElement} */ (root.querySelector('.order-words'));
  const labels = /** @type {HTMLElement[]} */ ([...place.querySelectorAll('[data-word]')]);
  const radios = /** @type {HTMLInputElement[]} */ ([...place.querySelectorAll('input')]);
  const words = labels.map((label) => label.textContent ?? '');
  const positions = /** @type {HTMLInputElement} */ (root.querySelector('.order-positions input'));
  const said = /** @type {HTMLElement} */ (root.querySelector('.order-said'));
  const table = /** @type {HTMLElement} */ (root.querySelector('tbody'));
  const moves = /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll('[data-move]')]);
  const kept = new SectionState(lesson.link, 'order', { author, read, write, show });
  startPredict(root, lesson, 'order.predict');
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const figures = ['before', 'after'].map((name) => /** @type {AttentionFigureElement} */ (required(`order-${name}`, HTMLElement)));

  kept.start();

  radios.forEach((radio, word) => radio.addEventListener('change', () => kept.edit({ word })));
  positions.addEventListener('change', () => kept.edit({ hasPositions: positions.checked }));
  for (const button of moves) whenPressed(button, () => {
    const { order, word } = kept.current;
    kept.edit({ order: moved(order, word, Number(button.dataset.move)) });
  });
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll('[data-order]'))) {
    button.addEventListener('click', () => kept.edit({ order: button.dataset.order === 'first' ? first : shuffled(kept.current.order) }));
  }
  figures.forEach((figure, index) => figure.addEventListener('attention-change', () => {
    const { query } = figure.state;
    const word = index === 0 ? query : kept.current.order[query];
    if (word !== kept.current.word) kept.edit({ word });
  }));

  function show() {
    const { order, hasPositions, word } = kept.current;
    const [before, after] = [vectorsOf(first, false), vectorsOf(order, hasPositions)];
    const [weightsBefore, weightsAfter] = [before, after].map((vectors) => (
      engine.attend({ query: vectors, key: vectors, value: vectors }, { weights: true }).weights.data));
    const compared = pairs(weightsBefore, weightsAfter, order);
    figures[0].state = figureState(words, before, word);
    figures[1].state = figureState(order.map((index) => words[index]), after, order.indexOf(word));
    placeInOrder(order);
    radios.forEach((radio, index) => (radio.checked = index === word));
    positions.checked = hasPositions;
    const at = order.indexOf(word);
    for (const button of moves) disable(button, !(at + Number(button.dataset.move) in order));
    table.replaceChildren(...compared.filter(({ query }) => query === word).map((pair) => element(
      'tr', {},
      element('th', { scope: 'row' }, words[pair.key]),
      ...[pair.before, pair.after].map((weight) => element('td', {}, formatNumber(weight))),
      element('td', {}, isSame(pair.before, pair.after) ? '0' : formatNumber(pair.after - pair.before)),
    )));
    const isFirst = order.every((index, at) => index === at);
    said.textContent = [changesText(compared, isFirst, words, texts), dogsText(compared, texts)].join(texts.join);
  }

  /** The chosen word keeps the focus while it moves. @param {number[]} order */
  function placeInOrder(order) {
    const focused = document.activeElement;
    place.append(...order.map((word) => labels[word]));
    if (focused instanceof HTMLElement && place.contains(focused)) focused.focus();
  }
}

/** @param {string[]} tokens @param {number[][]} vectors @param {number} query */
const figureState = (tokens, vectors, query) => ({ view: /** @type {const} */ ('heatmap'), tokens, queries: [vectors], keys: [vectors], domain: /** @type {[number, number]} */ ([0, 0.6]), query });

/** @param {number[]} order @param {number} word @param {number} by how many places to the right */
function moved(order, word, by) {
  const rest = order.filter((other) => other !== word);
  rest.splice(order.indexOf(word) + by, 0, word);
  return rest;
}

/** A random order that differs from this one (Fisher and Yates). @param {number[]} order */
function shuffled(order) {
  const next = [...order];
  do {
    for (let last = next.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [next[last], next[other]] = [next[other], next[last]];
    }
  } while (next.every((word, index) => word === order[index]));
  return next;
}

/** @param {State} state */
const write = ({ order, hasPositions, word }) => `${order.map((index) => index + 1).join('')}:${hasPositions ? 'positions' : 'none'}:${word + 1}`;

/** @param {string} text such as '21345:positions:2' @returns {State} */
function read(text) {
  const [, places, positions, word] = /^([1-5]{5}):(positions|none):([1-5])$/.exec(text) ?? [];
  const order = [...(places ?? '')].map((place) => Number(place) - 1);
  if (!word || new Set(order).size !== count) throw new Error(`order: expected each of five words once, got ${text}`);
  return { order, hasPositions: positions === 'positions', word: Number(word) - 1 };
}
