/**
 * The page's address holds what the page shows. A link that the page is opened with is shown; a link that is followed
 * within the page is a step that undo takes back. The code that reads and writes links is loaded when there is a link, or
 * after the first drawing.
 */

import { AddressWriter } from '../address-writer.js';
import { bindText, language, text } from './language.js';
import { beginning } from './page-state.js';

/**
 * @import { Bench } from './bench.js'
 * @import { PageState } from './page-state.js'
 */

const format = () => import('./page-link.js');

export class Address {
  #bench;
  #problem;
  /** The fragment for what the page shows, '' for the initial state; null if it is too long for a link. @type {string | null} */
  #link = '';
  /** Reading and writing take time, since long texts are compressed: of each only the last result counts. */
  #readings = 0;
  #writings = 0;
  /** If what is shown is too long for a link, the address stays empty: better than an address for something else. */
  #writer = new AddressWriter(() => this.#link ?? '');

  /**
   * @param {Bench} bench
   * @param {HTMLElement} problem shows the message if a link cannot be shown
   */
  constructor(bench, problem) {
    this.#bench = bench;
    this.#problem = problem;
    addEventListener('hashchange', () => void this.#follow());
  }

  /** @returns {string | null} the whole address; null if what the page shows is too long for a link */
  get link() {
    return this.#link === null ? null : location.href.replace(/#.*$/s, '') + this.#link;
  }

  /** Shows the link that the page was opened with. */
  async open() {
    const { hash } = location;
    if (hash.length < 2 || isPlace(hash)) return;
    const state = await this.#read(hash, 'link.broken');
    if (state) this.#bench.amend(state);
  }

  /** From now on the address follows the page; a link that cannot be shown stays there until then. */
  async keep() {
    const opened = this.#bench.current;
    await format();
    this.#bench.listen(() => void this.#changed());
    this.#link = await this.#written();
    if (this.#bench.current !== opened) await this.#changed();
  }

  async #follow() {
    const { hash } = location;
    if (isPlace(hash)) {
      // The reader went to a place of the page, and what is shown stays, so the address gets it again.
      if (this.#link) this.#writer.writeSoon();
      return;
    }
    const state = await this.#read(hash, 'link.brokenStays');
    if (state) this.#bench.apply(state);
  }

  /**
   * @param {string} hash
   * @param {'link.broken' | 'link.brokenStays'} key the message if it cannot be shown
   * @returns {Promise<PageState | null>} null if it cannot be shown, or if another link was followed meanwhile
   */
  async #read(hash, key) {
    this.#readings += 1;
    const mine = this.#readings;
    this.#problem.hidden = true;
    try {
      const { readPageLink } = await format();
      const state = hash.length < 2 ? beginning : await readPageLink(hash);
      return mine === this.#readings ? state : null;
    } catch (error) {
      console.info(error);
      if (mine === this.#readings) await this.#tell(error, key);
      return null;
    }
  }

  /** @param {unknown} error @param {'link.broken' | 'link.brokenStays'} key */
  async #tell(error, key) {
    const { linkWords } = await format().catch(() => ({ linkWords: () => null }));
    bindText(this.#problem, key, () => {
      const words = linkWords(error, language() === 'zh');
      return { reason: words ? text('link.field', words) : text('long.notLoaded') };
    });
    this.#problem.hidden = false;
  }

  async #changed() {
    this.#writings += 1;
    const mine = this.#writings;
    const link = await this.#written();
    if (mine !== this.#writings) return;
    this.#link = link;
    this.#writer.writeSoon();
  }

  /** @returns {Promise<string | null>} */
  async #written() {
    const { writePageLink } = await format();
    return writePageLink(this.#bench.current).catch(() => null);
  }
}

/** @param {string} hash @returns {boolean} whether it names a place of the page */
function isPlace(hash) {
  return document.getElementById(hash.slice(1)) !== null;
}
