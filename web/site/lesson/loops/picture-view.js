/** Pictures of the memory drawn in greys, and one whose pixels the reader can invert. */

import { element } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { side } from './memory.js';

const namespace = 'http://www.w3.org/2000/svg';

/**
 * @param {number[]} pixels -1 paper, 1 ink, greys in between
 * @param {string} label
 */
export function pictureSvg(pixels, label) {
  const svg = document.createElementNS(namespace, 'svg');
  for (const [name, value] of Object.entries({ class: 'loop-picture', viewBox: `0 0 ${side} ${side}`, role: 'img', 'aria-label': label })) svg.setAttribute(name, value);
  pixels.forEach((pixel, index) => {
    const cell = document.createElementNS(namespace, 'rect');
    const share = Math.min(1, Math.max(0, (pixel + 1) / 2));
    for (const [name, value] of Object.entries({ x: index % side, y: Math.floor(index / side), width: 1.02, height: 1.02, 'fill-opacity': share.toFixed(3) })) {
      cell.setAttribute(name, String(value));
    }
    if (share > 0) svg.append(cell);
  });
  return svg;
}

/**
 * A picture whose pixels are buttons: a click inverts one; arrow keys move, Space and Enter invert.
 * @param {(pixels: number[]) => void} changed
 * @param {{ label: string, pixel: string }} texts
 */
export function pictureEditor(changed, texts) {
  let pixels = Array.from({ length: side * side }, () => -1);
  const cells = pixels.map((_, index) => element('button', {
    type: 'button', class: 'loop-pixel', tabindex: index === 0 ? 0 : -1,
    'aria-label': texts.pixel.replace('{row}', formatNumber(Math.floor(index / side) + 1, 0)).replace('{column}', formatNumber((index % side) + 1, 0)),
  }));
  const node = element('div', { class: 'loop-pixels', role: 'group', 'aria-label': texts.label }, ...cells);
  cells.forEach((cell, index) => cell.addEventListener('click', () => {
    focusOn(index, false);
    changed(pixels.map((pixel, place) => (place === index ? -pixel : pixel)));
  }));
  node.addEventListener('keydown', (event) => {
    const at = cells.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -side, ArrowDown: side }[event.key];
    if (at < 0 || by === undefined) return;
    event.preventDefault();
    const isAcross = Math.abs(by) === 1 && Math.floor((at + by) / side) !== Math.floor(at / side);
    if (!isAcross && at + by >= 0 && at + by < cells.length) focusOn(at + by, true);
  });
  /** @param {number} index @param {boolean} moves the focus too */
  const focusOn = (index, moves) => {
    for (const [place, cell] of cells.entries()) cell.tabIndex = place === index ? 0 : -1;
    if (moves) cells[index].focus();
  };
  /** @param {number[]} next */
  const show = (next) => {
    pixels = next;
    cells.forEach((cell, index) => cell.setAttribute('aria-pressed', String(pixels[index] > 0)));
  };
  return { node, show };
}

/**
 * The energy of every state up to now, as a falling line.
 * @param {number[]} energies
 * @param {number} until the index of the last state that was reached
 * @param {string} label
 */
export function energyChart(energies, until, label) {
  const [width, height, margin] = [280, 110, 14];
  const [low, high] = [Math.min(...energies), Math.max(...energies)];
  const last = Math.max(1, energies.length - 1);
  const points = energies.slice(0, until + 1).map((value, index) => [
    margin + (index / last) * (width - 2 * margin),
    margin + (high > low ? (high - value) / (high - low) : 1) * (height - 2 * margin),
  ]);
  const svg = document.createElementNS(namespace, 'svg');
  for (const [name, value] of Object.entries({ class: 'loop-energy', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label })) svg.setAttribute(name, value);
  const line = document.createElementNS(namespace, 'polyline');
  line.setAttribute('points', points.map((point) => point.join(',')).join(' '));
  svg.append(line, ...points.map(([x, y], index) => {
    const dot = document.createElementNS(namespace, 'circle');
    for (const [name, value] of Object.entries({ cx: x, cy: y, r: index === until ? 5 : 3 })) dot.setAttribute(name, String(value));
    return dot;
  }));
  return svg;
}
