/** Shows the entries of one group or of all, and has the button that opens or closes the entries in sight. */

import { filled } from '../../../base/filled.js';
import { part } from '../drawing/controls.js';

/** @import { live as en } from '../../../locales/lesson/errata-en.js' */

/** The choice that shows every group. */
export const everyGroup = 'all';

export class EntryFilter {
  #texts;
  #entries;
  #groups;
  #choices;
  #status;
  #button;

  /**
   * @param {HTMLElement} root
   * @param {readonly HTMLDetailsElement[]} entries
   * @param {typeof en} texts
   * @param {{ choose: (group: string) => void, used: () => void }} actions choose: called with the group that the reader
   *   chooses; used: called when the reader opens or closes all
   */
  constructor(root, entries, texts, { choose, used }) {
    this.#texts = texts;
    this.#entries = entries;
    this.#groups = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('.errata-group')]);
    this.#choices = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('.errata-tools input')]);
    this.#status = part(root, '.errata-status', HTMLElement);
    this.#button = part(root, '.errata-all', HTMLButtonElement);
    for (const choice of this.#choices) choice.addEventListener('change', () => choose(choice.value));
    this.#button.addEventListener('click', () => {
      this.#openOrClose();
      used();
    });
  }

  /** @param {string} group @returns {string} the same @throws {Error} if there is no such group */
  checked(group) {
    if (!this.#choices.some((choice) => choice.value === group)) throw new Error(`errata: no group "${group}"`);
    return group;
  }

  /** @param {string} group */
  show(group) {
    for (const choice of this.#choices) choice.checked = choice.value === group;
    for (const section of this.#groups) section.hidden = group !== everyGroup && section.dataset.group !== group;
    const all = this.#entries.length;
    this.say(group === everyGroup ? filled(this.#texts.shownAll, { all }) : filled(this.#texts.shown, { count: this.#inSight.length, all }));
    this.nameButton();
  }

  /** The button says what it would do now. */
  nameButton() {
    this.#button.textContent = this.#inSight.every((entry) => entry.open) ? this.#texts.closeAll : this.#texts.openAll;
  }

  /** @param {string} words */
  say(words) {
    this.#status.textContent = words;
  }

  /** The entries that are shown. */
  get #inSight() {
    return this.#entries.filter((entry) => !entry.closest('.errata-group[hidden]'));
  }

  #openOrClose() {
    const entries = this.#inSight;
    const isOpening = entries.some((entry) => !entry.open);
    for (const entry of entries) entry.open = isOpening;
  }
}
