/** A sequence of up to 65,536 positions, computed and timed while the page stays usable. Loaded when the reader comes near. */

import { disable, element, required, whenPressed } from '../../base/dom.js';
import { bindText, text } from './language.js';
import { LongRowView } from './long-row-view.js';
import { Pace, runLong, workers } from './long-run.js';
import { bytesText, callText, countText, durationText, estimateText, leftText, roundCountText, sightText, speedText } from './long-texts.js';
import { problemOf, problemText } from './problems.js';
import { headCounts, longLengths, operationsOf, pairsOf, sights } from '../exhibits/long-call.js';
import { same } from '../../base/history.js';
import { longDimensions, phraseLength, phrases } from '../exhibits/long-sequence.js';

/**
 * @import { LongCall, LongEngine } from '../exhibits/long-call.js'
 * @import { Bench } from './bench.js'
 * @import { LongState } from './page-state.js'
 * @import { LateValues, TextKey } from './language.js'
 * @import { LongResult } from './long-run.js'
 */

export class LongSection {
  #bench;
  /** @type {LongEngine | null} */
  #engine = null;
  #pace = new Pace();
  /** Whether there is a measurement to estimate a time from. */
  #knowsPace = false;
  /** The result of the last run that succeeded. @type {LongResult | null} */
  #result = null;
  /** The run that is under way. @type {{ call: LongCall, controller: AbortController } | null} */
  #running = null;

  #length = required('long-length', HTMLSelectElement);
  #sight = required('long-sight', HTMLSelectElement);
  #heads = required('long-heads', HTMLSelectElement);
  #estimate = required('long-estimate', HTMLElement);
  #start = required('long-start', HTMLButtonElement);
  #cancel = required('long-cancel', HTMLButtonElement);
  #status = required('long-status', HTMLElement);
  #progress = required('long-progress', HTMLProgressElement);
  #statusText = required('long-status-text', HTMLElement);
  #problem = required('long-problem', HTMLElement);
  #said = required('long-said', HTMLElement);
  #resultBox = required('long-result', HTMLElement);
  #resultTitle = required('long-result-title', HTMLElement);
  #measures = required('long-measures', HTMLElement);
  #row;

