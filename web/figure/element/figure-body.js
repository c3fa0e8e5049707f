/** A figure's nodes brought to life: what they show, and what the reader does with them. */

import { markupNode } from '../derivation/markup.js';
import { largestWeight } from '../statistics.js';
import { moveTarget } from '../views/keyboard.js';
import { controlsIn } from './controls.js';
import { derivationsOf } from './derive.js';
import { figureParts } from './figure-parts.js';
import { Menu } from './menu.js';
import { keyName, named, queryName } from './names.js';
import { noteOf } from './note.js';
import { Picture } from './picture.js';
import { followPointer } from './pointing.js';
import { readoutOf } from './readout.js';
import { reservedHeight } from './reserved.js';
import { tablesOf } from './row-table.js';
import { chosenRow, leadOf, sentenceOf } from './sentence.js';
import { translate } from './texts.js';
import { VectorFields } from './vector-fields.js';
import { vectorAt, withMask, withVector } from './vectors.js';

/**
 * @import { Engine } from '../figure-numbers.js'
 * @import { Target } from '../display-list.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { Entry } from './menu.js'
 * @import { Shown } from './picture.js'
 * @import { Cell } from './readout.js'
 * @import { Text } from './texts.js'
 *
 * @typedef {object} Editing what fields ask of the element
 * @property {() => Text} text
 * @property {(change: (model: FigureModel) => unknown) => void} change the model, and all that shows it
 *
 * @typedef {object} Owning what the body asks besides
 * @property {() => FigureModel} model the last that there was
 * @property {() => Engine | null} engine
 * @property {(body: FigureBody) => Entry[]} menu
 */

