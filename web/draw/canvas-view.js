/**
 * A canvas that shows a display list, as sharp as the screen: its pixels are the screen's own,
 * at any zoom and on any monitor it is moved to.
 */

import { paint } from './canvas-painter.js';
import { placeIn } from './geometry.js';
import { hitTest } from './hit-test.js';
import { readTheme } from './theme.js';

/**
 * @import { DisplayList, Measure, Point, Target } from './display-list.js'
 * @import { Theme } from './theme.js'
 */

/** A canvas that the page enlarges gets no more: Safari draws none of more. */
const mostPixels = 1 << 24;

export class CanvasView {
  #canvas;
  #layout;
  /** @type {DisplayList | null} */
  #list = null;
  /** @type {Theme | null} */
  #theme = null;
  /** The widths of texts are measured once: a map of 256 words asks for a thousand. @type {Map<string, number>} */
  #widths = new Map();
  /** Device pixels as the browser counts them, once it has told. @type {{ width: number, height: number } | undefined} */
  #devicePixels;
  /** Ends all that is listened to. */
  #end = new AbortController();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {(width: number, measure: Measure) => DisplayList | null} layout null: nothing to draw
   */
  constructor(canvas, layout) {
    this.#canvas = canvas;
    this.#layout = layout;
    this.#observeSize();
    this.#observeRatio();
    const renew = () => this.renew();
    const { signal } = this.#end;
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print']) {
      matchMedia(query).addEventListener('change', renew, { signal });
    }
    document.fonts.addEventListener('loadingdone', renew, { signal });
  }

  /** The list that is drawn. */
  get list() {
    return this.#list;
  }

  /** Colours and fonts, as the place of the canvas has them. */
  get theme() {
    return (this.#theme ??= readTheme(this.#canvas));
  }

  /** Stops following the canvas; it can be drawn on no more. */
  dispose() {
    this.#end.abort();
  }

  /** Lays out and paints anew. */
  draw() {
    const canvas = this.#canvas;
    // On paper it keeps its shape: once pages are counted, a picture that becomes higher pushes the last one off.
    const width = (matchMedia('print').matches && this.#list?.width) || canvas.clientWidth;
    if (width === 0) return;
    const list = this.#layout(width, this.measure);
    this.#list = list;
    if (!list) return;
    const height = Math.ceil(list.height);
    canvas.style.setProperty('block-size', `${height}px`);
    const ratio = devicePixelRatio * this.#enlargement(width, height);
    for (const [side, size] of /** @type {const} */ ([['width', width * ratio], ['height', height * ratio]])) {
      const counted = this.#devicePixels?.[side] ?? Math.round(size);
      // The browser's own count may differ from the product by a pixel; a stale one differs by more.
      canvas[side] = Math.abs(counted - size) <= 1 ? counted : Math.round(size);
    }
    paint(canvas, { ...list, height }, this.theme);
  }

  /**
   * Tells how much larger the page around shows the canvas than it is in CSS pixels, as slides do. A smaller one is drawn as if
   * it were not: it may be about to grow.
   * @param {number} width
   * @param {number} height
   */
  #enlargement(width, height) {
    const seen = this.#canvas.getBoundingClientRect();
    if (seen.width <= width + 1) return 1; // Widths in CSS pixels are rounded.
    const most = Math.sqrt(mostPixels / (width * height)) / devicePixelRatio;
    return Math.max(1, Math.min(seen.width / width, most));
  }

  /**
   * @param {{ clientX: number, clientY: number }} pointer
   * @returns {Point} where it is in what is drawn; nowhere where nothing is
   */
  placeOf(pointer) {
    const { width, height } = this.#list ?? { width: NaN, height: NaN };
    return placeIn(this.#canvas, pointer, { width, height: Math.ceil(height) });
  }

  /**
   * @param {MouseEvent} event
   * @returns {Target | null}
   */
  targetAt(event) {
    return this.#list && hitTest(this.#list, ...this.placeOf(event));
  }

  /** Measures a text in its font. @type {Measure} */
  measure = (text, font) => {
    const name = `${font} ${text}`;
    let width = this.#widths.get(name);
    if (width === undefined) {
      const context = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
      context.font = this.theme.fonts[font];
      ({ width } = context.measureText(text));
      if (this.#widths.size > 5000) this.#widths.clear();
      this.#widths.set(name, width);
    }
    return width;
  };

  /** Fonts or colours may have changed. */
  renew() {
    this.#theme = null;
    this.#widths.clear();
    this.draw();
  }

  #observeSize() {
    const canvas = this.#canvas;
    const observer = new ResizeObserver(([entry]) => {
      const [box] = entry.devicePixelContentBoxSize ?? [];
      this.#devicePixels = box && { width: box.inlineSize, height: box.blockSize };
      const isDrawn = this.#list?.width === canvas.clientWidth && canvas.width === box?.inlineSize && canvas.height === box.blockSize;
      if (!isDrawn) this.draw();
    });
    this.#end.signal.addEventListener('abort', () => observer.disconnect());
    try {
      observer.observe(canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(canvas); // Safari does not know that box.
    }
  }

  /** A change of the pixel ratio alone leaves every size in CSS pixels as it is. */
  #observeRatio() {
    const follow = () => {
      this.draw();
      this.#observeRatio();
    };
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', follow, { once: true, signal: this.#end.signal });
  }
}
