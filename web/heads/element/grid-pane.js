/** The grid of heads on its canvas: drawn as heads come, walked by mouse, finger and keyboard. */

import { CanvasView } from '../../draw/canvas-view.js';
import { clamp } from '../../draw/geometry.js';
import { textItem } from '../../draw/items.js';
import { wrapText } from '../../draw/labels.js';
import { boxAt, gridList, headAt, Mosaic, planGrid } from '../views/grid.js';
import { toneLegend, toneOf } from '../views/tone.js';

/**
 * @import { DisplayList, Measure } from '../../draw/display-list.js'
 * @import { Place } from '../state/view-state.js'
 * @import { GridPlan } from '../views/grid.js'
 * @import { Tone } from '../views/tone.js'
 * @import { Scene } from './scene.js'
 *
 * @typedef {object} GridActions
 * @property {(place: Place | null) => void} point at a head
 * @property {(place: Place, isMore: boolean) => void} choose a head; isMore: over the one that is chosen, or no longer
 * @property {() => void} resize pictures of another size are needed
 */

/** The legend needs this width, in CSS pixels. */
const leastWidth = 296;

export class GridPane {
  view;
  #canvas;
  #stage;
  #actions;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {GridPlan | null} */
  #plan = null;
  /** @type {{ mosaic: Mosaic, shows: unknown[] } | null} what is painted, and of what */
  #painted = null;
  /** @type {Tone | null} */
  #tone = null;
  /** @type {Place | null} */
  #pointed = null;
  /** Heads that a measure puts first. @type {Place[]} */
  #found = [];
  /** What was asked for last. @type {unknown[]} */
  #shows = [];

