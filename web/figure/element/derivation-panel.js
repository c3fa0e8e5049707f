/** The panel that derives the number of one cell, step by step. */

import { element } from '../dom.js';

export class DerivationPanel {
  #panel;
  #title = element('h3', { tabindex: -1 });
  #close = element('button', { type: 'button', class: 'close' }, '×');
  #content = element('div', { class: 'panel-content', tabindex: 0, role: 'group' });
  #closed;

  /**
   * @param {HTMLElement} panel
   * @param {() => void} closed gives the focus back
   */
  constructor(panel, closed) {
    this.#panel = panel;
    this.#closed = closed;
    panel.append(element('div', { class: 'panel-head' }, this.#title, this.#close), this.#content);
    this.#close.addEventListener('click', () => this.close());
    panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.close();
    });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /**
   * @param {string} title
   * @param {string} closeLabel
   * @param {Node[]} content
   */
  show(title, closeLabel, content) {
    this.#title.textContent = title;
    this.#panel.setAttribute('aria-label', title);
    this.#content.setAttribute('aria-label', title);
    this.#close.setAttribute('aria-label', closeLabel);
    this.#content.replaceChildren(...content);
    this.#panel.hidden = false;
  }

  focus() {
    this.#title.focus();
    this.#panel.scrollIntoView({ block: 'nearest' });
  }

  close() {
    if (!this.isOpen) return;
    this.#panel.hidden = true;
    this.#content.replaceChildren();
    this.#closed();
  }
}
