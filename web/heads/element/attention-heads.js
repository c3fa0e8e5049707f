/** <attention-heads>: every layer and head of a model's attention in any page. This file registers nothing: define.js does. */

import { writeDocument } from '../files/document.js';
import { startWhenNear } from '../../base/lazy-start.js';
import { nearestLanguage, watchLanguage } from '../../base/nearest-language.js';
import { saveFile } from '../../base/save.js';
import { Updates } from '../../base/updates.js';
import { detailOf } from '../state/detail.js';
import { measured } from '../state/measuring.js';
import { Preparation } from '../state/preparing.js';
import { Survey } from '../state/survey.js';
import { checkView, readView, readViewLink, viewAttributes, writeView } from '../state/view-state.js';
import { messageOf } from '../words/messages.js';
import { textsIn } from '../words/texts.js';
import { readHeadColors } from './colors.js';
import { fileName, written, writers } from './exports.js';
import { HeadsBody } from './heads-body.js';
import { openedFiles, openedFrom, sourceOf } from '../state/opening.js';
import { headsSheet } from './styles.js';

/**
 * @import { Entry } from '../../base/menu.js'
 * @import { AttentionSet, Question, Reading } from '../files/axes.js'
 * @import { Detail } from '../state/detail.js'
 * @import { Prepared } from '../state/preparing.js'
 * @import { ViewState } from '../state/view-state.js'
 * @import { FileKind } from './exports.js'
 * @import { Opened } from '../state/opening.js'
 * @import { Scene } from './scene.js'
 * @import { TextKey } from '../words/texts.js'
 */

/** Where pages are rendered on a server there is no HTMLElement, and no element is made. @type {typeof HTMLElement} */
const Base = globalThis.HTMLElement ?? class {};

