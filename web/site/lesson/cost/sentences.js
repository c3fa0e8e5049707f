/** The sentences about a measurement: before it, during it, and after it. */

import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { doubling, exponent, growthSteadiness } from './findings.js';
import { rounds } from './plan.js';
import { bytesText, durationText } from './quantities.js';

/**
 * @import { Metric, Results } from './findings.js'
 * @import { Call } from './plan.js'
 */

export class Sentences {
  #texts;
  #count;

  /** @param {typeof import('../../../locales/lesson/cost-en.js').live} texts @param {(count: number) => string} count */
  constructor(texts, count) {
    this.#texts = texts;
    this.#count = count;
  }

  /** @param {number} last the longest T @param {number} calls in each round */
  started(last, calls) {
    return filled(this.#texts.started, { last: this.#count(last), calls });
  }

  /** @param {Call} call @param {number} round from 1 */
  call({ method, length, workers }, round) {
    const text = workers === 1 ? this.#texts.nowOne : this.#texts.nowMany;
    return filled(text, { method: this.#texts.chart[method], length: this.#count(length), workers, round, rounds });
  }

  /** @param {Results} results of a measurement that the reader has stopped */
  stopped(results) {
    return results.isEmpty ? this.#texts.stoppedEmpty : `${this.#texts.stopped}${this.#texts.space}${this.conclusion(results)}`;
  }

  /** Says why a measurement failed. @param {unknown} error @param {number} last the longest T */
  reason(error, last) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const text = code === 'memory' ? this.#texts.noMemory : code === 'unavailable' ? this.#texts.noEngine : this.#texts.brokeOff;
    return filled(text, { last: this.#count(last) });
  }

  /** Says by what factor the cost grows when T doubles. @param {Results} results */
  conclusion(results) {
    const dense = results.of('dense');
    const [before, after] = dense.slice(-2);
    if (!after) return this.#texts.tooFew;
    const steady = growthSteadiness(dense);
    if (steady !== 'steady') return steady === 'once' ? this.#texts.once : this.#texts.busy;
    const values = { from: this.#count(before.length), to: this.#count(after.length) };
    const linear = results.of('linear');
    const factor = doubling(dense, 'seconds');
    const power = exponent(dense, 'seconds');
    const parts = [filled(this.#texts.denseFound, { ...values, factor: ratio(factor), exponent: ratio(power) })];
    // The two are compared only if both were measured for the same two lengths, which a stopped run may not have done.
    if (linear.at(-1)?.length === after.length) {
      const isSteady = growthSteadiness(linear) === 'steady';
      parts.push(filled(isSteady ? this.#texts.linearFound : this.#texts.linearBusy, { factor: ratio(doubling(linear, 'seconds')), exponent: ratio(exponent(linear, 'seconds')) }));
    }
    return parts.join(this.#texts.space);
  }

  /** Says what the chart shows at the longest T. @param {Results} results @param {Metric} metric */
  chartLabel(results, metric) {
    const last = results.of('dense').at(-1);
    if (!last) return this.#texts.chartEmpty;
    const print = metric === 'seconds' ? durationText : bytesText;
    const named = /** @type {const} */ (['dense', 'causal', 'window', 'linear']).flatMap((method) => {
      const point = results.at(method, 1, last.length);
      return point ? `${this.#texts.chart[method]} ${print(point[metric])}` : [];
    });
    return filled(this.#texts.chartLabel, { what: this.#texts.chart[metric], length: this.#count(last.length), list: named.join(this.#texts.join) });
  }
}

/** @param {number | undefined} value */
const ratio = (value) => (value === undefined ? '–' : formatNumber(value, 2));
