/**
 * Numbers that take long, computed while the page lives: the reader is told how far they are and may cancel them. A
 * change of the figure ends them too, unless it only says where to look.
 */

import { AttentionError } from '../../wasm/error.js';
import { figureNumbersInPieces, isLong } from '../compute/figure-numbers.js';
import { sameNumbers } from './figure-model.js';
import { paced } from '../compute/pieces.js';

/**
 * @import { Engine, FigureNumbers } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { FigureModel } from './figure-model.js'
 *
 * @typedef {object} Running
 * @property {FigureModel} model
 * @property {FigureState} state
 * @property {Promise<FigureNumbers>} numbers
 * @property {AbortController} controller
 */

/** Milliseconds after which the reader is told. */
const patience = 300;

export class Computing {
  #tell;
  /** @type {Running | null} */
  #running = null;
  /** The reader does not want this to be computed. @type {Pick<Running, 'model' | 'state'> | null} */
  #cancelled = null;

  /** @param {(done: number) => void} tell how much of a long computation is done, up to 1 */
  constructor(tell) {
    this.#tell = tell;
  }

  /**
   * @param {FigureModel} model
   * @param {Engine | null} engine null: only for weights that the author supplied
   * @returns {FigureNumbers | Promise<FigureNumbers>} of what the model says now; rejected as aborted where another is asked for
   *   before it is done
   * @throws {AttentionError} aborted: the reader cancelled it
   */
  numbers(model, engine) {
    const { state } = model;
    const isSame = (/** @type {Pick<Running, 'model' | 'state'> | null} */ other) =>
      other !== null && other.model === model && sameNumbers(other.state, state);
    if (!isSame(this.#cancelled)) this.#cancelled = null;
    if (this.#running && isSame(this.#running)) return this.#running.numbers;
    this.stop();
    const known = model.known(engine);
    if (known || engine === null || state.weights !== null || !isLong(state)) return known ?? model.numbers(engine);
    if (this.#cancelled) throw aborted();
    this.#running = this.#start(model, engine);
    return this.#running.numbers;
  }

  /** @param {FigureModel} model @param {Engine} engine @returns {Running} */
  #start(model, engine) {
    const { state } = model;
    const controller = new AbortController();
    const start = performance.now();
    const computed = paced(figureNumbersInPieces(engine, state), controller.signal, (done) => {
      if (performance.now() - start > patience) this.#tell(done);
    });
    const numbers = computed.then((found) => model.keep(engine, state, found)).finally(() => {
      if (this.#running?.controller === controller) this.#running = null;
    });
    return { model, state, numbers, controller };
  }

  get isRunning() {
    return this.#running !== null;
  }

  /** Ends what is computed, as it is needed no more. */
  stop() {
    this.#running?.controller.abort(aborted());
    this.#running = null;
  }

  /** The reader waits no longer. */
  cancel() {
    this.#cancelled = this.#running;
    this.#running?.controller.abort(aborted());
  }

  /** The reader wants it after all. */
  resume() {
    this.#cancelled = null;
  }
}

function aborted() {
  return new AttentionError('aborted', 'figure', 'expected to go on, got cancelled');
}
