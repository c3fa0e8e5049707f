/** <attention-figure>: a live figure of attention in any page. This file registers nothing: define.js does. */

import { saveFile } from '../../base/save.js';
import { writeLink } from '../state/figure-link.js';
import { readState } from '../state/figure-state.js';
import { attributeOf, fieldOf, givenTo, inputNames, readAuthorInput, settingText } from './author-input.js';
import { AuthoredModel } from './authored-model.js';
import { Computing } from './computing.js';
import { controlsOf } from './controls.js';
import { adoptEarlyProperties, defineProperties, outerAttributes } from './element-properties.js';
import { inlineEngine } from '../compute/engine-inline.js';
import { nameOf, written } from './exports.js';
import { FigureBody } from './figure-body.js';
import { startWhenNear } from '../../base/lazy-start.js';
import { menuOf } from './menu-entries.js';
import { nearestLanguage, watchLanguage } from '../../base/nearest-language.js';
import { figureSheet } from './styles.js';
import { problemOf, textsIn } from '../words/texts.js';
import { Updates } from '../../base/updates.js';

/**
 * @import { AttentionError } from '../../wasm/error.js'
 * @import { Engine } from '../compute/figure-numbers.js'
 * @import { FigureNumbers } from '../compute/figure-numbers.js'
 * @import { FigureState } from '../state/schema.js'
 * @import { FileKind } from './exports.js'
 * @import { FigureModel } from './figure-model.js'
 * @import { LinkSettings } from '../state/link-settings.js'
 * @import { FigureInputs, FigureSettings, InputName } from './figure-properties.js'
 *
 * @typedef {object} ChangeDetail
 * @property {FigureState} state a copy
 * @property {FigureNumbers} results
 */

/**
 * Where pages are rendered on a server there is no HTMLElement, and no element is made.
 * @type {new () => HTMLElement & FigureInputs & FigureSettings}
 */
const Base = /** @type {any} */ (globalThis.HTMLElement ?? class {});

/** Safari knows no idle time. */
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

/** @returns {never} */
function takenOut() {
  throw new Error('figure: expected it in a page, got one that was taken out');
}

export class AttentionFigureElement extends Base {
  static observedAttributes = [...inputNames.map(attributeOf), ...outerAttributes];

  #root = this.attachShadow({ mode: 'open' });
  /** Holds, by attributes, what was set as a property and not as an attribute since. @type {Map<string, unknown>} */
  #properties = new Map();
  #authored = new AuthoredModel(() => readAuthorInput(this, this.#properties));
  /** Undefined until it is in a page for the first time; null when it was taken out. @type {FigureBody | null | undefined} */
  #body;
  /** @type {Engine | null} */
  #engine = null;
  #computing = new Computing((done) => this.#body?.notices.tellComputing(done, this.#text));
  #updates = new Updates((isPast) => this.#draw(isPast), () => this.#body !== undefined);
  /** @type {(() => void)[]} */
  #undo = [];
  /** @type {FigureState | null} */
  #announced = null;

  static {
    defineProperties(
      this.prototype,
      (figure, name) => figure.#readProperty(name),
      (figure, attribute, value) => figure.#writeProperty(attribute, value),
    );
  }

  constructor() {
    super();
    adoptEarlyProperties(this);
  }

