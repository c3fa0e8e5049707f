/** A figure's nodes brought to life: what they show, and what the reader does with them. */

import { markupNode } from '../../base/markup.js';
import { clamp } from '../../draw/geometry.js';
import { moveTarget } from '../../draw/keyboard.js';
import { followPointer } from '../../draw/pointing.js';
import { controlsIn } from './controls.js';
import { derivationsOf } from '../derivation/derive.js';
import { figureParts } from './figure-parts.js';
import { Menu } from '../../base/menu.js';
import { keyName, queryName } from '../words/names.js';
import { Notices } from './notices.js';
import { Picture } from './picture.js';
import { readoutOf } from '../words/readout.js';
import { reservedHeight } from './reserved.js';
import { tablesOf } from '../words/row-table.js';
import { leadOf, sentenceOf, strongestKey } from '../words/sentence.js';
import { VectorFields } from './vector-fields.js';
import { withMask, withNudge, withVector } from './vectors.js';
import { nameParts } from './words.js';

/**
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { Target } from '../../draw/display-list.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Entry } from '../../base/menu.js'
 * @import { Editing } from './number-field.js'
 * @import { Shown } from './picture.js'
 * @import { Cell } from '../words/readout.js'
 * @import { Text } from '../words/texts.js'
 *
 * @typedef {object} Owning what the body asks besides
 * @property {() => FigureModel} model the last that there was
 * @property {() => Engine | null} engine
 * @property {(body: FigureBody) => Entry[]} menu
 * @property {() => void} halt numbers that take long, or go on with them where they were cancelled
 */

export class FigureBody {
  parts;
  picture;
  notices;
  /** The picture is called this. */
  label = '';
  /** Undefined until it is drawn: before that nothing but the picture's place can be reached. @type {Shown | undefined} */
  #shown;
  #owner;
  #controls;
  #vectors;

