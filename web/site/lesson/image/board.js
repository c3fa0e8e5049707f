/** A picture in the page whose patches or pixels can be chosen by mouse, by touch and by the arrow keys. */

import { element } from '../../../base/dom.js';
import { placeIn } from '../../../draw/geometry.js';

/**
 * @import { Raster } from './raster.js'
 *
 * @typedef {object} Choosing
 * @property {(column: number, row: number) => void} choose called with what the reader chooses
 * @property {(column: number, row: number) => string} name names a place for a screen reader
 */

/** With Shift, an arrow key moves by so many cells. */
const wideStep = 8;

export class Board {
  #canvas = element('canvas', { 'aria-hidden': 'true' });
  /** The layer over the picture, with frames and numbers. */
  #marks = element('div', { 'aria-hidden': 'true' });
  #handle = element('button', { type: 'button', class: 'image-handle' });
  #columns = 1;
  #rows = 1;
  #side = 1;
  #column = 0;
  #row = 0;
  #choosing;

  /**
   * @param {HTMLElement} box
   * @param {Choosing} [choosing] absent where nothing can be chosen
   */
  constructor(box, choosing) {
    this.box = box;
    this.#choosing = choosing;
    box.replaceChildren(this.#canvas, this.#marks);
    if (choosing) {
      box.append(this.#handle);
      box.classList.add('image-choosable');
      this.#listen(choosing);
    }
  }

  /**
   * @param {Raster} raster
   * @param {number} columns the number of cells across; the last may reach beyond the picture
   * @param {number} rows
   * @param {number} side the side of a cell, in pixels
   */
  show({ width, height, data }, columns, rows, side) {
    this.#columns = columns;
    this.#rows = rows;
    this.#side = side;
    this.#canvas.width = width;
    this.#canvas.height = height;
    const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    context.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
    this.box.style.setProperty('--ratio', String(width / height));
    this.box.style.setProperty('--across', `${(100 * side) / width}%`);
    this.box.style.setProperty('--down', `${(100 * side) / height}%`);
  }

  /**
   * Frames the chosen cell, and puts numbers on others.
   * @param {number} column
   * @param {number} row
   * @param {{ column: number, row: number }[]} [ranked] the cells to number, from 1 on
   */
  mark(column, row, ranked = []) {
    [this.#column, this.#row] = [column, row];
    const frames = [{ column, row }, ...ranked].map((place, index) => {
      const frame = element('span', { class: index ? 'image-mark' : 'image-mark image-chosen' }, index ? element('b', {}, String(index)) : '');
      setPlace(frame, place.column, place.row);
      return frame;
    });
    this.#marks.replaceChildren(...frames.reverse());
    if (!this.#choosing) return;
    setPlace(this.#handle, column, row);
    this.#handle.setAttribute('aria-label', this.#choosing.name(column, row));
  }

  /** @param {Choosing} choosing */
  #listen({ choose }) {
    const { box } = this;
    /** @param {MouseEvent} event */
    const chooseAt = (event) => {
      const [x, y] = placeIn(this.#canvas, event, this.#canvas);
      this.#go(choose, Math.floor(x / this.#side), Math.floor(y / this.#side));
    };
    // A finger that moves scrolls the page, so it chooses only by a tap.
    box.addEventListener('click', (event) => {
      if (event.detail === 0) return; // This click comes from a key on the handle.
      chooseAt(event);
      this.#handle.focus({ preventScroll: true });
    });
    box.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'mouse' && event.buttons === 1) chooseAt(event);
    });
    this.#handle.addEventListener('keydown', (event) => {
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const step = event.shiftKey ? wideStep : 1;
      this.#go(choose, this.#column + step * move[0], this.#row + step * move[1]);
    });
  }

  /** @param {Choosing['choose']} choose @param {number} column @param {number} row */
  #go(choose, column, row) {
    const within = [Math.max(0, Math.min(this.#columns - 1, column)), Math.max(0, Math.min(this.#rows - 1, row))];
    if (within[0] !== this.#column || within[1] !== this.#row) choose(within[0], within[1]);
  }
}

/** @param {HTMLElement} node @param {number} column @param {number} row */
function setPlace(node, column, row) {
  node.style.setProperty('--column', String(column));
  node.style.setProperty('--row', String(row));
}
