/** <attention-heads>: every layer and head of a model's attention in any page. This file registers nothing: define.js does. */

import { writeDocument } from '../files/document.js';
import { startWhenNear } from '../../base/lazy-start.js';
import { nearestLanguage, watchLanguage } from '../../base/nearest-language.js';
import { saveFile } from '../../base/save.js';
import { Updates } from '../../base/updates.js';
import { detailOf } from '../state/detail.js';
import { measured } from '../state/measuring.js';
import { gridsOf, resized, surveyAll } from '../state/grids.js';
import { checkView, fittedView, readChange, readView, readViewLink, viewAttributes, writeView } from '../state/view-state.js';
import { messageOf } from '../words/messages.js';
import { textsIn } from '../words/texts.js';
import { HeadNumbers, readHeadColors } from './colors.js';
import { fileName, written } from './exports.js';
import { HeadsBody } from './heads-body.js';
import { menuOf } from './menu-entries.js';
import { HeadsError } from '../files/heads-error.js';
import { openedFiles, openedFrom, sourceOf } from '../state/opening.js';
import { headsSheet } from './styles.js';

/**
 * @import { AttentionSet, OpenSet, Question, Reading } from '../files/axes.js'
 * @import { Detail } from '../state/detail.js'
 * @import { Grid } from '../state/grids.js'
 * @import { Prepared } from '../state/preparing.js'
 * @import { ViewState } from '../state/view-state.js'
 * @import { FileKind } from './exports.js'
 * @import { Opened } from '../state/opening.js'
 * @import { Survey } from '../state/survey.js'
 * @import { Scene } from './scene.js'
 * @import { TextKey } from '../words/texts.js'
 */

/** Where pages are rendered on a server there is no HTMLElement, and no element is made. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

const outerAttributes = ['src', 'caption', 'label', 'theme'];

/** A framework may set these before the tag is known; they stand in the way of the real ones then. The view is one of the data. */
const earlyProperties = ['data', 'state', 'link'];

/** The grid is drawn so often while heads come, in milliseconds. */
const partTime = 150;

export class AttentionHeadsElement extends Base {
  static observedAttributes = [...viewAttributes.map(([, attribute]) => attribute), ...outerAttributes];

  #root = this.attachShadow({ mode: 'open' });
  /** Undefined until it is in a page for the first time; null when it was taken out. @type {HeadsBody | null | undefined} */
  #body;
  /** What was given as a property, or opened by the reader, in place of child and src. @type {(() => Promise<Opened>) | null} */
  #given = null;
  /** @type {object | null} */
  #data = null;
  /** Whether the reader opened it: the author's attributes are of other attention then. */
  #isReaders = false;
  /** What is open. @type {Opened | null} */
  #opened = null;
  /** Whether what was asked for last was opened, or could not be. */
  #isOpen = false;
  /** Why what was asked for last could not be opened: what was open before is shown. @type {{ error: unknown, isReaders: boolean } | null} */
  #failure = null;
  /** What the reader looks at; null: what the author says. @type {ViewState | null} */
  #view = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Detail} */
  #detail = { matrices: [], strip: null };
  /** What computes for the grid, for what is shown large, and what reads files: each is stopped by what comes after it. */
  #survey = new AbortController();
  #work = new AbortController();
  /** @type {AbortController | null} */
  #opening = null;
  /** The measure of all heads. @type {{ key: string, set: AttentionSet, values: Float64Array } | null} */
  #measure = null;
  #isHalted = false;
  #numbers = new HeadNumbers();
  #updates = new Updates((isPast) => this.#draw(isPast), () => this.#body !== undefined);
  /** @type {(() => void)[]} */
  #undo = [];

