/** The live figure: it shows what the form says, and what a reader does to it flows back into the form. */

import { scriptJson } from '../../figure/export/script-json.js';
import { element, required } from '../../base/dom.js';
import { surroundingNames } from './draft.js';

/**
 * @import { AttentionFigureElement, ChangeDetail } from '../../figure/element/attention-figure.js'
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { LinkSettings } from '../../figure/state/link-settings.js'
 */

/** An edit of the figure is taken over when it has been at rest for this long. */
const rest = 300;

/** A reader can change these in a figure, besides the vectors of the plane. */
const changeable = /** @type {const} */ (['score', 'normalizer', 'temperature', 'scale', 'causal', 'window', 'mask', 'head', 'query', 'key']);

export class Preview {
  #figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
  #input = element('script', { type: 'application/json' });
  /** @type {FigureState | null} */
  #shown = null;
  #changed;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {(fields: Partial<FigureState>) => void} changed */
  constructor(changed) {
    this.#changed = changed;
    this.#figure.append(this.#input);
    required('stage', HTMLElement).append(this.#figure);
    this.#figure.addEventListener('attention-change', (event) => {
      const { detail } = /** @type {CustomEvent<ChangeDetail>} */ (event);
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#takeOver(detail.state), rest);
    });
  }

  /**
   * @param {FigureState} state
   * @param {LinkSettings} settings
   */
  show(state, settings) {
    clearTimeout(this.#waiting);
    for (const name of surroundingNames) {
      const value = settings[name];
      if (value) this.#figure.setAttribute(name, value);
      else this.#figure.removeAttribute(name);
    }
    if (this.#shown && JSON.stringify(this.#shown) === JSON.stringify(state)) return;
    this.#shown = state;
    // As an author's input, so that the figure's own undo and reset start from here.
    // A saved copy of the page has it as it stands, so nothing in it may end the script.
    this.#input.textContent = scriptJson(state);
  }

  /** @param {FigureState} state */
  #takeOver(state) {
    if (!this.#shown) return;
    const before = this.#shown;
    /** @type {Record<string, unknown>} */
    const fields = {};
    const names = [...changeable, ...(before.view === 'plane' ? /** @type {const} */ (['queries', 'keys']) : [])];
    for (const name of names) if (JSON.stringify(state[name]) !== JSON.stringify(before[name])) fields[name] = state[name];
    if (Object.keys(fields).length === 0) return;
    this.#shown = { ...before, ...fields };
    this.#changed(fields);
  }
}
