// The long sequence: it is computed in workers, can be cancelled, and its rows are compared with float64.
// Runs alone: it measures times.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { distFolder } from '../../web/build/site.js';
import { assertPrinted, assertWithin, coloredRuns, pictureOf, until, useBrowser } from './browser.js';
import { approach, assertRow, choose, chooseRow, compute, isAttending, isIdle, truthOf } from './long-page.js';
import { longestWhile } from './tasks.js';

/**
 * @import { OpenOptions } from './browser.js'
 * @import { Sight } from './long-page.js'
 */

const lab = useBrowser({ traces: true });

/** @param {OpenOptions} [options] */
const openLong = async (options) => approach(await lab.openDrawn(options));

test('T = 4096, causal: computed and timed, and every requested row agrees with float64', async () => {
  const page = await openLong();
  assert.equal(await page.locator('#long-length').inputValue(), '4096');
  assert.equal(await page.locator('#long-sight').inputValue(), 'causal');
  assert.equal(await page.locator('#long-result').isVisible(), false);
  await compute(page, 4096, 'causal');
  assert.equal(await page.locator('#long-result-title').innerText(), 'Result: T = 4,096, causal');
  const measures = await page.locator('#long-measures dd').allInnerTexts();
  assert.match(measures[0], /^\d+\.\d+\u00a0s/);
  assert.match(measures[1], /^\d+\.\d\u00a0GFLOP\/s/);
  const [time, speed] = measures.map(parseFloat);
  const operations = 4 * 64 * ((4096 * 4097) / 2);
  assert.ok(Math.abs(operations / time / 1e9 / speed - 1) < 0.05, `${speed} GFLOP/s from ${time} s`);
  // Queries, keys, values and outputs have 4096 x 64 floats each; the engine needs a little more to work in.
  const [memory, tensors, scratch] = [...measures[2].matchAll(/([\d.]+)\u00a0([kM])B/g)].map(([, count, unit]) => Number(count) * (unit === 'M' ? 1e6 : 1e3));
  assert.ok(Math.abs(tensors - 4 * 4096 * 64 * 4) < 1e5, measures[2]);
  assert.ok(scratch > 0 && scratch < 1e6, measures[2]);
  assert.ok(Math.abs(memory - tensors - scratch) < 1e5, measures[2]);
  await assertRow(page, 4096, 'causal', 3072);
  for (const row of [0, 1, 15, 2047, 4095]) {
    await chooseRow(page, row);
    await assertRow(page, 4096, 'causal', row);
  }
});

test('dense and window: the row sees what it should', async () => {
  const page = await openLong();
  await compute(page, 1024, 'dense');
  await assertRow(page, 1024, 'dense', 768);
  await chooseRow(page, 3);
  await assertRow(page, 1024, 'dense', 3);
  for (const [sight, rows] of /** @type {[number, number[]][]} */ ([[512, [3, 511, 512, 1023]], [128, [127, 128, 1023]], [2048, [1023, 0]]])) {
    await compute(page, 1024, sight);
    for (const row of rows) {
      await chooseRow(page, row);
      await assertRow(page, 1024, sight, row);
    }
  }
});

test('eight heads: each looks back by its own distance, and its output is that of the run', async () => {
  const page = await openLong();
  await compute(page, 256, 'causal');
  assert.equal(await page.locator('#long-head').isVisible(), false);
  await compute(page, 2048, 'causal', 8);
  assert.equal(await page.locator('#long-result-title').innerText(), 'Result: T = 2,048, causal, 8 heads');
  await assertRow(page, 2048, 'causal', 1536, 1);
  for (const [head, row] of [[4, 1536], [8, 1536], [8, 3], [2, 0]]) {
    await page.locator('#long-head').selectOption(String(head));
    await chooseRow(page, row);
    await assertRow(page, 2048, 'causal', row, head);
  }
  await compute(page, 1024, 'dense');
  await assertRow(page, 1024, 'dense', 768, 2);
  await compute(page, 1024, 'dense', 1);
  await assertRow(page, 1024, 'dense', 768);
});

