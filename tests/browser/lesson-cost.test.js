// The cost, measured in a real browser: the chart grows, all sentences follow from its points, and the run can be stopped.
// Where sentences are compared with numbers, the test sets the clock, as on a quiet machine and on a busy one.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { distFolder } from '../../web/build/site.js';
import { attention } from '../node/engine.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { assertForAll, comesAlive, openExhibit, textOf } from './lesson-exhibit.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const lab = useBrowser();
const lengths = [256, 512, 1024, 2048];
const methods = ['dense', 'causal', 'window', 'linear'];

/** @param {BrowserContext} context */
const twoCores = (context) => context.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 }));

/** Milliseconds of a call on a machine that does nothing else, as an expression of T and `workers`. @type {Record<string, string>} */
const quiet = {
  dense: '2e-4 * T ** 2 / workers ** 0.9', causal: '1.2e-4 * T ** 2 / workers ** 0.9', window: '4e-2 * T / workers ** 0.8', linear: '1e-1 * T / workers ** 0.7', kept: '3e-4 * T ** 2', half: '2.5e-4 * T ** 2',
};

/**
 * Replaces the page's clock: each call of the engine advances it by its time on a quiet machine, times a factor.
 * @param {string} slowed by which factor a call is slower than on a quiet machine, as an expression of how many there were
 * @returns {(context: BrowserContext) => Promise<void>}
 */
const timed = (slowed) => async (context) => {
  await twoCores(context);
  await context.addInitScript(() => {
    Object.assign(window, { clock: 0 });
    performance.now = () => /** @type {any} */ (window).clock;
  });
  const itself = await readFile(join(distFolder, 'attention-lab.js'), 'utf8');
  await context.route('**/engine-itself.js', (route) => route.fulfill({ contentType: 'text/javascript', body: itself }));
  await context.route('**/attention-lab.js', (route) => route.fulfill({ contentType: 'text/javascript', body: `
    import { AttentionError, loadAttention as load } from './engine-itself.js';
    export { AttentionError };
    const take = { ${Object.entries(quiet).map(([method, text]) => `${method}: (T, workers) => ${text}`)} };
    const known = new Map();
    let bytes = 0;
    let count = 0;
    export async function loadAttention() {
      const engine = await load();
      const attendAsync = async (inputs, options, { workers, signal }) => {
        const T = inputs.query.shape[2];
        const method = options.window ? 'window' : options.causal ? 'causal' : options.score ?? (options.weights ? 'kept' : options.precision ? 'half' : 'dense');
        const name = method + T;
        // One computation is enough to know the memory that a call needs.
        const computed = known.has(name) ? undefined : engine.attendAsync(inputs, options, { workers: 1, signal });
        if (computed) known.set(name, engine.lastCallBytes);
        bytes = known.get(name);
        await computed;
        count += 1;
        window.clock += take[method](T, workers) * (${slowed});
      };
      return new Proxy(engine, {
        get: (target, key) => (key === 'attendAsync' ? attendAsync : key === 'lastCallBytes' ? bytes : Reflect.get(target, key)),
      });
    }` }));
};

/** @param {Page} page */
const isOver = (page) => page.waitForFunction(() => document.querySelector('#cost-start')?.getAttribute('aria-disabled') === 'false', null, { timeout: 60_000 });

/**
 * The points of the chart, in full precision.
 * @param {Page} page
 * @returns {Promise<Record<string, Record<string, number>>>} by method, with a * where several workers computed, by T
 */
async function charted(page) {
  const marks = await page.locator('#cost-chart .cost-marker').evaluateAll((nodes) => nodes.map((node) => {
    const series = node.parentElement;
    return [`${series?.dataset.method}${series?.dataset.many ? '*' : ''}`, node.getAttribute('data-length') ?? '', Number(node.getAttribute('data-value'))];
  }));
  /** @type {Record<string, Record<string, number>>} */
  const series = {};
  for (const [name, length, value] of /** @type {[string, string, number][]} */ (marks)) (series[name] ??= {})[length] = value;
  return series;
}

