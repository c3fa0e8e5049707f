/**
 * The part of the checks that runs in the page. Each function is passed as text: it uses nothing from outside itself, and its
 * arguments and result are JSON.
 */

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

/** @param {string} id @returns {Promise<{ width: number, height: number, colors: number }>} the picture's, in CSS pixels */
export async function canvasOf(id) {
  const figure = /** @type {AttentionFigureElement} */ (document.getElementById(id));
  await figure.ready;
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const canvas = /** @type {HTMLCanvasElement} */ (figure.shadowRoot?.querySelector('canvas'));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const { width, height } = canvas.getBoundingClientRect();
  return { width, height, colors: new Set(new Uint32Array(data.buffer)).size };
}

/**
 * Opens the table of all weights anew, and reads it.
 * @param {string} id
 * @returns {Promise<{ labels: string[], cells: string[][] }>} heads of the columns, then of the rows
 */
export async function tableOf(id) {
  const figure = /** @type {AttentionFigureElement} */ (document.getElementById(id));
  await figure.ready;
  const part = /** @type {HTMLElement} */ (figure.shadowRoot?.querySelector('[part~=table]'));
  const texts = (/** @type {ParentNode} */ node, /** @type {string} */ selector) =>
    Array.from(node.querySelectorAll(selector), ({ textContent }) => String(textContent));
  return { labels: texts(part, 'th'), cells: Array.from(part.querySelectorAll('tbody tr'), (row) => texts(row, 'td')) };
}

/** @param {string} id */
export function isThere(id) {
  return document.getElementById(id) !== null;
}

/** @param {string} id */
export function readoutOf(id) {
  return document.getElementById(id)?.shadowRoot?.querySelector('[part~=readout]')?.textContent ?? '';
}

/** The element that has the focus: its role, and its part of the figure. */
export function focusOf() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return { role: node?.getAttribute('role') ?? null, part: node?.closest('[part]')?.getAttribute('part') ?? null };
}

/** @param {string} id */
export function isPanelOpen(id) {
  const panel = document.getElementById(id)?.shadowRoot?.querySelector('[part~=derivation]');
  return panel instanceof HTMLElement && panel.getBoundingClientRect().height > 0;
}

/** @param {string} id the derivation's */
export function mathOf(id) {
  const panel = /** @type {HTMLElement} */ (document.getElementById(id)?.shadowRoot?.querySelector('[part~=derivation]'));
  const mathematical = (/** @type {string} */ tag) =>
    panel.getElementsByTagNameNS('http://www.w3.org/1998/Math/MathML', tag).length;
  return { formulas: mathematical('math'), fractions: mathematical('mfrac'), text: panel.textContent ?? '' };
}

/** @param {string} id @returns {Promise<string>} */
export function linkOf(id) {
  return /** @type {AttentionFigureElement} */ (document.getElementById(id)).link;
}

/** @param {string} id @returns {Promise<{ svg: string, texts: string[], csv: string }>} what the SVG is read as, with its words */
export async function exported(id) {
  const figure = /** @type {AttentionFigureElement} */ (document.getElementById(id));
  const [svg, csv] = await Promise.all([figure.exportSVG(), figure.exportCSV()]);
  const root = new DOMParser().parseFromString(await svg.text(), 'image/svg+xml').documentElement;
  return {
    svg: root.localName,
    texts: Array.from(root.querySelectorAll('text'), ({ textContent }) => String(textContent)),
    csv: await csv.text(),
  };
}

/** @param {string} id @param {string} name @param {string} value of a select, chosen as a reader does */
export function setControl(id, name, value) {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById(id)?.shadowRoot?.querySelector(`select[id^="${name}"]`));
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

/** @param {string} selector @param {string} name @param {string} value */
export function setAttribute(selector, name, value) {
  document.querySelector(selector)?.setAttribute(name, value);
}

/** @param {string} id */
export function leave(id) {
  document.getElementById(id)?.remove();
}

/** @returns {string[]} names of the files that the page has asked for */
export function requests() {
  return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop() ?? '').sort();
}
