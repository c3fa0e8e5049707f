/**
 * The page's state, in parts, and the steps that undo takes back: the example's edits, and whole links that were followed.
 * The other sections' own edits are no steps: an undo beside the example must not change what is out of sight.
 */

import { same } from '../../base/history.js';

/**
 * @import { ExampleState } from '../exhibits/example-state.js'
 * @import { PageState, Part } from './page-state.js'
 *
 * @typedef {Partial<PageState>} Parts
 */

export class Bench {
  #initial;
  #current;
  /** The example before the number that is being typed or stepped. @type {ExampleState | null} */
  #kept = null;
  /** What each step has replaced, the last at the end. @type {Parts[]} */
  #past = [];
  /** What each step that was taken back had put there. @type {Parts[]} */
  #future = [];
  /** @type {((before: PageState) => unknown)[]} */
  #listeners = [];

  /** @param {PageState} initial */
  constructor(initial) {
    this.#initial = initial;
    this.#current = initial;
  }

  /** @returns {PageState} */
  get current() {
    return this.#current;
  }

  get canUndo() {
    return this.#kept !== null || this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Whether the example is as it was in the beginning. */
  get isExampleInitial() {
    return same(this.#current.example, this.#initial.example);
  }

  /** @param {(before: PageState) => unknown} listener is told of each change, with the state before it */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * The example while a number in it is being typed or stepped; a whole run of these becomes one step.
   * @param {ExampleState} example
   */
  preview(example) {
    this.#kept ??= this.#current.example;
    this.#become({ example });
  }

  /** Makes the preview a step, unless it changed nothing. */
  commit() {
    const example = this.#kept;
    this.#kept = null;
    if (example && !same(example, this.#current.example)) this.#step({ example });
  }

  /** Drops the preview. */
  cancel() {
    const example = this.#kept;
    this.#kept = null;
    if (example) this.#become({ example });
  }

  /**
   * A step.
   * @param {Parts} parts
   */
  apply(parts) {
    this.commit();
    const changed = Object.fromEntries(Object.entries(parts).filter(([part, state]) => !same(state, this.#current[/** @type {Part} */ (part)])));
    if (Object.keys(changed).length === 0) return;
    this.#step(this.#like(changed));
    this.#become(changed);
  }

  /**
   * A change that is no step.
   * @param {Parts} parts
   */
  amend(parts) {
    this.#become(parts);
  }

  /** The example as it was in the beginning, as a step: it can be undone like any other. */
  reset() {
    this.apply({ example: this.#initial.example });
  }

  undo() {
    this.commit();
    this.#move(this.#past, this.#future);
  }

  redo() {
    if (this.#kept === null) this.#move(this.#future, this.#past);
  }

  /** @param {Parts[]} from @param {Parts[]} to */
  #move(from, to) {
    const parts = from.pop();
    if (!parts) return;
    to.push(this.#like(parts));
    this.#become(parts);
  }

  /** @param {Parts} replaced */
  #step(replaced) {
    this.#past.push(replaced);
    this.#future = [];
  }

  /** @param {Parts} parts @returns {Parts} the same parts, as they are now */
  #like(parts) {
    return Object.fromEntries(Object.keys(parts).map((part) => [part, this.#current[/** @type {Part} */ (part)]]));
  }

  /** @param {Parts} parts */
  #become(parts) {
    const before = this.#current;
    this.#current = { ...before, ...parts };
    for (const listener of this.#listeners) listener(before);
  }
}
