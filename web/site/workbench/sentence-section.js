/** Any sentence: the distribution of the chosen word, and the map of every word to every word. */

import { required } from '../../base/dom.js';
import { countText, limitText } from '../../base/limited-text.js';
import { bindText, text } from './language.js';
import { MethodControls } from './method-controls.js';
import { problemOf, problemText } from './problems.js';
import { showRowTable } from './row-table.js';
import { announceWhenSettled, weightsSummary } from './summaries.js';
import { TokenPicker } from './token-picker.js';
import { barsList } from '../../draw/bars.js';
import { CanvasView } from '../../draw/canvas-view.js';
import { wholeMap } from '../../draw/display-list.js';
import { embed, embeddingDimensions, embeddingVersion } from '../../figure/state/embedding.js';
import { heatmapColumns, heatmapList } from '../../draw/heatmap.js';
import { formatNumber } from '../../base/number-format.js';
import { same } from '../../base/history.js';
import { mapNumbers, mapScores } from '../exhibits/numbers.js';
import { colorDomain, extentOf } from '../../draw/scale.js';
import { mostLooked, mostTokens, splitSentence } from '../../figure/state/tokens.js';

/**
 * @import { HeatmapState } from '../../draw/heatmap.js'
 * @import { Bench } from './bench.js'
 * @import { Method } from '../../figure/state/methods.js'
 * @import { Engine, MapNumbers } from '../exhibits/numbers.js'
 * @import { SentenceState } from './page-state.js'
 * @import { Problem } from './problems.js'
 *
 * @typedef {{ row: number, column: number }} Cell
 */

export class SentenceSection {
  #bench;
  /** The method before the number that is being typed. @type {Method | null} */
  #kept = null;
  /** @type {Engine | null} */
  #engine = null;
  /** The last good drawing. @type {{ state: SentenceState, tokens: string[], vectors: Float32Array, numbers: MapNumbers } | null} */
  #drawn = null;
  /** @type {Cell | null} */
  #cell = null;
  /** How many UTF-16 units of the last edit were left out for lack of room. */
  #leftOut = 0;

