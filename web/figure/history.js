/**
 * The reader's edits, to be undone and redone. A state is never changed, only replaced. While a
 * number is being typed or stepped the new state is a preview; a whole run of steps becomes one
 * edit when it is committed.
 * @template State
 */
export class History {
  #initial;
  /** @type {State[]} */
  #past = [];
  #present;
  /** @type {State[]} */
  #future = [];
  /** @type {State | null} */
  #preview = null;

  /** @param {State} initial */
  constructor(initial) {
    this.#initial = initial;
    this.#present = initial;
  }

  /** What is to be drawn: the preview where there is one. */
  get current() {
    return this.#preview ?? this.#present;
  }

  /** Whether an edit is being made. */
  get isPreview() {
    return this.#preview !== null;
  }

  get canUndo() {
    return this.isPreview || this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  get isInitial() {
    return same(this.current, this.#initial);
  }

  /** @param {State} state */
  preview(state) {
    this.#preview = state;
  }

  /** Makes the preview an edit of its own, unless it changed nothing. */
  commit() {
    const preview = this.#preview;
    this.#preview = null;
    if (preview === null || same(preview, this.#present)) return;
    this.#past.push(this.#present);
    this.#present = preview;
    this.#future = [];
  }

  /** Drops the preview. */
  cancel() {
    this.#preview = null;
  }

  /** @param {State} state */
  apply(state) {
    this.commit();
    this.#preview = state;
    this.commit();
  }

  undo() {
    this.commit();
    const state = this.#past.pop();
    if (state === undefined) return;
    this.#future.push(this.#present);
    this.#present = state;
  }

  redo() {
    if (this.isPreview) return;
    const state = this.#future.pop();
    if (state === undefined) return;
    this.#past.push(this.#present);
    this.#present = state;
  }

  /** Back to the start, as an edit: it can be undone like any other. */
  reset() {
    this.apply(this.#initial);
  }
}

/**
 * What was taken over from one state to the next is the same object: a map of millions of weights costs nothing.
 * @param {unknown} a
 * @param {unknown} b
 * @returns {boolean}
 */
function same(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [before, after] = [Object.entries(a), Object.entries(b)];
  const other = /** @type {Record<string, unknown>} */ (b);
  return before.length === after.length && before.every(([name, value]) => Object.hasOwn(b, name) && same(value, other[name]));
}
