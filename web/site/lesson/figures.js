/**
 * The figures in the page come alive one by one. As soon as <attention-figure> is defined, the browser would start all of
 * them: a long task, for figures that nobody is near. So all figures are taken out before that, and each one comes back when
 * its section starts, in a turn of its own.
 */

import { element } from '../../base/dom.js';
import { inOwnTurn, nextTurn } from './turns.js';

/** The stand-in for each figure that was taken out; it holds the figure's children. @type {Map<Element, HTMLElement>} */
const places = new Map();

/** @type {Promise<unknown> | undefined} */
let defined;

/** Resolved when the last figure that was asked for is back, since figures of several sections take turns. @type {Promise<void>} */
let lastIsBack = Promise.resolve();

/**
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 * @returns {Promise<unknown>} resolved once it is defined; this alone brings no figure of the page alive
 */
function defineFigures(define) {
  if (!defined) stepAside();
  return (defined ??= define());
}

/**
 * @param {Element} root the figures in it come alive
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 * @returns {Promise<void>} resolved once all of them are elements that can be used, and new ones can be made
 * @throws whatever define throws; the written content of the figures is shown all the same
 */
export async function figuresIn(root, define) {
  await defineFigures(define);
  for (const [figure, place] of places) {
    if (root.contains(place)) lastIsBack = lastIsBack.then(nextTurn).then(() => comeBack(figure, place));
  }
  await inOwnTurn(lastIsBack);
}

/**
 * Gets everything ready, so that a figure can be drawn as soon as it comes back. The first figure in the page prepares the
 * engine that all of them share, so the last figure of the page comes back for that.
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 */
export async function prepareFigures(define) {
  await defineFigures(define);
  const [figure, place] = [...places].at(-1) ?? [];
  if (figure && place) comeBack(figure, place);
}

/** Brings all figures back at once, for paper. If the element is not defined yet, each shows what a page without scripts shows. */
export function allFiguresForPaper() {
  if (customElements.get('attention-figure')) {
    for (const [figure, place] of places) comeBack(figure, place);
    drawFigures(document);
    return;
  }
  for (const written of document.querySelectorAll(':is(attention-figure, .figure-to-come) > noscript')) {
    // While scripts run, the content of <noscript> is plain text: the page's own markup, as it was built.
    const { body } = new DOMParser().parseFromString(written.textContent ?? '', 'text/html');
    written.replaceWith(element('div', { class: 'only-on-paper' }, ...body.childNodes));
  }
}

/** Draws the figures that came into the page too late to hear that it is printed. @param {ParentNode} root */
export function drawFigures(root) {
  for (const figure of root.querySelectorAll('attention-figure')) {
    // The figure itself says what it cannot draw.
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
  // Another call for the same section may have brought it back already.
  if (!places.delete(figure)) return;
  figure.append(...place.childNodes);
  place.replaceWith(figure);
}
