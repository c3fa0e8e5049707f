/** A sequence of up to 65,536 positions: chosen, computed without freezing the page, timed. */

import { disable, element, required, whenPressed } from './dom.js';
import { bindText, text } from './language.js';
import { LongRowView } from './long-row-view.js';
import { Pace, runLong, workers } from './long-run.js';
import { bytesText, callText, countText, durationText, roughDuration, sightNames, speedText } from './long-texts.js';
import { problemOf, problemText } from './problems.js';
import { longLengths, operationsOf, pairsOf, sights, windowLength } from '../figure/long-call.js';
import { longDimensions, phraseLength, phrases } from '../figure/long-sequence.js';

/**
 * @import { LongCall, LongEngine, Sight } from '../figure/long-call.js'
 * @import { LateValues, TextKey } from './language.js'
 * @import { LongResult } from './long-run.js'
 */

export class LongSection {
  /** What the next run computes. @type {LongCall} */
  #call = { length: 4096, sight: 'causal' };
  /** Whether the reader has chosen what a query sees; until then it goes by the length. */
  #hasChosenSight = false;
  /** @type {LongEngine | null} */
  #engine = null;
  /** @type {Pace | null} */
  #pace = null;
  /** Of the last run that succeeded. @type {LongResult | null} */
  #result = null;
  /** The run that is under way. @type {{ call: LongCall, controller: AbortController } | null} */
  #running = null;

  #length = required('long-length', HTMLSelectElement);
  #sight = required('long-sight', HTMLSelectElement);
  #estimate = required('long-estimate', HTMLElement);
  #start = required('long-start', HTMLButtonElement);
  #cancel = required('long-cancel', HTMLButtonElement);
  #runningBox = required('long-running', HTMLElement);
  #progress = required('long-progress', HTMLProgressElement);
  #progressText = required('long-progress-text', HTMLElement);
  #notice = required('long-notice', HTMLElement);
  #problem = required('long-problem', HTMLElement);
  #said = required('long-said', HTMLElement);
  #resultBox = required('long-result', HTMLElement);
  #resultTitle = required('long-result-title', HTMLElement);
  #measures = required('long-measures', HTMLElement);
  #row = new LongRowView();

  constructor() {
    bindText(required('long-lead', HTMLElement), 'long.lead', () => ({
      most: countText(longLengths[longLengths.length - 1]),
      dimensions: longDimensions,
      phrases,
      phraseLength,
    }));
    bindText(this.#progress, 'long.progressLabel', undefined, 'aria-label');
    for (const length of longLengths) {
      this.#length.append(element('option', { value: length }));
    }
    for (const sight of sights) {
      this.#sight.append(bindText(element('option', { value: sight }), sightNames[sight], () => ({ before: windowLength - 1 })));
    }
    this.#length.addEventListener('change', () => this.#chooseLength(Number(this.#length.value)));
    this.#sight.addEventListener('change', () => {
      this.#hasChosenSight = true;
      this.#call = { ...this.#call, sight: /** @type {Sight} */ (this.#sight.value) };
      this.show();
    });
    whenPressed(this.#start, () => void this.#run());
    whenPressed(this.#cancel, () => this.#running?.controller.abort());
  }

  /** @param {LongEngine} engine */
  start(engine) {
    this.#engine = engine;
    this.#pace = new Pace(engine);
    this.show();
  }

  /** Brings everything to the state, and to the page's language. */
  show() {
    for (const option of this.#length.options) option.textContent = countText(Number(option.value));
    this.#length.value = String(this.#call.length);
    this.#sight.value = this.#call.sight;
    disable(this.#start, !this.#engine || this.#running !== null);
    disable(this.#cancel, this.#running === null);
    this.#runningBox.hidden = this.#running === null;
    this.#showEstimate();
    this.#showResult();
    this.#row.show();
  }

  /** @param {number} length */
  #chooseLength(length) {
    this.#call = {
      length,
      // At the longest one anything but the window takes its time: the reader has to want it.
      sight: this.#hasChosenSight ? this.#call.sight : length === longLengths[longLengths.length - 1] ? 'window' : 'causal',
    };
    this.show();
  }

  #showEstimate() {
    const call = this.#call;
    const size = bytesText(4 * call.length * call.length);
    this.#estimate.textContent = [
      text('long.pairs', { pairs: countText(pairsOf(call)) }),
      this.#pace ? text('long.estimate', { time: roughDuration(this.#pace.guess(call)), workers }) : '',
      text('long.notStored', { size }),
    ].join(document.documentElement.lang.startsWith('zh') ? '' : ' ');
  }

  async #run() {
    const engine = this.#engine;
    if (!engine || this.#running) return;
    const call = this.#call;
    const controller = new AbortController();
    const { signal } = controller;
    this.#running = { call, controller };
    this.#notice.hidden = true;
    this.#problem.hidden = true;
    this.#showProgress(call, 'making', 0, 0);
    this.show();
    this.#say('long.saidStarted', () => ({ call: callText(call) }));
    try {
      const result = await runLong(engine, call, {
        known: this.#result?.sequence,
        signal,
        onProgress: (step, share, seconds) => this.#showProgress(call, step, share, seconds),
      });
      this.#row.start(engine, result);
      this.#result = result;
      this.#pace?.learn(result);
      this.#say('long.saidDone', () => ({ call: callText(call), time: durationText(result.seconds) }));
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
    if (step === 'making') bindText(this.#progressText, 'long.making', () => ({ call: callText(call), percent }));
    else bindText(this.#progressText, 'long.progress', () => ({ call: callText(call), percent, time: durationText(seconds) }));
  }

  /** @param {LongCall} call */
  #tellCancelled(call) {
    const key = this.#result ? 'long.cancelledKept' : 'long.cancelled';
    bindText(this.#notice, key, () => ({ call: callText(call) }));
    this.#notice.hidden = false;
    this.#say(key, () => ({ call: callText(call) }));
  }

  /** @param {unknown} error */
  #tellProblem(error) {
    const problem = problemOf(error);
    const key = this.#result ? 'long.problemKept' : 'long.problem';
    bindText(this.#problem, key, () => ({ reason: problemText(problem) }));
    this.#problem.hidden = false;
    this.#said.textContent = '';
  }

  /**
   * Only the beginning and the end of a run are said.
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
    const { call, seconds, memory } = result;
    this.#resultTitle.textContent = text('long.result', { call: callText(call) });
    this.#measures.replaceChildren(
      measure('long.time', durationText(seconds), text('long.timeNote', { workers })),
      measure('long.speed', speedText(operationsOf(call) / seconds), text('long.speedNote')),
      measure('long.memory', bytesText(memory), text('long.memoryNote')),
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