  /** @param {Bench} bench */
  constructor(bench) {
    this.#bench = bench;
    bench.listen(({ long }) => {
      const { row, head } = bench.current.long;
      // A new row changes only the view of the row, because a slider moves often.
      if (!same({ ...long, row, head }, bench.current.long)) this.show();
      this.#row.follow(bench.current.long);
    });
    this.#row = new LongRowView((call, chosen) => {
      const { length, heads } = this.#call;
      // The next run may be shorter or have fewer heads, and then lacks this row or head.
      if (call.length === length && call.heads === heads) this.#choose(chosen);
    });
    bindText(required('long-lead', HTMLElement), 'long.lead', () => ({
      most: countText(longLengths[longLengths.length - 1]),
      dimensions: longDimensions,
      phrases,
      phraseLength,
    }));
    bindText(this.#progress, 'long.progressLabel', undefined, 'aria-label');
    for (const length of longLengths) this.#length.append(element('option', { value: length }));
    for (const sight of sights) this.#sight.append(bindText(element('option', { value: sight }), ...sightText(sight)));
    for (const heads of headCounts) {
      this.#heads.append(bindText(element('option', { value: heads }), heads === 1 ? 'long.oneHead' : 'long.manyHeads', () => ({ heads })));
    }
    this.#length.addEventListener('change', () => this.#choose({ length: longLengths[this.#length.selectedIndex], row: null }));
    this.#sight.addEventListener('change', () => this.#choose({ sight: sights[this.#sight.selectedIndex] }));
    this.#heads.addEventListener('change', () => this.#choose({ heads: headCounts[this.#heads.selectedIndex], head: 0 }));
    whenPressed(this.#start, () => void this.#run());
    whenPressed(this.#cancel, () => this.#running?.controller.abort());
  }

  /** @param {LongEngine} engine */
  start(engine) {
    this.#engine = engine;
    this.show();
    void this.#pace.measure(engine).then(() => {
      this.#knowsPace = true;
      this.#showEstimate();
    }, console.info);
  }

  /** Updates everything to the state and to the page's language. */
  show() {
    for (const option of this.#length.options) option.textContent = countText(Number(option.value));
    const { length, sight, heads } = this.#call;
    this.#length.value = String(length);
    this.#sight.value = String(sight);
    this.#heads.value = String(heads);
    disable(this.#start, !this.#engine || this.#running !== null);
    disable(this.#cancel, this.#running === null);
    this.#showEstimate();
    this.#showResult();
    this.#row.show();
  }

  /** The call that the next run makes. @returns {LongCall} */
  get #call() {
    const { length, sight, heads } = this.#bench.current.long;
    // At the longest length anything but a window takes long, so the reader must ask for it.
    const usual = length === longLengths[longLengths.length - 1] ? 2048 : 'causal';
    return { length, sight: sight ?? usual, heads };
  }

  /** @param {Partial<LongState>} change */
  #choose(change) {
    this.#bench.amend({ long: { ...this.#bench.current.long, ...change } });
  }

  #showEstimate() {
    const call = this.#call;
    const { length, heads } = call;
    this.#estimate.textContent = [
      text('long.pairs', { pairs: countText(pairsOf(call)) }),
      this.#knowsPace ? estimateText(this.#pace.guess(call), workers) : '',
      text('long.notStored', { size: bytesText(4 * heads * length * length) }),
    ].join(document.documentElement.lang.startsWith('zh') ? '' : ' ');
  }

  async #run() {
    const engine = this.#engine;
    if (!engine || this.#running) return;
    const call = this.#call;
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = { call, controller };
    this.#problem.hidden = true;
    this.#status.hidden = false;
    this.#showProgress(call, 'making', 0, 0);
    this.show();
    this.#say('long.saidStarted', () => ({ call: callText(call) }));
    try {
      const result = await runLong(engine, call, {
        known: this.#result?.sequence,
        signal,
        onProgress: (step, share, seconds) => this.#showProgress(call, step, share, seconds),
      });
      this.#row.start(engine, result, this.#bench.current.long);
      this.#result = result;
      this.#pace.learn(result);
      this.#progress.value = 1;
      this.#tell('long.done', () => ({ call: callText(call), time: durationText(result.seconds) }));
    } catch (error) {
      if (signal.aborted) this.#tellCancelled(call);
      else this.#tellProblem(error);
    } finally {
      this.#running = null;
      this.show();
    }
  }

  /**
   * @param {LongCall} call
   * @param {'making' | 'attending'} step
   * @param {number} share
   * @param {number} seconds
   */
  #showProgress(call, step, share, seconds) {
    const percent = Math.floor(share * 100);
    this.#progress.value = step === 'attending' ? share : 0;
    if (step === 'making') bindText(this.#statusText, 'long.making', () => ({ call: callText(call), percent }));
    else {
      bindText(this.#statusText, 'long.progress', () => ({
        call: callText(call), percent, time: durationText(seconds), left: leftText((seconds * (1 - share)) / share, seconds),
      }));
    }
  }

  /** @param {LongCall} call */
  #tellCancelled(call) {
    this.#tell(this.#result ? 'long.cancelledKept' : 'long.cancelled', () => ({ call: callText(call) }));
  }

  /** @param {unknown} error */
  #tellProblem(error) {
    const problem = problemOf(error);
    const key = this.#result ? 'long.problemKept' : 'long.problem';
    bindText(this.#problem, key, () => ({ reason: problemText(problem) }));
    this.#problem.hidden = false;
    this.#status.hidden = true;
    this.#said.textContent = '';
  }

  /**
   * Shows how a run has ended.
   * @param {TextKey} key
   * @param {LateValues} values
   */
  #tell(key, values) {
    bindText(this.#statusText, key, values);
    this.#say(key, values);
  }

  /**
   * Says the beginning or the end of a run to screen readers, which do not hear the progress between them.
   * @param {TextKey} key
   * @param {LateValues} values
   */
  #say(key, values) {
    this.#said.textContent = text(key, values());
  }

  #showResult() {
    const result = this.#result;
    this.#resultBox.hidden = !result;
    if (!result) return;
    const { call, seconds, bytes } = result;
    // This part is for queries, keys, values and output of one head; the rest is the engine's own memory.
    const tensors = 4 * 4 * call.length * longDimensions;
    this.#resultTitle.textContent = text('long.result', { call: callText(call) });
    this.#measures.replaceChildren(
      measure('long.time', durationText(seconds), text('long.timeNote', { workers })),
      measure('long.speed', speedText(operationsOf(call) / seconds), text('long.speedNote', { pairs: roundCountText(pairsOf(call) / seconds) })),
      measure('long.memory', bytesText(bytes), text('long.memoryNote', { tensors: bytesText(tensors), scratch: bytesText(bytes - tensors) })),
    );
  }
}

/**
 * @param {TextKey} name
 * @param {string} value
 * @param {string} note
 */
function measure(name, value, note) {
  return element('div', {}, element('dt', {}, text(name)), element('dd', {}, value, element('span', { class: 'note' }, note)));
}
