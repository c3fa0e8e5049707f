/**
 * The part of the lesson's checks that runs in its page, or in the frame that holds it. Each function is passed as text: it
 * uses nothing from outside itself, and its arguments and result are JSON.
 */

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

/** @returns {string[]} ids of the sections; none as long as the lesson is not there */
export function sectionsOf() {
  const page = document.querySelector('iframe')?.contentDocument ?? document;
  return Array.from(page.querySelectorAll('main > section'), ({ id }) => id);
}

/**
 * Scrolls a section into sight.
 * @param {string} id
 * @returns {Promise<string>} 'started' or 'failed', '' if it is neither yet
 */
export async function approach(id) {
  const page = document.querySelector('iframe')?.contentDocument ?? document;
  const section = page.getElementById(id);
  if (!section) return ''; // The page is still loading.
  section.scrollIntoView({ behavior: 'instant' });
  return ['started', 'failed'].find((state) => state in section.dataset) ?? '';
}

/**
 * Waits for the figures of a section.
 * @param {string} id
 * @returns {Promise<{ figures: number, blank: number, problems: string[] }>} blank: those that draw nothing; problems:
 *   what the section or its figures say of them
 */
export async function settle(id) {
  const page = document.querySelector('iframe')?.contentDocument ?? document;
  const section = /** @type {HTMLElement} */ (page.getElementById(id));
  const figures = /** @type {AttentionFigureElement[]} */ (Array.from(section.querySelectorAll('attention-figure')));
  await Promise.all(figures.map(({ ready }) => ready));
  const isBlank = (/** @type {HTMLCanvasElement | null | undefined} */ canvas) =>
    !canvas?.width || !canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
  const shown = figures.filter((figure) => figure.getBoundingClientRect().width > 0);
  const alerts = [section, ...figures.flatMap(({ shadowRoot }) => shadowRoot ?? [])].flatMap((root) => [...root.querySelectorAll('[role=alert], .problem')]);
  return {
    figures: shown.length,
    blank: shown.filter(({ shadowRoot }) => isBlank(shadowRoot?.querySelector('canvas'))).length,
    problems: alerts.map(({ textContent }) => (textContent ?? '').trim()).filter(Boolean),
  };
}

/** @returns {{ inner: number, sideways: number }} width of the window, and by how much the page is wider than what it shows */
export function widthsOf() {
  const view = /** @type {Window} */ (document.querySelector('iframe')?.contentWindow ?? window);
  const { scrollWidth, clientWidth } = view.document.documentElement;
  return { inner: view.innerWidth, sideways: scrollWidth - clientWidth };
}

/** The printed numbers of the hero, the places of its question and its mix in the plane's units, and the chosen score. */
export function heroOf() {
  const plane = /** @type {SVGSVGElement} */ (document.querySelector('#hero-plane'));
  const value = (/** @type {string} */ mark, /** @type {string} */ name) =>
    Number(plane.querySelector(`[data-mark="${mark}"]`)?.getAttribute(name));
  const unit = value('up-1', 'x1') - value('up-0', 'x1');
  const place = (/** @type {string} */ mark) => [
    (value(mark, 'cx') - value('up-0', 'x1')) / unit, (value('across-0', 'y1') - value(mark, 'cy')) / unit,
  ];
  return {
    weights: Array.from(document.querySelectorAll('.hero-weight'), ({ textContent }) => String(textContent)),
    query: place('ring'),
    output: place('output'),
    score: /** @type {HTMLInputElement | null} */ (document.querySelector('#hero input:checked'))?.value,
  };
}

/** @param {number[]} place in the plane's units @returns {number[]} where that is in the window, with the plane in its middle */
export function heroPoint([x, y]) {
  const plane = /** @type {SVGSVGElement} */ (document.querySelector('#hero-plane'));
  plane.scrollIntoView({ behavior: 'instant', block: 'center' });
  const value = (/** @type {string} */ mark, /** @type {string} */ name) =>
    Number(plane.querySelector(`[data-mark="${mark}"]`)?.getAttribute(name));
  const unit = value('up-1', 'x1') - value('up-0', 'x1');
  const point = new DOMPoint(value('up-0', 'x1') + unit * x, value('across-0', 'y1') - unit * y);
  const { x: left, y: top } = point.matrixTransform(/** @type {DOMMatrix} */ (plane.getScreenCTM()));
  return [left, top];
}

/** Scores and temperature as the sliders of softmax say them, and the cells of its table. */
export function softmaxOf() {
  const texts = (/** @type {string} */ selector) => Array.from(document.querySelectorAll(`#softmax ${selector}`), ({ textContent }) => String(textContent));
  return {
    scores: texts('.touch-scores output'),
    temperature: texts('output[for=softmax-temperature]').join(),
    rows: Array.from(document.querySelectorAll('#softmax-table tbody tr'), (row) => Array.from(row.querySelectorAll('td'), ({ textContent }) => String(textContent))),
  };
}

/** @param {string} selector */
export function focus(selector) {
  /** @type {HTMLElement | SVGElement | null} */ (document.querySelector(selector))?.focus();
}

/** @returns {string} from the # on, as it is read */
export function hashOf() {
  return decodeURIComponent(location.hash);
}
