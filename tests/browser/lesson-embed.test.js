// A section, or one of its drawings, in somebody else's page: the line to copy, and what that page then shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { hosted } from './hosted.js';
import { assertAccessible, sideways } from './lesson-page.js';
import { approachSection } from './lesson-section.js';

/** @import { BrowserContext, Frame, Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });

/** @param {string} id of a slider @returns {(place: Page | Frame) => Promise<void>} */
const slide = (id) => (place) => place.locator(`#${id}`).press('ArrowRight');

/** @param {string} selector @returns {(place: Page | Frame) => Promise<void>} */
const choose = (selector) => (place) => place.locator(selector).click();

/** @param {string} name in the plane @returns {(place: Page | Frame) => Promise<void>} */
const drag = (name) => async (place) => {
  const handle = place.locator('.picture-handle').first();
  await handle.hover();
  const page = 'page' in place ? place.page() : place;
  const box = await handle.boundingBox();
  assert.ok(box, name);
  await page.mouse.down();
  await page.mouse.move(box.x + 60, box.y - 20, { steps: 3 });
  await page.mouse.up();
};

/**
 * What can be embedded, a number in it, and two actions that change the number: one in the lesson, then one in the frame.
 * Some are tried in one language only, because both pages are made in the same way.
 * @type {{ name: string, only?: string, number: string, first: (place: Page | Frame) => Promise<void>, then: (place: Page | Frame) => Promise<void> }[]}
 */
const drawings = [
  { name: 'hero', only: 'zh', number: '.hero-weight >> nth=0', first: choose('#hero label:has([value=cosine])'), then: choose('#hero label:has([value=euclidean])') },
  { name: 'compare', number: '[data-score=dot]', first: slide('compare-stretch'), then: drag('k') },
  { name: 'mix', number: '#mix-table tfoot', first: slide('mix-score-0'), then: drag('v1') },
  { name: 'scale', only: 'en', number: '#scale-variance', first: slide('scale-dimension'), then: slide('scale-dimension') },
  { name: 'loops.memory', only: 'en', number: '[data-loop=memory] .loop-place', first: choose('[data-loop=memory] .loop-player button >> nth=2'), then: choose('[data-loop=memory] .loop-player button >> nth=2') },
  { name: 'picture.look', only: 'zh', number: '.image-look-said', first: choose('#picture label:has([value=cosine])'), then: choose('#picture label:has([value=scaled-dot])') },
  { name: 'sound', number: '#sound-summary', first: slide('sound-frame'), then: slide('sound-frame') },
  { name: 'recommend', only: 'zh', number: '#recommend-detail', first: choose('#recommend-list label >> nth=1'), then: choose('#recommend-list label >> nth=2') },
  { name: 'cost', only: 'en', number: '#cost-table tbody', first: (place) => place.locator('#cost-last').selectOption({ index: 0 }).then(() => {}), then: choose('#cost input[value=bytes]') },
];

/** The messages that the page around a frame gets. @param {BrowserContext} context */
const listen = (context) => context.addInitScript(() => {
  if (parent !== window) return;
  const told = (/** @type {any} */ (globalThis).told = /** @type {unknown[]} */ ([]));
  addEventListener('message', ({ data }) => told.push(data));
});

/** @param {Page} page @returns {Promise<any[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (globalThis).told);

/** @param {Page | Frame} place @returns {Promise<string[]>} ids of sections, parts, and what stands around them */
const shown = (place) => place.evaluate(() => [...document.querySelectorAll('body > :not(main), main > section, [data-part]')]
  .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height > 1)
  .map((node) => /** @type {HTMLElement} */ (node).dataset.part ?? (node.id || node.className)));

/** Waits for a number that takes a while to compute. @param {Page} page @param {string} selector */
async function atRest(page, selector) {
  let last = '';
  await until(async () => {
    const before = last;
    last = await page.locator(selector).innerText();
    await page.waitForTimeout(150);
    return last === before;
  }, selector);
  return last;
}

/**
 * Presses the button beside a drawing: by the keyboard, since on a busy machine what is drawn late moves a button away between
 * the press and the release of a mouse, which is no click.
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<string>} what it says
 */
