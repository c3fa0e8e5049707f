/** The element's nodes brought to life: what they show, and what the reader does with them. */

import { formatNumber } from '../../base/number-format.js';
import { Menu } from '../../base/menu.js';
import { translate } from '../../base/translate.js';
import { Controls } from './controls.js';
import { DetailPane } from './detail-pane.js';
import { Found } from './found.js';
import { GridPane } from './grid-pane.js';
import { headsParts } from './parts.js';
import { tableOf } from './table.js';
import { fittedView, mostOthers } from '../state/view-state.js';
import { noteOf } from '../words/note.js';
import { counted } from '../words/texts.js';
import { cellReadout, followedReadout, headReadout, inSet, nameOf, shownName, stripReadout } from '../words/readout.js';

/**
 * @import { Entry } from '../../base/menu.js'
 * @import { AttentionSet } from '../files/axes.js'
 * @import { Detail } from '../state/detail.js'
 * @import { Place, ViewState } from '../state/view-state.js'
 * @import { Spot } from './grid-pane.js'
 * @import { Scene } from './scene.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Owner what the body asks of the element
 * @property {(change: Partial<ViewState>) => void} look at something else
 * @property {() => ViewState} view what is looked at, drawn or not yet: a reader may be faster than the drawing
 * @property {() => void} resize pictures of another size are needed
 * @property {() => void} halt what computes, or let it go on
 * @property {() => Entry[]} menu
 */

/** @param {AttentionSet} set @param {Text} text */
const gridLabel = ({ kind, layers, heads }, text) => text('heads.gridLabel', { name: text(`kind.${kind}`), layers: counted('layer', layers, text), heads: counted('head', heads, text) });

/** A computation is told of after so many milliseconds. */
const patience = 300;

