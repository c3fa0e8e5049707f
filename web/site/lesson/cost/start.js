/** Measures on the reader's machine, and says what it found. */

import { disable, element, whenPressed } from '../../../base/dom.js';
import { formatNumber } from '../../../base/number-format.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/cost-en.js';
import { live as zh } from '../../../locales/lesson/cost-zh.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { Advice } from './advice.js';
import { chartSvg } from './chart.js';
import { doubling, exponent, growthSteadiness, Results } from './findings.js';
import { measure } from './measuring.js';
import { lengthsUpTo, longest, planOf, rounds, sharesOf, usualLongest } from './plan.js';
import { bytesText, bytesTick, durationText, durationTick } from './quantities.js';
import { fillTable } from './table.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Metric } from './findings.js'
 * @import { Call } from './plan.js'
 *
 * @typedef {{ last: number, metric: Metric }} State
 */

/** @type {State} */
const author = { last: usualLongest, metric: 'seconds' };

/** A call that takes longer than so many seconds is measured in two rounds only. */
const longTime = 1.5;

/** With more workers, memory becomes the limit, and sharing the work helps little. */
const mostWorkers = 8;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const format = new Intl.NumberFormat(lesson.language === 'en' ? 'en' : 'zh-CN');
  const count = (/** @type {number} */ value) => format.format(value);
  /** @template {Element} Kind @param {string} selector @returns {Kind} */
  const part = (selector) => /** @type {Kind} */ (root.querySelector(selector));
  /** @type {HTMLButtonElement} */
  const startButton = part('#cost-start');
  /** @type {HTMLButtonElement} */
  const stopButton = part('#cost-stop');
  /** @type {HTMLSelectElement} */
  const lastChoice = part('#cost-last');
  const metrics = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[name=cost-metric]')]);
  /** @type {HTMLProgressElement} */
  const progress = part('#cost-progress');
  /** @type {HTMLElement} */
  const now = part('#cost-now');
  /** @type {HTMLElement} */
  const said = part('#cost-said');
  /** @type {HTMLElement} */
  const problem = part('#cost-problem');
  /** @type {HTMLElement} */
  const chart = part('#cost-chart');
  const workers = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 1));
  const advice = new Advice(root, texts, { count, workers });

  const kept = new SectionState(lesson.link, 'cost', { author, read, write, show });
  let results = new Results();
  /** The values of T on the axis, from the measurement that is shown. */
  let lengths = lengthsUpTo(author.last);
  /** @type {AbortController | null} */
  let running = null;
  // The chart of counted operations is printed as long as nothing is measured.
  chart.before(element('div', { class: 'cost-chart only-on-paper', role: 'img', 'aria-label': chart.getAttribute('aria-label') ?? '' }, ...chart.childNodes));
  startPredict(root, lesson, 'cost.predict');
  part('#cost-workers').textContent = workers === 1 ? texts.oneWorker : filled(texts.manyWorkers, { workers });

  lastChoice.addEventListener('change', () => kept.edit({ last: Number(lastChoice.value) }));
  for (const metric of metrics) metric.addEventListener('change', () => kept.edit({ metric: /** @type {Metric} */ (metric.value) }));
  whenPressed(startButton, () => void run());
  whenPressed(stopButton, () => running?.abort());
  new ResizeObserver(draw).observe(chart);
  kept.start();
  disable(startButton, false);

  function show() {
    const { last, metric } = kept.current;
    lastChoice.value = String(last);
    for (const choice of metrics) choice.checked = choice.value === metric;
    root.toggleAttribute('data-measured', !results.isEmpty);
    if (!running && results.isEmpty) lengths = lengthsUpTo(last);
    draw();
    fillTable(part('#cost-table'), { results, lengths, metric, workers, texts, count });
  }

  function draw() {
    const width = chart.clientWidth;
    if (width === 0) return;
    const { metric } = kept.current;
    const svg = chartSvg({ results, metric, lengths, workers, texts: texts.chart, count, tick: metric === 'seconds' ? durationTick : bytesTick }, width);
    chart.replaceChildren(document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true));
    chart.setAttribute('aria-label', chartLabel());
  }

  function chartLabel() {
    const last = results.of('dense').at(-1);
    if (!last) return texts.chartEmpty;
    const { metric } = kept.current;
    const print = metric === 'seconds' ? durationText : bytesText;
    const named = /** @type {const} */ (['dense', 'causal', 'window', 'linear']).flatMap((method) => {
      const point = results.at(method, 1, last.length);
      return point ? `${texts.chart[method]} ${print(point[metric])}` : [];
    });
    return filled(texts.chartLabel, { what: texts.chart[metric], length: count(last.length), list: named.join(texts.join) });
  }

  async function run() {
    if (running) return;
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    disable(startButton, true);
    disable(stopButton, false);
    problem.hidden = true;
    const { last } = kept.current;
    try {
      const engine = await lesson.engine();
      results = new Results();
      lengths = lengthsUpTo(last);
      advice.show(results);
      const plan = planOf(last, workers);
      const calls = Array.from({ length: rounds }, () => plan).flat();
      const shares = sharesOf(calls);
      said.textContent = filled(texts.started, { last: count(last), calls: plan.length });
      progress.value = 0;
      progress.hidden = false;
      for (const [index, call] of calls.entries()) {
        const { method, workers: given, length } = call;
        const known = results.at(method, given, length);
        if (!known || known.rounds.length < 2 || known.seconds < longTime) {
          now.textContent = callText(call, Math.floor(index / plan.length) + 1);
          results.add(method, given, { length, ...(await measure(engine, call, signal)) });
          show();
        }
        progress.value = shares[index];
      }
      said.textContent = conclusion();
      lesson.done('cost');
    } catch (error) {
      if (signal.aborted) said.textContent = results.isEmpty ? texts.stoppedEmpty : `${texts.stopped}${texts.space}${conclusion()}`;
      else {
        said.textContent = '';
        problem.textContent = filled(reasonOf(error), { last: count(last) });
        problem.hidden = false;
        console.info(error);
      }
    } finally {
      running = null;
      progress.hidden = true;
      now.textContent = '';
      disable(startButton, false);
      disable(stopButton, true);
      startButton.textContent = texts.again;
      advice.show(results);
      show();
    }
  }

  /** @param {unknown} error */
  function reasonOf(error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    return code === 'memory' ? texts.noMemory : code === 'unavailable' ? texts.noEngine : texts.brokeOff;
  }

  /** @param {Call} call @param {number} round from 1 */
  function callText({ method, length, workers: given }, round) {
    return filled(given === 1 ? texts.nowOne : texts.nowMany, { method: texts.chart[method], length: count(length), workers: given, round, rounds });
  }

  /** Says by what factor the cost grows when T doubles. */
  function conclusion() {
    const dense = results.of('dense');
    const [before, after] = dense.slice(-2);
    if (!after) return texts.tooFew;
    const steady = growthSteadiness(dense);
    if (steady !== 'steady') return steady === 'once' ? texts.once : texts.busy;
    const values = { from: count(before.length), to: count(after.length) };
    const linear = results.of('linear');
    const factor = doubling(dense, 'seconds');
    const power = exponent(dense, 'seconds');
    const parts = [filled(texts.denseFound, { ...values, factor: ratio(factor), exponent: ratio(power) })];
    // The two are compared only if both were measured for the same two lengths, which a stopped run may not have done.
    if (linear.at(-1)?.length === after.length) {
      const isSteady = growthSteadiness(linear) === 'steady';
      parts.push(filled(isSteady ? texts.linearFound : texts.linearBusy, { factor: ratio(doubling(linear, 'seconds')), exponent: ratio(exponent(linear, 'seconds')) }));
    }
    return parts.join(texts.space);
  }
}

/** @param {number | undefined} value */
const ratio = (value) => (value === undefined ? '–' : formatNumber(value, 2));

/** @param {State} state */
function write({ last, metric }) {
  return [...(last === author.last ? [] : [`t:${last}`]), ...(metric === author.metric ? [] : ['m:memory'])].join(';');
}

/** @param {string} text @returns {State} */
function read(text) {
  const [, length, memory] = /^(?:t:(\d+))?;?(m:memory)?$/.exec(text) ?? [];
  const last = length === undefined ? author.last : Number(length);
  if (!longest.includes(last) || (!length && !memory)) throw new RangeError(`cost: expected t:${longest.join('|')} and m:memory, got ${text}`);
  return { last, metric: memory ? 'bytes' : 'seconds' };
}
