/** What is shown large: a map, links, or one query in every head. */

import { CanvasView } from '../../draw/canvas-view.js';
import { clamp } from '../../draw/geometry.js';
import { moveTarget } from '../../draw/keyboard.js';
import { noZoom, panned, revealed, zoomed } from '../../draw/pan-zoom.js';
import { followPointer } from '../../draw/pointing.js';
import { placeOf, queryOf } from '../state/detail.js';
import { rangeOf } from '../state/grids.js';
import { peakOf } from '../state/survey.js';
import { line as linkLine, linksHeight, linksList, tokenAt } from '../views/links-view.js';
import { mapList } from '../views/map-view.js';
import { stripList } from '../views/token-view.js';
import { toneOf } from '../views/tone.js';

/**
 * @import { DisplayList, Measure, Target } from '../../draw/display-list.js'
 * @import { Zoom } from '../../draw/pan-zoom.js'
 * @import { Pointer } from '../../draw/pointing.js'
 * @import { Detail } from '../state/detail.js'
 * @import { Place } from '../state/view-state.js'
 * @import { Followed } from '../views/links-view.js'
 * @import { Tone } from '../views/tone.js'
 * @import { Parts } from './parts.js'
 * @import { Scene } from './scene.js'
 *
 * @typedef {{ row: number, column: number }} Cell
 *
 * @typedef {object} DetailActions
 * @property {() => void} point something else is pointed at
 * @property {(query: number | null) => void} follow a query
 * @property {(query: number) => void} toggle a query: follow it, or let it go
 * @property {(place: Place) => void} choose a head
 */

export class DetailPane {
  view;
  #linksView;
  #parts;
  #actions;
  /** @type {{ scene: Scene, detail: Detail } | null} */
  #shown = null;
  /** @type {Zoom} */
  #zoom = noZoom;
  /** @type {Cell | null} of the map, or of the strip: its row is a head */
  cell = null;
  /** @type {Followed | null} the token that links are drawn of, for now */
  #pointed = null;
  /** @type {Tone[]} the last ones: colours stay the same objects as long as they are the same */
  #tones = [];