  #sentence = required('sentence', HTMLTextAreaElement);
  #ignoreItself = required('ignore-itself', HTMLInputElement);
  #notice = required('sentence-notice', HTMLElement);
  #stale = required('sentence-stale', HTMLElement);
  #figures = required('sentence-figures', HTMLElement);
  #barsTitle = required('sentence-bars-title', HTMLElement);
  #bars = required('sentence-bars', HTMLCanvasElement);
  #summary = required('sentence-summary', HTMLElement);
  #map = required('map', HTMLCanvasElement);
  #readout = required('readout', HTMLElement);
  #said = required('sentence-said', HTMLElement);
  #row = required('row', HTMLElement);
  #controls;
  #picker;
  #barsView;
  #mapView;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    bench.listen(({ sentence: before }) => {
      const { sentence } = bench.current;
      if (sentence === before) return;
      if (sentence.chosen !== before.chosen && same({ ...before, chosen: 0 }, { ...sentence, chosen: 0 })) this.#showRow();
      else this.show();
    });
    bindText(required('sentence-lead', HTMLElement), 'sentence.lead', () => ({
      dimensions: embeddingDimensions,
      version: embeddingVersion,
    }));
    this.#controls = new MethodControls(required('sentence-method', HTMLElement), {
      preview: (name, value) => {
        const kept = this.#kept ?? methodOf(this.#state);
        this.#change({ [name]: value });
        this.#kept = kept;
      },
      commit: () => this.show(),
      cancel: () => {
        if (this.#kept) this.#change(this.#kept);
        this.show();
      },
      broken: () => this.show(),
    });
    this.#picker = new TokenPicker(required('tokens', HTMLElement), (index) => this.#choose(index));
    this.#barsView = new CanvasView(this.#bars, (width, measure) => {
      const state = this.#barsState();
      return state && barsList(state, width, measure, heatmapColumns(state.words, state.words, width, measure));
    });
    this.#mapView = new CanvasView(this.#map, (width, measure) => {
      const state = this.#mapState();
      return state && heatmapList(state, width, measure);
    });
    limitText(this.#sentence, mostLooked, (left) => (this.#leftOut = left));
    this.#sentence.addEventListener('input', () => this.#change({ text: this.#sentence.value }));
    this.#ignoreItself.addEventListener('change', () => this.#change({ ignoreItself: this.#ignoreItself.checked }));
    this.#followPointer();
    this.#map.addEventListener('keydown', (event) => this.#walk(event));
  }

  /** @param {Engine} engine */
  start(engine) {
    this.#engine = engine;
    this.show();
  }

  /** The last good drawing, with the word that is chosen now; null before the first. */
  get drawn() {
    return this.#drawn && { ...this.#drawn, state: { ...this.#drawn.state, chosen: this.#state.chosen } };
  }

  /** @returns {Float32Array} the scores behind the weights of the last good drawing */
  scores() {
    if (!this.#engine || !this.#drawn) return new Float32Array();
    const { state, tokens, vectors } = this.#drawn;
    return mapScores(this.#engine, vectors, tokens.length, state);
  }

  /** Updates everything to the state and to the page's language. */
  show() {
    this.#kept = null;
    const state = this.#state;
    const sentence = state.text ?? text('sentence.example');
    if (this.#sentence.value !== sentence) {
      this.#sentence.value = sentence;
      this.#leftOut = 0;
    }
    this.#ignoreItself.checked = state.ignoreItself;
    const { tokens, capped } = splitSentence(sentence);
    const problem = this.#compute(tokens);
    this.#controls.show(state, embeddingDimensions, problem);
    this.#showNotices(tokens, capped);
    this.#showStaleness(problem);
    this.#figures.hidden = !this.#drawn;
    if (!this.#drawn) return;
    if (this.#cell && Math.max(this.#cell.row, this.#cell.column) >= this.#drawn.tokens.length) this.#cell = null;
    this.#showRow();
  }

  /**
   * @param {string[]} tokens
   * @returns {Problem | null}
   */
  #compute(tokens) {
    if (tokens.length === 0) this.#drawn = null;
    if (!this.#engine || tokens.length === 0) return null;
    const vectors = new Float32Array(tokens.length * embeddingDimensions);
    tokens.forEach((token, index) => vectors.set(embed(token), index * embeddingDimensions));
    try {
      const state = this.#state;
      const numbers = mapNumbers(this.#engine, vectors, tokens.length, state, state.ignoreItself);
      this.#drawn = { state, tokens, vectors, numbers };
      return null;
    } catch (error) {
      return problemOf(error);
    }
  }

  /**
   * @param {string[]} tokens
   * @param {boolean} capped
   */
  #showNotices(tokens, capped) {
    const notices = [
      tokens.length === 0 ? text('sentence.empty') : '',
      tokens.length === 1 && this.#state.ignoreItself ? text('sentence.alone') : '',
      this.#leftOut > 0 ? text('sentence.leftOut', { most: countText(mostLooked), left: countText(this.#leftOut) }) : '',
      capped ? text('sentence.capped', { limit: mostTokens }) : '',
    ].filter(Boolean);
    this.#notice.textContent = notices.join(' ');
    this.#notice.hidden = notices.length === 0;
  }

  /** @param {Problem | null} problem */
  #showStaleness(problem) {
    const broken = this.#controls.hasBrokenField;
    this.#stale.hidden = !problem && !(broken && this.#drawn);
    if (problem && this.#drawn) bindText(this.#stale, 'figure.stale', () => ({ reason: problemText(problem) }));
    else if (problem) bindText(this.#stale, problem.key, problem.values);
    else if (broken) bindText(this.#stale, 'figure.stale', () => ({ reason: text('figure.staleField') }));
  }

  /** Updates what depends on the chosen row. */
  #showRow() {
    if (!this.#drawn) return;
    const { tokens, numbers } = this.#drawn;
    const word = tokens[this.#chosen];
    const { weights, attended } = this.#rowNumbers(numbers);
    this.#picker.show(tokens, this.#chosen);
    this.#barsTitle.textContent = text('sentence.distribution', { word });
    const summary = weightsSummary(tokens, weights, word);
    this.#bars.setAttribute('aria-label', text('summary.bars', { summary }));
    this.#map.setAttribute('aria-label', text('sentence.mapSummary', { count: tokens.length }));
    this.#map.setAttribute('aria-roledescription', text('sentence.mapRole'));
    showRowTable(this.#row, tokens, weights, attended, text('sentence.distribution', { word }));
    this.#readout.textContent = this.#readoutText(numbers, tokens);
    this.#barsView.draw();
    this.#mapView.draw();
    this.#summary.textContent = summary;
    announceWhenSettled(this.#said, summary);
  }

  /** @param {MapNumbers} numbers */
  #rowNumbers({ count, weights, attended }) {
    const [from, to] = [this.#chosen * count, (this.#chosen + 1) * count];
    return { weights: weights.subarray(from, to), attended: attended.subarray(from, to) };
  }

  #barsState() {
    if (!this.#drawn) return null;
    const { tokens, numbers } = this.#drawn;
    const row = this.#rowNumbers(numbers);
    return {
      words: tokens,
      ...row,
      domain: extentOf(row.weights),
      highlighted: this.#cell?.column ?? null,
      texts: { keyAxis: text('bars.keyAxis'), weightAxis: text('bars.weightAxis') },
    };
  }

  /** @returns {HeatmapState | null} */
  #mapState() {
    if (!this.#drawn) return null;
    const { tokens, numbers } = this.#drawn;
    return {
      rows: tokens,
      columns: tokens,
      weights: numbers.weights,
      attended: numbers.attended,
      domain: colorDomain([numbers.weights]),
      part: wholeMap(numbers.count, numbers.count),
      hasLegend: true,
      chosen: this.#chosen,
      crosshair: this.#cell,
      texts: {
        queryAxis: text('map.queryAxis'),
        keyAxis: text('map.keyAxis'),
        weight: text('map.weight'),
        masked: text('map.masked'),
      },
    };
  }

  /**
   * @param {MapNumbers} numbers
   * @param {string[]} tokens
   */
  #readoutText({ count, weights, attended }, tokens) {
    if (!this.#cell) return text('sentence.mapHelp');
    const { row, column } = this.#cell;
    const index = row * count + column;
    return text(attended[index] ? 'sentence.readout' : 'sentence.readoutMasked', {
      query: tokens[row],
      key: tokens[column],
      weight: formatNumber(weights[index]),
    });
  }

  get #state() {
    return this.#bench.current.sentence;
  }

  /** The index of the row that is drawn. */
  get #chosen() {
    return Math.min(this.#state.chosen, (this.#drawn?.tokens.length ?? 1) - 1);
  }

  /** @param {number} index */
  #choose(index) {
    this.#change({ chosen: index });
  }

  /** @param {Partial<SentenceState>} change */
  #change(change) {
    this.#bench.amend({ sentence: { ...this.#state, ...change } });
  }

  #followPointer() {
    this.#map.addEventListener('pointermove', (event) => {
      const target = this.#mapView.targetAt(event);
      this.#point(target?.kind === 'cell' ? target : null);
    });
    this.#bars.addEventListener('pointermove', (event) => {
      const target = this.#barsView.targetAt(event);
      this.#point(target?.kind === 'key' ? { row: this.#chosen, column: target.key } : null);
    });
    for (const canvas of [this.#map, this.#bars]) {
      canvas.addEventListener('pointerleave', () => {
        if (document.activeElement !== this.#map) this.#point(null);
      });
    }
    this.#map.addEventListener('click', (event) => {
      const target = this.#mapView.targetAt(event);
      if (target?.kind !== 'cell') return;
      this.#cell = target;
      this.#choose(target.row);
    });
  }

  /** @param {Cell | null} cell */
  #point(cell) {
    if (!this.#drawn || (cell?.row === this.#cell?.row && cell?.column === this.#cell?.column)) return;
    this.#cell = cell && { row: cell.row, column: cell.column };
    this.#readout.textContent = this.#readoutText(this.#drawn.numbers, this.#drawn.tokens);
    this.#mapView.draw();
    this.#barsView.draw();
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    if (!this.#drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    const { tokens, numbers } = this.#drawn;
    const last = tokens.length - 1;
    const { row, column } = this.#cell ?? { row: this.#chosen, column: -1 };
    /** @type {Record<string, Cell>} */
    const moves = {
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      Home: { row, column: 0 },
      End: { row, column: last },
      PageUp: { row: 0, column },
      PageDown: { row: last, column },
    };
    const move = moves[event.key];
    if (move) {
      /** @param {number} at */
      const inside = (at) => Math.min(last, Math.max(0, at));
      this.#point({ row: inside(move.row), column: inside(move.column) });
      announceWhenSettled(this.#said, this.#readoutText(numbers, tokens));
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#choose(row);
    } else {
      return;
    }
    event.preventDefault();
  }
}

/** @param {Method} state @returns {Method} */
const methodOf = ({ score, normalizer, temperature, scale }) => ({ score, normalizer, temperature, scale });