  connectedCallback() {
    this.#root.adoptedStyleSheets = [figureSheet(this.ownerDocument)];
    const body = new FigureBody({
      model: () => this.#authored.last,
      change: (change) => this.#change(change),
      engine: () => this.#engine,
      text: () => this.#text,
      menu: (owner) => menuOf(this, this.#authored.last, owner, this.#text),
      halt: () => this.#halt(),
    });
    this.#body = body;
    const { room } = body.parts;
    room.addEventListener('focusin', () => this.#updates.start());
    this.#root.append(room);
    try {
      body.reserve(this.#authored.model.state, this.#text, this.controls);
    } catch {
      // Nothing will be drawn there.
    }
    this.#undo = [
      () => body.dispose(),
      watchLanguage(this, () => this.#updates.queue()),
      this.#watchChild(),
      startWhenNear(this, () => this.#updates.start()),
    ];
    this.#updates.queue();
    // A page may be printed before a figure of it has started, and printing waits for no engine.
    whenIdle(async () => {
      try {
        if (!this.#authored.model.state.weights) await inlineEngine();
      } catch {
        // It says so when it starts.
      }
    });
  }

  disconnectedCallback() {
    for (const undo of this.#undo) undo();
    this.#computing.stop();
    this.#body = null;
  }

  /** @param {string} attribute @param {string | null} before @param {string | null} after */
  attributeChangedCallback(attribute, before, after) {
    if (before === after) return;
    if (!outerAttributes.includes(attribute)) {
      this.#properties.delete(attribute);
      this.#authored.expire();
    }
    if (attribute === 'theme') this.#body?.picture.view.renew();
    this.#updates.queue();
  }

  get #text() {
    return textsIn(nearestLanguage(this));
  }

  get #dir() {
    return getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
  }

  /** @param {string} name */
  #readProperty(name) {
    if (outerAttributes.includes(attributeOf(name))) return this.getAttribute(attributeOf(name)) ?? '';
    try {
      return fieldOf(this.#authored.model.state, /** @type {InputName} */ (name));
    } catch {
      return givenTo(this, this.#properties, /** @type {InputName} */ (name)); // As it was given: it is part of no figure.
    }
  }

  /** @param {string} attribute that the property stands for @param {unknown} value null: not given */
  #writeProperty(attribute, value) {
    if (!outerAttributes.includes(attribute)) {
      this.#properties.set(attribute, value);
      this.#authored.expire();
      this.#updates.queue();
    } else if (value === null) {
      this.removeAttribute(attribute);
    } else {
      this.setAttribute(attribute, settingText(attribute, value));
    }
  }

  /**
   * All that the figure is, as plain JSON: a copy of what was set last and is a figure, whether or not its weights can be
   * computed. Set, it is an edit that can be undone.
   * @returns {FigureState}
   * @throws {import('../state/figure-error.js').FigureError} what is wrong with the input, where there has been no figure yet
   */
  get state() {
    return structuredClone(this.#authored.lastGood.state);
  }

  /** @param {Partial<FigureState>} state */
  set state(state) {
    this.#authored.replace(readState(state));
    this.#updates.queue();
  }

  /** Settled when the figure is drawn, which it starts at once when this is asked for. @returns {Promise<void>} */
  get ready() {
    this.#updates.start();
    this.#updates.queue();
    return this.#updates.next;
  }

  /**
   * The figure as an address: of link-base, or the fragment alone without it.
   * @returns {Promise<string>}
   * @throws {import('../state/figure-error.js').FigureError} size: too much for a link; what is wrong, where there has been no figure yet
   */
  get link() {
    return this.#currentLink();
  }

  async #currentLink() {
    const { theme } = this;
    /** The settings are said as they have an effect here. @type {LinkSettings} */
    const settings = {
      controls: controlsOf(this.controls).join(' ') || undefined,
      lang: this.#text.tag,
      theme: theme === 'light' || theme === 'dark' ? theme : undefined,
      dir: this.#dir === 'rtl' ? 'rtl' : undefined,
    };
    const base = this.linkBase && new URL(this.linkBase, this.baseURI).href.replace(/#.*$/s, '');
    return base + await writeLink(this.#authored.lastGood.state, settings);
  }

  /**
   * A page that fits the figure into a frame needs its nodes, and has to know whether the reader has opened one to scroll to.
   * @internal
   */
  get layout() {
    const { parts, isTableShown } = this.#body ?? takenOut();
    return { parts, isOpened: isTableShown || !parts.panel.hidden };
  }

  /** @returns {Promise<Blob>} two pixels for one */
  exportPNG() { return this.#written('png'); }
  /** @returns {Promise<Blob>} */
  exportSVG() { return this.#written('svg'); }
  /** @returns {Promise<Blob>} with the words as they are: a file for spreadsheets, no text to paste into HTML */
  exportCSV() { return this.#written('csv'); }
  /** @returns {Promise<Blob>} also safe as the text of a script element in HTML */
  exportJSON() { return this.#written('json'); }
  /** @returns {Promise<Blob>} a page without scripts */
  exportHTML() { return this.#written('html'); }
  /** @returns {Promise<Blob>} a program that reproduces the numbers */
  exportNumPy() { return this.#written('numpy'); }

  undo() { this.#change((model) => model.undo()); }
  redo() { this.#change((model) => model.redo()); }
  /** Back to the author's figure. */
  reset() { this.#change((model) => model.reset()); }

  /** @param {FileKind} kind */
  async #written(kind) {
    await this.ready;
    const { picture, label } = this.#body ?? takenOut();
    const model = this.#authored.model;
    const engine = this.#engine;
    return written(kind, { state: model.state, numbers: model.numbers(engine), engine, picture, text: this.#text, label });
  }

  /** Exports and saves. @param {FileKind} kind */
  async save(kind) {
    saveFile(nameOf(kind), await this.#written(kind));
  }

  /** @param {(model: FigureModel) => unknown} change */
  #change(change) {
    try {
      this.#authored.model;
    } catch {
      return; // The last drawing says what is wrong with the author's input.
    }
    change(this.#authored.last);
    this.#updates.queue();
  }

  /** The child script may be parsed, or changed, after the element is there. */
  #watchChild() {
    const observer = new MutationObserver(() => {
      this.#authored.expire();
      this.#updates.queue();
    });
    observer.observe(this, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }

  #halt() {
    if (this.#computing.isRunning) return this.#computing.cancel();
    this.#computing.resume();
    this.#updates.queue();
  }

  /** The engine comes, and numbers may take long: meanwhile a later update may have it to do. @param {() => boolean} isPast */
  async #draw(isPast) {
    const body = this.#body;
    const text = this.#text;
    const isOver = () => isPast() || body !== this.#body;
    try {
      if (!body) takenOut();
      const model = this.#authored.model;
      if (model.state.weights === null) this.#engine ??= await inlineEngine();
      if (isOver()) return false;
      const numbers = await this.#computing.numbers(model, this.#engine);
      if (isOver()) return false;
      const { state, isPreview } = model;
      body.show({ state, numbers, text, dir: this.#dir, isPreview }, this.controls);
      this.#announce(state, numbers);
      return true;
    } catch (error) {
      if (isOver()) return false;
      if (/** @type {AttentionError | undefined} */ (error)?.code === 'aborted') body?.notices.tellComputing(null, text);
      else body?.notices.complain(problemOf(error, text), text);
      throw error;
    }
  }

  /** @param {FigureState} state @param {FigureNumbers} results */
  #announce(state, results) {
    if (this.#announced === state) return;
    this.#announced = state;
    /** @type {ChangeDetail} */
    const detail = {
      get state() {
        return structuredClone(state);
      },
      results,
    };
    this.dispatchEvent(new CustomEvent('attention-change', { detail, bubbles: true, composed: true }));
  }
}