export class HeadsBody {
  parts;
  grid;
  detail;
  #controls;
  #found;
  /** @type {{ scene: Scene, detail: Detail } | null} */
  #shown = null;
  /** The head that is pointed at. @type {Spot | null} */
  #pointed = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {Owner} owner */
  constructor(owner) {
    const parts = headsParts({ halt: owner.halt });
    this.parts = parts;
    const choose = (/** @type {Place} */ place, /** @type {boolean} */ isMore, set = owner.view().set) => owner.look(this.#chosen(owner.view(), { set, place }, isMore));
    const pointed = (/** @type {Place | null} */ place) => place && { set: owner.view().set, place };
    this.grid = new GridPane(parts.gridStage, parts.gridCanvas, { point: (spot) => this.#point(spot, true), choose: ({ set, place }, isMore) => choose(place, isMore, set), resize: owner.resize });
    this.detail = new DetailPane(parts, {
      point: () => this.#point(pointed(this.detail.pointedHead), false),
      follow: (query) => owner.look({ query }),
      toggle: (query) => owner.look({ query: owner.view().query === query ? null : query }),
      choose: (place) => choose(place, false),
    });
    this.#controls = new Controls(parts.controls, { look: owner.look, view: owner.view, search: (text) => this.#search(text, owner), magnify: (factor) => this.detail.magnify(factor) });
    this.#found = new Found(parts.found, { choose: (place) => choose(place, false), light: (place) => this.#point(pointed(place), true), resort: () => this.#resort() });
    new Menu(parts.menu, owner.menu);
  }

  /** @param {Scene} scene @param {Detail} detail */
  show(scene, detail) {
    const { parts } = this;
    const { text, view, grids } = scene;
    const isAlone = grids.length === 1 && grids[0].set.layers * grids[0].set.heads === 1;
    this.#shown = { scene, detail };
    parts.shell.className = 'shell drawn';
    parts.fallback.hidden = true;
    parts.shell.lang = text.tag;
    translate(parts.shell, text);
    parts.panes.className = `panes ${view.view}${isAlone ? ' alone' : ''}${grids.length > 1 ? ' several' : ''}`;
    parts.gridStage.hidden = isAlone && view.view !== 'grid';
    this.#controls.show(scene);
    this.detail.show(scene, detail);
    this.showGrid(scene);
    this.#name(scene);
    this.#showReadout(false);
    this.#showTable();
  }

  /** Heads have come, or been measured. @param {Scene} scene */
  showGrid(scene) {
    if (this.#shown) this.#shown = { ...this.#shown, scene };
    this.grid.show(scene, this.#found.places);
    this.parts.note.textContent = noteOf(scene.set, scene.preparation, scene.survey, scene.text);
    this.#showReadout(false);
  }

  /** @param {Scene} scene @param {ArrayLike<number> | null} values of the chosen measure, by layer and head; null: of none */
  showMeasure(scene, values) {
    this.#found.show(scene, values);
    this.showGrid(scene);
  }

  #resort() {
    if (this.#shown) this.showMeasure(this.#shown.scene, this.#found.values);
  }

  /** @param {Scene} scene */
  #name(scene) {
    const { grids, view, text } = scene;
    const { gridStage, stage, linksStage, gridHelp, help } = this.parts;
    gridStage.setAttribute('aria-label', grids.map(({ set }) => gridLabel(set, text)).join(text('heads.and')));
    gridStage.setAttribute('aria-roledescription', text('heads.grid'));
    gridHelp.textContent = text(grids.length > 1 ? 'heads.gridsHelp' : 'heads.gridHelp');
    if (view.view === 'grid') return;
    for (const place of [stage, linksStage]) {
      place.setAttribute('aria-label', shownName(scene));
      place.setAttribute('aria-roledescription', text(`heads.${view.view}`));
    }
    help.textContent = text(`heads.${view.view}Help`);
  }

  /** @param {string} caption @param {string} label for those who hear the page */
  name(caption, label) {
    const { parts } = this;
    parts.caption.textContent = caption;
    if (label) parts.figure.setAttribute('aria-label', label);
    else parts.figure.removeAttribute('aria-label');
  }

  /** @param {string} message '' where all is well @param {Text} text @param {boolean} isStale whether what was open is still shown */
  complain(message, text, isStale) {
    const { problem, shell } = this.parts;
    problem.textContent = message && text(isStale ? 'problem.stale' : 'problem.input', { message });
    problem.lang = text.tag;
    if (message) problem.setAttribute('role', 'alert');
    else problem.removeAttribute('role');
    if (!isStale) shell.className = message ? 'shell failed' : shell.className;
  }

  /** @param {string} message '' where nothing computes @param {string} action of the button */
  tellComputing(message, action) {
    const { computing, progress, halt } = this.parts;
    progress.textContent = message;
    halt.textContent = action;
    clearTimeout(this.#waiting);
    if (message === '') computing.hidden = true;
    // What is over in a moment is not worth a word.
    else if (computing.hidden) this.#waiting = setTimeout(() => (computing.hidden = progress.textContent === ''), patience);
  }

  /** Says something once, beside the pictures. @param {string} message */
  tell(message) {
    this.parts.readout.textContent = message;
    this.parts.said.textContent = message;
  }

  /** @param {ViewState} view @param {Spot} spot @param {boolean} isMore @returns {Partial<ViewState>} */
  #chosen(view, { set, place }, isMore) {
    const isSame = (/** @type {Place} */ other) => other[0] === place[0] && other[1] === place[1];
    const [layer, head] = place;
    if (set !== view.set) return this.#inOther(view, { set, place });
    if (!(isMore || (this.#controls.isSeveral && view.view === 'links'))) return { layer, head, others: [], ...view.view === 'grid' && { view: 'head' } };
    if (isSame([view.layer, view.head])) {
      if (view.others.length === 0) return {};
      const [[nextLayer, nextHead], ...others] = view.others;
      return { layer: nextLayer, head: nextHead, others };
    }
    const isOver = view.others.some(isSame);
    const others = isOver ? view.others.filter((other) => !isSame(other)) : [...view.others, place].slice(-mostOthers);
    // Several heads are seen over each other where links are.
    return { others, panel: 'head', ...!isOver && { view: 'links' } };
  }

  /** Heads of two attentions are never over each other: their tokens are others. @param {ViewState} view @param {Spot} spot @returns {ViewState} */
  #inOther(view, { set, place: [layer, head] }) {
    const { sets } = /** @type {{ scene: Scene }} */ (this.#shown).scene;
    const [from, to] = [sets[view.set].queries, sets[set].queries];
    const query = from && JSON.stringify(from) === JSON.stringify(to) ? view.query : null;
    return fittedView({ ...view, set, layer, head, query, others: [], view: view.view === 'grid' ? 'head' : view.view }, sets);
  }

  /** @param {Spot | null} spot @param {boolean} isFromGrid */
  #point(spot, isFromGrid) {
    this.#pointed = spot;
    if (isFromGrid) this.detail.light(spot && spot.set === this.#shown?.scene.view.set ? spot.place : null);
    this.grid.light(spot);
    this.#showReadout(true);
  }

  /** @param {boolean} isSaid to those who hear the page, too */
  #showReadout(isSaid) {
    const words = this.#readout();
    this.parts.readout.textContent = words;
    const isHere = this.parts.figure.contains(/** @type {ShadowRoot} */ (this.parts.figure.getRootNode()).activeElement);
    if (isSaid && isHere) this.parts.said.textContent = words;
  }

  #readout() {
    if (!this.#shown) return '';
    const { scene, detail } = this.#shown;
    const { text, view, preparation } = scene;
    const [matrix] = detail.matrices;
    const { cell, followed } = this.detail;
    if (detail.strip && cell && this.detail.pointedHead) return stripReadout(detail.strip, preparation, view, cell, inSet(nameOf(this.detail.pointedHead, text), scene), text);
    if (this.#pointed) return this.#headReadout(this.#pointed);
    if (matrix && cell) return cellReadout(matrix, cell, shownName(scene), text);
    if (matrix && followed) return followedReadout(matrix, followed, view.panel === 'head' ? inSet(nameOf([view.layer, view.head], text), scene) : shownName(scene), text);
    if (matrix && view.panel !== 'head') return shownName(scene);
    return this.#headReadout({ set: view.set, place: [view.layer, view.head] }) || text('readout.idle');
  }

  /** @param {Spot} spot */
  #headReadout({ set, place }) {
    const { grids, sets, view, text } = /** @type {{ scene: Scene }} */ (this.#shown).scene;
    const grid = grids.find(({ index }) => index === set);
    const said = grid ? headReadout(grid, place, sets, text) : '';
    return set === view.set ? this.#withMeasure(said, place) : said;
  }

  /** @param {string} said @param {Place} place */
  #withMeasure(said, place) {
    const { view, text } = /** @type {{ scene: Scene }} */ (this.#shown).scene;
    const value = this.#found.valueOf(place, /** @type {{ scene: Scene }} */ (this.#shown).scene);
    if (value === undefined || said === '') return said;
    return text('readout.measured', { text: said, measure: text(`measure.${/** @type {'entropy'} */ (view.measure)}`), value: formatNumber(value) });
  }

  /** @param {string} typed @param {Owner} owner */
  #search(typed, owner) {
    const { scene: { preparation: { rowWords } } } = /** @type {{ scene: Scene }} */ (this.#shown);
    const wanted = typed.trim().toLowerCase();
    if (wanted === '') return owner.look({ query: null });
    // Asked again, it is the next one.
    const after = (owner.view().query ?? -1) + 1;
    const order = rowWords.map((_, index) => (after + index) % rowWords.length);
    const found = order.find((index) => rowWords[index].toLowerCase() === wanted) ?? order.find((index) => rowWords[index].toLowerCase().includes(wanted));
    if (found === undefined) return;
    owner.look({ query: found });
    this.detail.reveal({ row: found, column: found });
  }

  get isTableShown() {
    return !this.parts.table.classList.contains('unseen');
  }

  set isTableShown(isShown) {
    this.parts.table.classList.toggle('unseen', !isShown);
    this.#showTable();
  }

  #showTable() {
    if (this.#shown) this.parts.table.replaceChildren(...tableOf(this.#shown.scene, this.#shown.detail, this.isTableShown));
  }

  dispose() {
    this.grid.view.dispose();
    this.detail.dispose();
    this.parts.room.remove();
  }
}