  connectedCallback() {
    this.#root.adoptedStyleSheets = [headsSheet(this.ownerDocument)];
    const body = new HeadsBody({
      look: (change) => this.#look(change),
      view: () => this.#current,
      resize: () => this.#resurvey(),
      halt: () => this.#halt(),
      menu: () => menuOf(this, /** @type {HeadsBody} */ (this.#body), { isReset: this.#view === null, hasTable: this.#scene?.view.view !== 'grid' }, this.#text),
    });
    this.#body = body;
    this.#root.append(body.parts.room);
    body.parts.room.addEventListener('focusin', () => this.#updates.start());
    this.#undo = [
      () => body.dispose(),
      watchLanguage(this, () => this.#updates.queue()),
      this.#watchChild(),
      startWhenNear(this, () => this.#updates.start()),
    ];
    this.#updates.queue();
    this.#adoptEarly();
  }

  disconnectedCallback() {
    for (const undo of this.#undo) undo();
    this.#stop();
    this.#body = null;
    this.#scene = null;
  }

  /** @param {string} attribute @param {string | null} before @param {string | null} after */
  attributeChangedCallback(attribute, before, after) {
    // The author's file may be asked for again, after others.
    if (before === after && !(attribute === 'src' && this.#given)) return;
    if (attribute === 'src') this.#renew(null);
    else if (attribute === 'theme') this.#recolor();
    else if (!outerAttributes.includes(attribute)) this.#view = null;
    this.#updates.queue();
  }

  get #text() {
    return textsIn(nearestLanguage(this));
  }

  /** What was set in place of child and src: { tokens, attentions } with arrays, or what document() and Python write. @returns {object | null} */
  get data() {
    return this.#data;
  }

  /** @param {object | null} data */
  set data(data) {
    this.#data = data;
    this.#renew(data && (() => openedFrom(data)));
    this.#updates.queue();
  }

  /**
   * Opens files that Python wrote.
   * @param {File[]} files
   * @param {{ axes?: Record<string, Reading>, signal?: AbortSignal }} [options] axes: how arrays are read, by their names
   * @returns {Promise<Question[]>} what can be read in another way, too
   * @throws {import('../files/heads-error.js').HeadsError} what was open stays open
   */
  async open(files, { axes, signal } = {}) {
    const own = new AbortController();
    this.#opening?.abort();
    this.#opening = own;
    this.#isHalted = false;
    const stop = () => own.abort();
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      const tell = (/** @type {number} */ share) => this.#opening === own && this.#tell('computing.reading', share);
      const opened = await openedFiles(files, { axes, signal: own.signal, onProgress: tell });
      if (own.signal.aborted) throw new HeadsError('aborted', 'aborted');
      this.#renew(async () => opened);
      this.#isReaders = true;
      await this.ready;
      return opened.questions;
    } catch (error) {
      // What was opened after it has the word.
      if (this.#opening === own) this.#fail(error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      if (this.#opening === own) this.#endOpening();
    }
  }

  /** @param {unknown} error of an opening by the reader */
  #fail(error) {
    const message = messageOf(error, this.#text);
    if (error instanceof HeadsError && error.code === 'aborted') return this.#body?.tell(message);
    if (this.#scene) this.#failure = { error, isReaders: true };
    this.#body?.complain(message, this.#text, this.#scene !== null);
  }

  #endOpening() {
    this.#opening = null;
    this.#body?.tellComputing('', '');
  }

  /** What is open: shapes, tokens, and a function that reads a matrix. @returns {AttentionSet[]} */
  get sets() {
    return this.#opened?.sets ?? [];
  }

  /** What can be read in another way, too. @returns {Question[]} */
  get questions() {
    return this.#opened?.questions ?? [];
  }

  /** What is looked at, as plain JSON: a copy. @returns {ViewState} */
  get state() {
    return structuredClone(this.#current);
  }

  /** @param {Partial<ViewState>} state @throws {import('../state/view-state.js').ViewError} what there is none of */
  set state(state) {
    this.#look(readChange(state));
  }

  /** What is looked at, as the query of an address. Set, it is looked at. @returns {string} */
  get link() {
    return writeView(this.state);
  }

  set link(query) {
    this.#look(readViewLink(query));
  }

  /** Settled when it is drawn, which it starts at once when this is asked for. @returns {Promise<void>} */
  get ready() {
    this.#updates.start();
    this.#updates.queue();
    return this.#updates.next;
  }

  /** Settled when every head of the grid is drawn. @returns {Promise<void>} */
  get complete() {
    return this.ready.then(() => this.#allSurveyed());
  }

  /** Pictures of another size may be asked for meanwhile. */
  async #allSurveyed() {
    for (let last; last !== this.#surveyed;) {
      last = this.#surveyed;
      await last;
    }
  }

  /** @type {Promise<void>} */
  #surveyed = Promise.resolve();

  /** Back to what the author shows. */
  reset() {
    this.#view = null;
    this.#updates.queue();
    this.#announce();
  }

  /** @param {FileKind} kind png, svg: what is shown large; csv, npy: its matrix; json: all that is open @returns {Promise<Blob>} */
  async export(kind) {
    // Only then the range of colours is known.
    await this.complete;
    const [body, scene] = [this.#body, this.#scene];
    if (!body || !scene) throw new Error('heads: expected them in a page, got an element that was taken out');
    const isGrid = scene.view.view === 'grid';
    const list = isGrid ? body.grid.layout(body.grid.view.measure) : body.detail.exported(800);
    if (!list) throw new Error('heads: expected a drawing, got none');
    const matrix = await this.#matrix(scene);
    return written(kind, { scene, view: isGrid ? body.grid.view : body.detail.view, list, matrix, caption: this.getAttribute('caption') ?? '' });
  }

  /** @param {Scene} scene @returns {Promise<Prepared>} the chosen matrix, as it is shown or would be */
  async #matrix(scene) {
    const view = /** @type {const} */ ('head');
    const work = { signal: this.#work.signal, onProgress: () => {} };
    const { matrices: [matrix] } = this.#detail.matrices.length > 0 ? this.#detail : await detailOf(scene.set, scene.preparation, { ...scene.view, view }, work);
    return matrix;
  }

  /**
   * The chosen matrix, as it is shown: of words where pieces are joined, without what is hidden.
   * @returns {Promise<{ weights: number[][], queries: string[], keys: string[] }>} a row for each query
   */
  async matrix() {
    await this.ready;
    const { values, rows, columns, rowWords, columnWords } = await this.#matrix(/** @type {Scene} */ (this.#scene));
    const weights = Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns)));
    return { weights, queries: rowWords, keys: columnWords };
  }

  /**
   * All that is open, in one JSON document that the element reads: as its child, or by src.
   * @param {{ dtype?: 'float16' | 'float32' }} [options]
   * @returns {Promise<Blob>} also safe as the text of a script element in HTML
   */
  async document({ dtype = 'float16' } = {}) {
    await this.ready;
    return writeDocument(this.sets, { dtype, batch: this.state.batch });
  }

  /** Exports and saves. @param {FileKind} kind */
  async save(kind) {
    const blob = await this.export(kind);
    if (this.#scene) saveFile(fileName(kind, this.#scene), blob);
  }

  /** What the author's attributes say, as far as it is about what is open. */
  get #authored() {
    const view = readView((attribute) => this.getAttribute(attribute));
    return this.#isReaders && this.#opened ? fittedView(view, this.#opened.sets) : view;
  }

  /** What is looked at; what is shown still, where the author's attributes have become wrong. */
  get #current() {
    if (this.#view) return this.#view;
    if (!this.#scene) return this.#authored;
    try {
      const view = this.#authored;
      if (this.#opened && this.#isOpen) checkView(view, this.#opened.sets);
      return view;
    } catch {
      return this.#scene.view;
    }
  }

  /** @param {(() => Promise<Opened>) | null} given */
  #renew(given) {
    this.#given = given;
    this.#isReaders = false;
    this.#isOpen = false;
    this.#view = null;
  }

  #adoptEarly() {
    const early = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (this));
    for (const name of earlyProperties) {
      if (!Object.hasOwn(this, name)) continue;
      const value = early[name];
      delete early[name];
      early[name] = value;
    }
  }

  /** @param {Partial<ViewState>} change */
  #look(change) {
    const view = { ...this.#current, ...change };
    if (this.#opened && this.#isOpen) checkView(view, this.#opened.sets);
    this.#view = view;
    // Who goes on with what was open has read why.
    if (this.#failure?.isReaders) this.#failure = null;
    this.#updates.queue();
    this.#announce();
  }

  #announce() {
    this.dispatchEvent(new CustomEvent('heads-change', { detail: { state: this.state }, bubbles: true, composed: true }));
  }

  /** The child may be parsed, or changed, after the element is there. */
  #watchChild() {
    const observer = new MutationObserver(() => {
      if (!this.#given) this.#renew(null);
      this.#updates.queue();
    });
    observer.observe(this, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }

  #recolor() {
    this.#body?.grid.view.renew();
    this.#body?.detail.renew();
  }

  #stop() {
    this.#survey.abort();
    this.#work.abort();
    this.#opening?.abort();
  }

  #halt() {
    if (this.#opening) return this.#opening.abort();
    this.#isHalted = !this.#isHalted;
    if (!this.#isHalted) return this.#updates.queue();
    this.#stop();
    this.#body?.tellComputing(this.#text('computing.cancelled'), this.#text('computing.resume'));
  }

  /** @param {TextKey} key @param {number} share */
  #tell(key, share) {
    if (this.#isHalted) return; // What was stopped may tell once more.
    this.#body?.tellComputing(this.#text(key, { percent: Math.floor(100 * share) }), this.#text('computing.cancel'));
  }

  /** @param {() => boolean} isPast */
  async #draw(isPast) {
    const body = this.#body;
    const text = this.#text;
    const isOver = () => isPast() || body !== this.#body;
    this.#isHalted = false;
    try {
      if (!body) throw new Error('heads: expected them in a page, got an element that was taken out');
      const isNew = !this.#isOpen;
      if (isNew) await this.#openAsked(isOver);
      if (isOver()) return false;
      const { sets } = /** @type {Opened} */ (this.#opened);
      const view = this.#view ?? this.#authored;
      checkView(view, sets);
      const scene = this.#sceneOf(view, sets);
      this.#work.abort();
      this.#work = new AbortController();
      const detail = await detailOf(scene.set, scene.preparation, view, { signal: this.#work.signal, onProgress: (share) => this.#tell(view.panel === 'rollout' ? 'computing.rollout' : 'computing.drawing', share) });
      if (isOver()) return false;
      this.#scene = scene;
      this.#detail = detail;
      body.name(this.getAttribute('caption') ?? '', this.getAttribute('label') ?? '');
      body.complain(this.#failure ? messageOf(this.#failure.error, text) : '', text, true);
      body.tellComputing('', '');
      body.show(scene, detail);
      // While it was laid out, it may have become one of pictures of another size.
      this.#startSurvey(this.#scene);
      void this.#startMeasure(this.#scene);
      if (isNew && this.#failure) throw this.#failure.error;
      return true;
    } catch (error) {
      if (isOver()) return false;
      if (this.#isHalted || error === this.#failure?.error) throw error;
      body?.tellComputing('', '');
      body?.complain(messageOf(error, text), text, this.#scene !== null);
      throw error;
    }
  }

  /** Opens what was asked for last. Where that fails, what was open stays. @param {() => boolean} isOver */
  async #openAsked(isOver) {
    this.#failure = null;
    try {
      const opened = await (this.#given ?? sourceOf(this))();
      if (!isOver()) this.#opened = opened;
    } catch (error) {
      if (!this.#opened || isOver()) throw error;
      this.#failure = { error, isReaders: false };
    }
    this.#isOpen ||= !isOver();
  }

  /** @param {ViewState} view @param {OpenSet[]} sets @returns {Scene} with what is there already of its numbers */
  #sceneOf(view, sets) {
    const body = /** @type {HeadsBody} */ (this.#body);
    const grids = gridsOf(view, sets, this.#scene?.grids ?? [], (parts) => body.grid.sizesFor(parts));
    const { preparation, survey } = /** @type {Grid} */ (grids.find(({ index }) => index === view.set));
    const all = readHeadColors(this);
    const colors = this.#numbers.of(view).map((number) => all[number]);
    return { sets, grids, set: sets[view.set], view, preparation, survey, text: this.#text, colors };
  }

  /** Pictures of another size are needed, or those that were not drawn. */
  #resurvey() {
    const scene = this.#scene;
    if (!scene || !this.#body) return;
    const grids = resized(scene.grids, this.#body.grid.sizesFor(scene.grids));
    const { survey } = /** @type {Grid} */ (grids.find(({ set }) => set === scene.set));
    this.#scene = { ...scene, grids, survey };
    this.#startSurvey(this.#scene);
  }

  /** The surveys that run, or ran. @type {Survey[]} */
  #running = [];

  /** @param {Scene} scene */
  #startSurvey({ grids }) {
    const surveys = grids.map(({ survey }) => survey);
    const isRunning = surveys.length === this.#running.length && surveys.every((survey, order) => survey === this.#running[order]);
    if (surveys.every(({ isDone }) => isDone) || (isRunning && !this.#survey.signal.aborted)) return;
    this.#survey.abort();
    const own = new AbortController();
    this.#survey = own;
    this.#running = surveys;
    let drawn = performance.now();
    const isShown = () => this.#scene?.grids.some(({ survey }) => surveys.includes(survey));
    const show = () => isShown() && this.#body?.showGrid(/** @type {Scene} */ (this.#scene));
    this.#surveyed = surveyAll(surveys, own.signal, (share) => {
      this.#tell('computing.drawing', share);
      if (performance.now() - drawn < partTime) return;
      show();
      drawn = performance.now();
    }).then(() => {
      this.#body?.tellComputing('', '');
      show();
      // The range of all heads is known now.
      if (isShown()) this.#body?.detail.draw();
    }).catch((error) => {
      if (own.signal.aborted) return;
      this.#body?.complain(messageOf(error, this.#text), this.#text, true);
    });
  }

  /** @param {Scene} scene */
  async #startMeasure(scene) {
    const { set, view } = scene;
    const body = /** @type {HeadsBody} */ (this.#body);
    const key = `${view.measure} ${view.batch}`;
    if (view.measure === '') return body.showMeasure(scene, null);
    if (this.#measure?.key === key && this.#measure.set === set) return body.showMeasure(scene, this.#measure.values);
    const { signal } = this.#work;
    try {
      const values = await measured(set, /** @type {import('../numbers/measures.js').MeasureName} */ (view.measure), view.batch, {
        signal,
        onProgress: (share) => this.#tell('found.measuring', share),
      });
      this.#measure = { key, set, values };
      if (signal.aborted || this.#body !== body || !this.#scene) return;
      body.tellComputing('', '');
      // It may be one of pictures of another size by now.
      body.showMeasure(this.#scene, values);
    } catch (error) {
      if (!signal.aborted) body.complain(messageOf(error, this.#text), this.#text, true);
    }
  }
}
