/** The picture: a canvas that shows the state, with what is only looked at: crosshair, part seen, frozen colours. */

import { CanvasView } from '../../draw/canvas-view.js';
import { domainOf, figureView } from '../views/figure-view.js';
import { differenceDomainOf } from '../views/panels.js';
import { planeBounds } from '../views/plane.js';
import { noZoom, panned, revealed, zoomed } from '../../draw/pan-zoom.js';
import { panelName } from '../words/names.js';
import { entropyOf } from '../words/sentence.js';

/**
 * @import { DisplayList, Measure } from '../../draw/display-list.js'
 * @import { FigureNumbers } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { Zoom } from '../../draw/pan-zoom.js'
 * @import { Pointer } from '../../draw/pointing.js'
 * @import { Look } from '../views/view.js'
 * @import { Cell } from '../words/readout.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Shown
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Text} text
 * @property {'ltr' | 'rtl'} dir
 * @property {boolean} isPreview while something is dragged or typed, colours and frame stay as they are
 *
 * @typedef {Pick<Look, 'domain' | 'differenceDomain' | 'bounds'>} Scales
 */

export class Picture {
  view;
  #canvas;
  /** @type {Shown | null} */
  #shown = null;
  /** @type {Cell | null} */
  pointed = null;
  /** @type {Zoom} */
  #zoom = noZoom;
  /** The scales of the last state that was no preview. @type {Scales | null} */
  #kept = null;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#canvas = canvas;
    this.view = new CanvasView(canvas, (width, measure) => this.layout(width, measure));
  }

  /** The cell that is pointed at, else the chosen one. @returns {Cell | null} */
  get cell() {
    if (this.pointed || !this.#shown) return this.pointed;
    const { query, key } = this.#shown.state;
    return key === null ? null : { row: query, column: key };
  }

  /** @param {Shown} shown */
  show(shown) {
    const { state, numbers, isPreview } = shown;
    const before = this.#shown?.numbers;
    if (before?.rows !== numbers.rows || before.columns !== numbers.columns) {
      this.pointed = null;
      this.#zoom = noZoom;
    }
    this.#shown = shown;
    if (!isPreview || !this.#kept) this.#kept = scalesOf(state, numbers);
    this.draw();
  }

  draw() {
    // A finger on a magnified map moves it; on any other it scrolls the page.
    this.#canvas.style.touchAction = this.isZoomed ? 'none' : '';
    this.view.draw();
  }

  /**
   * Lays out what is not drawn.
   * @param {Shown} shown
   * @param {number} width
   */
  heightOf(shown, width) {
    this.#shown = shown;
    this.#kept = scalesOf(shown.state, shown.numbers);
    const { height } = /** @type {DisplayList} */ (this.layout(width, this.view.measure));
    this.#shown = this.#kept = null;
    this.view.renew(); // Until it is drawn, fonts and colours may change.
    return height;
  }

  /**
   * @param {number} width
   * @param {Measure} [measure] where it is seen; none for a file
   * @returns {DisplayList | null}
   */
  layout(width, measure) {
    if (!this.#shown) return null;
    const { state, numbers, text, dir } = this.#shown;
    // Files get all that there is, wherever the figure stands.
    const [panels, tallest] = measure ? getComputedStyle(this.#canvas).getPropertyValue('--figure-panels').trim().split(' ') : [];
    /** @type {Look} */
    const look = {
      .../** @type {Scales} */ (this.#kept),
      crosshair: this.cell,
      zoom: this.#zoom,
      texts: state.shows === 'scores' ? { ...text.view, weight: text('table.score') } : text.view,
      dir,
      isInRow: panels === 'row',
      only: +panels,
      tallest: /** @type {number | undefined} */ (tallest && +tallest),
      panelTitles: numbers.panels.map(({ name }) => panelName(state, name, text)),
      panelNotes: numbers.panels.map(({ weights }) => entropyOf(state, weights, numbers.columns, text)),
    };
    return figureView(state, drawn(numbers), look, width, measure ?? this.view.measure);
  }

  get isZoomed() {
    return this.#zoom.scale > 1;
  }

  /**
   * Moves the map along with a pointer.
   * @param {Pointer} from
   * @param {Pointer} to
   * @param {number} [factor] by which it is magnified there
   */
  follow(from, to, factor = 1) {
    const { list } = this.view;
    const [fromX, fromY] = this.view.placeOf(from);
    const [x, y] = this.view.placeOf(to);
    if (list) this.#zoom = zoomed(list, panned(list, this.#zoom, x - fromX, y - fromY), x, y, factor);
    this.draw();
  }

  showWholeMap() {
    this.#zoom = noZoom;
    this.draw();
  }

  /** Brings a cell into the part that is seen. @param {Cell} cell */
  reveal(cell) {
    const grid = this.view.list?.grid;
    if (grid) this.#zoom = revealed(this.#zoom, grid, cell);
  }
}

/**
 * @param {FigureNumbers} numbers
 * @returns {FigureNumbers} with what is shown in place of the weights
 */
function drawn(numbers) {
  return { ...numbers, panels: numbers.panels.map((panel) => ({ ...panel, weights: panel.shown })) };
}

/**
 * Colours and ranges, which stay as they are while something is dragged.
 * @param {FigureState} state
 * @param {FigureNumbers} numbers
 * @returns {Scales}
 */
function scalesOf(state, numbers) {
  return {
    domain: domainOf(drawn(numbers), state.domain, state.shows === 'scores' ? 'signed' : undefined),
    differenceDomain: numbers.differences.length > 0 ? differenceDomainOf(numbers) : undefined,
    bounds: state.view === 'plane' ? planeBounds(state, numbers) : undefined,
  };
}
