/** A figure shows the author's state, the reader's edits of it, the chosen cell, and the numbers. */

import { History } from '../../base/history.js';
import { figureNumbers } from '../compute/figure-numbers.js';

/**
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { FigureNumbers } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 *
 * @typedef {Pick<FigureState, 'query' | 'key'>} Choice
 */

/** These fields only say where to look or what to call it: the numbers are the same without them. */
const looks = new Set(['view', 'query', 'key', 'domain', 'caption', 'label']);

/** @extends {History<FigureState>} */
export class FigureModel extends History {
  /** Looking at another cell is no edit: undo leaves it where it is. @type {Choice} */
  #choice;
  /** The state, and what it was put together from. @type {{ edited: FigureState, choice: Choice, state: FigureState } | null} */
  #whole = null;
  /** @type {{ state: FigureState, engine: Engine | null, numbers: FigureNumbers } | null} */
  #computed = null;

  /** @param {FigureState} initial */
  constructor(initial) {
    super(initial);
    this.#choice = choiceOf(initial);
  }

  /** @returns {FigureState} the same object until something changes */
  get state() {
    const [edited, choice] = [this.current, this.#choice];
    if (this.#whole?.edited !== edited || this.#whole.choice !== choice) {
      this.#whole = { edited, choice, state: { ...edited, ...choice } };
    }
    return this.#whole.state;
  }

  get isInitial() {
    const { query, key } = this.initial;
    return super.isInitial && this.#choice.query === query && this.#choice.key === key;
  }

  /** @param {Partial<Choice>} choice */
  choose(choice) {
    this.#choice = { ...this.#choice, ...choice };
  }

  /** @param {Partial<FigureState>} fields already known to be good */
  edit(fields) {
    this.apply({ ...this.current, ...fields });
  }

  /** @param {FigureState} state whole, its choice included */
  replace(state) {
    this.edit(state);
    this.#choice = choiceOf(state);
  }

  /** @param {Partial<FigureState>} fields */
  preview(fields) {
    super.preview({ ...this.current, ...fields });
  }

  reset() {
    this.replace(this.initial);
  }

  /**
   * @param {Engine | null} engine null: only for weights that the author supplied
   * @returns {FigureNumbers} computed anew only where something changed that they come from
   * @throws {import('../../wasm/error.js').AttentionError}
   */
  numbers(engine) {
    return this.known(engine) ?? this.keep(engine, this.state, figureNumbers(engine, this.state));
  }

  /** @param {Engine | null} engine @returns {FigureNumbers | null} null where they are to be computed */
  known(engine) {
    const last = this.#computed;
    return last && last.engine === engine && sameNumbers(last.state, this.state) ? last.numbers : null;
  }

  /** @param {Engine | null} engine @param {FigureState} state @param {FigureNumbers} numbers of the state */
  keep(engine, state, numbers) {
    this.#computed = { state, engine, numbers };
    return numbers;
  }
}

/**
 * @param {FigureState} state
 * @returns {Choice}
 */
function choiceOf({ query, key }) {
  return { query, key };
}

/**
 * @param {FigureState} a
 * @param {FigureState} b
 * @returns {boolean} whether both have the same numbers, for the states of one model
 */
export function sameNumbers(a, b) {
  const [before, after] = /** @type {Record<string, unknown>[]} */ ([a, b]);
  return Object.keys(after).every((name) => looks.has(name) || before[name] === after[name]);
}
