/** Measures on the reader's machine, and says what it found. */

import { element } from '../../../base/dom.js';
import { filled } from '../../../base/filled.js';
import { live as en } from '../../../locales/lesson/cost-en.js';
import { live as zh } from '../../../locales/lesson/cost-zh.js';
import { part } from '../drawing/controls.js';
import { startPredict } from '../predict/predict.js';
import { SectionState } from '../section-state.js';
import { Advice } from './advice.js';
import { chartSvg } from './chart.js';
import { Results } from './findings.js';
import { measureRounds } from './measuring.js';
import { lengthsUpTo, longest, planOf, usualLongest } from './plan.js';
import { bytesTick, durationTick } from './quantities.js';
import { RunPanel } from './run-panel.js';
import { Sentences } from './sentences.js';
import { fillTable } from './table.js';

/**
 * @import { Lesson } from '../section.js'
 * @import { Metric } from './findings.js'
 *
 * @typedef {{ last: number, metric: Metric }} State
 */

/** @type {State} */
const author = { last: usualLongest, metric: 'seconds' };

/** With more workers, memory becomes the limit, and sharing the work helps little. */
const mostWorkers = 8;

/** @param {HTMLElement} root @param {Lesson} lesson */
export async function start(root, lesson) {
  const texts = lesson.language === 'en' ? en : zh;
  const format = new Intl.NumberFormat(lesson.language === 'en' ? 'en' : 'zh-CN');
  const count = (/** @type {number} */ value) => format.format(value);
  const lastChoice = part(root, '#cost-last', HTMLSelectElement);
  const metrics = /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll('[name=cost-metric]')]);
  const chart = part(root, '#cost-chart', HTMLElement);
  const workers = Math.max(1, Math.min(mostWorkers, navigator.hardwareConcurrency || 1));
  const advice = new Advice(root, texts, { count, workers });
  const sentences = new Sentences(texts, count);
  const panel = new RunPanel(root, { start: () => void run(), stop: () => running?.abort() });

  const kept = new SectionState(lesson.link, 'cost', { author, read, write, show });
  let results = new Results();
  /** The values of T on the axis, from the measurement that is shown. */
  let lengths = lengthsUpTo(author.last);
  /** @type {AbortController | null} */
  let running = null;
  // The chart of counted operations is printed as long as nothing is measured.
  chart.before(element('div', { class: 'cost-chart only-on-paper', role: 'img', 'aria-label': chart.getAttribute('aria-label') ?? '' }, ...chart.childNodes));
  startPredict(root, lesson, 'cost.predict');
  part(root, '#cost-workers', HTMLElement).textContent = workers === 1 ? texts.oneWorker : filled(texts.manyWorkers, { workers });

  lastChoice.addEventListener('change', () => kept.edit({ last: Number(lastChoice.value) }));
  for (const metric of metrics) metric.addEventListener('change', () => kept.edit({ metric: /** @type {Metric} */ (metric.value) }));
  new ResizeObserver(draw).observe(chart);
  kept.start();
  panel.enable();

  function show() {
    const { last, metric } = kept.current;
    lastChoice.value = String(last);
    for (const choice of metrics) choice.checked = choice.value === metric;
    root.toggleAttribute('data-measured', !results.isEmpty);
    if (!running && results.isEmpty) lengths = lengthsUpTo(last);
    draw();
    fillTable(part(root, '#cost-table', HTMLTableElement), { results, lengths, metric, workers, texts, count });
  }

  function draw() {
    const width = chart.clientWidth;
    if (width === 0) return;
    const { metric } = kept.current;
    const tick = metric === 'seconds' ? durationTick : bytesTick;
    chart.replaceChildren(svgNode(chartSvg({ results, metric, lengths, workers, texts: texts.chart, count, tick }, width)));
    chart.setAttribute('aria-label', sentences.chartLabel(results, metric));
  }

  async function run() {
    if (running) return;
    running = new AbortController();
    const { signal } = running;
    panel.begin();
    const { last } = kept.current;
    try {
      const engine = await lesson.engine();
      results = new Results();
      lengths = lengthsUpTo(last);
      advice.show(results);
      const plan = planOf(last, workers);
      panel.say(sentences.started(last, plan.length));
      panel.progress(0);
      await measureRounds(engine, plan, results, signal, {
        begin: (call, round) => panel.announce(sentences.call(call, round)),
        measured: show,
        progress: (share) => panel.progress(share),
      });
      panel.say(sentences.conclusion(results));
      lesson.done('cost');
    } catch (error) {
      if (signal.aborted) panel.say(sentences.stopped(results));
      else panel.refuse(sentences.reason(error, last), error);
    } finally {
      running = null;
      panel.end(texts.again);
      advice.show(results);
      show();
    }
  }
}

/** @param {string} svg */
const svgNode = (svg) => document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true);

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
