/** <attention-figure>: a live figure of attention in any page. This file registers nothing: define.js does. */

import { AttentionError } from '../../engine/error.js';
import { readState } from '../state/figure-state.js';
import { fieldOf, readAuthorInput } from './author-input.js';
import { inlineEngine } from './engine-inline.js';
import { saved, writers } from './exports.js';
import { FigureBody } from './figure-body.js';
import { FigureModel } from './figure-model.js';
import { attributeOf, FigureProperties, inputNames, settingNames } from './figure-properties.js';
import { figureLink } from './link.js';
import { startWhenNear } from './lazy-start.js';
import { menuOf } from './menu-entries.js';
import { nearestLanguage, watchLanguage } from './nearest-language.js';
import { reservedHeight } from './reserved.js';
import { figureSheet } from './styles.js';
import { messageOf, textsIn } from './texts.js';

/**
 * @import { Engine } from '../figure-numbers.js'
 * @import { FigureNumbers } from '../figure-numbers.js'
 * @import { FigureState } from '../state/figure-state.js'
 * @import { PropertyName } from './figure-properties.js'
 *
 * @typedef {object} ChangeDetail
 * @property {FigureState} state a copy
 * @property {FigureNumbers} results
 */

/** @type {readonly string[]} */
const names = [...inputNames, ...settingNames];

export class AttentionFigureElement extends FigureProperties {
  static observedAttributes = [...names.map(attributeOf), 'lang', 'dir'];

  #root = this.attachShadow({ mode: 'open' });
  /** What was set as a property, and not as an attribute since. @type {Map<string, unknown>} */
  #properties = new Map();
  /** @type {FigureModel | null} */
  #model = null;
  /** Why the author's input is none. @type {Error | null} */
  #inputError = null;
  /** Whether attributes, properties or the child script are to be read anew. */
  #isStale = true;
  /** @type {FigureBody | null} */
  #body = null;
  /** @type {Engine | null} */
  #engine = null;
  #isStarted = false;
  #isQueued = false;
  /** @type {(() => void)[]} */
  #undo = [];
  /** @type {FigureState | null} */
  #announced = null;
  /** @type {{ promise: Promise<void>, resolve: () => void, reject: (reason: unknown) => void } | null} */
  #ready = null;

  constructor() {
    super();
    // A framework may have set properties before the tag was known; they stand in the way of the real ones.
    const early = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    for (const name of names) {
      if (!Object.hasOwn(this, name)) continue;
      const value = early[name];
      delete early[name];
      early[name] = value;
    }
  }