async function embed(page, name) {
  const box = page.locator(name.includes('.') ? `[data-part="${name}"] .embed` : `#${name} .embed`);
  await box.locator('button').press('Enter');
  const said = box.locator('[role=status]');
  await until(async () => (await said.innerText()) !== '', 'it is said');
  return said.innerText();
}

for (const [language, file] of [['en', 'index.html'], ['zh', 'zh.html']]) {
  for (const { name, number, first, then } of drawings.filter(({ only = language }) => only === language)) {
    test(`${file}: ${name} by itself in a page of another origin`, async () => {
      const [id] = name.split('.');
      const { page, complaints } = await lab.open({
        address: `${lab.url}${file}?lost=1#${id}&projector&hero=0`,
        context: { permissions: ['clipboard-read', 'clipboard-write'], viewport: { width: 900, height: 900 } },
        prepare: listen,
      });
      await approachSection(page, id);
      const before = await page.locator(number).innerText();
      await first(page);
      await until(async () => (await page.locator(number).innerText()) !== before, 'the number in the lesson');
      const there = await atRest(page, number);
      assert.match(await embed(page, name), language === 'en' ? /^A line .* is copied/ : /^已复制/);
      const line = await page.evaluate(() => navigator.clipboard.readText());
      assert.match(line, new RegExp(`^<iframe src="${lab.url}${file}\\?only=${name}#[^"]+" title="[^"]{4,}" width="100%" height="\\d+" frameborder="0" loading="lazy" allow="clipboard-write(; microphone)?"></iframe>$`));
      assert.doesNotMatch(line, /projector|hero=0|lost/, 'of the address only what is the section’s');
      assert.equal(await page.locator('.embed input').count(), 0, 'no field where copying is allowed');

      await hosted(async ({ url, write }) => {
        await write(`<h1>Post</h1>${line}`);
        await page.setViewportSize({ width: 656, height: 900 });
        await page.goto(url);
        const inside = page.frames()[1];
        await inside.locator(`#${id}[data-started]`).waitFor();
        assert.equal(await page.locator('iframe').evaluate((node) => node.clientWidth), 640);

        await until(async () => (await inside.locator(number).innerText()) === there, 'the state of the address');
        await until(async () => (await told(page)).length > 0, 'the height');
        const given = Number(/height="(\d+)"/.exec(line)?.[1]);
        const { height } = (await told(page)).at(-1);
        assert.ok(height <= given && height > 0.75 * given, `the line is for ${given}, and it is ${height} high`);
        await page.evaluate((pixels) => document.querySelector('iframe')?.setAttribute('height', String(pixels)), height);
        await inside.waitForFunction(() => document.documentElement.scrollHeight <= innerHeight);

        assert.deepEqual(await shown(inside), [...new Set([id, name]), 'alone-foot']);
        assert.deepEqual(await inside.locator('[data-started]').evaluateAll((nodes) => nodes.map((node) => node.id)), [id], 'nothing else was started');
        const whole = inside.locator('.alone-foot a');
        assert.match(await whole.evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href), new RegExp(`^${lab.url}${file}#${id}&${id}.*=`));
        assert.equal(await whole.getAttribute('target'), '_blank');

        await then(inside);
        await until(async () => (await inside.locator(number).innerText()) !== there, 'the number in the frame');
        await assertAccessible(/** @type {any} */ (inside), 'body', name);
        for (const width of [640, 320]) {
          await page.evaluate((pixels) => document.querySelector('iframe')?.setAttribute('width', String(pixels)), width);
          await inside.waitForFunction((pixels) => innerWidth === pixels, width);
          await until(async () => (await sideways(/** @type {any} */ (inside))) === 0, `drawn within ${width}`);
        }
        for (const message of await told(page)) {
          assert.deepEqual(Object.keys(message), ['type', 'height']);
          assert.equal(message.type, 'attention-figure-height');
          assert.ok(Number.isInteger(message.height) && message.height > 100, String(message.height));
        }
      });
      assert.deepEqual(complaints.filter((complaint) => !complaint.startsWith('foreign request: http://127.0.0.1')), []);
    });
  }
}
