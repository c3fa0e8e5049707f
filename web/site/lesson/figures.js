/**
 * The written figures come alive one by one. When <attention-figure> is defined, the browser would at once start every one
 * that is in the page: a long task, for figures that nobody is near. So all step aside before, and each comes back when its
 * section starts, in a turn of its own.
 */

import { element } from '../../base/dom.js';
import { inOwnTurn, nextTurn } from './turns.js';

/** What stands in the place of each figure until then, with all that is in the figure. @type {Map<Element, HTMLElement>} */
const places = new Map();

/** @type {Promise<unknown> | undefined} */
let defined;

/** When the last figure that was asked for is back: those of several sections take turns. @type {Promise<void>} */
let lastIsBack = Promise.resolve();

/**
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 * @returns {Promise<unknown>} once it is defined; no written figure has come alive by that
 */
function defineFigures(define) {
  if (!defined) stepAside();
  return (defined ??= define());
}

/**
 * @param {Element} root whose figures come alive
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 * @returns {Promise<void>} once all of them are elements that can be used, and new ones can be made
 * @throws what define does; what is written in the figures is to be seen nevertheless
 */
export async function figuresIn(root, define) {
  await defineFigures(define);
  for (const [figure, place] of places) {
    if (root.contains(place)) lastIsBack = lastIsBack.then(nextTurn).then(() => comeBack(figure, place));
  }
  await inOwnTurn(lastIsBack);
}

/**
 * So that a figure can be drawn as soon as it comes back. The first one that is in the page makes ready the engine that all
 * of them share: the last of the page comes back for it.
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 */
export async function prepareFigures(define) {
  await defineFigures(define);
  const [figure, place] = [...places].at(-1) ?? [];
  if (figure && place) comeBack(figure, place);
}

/** For paper, all at once. Where the element is not defined yet, what a page without scripts shows is to be seen there. */
export function allFiguresForPaper() {
  if (customElements.get('attention-figure')) {
    for (const [figure, place] of places) comeBack(figure, place);
    drawFigures(document);
    return;
  }
  for (const written of document.querySelectorAll(':is(attention-figure, .figure-to-come) > noscript')) {
    // Where scripts run, what stands in <noscript> is text: the page's own markup, as it was built.
    const { body } = new DOMParser().parseFromString(written.textContent ?? '', 'text/html');
    written.replaceWith(element('div', { class: 'only-on-paper' }, ...body.childNodes));
  }
}

/** Those that came into the page too late to hear that it is printed. @param {ParentNode} root */
export function drawFigures(root) {
  for (const figure of root.querySelectorAll('attention-figure')) {
    // It says itself what it cannot draw.
    figure.ready.catch(() => {});
  }
}

function stepAside() {
  for (const figure of document.querySelectorAll('attention-figure')) {
    const place = element('div', { class: 'figure-to-come' }, ...figure.childNodes);
    places.set(figure, place);
    figure.replaceWith(place);
  }
}

/** @param {Element} figure @param {HTMLElement} place */
function comeBack(figure, place) {
  // Another call for the same section may have been faster.
  if (!places.delete(figure)) return;
  figure.append(...place.childNodes);
  place.replaceWith(figure);
}
