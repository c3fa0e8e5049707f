// Sections start in short tasks: between the parts of a start the page answers its reader.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTurn } from '../../web/base/turns.js';
import { inOwnTurn, inTurns } from '../../web/site/lesson/turns.js';
import { until, useBrowser } from './browser.js';
import { longestWhile } from './tasks.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser({ traces: true });

/** The limit in milliseconds. A quiet machine needs half of it; a busy one, with shared caches and cores, takes up to twice as long. */
const longestTask = 60;

/** @param {Page} page @param {string} id */
async function jumpTo(page, id) {
  await page.evaluate((section) => document.getElementById(section)?.scrollIntoView({ behavior: 'instant' }), id);
  await page.locator(`#${id}[data-started]`).waitFor({ state: 'attached' });
  await page.waitForTimeout(300);
}

/** @param {Page} page @returns {Promise<string[]>} */
const sectionsOf = (page) => page.locator('main > section').evaluateAll((nodes) => nodes.map(({ id }) => id));

test('every section starts in short tasks', async () => {
  /** @type {Record<string, number>} */
  const longest = {};
  /** @type {string[] | undefined} */
  let suspects;
  // A task that is long by chance, because other processes emptied the caches, is not long every time.
  for (let round = 0; round < 5 && suspects?.length !== 0; round++) {
    const { page, complaints } = await lab.open({ address: `${lab.url}index.html` });
    await page.locator('#hero[data-started]').waitFor();
    await page.waitForTimeout(500);
    for (const id of suspects ?? await sectionsOf(page)) {
      const here = await longestWhile(page, () => jumpTo(page, id));
      longest[id] = Math.min(longest[id] ?? Infinity, Math.round(here));
    }
    assert.deepEqual(complaints, []);
    await page.close();
    suspects = Object.keys(longest).filter((id) => longest[id] >= longestTask);
  }
  console.log(`# milliseconds: ${JSON.stringify(longest)}`);
  assert.equal(Object.keys(longest).length, 21);
  assert.deepEqual(Object.entries(longest).filter(([, time]) => time >= longestTask), []);
});

test('figures come alive with their section, no two of them in one task; until then their written content is visible', async () => {
  const { page, complaints } = await lab.open({
    address: `${lab.url}index.html`,
    prepare: (context) => context.addInitScript(() => {
      const turns = /** @type {number[]} */ ([]);
      let turn = 0;
      Object.assign(window, { turns });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        turn += 1;
        port2.postMessage(null);
      };
      port2.postMessage(null);
      const { attachShadow } = HTMLElement.prototype;
      /** @this {HTMLElement} @param {ShadowRootInit} options */
      HTMLElement.prototype.attachShadow = function (options) {
        if (this.localName === 'attention-figure' && this.isConnected) turns.push(turn);
        return attachShadow.call(this, options);
      };
    }),
  });
  const written = await page.locator('.figure-to-come, attention-figure').count();
  assert.ok(written > 5);
  await jumpTo(page, 'order');
  const alive = await page.locator('attention-figure').count();
  assert.ok(alive < written, `${alive} of ${written} figures are alive`);
  assert.equal(await page.locator('attention-figure:not(:defined)').count(), 0);
  // A section that has not started shows its first picture, as it does without scripts.
  const waiting = page.locator('#softmax .figure-to-come');
  assert.equal(await waiting.count(), 1);
  assert.ok(await waiting.locator('svg').first().isVisible());
  for (const id of await sectionsOf(page)) await jumpTo(page, id);
  assert.equal(await page.locator('.figure-to-come').count(), 0);
  const turns = await page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).turns));
  assert.ok(turns.length >= written, `${turns.length} of ${written}`);
  assert.equal(new Set(turns.slice(0, written)).size, written, `a turn each: ${turns}`);
  assert.deepEqual(complaints, []);
});

test('if the figures cannot be loaded, their written content stays visible', async () => {
  const { page } = await lab.open({
    address: `${lab.url}index.html#softmax`,
    prepare: (context) => context.route('**/attention-figure.js', (route) => route.abort()),
  });
  await page.locator('#softmax[data-failed]').waitFor();
  assert.ok(await page.locator('#softmax .figure-to-come svg').first().isVisible());
  await until(async () => /did not load/.test(await page.locator('#softmax .problem[role=alert]').innerText()), 'told');
});

test('a turn is a new task, and work in steps gives the page turns again and again', async () => {
  /** @type {string[]} */
  const order = [];
  const later = new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      order.push('another task');
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });
  assert.equal(await inOwnTurn(Promise.resolve(7)), 7);
  order.push('after the turn');
  await later;
  assert.deepEqual(order, ['another task', 'after the turn']);

  let turns = 0;
  let isOver = false;
  const counting = (async () => {
    while (!isOver) {
      await nextTurn();
      turns += 1;
    }
  })();
  function* steps() {
    for (let step = 0; step < 20; step++) {
      const begun = performance.now();
      while (performance.now() - begun < 5);
      yield step;
    }
    return 'done';
  }
  assert.equal(await inTurns(steps()), 'done');
  isOver = true;
  await counting;
  assert.ok(turns >= 5, `${turns} turns within 100 milliseconds of work`);
});
