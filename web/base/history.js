/**
 * The reader's edits, to be undone and redone. A state is never changed, only replaced. While a
 * number is being typed or stepped the new state is a preview; a whole run of steps becomes one
 * edit when it is committed.
 * @template State
 */
export class History {
  #states;
  #at = 0;
  /** The state that it began with. */
  initial;
  /** @type {State | null} */
  #preview = null;

  /** @param {State} initial */
  constructor(initial) {
    this.initial = initial;
    this.#states = [initial];
  }

  /** The state that is to be drawn: the preview where there is one. */
  get current() {
    return this.#preview ?? this.#states[this.#at];
  }

  /** Whether an edit is being made. */
  get isPreview() {
    return this.#preview !== null;
  }

  get canUndo() {
    return this.isPreview || this.#at > 0;
  }

  get canRedo() {
    return this.#at < this.#states.length - 1;
  }

  get isInitial() {
    return same(this.current, this.initial);
  }

  /** @param {State} state */
  preview(state) {
    this.#preview = state;
  }

  /** Makes the preview an edit of its own, unless it changed nothing. */
  commit() {
    const state = this.current;
    this.#preview = null;
    if (same(state, this.current)) return;
    this.#at += 1;
    this.#states.splice(this.#at, Infinity, state);
  }

  /** Drops the preview. */
  cancel() {
    this.#preview = null;
  }

  /** @param {State} state */
  apply(state) {
    this.commit();
    this.preview(state);
    this.commit();
  }

  undo() {
    this.commit();
    if (this.canUndo) this.#at -= 1;
  }

  redo() {
    if (!this.isPreview && this.canRedo) this.#at += 1;
  }

  /** Back to the start, as an edit: it can be undone like any other. */
  reset() {
    this.apply(this.initial);
  }
}

/**
 * Compares two values. What was taken over from one state to the next is the same object: a map of millions of weights costs
 * nothing.
 * @param {any} a
 * @param {any} b
 * @returns {boolean} whether both say the same
 */
export function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]));
}