  /** @param {HTMLElement} stage @param {HTMLCanvasElement} canvas @param {GridActions} actions */
  constructor(stage, canvas, actions) {
    this.#stage = stage;
    this.#actions = actions;
    this.#canvas = canvas;
    this.view = new CanvasView(canvas, (_, measure) => this.layout(measure));
    const placeAt = (/** @type {PointerEvent | MouseEvent} */ event) => this.#plan && headAt(this.#plan, ...this.view.placeOf(event));
    stage.addEventListener('pointermove', (event) => this.#point(placeAt(event)));
    stage.addEventListener('pointerleave', () => this.#point(null));
    stage.addEventListener('click', (event) => {
      const place = placeAt(event);
      if (place) actions.choose(place, event.ctrlKey || event.metaKey || event.shiftKey);
    });
    stage.addEventListener('keydown', (event) => this.#pressed(event));
    stage.addEventListener('blur', () => this.#point(null));
  }

  /** How large a picture of a head has to be in device pixels, for a set that is to come. @param {Scene['set']} set @param {{ rows: number, columns: number }} size */
  sizeFor({ layers, heads }, { rows, columns }) {
    const { side, down } = planGrid({ layers, heads, rows, columns }, this.#width, devicePixelRatio);
    return { across: Math.round(side * devicePixelRatio), high: Math.round(down * devicePixelRatio) };
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
    const shows = [scene, scene.survey.heads.length, String(found)];
    if (shows.every((part, index) => part === this.#shows[index])) return;
    this.#shows = shows;
    this.#scene = scene;
    this.#found = found;
    this.draw();
  }

  draw() {
    if (!this.#scene) return;
    const plan = this.#planned(this.#scene);
    this.#canvas.style.inlineSize = `${Math.max(leastWidth, Math.ceil(plan.width))}px`;
    this.view.draw();
  }

  /** The head that is lit, from another view too. @param {Place | null} place */
  light(place) {
    if (String(place) === String(this.#pointed)) return;
    this.#pointed = place;
    this.view.draw();
  }

  /** @param {Scene} scene */
  #planned({ set, preparation: { rows, columns } }) {
    return planGrid({ layers: set.layers, heads: set.heads, rows, columns }, this.#width, devicePixelRatio);
  }

  /** @param {Measure} measure @returns {DisplayList | null} */
  layout(measure) {
    const scene = this.#scene;
    if (!scene) return null;
    const plan = this.#planned(scene);
    this.#plan = plan;
    if (!scene.survey.fits({ across: Math.round(plan.side * devicePixelRatio), high: Math.round(plan.down * devicePixelRatio) })) this.#actions.resize();
    const tone = this.#toned(scene);
    const mosaic = this.#mosaic(scene, plan, tone);
    const { text, view, colors, survey } = scene;
    const [layer, head] = [view.layer, view.head];
    const shown = [{ place: /** @type {Place} */ ([layer, head]), color: view.others.length > 0 ? colors[0] : /** @type {const} */ ('ink') },
      ...view.others.map((place, index) => ({ place, color: colors[index + 1] }))];
    const list = gridList(plan, mosaic, tone, { pointed: this.#pointed, shown, found: this.#found }, measure);
    const title = view.range === 'each' ? text('legend.ofEach') : text('legend.weight');
    const legend = toneLegend(tone, title, [], { left: plan.left, width: Math.max(list.width, leastWidth), y: list.height + 4 }, measure);
    const isPooled = survey.heads.some(({ thumb }) => thumb.rows < scene.preparation.rows || thumb.columns < scene.preparation.columns);
    const said = isPooled ? wrapText(text('legend.pooled'), leastWidth - plan.left, measure, 'axis') : [];
    return {
      ...list,
      width: Math.max(leastWidth, list.width),
      height: legend.bottom + 18 * said.length + 4,
      items: [...list.items, ...legend.items, ...said.map((line, index) => textItem(plan.left, legend.bottom + 2 + 18 * index, line))],
    };
  }

  /** @param {Scene} scene @returns {Tone} */
  #toned({ survey: { largest, hasNegative }, view: { range, log } }) {
    const isShare = range === 'each';
    const tone = toneOf({ largest: isShare ? 1 : largest || 1, hasNegative, log, isShare });
    const isSame = JSON.stringify(tone) === JSON.stringify(this.#tone) && this.#tone?.of(0.5) === tone.of(0.5);
    return isSame && this.#tone ? this.#tone : (this.#tone = tone);
  }

  /** @param {Scene} scene @param {GridPlan} plan @param {Tone} tone */
  #mosaic({ survey, view }, plan, tone) {
    const shows = [survey, survey.heads.length, tone, view.range, JSON.stringify(plan), devicePixelRatio];
    if (this.#painted && shows.every((part, index) => part === this.#painted?.shows[index])) return this.#painted.mosaic;
    const mosaic = new Mosaic(plan, devicePixelRatio);
    survey.heads.forEach(({ thumb, largest }, index) => {
      const factor = view.range === 'each' && largest > 0 ? 1 / largest : 1;
      mosaic.put([Math.floor(index / plan.heads), index % plan.heads], thumb, (value) => tone.of(value * factor));
    });
    this.#painted = { mosaic, shows };
    return mosaic;
  }

  /** @param {Place | null} place */
  #point(place) {
    if (String(place) === String(this.#pointed)) return;
    this.light(place);
    this.#actions.point(place);
  }

  /** Where the grid is wider than its place. @param {Place} place */
  #reveal(place) {
    if (!this.#plan) return;
    const { x, width } = boxAt(this.#plan, place);
    const edge = 4;
    const { scrollLeft, clientWidth } = this.#stage;
    this.#stage.scrollLeft = Math.min(x - edge, Math.max(scrollLeft, x + width + edge - clientWidth));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const scene = this.#scene;
    if (!scene || event.altKey || event.ctrlKey || event.metaKey) return;
    const { set: { layers, heads }, view } = scene;
    const [layer, head] = this.#pointed ?? [view.layer, view.head];
    /** @type {Record<string, Place>} */
    const moves = {
      ArrowUp: [layer - 1, head], ArrowDown: [layer + 1, head], ArrowLeft: [layer, head - 1], ArrowRight: [layer, head + 1],
      Home: [layer, 0], End: [layer, heads - 1], PageUp: [0, head], PageDown: [layers - 1, head],
    };
    if (event.key in moves) {
      const [toLayer, toHead] = moves[event.key];
      /** @type {Place} */
      const place = [clamp(toLayer, 0, layers - 1), clamp(toHead, 0, heads - 1)];
      this.#point(place);
      this.#reveal(place);
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#actions.choose([layer, head], event.key === ' ');
    } else {
      return;
    }
    event.preventDefault();
  }
}
