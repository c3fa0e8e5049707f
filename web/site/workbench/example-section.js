/** A small example with vectors to edit, the drawing of the weights, and the four steps. It opens with the article's vectors. */

import { articlePrinted, articleState, isArticleExample } from './article.js';
import { showArticleTable } from './article-table.js';
import { disable, element, required, whenPressed } from '../../base/dom.js';
import { isRedo, isUndo } from './edit-field.js';
import { bindText, text } from './language.js';
import { MethodControls } from './method-controls.js';
import { printedBarsList } from './printed-bars.js';
import { problemOf, problemText } from './problems.js';
import { showSteps } from './steps.js';
import { announceWhenSettled, weightsSummary } from './summaries.js';
import { VectorEditor } from './vector-editor.js';
import { barsList } from '../../draw/bars.js';
import { CanvasView } from '../../draw/canvas-view.js';
import {
  addDimension,
  addWord,
  removeDimension,
  removeWord,
  replaceAt,
  valuesFollowKeys,
  withParameters,
} from '../exhibits/example-state.js';
import { same } from '../../base/history.js';
import { exampleNumbers } from '../exhibits/numbers.js';
import { extentOf } from '../../draw/scale.js';

/**
 * @import { Address, ExampleState } from '../exhibits/example-state.js'
 * @import { Engine, ExampleNumbers } from '../exhibits/numbers.js'
 * @import { Bench } from './bench.js'
 * @import { Problem } from './problems.js'
 */

export class ExampleSection {
  #bench;
  /** @type {Engine | null} */
  #engine = null;
  /** The last good drawing. @type {{ state: ExampleState, numbers: ExampleNumbers } | null} */
  #drawn = null;
  /** The index of the word that is pointed at, in the steps or in the drawing. @type {number | null} */
  #pointed = null;