  /** @param {Editing & Owning} owner */
  constructor(owner) {
    this.#owner = owner;
    const { change } = owner;
    const parts = figureParts({
      walk: (key) => this.#walk(key),
      derive: () => this.derive(),
      close: () => this.#closePanel(),
      halt: () => owner.halt(),
    });
    const { stage, panel } = parts;
    this.parts = parts;
    this.picture = new Picture(parts.canvas);
    this.notices = new Notices(parts);
    this.#controls = controlsIn(parts.controls, owner);
    this.#vectors = new VectorFields(parts.vector, owner);
    new Menu(parts.menu, () => owner.menu(this));
    followPointer(stage, this.picture, {
      point: (target) => this.#point(this.#cellOf(target)),
      choose: (target) => this.#choose(target),
      derive: (target) => this.derive(this.#cellOf(target)),
      drag: (handle, place) => change((model) => model.preview(withVector(model.state, handle, place))),
      drop: () => change((model) => model.commit()),
      cancel: () => change((model) => model.cancel()),
    });
    stage.addEventListener('keydown', (event) => this.#pressed(event));
    stage.addEventListener('blur', () => this.#point(null));
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.#pressed(event));
    parts.figure.addEventListener('keydown', (event) => {
      const { key, target } = event;
      const isCommand = event.ctrlKey || event.metaKey;
      if (isCommand && !event.altKey && key.toLowerCase() === 'z') {
        event.preventDefault();
        change((model) => (event.shiftKey ? model.redo() : model.undo()));
      }
      // A page around it, such as a slide deck, does not hear of what was taken here, by a listener or by the browser.
      const isNative = !isCommand && target !== stage && !/Tab|Esc/.test(key)
        && (/Enter| /.test(key) || !/** @type {Element} */ (target).matches('button'));
      if (event.defaultPrevented || isNative) event.stopPropagation();
    });
  }

  /**
   * Prepares, before it is drawn, what stands around the picture, unseen, and keeps room for the picture.
   * @param {FigureState} state
   * @param {Text} text
   * @param {string} controls
   */
  reserve(state, text, controls) {
    const { shell, stage } = this.parts;
    shell.lang = text.tag;
    this.#controls.show(controls, state, text);
    this.#vectors.show(state, text);
    this.label = nameParts(this.parts, state, this.#controls.isMasking, text);
    stage.style.minBlockSize = `${reservedHeight(this.picture, state, text, stage.clientWidth || 300)}px`;
  }

  /**
   * @param {Shown} shown
   * @param {string} controls names, as the attribute has them
   */
  show(shown, controls) {
    const { state, text, dir } = shown;
    const { shell, stage } = this.parts;
    this.#shown = shown;
    this.notices.isDrawn = true;
    this.notices.complain('', text);
    shell.className = 'shell drawn';
    shell.dir = dir;
    shell.lang = text.tag;
    stage.classList.toggle('plane', state.view === 'plane');
    stage.style.minBlockSize = '';
    this.#controls.show(controls, state, text);
    this.#vectors.show(state, text);
    this.picture.show(shown);
    this.#showReadout();
    if (!shown.isPreview) this.#settle(shown);
  }

  /** Brings what is said and listed up to date, when an edit is over. @param {Shown} shown */
  #settle({ state, numbers, text }) {
    const { parts } = this;
    this.label = nameParts(this.parts, state, this.#controls.isMasking, text);
    const sentence = sentenceOf(state, numbers, text);
    if (parts.sentence.textContent && parts.sentence.textContent !== sentence) this.notices.say(sentence);
    parts.sentence.textContent = sentence;
    parts.tables.replaceChildren(...tablesOf(state, numbers, text));
    this.#reachTables();
    if (!parts.panel.hidden) this.#fillPanel();
  }

  get isTableShown() {
    return !this.parts.numbers.classList.contains('unseen');
  }

  set isTableShown(isShown) {
    this.parts.numbers.classList.toggle('unseen', !isShown);
    this.#reachTables();
  }

  /** Tables that scroll are stops of the Tab key, but not while only screen readers know of them. */
  #reachTables() {
    for (const place of this.parts.tables.querySelectorAll('div')) place.tabIndex = this.isTableShown ? 0 : -1;
  }

  /** @param {Cell | null} [cell] the one that is pointed at, or chosen, or where the row's largest weight is */
  derive(cell = this.picture.cell) {
    const { state, numbers } = /** @type {Shown} */ (this.#shown);
    const { row, column } = cell ?? { row: state.query, column: strongestKey(state, numbers) };
    this.#pick({ row, column });
    this.picture.pointed = null;
    this.parts.panel.hidden = false;
    this.#fillPanel();
    this.parts.title.focus();
    this.parts.panel.scrollIntoView({ block: 'nearest' });
  }

  #fillPanel() {
    const { title, content } = this.parts;
    const { state: chosen, numbers, text } = /** @type {Shown} */ (this.#shown);
    // A figure that takes the place of another one has no chosen key: what is open goes on with the row's largest weight.
    const state = { ...chosen, key: chosen.key ?? strongestKey(chosen, numbers) };
    title.textContent = text('panel.title', { query: queryName(state, state.query, text), key: keyName(state, state.key) });
    const trees = derivationsOf(this.#owner.engine(), state, numbers.panels.map(({ name }) => name), text);
    content.replaceChildren(...trees.map((tree) => markupNode(tree, document)));
  }

  #closePanel() {
    this.parts.panel.hidden = true;
    this.parts.stage.focus();
  }

  #showReadout() {
    const { state, numbers, text } = /** @type {Shown} */ (this.#shown);
    const { cell } = this.picture;
    this.parts.readout.textContent = cell ? readoutOf(state, numbers, cell, text) : leadOf(state, numbers, text);
  }

  /** @param {Target | null} target @returns {Cell | null} */
  #cellOf(target) {
    if (!target || !this.#shown) return null;
    if (target.kind === 'cell') return target;
    const row = this.#shown.state.query;
    if (target.kind === 'key') return { row, column: target.key };
    return target.vector === 'key' ? { row, column: target.index } : null;
  }

  /** @param {Cell | null} cell */
  #point(cell) {
    const { pointed } = this.picture;
    if (!this.#shown || (pointed?.row === cell?.row && pointed?.column === cell?.column)) return;
    this.picture.pointed = cell;
    this.picture.draw();
    this.#showReadout();
  }

  /** @param {Target} target */
  #choose(target) {
    const cell = this.#cellOf(target);
    const isHandle = target.kind === 'handle';
    if (isHandle) this.#vectors.handle = target;
    if (cell && this.#controls.isMasking && !isHandle) this.#mask(cell);
    else if (cell) this.#pick(cell);
    else this.#owner.change(() => {}); // The fields are another vector's.
  }

  /** Chooses a cell of what is shown, which the model may not know. @param {{ row: number, column: number | null }} cell */
  #pick({ row: query, column: key }) {
    const shown = /** @type {Shown} */ (this.#shown);
    this.#shown = { ...shown, state: { ...shown.state, query, key } };
    if (!this.notices.isStale) return this.#owner.change((model) => model.choose({ query, key }));
    this.picture.show(this.#shown);
    this.#showReadout();
    this.#settle(this.#shown);
  }

  /** @param {Cell} cell */
  #mask({ row, column }) {
    this.#owner.change((model) => model.edit(withMask(model.state, row, column)));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key } = event;
    const { cell } = this.picture;
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Enter') this.derive();
    else if (key === 'Escape' && !this.parts.panel.hidden) this.#closePanel();
    else if (key === ' ' && this.#controls.isMasking && cell) this.#mask(cell);
    else if (!this.#nudge(key, event.shiftKey ? 1 : 0.1) && !this.#walk(key)) return;
    event.preventDefault();
  }

  /**
   * @param {string} key
   * @param {number} step
   * @returns {boolean} whether it moved the chosen vector of the plane
   */
  #nudge(key, step) {
    const moved = withNudge(this.#owner.model().state, this.#vectors.handle, key, step);
    if (moved) this.#owner.change((model) => model.edit(moved));
    return moved !== null;
  }

  /** @param {string} key of the keyboard @returns {boolean} whether it leads somewhere */
  #walk(key) {
    const { cell, view: { list } } = this.picture;
    if (!list || !this.#shown) return false;
    const { state, numbers: { rows } } = this.#shown;
    const isPlane = state.view === 'plane';
    // In the plane and among bars one query is drawn at a time.
    /** @type {Record<string, number>} */
    const steps = { ArrowUp: -1, ArrowDown: 1, ...(isPlane ? { Home: -1, End: 1 } : { PageUp: -rows, PageDown: rows }) };
    if (!list.grid && rows > 1 && steps[key]) {
      this.picture.pointed = null;
      this.#pick({ row: clamp(state.query + steps[key], 0, rows - 1), column: cell && cell.column });
      return true; // The new sentence will be said.
    }
    /** @type {Target | null} */
    const from = isPlane ? this.#vectors.handle : cell && (list.grid ? { kind: 'cell', ...cell } : { kind: 'key', key: cell.column });
    const target = moveTarget(list, from, key);
    if (!target) return false;
    if (target.kind === 'handle') {
      this.#choose(target);
    } else {
      const next = /** @type {Cell} */ (this.#cellOf(target));
      this.picture.reveal(next);
      this.#point(next);
    }
    this.notices.say(this.parts.readout.textContent);
    return true;
  }

  dispose() {
    this.notices.dispose();
    this.picture.view.dispose();
    this.parts.room.remove();
  }
}
