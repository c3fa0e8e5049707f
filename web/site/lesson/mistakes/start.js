/** The reader hunts for the mistakes of the worked example. */

import { disable, element, whenPressed } from '../../../base/dom.js';
import { exampleNumbers } from '../../exhibits/numbers.js';
import { formatNumber, formatVector } from '../../../base/number-format.js';
import { rowSum } from '../../../base/statistics.js';
import { live as en } from '../../../locales/lesson/mistakes-en.js';
import { live as zh } from '../../../locales/lesson/mistakes-zh.js';
import { articleState } from '../../workbench/article.js';
import { SectionState } from '../section-state.js';
import { Explanations } from './explanations.js';
import { lines, mistakes, pieces } from './slip.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Line, Mistake, Piece } from './slip.js'
 *
 * @typedef {object} State
 * @property {ReadonlySet<string>} clicked the ids of the pieces that were clicked, in the order of the clicks
 * @property {boolean} hasGivenUp
 */

/** @type {State} */
const author = { clicked: new Set(), hasGivenUp: false };

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const numbers = exampleNumbers(engine, articleState);
  const explanations = new Explanations(texts, numbers);
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

  const kept = new SectionState(lesson.link, 'mistakes', { author, read, write, show });
  const buttons = new Map(pieces.map((piece) => [piece.id, buttonFor(piece, part(`[data-piece=${piece.id}]`), choose)]));
  const whys = lines.map(() => element('p', { class: 'slip-why' }));
  whys.forEach((why, index) => part(`[data-line="${index}"]`).append(why));
  const count = element('p', { class: 'slip-count' });
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  const giveUp = element('button', { type: 'button' }, texts.giveUp);
  const again = element('button', { type: 'button' }, texts.again);
  const answers = /** @type {HTMLDetailsElement} */ (part('.slip-answers'));
  part('.slip-tools').append(element('p', {}, texts.help), count, status, element('div', { class: 'buttons' }, giveUp, again));
  part('.slip-output').textContent = texts.output.replace('{output}', formatVector(numbers.output)).replace('{sum}', formatNumber(rowSum(numbers.weights), 4));
  whenPressed(giveUp, () => kept.edit({ hasGivenUp: true }));
  whenPressed(again, () => kept.replace(author));

  walkByArrows(part('.slip'), [...buttons.values()]);

  /** @param {Piece} piece */
  function choose(piece) {
    const clicked = new Set(kept.current.clicked);
    clicked.delete(piece.id);
    clicked.add(piece.id);
    kept.edit({ clicked });
    status.textContent = `${lesson.answersHidden ? '' : explanations.of(piece)} ${count.textContent}`.trim();
  }

  function show() {
    const { clicked, hasGivenUp } = kept.current;
    const found = foundWith(clicked);
    for (const piece of pieces) markPiece(piece, clicked.has(piece.id) || (hasGivenUp && !lesson.answersHidden && piece.mistake !== undefined));
    // If the link hides the answers, the pieces are only marked, and the teacher says the rest.
    lines.forEach((line, index) => {
      const piece = lastClicked(line, clicked);
      whys[index].textContent = piece && !lesson.answersHidden ? explanations.of(piece) : '';
    });
    const isDone = found.size === mistakes.length && !lesson.answersHidden;
    const text = lesson.answersHidden ? texts.marked : isDone ? texts.allFound : hasGivenUp ? texts.shown : texts.found;
    count.textContent = text.replace('{found}', String(found.size)).replace('{all}', String(mistakes.length)).replace('{marked}', String(clicked.size));
    answers.hidden = lesson.answersHidden || (!isDone && !hasGivenUp);
    giveUp.hidden = lesson.answersHidden;
    answers.open = isDone || hasGivenUp;
    markFound(answers, found);
    disable(giveUp, isDone || hasGivenUp);
    disable(again, clicked.size === 0 && !hasGivenUp);
  }

  /** @param {Piece} piece @param {boolean} isOpen whether its verdict is shown */
  function markPiece(piece, isOpen) {
    const verdict = lesson.answersHidden ? 'noted' : piece.mistake ? 'wrong' : piece.carries ? 'carried' : 'right';
    const correction = verdict === 'wrong' ? explanations.correctionOf(piece) : '';
    const button = /** @type {HTMLButtonElement} */ (buttons.get(piece.id));
    mark(button, piece.text || texts.claim, isOpen ? verdict : null, [texts.marks[verdict], correction].filter(Boolean).join(' '));
  }

  kept.start();
  lesson.link.listen({ changed: show });
}

/** @param {State} state @returns {string} ids of pieces, and 'all' if the reader has given up */
const write = ({ clicked, hasGivenUp }) => [...clicked, ...(hasGivenUp ? ['all'] : [])].join('.');

/** @param {string} text as written @returns {State} @throws {Error} for other ids */
function read(text) {
  const given = text.split('.');
  const unknown = given.find((id) => id !== 'all' && !pieces.some((piece) => piece.id === id));
  if (unknown !== undefined) throw new Error(`mistakes: expected pieces of the slip, got ${unknown}`);
  return { clicked: new Set(given.filter((id) => id !== 'all')), hasGivenUp: given.includes('all') };
}

/** Puts a button in the place of a piece's text. @param {Piece} piece @param {HTMLElement} place @param {(piece: Piece) => void} choose */
function buttonFor(piece, place, choose) {
  const button = element('button', { type: 'button', class: 'slip-piece', 'data-piece': piece.id }, place.textContent ?? '');
  button.addEventListener('click', () => choose(piece));
  place.replaceWith(button);
  return button;
}

/** The mistakes that the clicked pieces have. @param {ReadonlySet<string>} clicked @returns {Set<Mistake>} */
function foundWith(clicked) {
  return new Set(pieces.flatMap(({ id, mistake }) => (clicked.has(id) && mistake ? [mistake] : [])));
}

/** The piece of a line that was clicked last. @param {Line} line @param {ReadonlySet<string>} clicked in the order of the clicks */
function lastClicked({ parts }, clicked) {
  const ids = parts.flatMap((each) => (typeof each === 'string' ? [] : [each.id]));
  const last = [...clicked].reverse().find((id) => ids.includes(id));
  return pieces.find(({ id }) => id === last);
}

/** Marks the lines of the list of answers whose mistake was found. @param {HTMLElement} answers @param {ReadonlySet<Mistake>} found */
function markFound(answers, found) {
  for (const line of answers.querySelectorAll('[data-mistake]')) {
    line.toggleAttribute('data-found', found.has(/** @type {Mistake} */ (line.getAttribute('data-mistake'))));
  }
}

/** Walks between the pieces of the slip by the arrow keys. @param {HTMLElement} slip @param {HTMLButtonElement[]} buttons */
function walkByArrows(slip, buttons) {
  slip.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + by))].focus();
  });
}

/**
 * Shows a piece as plain text, or with its verdict.
 * @param {HTMLButtonElement} button
 * @param {string} text
 * @param {'noted' | 'wrong' | 'carried' | 'right' | null} verdict
 * @param {string} mark the sign of the verdict, and a correction if there is one
 */
function mark(button, text, verdict, mark) {
  if (verdict === null) {
    delete button.dataset.verdict;
    button.replaceChildren(text);
    return;
  }
  button.dataset.verdict = verdict;
  button.replaceChildren(element(verdict === 'wrong' ? 's' : 'span', {}, text), element('span', { class: 'slip-mark' }, ` ${mark}`));
}
