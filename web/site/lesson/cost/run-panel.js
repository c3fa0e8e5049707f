/** The buttons that start and stop a measurement, its progress, and the messages below. */

import { disable, whenPressed } from '../../../base/dom.js';
import { part } from '../drawing/controls.js';

export class RunPanel {
  #start;
  #stop;
  #progress;
  #now;
  #said;
  #problem;

  /** @param {HTMLElement} root @param {{ start: () => void, stop: () => void }} acts of the two buttons */
  constructor(root, { start, stop }) {
    this.#start = part(root, '#cost-start', HTMLButtonElement);
    this.#stop = part(root, '#cost-stop', HTMLButtonElement);
    this.#progress = part(root, '#cost-progress', HTMLProgressElement);
    this.#now = part(root, '#cost-now', HTMLElement);
    this.#said = part(root, '#cost-said', HTMLElement);
    this.#problem = part(root, '#cost-problem', HTMLElement);
    whenPressed(this.#start, start);
    whenPressed(this.#stop, stop);
  }

  /** Lets a measurement be started. */
  enable() {
    disable(this.#start, false);
  }

  /** A measurement begins. */
  begin() {
    disable(this.#start, true);
    disable(this.#stop, false);
    this.#problem.hidden = true;
  }

  /** @param {number} share of the work that is done */
  progress(share) {
    this.#progress.value = share;
    this.#progress.hidden = false;
  }

  /** Shows what is being measured. @param {string} text */
  announce(text) {
    this.#now.textContent = text;
  }

  /** Shows a sentence about the measurement. @param {string} sentence */
  say(sentence) {
    this.#said.textContent = sentence;
  }

  /** Shows why the measurement failed. @param {string} reason @param {unknown} error goes to the console */
  refuse(reason, error) {
    this.#said.textContent = '';
    this.#problem.textContent = reason;
    this.#problem.hidden = false;
    console.info(error);
  }

  /** The measurement has ended, in whatever way. @param {string} again the name of the start button from now on */
  end(again) {
    this.#progress.hidden = true;
    this.#now.textContent = '';
    disable(this.#start, false);
    disable(this.#stop, true);
    this.#start.textContent = again;
  }
}
