// A reader's own picture in a browser that returns false pixels: nothing is computed from them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { comesAlive } from './lesson-exhibit.js';
import { lie } from './lying-canvas.js';
import { colorPng } from './picture-file.js';

/** @import { BrowserContext } from 'playwright-core' */

const lab = useBrowser();

/** @type {[where: string, prepare: (context: BrowserContext) => Promise<unknown>][]} */
const liars = [
  ['beside the page', (context) => context.route('**/lesson-image-worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${lie})();${await response.text()}` });
  })],
  ['in the page', (context) => context.addInitScript(`delete window.Worker;(${lie})()`)],
];

for (const [where, prepare] of liars) {
  test(`pixels that are false ${where} are not taken, and the page says why; the picture it had stays`, async () => {
    for (const [rest, words] of /** @type {[string, RegExp][]} */ ([['index.html', /altered pixels instead of those of your picture/], ['zh.html', /像素和你图片里的不一样/]])) {
      const { page } = await lab.open({ prepare, address: `${lab.url}${rest}#picture` });
      await comesAlive(page, 'picture');
      const said = page.locator('.image-pixel-said');
      const before = await said.innerText();
      await page.locator('.image-file input').setInputFiles({ name: 'own.png', mimeType: 'image/png', buffer: colorPng(16, 8, () => [12, 200, 90]) });
      await until(async () => words.test(await page.locator('.image-problem').innerText()), 'it says so');
      assert.equal(await said.innerText(), before);
      assert.equal(await page.locator('#image-patches canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width), 128);
      // A file that is no picture still gets its own message.
      await page.locator('.image-file input').setInputFiles({ name: 'broken.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
      await until(async () => (await page.locator('.image-problem').innerText()).includes('broken.png'), 'refused');
    }
  });
}
