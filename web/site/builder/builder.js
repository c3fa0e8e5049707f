/** A draft with its history, and the form, the live figure and the lines to copy, which all follow it. */

import { History } from '../../base/history.js';
import { FigureError } from '../../figure/state/figure-error.js';
import { writeLink } from '../../figure/state/figure-link.js';
import { numbersText } from './data-text.js';
import { element, required } from '../../base/dom.js';
import { compose, draftOf, draftOfFile, settingsOf, withData } from './draft.js';
import { Form } from './form.js';
import { Preview } from './preview.js';
import { starter, starterNames } from './starters.js';
import { SnippetPanel } from './snippet-panel.js';
import { bindText, language, messageOf, setLanguage } from './texts.js';
import { rememberLanguage } from '../../base/preferred-language.js';
import { showPages } from '../site-nav.js';

/**
 * @import { FigureState } from '../../figure/state/schema.js'
 * @import { Data, Draft } from './draft.js'
 */

/** The address follows when the author has paused. */
const pause = 400;

export class Builder {
  #history;
  /** The state and settings of the last draft that is a figure. */
  #figure;
  #form;
  #preview;
  #snippets = new SnippetPanel();
  #undo = required('undo', HTMLButtonElement);
  #redo = required('redo', HTMLButtonElement);
  #switcher = required('language', HTMLButtonElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {Draft} first that is a figure */
  constructor(first) {
    this.#history = new History(first);
    this.#figure = { state: compose(first), settings: settingsOf(first) };
    this.#form = new Form({
      edit: (fields, isTyping) => this.change({ ...this.#history.current, ...fields }, isTyping),
      editData: (data, isTyping) => this.change(this.#withData(data), isTyping),
    });
    this.#preview = new Preview((fields) => this.#takeOver(fields));

    required('starters', HTMLElement).append(...starterNames.map((name) => {
      const button = bindText(element('button', { type: 'button' }), `start.${name}`);
      button.addEventListener('click', () => {
        const { state, settings } = starter(name, language());
        this.change(draftOf(state, settings));
      });
      return button;
    }));
    this.#undo.addEventListener('click', () => this.#step(() => this.#history.undo()));
    this.#redo.addEventListener('click', () => this.#step(() => this.#history.redo()));
    document.addEventListener('keydown', (event) => this.#undoByKey(event));
    this.#switcher.addEventListener('click', () => {
      const other = language() === 'en' ? 'zh' : 'en';
      rememberLanguage(other);
      setLanguage(other);
      showPages('builder', other);
      this.#show();
    });
    showPages('builder', language());
    this.#show();
  }

  /**
   * @param {Draft} draft
   * @param {boolean} [isTyping] more of the same edit is to come
   */
  change(draft, isTyping = false) {
    if (isTyping) this.#history.preview(draft);
    else this.#history.apply(draft);
    this.#show();
  }

  /** @param {() => void} move */
  #step(move) {
    move();
    this.#show();
  }

  /** @param {Partial<Data>} data */
  #withData(data) {
    const draft = this.#history.current;
    const isSame = /** @type {(keyof Data)[]} */ (Object.keys(data)).every((name) => data[name] === draft[name]);
    if (isSame) return draft; // The field was left, and everything had been taken over while it was typed in.
    return (data.numbers === undefined ? null : draftOfFile(draft, data.numbers)) ?? withData(draft, data);
  }

  /** Takes over what a reader has done to the figure itself. @param {Partial<FigureState>} fields */
  #takeOver({ queries, keys, ...looks }) {
    const { state } = this.#figure;
    const vectors = queries || keys
      ? { numbers: numbersText({ ...state, queries: queries ?? state.queries, keys: keys ?? state.keys }) }
      : {};
    this.change({ ...this.#history.current, ...looks, ...vectors });
  }

  #show() {
    const draft = this.#history.current;
    this.#switcher.lang = language() === 'en' ? 'zh-CN' : 'en';
    bindText(this.#switcher, 'builder.otherLanguage');
    this.#undo.setAttribute('aria-disabled', String(!this.#history.canUndo));
    this.#redo.setAttribute('aria-disabled', String(!this.#history.canRedo));
    this.#form.show(draft);
    try {
      this.#figure = { state: compose(draft), settings: settingsOf(draft) };
      this.#form.complain(null, '');
    } catch (error) {
      if (!(error instanceof FigureError)) throw error;
      this.#form.complain(error.argument, messageOf(error));
    }
    const { state, settings } = this.#figure;
    this.#preview.show(state, settings);
    this.#snippets.show(state, settings);
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#keepAddress(), pause);
  }

  /** The builder's own link: a reload, or somebody who is sent it, finds the same figure. */
  async #keepAddress() {
    let link = '';
    try {
      link = await writeLink(this.#figure.state, this.#figure.settings);
    } catch {
      // Too much for a link: the address says nothing.
    }
    try {
      window.history.replaceState(null, '', link || location.pathname + location.search);
    } catch {
      // Some browsers let no page that was opened from disk change its address.
    }
  }

  /** Text fields undo their own typing, and the figure its own edits. @param {KeyboardEvent} event */
  #undoByKey(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z' || event.defaultPrevented) return;
    if (event.target instanceof HTMLElement && event.target.closest('textarea, input, attention-figure')) return;
    event.preventDefault();
    this.#step(() => (event.shiftKey ? this.#history.redo() : this.#history.undo()));
  }
}
