/** Buttons that walk through the moments of a computation: to the start, back, forward, to the end, and play. */

import { disable, element, whenPressed } from '../../../base/dom.js';

/**
 * @typedef {object} PlayerTexts
 * @property {string} label of the group of buttons
 * @property {string} first
 * @property {string} back
 * @property {string} step
 * @property {string} play
 * @property {string} pause
 * @property {string} end
 */

/** The time from one moment to the next, in milliseconds. */
const pace = 1100;

export class Player {
  /** The buttons. */
  node;
  #index = 0;
  #count = 1;
  #timer = 0;
  #texts;
  #show;
  #buttons;
  #motion = matchMedia('(prefers-reduced-motion: reduce)');

  /**
   * @param {PlayerTexts} texts
   * @param {(index: number, isPlaying: boolean) => void} show called whenever the moment changes
   */
  constructor(texts, show) {
    this.#texts = texts;
    this.#show = show;
    /** @param {string} act @param {string} text @param {() => void} action */
    const button = (act, text, action) => {
      const node = element('button', { type: 'button', 'data-act': act }, text);
      whenPressed(node, action);
      return node;
    };
    this.#buttons = {
      first: button('first', texts.first, () => this.#walk(0)),
      back: button('back', texts.back, () => this.#walk(this.#index - 1)),
      step: button('step', texts.step, () => this.#walk(this.#index + 1)),
      end: button('end', texts.end, () => this.#walk(this.#count - 1)),
      play: button('play', '', () => this.#toggle()),
    };
    this.node = element('div', { class: 'buttons loop-player', role: 'group', 'aria-label': texts.label }, ...Object.values(this.#buttons));
    this.#motion.addEventListener('change', () => this.pause());
  }

  get index() {
    return this.#index;
  }

  /**
   * Starts another walk, or goes to another place in this one.
   * @param {number} count the number of moments
   * @param {number} index
   */
  load(count, index) {
    this.#count = count;
    this.#walk(Math.min(count - 1, Math.max(0, index)));
  }

  /** @param {number} index */
  #walk(index) {
    this.pause();
    this.#go(index);
  }

  pause() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#paint();
  }

  /** @param {number} index */
  #go(index) {
    this.#index = index;
    this.#show(index, this.#timer !== 0);
    this.#paint();
  }

  #toggle() {
    if (this.#timer) {
      this.pause();
      this.#show(this.#index, false);
      return;
    }
    if (this.#index === this.#count - 1) this.#index = -1;
    this.#timer = window.setInterval(() => this.#tick(), pace);
    this.#tick();
  }

  #tick() {
    // The timer ends when the section is no longer in the page.
    if (!this.node.isConnected || this.#index + 1 >= this.#count - 1) {
      this.#walk(this.#count - 1);
      return;
    }
    this.#go(this.#index + 1);
  }

  #paint() {
    const { first, back, step, end, play } = this.#buttons;
    const isLast = this.#index >= this.#count - 1;
    disable(first, this.#index <= 0);
    disable(back, this.#index <= 0);
    disable(step, isLast);
    disable(end, isLast);
    // If the reader prefers less motion, nothing moves by itself.
    play.hidden = this.#motion.matches;
    play.textContent = this.#timer ? this.#texts.pause : this.#texts.play;
  }
}