test('the drawing shows the peaks, and their numbers under the pointer', async () => {
  const page = await openLong();
  await compute(page, 4096, 'causal');
  const { weights } = await truthOf(4096, 'causal', 3072);
  const canvas = page.locator('#long-bars');
  await canvas.scrollIntoViewIfNeeded();
  const width = await canvas.evaluate((node) => node.clientWidth);
  // The axis line has the colour of ink and spans the plot, which ends where the canvas does.
  const left = Math.min(...(await coloredRuns(page, '#long-bars', '#1d1f23')).map((run) => run.left));
  const plot = { left, width: width - left };
  let read = 0;
  for (let key = 100; key < weights.length; key += 157) {
    await canvas.hover({ position: { x: plot.left + (plot.width * (key + 0.5)) / weights.length, y: 150 } });
    const [, name, printed] = /^key ([\d,]+): (.+)$/.exec(await page.locator('#long-readout').innerText()) ?? [];
    const shown = Number(name.replaceAll(',', ''));
    const around = weights.slice(Math.max(0, key - 16), key + 17);
    assert.ok(Math.abs(shown - key) <= 16, `${shown} at ${key}`);
    assertPrinted(printed, weights[shown], `key ${shown}`);
    assert.ok(weights[shown] <= Math.max(...around) + 1e-6);
    read += 1;
  }
  assert.ok(read > 15);
  // No peak is lost between columns: all of the largest weights are in the drawing, at the right height.
  const largest = weights.map((_, key) => key).sort((a, b) => weights[b] - weights[a]).slice(1, 6);
  for (const key of largest) {
    await canvas.hover({ position: { x: plot.left + (plot.width * (key + 0.5)) / weights.length, y: 150 } });
    assert.ok((await page.locator('#long-readout').innerText()).startsWith(`key ${key.toLocaleString('en')}: `), `key ${key}`);
  }
  await page.mouse.move(5, 5);
  assert.match(await page.locator('#long-readout').innerText(), /^Point at a peak/);
});

test('the numbers under a finger stay when it is lifted', async () => {
  const page = await openLong({ context: { hasTouch: true } });
  await compute(page, 256, 'dense');
  const canvas = page.locator('#long-bars');
  await canvas.tap({ position: { x: 200, y: 150 } });
  assert.match(await page.locator('#long-readout').innerText(), /^key \d+: /);
});

test('before a run: the pairs, the time it will take, the table that is never stored', async () => {
  const page = await openLong();
  const estimate = page.locator('#long-estimate');
  for (const [length, sight, heads, pairs, size] of /** @type {[number, Sight, number, string, string][]} */ ([
    [256, 'dense', 1, '65,536', '262 kB'],
    [1024, 'causal', 1, '524,800', '4.2 MB'],
    [1024, 512, 1, '393,472', '4.2 MB'],
    [1024, 2048, 1, '524,800', '4.2 MB'],
    [65536, 'dense', 1, '4,294,967,296', '17.2 GB'],
    [65536, 'dense', 8, '34,359,738,368', '137 GB'],
    [65536, 512, 8, '267,388,928', '137 GB'],
  ])) {
    await choose(page, length, sight, heads);
    await page.waitForFunction(() => / takes /.test(document.querySelector('#long-estimate')?.textContent ?? ''));
    const said = (await estimate.innerText()).replaceAll('\u00a0', ' ');
    assert.ok(said.startsWith(`${pairs} pairs`), said);
    assert.ok(said.includes(`would take ${size};`), said);
    assert.match(said, /takes (under a second|about \d+ (s|min)), on at most \d+ threads/);
  }
  assert.equal(await page.locator('#long-start').getAttribute('aria-describedby'), 'long-estimate');
});

