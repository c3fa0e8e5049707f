/**
 * The figure at the height of its frame. A parent that listens is told the height that the figure would like; where the
 * frame stays lower, arrangements are tried, the roomiest first, and the first that shows all of the figure is kept.
 */

import { sizesOf } from '../../figure/state/figure-vectors.js';
import { heightOfPage, tellHeight } from './host.js';

/**
 * @import { AttentionFigureElement as Figure } from '../../figure/element/attention-figure.js'
 * @import { FigureState } from '../../figure/state/schema.js'
 *
 * @typedef {object} Arrangement what frame.css makes of a class is said there
 * @property {'low' | 'folded'} name
 * @property {boolean} isPaged of panels that are compared one is seen at a time, else they stand in one row
 * @property {number} line the least height of a word's line, in pixels; below 14 some words are not written, as in any
 *   map of many words
 */

/** The arrangements from the roomiest on, after the one that needs no name: all in its place, as high as it likes. @type {Arrangement[]} */
const arrangements = [
  { name: 'low', isPaged: false, line: 18 },
  { name: 'folded', isPaged: false, line: 18 },
  { name: 'folded', isPaged: true, line: 18 },
  { name: 'folded', isPaged: true, line: 14 },
  { name: 'folded', isPaged: true, line: 10 },
];

/** A parent may take so many milliseconds to make its frame as high as it was told. */
const patience = 150;

/** Frames as low as the fixed height of the builder's line, and wide enough for what stands side by side. */
const low = { height: 460, width: 560 };

/** Panels in a row are so many pixels apart. */
const gap = 20;

export class Fit {
  #isFramed;
  #settled;
  /** Counts the attempts: only the last one goes on. */
  #attempt = 0;
  /** @type {Figure | null} */
  #figure = null;
  /** null: the roomy one. @type {Arrangement | null} */
  #arrangement = null;
  /** No arrangement is low enough: the page scrolls. */
  #isHopeless = false;
  #page = 1;
  #observer = new ResizeObserver(() => this.renew());

