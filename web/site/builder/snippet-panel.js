/** The author takes away the lines for one place or another, copied or saved. */

import { copied } from '../../base/copy.js';
import { iframeTag } from '../iframe-tag.js';
import { saveFile } from '../../base/save.js';
import { figureJson } from '../../figure/export/json.js';
import { shownTokens } from '../../figure/words/names.js';
import { FigureError } from '../../figure/state/figure-error.js';
import { mostLink, writeLink } from '../../figure/state/figure-link.js';
import { element, required } from '../../base/dom.js';
import { release } from './release.js';
import { blockLines, figureTag, isPinned, markdownLine, scriptOf, scriptTag } from './snippets.js';
import { bindText, text } from './texts.js';
import { tools } from '../publishing-tools.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 *
 * @typedef {'tag' | 'block' | 'iframe' | 'markdown' | 'json'} Kind
 */

/** Pixels at which a figure's page is complete. */
const frameHeight = 420;

const kinds = /** @type {const} */ (['tag', 'block', 'iframe', 'markdown', 'json']);

export class SnippetPanel {
  #code = required('code', HTMLTextAreaElement);
  #folder = required('folder', HTMLInputElement);
  #said = required('said', HTMLElement);
  /** @type {Kind} */
  #kind = 'tag';
  /** @type {{ state: FigureState, settings: LinkSettings } | null} */
  #figure = null;
  /** Counts what is written: only the last is shown, since links are compressed in the background. */
  #written = 0;

  constructor() {
    // Files from disk have addresses that mean nothing elsewhere.
    this.#folder.value = location.protocol === 'file:' ? '' : new URL('.', location.href).href.replace(/[?#].*$/s, '');
    this.#folder.addEventListener('input', () => this.#write());
    required('kinds', HTMLElement).append(...kinds.map((kind) => {
      const radio = element('input', { type: 'radio', name: 'kind', value: kind });
      radio.checked = kind === this.#kind;
      radio.addEventListener('change', () => {
        this.#kind = kind;
        this.#write();
      });
      return element('label', { class: 'token' }, radio, bindText(element('span'), `take.${kind}`));
    }));
    required('tools', HTMLElement).append(...tools.map(([name, place, setting]) => element('tr', {},
      element('th', { scope: 'row' }, name), element('td', {}, element('code', {}, place)), element('td', {}, element('code', {}, setting)))));
    required('copy', HTMLButtonElement).addEventListener('click', () => this.#copy());
    required('save', HTMLButtonElement).addEventListener('click', () => this.#save());
    this.#code.addEventListener('focus', () => this.#code.select());
  }

  /**
   * @param {FigureState} state
   * @param {LinkSettings} settings
   */
  show(state, settings) {
    this.#figure = { state, settings };
    this.#write();
  }

  async #write() {
    if (!this.#figure) return;
    this.#written += 1;
    const mine = this.#written;
    this.#said.textContent = '';
    const { lines, note } = await this.#lines(this.#figure.state, this.#figure.settings);
    if (mine !== this.#written) return;
    this.#code.value = lines;
    this.#code.hidden = lines === '';
    required('copy', HTMLElement).hidden = lines === '';
    required('take-note', HTMLElement).textContent = note;
    required('save', HTMLElement).hidden = this.#kind !== 'json' && lines !== '';
    const script = required('script', HTMLAnchorElement);
    script.hidden = this.#kind !== 'tag' && this.#kind !== 'block';
    script.href = `./${scriptOf(folderOf(this.#folder.value), release)}`;
    required('folder-field', HTMLElement).hidden = this.#kind === 'json';
  }

  /** @param {FigureState} state @param {LinkSettings} settings */
  async #lines(state, settings) {
    const folder = folderOf(this.#folder.value);
    if (this.#kind === 'tag' || this.#kind === 'block') {
      const isBlock = this.#kind === 'block';
      const figure = isBlock ? `\n${blockLines(state)}` : figureTag(state, settings, folder);
      return {
        lines: `${scriptTag(folder, release, isBlock)}\n${figure}\n`,
        note: text(`take.${this.#kind}Note`) + (isPinned(folder) ? ` ${text('take.pinned', { version: release.version })}` : ''),
      };
    }
    if (this.#kind === 'json') return { lines: figureJson(state, null), note: text('take.jsonNote') };
    try {
      const link = await writeLink(state, settings);
      // MyST and R Markdown stop at an address that is relative.
      const warning = isPinned(folder) ? '' : ` ${text('take.relative')}`;
      const title = state.caption || state.label || shownTokens(state.tokens).slice(0, 12).join(' ');
      return this.#kind === 'iframe'
        ? { lines: `${iframeTag(`${folder}figure.html${link}`, title, frameHeight)}\n`, note: text('take.iframeNote') + warning }
        : { lines: `${markdownLine(folder, link, title)}\n`, note: text('take.markdownNote') + warning };
    } catch (error) {
      if (error instanceof FigureError && error.code === 'size') return { lines: '', note: text('take.tooLong', { most: mostLink }) };
      throw error;
    }
  }

  async #copy() {
    this.#said.textContent = '';
    const isCopied = await copied(this.#code.value);
    if (!isCopied) this.#code.select();
    this.#said.textContent = text(isCopied ? 'take.copied' : 'take.notCopied');
  }

  #save() {
    if (!this.#figure) return;
    saveFile('attention-figure.json', new Blob([figureJson(this.#figure.state, null)], { type: 'application/json' }));
  }
}

/** @param {string} typed */
function folderOf(typed) {
  const folder = typed.trim();
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
}