const outerAttributes = ['src', 'caption', 'label', 'theme'];

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
  /** What is open. @type {Opened | null} */
  #opened = null;
  /** Whether what was asked for last is open. */
  #isOpen = false;
  /** What the reader looks at; null: what the author says. @type {ViewState | null} */
  #view = null;
  /** @type {Scene | null} */
  #scene = null;
  /** @type {Detail} */
  #detail = { matrices: [], strip: null };
  /** What computes for the grid, and for what is shown large: stopped by what comes after it. */
  #survey = new AbortController();
  #work = new AbortController();
  /** The measure of all heads. @type {{ key: string, set: AttentionSet, values: Float64Array } | null} */
  #measure = null;
  #isHalted = false;
  #updates = new Updates((isPast) => this.#draw(isPast), () => this.#body !== undefined);
  /** @type {(() => void)[]} */
  #undo = [];

  connectedCallback() {
    this.#root.adoptedStyleSheets = [headsSheet(this.ownerDocument)];
    const body = new HeadsBody({
      look: (change) => this.#look(change),
      resize: () => this.#resurvey(),
      halt: () => this.#halt(),
      menu: () => this.#menu(),
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
  }

  disconnectedCallback() {
    for (const undo of this.#undo) undo();
    this.#stop();
    this.#body = null;
    this.#scene = null;
  }

  /** @param {string} attribute @param {string | null} before @param {string | null} after */
  attributeChangedCallback(attribute, before, after) {
    if (before === after) return;
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
    const text = this.#text;
    const own = new AbortController();
    this.#work.abort();
    this.#work = own;
    const stop = () => own.abort();
    signal?.addEventListener('abort', stop);
    try {
      const tell = (/** @type {number} */ share) => this.#tell('computing.reading', share);
      const opened = await openedFiles(files, { axes, signal: own.signal, onProgress: tell });
      this.#renew(async () => opened);
      await this.ready;
      return opened.questions;
    } catch (error) {
      this.#body?.complain(messageOf(error, text), text, this.#scene !== null);
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#body?.tellComputing('', '');
    }
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
    return structuredClone(this.#view ?? this.#authored);
  }

  /** @param {Partial<ViewState>} state @throws {import('../state/view-state.js').ViewError} what there is none of */
  set state(state) {
    this.#look(state);
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
    return this.ready.then(() => this.#surveyed);
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
    await this.ready;
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
    saveFile(fileName(kind), await this.export(kind));
  }

  /** What the author's attributes say. */
  get #authored() {
    return readView((attribute) => this.getAttribute(attribute));
  }

  /** @param {(() => Promise<Opened>) | null} given */
  #renew(given) {
    this.#given = given;
    this.#isOpen = false;
    this.#view = null;
  }

  /** @param {Partial<ViewState>} change */
  #look(change) {
    const view = { ...this.#view ?? this.#authored, ...change };
    if (this.#opened) checkView(view, this.#opened.sets);
    this.#view = view;
    this.#isHalted = false;
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
  }

  #halt() {
    this.#isHalted = !this.#isHalted;
    if (!this.#isHalted) return this.#resurvey();
    this.#stop();
    this.#body?.tellComputing(this.#text('computing.cancelled'), this.#text('computing.resume'));
  }

  /** @param {TextKey} key @param {number} share */
  #tell(key, share) {
    this.#body?.tellComputing(this.#text(key, { percent: Math.floor(100 * share) }), this.#text('computing.cancel'));
  }

  /** @param {() => boolean} isPast */
  async #draw(isPast) {
    const body = this.#body;
    const text = this.#text;
    const isOver = () => isPast() || body !== this.#body;
    try {
      if (!body) throw new Error('heads: expected them in a page, got an element that was taken out');
      if (!this.#isOpen) {
        const opened = await (this.#given ?? sourceOf(this))();
        if (isOver()) return false;
        this.#opened = opened;
        this.#isOpen = true;
      }
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
      body.parts.caption.textContent = this.getAttribute('caption') ?? '';
      body.complain('', text, false);
      body.tellComputing('', '');
      body.show(scene, detail);
      this.#startSurvey(scene);
      void this.#startMeasure(scene);
      return true;
    } catch (error) {
      if (isOver()) return false;
      body?.tellComputing('', '');
      body?.complain(messageOf(error, text), text, this.#scene !== null);
      throw error;
    }
  }

  /** @param {ViewState} view @param {AttentionSet[]} sets @returns {Scene} with what is there already of its numbers */
  #sceneOf(view, sets) {
    const body = /** @type {HeadsBody} */ (this.#body);
    const set = sets[view.set];
    const before = this.#scene;
    const isSamePreparation = before && before.set === set
      && (['words', 'withoutFirst', 'withoutSpecials'].every((name) => before.view[/** @type {'words'} */ (name)] === view[/** @type {'words'} */ (name)]));
    const preparation = isSamePreparation ? before.preparation : new Preparation(set, view);
    const survey = isSamePreparation && before.view.batch === view.batch ? before.survey : new Survey(set, preparation, body.grid.sizeFor(set, preparation), view.batch);
    return { sets, set, view, preparation, survey, text: this.#text, colors: readHeadColors(this) };
  }

  /** Pictures of another size are needed, or those that were not drawn. */
  #resurvey() {
    const scene = this.#scene;
    if (!scene || !this.#body) return;
    const { set, preparation, view } = scene;
    const isOther = !scene.survey.fits(this.#body.grid.sizeFor(set, preparation));
    this.#scene = isOther ? { ...scene, survey: new Survey(set, preparation, this.#body.grid.sizeFor(set, preparation), view.batch) } : scene;
    this.#startSurvey(this.#scene);
  }

  /** The survey that runs, or ran. @type {Survey | null} */
  #running = null;

  /** @param {Scene} scene */
  #startSurvey({ survey }) {
    if (survey.isDone || (survey === this.#running && !this.#survey.signal.aborted)) return;
    this.#survey.abort();
    const own = new AbortController();
    this.#survey = own;
    this.#running = survey;
    let drawn = performance.now();
    const show = () => this.#scene?.survey === survey && this.#body?.showGrid(this.#scene);
    this.#surveyed = survey.run(own.signal, (share) => {
      this.#tell('computing.drawing', share);
      if (performance.now() - drawn < partTime) return;
      show();
      drawn = performance.now();
    }).then(() => {
      this.#body?.tellComputing('', '');
      show();
      // The range of all heads is known now.
      if (this.#scene?.survey === survey) this.#body?.detail.draw();
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
      if (signal.aborted || this.#body !== body) return;
      body.tellComputing('', '');
      body.showMeasure(scene, values);
    } catch (error) {
      if (!signal.aborted) body.complain(messageOf(error, this.#text), this.#text, true);
    }
  }

  /** @returns {Entry[]} */
  #menu() {
    const body = /** @type {HeadsBody} */ (this.#body);
    const text = this.#text;
    /** @param {'table' | 'reset' | FileKind} name @param {() => unknown} act @param {Partial<Entry>} [more] @returns {Entry} */
    const entry = (name, act, more) => ({
      name,
      label: text(`menu.${name}`),
      act: async () => {
        try {
          await act();
        } catch (error) {
          body.tell(text('menu.failed', { message: messageOf(error, text) }));
        }
      },
      ...more,
    });
    const kinds = /** @type {FileKind[]} */ (Object.keys(writers));
    return [
      entry('table', () => (body.isTableShown = !body.isTableShown), { checked: body.isTableShown }),
      entry('reset', () => this.reset(), { isOff: this.#view === null }),
      ...kinds.map((kind, index) => entry(kind, () => this.save(kind), { apart: index === 0 })),
    ];
  }
}
