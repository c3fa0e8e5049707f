/** The figure's one menu: a button, and a list that arrow keys walk. */

import { element } from './element.js';

/**
 * @typedef {object} Entry
 * @property {string} name also its part of data
 * @property {string} label
 * @property {() => unknown} act
 * @property {boolean} [isOff]
 * @property {boolean} [checked] an entry that is on or off
 * @property {boolean} [apart] begins a group
 */

export class Menu {
  #entries;
  #button = element('button', {
    type: 'button',
    class: 'menu-button',
    'data-label': 'menu.open',
    'aria-haspopup': 'menu',
    'aria-expanded': 'false',
    click: () => (this.#list.hidden ? this.#open(0) : this.#close()),
    keydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      event.preventDefault();
      this.#open(event.key === 'ArrowUp' ? -1 : 0);
    },
  }, '⋯');
  #list = element('div', {
    class: 'menu-list',
    part: 'menu-list',
    role: 'menu',
    'data-label': 'menu.open',
    hidden: true,
    keydown: (/** @type {KeyboardEvent} */ event) => this.#walk(event),
    pointerdown: (/** @type {Event} */ event) => event.preventDefault(),
  });

  /**
   * @param {HTMLElement} place
   * @param {() => Entry[]} entries what there is to choose when it opens
   */
  constructor(place, entries) {
    this.#entries = entries;
    place.append(this.#button, this.#list);
    // A click elsewhere takes the focus along, and so does the Tab key.
    place.addEventListener('focusout', ({ relatedTarget }) => {
      if (!place.contains(/** @type {Node | null} */ (relatedTarget))) this.#show(false);
    });
  }

  /** @param {boolean} isShown */
  #show(isShown) {
    this.#list.hidden = !isShown;
    this.#button.setAttribute('aria-expanded', String(isShown));
  }

  /** @param {number} first the entry that gets the focus, from the end where it is negative */
  #open(first) {
    const list = this.#list;
    list.replaceChildren(...this.#entries().map((entry) => this.#item(entry)));
    list.classList.remove('above');
    this.#show(true);
    this.#items.at(first)?.focus();
    // Where there is more room above it opens upwards.
    const { bottom, height } = list.getBoundingClientRect();
    list.classList.toggle('above', bottom > innerHeight && this.#button.getBoundingClientRect().top > height);
  }

  /** The button has the focus again. */
  #close() {
    this.#button.focus();
    this.#show(false);
  }

  get #items() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  /** @param {Entry} entry */
  #item({ name, label, act, isOff = false, checked, apart = false }) {
    return element('button', {
      type: 'button',
      role: checked === undefined ? 'menuitem' : 'menuitemcheckbox',
      tabindex: -1,
      'data-name': name,
      class: apart ? 'apart' : '',
      'aria-checked': checked !== undefined && String(checked),
      'aria-disabled': isOff && 'true',
      click: () => {
        if (isOff) return;
        this.#close();
        act();
      },
    }, label);
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const items = this.#items;
    const at = items.indexOf(/** @type {HTMLElement} */ (event.target));
    /** @type {Record<string, number>} */
    const moves = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in moves) items.at(moves[event.key])?.focus();
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
  }
}