/** The slope through the last three points, by least squares. @param {Record<string, number>} series */
function slope(series) {
  const [a, b, c] = lengths.slice(-3).map((length) => Math.log2(series[length]));
  assert.ok(Number.isFinite(a + b + c));
  return (c - a) / 2; // The middle point does not matter: it stands at the mean of the three T.
}

/** @param {string} text '12.3 ms' */
const seconds = (text) => parseFloat(text) * (text.endsWith('ms') ? 1e-3 : 1);

/** @param {Page} page @param {string} row selector @returns {Promise<string[][]>} by column, one worker and several */
const cells = (page, row) => page.locator(`#cost-table ${row} td`).evaluateAll((nodes) => nodes.map((node) => [...node.children].map(({ textContent }) => textContent ?? '')));

test('a complete measurement: the table, the exponents and every sentence follow from the chart; memory is the engine’s', async () => {
  const { page, complaints } = await openExhibit(lab, 'cost', { prepare: timed('1') });
  assert.match(await page.locator('#cost-chart').getAttribute('aria-label') ?? '', /Nothing is measured yet/);
  await page.locator('#cost-last').selectOption('2048');
  await page.evaluate(() => {
    const counts = /** @type {number[]} */ ([]);
    const shares = /** @type {number[]} */ ([]);
    Object.assign(window, { counts, shares });
    const progress = /** @type {HTMLProgressElement} */ (document.querySelector('#cost-progress'));
    new MutationObserver(() => counts.push(document.querySelectorAll('#cost-chart .cost-marker').length)).observe(/** @type {Element} */ (document.querySelector('#cost-chart')), { childList: true });
    new MutationObserver(() => shares.push(progress.value)).observe(progress, { attributeFilter: ['value'] });
  });
  await page.locator('#cost-start').focus();
  await page.keyboard.press('Enter');
  await isOver(page);
  const { counts, shares } = await page.evaluate(() => {
    const seen = /** @type {{ counts: number[], shares: number[] }} */ (/** @type {any} */ (window));
    return { counts: seen.counts, shares: seen.shares };
  });
  assert.ok(new Set(counts).size > 20, `the chart grows: ${counts}`);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.ok(Math.abs(Math.max(...shares) - 1) < 1e-9);

  const series = await charted(page);
  assert.deepEqual(Object.keys(series).sort(), methods.flatMap((method) => [method, `${method}*`]).sort());
  for (const length of lengths) {
    const row = await cells(page, `tr[data-length="${length}"]`);
    methods.forEach((method, column) => ['', '*'].forEach((many, worker) => {
      const value = series[method + many][length];
      assert.ok(value > 0 && Math.abs(seconds(row[column][worker]) / value - 1) < 0.006, `${method}${many}, ${length}: ${row[column][worker]}, is ${value}`);
    }));
  }
  const [factors, powers] = [await cells(page, '[data-found=factor]'), await cells(page, '[data-found=power]')];
  methods.forEach((method, column) => ['', '*'].forEach((many, worker) => {
    const own = series[method + many];
    assertPrinted(factors[column][worker].replace('×', ''), own[2048] / own[1024], `${method}${many} doubled`);
    assertPrinted(powers[column][worker], slope(own), `${method}${many}, exponent`);
  }));
  const said = await textOf(page, '#cost-said');
  const [, factor, power, linearFactor, linearPower] = /^From T = 1,024 to 2,048 dense attention took ([\d.]+) times as long; .* power ([\d.]+)\. Linear attention took ([\d.]+) times as long, T to the power ([−\d.]+)\.$/.exec(said) ?? assert.fail(said);
  assertPrinted(factor, series.dense[2048] / series.dense[1024], said);
  assertPrinted(power, slope(series.dense), said);
  assertPrinted(linearFactor, series.linear[2048] / series.linear[1024], said);
  assertPrinted(linearPower, slope(series.linear), said);
  assert.ok(series.dense[2048] / series.dense[256] > series.linear[2048] / series.linear[256], 'dense grows faster than linear');

  /** @param {string} name */
  const found = (name) => textOf(page, `[data-found-here=${name}]`);
  assertPrinted(/power (\d+\.\d+)/.exec(await found('light'))?.[1] ?? '', slope(series.dense), 'light');
  const [, times, many, one] = /2 workers are ([\d.]+) times as fast as one\. The exponent is ([−\d.]+) with 2 and ([−\d.]+) with one/.exec(await found('parallel')) ?? assert.fail(await found('parallel'));
  assertPrinted(times, series.dense[2048] / series['dense*'][2048], 'workers');
  assertPrinted(many, slope(series['dense*']), 'workers');
  assertPrinted(one, slope(series.dense), 'workers');
  for (const method of ['window', 'linear']) {
    const text = await found(method);
    assertPrinted(/: ([\d.]+) times as fast/.exec(text)?.[1] ?? '', series.dense[2048] / series[method][2048], text);
    assertPrinted(/power ([−\d.]+)\.$/.exec(text)?.[1] ?? '', slope(series[method]), text);
  }
  let from = 0;
  for (const length of [...lengths].reverse()) {
    if (series.linear[length] >= series.dense[length]) break;
    from = length;
  }
  assert.match(await found('crossing'), from ? new RegExp(`from T = ${from.toLocaleString('en')} on`) : /not yet faster/);
  assert.match(await found('half'), /FP16 take [\d.]+ m?s, float32 takes [\d.]+ m?s: [\d.]+ times/);

  await page.locator('[name=cost-metric][value=bytes]').check();
  const memory = await charted(page);
  for (const [method, options] of /** @type {const} */ ([['dense', {}], ['causal', { causal: true }], ['window', { causal: true, window: { left: 255, right: 0 } }], ['linear', { score: 'linear' }], ['kept', { weights: true }]])) {
    for (const length of [256, 1024]) {
      const tensor = { data: new Float32Array(4 * length * 64), shape: [1, 4, length, 64] };
      attention.attend({ query: tensor, key: tensor, value: tensor }, options);
      assert.equal(memory[method][length], attention.lastCallBytes, `${method}, ${length}`);
    }
  }
  assert.ok(slope(memory.kept) > 1.5 && slope(memory.dense) < 1.05, 'tiles need no table of T squared');
  assertPrinted((await cells(page, '[data-found=power]'))[4][0], slope(memory.kept), 'kept');
  assertPrinted(/: ([\d.]+) times as much/.exec(await found('tiling'))?.[1] ?? '', memory.kept[2048] / memory.dense[2048], 'tiling');
  await assertForAll(page, 'cost');
  assert.deepEqual(complaints, []);
});

