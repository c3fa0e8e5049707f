/**
 * The page's state, in parts, and the steps that undo takes back: edits of the example, and whole links that were followed.
 * Edits in the other sections are no steps: an undo beside the example must not change what is out of sight.
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
  /** What each step has replaced, the last step at the end. @type {Parts[]} */
  #past = [];
  /** What each step that was undone had set. @type {Parts[]} */
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

  /** Whether the example is in its initial state. */
  get isExampleInitial() {
    return same(this.#current.example, this.#initial.example);
  }

  /** @param {(before: PageState) => unknown} listener called at each change, with the state before it */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /**
   * Shows the example while a number in it is being typed or stepped; a whole run of these becomes one step.
   * @param {ExampleState} example
   */
  preview(example) {
    this.#kept ??= this.#current.example;
    this.#become({ example });
  }

  /** Turns the preview into a step, unless it changed nothing. */
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
   * Makes a change that is a step.
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
   * Makes a change that is no step.
   * @param {Parts} parts
   */
  amend(parts) {
    this.#become(parts);
  }

  /** Brings the example back to its initial state, as a step, which can be undone like any other. */
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
