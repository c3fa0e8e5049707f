/** The heads of a set, or of several, on one canvas: drawn as heads come, walked by mouse, finger and keyboard. */

import { CanvasView } from '../../draw/canvas-view.js';
import { textItem } from '../../draw/items.js';
import { wrapText } from '../../draw/labels.js';
import { moved } from '../../draw/moved.js';
import { rangeOf } from '../state/grids.js';
import { boxAt, gridList, Mosaic } from '../views/grid.js';
import { arranged, headInGrids, keyInGrids, planGrids } from '../views/grids.js';
import { toneLegend, toneOf } from '../views/tone.js';
import { setName } from '../words/readout.js';

/**
 * @import { DisplayList, Item, Measure } from '../../draw/display-list.js'
 * @import { Grid, Part, Size } from '../state/grids.js'
 * @import { Place } from '../state/view-state.js'
 * @import { GridPlan, Marks } from '../views/grid.js'
 * @import { Corner, GridsPlan } from '../views/grids.js'
 * @import { Tone } from '../views/tone.js'
 * @import { Scene } from './scene.js'
 *
 * @typedef {{ set: number, place: Place }} Spot a head of a set
 *
 * @typedef {object} GridActions
 * @property {(spot: Spot | null) => void} point at a head
 * @property {(spot: Spot, isMore: boolean) => void} choose a head; isMore: over the one that is chosen, or no longer
 * @property {() => void} resize pictures of another size are needed
 *
 * @typedef {{ mosaic: Mosaic, shows: unknown[] }} Painted what is painted, and of what
 */

/** The legend needs this width, in CSS pixels. */
const leastWidth = 288;

/** What a grid is called stands over it. */
const headingHeight = 26;

export class GridPane {
  view;
  #canvas;
  #stage;
  #actions;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {GridsPlan | null} */
  #plan = null;
  /** Where the grids stand. @type {Corner[]} */
  #corners = [];
  /** By the order of the grids. @type {Painted[]} */
  #painted = [];
  /** @type {Tone[]} */
  #tones = [];
  /** @type {Spot | null} */
  #pointed = null;
  /** Heads of the chosen set that a measure puts first. @type {Place[]} */
  #found = [];
  /** What was asked for last. @type {unknown[]} */
  #shows = [];

