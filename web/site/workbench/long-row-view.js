/** Lets the reader choose one row of a long sequence, draws it, and lists its largest weights. */

import { element, required } from '../../base/dom.js';
import { text } from './language.js';
import { countText } from './long-texts.js';
import { problemOf, problemText } from './problems.js';
import { RowChooser } from './row-chooser.js';
import { announceWhenSettled } from './summaries.js';
import { CanvasView } from '../../draw/canvas-view.js';
import { longRow } from '../exhibits/long-call.js';
import { longRowList } from '../exhibits/long-row.js';
import { formatNumber } from '../../base/number-format.js';
import { largestOf, rowSum } from '../../base/statistics.js';

/**
 * @import { LongCall, LongEngine, LongRow } from '../exhibits/long-call.js'
 * @import { LongResult } from './long-run.js'
 * @import { LongState } from './page-state.js'
 */

/** The number of weights in the table. */
const listed = 10;

export class LongRowView {
  /** @type {LongEngine | null} */
  #engine = null;
  /** @type {LongResult | null} */
  #result = null;
  /** The row to be drawn, and its head. */
  #chosen = { row: 0, head: 0 };
  /** The row that is drawn. @type {LongRow | null} */
  #drawn = null;
  /** @type {number | null} */
  #pointed = null;
  #isWaiting = false;
  #tell;

  #headChoice = required('long-head-choice', HTMLElement);
  #head = required('long-head', HTMLSelectElement);
  #title = required('long-row-title', HTMLElement);
  #problem = required('long-row-problem', HTMLElement);
  #readout = required('long-readout', HTMLElement);
  #canvas = required('long-bars', HTMLCanvasElement);
  #summary = required('long-summary', HTMLElement);
  #said = required('long-row-said', HTMLElement);
  #table = required('long-table', HTMLElement);
  #chooser;
  #view;