test('the estimated time of a run is close to the time that it takes', async () => {
  const page = await openLong();
  await choose(page, 65536, 'causal');
  const found = await page.waitForFunction(() => / takes about (\d+) (s|min), on at most (\d+) thread/.exec(document.querySelector('#long-estimate')?.textContent ?? ''));
  const [, count, unit, threads] = /** @type {string[]} */ (await found.jsonValue());
  const told = Number(count) * (unit === 'min' ? 60 : 1);
  // The speed of a run of the same kind: the long one would take longer than a test may. The first run starts the threads
  // too. Processor time is counted, which other programs do not lengthen as they do the clock's.
  await compute(page, 8192, 'causal');
  const before = await rendererSeconds();
  await compute(page, 8192, 'causal');
  const pairs = (/** @type {number} */ length) => (length * (length + 1)) / 2;
  const seconds = ((await rendererSeconds() - before) * pairs(65536)) / pairs(8192) / Number(threads);
  assert.ok(told > seconds / 4 && told < seconds * 4, `told ${told} s, takes ${seconds} s`);
});

/** @returns {Promise<number>} processor time that the pages of this file's own browser and their threads have taken */
async function rendererSeconds() {
  const session = await lab.browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

test('the longest sequence starts with a window, unless the reader has chosen', async () => {
  const page = await openLong();
  await choose(page, 65536);
  assert.equal(await page.locator('#long-sight').inputValue(), '2048');
  await choose(page, 2048);
  assert.equal(await page.locator('#long-sight').inputValue(), 'causal');
  await choose(page, 2048, 'dense');
  await choose(page, 65536);
  assert.equal(await page.locator('#long-sight').inputValue(), 'dense');
});

/** What the page has shown during a run. @typedef {{ shares: number[], said: number }} Seen */

for (const [length, sight, named, threads] of /** @type {[number, Sight, string, number][]} */ ([
  [65536, 512, 'T = 65,536, window of 512', 2],
  [65536, 2048, 'T = 65,536, window of 2,048', 8],
  [8192, 'dense', 'T = 8,192, dense', 2],
])) {
  test(`${named}, ${threads} threads: the progress grows, and no task of the page takes 100 ms`, async () => {
    const page = await openLong({
      prepare: (context) => context.addInitScript((count) => Object.defineProperty(navigator, 'hardwareConcurrency', { value: count }), threads),
    });
    await choose(page, length, sight);
    await page.evaluate(() => {
      const seen = { shares: /** @type {number[]} */ ([]), said: 0 };
      Object.assign(window, { seen });
      const progress = /** @type {HTMLProgressElement} */ (document.querySelector('#long-progress'));
      new MutationObserver(() => seen.shares.push(progress.value)).observe(progress, { attributeFilter: ['value'] });
      const said = /** @type {HTMLElement} */ (document.querySelector('#long-said'));
      new MutationObserver(() => (seen.said += 1)).observe(said, { childList: true });
    });
    await assertWithin(100, async () => {
      await page.evaluate(() => Object.assign(/** @type {any} */ (window).seen, { shares: [], said: 0 }));
      const longest = await longestWhile(page, async () => {
        await page.locator('#long-start').click();
        await isIdle(page);
      });
      const { shares, said } = await page.evaluate(() => /** @type {Seen} */ (/** @type {any} */ (window).seen));
      assert.ok(new Set(shares).size >= 5, `progress: ${shares}`);
      assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
      assert.equal(Math.max(...shares), 1);
      assert.equal(said, 2, 'the beginning and the end are said, nothing between');
      return longest;
    }, 'the longest task');
    const told = await page.locator('#long-said').innerText();
    assert.ok(told.startsWith('Done in ') && told.endsWith(`: ${named}.`), told);
    assert.equal(await page.locator('#long-status-text').innerText(), told);
  });
}

test('under a mask the progress is that of the work, not of the rows', async () => {
  const page = await openLong();
  await choose(page, 32768, 'causal');
  // A share of the rows would be 0.7 after half of the time. Other processes may slow down half of a run, so there are five tries.
  let off = Infinity;
  for (let tries = 0; tries < 5 && off >= 0.15; tries++) {
    await page.locator('#long-start').click();
    await page.waitForFunction(() => /** @type {HTMLProgressElement} */ (document.querySelector('#long-progress')).value > 0.5);
    const said = await page.locator('#long-status-text').innerText();
    const [, percent, seconds, rest] = /: (\d+) % after ([\d.]+)\u00a0s(?:, about (\d+) s left)?$/.exec(said) ?? assert.fail(said);
    const [share, past] = [Number(percent) / 100, Number(seconds)];
    if (rest) assert.ok(Math.abs(Number(rest) - (past * (1 - share)) / share) <= 1 + past * 0.1, said);
    await isIdle(page);
    const whole = parseFloat((await page.locator('#long-measures dd').allInnerTexts())[0]);
    off = Math.abs(past / whole - share);
  }
  assert.ok(off < 0.15, `the share of the work is ${off} away from that of the time`);
});

test('cancelled at T = 65536: the page is free again within 200 ms', async () => {
  const page = await openLong();
  await assertWithin(200, async () => {
    await choose(page, 65536, 'dense');
    await page.locator('#long-start').click();
    await isAttending(page);
    return page.evaluate(async () => {
      const start = performance.now();
      /** @type {HTMLElement} */ (document.querySelector('#long-cancel')).click();
      do await new Promise((resolve) => setTimeout(resolve));
      while (document.querySelector('#long-start')?.getAttribute('aria-disabled') !== 'false' && performance.now() < start + 2000);
      return performance.now() - start;
    });
  }, 'from the click on');
  assert.equal(await page.locator('#long-result').isVisible(), false);
  assert.equal(await page.locator('#long-status-text').innerText(), 'Cancelled: T = 65,536, dense.');
  await page.locator('#sentence').fill('still here');
  assert.equal(await page.locator('#row tbody tr').count(), 2);
  await compute(page, 1024, 'causal');
  await assertRow(page, 1024, 'causal', 768);
  assert.match(await page.locator('#long-status-text').innerText(), /^Done in 0\.\d+\u00a0s: T = 1,024, causal\.$/);
});

test('cancelled at once, while the vectors are made', async () => {
  const page = await openLong();
  await choose(page, 65536, 512);
  await page.evaluate(() => {
    for (const id of ['long-start', 'long-cancel']) document.getElementById(id)?.click();
  });
  await isIdle(page);
  assert.match(await page.locator('#long-status-text').innerText(), /^Cancelled: /);
});

test('a run is not disturbed by other choices, nor started twice; the result before it stays until it succeeds', async () => {
  const page = await openLong();
  await compute(page, 1024, 'causal');
  await choose(page, 65536, 'causal');
  await page.locator('#long-start').click();
  await isAttending(page);
  await page.locator('#long-start').click({ force: true });
  await choose(page, 2048, 'dense');
  assert.match(await page.locator('#long-status-text').innerText(), /^T = 65,536, causal: \d+ % after /);
  assert.equal(await page.locator('#long-result-title').innerText(), 'Result: T = 1,024, causal');
  await chooseRow(page, 700);
  await assertRow(page, 1024, 'causal', 700);
  await page.locator('#long-cancel').click();
  await isIdle(page);
  assert.match(await page.locator('#long-status-text').innerText(), /^Cancelled: T = 65,536, causal\. Below is the result of the run before it/);
  await assertRow(page, 1024, 'causal', 700);
  assert.equal(await page.locator('#long-length').inputValue(), '2048', 'the choice made meanwhile');

  await choose(page, 8192, 'causal');
  await page.locator('#long-start').click();
  await choose(page, 1024, 512);
  await isIdle(page);
  assert.equal(await page.locator('#long-result-title').innerText(), 'Result: T = 8,192, causal');
});

test('a row that does not exist is refused at its field; the drawing stays', async () => {
  const page = await openLong();
  await compute(page, 1024, 'causal');
  const field = page.locator('#long-chooser input[type=text]');
  const before = await pictureOf(page, '#long-bars');
  for (const typed of ['', 'abc', '1.5', '-1', '1024', '1e9', '9'.repeat(400), '∞']) {
    await field.fill(typed);
    const message = page.locator('#long-chooser .field-message');
    assert.match(await message.innerText(), /whole number from 0 to 1,023/, typed);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.ok((await field.getAttribute('aria-describedby'))?.includes((await message.getAttribute('id')) ?? 'none'));
    assert.equal(await pictureOf(page, '#long-bars'), before, typed);
  }
  await field.fill('oops');
  await page.locator('#language').click();
  assert.equal(await field.inputValue(), 'oops');
  assert.match(await page.locator('#long-chooser .field-message').innerText(), /0 到 1,023/);
  await page.locator('#language').click();
  await field.fill('１０００');
  assert.equal(await page.locator('#long-chooser .field-message').isVisible(), false);
  await assertRow(page, 1024, 'causal', 1000);
  await page.locator('#long-chooser input[type=range]').focus();
  await page.keyboard.press('ArrowLeft');
  await assertRow(page, 1024, 'causal', 999);
  assert.equal(await field.inputValue(), '999');
});

test('an error of the engine is shown, and the earlier result stays', async () => {
  // This wraps the real engine in one that fails on demand.
  const failing = `
    import { AttentionError, loadAttention as load } from './engine-itself.js';
    export { AttentionError };
    export async function loadAttention() {
      const engine = await load();
      return {
        attend: (...call) => engine.attend(...call),
        explain: (...call) => engine.explain(...call),
        attendAsync: (...call) => window.failure ? Promise.reject(window.failure(AttentionError)) : engine.attendAsync(...call),
        get lastCallBytes() { return engine.lastCallBytes; },
      };
    }`;
  const page = await openLong({
    prepare: async (context) => {
      await context.route('**/attention-lab.js', (route) => route.fulfill({ contentType: 'text/javascript', body: failing }));
      const itself = await readFile(join(distFolder, 'attention-lab.js'), 'utf8');
      await context.route('**/engine-itself.js', (route) => route.fulfill({ contentType: 'text/javascript', body: itself }));
    },
  });
  const problem = page.locator('#long-problem');
  /** @param {string} code */
  const failWith = async (code) => {
    await page.evaluate((wanted) => {
      Object.assign(window, {
        failure: (/** @type {any} */ Kind) => (wanted ? new Kind(wanted, 'engine', 'expected more, got less') : new Error('something else')),
      });
    }, code);
    await page.locator('#long-start').click();
    await problem.waitFor();
    await isIdle(page);
  };
  await choose(page, 1024, 'causal');
  await failWith('memory');
  assert.equal(await problem.innerText(), 'There is no result. There is not enough memory for this.');
  assert.equal(await problem.getAttribute('role'), 'alert');
  assert.equal(await page.locator('#long-result').isVisible(), false);
  await page.evaluate(() => Object.assign(window, { failure: null }));
  await compute(page, 1024, 'causal');
  assert.equal(await problem.isVisible(), false);
  await failWith('worker');
  assert.equal(await problem.innerText(), 'The computation broke off. Below is the result of an earlier run.');
  await assertRow(page, 1024, 'causal', 768);
  await failWith('');
  assert.match(await problem.innerText(), /something else/);
});

test('by keyboard alone; the focus stays, and nothing moves for readers who asked for that', async () => {
  const page = await openLong({ context: { reducedMotion: 'reduce' } });
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await page.locator('#long-length').focus();
  await page.keyboard.type('65');
  for (const id of ['long-sight', 'long-heads', 'long-start']) {
    await page.keyboard.press('Tab');
    assert.equal(await focused(), id);
  }
  assert.match(await page.locator('#long-estimate').innerText(), /^132,121,600 pairs/);
  for (const key of ['Shift+Tab', 'Shift+Tab']) await page.keyboard.press(key);
  await page.keyboard.type('Dense');
  for (const key of ['Tab', 'Tab']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await isAttending(page);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  assert.equal(await focused(), 'long-start');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'long-cancel');
  await page.keyboard.press('Space');
  await isIdle(page);
  assert.equal(await focused(), 'long-cancel');
});

test('fits 320 pixels with a result, in both languages, large enough to press; the drawing is sharp and follows the colours', async () => {
  const page = await openLong({ width: 320, ratio: 2 });
  await compute(page, 2048, 'dense', 8);
  for (const heading of ['Where row 1,536 attends in head 1', '第 1,536 行在第 1 个头里关注哪里']) {
    assert.equal(await page.locator('#long-row-title').innerText(), heading);
    for (const width of [320, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${heading}, ${width}`);
    }
    const low = await page.locator('#long button, #long select, #long input').evaluateAll((nodes) =>
      nodes.map((node) => node.getBoundingClientRect()).filter(({ width, height }) => width < 43.9 || height < 43.9).length,
    );
    assert.equal(low, 0);
    await page.locator('#language').click();
  }
  const canvas = page.locator('#long-bars');
  await until(async () => canvas.evaluate((node) => /** @type {HTMLCanvasElement} */ (node).width === node.clientWidth * 2), 'the screen’s own pixels');
  assert.match((await canvas.getAttribute('aria-label')) ?? '', /^Weights of one row over its keys\. Row 1,536 attends most to /);
  assert.ok((await coloredRuns(page, '#long-bars', '#2a69ac')).length > 0);
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(async () => (await coloredRuns(page, '#long-bars', '#6fa8e6')).length > 0, 'dark');
});

test('without an engine nothing can be started, but everything can be chosen', async () => {
  const { page } = await lab.open({ prepare: (context) => context.route('**/*.wasm', (route) => route.abort()) });
  await page.locator('#failure').waitFor();
  await approach(page);
  await choose(page, 8192, 'dense');
  assert.equal(await page.locator('#long-start').getAttribute('aria-disabled'), 'true');
  await page.locator('#long-start').click({ force: true });
  assert.equal(await page.locator('#long-status').isVisible(), false);
  assert.match(await page.locator('#long-estimate').innerText(), /^67,108,864 pairs/);
});

const script = '**/workbench-long-section-*.js';

test('the section is loaded when the reader comes near, in the language that the page has then', async () => {
  /** @type {string[]} */
  const loaded = [];
  const page = await lab.openDrawn({
    prepare: (context) => context.route(script, (route) => {
      loaded.push(route.request().url());
      return route.continue();
    }),
  });
  await page.waitForTimeout(300);
  assert.equal(loaded.length, 0);
  await page.locator('#language').click();
  await approach(page);
  assert.equal(loaded.length, 1);
  assert.match(await page.locator('#long-estimate').innerText(), /^查询与键共 8,390,656 对。/);
});

test('where the section does not load the page says so, and goes on', async () => {
  const { page } = await lab.open({ prepare: (context) => context.route(script, (route) => route.abort()) });
  await page.locator('#sentence-figures').waitFor();
  await page.locator('#long').scrollIntoViewIfNeeded();
  await page.locator('#long-problem').waitFor();
  assert.equal(await page.locator('#long-problem').innerText(), 'This part of the page did not load. Load the page again.');
  await page.locator('#language').click();
  assert.equal(await page.locator('#long-problem').innerText(), '这一部分没有载入。请重新载入页面。');
  await page.locator('#sentence').fill('still here');
  assert.equal(await page.locator('#row tbody tr').count(), 2);
});
