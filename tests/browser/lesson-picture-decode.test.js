// Pictures are decoded in a worker, so that even a huge one does not block the page, or in the page if no worker can start.
// Runs alone: it measures times.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { comesAlive } from './lesson-exhibit.js';
import { colorPng, halvesPng } from './picture-file.js';

/** @import { Page } from 'playwright-core' */
/** @import { OpenOptions } from './browser.js' */

const lab = useBrowser();

/** The limit in milliseconds. Decoding 400 million pixels in the page blocked it for more than two seconds. */
const mostBlocked = 1000;

/** A picture whose left half is red and whose right half is transparent. */
const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><path d="M0 0h32v32H0z" fill="red"/></svg>');

/** @param {OpenOptions} [options] */
async function open(options = {}) {
  const opened = await lab.open({ address: `${lab.url}index.html#picture`, ...options });
  await comesAlive(opened.page, 'picture');
  return opened;
}

/** @param {Page} page @param {string} name @param {Buffer} buffer */
const give = (page, name, buffer) => page.locator('.image-file input').setInputFiles({ name, mimeType: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png', buffer });

/** @param {Page} page @param {RegExp} words @param {number} [seconds] */
const says = (page, words, seconds) => until(async () => words.test(await page.locator('.image-said').innerText()), String(words), seconds);

/** @param {Page} page @param {[x: number, y: number]} place @returns {Promise<number[]>} red, green, blue */
const colorAt = (page, [x, y]) => page.evaluate(([column, row]) => {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#image-patches canvas'));
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
  context.drawImage(canvas, 0, 0);
  return Array.from(context.getImageData(column, row, 1, 1).data.subarray(0, 3));
}, [x, y]);

/** @param {Page} page @returns {Promise<unknown>} begins to measure */
const watchTurns = (page) => page.evaluate(() => {
  let last = performance.now();
  Object.assign(window, { longest: 0 });
  setInterval(() => {
    const now = performance.now();
    Object.assign(window, { longest: Math.max(/** @type {any} */ (window).longest, now - last) });
    last = now;
  }, 10);
});

test('a picture of 20,000 × 20,000 pixels is accepted, and the page stays usable meanwhile', async () => {
  const { page, complaints } = await open();
  await watchTurns(page);
  await give(page, 'huge.png', halvesPng(20_000, 20_000));
  await says(page, /20000 × 20000 pixels and was scaled down to 128 × 128/, 60);
  const longest = await page.evaluate(() => /** @type {number} */ (/** @type {any} */ (window).longest));
  assert.ok(longest < mostBlocked, `nothing else for ${longest} ms`);
  assert.deepEqual(await colorAt(page, [20, 60]), [255, 255, 255]);
  assert.deepEqual(await colorAt(page, [100, 60]), [0, 0, 0]);
  assert.deepEqual(complaints, []);
});

test('of two pictures the last counts, though the first takes longer', async () => {
  const { page, complaints } = await open();
  await give(page, 'huge.png', halvesPng(12_000, 12_000));
  await give(page, 'small.png', colorPng(16, 8, () => [12, 200, 90]));
  await says(page, /16 × 8 pixels, as it is/);
  await page.waitForTimeout(1500);
  assert.match(await page.locator('.image-said').innerText(), /16 × 8 pixels, as it is/);
  assert.deepEqual(await colorAt(page, [3, 3]), [12, 200, 90]);
  assert.deepEqual(complaints, []);
});

for (const [what, prepare] of /** @type {[string, () => void][]} */ ([
  ['workers', () => Reflect.deleteProperty(window, 'Worker')],
  ['canvases beside the page', () => Reflect.deleteProperty(window, 'OffscreenCanvas')],
  ['this worker', () => {
    const { Worker: Usual } = window;
    window.Worker = class extends Usual {
      /** @param {string | URL} address @param {WorkerOptions} [options] */
      constructor(address, options) {
        super(String(address).includes('image') ? 'data:text/javascript,throw 1' : address, options);
      }
    };
  }],
])) {
  test(`without ${what} a picture is decoded in the page`, async () => {
    const { page } = await open({
      prepare: async (context) => {
        await context.addInitScript(prepare);
        if (what !== 'canvases beside the page') return;
        await context.route('**/lesson-image-worker.js', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: `delete self.OffscreenCanvas;${await response.text()}` });
        });
      },
    });
    await give(page, 'own.png', colorPng(300, 150, (x) => (x < 150 ? [12, 200, 90] : [0, 0, 0])));
    await says(page, /300 × 150 pixels and was scaled down to 128 × 64/);
    if (what !== 'canvases beside the page') assert.deepEqual(await colorAt(page, [10, 10]), [12, 200, 90]);
    await give(page, 'broken.png', Buffer.from('no picture'));
    await until(async () => (await page.locator('.image-problem').innerText()).includes('broken.png'), 'refused');
  });
}

test('a drawing (SVG) is accepted too, on white', async () => {
  const { page, complaints } = await open();
  await give(page, 'drawing.svg', drawing);
  await says(page, /64 × 32 pixels, as it is/);
  assert.deepEqual(await colorAt(page, [10, 10]), [255, 0, 0]);
  assert.deepEqual(await colorAt(page, [50, 10]), [255, 255, 255]);
  assert.deepEqual(complaints, []);
});
