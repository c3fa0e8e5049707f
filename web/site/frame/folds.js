/**
 * A low, narrow frame has no room for everything. The rest is one tap away: settings in a sheet over the lower part of the figure, panels
 * that are turned over, a caption cut to its first line.
 */

import { filled } from '../../base/filled.js';

/**
 * @import { AttentionFigureElement as Figure } from '../../figure/element/attention-figure.js'
 * @import { Fit } from './fit.js'
 * @import texts from '../../locales/frame-en.js'
 */

const { classList } = document.documentElement;

/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ (document.getElementById(id));

export class Folds {
  #fit;
  #settings = button('settings');
  #turn = button('turn');
  #whole = button('whole');
  /** @type {typeof texts | null} */
  #text = null;
  /** @type {Figure | null} */
  #figure = null;

  /** @param {Fit} fit that turns panels over */
  constructor(fit) {
    this.#fit = fit;
    this.#settings.addEventListener('click', () => this.#open(!classList.contains('open')));
    this.#whole.addEventListener('click', () => this.#read(!classList.contains('read')));
    this.#turn.addEventListener('click', () => fit.turn());
    addEventListener('keydown', ({ key, defaultPrevented }) => {
      if (key !== 'Escape' || defaultPrevented || !classList.contains('open')) return;
      this.#open(false);
      this.#settings.focus();
    });
    addEventListener('focusin', this.#leave);
  }

  /** @param {typeof texts} text of the page's language */
  dress(text) {
    this.#text = text;
    this.#settings.textContent = text['frame.settings'];
    this.#whole.setAttribute('aria-label', text['frame.whole']);
  }

  /** @param {Figure} figure that stands in its place now @param {Fit['page']} page */
  show(figure, page) {
    // From one node of the figure to another the page hears of no focus.
    if (figure !== this.#figure) figure.shadowRoot?.addEventListener('focusin', this.#leave);
    this.#figure = figure;
    const isFolded = classList.contains('folded');
    // A field that has the focus keeps it.
    const isUsed = isFolded && this.#sheet.some((part) => part.contains(figure.shadowRoot?.activeElement ?? null));
    this.#settings.hidden = !isFolded || this.#sheet.length === 0;
    this.#open(isUsed);

    this.#turn.hidden = page === null;
    const words = { page: page?.page ?? 0, count: page?.count ?? 0 };
    this.#turn.textContent = filled('{page}/{count} ›', words);
    this.#turn.setAttribute('aria-label', filled(this.#text?.['frame.turn'] ?? '', words));

    this.#read(false);
    const { caption, note } = figure.layout.parts;
    const isCaptioned = classList.contains('captioned');
    const line = isCaptioned ? caption : note;
    this.#whole.hidden = !isFolded || (line.scrollWidth <= line.clientWidth && !(isCaptioned && note.textContent));
  }

  /** The sheet hides what is behind it, so it closes when the focus goes there. @param {Event} event */
  #leave = (event) => {
    if (!classList.contains('open')) return;
    const path = event.composedPath();
    if (!path.includes(this.#settings) && !this.#sheet.some((part) => path.includes(part))) this.#open(false);
  };

  /** Fields that there are. */
  get #sheet() {
    const figure = this.#figure;
    if (!figure) return [];
    const { controls, vector } = figure.layout.parts;
    return [controls, vector].filter(({ hidden }) => !hidden);
  }

  /** @param {boolean} isOpen */
  #open(isOpen) {
    classList.toggle('open', isOpen);
    this.#settings.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) focusFirst(this.#sheet);
    else this.#fit.renew();
  }

  /** @param {boolean} isRead */
  #read(isRead) {
    classList.toggle('read', isRead);
    this.#whole.setAttribute('aria-expanded', String(isRead));
    if (!isRead) this.#fit.renew();
  }
}

/** @param {HTMLElement[]} parts */
function focusFirst(parts) {
  const fields = parts.flatMap((part) => [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll('select, input'))]);
  if (fields.some((field) => field.matches(':focus'))) return;
  fields.find((field) => !field.matches(':disabled'))?.focus();
}
