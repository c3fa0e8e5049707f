/** The figure's model, and whether the author has given another since it was made. */

import { same } from '../../base/history.js';
import { FigureModel } from './figure-model.js';

/** @import { FigureState } from '../state/schema.js' */

export class AuthoredModel {
  #read;
  /** The author's input as it was when it was last read. @type {FigureState | null} */
  #given = null;
  #isRead = false;
  /** The model of the last input that could be read. Nobody asks for it before there is one. */
  last = /** @type {FigureModel} */ (/** @type {unknown} */ (null));

  /** @param {() => FigureState} read the author's input; throws where it is none */
  constructor(read) {
    this.#read = read;
  }

  /** The input is to be read anew. */
  expire() {
    this.#isRead = false;
  }

  /**
   * Frameworks set everything anew whenever they render, so the model is another only where the input says something else.
   * @throws {Error} what is wrong with the author's input
   */
  get model() {
    if (!this.#isRead) {
      const given = this.#read();
      if (!same(given, this.#given)) this.last = new FigureModel(given);
      this.#given = given;
      this.#isRead = true;
    }
    return this.last;
  }

  /**
   * The same, or the last that there was where the input is none now.
   * @throws {Error} what is wrong with the author's input, where there was none before
   */
  get lastGood() {
    try {
      return this.model;
    } catch (error) {
      if (this.last === null) throw error;
      return this.last;
    }
  }

  /** @param {FigureState} state an edit of the author's, or the author's own where there is no other */
  replace(state) {
    try {
      this.model.replace(state);
    } catch {
      this.last = new FigureModel(state);
      this.#given = null;
      this.#isRead = true;
    }
  }
}
