/** The reader hunts for the mistakes of the worked example. */

import { disable, element, whenPressed } from '../../../base/dom.js';
import { exampleNumbers } from '../../exhibits/numbers.js';
import { formatNumber, formatVector } from '../../../base/number-format.js';
import { rowSum } from '../../../base/statistics.js';
import { live as en } from '../../../locales/lesson/mistakes-en.js';
import { live as zh } from '../../../locales/lesson/mistakes-zh.js';
import { articleFacts, articleState } from '../../workbench/article.js';
import { lines, mistakes, pieces } from './slip.js';

/**
 * @import { ExampleNumbers } from '../../exhibits/numbers.js'
 * @import { Lesson } from '../section.js'
 * @import { Carried, Mistake, Piece } from './slip.js'
 */

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const [engine] = await Promise.all([lesson.engine(), lesson.figures()]);
  const numbers = exampleNumbers(engine, articleState);
  const facts = Object.fromEntries(articleFacts(numbers).map((fact) => [fact.name, fact]));
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

  /** The ids of the pieces that were clicked, in the order of the clicks. @type {Set<string>} */
  let clicked = new Set();
  let hasGivenUp = false;

  const buttons = new Map(pieces.map((piece) => {
    const place = part(`[data-piece=${piece.id}]`);
    const button = element('button', { type: 'button', class: 'slip-piece', 'data-piece': piece.id }, place.textContent ?? '');
    button.addEventListener('click', () => choose(piece));
    place.replaceWith(button);
    return [piece.id, button];
  }));
  const whys = lines.map((_, index) => {
    const why = element('p', { class: 'slip-why' });
    part(`[data-line="${index}"]`).append(why);
    return why;
  });
  const count = element('p', { class: 'slip-count' });
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  const giveUp = element('button', { type: 'button' }, texts.giveUp);
  const again = element('button', { type: 'button' }, texts.again);
  const answers = /** @type {HTMLDetailsElement} */ (part('.slip-answers'));
  part('.slip-tools').append(element('p', {}, texts.help), count, status, element('div', { class: 'buttons' }, giveUp, again));
  part('.slip-output').textContent = texts.output.replace('{output}', formatVector(numbers.output)).replace('{sum}', formatNumber(rowSum(numbers.weights), 4));
  whenPressed(giveUp, () => set(clicked, true));
  whenPressed(again, () => set(new Set(), false));

  part('.slip').addEventListener('keydown', (event) => {
    const all = [...buttons.values()];
    const at = all.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    all[Math.min(all.length - 1, Math.max(0, at + by))].focus();
  });

  /** @param {Piece} piece */
  function choose(piece) {
    const next = new Set(clicked);
    next.delete(piece.id);
    next.add(piece.id);
    set(next, hasGivenUp);
    status.textContent = `${lesson.answersHidden ? '' : explanation(piece)} ${count.textContent}`.trim();
  }

  /** @param {Set<string>} next @param {boolean} givenUp */
  function set(next, givenUp) {
    show(next, givenUp);
    keep([...clicked, ...(hasGivenUp ? ['all'] : [])].join('.'));
  }

  /** @param {Set<string>} next @param {boolean} givenUp */
  function show(next, givenUp) {
    [clicked, hasGivenUp] = [next, givenUp];
    const found = new Set(pieces.filter(({ id }) => clicked.has(id)).map(({ mistake }) => mistake).filter((mistake) => mistake !== undefined));
    for (const piece of pieces) mark(piece, clicked.has(piece.id) || (hasGivenUp && !lesson.answersHidden && piece.mistake !== undefined));
    // If the link hides the answers, the pieces are only marked, and the teacher says the rest.
    lines.forEach(({ parts }, index) => {
      const ids = parts.flatMap((each) => (typeof each === 'string' ? [] : [each.id]));
      const last = [...clicked].reverse().find((id) => ids.includes(id));
      const piece = pieces.find(({ id }) => id === last);
      whys[index].textContent = piece && !lesson.answersHidden ? explanation(piece) : '';
    });
    const isDone = found.size === mistakes.length && !lesson.answersHidden;
    count.textContent = (lesson.answersHidden ? texts.marked : isDone ? texts.allFound : hasGivenUp ? texts.shown : texts.found).replace('{found}', String(found.size)).replace('{all}', String(mistakes.length)).replace('{marked}', String(clicked.size));
    answers.hidden = lesson.answersHidden || (!isDone && !hasGivenUp);
    giveUp.hidden = lesson.answersHidden;
    answers.open = isDone || hasGivenUp;
    for (const line of answers.querySelectorAll('[data-mistake]')) {
      line.toggleAttribute('data-found', found.has(/** @type {Mistake} */ (line.getAttribute('data-mistake'))));
    }
    disable(giveUp, isDone || hasGivenUp);
    disable(again, clicked.size === 0 && !hasGivenUp);
  }

  /** @param {Piece} piece @param {boolean} isOpen */
  function mark(piece, isOpen) {
    const button = /** @type {HTMLButtonElement} */ (buttons.get(piece.id));
    const verdict = lesson.answersHidden ? 'noted' : piece.mistake ? 'wrong' : piece.carries ? 'carried' : 'right';
    const text = piece.text || texts.claim;
    if (!isOpen) {
      delete button.dataset.verdict;
      button.replaceChildren(text);
      return;
    }
    button.dataset.verdict = verdict;
    const isNumber = /^[\d.]+$/.test(piece.text);
    const correct = verdict === 'wrong' && piece.mistake && isNumber && piece.mistake !== 'output' ? correction(piece.id, piece.mistake) : '';
    button.replaceChildren(
      element(verdict === 'wrong' ? 's' : 'span', {}, text),
      element('span', { class: 'slip-mark' }, ` ${texts.marks[verdict]}${correct && ` ${correct}`}`),
    );
  }

  /** @param {string} id @param {Mistake} mistake */
  function correction(id, mistake) {
    return id === 's1' ? facts.score.fromVectors : facts[mistake].own;
  }

  /** @param {Piece} piece */
  function explanation({ mistake, carries, because, text }) {
    if (mistake) return `${texts.reasons[mistake]} ${fromVectors(mistake)}`.trim();
    if (carries) return texts.carried.replace('{printed}', text).replace('{right}', carriedNumber(carries, numbers));
    return texts.right.replace('{because}', because ?? '');
  }

  /** @param {Mistake} mistake */
  function fromVectors(mistake) {
    const value = mistake === 'product' ? facts.score.fromVectors : facts[mistake].fromVectors;
    return texts.fromVectors[mistake].replace('{value}', value);
  }

  show(new Set(), false);
  lesson.link.listen({ changed: () => show(clicked, hasGivenUp) });
  const keep = lesson.link.keep('mistakes', {
    restore(value) {
      const given = value === '' ? [] : value.split('.');
      const unknown = given.find((id) => id !== 'all' && !buttons.has(id));
      if (unknown !== undefined) throw new Error(`mistakes: expected pieces of the slip, got ${unknown}`);
      show(new Set(given.filter((id) => id !== 'all')), given.includes('all'));
    },
  });
}

/** @param {Carried} carries @param {ExampleNumbers} numbers @returns {string} */
function carriedNumber([name, place], { scores, numeratorSum, weights }) {
  if (name === 'sum') return formatNumber(numeratorSum);
  if (name === 'factor') return formatNumber(1 / Math.sqrt(numeratorSum), 4);
  return formatNumber((name === 'score' ? scores : weights)[place ?? 0]);
}