test('noise of a busy machine is no finding: the page says that the machine is busy, and offers to measure again', async () => {
  for (const [slowed, what] of [['1 + 6 * (Math.imul(Math.floor(count / 97), 2654435761) >>> 8) / 2 ** 24', 'the rounds do not agree'], ['1e6 / T ** 2.1', 'more takes less']]) {
    for (const [language, busy, again] of /** @type {const} */ ([['en', /too busy/, 'Measure again'], ['zh', /太忙/, '再量一次']])) {
      const { page, complaints } = await openExhibit(lab, 'cost', { language, prepare: timed(slowed) });
      await page.locator('#cost-last').selectOption('2048');
      await page.locator('#cost-start').click();
      await isOver(page);
      const said = await textOf(page, '#cost-said');
      assert.match(said, busy, what);
      assert.doesNotMatch(said, /\d/, what);
      assert.equal(await textOf(page, '#cost-start'), again);
      await page.locator('#cost-predict input').first().check();
      await page.locator('#cost-predict .predict-check').click();
      for (const name of ['light', 'parallel']) {
        assert.match(await textOf(page, `[data-found-here=${name}]`), busy, `${name}: ${what}`);
        assert.ok((await textOf(page, `[data-found-here=${name}]`)).includes(again), name);
      }
      assert.deepEqual((await cells(page, '[data-found=power]'))[0], ['–', '–'], what);
      assert.match(await textOf(page, '[data-found-here=tiling]'), /\d/, 'memory is no time');
      assert.deepEqual(complaints, []);
    }
  }
});

