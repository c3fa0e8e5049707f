/** The worksheet: the lesson's predictions and the exercise for paper, with or without the answers. */

import { element } from '../../../base/dom.js';
import { SectionState } from '../section-state.js';
import { steps } from './steps.js';

/**
 * @import { Lesson } from '../section.js'
 *
 * @typedef {typeof import('../../../locales/lesson/exercise-en.js').live.sheet} Texts
 * @typedef {'' | 'questions' | 'answers'} Kind '' for none
 */

/** @param {HTMLElement} root the exercise @param {Lesson} lesson @param {Texts} texts */
export function startWorksheet(root, lesson, texts) {
  const choices = /** @type {HTMLElement} */ (root.querySelector('.worksheet-choices'));
  const buttons = /** @type {HTMLButtonElement[]} */ ([...choices.querySelectorAll('[data-sheet]')]);
  const place = element('div', { class: 'worksheet-place' });
  choices.append(place);
  choices.hidden = false;
  /** @type {SectionState<Kind>} */
  const kept = new SectionState(lesson.link, 'exercise.worksheet', { author: '', read, write: (kind) => kind, show });
  kept.start();
  lesson.link.listen({ changed: hideAnswers });
  hideAnswers();
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const kind = /** @type {Kind} */ (button.dataset.sheet);
      kept.replace(kept.current === kind ? '' : kind);
    });
  }

  function show() {
    const kind = kept.current;
    document.documentElement.toggleAttribute('data-worksheet', kind !== '');
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.sheet === kind));
    if (kind === '') place.replaceChildren();
    else if (kind === 'answers' && lesson.answersHidden) place.replaceChildren(element('p', { class: 'problem' }, texts.noAnswers));
    else place.replaceChildren(tools(), sheet(root, texts, kind === 'answers'));
  }

  function tools() {
    const print = element('button', { type: 'button' }, texts.print);
    print.addEventListener('click', () => void lesson.print());
    const close = element('button', { type: 'button' }, texts.close);
    close.addEventListener('click', () => {
      const button = buttons.find(({ dataset }) => dataset.sheet === kept.current);
      kept.replace('');
      button?.focus();
    });
    return element('div', { class: 'buttons' }, print, close);
  }

  /** A class whose link hides the answers gets none on the worksheet either. */
  function hideAnswers() {
    const answers = /** @type {HTMLButtonElement} */ (buttons.find(({ dataset }) => dataset.sheet === 'answers'));
    if (answers.hidden === lesson.answersHidden) return;
    answers.hidden = lesson.answersHidden;
    if (kept.current === 'answers') show();
  }
}

/** @param {string} text as written @returns {Kind} @throws {Error} for another text */
function read(text) {
  if (text !== 'questions' && text !== 'answers') throw new Error(`worksheet: expected questions or answers, got ${text}`);
  return text;
}

/** @param {HTMLElement} root @param {Texts} texts @param {boolean} hasAnswers */
function sheet(root, texts, hasAnswers) {
  const line = element('p', { class: 'worksheet-line' }, element('span', {}, texts.name + texts.colon), element('span', {}, texts.date + texts.colon));
  const questions = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.predict')]).map((box) => question(box, texts, hasAnswers));
  return element(
    'div', { class: `worksheet${hasAnswers ? ' has-answers' : ''}` },
    element('h3', {}, hasAnswers ? texts.answersTitle : texts.title),
    line,
    element('h4', {}, texts.predictions),
    element('ol', {}, ...questions),
    element('div', { class: 'worksheet-exercise' }, element('h4', {}, texts.exercise), ...exercise(root, texts, hasAnswers)),
  );
}

/** @param {HTMLElement} box @param {Texts} texts @param {boolean} hasAnswers */
function question(box, texts, hasAnswers) {
  // A copy, so that the words before the question can be left out.
  const legend = /** @type {HTMLElement} */ (box.querySelector('legend')).cloneNode(true);
  const asked = document.createDocumentFragment();
  asked.append(...[...legend.childNodes].filter((node) => !(node instanceof Element && node.classList.contains('predict-kicker'))));
  const choices = [...box.querySelectorAll('.predict-choice')].map((choice, index) => {
    const isRight = hasAnswers && box.dataset.answer === String(index + 1);
    const text = element('span', {}, ...[.../** @type {Element} */ (choice.querySelector('span')).cloneNode(true).childNodes]);
    return element('li', { class: isRight ? 'right' : '' }, element('span', { 'aria-hidden': 'true' }, isRight ? '☑ ' : '☐ '), isRight ? element('strong', {}, text) : text);
  });
  // The advice on what to try next makes no sense on paper.
  const insight = [.../** @type {Element} */ (box.querySelector('.predict-insight')).cloneNode(true).childNodes].filter((node) => !(node instanceof Element && node.classList.contains('predict-next')));
  const because = hasAnswers ? [element('p', { class: 'worksheet-answer' }, texts.insight + texts.colon, ...insight)] : [];
  const paper = [...box.querySelectorAll('.predict-paper > *')].map((node) => node.cloneNode(true));
  return element('li', {}, element('p', {}, asked), ...paper, element('ul', {}, ...choices), ...because);
}

/** @param {HTMLElement} root @param {Texts} texts @param {boolean} hasAnswers */
function exercise(root, texts, hasAnswers) {
  const lead = root.querySelector('.lead')?.textContent ?? '';
  const given = /** @type {Element} */ (root.querySelector('.exercise-given')).cloneNode(true);
  const tasks = [...root.querySelectorAll('.exercise-step')].map((step, number) => element(
    'li', {},
    element('p', {}, step.querySelector('h3')?.textContent ?? ''),
    element('p', { class: 'worksheet-blanks' }, ...[...step.querySelectorAll('label span')].map((name, index) => element(
      'span', {}, name.textContent + texts.colon, element('span', { class: 'worksheet-blank' }, hasAnswers ? steps[number].answers[index] : ''),
    ))),
  ));
  const solution = hasAnswers ? [...root.querySelectorAll('.exercise-solution p')].map((line) => element('p', { class: 'worksheet-answer' }, line.textContent ?? '')) : [];
  return [element('p', {}, lead), given, element('ol', {}, ...tasks), ...solution];
}
