/** The figure's one menu: a button, and a list that arrow keys walk. */

import { element } from '../dom.js';

/**
 * @typedef {object} Entry
 * @property {string} name also its part of data
 * @property {string} label
 * @property {() => unknown} act
 * @property {boolean} [disabled]
 * @property {boolean} [checked] an entry that is on or off
 * @property {boolean} [apart] begins a group
 */

export class Menu {
  #entries;
  #button = element('button', { type: 'button', class: 'menu-button', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, '⋯');
  #list = element('div', { class: 'menu-list', role: 'menu', hidden: true });

  /**
   * @param {HTMLElement} place
   * @param {() => Entry[]} entries what there is to choose when it opens
   */
  constructor(place, entries) {
    this.#entries = entries;
    place.append(this.#button, this.#list);
    this.#button.addEventListener('click', () => (this.#list.hidden ? this.#open() : this.close()));
    this.#button.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      this.#open(event.key === 'ArrowUp' ? -1 : 0);
    });
    this.#list.addEventListener('keydown', (event) => this.#walk(event));
    // A click elsewhere takes the focus along, and so does the Tab key.
    place.addEventListener('focusout', ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && place.contains(relatedTarget))) this.close(false);
    });
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
  }

  /** @param {string} label */
  name(label) {
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
    this.#list.setAttribute('aria-label', label);
  }

  /** @param {number} [first] the entry that gets the focus, from the end where it is negative */
  #open(first = 0) {
    this.#list.replaceChildren(...this.#entries().map((entry) => this.#item(entry)));
    this.#list.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    this.#items.at(first)?.focus();
    // Where there is more room above it opens upwards.
    const { bottom, height } = this.#list.getBoundingClientRect();
    this.#list.classList.toggle('above', bottom > innerHeight && this.#button.getBoundingClientRect().top > height);
  }

  /** @param {boolean} [takesFocus] whether the button is to have the focus again */
  close(takesFocus = true) {
    if (this.#list.hidden) return;
    if (takesFocus) this.#button.focus();
    this.#list.hidden = true;
    this.#list.classList.remove('above');
    this.#button.setAttribute('aria-expanded', 'false');
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  /** @param {Entry} entry */
  #item({ name, label, act, disabled = false, checked, apart = false }) {
    const role = checked === undefined ? 'menuitem' : 'menuitemcheckbox';
    const item = element('button', { type: 'button', role, tabindex: -1, 'data-name': name, class: apart ? 'apart' : '' }, label);
    if (checked !== undefined) item.setAttribute('aria-checked', String(checked));
    if (disabled) item.setAttribute('aria-disabled', 'true');
    item.addEventListener('click', () => {
      if (disabled) return;
      this.close();
      act();
    });
    return item;
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const items = this.#items;
    const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    if (event.key in moves) items.at(moves[event.key] % items.length)?.focus();
    else if (event.key === 'Escape') this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