  connectedCallback() {
    this.#root.adoptedStyleSheets = [figureSheet(this.ownerDocument)];
    const body = new FigureBody({
      model: () => this.#readModel(),
      engine: () => this.#engine,
      text: () => textsIn(nearestLanguage(this)),
      changed: () => this.#queue(),
      focused: () => this.#start(),
      menu: (owner) => menuOf(this, this.#readModel(), owner, textsIn(nearestLanguage(this))),
    });
    this.#body = body;
    this.#root.append(body.parts.shell);
    this.#reserve();
    this.#undo = [watchLanguage(this, () => this.#queue()), this.#watchChild()];
    if (this.#isStarted) this.#queue();
    else this.#undo.push(startWhenNear(this, () => this.#start()));
  }

  disconnectedCallback() {
    for (const undo of this.#undo.splice(0)) undo();
    this.#body?.dispose();
    this.#body = null;
  }

  /** @param {string} attribute @param {string | null} before @param {string | null} after */
  attributeChangedCallback(attribute, before, after) {
    if (before === after) return;
    const name = inputNames.find((property) => attributeOf(property) === attribute);
    if (name) {
      this.#properties.delete(name);
      this.#isStale = true;
    }
    if (attribute === 'theme') this.#body?.picture.view.renew();
    this.#queue();
  }

  /** @override @param {PropertyName} name @returns {any} */
  readProperty(name) {
    const setting = settingNames.find((known) => known === name);
    if (setting) return this.getAttribute(attributeOf(setting)) ?? '';
    try {
      return fieldOf(this.#readModel().state, /** @type {typeof inputNames[number]} */ (name));
    } catch {
      return this.#properties.get(name) ?? this.getAttribute(attributeOf(name)); // As it was given: it is part of no figure.
    }
  }

  /** @override @param {PropertyName} name @param {unknown} value */
  writeProperty(name, value) {
    const isSetting = settingNames.some((known) => known === name);
    if (isSetting) {
      if (value === null || value === undefined) this.removeAttribute(attributeOf(name));
      else this.setAttribute(attributeOf(name), String(value));
      return;
    }
    if (value === null || value === undefined) this.#properties.set(name, null);
    else this.#properties.set(name, value);
    this.#isStale = true;
    this.#queue();
  }

  /** All that the figure is, as plain JSON: a copy. Set, it is an edit that can be undone. @returns {FigureState} */
  get state() {
    return structuredClone(this.#readModel().state);
  }

  /** @param {Partial<FigureState>} state */
  set state(state) {
    const whole = readState(state);
    if (this.#model && !this.#isStale) this.#model.replace(whole);
    else this.#adopt(new FigureModel(whole));
    this.#queue();
  }

  /** Settled when the figure is drawn, which it starts at once when this is asked for. @returns {Promise<void>} */
  get ready() {
    this.#ready ??= deferred();
    this.#start();
    this.#queue();
    return this.#ready.promise;
  }

  /** The figure as an address: of link-base, or the fragment alone without it. @returns {Promise<string>} */
  get link() {
    return figureLink(this, this.#readModel().state);
  }

  /** @returns {Promise<Blob>} two pixels for one */
  exportPNG() { return this.#written('png'); }
  /** @returns {Promise<Blob>} */
  exportSVG() { return this.#written('svg'); }
  /** @returns {Promise<Blob>} */
  exportCSV() { return this.#written('csv'); }
  /** @returns {Promise<Blob>} */
  exportJSON() { return this.#written('json'); }
  /** @returns {Promise<Blob>} a page without scripts */
  exportHTML() { return this.#written('html'); }
  /** @returns {Promise<Blob>} a program that reproduces the numbers */
  exportNumPy() { return this.#written('numpy'); }

  undo() { this.#change((model) => model.undo()); }
  redo() { this.#change((model) => model.redo()); }
  /** Back to the author's figure. */
  reset() { this.#change((model) => model.reset()); }

  /** @param {keyof typeof writers} kind */
  async #written(kind) {
    await this.ready;
    if (!this.#body) throw new Error('figure: expected it in a page, got one that was taken out');
    const model = this.#readModel();
    const text = textsIn(nearestLanguage(this));
    return writers[kind]({
      state: model.state,
      numbers: model.numbers(this.#engine),
      engine: this.#engine,
      body: this.#body,
      text,
      label: this.#body.label,
    });
  }

  /** Exports and saves. @param {keyof typeof writers} kind */
  async save(kind) {
    saved(kind, await this.#written(kind));
  }

  /** @param {(model: FigureModel) => void} change */
  #change(change) {
    change(this.#readModel());
    this.#queue();
  }

  /** @throws {Error} what is wrong with the author's input */
  #readModel() {
    if (this.#isStale) {
      this.#isStale = false;
      this.#inputError = null;
      try {
        this.#model = new FigureModel(readAuthorInput(this, this.#properties));
      } catch (error) {
        this.#inputError = /** @type {Error} */ (error);
      }
    }
    if (this.#inputError) throw this.#inputError;
    return /** @type {FigureModel} */ (this.#model);
  }

  /** @param {FigureModel} model in place of the author's input */
  #adopt(model) {
    this.#model = model;
    this.#isStale = false;
    this.#inputError = null;
  }

  /** The child script may be parsed, or changed, after the element is there. */
  #watchChild() {
    const observer = new MutationObserver(() => {
      this.#isStale = true;
      this.#queue();
    });
    observer.observe(this, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }

  #start() {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#queue();
  }

  /** However much is set in a row, the figure is brought up to date once. */
  #queue() {
    if (this.#isQueued || !this.#isStarted) return;
    this.#isQueued = true;
    queueMicrotask(() => {
      this.#isQueued = false;
      this.#update();
    });
  }

  #reserve() {
    try {
      const { stage } = /** @type {FigureBody} */ (this.#body).parts;
      stage.style.setProperty('min-block-size', `${reservedHeight(this.#readModel().state, this.clientWidth)}px`);
    } catch {
      // Nothing will be drawn there.
    }
  }

  async #update() {
    const body = this.#body;
    if (!body) return;
    const text = textsIn(nearestLanguage(this));
    try {
      const model = this.#readModel();
      if (!this.#engine && model.state.weights === null) this.#engine = await inlineEngine();
      if (body !== this.#body || this.#isQueued) return this.#queue();
      const { state } = model;
      const numbers = model.numbers(this.#engine);
      const dir = getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr';
      body.complain('');
      body.show({ state, numbers, text, dir, isPreview: model.isPreview }, this.controls);
      this.#ready?.resolve();
      this.#ready = null;
      this.#announce(state, numbers);
    } catch (error) {
      body.complain(problemOf(error, text));
      this.#ready?.reject(error);
      this.#ready = null;
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

/**
 * @param {unknown} error
 * @param {import('./texts.js').Text} text
 */
function problemOf(error, text) {
  if (error instanceof AttentionError) {
    if (error.code === 'unavailable') return text('problem.unavailable');
    if (error.code === 'undefined-row') return text('problem.undefined-row');
  }
  return text('problem.input', { message: messageOf(error, text) });
}

/** @returns {{ promise: Promise<void>, resolve: () => void, reject: (reason: unknown) => void }} */
function deferred() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
