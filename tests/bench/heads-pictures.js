/** From the call of a page to its first complete picture: all heads of a model, here and in bertviz. */

import { chromium } from 'playwright-core';
import { chromiumOptions } from './browser.js';

/** @import { Page } from 'playwright-core' */

/** A picture that takes longer than this is given up, in seconds. */
export const patience = 120;

/**
 * Opens a page in a browser of its own, so that none finds what another has left.
 * @template Result
 * @param {string} address
 * @param {Record<string, string>} libraries that come from this machine, by the last part of their addresses
 * @param {(page: Page) => Promise<Result>} look
 * @returns {Promise<Result>}
 * @throws {Error} the page has crashed
 */
export async function opened(address, libraries, look) {
  const browser = await chromium.launch(chromiumOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    const crashed = new Promise((_, reject) => page.on('crash', () => reject(new Error('the tab has crashed'))));
    await page.route('https://cdnjs.cloudflare.com/**', (route) => (
      route.fulfill({ contentType: 'text/javascript', body: libraries[new URL(route.request().url()).pathname.split('/').at(-1) ?? ''] })));
    await page.addInitScript(notePicture);
    const looked = page.goto(address, { waitUntil: 'commit' }).then(() => look(page));
    looked.catch(() => {}); // Whoever has crashed says so below.
    return /** @type {Result} */ (await Promise.race([looked, crashed]));
  } finally {
    await browser.close();
  }
}

/** @param {Page} page @returns {Promise<number>} milliseconds from its call to the frame with all heads in it */
export async function pictureTime(page) {
  const time = await page.waitForFunction(() => /** @type {any} */ (window).picturePainted, undefined, { timeout: 1000 * patience });
  return /** @type {number} */ (await time.jsonValue());
}

/** Runs in the page, before all else. A frame is made when the next one begins. */
function notePicture() {
  const note = () => requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { picturePainted: performance.now() })));
  const look = () => {
    const own = /** @type {any} */ (document.querySelector('attention-heads:defined'));
    if (own) own.complete.then(note, () => {}); // Where there is no data, as in a page that is to open a file, no picture comes.
    // bertviz draws all heads in one task, each with a background.
    else if (document.querySelector('.attn_background')) note();
    else requestAnimationFrame(look);
  };
  look();
}

/** @param {Page} page with this project's element @returns {Promise<number[]>} all weights, in the order of their axes */
export async function weightsOfOwn(page) {
  await pictureTime(page);
  return page.evaluate(async () => {
    const [set] = /** @type {any} */ (document.querySelector('attention-heads')).sets;
    const weights = [];
    for (let layer = 0; layer < set.layers; layer++) {
      for (let head = 0; head < set.heads; head++) weights.push(...await set.read(layer, head));
    }
    return weights;
  });
}

/** @param {Page} page of bertviz @returns {Promise<number[]>} the weights from which its lines are drawn */
export async function weightsOfBertviz(page) {
  await pictureTime(page);
  return page.evaluate(() => [...document.querySelectorAll('g[source-index]')].flatMap((row) => /** @type {any} */ (row).__data__));
}
