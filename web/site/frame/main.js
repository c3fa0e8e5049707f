/**
 * The figure as a page of its own: what it shows is in its address, behind the #. It sends nothing but
 * its height, and takes orders only from the page around it, and only if the address names that page's origin.
 */

import { errorWords } from '../../locales/error-words.js';
import frameEn from '../../locales/frame-en.js';
import frameZh from '../../locales/frame-zh.js';
import { FigureError } from '../../figure/state/figure-error.js';
import { readLink } from '../../figure/state/figure-link.js';
import { filled } from '../../base/filled.js';
import { Fit } from './fit.js';
import { Folds } from './folds.js';
import { orders } from './host.js';

/**
 * @import { AttentionFigureElement } from '../../figure/element/attention-figure.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 */

const root = document.documentElement;
const isFramed = parent !== window;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const place = byId('place');
const builder = /** @type {HTMLAnchorElement} */ (byId('builder'));

/** @type {Fit} */
const fit = new Fit(isFramed, () => {
  const figure = /** @type {AttentionFigureElement | null} */ (place.querySelector('attention-figure'));
  if (figure) folds.show(figure, fit.page);
});
const folds = new Folds(fit);

/** Only the last link that was asked for is shown, however long an earlier one takes to read. */
let asked = 0;

root.classList.toggle('framed', isFramed);
addEventListener('hashchange', () => show(location.hash));
if (isFramed) orders((link) => show(link));
show(location.hash);

/** @param {string} link */
async function show(link) {
  asked += 1;
  const mine = asked;
  try {
    const { state, settings } = await readLink(link);
    if (mine !== asked) return;
    const text = dress(settings);
    if (!customElements.get('attention-figure')) return complain(text['frame.missing'], '');
    const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    for (const [name, value] of Object.entries(settings)) figure.setAttribute(name, value);
    figure.setAttribute('link-base', location.href.replace(/[?#].*$/s, ''));
    figure.state = state;
    figure.addEventListener('attention-change', () => leadTo(figure));
    builder.href = `./builder.html${link}`;
    byId('problem').hidden = true;
    place.replaceChildren(figure);
    await fit.watch(figure);
  } catch (error) {
    if (mine !== asked) return;
    const text = dress({});
    builder.href = './builder.html';
    if (link.length > 1) complain(text['frame.broken'], reasonOf(error, text));
    else complain(text['frame.empty'], '');
  }
}

/**
 * @param {unknown} error
 * @param {typeof frameEn} text of the page's language
 */
function reasonOf(error, text) {
  if (error instanceof FigureError) return filled(text['frame.field'], errorWords(error, text === frameZh));
  return error instanceof Error ? error.message : String(error);
}

/**
 * @param {string} title
 * @param {string} why
 */
function complain(title, why) {
  place.replaceChildren();
  byId('problem-title').textContent = title;
  byId('problem-why').textContent = why;
  byId('problem').hidden = false;
  fit.leave();
}

/**
 * Language and colours of the page around the figure.
 * @param {LinkSettings} settings
 */
function dress({ lang, theme }) {
  const tag = lang ?? navigator.languages.find((known) => /^(en|zh)\b/i.test(known)) ?? 'en';
  const text = /^zh\b/i.test(tag) ? frameZh : frameEn;
  root.lang = tag;
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  document.title = text['frame.title'];
  for (const name of /** @type {const} */ (['long', 'short'])) {
    /** @type {HTMLElement} */ (builder.querySelector(`.${name}`)).textContent = text[`frame.builder.${name}`];
  }
  folds.dress(text);
  return text;
}

/** The builder gets the figure as the reader has made it. @param {AttentionFigureElement} figure */
async function leadTo(figure) {
  try {
    const { hash } = new URL(await figure.link);
    if (figure.isConnected) builder.href = `./builder.html${hash}`;
  } catch {
    // Too much for a link by now: the builder gets the figure as it was.
  }
}