  #section = required('example', HTMLElement);
  #canvas = required('bars', HTMLCanvasElement);
  #steps = required('steps', HTMLElement);
  #stale = required('stale', HTMLElement);
  #summary = required('summary', HTMLElement);
  #said = required('said', HTMLElement);
  #article = required('article', HTMLElement);
  #view;
  #method;
  #vectors;
  #buttons;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    bench.listen((before) => {
      if (before.example === bench.current.example) this.#showButtons();
      else this.show();
    });
    // The fields must show the value that is kept, even if the state has not changed.
    const editing = {
      commit: () => this.#after(() => bench.commit()),
      cancel: () => this.#after(() => bench.cancel()),
      broken: () => this.show(),
    };
    this.#method = new MethodControls(required('method', HTMLElement), {
      ...editing,
      preview: (name, value) => this.#preview([name], value),
    });
    this.#vectors = new VectorEditor(required('vectors', HTMLElement), {
      ...editing,
      preview: (address, value) => this.#preview(address, value),
      removeWord: (index) => this.#apply((state) => removeWord(state, index)),
      followKeys: (follow) => this.#apply((state) => valuesFollowKeys(state, follow)),
      change: (edit) =>
        this.#apply((state) => {
          if (edit === 'addDimension') return addDimension(state);
          if (edit === 'removeDimension') return removeDimension(state);
          return addWord(state, text('edit.newWord') + (state.words.length + 1));
        }),
    });
    this.#buttons = this.#historyButtons(required('history', HTMLElement));
    this.#view = new CanvasView(this.#canvas, (width, measure) => {
      if (!this.#drawn) return null;
      const { state, numbers } = this.#drawn;
      const bars = this.#barsState(state, numbers);
      if (isArticleExample(state)) return printedBarsList(bars, articlePrinted.weights, text('bars.printed'), width, measure);
      return barsList({ ...bars, domain: extentOf(numbers.weights) }, width, measure);
    });
    this.#section.addEventListener('keydown', (event) => this.#pressed(event));
    this.#followPointer();
    showArticleTable(this.#article, null);
  }

  /** @param {Engine} engine */
  start(engine) {
    this.#engine = engine;
    showArticleTable(this.#article, exampleNumbers(engine, articleState));
    this.show();
  }

  /** The last good drawing; null before the first. */
  get drawn() {
    return this.#drawn;
  }

  /** Updates everything to the state and to the page's language. */
  show() {
    const state = this.#bench.current.example;
    const problem = this.#compute(state);
    this.#vectors.show(state);
    this.#method.show(state, state.query.length, problem);
    this.#showButtons();
    this.#showStaleness(problem);
    if (!this.#drawn) return;
    const { numbers, state: drawn } = this.#drawn;
    showSteps(this.#steps, drawn, numbers, isArticleExample(drawn));
    this.#view.draw();
    const summary = weightsSummary(drawn.words, numbers.weights);
    this.#canvas.setAttribute('aria-label', text('summary.bars', { summary }));
    this.#summary.textContent = summary;
    announceWhenSettled(this.#said, summary);
  }

  #showButtons() {
    const { current, canUndo, canRedo, isExampleInitial } = this.#bench;
    disable(this.#buttons.undo, !canUndo);
    disable(this.#buttons.redo, !canRedo);
    disable(this.#buttons.reset, isExampleInitial);
    disable(this.#buttons.article, same(current.example, articleState));
  }

  /**
   * @param {ExampleState} state
   * @returns {Problem | null} null if the drawing now shows the state
   */
  #compute(state) {
    if (!this.#engine) return null;
    try {
      this.#drawn = { state, numbers: exampleNumbers(this.#engine, state) };
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  /** @param {Problem | null} problem */
  #showStaleness(problem) {
    const broken = this.#vectors.hasBrokenField || this.#method.hasBrokenField;
    this.#stale.hidden = !problem && !(broken && this.#drawn);
    if (problem && !this.#drawn) bindText(this.#stale, problem.key, problem.values);
    else if (problem) bindText(this.#stale, 'figure.stale', () => ({ reason: problemText(problem) }));
    else if (broken) bindText(this.#stale, 'figure.stale', () => ({ reason: text('figure.staleField') }));
  }

  /**
   * @param {ExampleState} state
   * @param {ExampleNumbers} numbers
   */
  #barsState({ words }, { weights }) {
    return {
      words,
      weights,
      attended: weights.map(() => 1),
      highlighted: this.#pointed,
      texts: { keyAxis: text('bars.keyAxis'), weightAxis: text('bars.weightAxis') },
    };
  }

  /** @param {HTMLElement} place */
  #historyButtons(place) {
    const undo = bindText(element('button', { type: 'button' }), 'edit.undo');
    const redo = bindText(element('button', { type: 'button' }), 'edit.redo');
    const reset = bindText(element('button', { type: 'button' }), 'edit.reset');
    const article = bindText(element('button', { type: 'button' }), 'edit.asArticle');
    whenPressed(undo, () => this.#bench.undo());
    whenPressed(redo, () => this.#bench.redo());
    whenPressed(reset, () => this.#bench.reset());
    whenPressed(article, () => this.#apply(() => articleState));
    place.append(undo, redo, reset, article);
    return { undo, redo, reset, article };
  }

  /**
   * @param {Address} address
   * @param {unknown} value
   */
  #preview(address, value) {
    const state = this.#bench.current.example;
    const full = address[0] === 'parameters' ? withParameters(state) : state;
    this.#bench.preview(replaceAt(full, address, value));
  }

  /** @param {(state: ExampleState) => ExampleState} edit */
  #apply(edit) {
    this.#bench.apply({ example: edit(this.#bench.current.example) });
  }

  /** @param {() => void} change */
  #after(change) {
    change();
    this.show();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (isUndo(event)) this.#bench.undo();
    else if (isRedo(event)) this.#bench.redo();
    else return;
    event.preventDefault();
  }

  /** Pointing at a word in the steps marks it in the drawing, and the other way round. */
  #followPointer() {
    this.#canvas.addEventListener('pointermove', (event) => {
      const target = this.#view.targetAt(event);
      this.#point(target?.kind === 'key' ? target.key : null);
    });
    this.#steps.addEventListener('pointermove', (event) => {
      const line = event.target instanceof Element ? event.target.closest('[data-key]') : null;
      this.#point(line ? Number(line.getAttribute('data-key')) : null);
    });
    for (const place of [this.#canvas, this.#steps]) {
      place.addEventListener('pointerleave', () => this.#point(null));
    }
  }

  /** @param {number | null} key */
  #point(key) {
    if (key === this.#pointed) return;
    this.#pointed = key;
    this.#view.draw();
    for (const line of this.#steps.querySelectorAll('[data-key]')) {
      line.classList.toggle('pointed', line.getAttribute('data-key') === String(key));
    }
  }
}
