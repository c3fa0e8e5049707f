/** The picture: a canvas that shows the state, with what is only looked at: crosshair, part seen, frozen colours. */

import { CanvasView } from '../canvas-view.js';
import { formatNumber } from '../number-format.js';
import { headEntropy } from '../statistics.js';
import { domainOf, figureView } from '../views/figure-view.js';
import { differenceDomainOf } from '../views/panels.js';
import { planeBounds } from '../views/plane.js';
import { noZoom, panned, revealed, zoomed } from '../views/pan-zoom.js';
import { panelName } from './names.js';
import { viewTextsIn } from './texts.js';

/**
 * @import { DisplayList, Domain, Measure } from '../display-list.js'
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { Zoom } from '../views/pan-zoom.js'
 * @import { Look, ViewNumbers } from '../views/figure-view.js'
 * @import { Cell } from './readout.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {object} Shown
 * @property {FigureState} state
 * @property {FigureNumbers} numbers
 * @property {Text} text
 * @property {'ltr' | 'rtl'} dir
 * @property {boolean} isPreview while something is dragged or typed, colours and frame stay as they are
 */

export class Picture {
  #view;
  /** @type {Shown | null} */
  #shown = null;
  /** @type {Cell | null} */
  pointed = null;
  /** @type {Zoom} */
  #zoom = noZoom;
  /** Of the last state that was no preview. @type {Pick<Look, 'domain' | 'differenceDomain' | 'bounds'> | null} */
  #kept = null;

  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.#view = new CanvasView(canvas, (width, measure) => this.layout(width, measure));
  }

  get view() {
    return this.#view;
  }

  /** The cell that is pointed at, else the chosen one. @returns {Cell | null} */
  get cell() {
    if (this.pointed || !this.#shown) return this.pointed;
    const { query, key } = this.#shown.state;
    return key === null ? null : { row: query, column: key };
  }

  /** @param {Shown} shown */
  show(shown) {
    const { state, numbers } = shown;
    const before = this.#shown?.numbers;
    if (before && (before.rows !== numbers.rows || before.columns !== numbers.columns)) {
      this.pointed = null;
      this.#zoom = noZoom;
    }
    this.#shown = shown;
    if (!shown.isPreview || !this.#kept) this.#kept = scalesOf(state, viewNumbers(numbers));
    this.draw();
  }

  draw() {
    this.#view.draw();
  }

  /**
   * @param {number} width
   * @param {Measure} [measure]
   * @returns {DisplayList | null}
   */
  layout(width, measure = this.#view.measure) {
    if (!this.#shown) return null;
    const { state, numbers } = this.#shown;
    return figureView(state, viewNumbers(numbers), this.#look(this.#shown), width, measure);
  }

  /** @param {Shown} shown @returns {Look} */
  #look({ state, numbers, text, dir }) {
    const isHeads = state.compare === 'head';
    return {
      crosshair: this.cell,
      .../** @type {{ domain: Domain }} */ (this.#kept),
      zoom: this.#zoom,
      texts: viewTextsIn(text.language),
      dir,
      panelTitles: numbers.panels.map(({ name }) => (name === null ? '' : panelName(state, name, text))),
      panelNotes: isHeads
        ? numbers.panels.map(({ weights }) => {
          const entropy = headEntropy(weights, numbers.columns);
          return Number.isNaN(entropy) ? '' : text('panel.entropy', { entropy: formatNumber(entropy, 2) });
        })
        : undefined,
    };
  }

  get isZoomed() {
    return this.#zoom.scale > 1;
  }

  /** @param {number} across @param {number} down */
  pan(across, down) {
    if (this.#view.list) this.#zoom = panned(this.#view.list, this.#zoom, across, down);
    this.draw();
  }

  /** @param {number} x @param {number} y @param {number} factor */
  zoom(x, y, factor) {
    if (this.#view.list) this.#zoom = zoomed(this.#view.list, this.#zoom, x, y, factor);
    this.draw();
  }

  /** Brings a cell into the part that is seen. @param {Cell} cell */
  reveal(cell) {
    const grid = this.#view.list?.grid;
    if (grid) this.#zoom = revealed(this.#zoom, grid, cell);
  }

  dispose() {
    this.#view.dispose();
  }
}

/**
 * Colours and ranges, which stay as they are while something is dragged.
 * @param {FigureState} state
 * @param {ViewNumbers} numbers
 */
function scalesOf(state, numbers) {
  return {
    domain: domainOf(numbers, state.domain),
    differenceDomain: numbers.difference && differenceDomainOf(numbers),
    bounds: state.view === 'plane' ? planeBounds(state, numbers) : undefined,
  };
}

/** @param {FigureNumbers} numbers @returns {ViewNumbers} */
function viewNumbers(numbers) {
  return { ...numbers, difference: numbers.difference ?? undefined };
}
