/** The live figure of a section: as wide as its place, with arrows whose ends can be dragged. */

import { placeIn } from '../../../draw/geometry.js';
import { drawingOf, fontSizes } from './drawing.js';

/**
 * @import { DisplayList, FontRole, Measure, Point } from '../../../draw/display-list.js'
 *
 * @typedef {object} Handle the end of an arrow
 * @property {() => Point} place gives its place in the drawing
 * @property {string} name
 * @property {() => string} value gives the words that a screen reader says when it moves
 * @property {(place: Point) => void} drag moves it to a place in the drawing
 * @property {(across: number, up: number) => void} step moves it by the keyboard, one for a tenth
 */

/** The usual font size in pixels: drawings grow with the page's font, for a projector or for eyes that need it. */
const usualFontSize = 18;

export class Picture {
  #drawing;
  /** The box with the drawing. A screen reader reads its label, not its parts. */
  #sheet;
  #layout;
  #width = 0;
  /** Pixels of the screen for each unit of the drawing. */
  #scale = 1;
  /** @type {DisplayList | null} */
  #list = null;
  /** @type {(() => void)[]} */
  #handles = [];

  /**
   * @param {HTMLElement} box as pictureMarkup writes it
   * @param {(width: number, measure: Measure) => DisplayList} layout
   */
  constructor(box, layout) {
    this.box = box;
    this.#drawing = /** @type {HTMLElement} */ (box.querySelector('.picture-drawing'));
    this.#sheet = /** @type {HTMLElement} */ (this.#drawing.firstElementChild);
    this.#layout = layout;
    new ResizeObserver(() => {
      if (box.clientWidth !== this.#width) this.draw();
    }).observe(box);
    new MutationObserver(() => this.draw()).observe(document.documentElement, { attributeFilter: ['data-projector'] });
  }

  /** The current drawing; null before the first one. */
  get list() {
    return this.#list;
  }

  /** @param {string} label what the drawing shows now, in words */
  set label(label) {
    this.#drawing.setAttribute('aria-label', label);
  }

  draw() {
    this.#width = this.box.clientWidth;
    if (this.#width === 0) return;
    this.#scale = Math.max(1, parseFloat(getComputedStyle(document.documentElement).fontSize) / usualFontSize);
    this.#list = this.#layout(this.#width / this.#scale, measureIn(this.box));
    // The page itself has made this SVG, from numbers and escaped texts.
    const { documentElement } = new DOMParser().parseFromString(drawingOf(this.#list), 'image/svg+xml');
    this.#sheet.replaceChildren(document.importNode(documentElement, true));
    for (const place of this.#handles) place();
  }

  /** @param {Handle} handle */
  addHandle({ place, name, value, drag, step }) {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'picture-handle';
    // For a slider, a screen reader leaves the arrow keys to the page.
    node.setAttribute('role', 'slider');
    node.setAttribute('aria-label', name);
    this.box.append(node);
    this.#handles.push(() => {
      const [x, y] = place();
      node.style.setProperty('left', `${x * this.#scale}px`);
      node.style.setProperty('top', `${y * this.#scale}px`);
      node.setAttribute('aria-valuenow', String(Math.round(x)));
      node.setAttribute('aria-valuemin', '0');
      node.setAttribute('aria-valuemax', String(Math.round(this.#width / this.#scale)));
      node.setAttribute('aria-valuetext', value());
    });
    /** The offset from the pointer to the arrow's end, while it is dragged. @type {Point | null} */
    let grip = null;
    node.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      const [[x, y], [atX, atY]] = [place(), this.#placeOf(event)];
      grip = [x - atX, y - atY];
      node.setPointerCapture(event.pointerId);
    });
    node.addEventListener('pointermove', (event) => {
      if (!grip) return;
      const [x, y] = this.#placeOf(event);
      drag([x + grip[0], y + grip[1]]);
    });
    for (const end of ['pointerup', 'pointercancel']) node.addEventListener(end, () => (grip = null));
    node.addEventListener('keydown', (event) => {
      const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (!Object.hasOwn(steps, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const [across, up] = steps[/** @type {keyof typeof steps} */ (event.key)];
      const times = event.shiftKey ? 10 : 1;
      step(across * times, up * times);
    });
  }

  /** @param {PointerEvent} event @returns {Point} the place in the drawing */
  #placeOf(event) {
    const { width, height } = /** @type {DisplayList} */ (this.#list);
    const svg = /** @type {Element} */ (this.#sheet.firstElementChild);
    return placeIn(svg, event, { width, height: Math.ceil(height) });
  }
}

/** @type {CanvasRenderingContext2D | null | undefined} */
let context;

/** @param {HTMLElement} place @returns {Measure} */
function measureIn(place) {
  context ??= document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(place);
  return (text, font) => {
    const pen = /** @type {CanvasRenderingContext2D} */ (context);
    pen.font = `${font === 'value' ? '600 ' : ''}${fontSizes[/** @type {FontRole} */ (font)]}px ${fontFamily}`;
    return pen.measureText(text).width;
  };
}
