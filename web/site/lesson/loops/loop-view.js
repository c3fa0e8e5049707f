/** The view of one running loop: its chart with the current box lit, what that box holds, and the buttons that walk through it. */

import { element } from '../../../base/dom.js';
import { Player } from './player.js';

/**
 * @import { live as en } from '../../../locales/lesson/loops-en.js'
 * @import { PlayerTexts } from './player.js'
 *
 * @typedef {typeof en} LoopTexts
 *
 * @typedef {object} Moment
 * @property {string} box
 * @property {string} place which round this is, in words
 * @property {Record<string, string>} short what each box of the chart holds by now
 * @property {string} [says] a sentence: what the box has decided
 * @property {() => Node[]} content what the box holds, in full
 */

export class LoopView {
  /** @type {Moment[]} */
  #moments = [];
  #isLoading = false;
  #root;
  #player;
  #place;
  #says;
  #now;

  /**
   * @param {HTMLElement} root the element with the chart and the explained boxes
   * @param {PlayerTexts & { count: string }} texts
   * @param {(index: number) => void} moved called when the reader has moved, and when playing ends
   * @param {(index: number) => void} [draw] called at every moment
   */
  constructor(root, texts, moved, draw) {
    this.#root = root;
    this.#player = new Player(texts, (index, isPlaying) => {
      this.#show(index, isPlaying, texts.count);
      draw?.(index);
      if (!this.#isLoading && !isPlaying) moved(index);
    });
    this.#place = element('p', { class: 'loop-place' });
    this.#says = element('p', { class: 'loop-says', role: 'status' });
    this.#now = element('div', { class: 'loop-now' });
    const steps = /** @type {HTMLElement} */ (root.querySelector('.loop-steps'));
    steps.before(this.#player.node, this.#place);
    steps.after(this.#says, this.#now);
    root.dataset.live = '';
  }

  get index() {
    return this.#player.index;
  }

  /**
   * @param {Moment[]} moments at least one
   * @param {number} index
   */
  load(moments, index) {
    this.#moments = moments;
    this.#isLoading = true;
    this.#player.load(moments.length, index);
    this.#isLoading = false;
  }

  /** @param {number} index @param {boolean} isPlaying @param {string} count */
  #show(index, isPlaying, count) {
    const { box, place, short, says = '', content } = this.#moments[index];
    for (const node of this.#root.querySelectorAll('[data-box]')) {
      node.classList.toggle('is-current', /** @type {HTMLElement} */ (node).dataset.box === box);
    }
    for (const group of this.#root.querySelectorAll('.flow-box')) {
      const data = group.querySelector('.flow-data');
      const text = short[group.getAttribute('data-box') ?? ''] ?? '';
      if (data) data.textContent = text;
      group.classList.toggle('has-data', text !== '');
    }
    this.#place.textContent = `${place} · ${count.replace('{step}', String(index + 1)).replace('{count}', String(this.#moments.length))}`;
    // While the loop plays, a screen reader does not hear of every box.
    this.#says.setAttribute('aria-live', isPlaying ? 'off' : 'polite');
    this.#says.textContent = says;
    this.#now.replaceChildren(...content());
  }
}