  /** @param {HTMLElement} stage @param {HTMLCanvasElement} canvas @param {GridActions} actions */
  constructor(stage, canvas, actions) {
    this.#stage = stage;
    this.#actions = actions;
    this.#canvas = canvas;
    this.view = new CanvasView(canvas, (_, measure) => this.layout(measure));
    stage.addEventListener('pointermove', (event) => this.#point(this.#spotAt(event)));
    stage.addEventListener('pointerleave', () => this.#point(null));
    stage.addEventListener('click', (event) => {
      const spot = this.#spotAt(event);
      if (spot) actions.choose(spot, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    stage.addEventListener('keydown', (event) => this.#pressed(event));
    stage.addEventListener('blur', () => this.#point(null));
  }

  /** How large the pictures of the heads have to be, of sets that are to come. @param {Part[]} parts @returns {Size[]} */
  sizesFor(parts) {
    return this.#planned(parts).plans.map(sizeOf);
  }

  /** The width that there is: beside what is shown large, not all of it. */
  get #width() {
    const panes = /** @type {HTMLElement} */ (this.#stage.parentElement);
    const isBeside = getComputedStyle(panes).gridTemplateColumns.split(' ').length > 1;
    return Math.floor((panes.clientWidth || 300) * (isBeside ? 0.44 : 1));
  }

  /** @param {Scene} scene @param {Place[]} found */
  show(scene, found) {
    // It is told of a scene, of its measure and of each slice of heads: often nothing has changed.
    const shows = [scene, scene.grids.reduce((sum, { survey }) => sum + survey.heads.length, 0), String(found)];
    if (shows.every((part, index) => part === this.#shows[index])) return;
    this.#shows = shows;
    this.#scene = scene;
    this.#found = found;
    this.draw();
  }

  draw() {
    if (!this.#scene) return;
    this.#canvas.style.inlineSize = `${Math.max(leastWidth, this.#planned(this.#scene.grids).width)}px`;
    this.view.draw();
  }

  /** The head that is lit, from another view too. @param {Spot | null} spot */
  light(spot) {
    if (isSame(spot, this.#pointed)) return;
    this.#pointed = spot;
    this.view.draw();
  }

  /** @param {Part[]} parts */
  #planned(parts) {
    return planGrids(parts.map(({ set: { layers, heads }, preparation: { rows, columns } }) => ({ layers, heads, rows, columns })), this.#width, devicePixelRatio);
  }

  /** @param {Measure} measure @returns {DisplayList | null} */
  layout(measure) {
    const scene = this.#scene;
    if (!scene) return null;
    const { grids, view, text } = scene;
    const plan = this.#planned(grids);
    this.#plan = plan;
    if (grids.some(({ survey }, order) => !survey.fits(sizeOf(plan.plans[order])))) this.#actions.resize();
    const parts = grids.map((grid, order) => this.#drawn(scene, grid, order, measure));
    const { corners, height } = arranged(parts, plan.isBeside);
    this.#corners = corners.map(({ left, top }) => ({ left, top: top + headingOf(scene) }));
    const { left } = plan.plans[0];
    const hasOwnLegends = grids.length > 1 && view.range === 'set';
    const width = Math.max(leastWidth, plan.width);
    const legend = hasOwnLegends ? { items: [], bottom: height } : toneLegend(this.#tones[0], legendTitle(scene), [], { left, width, y: height + 4 }, measure);
    const isPooled = grids.some(({ survey, preparation }) => survey.heads.some(({ thumb }) => thumb.rows < preparation.rows || thumb.columns < preparation.columns));
    const said = isPooled ? wrapText(text('legend.pooled'), leastWidth - left, measure, 'axis') : [];
    return {
      width,
      height: legend.bottom + 18 * said.length + 4,
      items: [
        ...parts.flatMap(({ items }, order) => items.map((item) => moved(item, corners[order].left, corners[order].top))),
        ...legend.items,
        ...said.map((line, index) => textItem(left, legend.bottom + 2 + 18 * index, line)),
      ],
    };
  }

  /** A grid with its heading, and its legend where it has one of its own. @param {Scene} scene @param {Grid} grid @param {number} order @param {Measure} measure @returns {DisplayList} */
  #drawn(scene, grid, order, measure) {
    const { sets, grids, view, text } = scene;
    const { plans: { [order]: plan }, isBeside, room } = /** @type {GridsPlan} */ (this.#plan);
    const tone = this.#toned(scene, grid, order);
    const list = gridList(plan, this.#mosaic(scene, grid, order), tone, this.#marks(scene, grid), measure);
    if (grids.length === 1) return list;
    const name = setName(grid.set, sets, text);
    const isChosen = grid.index === view.set;
    /** @type {Item[]} */
    const items = [textItem(0, 0, name, 'left', 'top', isChosen ? 'ink' : 'muted', 'label'), ...list.items.map((item) => moved(item, 0, headingHeight))];
    const width = isBeside ? room : Math.max(leastWidth, room);
    const below = { width, height: list.height + headingHeight, items };
    if (view.range !== 'set') return below;
    // Its bar may reach to the end of the grid: the gap behind it is margin enough.
    const legend = toneLegend(tone, text('legend.ofSet', { name }), [], { left: plan.left, width: width + (isBeside ? plan.left : 0), y: below.height + 4 }, measure);
    return { width, height: legend.bottom, items: [...items, ...legend.items] };
  }

  /** @param {Scene} scene @param {Grid} grid @returns {Marks} */
  #marks({ view, colors }, { index }) {
    const pointed = this.#pointed?.set === index ? this.#pointed.place : null;
    const echoed = this.#pointed && this.#pointed.set !== index ? this.#pointed.place : null;
    if (index !== view.set) return { pointed, echoed, shown: [], found: [] };
    const color = view.others.length > 0 ? colors[0] : /** @type {const} */ ('ink');
    const others = view.others.map((place, order) => ({ place, color: colors[order + 1] }));
    return { pointed, echoed, shown: [{ place: [view.layer, view.head], color }, ...others], found: this.#found };
  }

  /** @param {Scene} scene @param {Grid} grid @param {number} order @returns {Tone} the same object as long as it is the same */
  #toned({ grids, view: { range, log } }, grid, order) {
    const isShare = range === 'each';
    const { largest, hasNegative } = rangeOf(grids, grid, range);
    const tone = toneOf({ largest: isShare ? 1 : largest || 1, hasNegative, log, isShare });
    const known = this.#tones[order];
    const isKnown = known && JSON.stringify(tone) === JSON.stringify(known) && known.of(0.5) === tone.of(0.5);
    return isKnown ? known : (this.#tones[order] = tone);
  }

  /** @param {Scene} scene @param {Grid} grid @param {number} order */
  #mosaic({ view }, { survey }, order) {
    const plan = /** @type {GridsPlan} */ (this.#plan).plans[order];
    const tone = this.#tones[order];
    const known = this.#painted[order];
    const shows = [survey, survey.heads.length, tone, view.range, JSON.stringify(plan), devicePixelRatio];
    if (known && shows.every((part, index) => part === known.shows[index])) return known.mosaic;
    const mosaic = new Mosaic(plan, devicePixelRatio);
    survey.heads.forEach(({ thumb, largest }, index) => {
      const factor = view.range === 'each' && largest > 0 ? 1 / largest : 1;
      mosaic.put([Math.floor(index / plan.heads), index % plan.heads], thumb, (value) => tone.of(value * factor));
    });
    this.#painted[order] = { mosaic, shows };
    return mosaic;
  }

  /** @param {MouseEvent} event @returns {Spot | null} */
  #spotAt(event) {
    if (!this.#plan || !this.#scene) return null;
    const found = headInGrids(this.#plan.plans, this.#corners, ...this.view.placeOf(event));
    return found && { set: this.#scene.grids[found.order].index, place: found.place };
  }

  /** @param {Spot | null} spot */
  #point(spot) {
    if (isSame(spot, this.#pointed)) return;
    this.light(spot);
    this.#actions.point(spot);
  }

  /** Where the grids are wider than their place, or higher than the window. @param {number} order @param {Place} place */
  #reveal(order, place) {
    const { x, y, width, height } = boxAt(/** @type {GridsPlan} */ (this.#plan).plans[order], place);
    const { left, top } = this.#corners[order];
    const edge = 4;
    const { scrollLeft, clientWidth } = this.#stage;
    this.#stage.scrollLeft = Math.min(left + x - edge, Math.max(scrollLeft, left + x + width + edge - clientWidth));
    const upper = this.#canvas.getBoundingClientRect().top + top + y - edge;
    const beyond = Math.max(0, upper + height + 2 * edge - innerHeight);
    if (upper < 0 || beyond > 0) scrollBy(0, Math.min(upper, beyond));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const scene = this.#scene;
    if (!scene || !this.#plan || event.altKey || event.ctrlKey || event.metaKey) return;
    const { grids, view } = scene;
    // What is pointed at may be of a grid that is gone.
    const isShown = grids.some(({ index }) => index === this.#pointed?.set);
    const spot = isShown && this.#pointed ? this.#pointed : { set: view.set, place: /** @type {Place} */ ([view.layer, view.head]) };
    const from = { order: grids.findIndex(({ index }) => index === spot.set), place: spot.place };
    const to = keyInGrids(event.key, from, this.#plan);
    if (to) {
      this.#point({ set: grids[to.order].index, place: to.place });
      this.#reveal(to.order, to.place);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#actions.choose(spot, event.key === ' ');
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** @param {Spot | null} one @param {Spot | null} other */
const isSame = (one, other) => one?.set === other?.set && String(one?.place) === String(other?.place);

/** @param {GridPlan} plan @returns {Size} */
const sizeOf = ({ side, down }) => ({ across: Math.round(side * devicePixelRatio), high: Math.round(down * devicePixelRatio) });

/** @param {Scene} scene @returns {number} how high the headings are: a grid alone has none */
const headingOf = ({ grids }) => (grids.length > 1 ? headingHeight : 0);

/** Of the only legend. @param {Scene} scene */
function legendTitle({ grids, view: { range }, text }) {
  if (range === 'each') return text('legend.ofEach');
  return text(grids.length > 1 ? 'legend.ofAll' : 'legend.weight');
}