/** Where arrow keys move a vector. @type {Record<string, [x: number, y: number]>} */
const nudges = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class FigureBody {
  parts;
  picture;
  /** What the picture is called. */
  label = '';
  /** Once it is drawn; before that nothing but the picture's place can be reached. @type {Shown | undefined} */
  #shown;
  /** Whether that is not what the model says now. */
  #isStale = false;
  #owner;
  #controls;
  #vectors;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;

  /** @param {Editing & Owning} owner */
  constructor(owner) {
    this.#owner = owner;
    const { change } = owner;
    const parts = figureParts({
      walk: (key) => this.#walk(key),
      derive: () => this.derive(),
      close: () => this.#closePanel(),
    });
    const { stage, panel } = parts;
    this.parts = parts;
    this.picture = new Picture(parts.canvas);
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
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#closePanel();
    });
    parts.figure.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      change((model) => (event.shiftKey ? model.redo() : model.undo()));
    });
  }

  /**
   * Before it is drawn: what stands around the picture, unseen, and room for the picture.
   * @param {FigureState} state
   * @param {Text} text
   * @param {string} controls
   */
  reserve(state, text, controls) {
    const { stage, shell } = this.parts;
    this.#controls.show(controls, state, text);
    this.#vectors.show(state, text);
    this.#name(state, text);
    translate(shell, text);
    stage.style.minBlockSize = `${reservedHeight(this.picture, state, text, stage.clientWidth || 300)}px`;
  }

  /** @param {FigureState} state @param {Text} text */
  #name(state, text) {
    const { caption, note } = this.parts;
    caption.textContent = state.caption;
    note.textContent = noteOf(state, text);
  }

  /**
   * @param {Shown} shown
   * @param {string} controls names, as the attribute has them
   */
  show(shown, controls) {
    const { state, text, dir } = shown;
    const { shell, stage } = this.parts;
    this.#shown = shown;
    this.complain('', text);
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

  /** What is said and listed follows when an edit is over. @param {Shown} shown */
  #settle({ state, numbers, text }) {
    const { parts } = this;
    const { rows, columns } = numbers;
    translate(parts.shell, text);
    const isRow = rows === 1 || state.view === 'bars';
    const label = text(isRow ? 'figure.labelOne' : 'figure.label', { query: queryName(state, state.query), rows, columns });
    this.label = state.label || state.caption || named(state.shows === 'scores' ? text('table.score') : '', label, text);
    parts.stage.setAttribute('aria-label', this.label);
    parts.stage.setAttribute('aria-roledescription', text(`figure.${state.view}`));
    const help = text(state.view === 'plane' ? 'figure.helpPlane' : 'figure.help');
    parts.help.textContent = this.#controls.isMasking ? `${help} ${text('figure.helpMask')}` : help;
    this.#name(state, text);
    const sentence = sentenceOf(state, numbers, text);
    if (parts.sentence.textContent && parts.sentence.textContent !== sentence) this.say(sentence);
    parts.sentence.textContent = sentence;
    parts.tables.replaceChildren(...tablesOf(state, numbers, text));
    this.#reachTables();
    if (!parts.panel.hidden) this.#fillPanel();
  }

  /** @param {string} message why nothing new can be drawn; '' takes it away @param {Text} text */
  complain(message, text) {
    const { problem, stale, figure, fallback } = this.parts;
    this.#isStale = message !== '';
    const isDrawn = this.#shown !== undefined;
    stale.textContent = isDrawn && message ? text('problem.stale', { message }) : '';
    problem.textContent = isDrawn ? '' : message;
    figure.hidden = !isDrawn && message !== '';
    fallback.hidden = isDrawn;
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

  /** In the line of the readout, until a cell is pointed at. @param {string} words */
  tell(words) {
    this.parts.readout.textContent = words;
    this.say(words);
  }

  /** To screen readers, once the reader has paused. @param {string | null} words */
  say(words) {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.parts.said.textContent = words), 500);
  }

  /** @param {Cell | null} [cell] the one that is pointed at, or chosen, or where the row's largest weight is */
  derive(cell = this.picture.cell) {
    const { state, numbers } = /** @type {Shown} */ (this.#shown);
    const { row, column } = cell ?? { row: state.query, column: largestWeight(chosenRow(state, numbers, numbers.panels[0].weights)) };
    this.#pick({ row, column });
    this.picture.pointed = null;
    this.parts.panel.hidden = false;
    this.#fillPanel();
    this.parts.title.focus();
    this.parts.panel.scrollIntoView({ block: 'nearest' });
  }

  #fillPanel() {
    const { title, content } = this.parts;
    const { state, numbers, text } = /** @type {Shown} */ (this.#shown);
    title.textContent = text('panel.title', { query: queryName(state, state.query), key: keyName(state, state.key ?? 0) });
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

  /** Chooses a cell of what is shown, which the model may not know. @param {Cell} cell */
  #pick({ row: query, column: key }) {
    const shown = /** @type {Shown} */ (this.#shown);
    this.#shown = { ...shown, state: { ...shown.state, query, key } };
    if (!this.#isStale) return this.#owner.change((model) => model.choose({ query, key }));
    this.picture.show(this.#shown);
    this.#showReadout();
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
    const { state } = this.#owner.model();
    const { handle } = this.#vectors;
    const vector = state.view === 'plane' && nudges[key] && vectorAt(state, handle);
    if (!vector) return false;
    const moved = vector.map((value, axis) => Math.round((value + nudges[key][axis] * step) * 1e6) / 1e6 + 0);
    this.#owner.change((model) => model.edit(withVector(state, handle, moved)));
    return true;
  }

  /** @param {string} key of the keyboard @returns {boolean} whether it leads somewhere */
  #walk(key) {
    const { cell, view: { list } } = this.picture;
    if (!list || !this.#shown) return false;
    /** @type {Target | null} */
    const from = this.#shown.state.view === 'plane' ? this.#vectors.handle
      : cell && (list.grid ? { kind: 'cell', ...cell } : { kind: 'key', key: cell.column });
    const target = moveTarget(list, from, key);
    if (!target) return false;
    if (target.kind === 'handle') {
      this.#choose(target);
    } else {
      const next = /** @type {Cell} */ (this.#cellOf(target));
      this.picture.reveal(next);
      this.#point(next);
    }
    this.say(this.parts.readout.textContent);
    return true;
  }

  dispose() {
    clearTimeout(this.#saying);
    this.picture.view.dispose();
    this.parts.shell.remove();
  }
}