test('after a stop the measurements stay, the sentence uses them, and a new measurement can start', async () => {
  const { page, complaints } = await openExhibit(lab, 'cost', { language: 'zh', dark: true, prepare: twoCores });
  await page.locator('#cost-last').selectOption('16384');
  assert.equal(await page.locator('#cost-stop').getAttribute('aria-disabled'), 'true');
  await page.locator('#cost-start').click();
  await page.waitForFunction(() => document.querySelectorAll('#cost-chart .cost-marker').length > 10, null, { timeout: 30_000 });
  assert.match(await textOf(page, '#cost-now'), /^第 1 轮（共 3 轮）：.+，T = [\d,]+，[12] 个工作线程/);
  await page.locator('#cost-stop').click();
  await isOver(page);
  const stopped = await page.locator('#cost-chart .cost-marker').count();
  assert.ok(stopped > 10);
  assert.equal(await textOf(page, '#cost-said'), '已停止。量到的都留着。至少要量两轮，才知道结果是不是碰巧。');
  await assertForAll(page, 'cost');
  assert.equal(await page.locator('#cost-progress').isVisible(), false);
  await page.locator('#cost-start').click();
  await page.waitForFunction((before) => document.querySelectorAll('#cost-chart .cost-marker').length < before, stopped);
  await page.locator('#cost-stop').click();
  await isOver(page);
  assert.deepEqual(complaints, []);
});

test('the choices are in the link; undo, reset, a broken link', async () => {
  const { page } = await openExhibit(lab, 'cost');
  await page.locator('#cost-last').selectOption('8192');
  await page.locator('[name=cost-metric][value=bytes]').check();
  await until(async () => decodeURIComponent(page.url()).endsWith('#cost=t:8192;m:memory'), page.url());
  await page.reload();
  await comesAlive(page, 'cost');
  const choices = async () => [await page.locator('#cost-last').inputValue(), await page.locator('[name=cost-metric]:checked').inputValue()];
  assert.deepEqual(await choices(), ['8192', 'bytes']);
  assert.match(await page.locator('#cost-chart svg').innerHTML(), /8,192/);
  await page.locator('#cost-last').selectOption('2048');
  await page.locator('#bar-undo').click();
  assert.deepEqual(await choices(), ['8192', 'bytes']);
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  assert.deepEqual(await choices(), ['4096', 'seconds']);
  for (const broken of ['t:5000', 'm:money', 't:4096;x', '%F0%9F%98%80']) {
    await page.goto('about:blank');
    await page.goto(`${lab.url}index.html#cost=${broken}`);
    await comesAlive(page, 'cost');
    await page.locator('#cost .broken-link').waitFor();
    assert.deepEqual(await choices(), ['4096', 'seconds'], broken);
  }
});

test('an error of the engine is shown in its place; the measurements stay', async () => {
  const failing = `
    import { AttentionError, loadAttention as load } from './engine-itself.js';
    export { AttentionError };
    let calls = 0;
    export async function loadAttention() {
      const engine = await load();
      return {
        attendAsync: (...call) => calls++ > 60 ? Promise.reject(new AttentionError('memory', 'query', 'too much')) : engine.attendAsync(...call),
        get lastCallBytes() { return engine.lastCallBytes; },
      };
    }`;
  const { page } = await openExhibit(lab, 'cost', {
    prepare: async (context) => {
      await context.route('**/attention-lab.js', (route) => route.fulfill({ contentType: 'text/javascript', body: failing }));
      const itself = await readFile(join(distFolder, 'attention-lab.js'), 'utf8');
      await context.route('**/engine-itself.js', (route) => route.fulfill({ contentType: 'text/javascript', body: itself }));
    },
  });
  await page.locator('#cost-start').click();
  await page.locator('#cost-problem').waitFor();
  assert.match(await textOf(page, '#cost-problem'), /^There is not enough memory for T = 4,096\. What was measured stays\./);
  await isOver(page);
  assert.ok((await page.locator('#cost-chart .cost-marker').count()) > 0);
});
