// The painters: a view looks the same on the canvas, as SVG and as PNG.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { connect } from './launch.js';
import { samples } from './figure-samples.js';
import { makeFigureSite } from './figure-site.js';

/**
 * @import { Browser, Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 */

/** @type {Browser} */
let browser;
/** @type {Site} */
let site;

before(async () => {
  const folder = join(projectFolder, 'build/figure-paint');
  await makeFigureSite(folder);
  [browser, site] = await Promise.all([connect(), serveFolder(folder, { port: 0 })]);
});
after(async () => {
  await browser.close();
  await site.close();
});

/** @param {'light' | 'dark'} colorScheme */
async function openPage(colorScheme) {
  const page = await browser.newPage({ viewport: { width: 800, height: 800 }, colorScheme });
  /** @type {string[]} */
  const complaints = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(site.url);
  return { page, complaints };
}

/** @param {Page} page @param {string} name @param {unknown[]} given */
const call = (page, name, ...given) => page.evaluate(([what, values]) => /** @type {any} */ (globalThis)[what](...values), /** @type {const} */ ([name, given]));

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`${colorScheme}: SVG and PNG show each view alike`, async () => {
    const { page, complaints } = await openPage(colorScheme);
    for (const name of Object.keys(samples)) {
      const { pixels, inked, apart } = await call(page, 'compare', name, 480);
      assert.ok(inked > 0.015 * pixels, `${name}: ${inked} of ${pixels} pixels are drawn`);
      assert.ok(apart < 0.008 * inked, `${name}: ${apart} of ${inked} drawn pixels are apart`);
    }
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test('the cells have the colours of their weights, the masked ones are hatched, not zero', async () => {
  const { page } = await openPage('light');
  const { right, wrong, zero, hatched } = await call(page, 'checkCells', 'heatmap-256', 700, 3);
  assert.ok(right > 30_000 && wrong === 0, `${right} right, ${wrong} wrong`);
  assert.ok(hatched > 30_000 && zero === 0, `${hatched} hatched, ${zero} with the colour of zero`);
  const zoomed = await call(page, 'checkCells', 'heatmap-zoomed', 700, 2);
  assert.ok(zoomed.right > 50 && zoomed.wrong === 0 && zoomed.zero === 0, JSON.stringify(zoomed));
  await page.close();
});

test('a PNG has two pixels to a CSS pixel, and the picture of cells follows values and colours', async () => {
  const { page } = await openPage('dark');
  assert.deepEqual(await call(page, 'pngSize', 'bars', 320), [640, 2 * (await call(page, 'heightOf', 'bars', 320))]);
  const [same, otherValues, otherDomain, otherTheme] = await call(page, 'checkPictures');
  assert.deepEqual([same, otherValues, otherDomain, otherTheme], [true, false, false, false]);
  await page.close();
});
