/** A figure's nodes brought to life: what they show, and what the reader does with them. */

import { moveTarget } from '../views/keyboard.js';
import { Controls } from './controls.js';
import { markupNode } from '../derivation/markup.js';
import { derivationsOf } from './derive.js';
import { DerivationPanel } from './derivation-panel.js';
import { figureParts } from './figure-parts.js';
import { Menu } from './menu.js';
import { keyName, queryName } from './names.js';
import { Picture } from './picture.js';
import { followPointer } from './pointing.js';
import { readoutOf } from './readout.js';
import { tablesOf } from './row-table.js';
import { leadOf, sentenceOf } from './sentence.js';
import { Steppers } from './steppers.js';
import { VectorFields } from './vector-fields.js';
import { vectorAt, withMask, withVector } from './vectors.js';

/**
 * @import { Engine } from '../figure-numbers.js'
 * @import { Target } from '../display-list.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Entry } from './menu.js'
 * @import { Shown } from './picture.js'
 * @import { Cell } from './readout.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {object} Owner what the body asks of its element
 * @property {() => FigureModel} model
 * @property {() => Engine | null} engine
 * @property {() => Text} text
 * @property {() => void} changed the model has changed
 * @property {() => void} focused
 * @property {(body: FigureBody) => Entry[]} menu
 */

export class FigureBody {
  parts = figureParts();
  picture;
  /** @type {Shown | null} */
  #shown = null;
  #owner;
  #controls;
  #menu;
  #panel;
  #steppers;
  #vectors;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;

