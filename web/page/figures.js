/**
 * The written figures come alive one by one. When <attention-figure> is defined, the browser would at once start every one
 * that is in the page: a long task, for figures that nobody is near. So all step aside before, and each comes back when its
 * section starts, in a turn of its own.
 */

import { element } from '../common/dom.js';
import { nextTurn } from '../common/turns.js';
import { inOwnTurn } from './turns.js';

/** What stands in the place of each figure until then, with all that is in the figure. @type {Map<Element, HTMLElement>} */
const places = new Map();

/** @type {Promise<unknown> | undefined} */
let defined;

/** When the last figure that was asked for is back: those of several sections take turns. @type {Promise<void>} */
let lastIsBack = Promise.resolve();

/**
 * @param {Element} root whose figures come alive
 * @param {() => Promise<unknown>} define loads and defines <attention-figure>
 * @returns {Promise<void>} once all of them are elements that can be used, and new ones can be made
 * @throws what define does; what is written in the figures is to be seen nevertheless
 */
export async function figuresIn(root, define) {
  if (!defined) stepAside();
  defined ??= define();
  await defined;
  for (const [figure, place] of places) {
    if (root.contains(place)) lastIsBack = lastIsBack.then(nextTurn).then(() => comeBack(figure, place));
  }
  await inOwnTurn(lastIsBack);
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
