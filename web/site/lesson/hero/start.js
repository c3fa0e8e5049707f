/** Brings the hero alive in place: the switch, the handles in the plane, and the number fields. */

import { formatNumber } from '../../../base/number-format.js';
import { largestWeight } from '../../../base/statistics.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/hero-en.js';
import { live as zh } from '../../../locales/lesson/hero-zh.js';
import { planeMarks } from './drawing.js';
import { startFields } from './fields.js';
import { SectionState } from '../section-state.js';
import { startHandles } from './handles.js';
import { numbersOf } from './numbers.js';
import { asker, author, figureAddress, isSame, readState, scores, words, writeState } from './state.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { HeroNumbers } from './drawing.js'
 * @import { HeroState, Vector } from './state.js'
 */

/** If the first word leads by less than this, the verdict says that it is close. */
const narrow = 0.1;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const attention = await lesson.engine();
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('.hero-scores input'));
  const bars = root.querySelectorAll('.hero-bar');
  const printed = root.querySelectorAll('.hero-weight');
  /** @type {SectionState<HeroState>} */
  const kept = new SectionState(lesson.link, 'hero', { author, read: readState, write: writeState, show: draw });

  const handles = startHandles(root, texts, (index, vector) => kept.replace(moved(kept.current, index, vector)));
  const fields = startFields(root, texts, (index, vector) => kept.replace(moved(kept.current, index, vector)));

  function draw() {
    const state = kept.current;
    const numbers = numbersOf(attention, state);
    for (const { name, attributes } of planeMarks(state, numbers, texts)) {
      const node = root.querySelector(`[data-mark="${name}"]`);
      for (const [attribute, value] of Object.entries(attributes)) {
        const text = String(value);
        if (node?.getAttribute(attribute) !== text) node?.setAttribute(attribute, text);
      }
    }
    bars.forEach((bar, index) => bar.setAttribute('width', `${numbers.weights[index] * 100}%`));
    printed.forEach((node, index) => say(node, formatNumber(numbers.weights[index])));
    for (const radio of radios) radio.checked = radio.value === state.score;
    say(root.querySelector('#hero-verdict'), verdict(state, numbers, texts));
    say(root.querySelector('#hero-why'), texts.why[state.score]);
    root.querySelector('#hero-figure')?.setAttribute('href', figureAddress(state));
    handles.show(state);
    fields.show(state);
  }

  for (const radio of radios) {
    radio.addEventListener('change', () => {
      const score = scores.find((name) => name === radio.value);
      if (score) kept.edit({ score });
    });
  }
  // The reader may have used the switch before this script ran.
  const early = [...radios].find((radio) => radio.checked)?.value;
  kept.start();
  const score = scores.find((name) => name === early);
  if (score && score !== author.score && !lesson.link.get('hero')) kept.edit({ score });
}

/** @param {HeroState} state @param {number} index of a word; -1 for the question @param {Vector} vector @returns {HeroState} */
function moved(state, index, vector) {
  if (index < 0) return { ...state, query: vector };
  return { ...state, words: state.words.map((old, at) => (at === index ? vector : old)) };
}

/** Writes a text only if it has changed, so that a screen reader repeats nothing. @param {Element | null} node @param {string} text */
function say(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}

/** @param {HeroState} state @param {HeroNumbers} numbers @param {typeof en} texts */
function verdict({ query, words: vectors }, { weights }, texts) {
  const order = Array.from(weights, (_, index) => index).sort((a, b) => weights[b] - weights[a]);
  const top = words[largestWeight(weights)];
  if (!isSame(query, vectors[asker])) return filled(texts.moved, { top });
  if (order[0] === asker) return weights[asker] - weights[order[1]] < narrow ? texts.barely : texts.yes;
  return filled(order[2] === asker ? texts.least : texts.no, { top });
}