  /** @param {Owner} owner */
  constructor(owner) {
    this.#owner = owner;
    const { parts } = this;
    this.picture = new Picture(parts.canvas);
    /** @type {import('./controls.js').ControlEditing} */
    const editing = {
      text: owner.text,
      state: () => owner.model().state,
      edit: (fields) => this.#change((model) => model.edit(fields)),
      preview: (fields) => this.#change((model) => model.preview(fields)),
      commit: () => this.#change((model) => model.commit()),
    };
    this.#controls = new Controls(parts.controls, editing);
    this.#vectors = new VectorFields(parts.vector, editing);
    this.#menu = new Menu(parts.menu, () => owner.menu(this));
    this.#panel = new DerivationPanel(parts.derivation, () => parts.stage.focus());
    this.#steppers = new Steppers(parts.steppers, (key) => this.#walk(key), () => this.derive());
    followPointer(parts.stage, this.picture, {
      point: (target) => this.#point(this.#cellOf(target)),
      choose: (target) => this.#choose(target),
      derive: (target) => this.derive(this.#cellOf(target)),
      drag: (handle, place) => this.#change((model) => model.preview(withVector(model.state, handle, place))),
      drop: () => this.#change((model) => model.commit()),
      cancel: () => this.#change((model) => model.cancel()),
    });
    parts.stage.addEventListener('keydown', (event) => this.#pressed(event));
    parts.stage.addEventListener('blur', () => this.#point(null));
    parts.shell.addEventListener('focusin', () => owner.focused());
    parts.figure.addEventListener('keydown', (event) => this.#undoByKey(event));
  }

  /**
   * @param {Shown} shown
   * @param {string} controls names, as the attribute has them
   */
  show(shown, controls) {
    const { state, text } = shown;
    const { parts } = this;
    this.#shown = shown;
    parts.fallback.hidden = true;
    parts.figure.hidden = false;
    parts.shell.classList.add('drawn');
    parts.shell.dir = shown.dir;
    parts.shell.lang = text.language === 'zh' ? 'zh-CN' : 'en';
    parts.stage.classList.toggle('plane', state.view === 'plane');
    parts.stage.style.removeProperty('min-block-size');
    this.#controls.show(controls, state, text);
    this.#vectors.show(state, text);
    this.#steppers.show(text, state.view === 'plane');
    this.#menu.name(text('menu.open'));
    this.picture.show(shown);
    this.#showReadout();
    if (!shown.isPreview) this.#settle(shown);
  }

  /** What is said and listed follows when an edit is over. @param {Shown} shown */
  #settle({ state, numbers, text }) {
    const { parts } = this;
    const query = queryName(state, state.query);
    const label = numbers.rows === 1 || state.view === 'bars'
      ? text('figure.labelOne', { query, columns: numbers.columns })
      : text('figure.label', { rows: numbers.rows, columns: numbers.columns });
    parts.stage.setAttribute('aria-label', state.label || state.caption || label);
    parts.stage.setAttribute('aria-roledescription', text(`figure.${state.view}`));
    parts.help.textContent = [
      text(state.view === 'plane' ? 'figure.helpPlane' : 'figure.help'),
      this.#controls.isMasking ? text('figure.helpMask') : '',
    ].join(' ');
    parts.caption.textContent = state.caption;
    parts.caption.hidden = state.caption === '';
    const isSpelled = !state.queries && !state.weights;
    parts.note.hidden = !isSpelled && !numbers.isSupplied;
    parts.note.textContent = numbers.isSupplied ? text('figure.supplied') : isSpelled ? text('figure.spelled') : '';
    const sentence = sentenceOf(state, numbers, text);
    if (parts.sentence.textContent && parts.sentence.textContent !== sentence) this.say(sentence);
    parts.sentence.textContent = sentence;
    parts.tables.replaceChildren(...tablesOf(state, numbers, text));
    this.#reachTables();
    if (this.#panel.isOpen) this.#fillPanel();
  }

  /** @param {string} message why nothing new can be drawn; '' takes it away */
  complain(message) {
    const { problem, stale, figure, fallback } = this.parts;
    const text = this.#owner.text();
    const isDrawn = this.#shown !== null;
    stale.hidden = !isDrawn || message === '';
    stale.textContent = message && text('problem.stale', { message });
    problem.hidden = isDrawn || message === '';
    problem.textContent = message;
    if (!isDrawn && message) {
      figure.hidden = true;
      fallback.hidden = false;
    }
  }

  get label() {
    return this.parts.stage.getAttribute('aria-label') ?? '';
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
    for (const place of this.parts.tables.children) {
      if (place.matches('.table-scroll')) place.setAttribute('tabindex', this.isTableShown ? '0' : '-1');
    }
  }

  /** In the line of the readout, until a cell is pointed at. @param {string} words */
  tell(words) {
    this.parts.readout.textContent = words;
    this.say(words);
  }

  /** To screen readers, once the reader has paused. @param {string} words */
  say(words) {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.parts.said.textContent = words), 500);
  }

  /** @param {Cell | null} [cell] the one that is pointed at, or chosen */
  derive(cell = this.picture.cell ?? this.#strongest()) {
    if (!this.#shown || !cell) return;
    this.#change((model) => model.choose({ query: cell.row, key: cell.column }));
    this.picture.pointed = null;
    this.#fillPanel();
    this.#panel.focus();
  }

  #fillPanel() {
    if (!this.#shown) return;
    const { state } = this.#owner.model();
    const text = this.#owner.text();
    const panels = this.#shown.numbers.panels.map(({ name }) => name);
    const title = text('panel.title', { query: queryName(state, state.query), key: keyName(state, state.key ?? 0) });
    const derivations = derivationsOf(this.#owner.engine(), state, panels, text);
    this.#panel.show(title, text('panel.close'), derivations.map((tree) => markupNode(tree, document)));
  }

  /** @returns {Cell | null} of the chosen row */
  #strongest() {
    if (!this.#shown) return null;
    const { state: { query }, numbers: { columns, panels: [{ weights }] } } = this.#shown;
    const row = weights.subarray(query * columns, (query + 1) * columns);
    return { row: query, column: row.indexOf(Math.max(...row)) };
  }

  /** @param {(model: FigureModel) => void} change */
  #change(change) {
    change(this.#owner.model());
    this.#owner.changed();
  }

  #showReadout() {
    if (!this.#shown) return;
    const { state, numbers, text } = this.#shown;
    const { cell } = this.picture;
    this.parts.readout.textContent = cell ? readoutOf(state, numbers, cell, text) : leadOf(state, numbers, text);
  }

  /** @param {Target | null} target @returns {Cell | null} */
  #cellOf(target) {
    const query = this.#shown?.state.query ?? 0;
    if (target?.kind === 'cell') return { row: target.row, column: target.column };
    if (target?.kind === 'key') return { row: query, column: target.key };
    return target?.kind === 'handle' && target.vector === 'key' ? { row: query, column: target.index } : null;
  }

  /** @param {Cell | null} cell */
  #point(cell) {
    const before = this.picture.pointed;
    if (!this.#shown || (before?.row === cell?.row && before?.column === cell?.column)) return;
    this.picture.pointed = cell;
    this.picture.draw();
    this.#showReadout();
  }

  /** @param {Target} target */
  #choose(target) {
    const cell = this.#cellOf(target);
    if (target.kind === 'handle') this.#vectors.handle = target;
    if (cell && this.#controls.isMasking && target.kind !== 'handle') this.#mask(cell);
    else this.#change((model) => cell && model.choose({ query: cell.row, key: cell.column }));
  }

  /** @param {Cell} cell */
  #mask({ row, column }) {
    this.#change((model) => model.edit(withMask(model.state, row, column)));
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const { key } = event;
    if (!this.#shown || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Enter') this.derive();
    else if (key === 'Escape' && this.#panel.isOpen) this.#panel.close();
    else if (key === ' ' && this.#controls.isMasking && this.picture.cell) this.#mask(this.picture.cell);
    else if (!this.#nudge(key, event.shiftKey) && !this.#walk(key)) return;
    event.preventDefault();
  }

  /**
   * @param {string} key
   * @param {boolean} isLarge
   * @returns {boolean} whether it moved the chosen vector of the plane
   */
  #nudge(key, isLarge) {
    const { state } = this.#owner.model();
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const { handle } = this.#vectors;
    const vector = state.view === 'plane' && moves[key] ? vectorAt(state, handle) : null;
    if (!vector) return false;
    const moved = vector.map((value, axis) => Math.round((value + moves[key][axis] * (isLarge ? 1 : 0.1)) * 1e6) / 1e6 + 0);
    this.#change((model) => model.edit(withVector(state, handle, moved)));
    return true;
  }

  /**
   * @param {string} key of the keyboard
   * @returns {boolean} whether it leads somewhere
   */
  #walk(key) {
    const { list } = this.picture.view;
    if (!list || !this.#shown) return false;
    const { cell } = this.picture;
    const { view, query } = this.#shown.state;
    /** @type {Target | null} */
    const from = view === 'plane' ? this.#vectors.handle
      : cell && (list.grid ? { kind: 'cell', ...cell } : { kind: 'key', key: cell.column });
    const target = moveTarget(list, from, key);
    if (!target) return false;
    if (target.kind === 'handle') {
      this.#choose(target);
    } else {
      const next = this.#cellOf(target) ?? { row: query, column: 0 };
      this.picture.reveal(next);
      this.#point(next);
    }
    this.say(this.parts.readout.textContent ?? '');
    return true;
  }

  /** @param {KeyboardEvent} event */
  #undoByKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
    event.preventDefault();
    this.#change((model) => (event.shiftKey ? model.redo() : model.undo()));
  }

  dispose() {
    clearTimeout(this.#saying);
    this.picture.dispose();
    this.parts.shell.remove();
  }
}