  /**
   * @param {boolean} isFramed
   * @param {() => void} settled an arrangement was found
   */
  constructor(isFramed, settled) {
    this.#isFramed = isFramed;
    this.#settled = settled;
    if (isFramed) addEventListener('resize', () => this.#fit());
  }

  /** @param {Figure} figure new in the page */
  async watch(figure) {
    this.#figure = figure;
    this.#page = 1;
    this.#observer.disconnect();
    // It is seen when its place is known: a parent that listens gives it another one.
    figure.classList.toggle('unsettled', this.#isFramed);
    await figure.ready.catch(() => {}); // It says itself what it lacks.
    if (!this.#isFramed || figure !== this.#figure) return;
    await this.#fit();
    figure.classList.remove('unsettled');
    const { stage, line } = figure.layout.parts;
    for (const node of [document.body, stage, line]) this.#observer.observe(node);
  }

  leave() {
    this.#figure = null;
    this.#observer.disconnect();
    if (!this.#isFramed) return;
    this.#dress(null);
    tellHeight();
  }

  /** Tells which panel is seen of how many; null where all are. @returns {{ page: number, count: number } | null} */
  get page() {
    return this.#figure && this.#arrangement?.isPaged && this.#figure.compare !== ''
      ? { page: this.#page, count: panelsOf(this.#figure.state).all } : null;
  }

  /** The next panel. */
  async turn() {
    const { page, count } = this.page ?? { page: 0, count: 1 };
    this.#page = page % count + 1;
    if (this.#figure && this.#arrangement) await this.#suits(this.#figure, this.#arrangement);
    this.#settled();
  }

  /** Takes up what was the figure's own doing: a derivation was opened, a readout has become longer. */
  async renew() {
    const figure = this.#figure;
    const arrangement = this.#arrangement;
    if (!figure) return;
    if (!arrangement) tellHeight();
    // What is opened on demand may scroll.
    if (figure.layout.isOpened || this.#isHopeless || document.documentElement.matches('.open, .read') || excess(figure) <= 0) return;
    if (!arrangement || !await this.#suits(figure, arrangement)) await this.#fit();
  }

  async #fit() {
    const figure = this.#figure;
    if (!figure) return;
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#isHopeless = false;
    await this.#lay(figure, null);
    if (excess(figure) > 0 && tellHeight()) await waited(patience);
    if (attempt !== this.#attempt || !figure.isConnected) return;
    if (excess(figure) > 0 && !await this.#findLower(figure)) {
      this.#isHopeless = true;
      await this.#lay(figure, null);
    }
    this.#settled();
  }

  /** @param {Figure} figure @returns {Promise<boolean>} whether one was found */
  async #findLower(figure) {
    for (const arrangement of arrangements) {
      if (arrangement.name === 'low' && (innerHeight > low.height || innerWidth < low.width)) continue;
      if (await this.#suits(figure, arrangement)) return true;
    }
    return false;
  }

  /**
   * Lays out the figure so, its plots as high as there is room for them.
   * @param {Figure} figure
   * @param {Arrangement} arrangement
   * @returns {Promise<boolean>} whether all of it is seen, large enough
   */
  async #suits(figure, arrangement) {
    await this.#lay(figure, arrangement);
    const { state } = figure;
    const { inRow } = panelsOf(state);
    const panel = (figure.layout.parts.stage.clientWidth + gap) / inRow - gap;
    if (!arrangement.isPaged && inRow > 1 && panel < narrowestPanel(state)) return false;
    if (excess(figure) <= 0) return true;
    const least = leastPlot(state, arrangement);
    await this.#lay(figure, arrangement, least);
    const room = -excess(figure);
    if (room > 0) await this.#lay(figure, arrangement, least + room);
    return room >= 0;
  }

  /**
   * @param {Figure} figure
   * @param {Arrangement | null} arrangement
   * @param {number} [plot] the most that a panel's plot may take, in pixels
   */
  async #lay(figure, arrangement, plot) {
    this.#dress(arrangement);
    const panels = this.page ? this.#page : 'row';
    figure.style.setProperty('--figure-panels', arrangement ? `${panels} ${plot ?? ''}` : '');
    await figure.ready.catch(() => {});
  }

  /** @param {Arrangement | null} arrangement */
  #dress(arrangement) {
    this.#arrangement = arrangement;
    const figure = this.#figure;
    const isLow = arrangement?.name === 'low';
    const isPlane = figure?.view === 'plane';
    const { classList } = document.documentElement;
    classList.toggle('low', isLow);
    classList.toggle('folded', arrangement?.name === 'folded');
    classList.toggle('plane', Boolean(arrangement && isPlane));
    classList.toggle('captioned', Boolean(figure?.caption));
    // What stands beside a picture in a low frame is its text; where panels are compared, one panel beside the other.
    classList.toggle('beside', isLow && (isPlane || figure?.compare === ''));
  }
}

/** @param {Figure} figure @returns {number} pixels that it is higher than its frame; below 0: room that is left */
function excess(figure) {
  if (!document.documentElement.matches('.folded')) return heightOfPage() - innerHeight;
  const { figure: { scrollHeight, clientHeight }, stage, readout } = figure.layout.parts;
  if (scrollHeight > clientHeight) return scrollHeight - clientHeight;
  // What is left stands between the picture and the line of its readout.
  return Math.min(0, Math.ceil(stage.getBoundingClientRect().bottom - readout.getBoundingClientRect().top));
}

/**
 * @param {FigureState} state
 * @returns {{ inRow: number, all: number }} panels: in a row there are fewer, the mean and many differences are left out
 */
function panelsOf(state) {
  const { compare, compared, view } = state;
  const own = compare === 'head' ? Math.min(4, sizesOf(state).H) : compared?.length ?? 1;
  if (view === 'plane') return { inRow: own, all: own };
  const differences = compare === 'head' && own > 2 ? 0 : own - 1;
  return { inRow: own === 2 ? 3 : own, all: own + differences + Number(compare === 'head') };
}

/**
 * @param {FigureState} state
 * @param {Arrangement} arrangement
 * @returns {number} pixels below which a panel's plot says too little
 */
function leastPlot({ view, tokens, queryTokens }, { line }) {
  const rows = (queryTokens ?? tokens).length;
  if (view === 'links') return Math.max(line, 14) * Math.max(rows, tokens.length);
  if (view === 'heatmap') return Math.min(line * rows, line > 10 ? 200 : 100);
  return line * (view === 'bars' ? 5 : 9);
}

/** @param {FigureState} state @returns {number} pixels below which a panel of a row has no room for its words */
function narrowestPanel({ view, tokens }) {
  if (view === 'links' || view === 'plane') return 200;
  // Slanted words under bars, or over columns, are all written if these are so wide.
  return Math.max(130, 23 * Math.min(tokens.length, 12) + (view === 'bars' ? 30 : 0));
}

/** @param {number} milliseconds */
function waited(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
