/** Which heads are switched off. */

import { element, required, disable, whenPressed } from '../../base/dom.js';
import { formatNumber } from '../../base/number-format.js';
import { kindName, text } from './texts.js';

/** @import { HeadPlace } from './worker/messages.js' */

export class SwitchedOff {
  #changed;
  /** @type {HeadPlace[]} */
  heads = [];
  /** The chosen head. @type {HeadPlace | null} */
  #chosen = null;
  /** @type {number | null} */
  #moved = null;

  /** @param {() => void} changed other heads are off now */
  constructor(changed) {
    this.#changed = changed;
    required('off-head', HTMLButtonElement).addEventListener('click', () => this.#chosen && this.#toggle(this.#chosen));
    whenPressed(required('off-none', HTMLButtonElement), () => this.#set([]));
  }

  clear() {
    this.heads = [];
    this.#moved = null;
  }

  /** @param {HeadPlace | null} chosen @param {number | null} [moved] how alike the hidden states are, which stay as they were without it */
  show(chosen, moved = this.#moved) {
    this.#chosen = chosen;
    this.#moved = moved;
    if (!chosen) return;
    const isOff = this.#has(chosen);
    required('off-head', HTMLButtonElement).textContent = text(isOff ? 'off.on' : 'off.head', namesOf(chosen));
    disable(required('off-none', HTMLButtonElement), this.heads.length === 0);
    required('off-list', HTMLElement).replaceChildren(...this.heads.map((place) => this.#chip(place)));
    required('off-moved', HTMLElement).textContent = moved === null ? '' : text('off.moved', { cosine: formatNumber(moved, 4) });
  }

  /** @param {HeadPlace} place */
  #chip(place) {
    const name = text('off.on', namesOf(place));
    return element('li', {}, text('off.item', namesOf(place)), element('button', { type: 'button', class: 'remove', 'aria-label': name, title: name, click: () => this.#toggle(place) }, '×'));
  }

  /** @param {HeadPlace} place */
  #has(place) {
    return this.heads.some((other) => isSame(other, place));
  }

  /** @param {HeadPlace} place */
  #toggle(place) {
    this.#set(this.#has(place) ? this.heads.filter((other) => !isSame(other, place)) : [...this.heads, place]);
  }

  /** @param {HeadPlace[]} heads */
  #set(heads) {
    this.heads = heads;
    this.show(this.#chosen);
    required('off-head', HTMLButtonElement).focus();
    this.#changed();
  }
}

/** @param {HeadPlace} place @param {HeadPlace} other */
const isSame = (place, other) => place.every((part, index) => part === other[index]);

/** @param {HeadPlace} place */
const namesOf = ([layer, head, kind]) => ({ layer, head, kind: kindName(kind) });
