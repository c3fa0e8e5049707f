/** What a figure shows: the author's state, the reader's edits of it, the chosen cell, and the numbers. */

import { History } from '../history.js';
import { figureNumbers } from '../figure-numbers.js';

/**
 * @import { Attention } from '../../engine/attention.js'
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 *
 * @typedef {Pick<FigureState, 'query' | 'key'>} Choice
 */

/** What only says where to look or what to call it: the numbers are the same without it. */
const looks = new Set(['view', 'query', 'key', 'domain', 'caption', 'label']);

export class FigureModel {
  /** @type {History<FigureState>} */
  #history;
  #initial;
  /** Looking at another cell is no edit: undo leaves it where it is. @type {Choice} */
  #choice;
  /** @type {FigureState | null} */
  #state = null;
  /** @type {{ state: FigureState, engine: Attention | null, numbers: FigureNumbers } | null} */
  #computed = null;
  /** Whether an edit is being made: a drag, or typing. */
  isPreview = false;

  /** @param {FigureState} initial */
  constructor(initial) {
    this.#initial = initial;
    this.#choice = { query: initial.query, key: initial.key };
    this.#history = new History(initial);
  }

  /** @returns {FigureState} the same object until something changes */
  get state() {
    return (this.#state ??= { ...this.#history.current, ...this.#choice });
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  get isInitial() {
    const { query, key } = this.#initial;
    return this.#history.isInitial && this.#choice.query === query && this.#choice.key === key;
  }

  /** @param {Partial<Choice>} choice */
  choose(choice) {
    this.#change(() => (this.#choice = { ...this.#choice, ...choice }));
  }

  /** @param {Partial<FigureState>} fields already known to be good */
  edit(fields) {
    this.#change(() => this.#history.apply({ ...this.#history.current, ...fields }));
  }

  /** @param {FigureState} state whole, its choice included */
  replace(state) {
    this.edit(state);
    this.choose(state);
  }

  /** @param {Partial<FigureState>} fields */
  preview(fields) {
    this.isPreview = true;
    this.#change(() => this.#history.preview({ ...this.#history.current, ...fields }), true);
  }

  commit() {
    this.#change(() => this.#history.commit());
  }

  cancel() {
    this.#change(() => this.#history.cancel());
  }

  undo() {
    this.#change(() => this.#history.undo());
  }

  redo() {
    this.#change(() => this.#history.redo());
  }

  /** Back to the author's state, as an edit. */
  reset() {
    this.#change(() => this.#history.reset());
    this.choose({ query: this.#initial.query, key: this.#initial.key });
  }

  /**
   * @param {Attention | null} engine null: only for weights that the author supplied
   * @returns {FigureNumbers} computed anew only where something changed that they come from
   * @throws {import('../../engine/error.js').AttentionError}
   */
  numbers(engine) {
    const { state } = this;
    const last = this.#computed;
    if (last && last.engine === engine && sameNumbers(last.state, state)) return last.numbers;
    const numbers = figureNumbers(engine, state);
    this.#computed = { state, engine, numbers };
    return numbers;
  }

  /**
   * @param {() => void} change
   * @param {boolean} [isPreview]
   */
  #change(change, isPreview = false) {
    this.isPreview = isPreview;
    this.#state = null;
    change();
  }
}

/**
 * @param {FigureState} a
 * @param {FigureState} b
 */
function sameNumbers(a, b) {
  const [before, after] = /** @type {Record<string, unknown>[]} */ ([a, b]);
  return Object.keys(after).every((name) => looks.has(name) || before[name] === after[name]);
}