  /** @param {(call: LongCall, chosen: Partial<LongState>) => void} tell called with the reader's choice, and with the call that it belongs to */
  constructor(tell) {
    this.#tell = tell;
    this.#chooser = new RowChooser(required('long-chooser', HTMLElement), (row) => this.#chosenByReader({ row }));
    this.#head.addEventListener('change', () => this.#chosenByReader({ head: this.#head.selectedIndex }));
    this.#view = new CanvasView(this.#canvas, (width, measure) => {
      const state = this.#state();
      return state && longRowList(state, width, measure);
    });
    for (const type of /** @type {const} */ (['pointerdown', 'pointermove'])) {
      this.#canvas.addEventListener(type, (event) => {
        const target = this.#view.targetAt(event);
        this.#point(target?.kind === 'key' ? target.key : null);
      });
    }
    this.#canvas.addEventListener('pointerleave', ({ pointerType }) => {
      if (pointerType === 'mouse') this.#point(null); // When a finger is lifted, what it pointed at stays.
    });
  }

  /**
   * Takes a new result, which the next show() draws.
   * @param {LongEngine} engine
   * @param {LongResult} result
   * @param {LongState} asked
   * @throws whatever the engine throws; the earlier result then stays
   */
  start(engine, result, asked) {
    const { length, sight, heads } = result.call;
    const isAsked = isOf(asked, result.call);
    // Another run of the same length keeps the reader's row. Otherwise a late row is shown, since it has the most to see.
    const usual = length === this.#result?.call.length ? this.#chosen.row : Math.floor(length * 0.75);
    const chosen = {
      row: (isAsked ? asked.row : null) ?? usual,
      head: isAsked ? asked.head : Math.min(this.#chosen.head, heads - 1),
    };
    this.#drawn = longRow(engine, result.sequence, sight, chosen.head, chosen.row);
    this.#engine = engine;
    this.#result = result;
    this.#chosen = chosen;
    this.#pointed = null;
    this.#problem.hidden = true;
  }

  /**
   * Shows the row that the state names, if the result has it.
   * @param {LongState} asked
   */
  follow(asked) {
    const { row, head } = this.#chosen;
    if (!this.#result || !isOf(asked, this.#result.call)) return;
    const chosen = { row: asked.row ?? row, head: asked.head };
    if (chosen.row !== row || chosen.head !== head) this.#choose(chosen);
  }

  /** Updates everything to the state and to the page's language. */
  show() {
    if (!this.#result || !this.#drawn) return;
    const { length, heads } = this.#result.call;
    this.#chooser.show(this.#chosen.row, length - 1);
    this.#showHeads(heads);
    this.#title.textContent = text(heads === 1 ? 'long.rowTitle' : 'long.rowTitleHead', {
      row: countText(this.#drawn.row),
      head: this.#drawn.head + 1,
    });
    const summary = this.#summaryText(this.#drawn);
    this.#summary.textContent = summary;
    this.#canvas.setAttribute('aria-label', text('long.bars', { summary }));
    this.#showReadout();
    this.#showTable(this.#drawn, this.#result);
    this.#view.draw();
    announceWhenSettled(this.#said, summary);
  }

  /** @param {number} heads */
  #showHeads(heads) {
    this.#headChoice.hidden = heads === 1;
    if (this.#head.length !== heads) {
      this.#head.replaceChildren(...Array.from({ length: heads }, (_, head) => element('option', {}, String(head + 1))));
    }
    this.#head.selectedIndex = this.#chosen.head;
  }

  /** @param {{ row?: number, head?: number }} change */
  #chosenByReader(change) {
    this.#choose(change);
    if (this.#result) this.#tell(this.#result.call, change);
  }

  /** @param {{ row?: number, head?: number }} change */
  #choose(change) {
    this.#chosen = { ...this.#chosen, ...change };
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    // A slider can move more often than the screen is drawn.
    requestAnimationFrame(() => {
      this.#isWaiting = false;
      this.#compute();
      this.show();
    });
  }

  #compute() {
    if (!this.#engine || !this.#result) return;
    this.#pointed = null;
    try {
      const { sequence, call } = this.#result;
      this.#drawn = longRow(this.#engine, sequence, call.sight, this.#chosen.head, this.#chosen.row);
      this.#problem.hidden = true;
    } catch (error) {
      this.#problem.textContent = problemText(problemOf(error));
      this.#problem.hidden = false;
    }
  }

  #state() {
    if (!this.#drawn || !this.#result) return null;
    return {
      row: this.#drawn,
      length: this.#result.call.length,
      pointed: this.#pointed,
      texts: {
        keyAxis: text('long.keyAxis'),
        weightAxis: text('bars.weightAxis'),
        whole: text('long.whole'),
        position: countText,
      },
    };
  }

  /** @param {LongRow} drawn */
  #summaryText({ row, first, weights }) {
    const [most] = largestOf(weights, 1);
    return text(first + most === row ? 'long.summaryItself' : 'long.summary', {
      row: countText(row),
      key: countText(first + most),
      weight: formatNumber(weights[most]),
      seen: countText(weights.length),
    });
  }

  /** @param {number | null} key */
  #point(key) {
    if (key === this.#pointed) return;
    this.#pointed = key;
    this.#showReadout();
    this.#view.draw();
  }

  #showReadout() {
    if (!this.#drawn) return;
    const { first, weights } = this.#drawn;
    const key = this.#pointed;
    this.#readout.textContent =
      key === null
        ? text('long.pointHelp')
        : text('long.readout', { key: countText(key), weight: formatNumber(weights[key - first]) });
  }

  /**
   * @param {LongRow} drawn
   * @param {LongResult} result
   */
  #showTable({ head, row, first, weights, output }, result) {
    const keys = largestOf(weights, listed);
    const rows = keys.map((key) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, first + key === row ? text('long.itself', { key: countText(row) }) : countText(first + key)),
        element('td', { class: 'number' }, formatNumber(weights[key])),
      ),
    );
    const heading = element(
      'tr',
      {},
      element('th', { scope: 'col' }, text('long.tableKey')),
      element('th', { scope: 'col' }, text('sentence.tableWeight')),
    );
    const caption = text('long.tableNote', {
      count: keys.length,
      seen: countText(weights.length),
      share: formatNumber(rowSum(keys.map((key) => weights[key]))),
    });
    const whole = result.outputs[head].subarray(row * output.length, (row + 1) * output.length);
    const apart = output.reduce((most, value, component) => Math.max(most, Math.abs(value - whole[component])), 0);
    this.#table.replaceChildren(
      element('p', { class: 'note' }, caption),
      element(
        'table',
        {},
        element('caption', { class: 'visually-hidden' }, caption),
        element('thead', {}, heading),
        element('tbody', {}, ...rows),
      ),
      element('p', { class: 'note' }, text('long.check', { apart: apart === 0 ? '0' : apart.toExponential(1).replace('-', '−') })),
    );
  }
}

/** @param {LongState} asked @param {LongCall} call @returns {boolean} whether the call computed the state, apart from what a query sees */
const isOf = (asked, call) => asked.length === call.length && asked.heads === call.heads;
