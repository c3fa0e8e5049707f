/** Beside its drawing a figure tells eyes why there is nothing new, and screen readers what has changed. */

/**
 * @import { Parts } from './figure-parts.js'
 * @import { Text } from '../words/texts.js'
 */

/** Milliseconds without a change after which the reader has paused. */
const pause = 500;

export class Notices {
  #parts;
  /** Whether there is a drawing, the last one of all. */
  isDrawn = false;
  /** Whether it is not what the model says now. */
  isStale = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #saying;

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {string} message why nothing new can be drawn; '' takes it away @param {Text} text */
  complain(message, text) {
    const { problem, stale, figure, fallback } = this.#parts;
    this.#endComputing();
    this.isStale = message !== '';
    stale.textContent = this.isDrawn && message ? text('problem.stale', { message }) : '';
    problem.textContent = this.isDrawn ? '' : message;
    figure.hidden = !this.isDrawn && message !== '';
    fallback.hidden = this.isDrawn;
  }

  /**
   * Over the picture while numbers take long: how far they are, and a button that cancels them. The last drawing stays.
   * @param {number | null} done the share, up to 1; null: they were cancelled, and the button goes on with them
   * @param {Text} text
   */
  tellComputing(done, text) {
    const { computing, progress, halt, problem, stale, figure } = this.#parts;
    const isCancelled = done === null;
    const message = isCancelled ? text('computing.cancelled') : text('computing.progress', { percent: Math.floor(100 * done) });
    if (computing.hidden || isCancelled) this.say(message);
    problem.textContent = stale.textContent = '';
    for (const part of [computing, figure]) part.hidden = false;
    computing.classList.toggle('over', !isCancelled);
    progress.textContent = isCancelled && this.isDrawn ? text('problem.stale', { message }) : message;
    halt.textContent = text(isCancelled ? 'computing.resume' : 'computing.cancel');
    this.isStale = true;
  }

  /** The focus does not leave the figure with the button that has it. */
  #endComputing() {
    const { computing, stage } = this.#parts;
    const isFocused = computing.matches(':focus-within');
    computing.hidden = true;
    if (isFocused) stage.focus({ preventScroll: true });
  }

  /** Says it in the line of the readout, until a cell is pointed at. @param {string} words */
  tell(words) {
    this.#parts.readout.textContent = words;
    this.say(words);
  }

  /** To screen readers, once the reader has paused. @param {string | null} words */
  say(words) {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.#parts.said.textContent = words), pause);
  }

  dispose() {
    clearTimeout(this.#saying);
  }
}