  /** @param {Parts} parts @param {DetailActions} actions */
  constructor(parts, actions) {
    this.#parts = parts;
    this.#actions = actions;
    this.view = new CanvasView(parts.canvas, (width, measure) => this.layout(width, measure));
    this.#linksView = new CanvasView(parts.linksCanvas, (width, measure) => this.#links(width, measure, this.#seen));
    const { stage, linksStage } = parts;
    followPointer(stage, this, {
      point: (target) => this.#point(cellIn(target)),
      choose: (target) => this.#choose(cellIn(target)),
      derive: () => {},
      drag: () => {},
      drop: () => {},
      cancel: () => {},
    });
    stage.addEventListener('keydown', (event) => this.#pressed(event));
    stage.addEventListener('blur', () => this.#point(null));
    this.#followLinks(linksStage);
  }

  /** @param {Scene} scene @param {Detail} detail */
  show(scene, detail) {
    const before = this.#shown?.scene;
    const isOther = !before || before.set !== scene.set || before.preparation !== scene.preparation || before.view.view !== scene.view.view;
    if (isOther) {
      this.#zoom = noZoom;
      this.cell = null;
      this.#pointed = null;
    }
    this.#shown = { scene, detail };
    const { stage, linksStage, linksSpace, detail: box } = this.#parts;
    const isLinks = scene.view.view === 'links';
    box.hidden = scene.view.view === 'grid';
    stage.hidden = isLinks;
    linksStage.hidden = !isLinks;
    if (isLinks && detail.matrices.length > 0) {
      linksSpace.style.blockSize = `${linksHeight(detail.matrices[0])}px`;
      if (isOther) linksStage.scrollTop = 0;
    }
    this.draw();
  }

  draw() {
    this.#parts.canvas.style.touchAction = this.isZoomed ? 'none' : '';
    (this.#shown?.scene.view.view === 'links' ? this.#linksView : this.view).draw();
  }

  /** Colours and fonts may be others. */
  renew() {
    this.view.renew();
    this.#linksView.renew();
  }

  dispose() {
    this.view.dispose();
    this.#linksView.dispose();
  }

  /** The head that is pointed at in the strip. @returns {Place | null} */
  get pointedHead() {
    const { cell } = this;
    return cell && this.#shown?.scene.view.view === 'token' ? placeOf(cell.row, this.#shown.scene.set.heads) : null;
  }

  /** The token whose links alone are drawn. @returns {Followed | null} */
  get followed() {
    const query = this.#shown?.scene.view.query ?? null;
    return this.#pointed ?? (query === null ? null : { side: 'query', index: query });
  }

  /** Lights a head's row of the strip, from another view. @param {Place | null} place */
  light(place) {
    if (this.#shown?.scene.view.view !== 'token') return;
    this.cell = place && { row: place[0] * this.#shown.scene.set.heads + place[1], column: -1 };
    this.view.draw();
  }

  get isZoomed() {
    return this.#zoom.scale > 1;
  }

  /** Moves the map along with a pointer: see Movable. @param {Pointer} from @param {Pointer} to @param {number} [factor] */
  follow(from, to, factor = 1) {
    const [fromX, fromY] = this.view.placeOf(from);
    const [x, y] = this.view.placeOf(to);
    this.#move(x - fromX, y - fromY, factor, x, y);
  }

  /** @param {number} across @param {number} down @param {number} factor @param {number} x @param {number} y the place that stays where it is */
  #move(across, down, factor, x, y) {
    const { list } = this.view;
    if (!list || this.#shown?.scene.view.view !== 'head') return;
    this.#zoom = zoomed(list, panned(list, this.#zoom, across, down), x, y, factor);
    this.draw();
  }

  /** Magnifies around the chosen query, or the middle. @param {number} factor */
  magnify(factor) {
    const cells = this.view.list?.items.find(({ type }) => type === 'cells');
    if (cells?.type !== 'cells') return;
    this.#move(0, 0, factor, cells.x + cells.width / 2, cells.y + cells.height / 2);
    const query = this.#shown?.scene.view.query ?? null;
    if (query !== null) this.reveal({ row: query, column: this.cell?.column ?? query });
  }

  /** Brings a cell, or a token of the links, into sight. @param {Cell} cell */
  reveal(cell) {
    const grid = this.view.list?.grid;
    if (this.#shown?.scene.view.view === 'links') {
      this.#parts.linksStage.scrollTop = Math.max(0, linkLine * cell.row - this.#parts.linksStage.clientHeight / 2);
    } else if (grid) {
      this.#zoom = revealed(this.#zoom, grid, { row: clamp(cell.row, 0, grid.rows - 1), column: clamp(cell.column, 0, grid.columns - 1) });
    }
    this.draw();
  }

  /** The display list for a file. @param {number} width @returns {DisplayList | null} */
  exported(width) {
    const { measure } = this.view;
    const [matrix] = this.#shown?.detail.matrices ?? [];
    if (this.#shown?.scene.view.view !== 'links') return this.layout(width, measure);
    return matrix ? this.#links(width, measure, { top: 0, height: linksHeight(matrix) }) : null;
  }

  get #seen() {
    const { scrollTop, clientHeight } = this.#parts.linksStage;
    return { top: scrollTop, height: clientHeight };
  }

  /** @param {number} width @param {Measure} measure @returns {DisplayList | null} */
  layout(width, measure) {
    if (!this.#shown) return null;
    const { scene, detail } = this.#shown;
    const { text, view, preparation, set } = scene;
    const masked = text('legend.masked');
    if (detail.strip) {
      const { attended } = detail.strip;
      const values = view.range === 'each' ? sharesOf(detail.strip.values, scene) : detail.strip.values;
      const tone = this.#tone(0, scene, values);
      return stripList({ layers: set.layers, heads: set.heads, columns: preparation.columns, columnWords: preparation.columnWords, attended, values: tonedOf(values, tone) }, {
        tone,
        legend: text(view.range === 'each' ? 'legend.ofEach' : 'legend.weight'),
        chosen: [view.layer, view.head],
        pointed: this.cell && { place: placeOf(this.cell.row, set.heads), column: this.cell.column },
        texts: { title: `${text('heads.query')}: ${preparation.rowWords[queryOf(view, preparation)]}`, layers: text('heads.layers'), masked },
      }, width, measure);
    }
    const [matrix] = detail.matrices;
    if (!matrix) return null;
    const look = { queryAxis: text('heads.queryAxis'), keyAxis: text('heads.keyAxis'), masked };
    return mapList(matrix, { tone: this.#tone(0, scene, matrix.values), zoom: this.#zoom, query: view.query, pointed: this.cell, legend: text('legend.weight'), texts: look }, width, measure);
  }

  /** @param {number} width @param {Measure} measure @param {{ top: number, height: number }} seen @returns {DisplayList | null} */
  #links(width, measure, seen) {
    if (!this.#shown || this.#shown.detail.matrices.length === 0) return null;
    const { scene, detail: { matrices } } = this.#shown;
    const heads = matrices.map((matrix, index) => ({ matrix, tone: this.#tone(index, scene, matrix.values), color: matrices.length > 1 ? scene.colors[index] : null }));
    const texts = { query: scene.text('heads.query'), key: scene.text('heads.key') };
    return linksList(heads, { followed: this.followed, seen, texts }, width, measure);
  }

  /**
   * The range of all heads, of which panels of their own may go beyond; or of what is shown.
   * @param {number} index of the tone
   * @param {Scene} scene
   * @param {ArrayLike<number>} values
   */
  #tone(index, { grids, survey, view }, values) {
    const own = largestOf(values);
    const range = rangeOf(grids, { survey }, view.range);
    const isShare = view.view === 'token' && view.range === 'each';
    const largest = view.range === 'each' || view.panel === 'rollout' ? own : Math.max(range.largest, own);
    const tone = toneOf({ largest: isShare ? 1 : largest || 1, hasNegative: range.hasNegative, log: view.log, isShare });
    const known = this.#tones[index];
    const isSame = known && known.of(own / 3) === tone.of(own / 3) && JSON.stringify(known) === JSON.stringify(tone);
    return isSame ? known : (this.#tones[index] = tone);
  }

  /** @param {Cell | null} cell */
  #point(cell) {
    if (cell?.row === this.cell?.row && cell?.column === this.cell?.column) return;
    this.cell = cell;
    this.view.draw();
    this.#actions.point();
  }

  /** @param {Cell | null} cell */
  #choose(cell) {
    if (!cell || !this.#shown) return;
    const { view, set } = this.#shown.scene;
    if (view.view === 'token') this.#actions.choose(placeOf(cell.row, set.heads));
    else this.#actions.toggle(cell.row);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key } = event;
    const { list } = this.view;
    if (!list || !this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = moveTarget(list, this.cell && { kind: 'cell', ...this.cell, column: Math.max(0, this.cell.column) }, key);
    if (target?.kind === 'cell') {
      this.reveal(target);
      this.#point({ row: target.row, column: target.column });
    } else if (key === 'Enter' || key === ' ') {
      this.#choose(this.cell);
    } else if (key === '+' || key === '=' || key === '-') {
      this.magnify(key === '-' ? 0.5 : 2);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {HTMLElement} stage */
  #followLinks(stage) {
    const tokenOf = (/** @type {MouseEvent} */ event) => {
      const [matrix] = this.#shown?.detail.matrices ?? [];
      const { list } = this.#linksView;
      if (!matrix || !list) return null;
      const [x, y] = this.#linksView.placeOf(event);
      return tokenAt(x, y + stage.scrollTop, list.width, matrix);
    };
    stage.addEventListener('scroll', () => this.#linksView.draw());
    stage.addEventListener('pointermove', (event) => this.#pointToken(tokenOf(event)));
    stage.addEventListener('pointerleave', () => this.#pointToken(null));
    stage.addEventListener('blur', () => this.#pointToken(null));
    stage.addEventListener('click', (event) => {
      const token = tokenOf(event);
      if (token?.side === 'query') this.#actions.toggle(token.index);
      else this.#pointToken(token);
    });
    stage.addEventListener('keydown', (event) => this.#pressedLinks(event));
  }

  /** @param {Followed | null} token */
  #pointToken(token) {
    if (token?.side === this.#pointed?.side && token?.index === this.#pointed?.index) return;
    this.#pointed = token;
    this.#linksView.draw();
    this.#actions.point();
  }

  /** @param {KeyboardEvent} event */
  #pressedLinks(event) {
    const [matrix] = this.#shown?.detail.matrices ?? [];
    if (!matrix || event.ctrlKey || event.metaKey || event.altKey) return;
    const { side, index } = this.followed ?? { side: /** @type {const} */ ('query'), index: -1 };
    const last = (side === 'query' ? matrix.rows : matrix.columns) - 1;
    /** @type {Record<string, Followed>} */
    const moves = {
      ArrowUp: { side, index: clamp(index - 1, 0, last) }, ArrowDown: { side, index: clamp(index + 1, 0, last) },
      Home: { side, index: 0 }, End: { side, index: last },
      ArrowLeft: { side: 'query', index: clamp(index, 0, matrix.rows - 1) }, ArrowRight: { side: 'key', index: clamp(index, 0, matrix.columns - 1) },
    };
    if (event.key in moves) {
      const next = moves[event.key];
      this.reveal({ row: next.index, column: 0 });
      this.#pointToken(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (side === 'query' && index >= 0) this.#actions.follow(index);
    } else if (event.key === 'Escape') {
      this.#pointToken(null);
      this.#actions.follow(null);
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** @param {Target | null} target @returns {Cell | null} */
const cellIn = (target) => (target?.kind === 'cell' ? { row: target.row, column: target.column } : null);

/** @type {WeakMap<object, number>} */
const largestKnown = new WeakMap();

/** @param {ArrayLike<number>} values @returns {number} the largest magnitude: a map is drawn often */
function largestOf(values) {
  let largest = largestKnown.get(values);
  if (largest === undefined) {
    const at = peakOf(values);
    largest = at < 0 ? 0 : Math.abs(values[at]);
    largestKnown.set(values, largest);
  }
  return largest;
}

/** @type {WeakMap<object, { survey: object, count: number, shares: Float64Array }>} */
const sharesKnown = new WeakMap();

/**
 * Each head of the strip in its own range, as in the grid.
 * @param {Float64Array} values [layers, heads, columns]
 * @param {Scene} scene
 * @returns {Float64Array} the share of the head's largest weight, or of the largest here until that is known
 */
function sharesOf(values, { survey, preparation: { columns } }) {
  const known = sharesKnown.get(values);
  if (known?.survey === survey && known.count === survey.heads.length) return known.shares;
  const shares = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += columns) {
    const row = values.subarray(from, from + columns);
    const largest = survey.heads[from / columns]?.largest || largestOf(row) || 1;
    shares.set(row.map((value) => value / largest), from);
  }
  sharesKnown.set(values, { survey, count: survey.heads.length, shares });
  return shares;
}

/** @type {WeakMap<object, { tone: Tone, values: Float32Array }>} */
const tonedKnown = new WeakMap();

/** @param {Float64Array} values @param {Tone} tone */
function tonedOf(values, tone) {
  let known = tonedKnown.get(values);
  if (known?.tone !== tone) {
    known = { tone, values: Float32Array.from(values, tone.of) };
    tonedKnown.set(values, known);
  }
  return known.values;
}
