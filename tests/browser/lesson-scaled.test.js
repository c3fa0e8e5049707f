// The lesson and the workbench on a scaled or zoomed page: the pointer drags and chooses what is under it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { comesAlive, textOf } from './lesson-exhibit.js';
import { approachSection, predict } from './lesson-section.js';
import { dressed, inWindow, scalings } from './scaled.js';

/** @import { Locator, Page } from 'playwright-core' */

const lab = useBrowser();

/** One page of the lesson has to come alive for all of its parts, so only the most telling ones are tried. */
const telling = scalings.filter(([what]) => /1\.7|1\.5|unevenly/.test(what));

/** @param {Locator} node @param {number} [across] share of its width @param {number} [down] of its height */
async function placeIn(node, across = 0.5, down = 0.5) {
  return (await inWindow(node, { width: 1, height: 1 }))({ x: across, y: down });
}

/**
 * @param {Page} page
 * @param {Locator} handle is moved along
 * @param {number} across pixels of the window
 * @param {number} down
 * @param {number} slack
 */
async function assertDrags(page, handle, across, down, slack) {
  await handle.evaluate((node) => node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }));
  const from = await placeIn(handle);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + across, from.y + down, { steps: 3 });
  await page.mouse.up();
  const now = await placeIn(handle);
  const apart = Math.hypot(now.x - from.x - across, now.y - from.y - down);
  assert.ok(apart < slack, `${apart} pixels away from the pointer`);
}

for (const [what, outer, inner] of telling) {
  test(`${what}: the lesson follows the pointer`, async () => {
    const { page } = await lab.open({ address: `${lab.url}index.html` });
    await comesAlive(page, 'hero');
    await dressed(page.locator('body'), page.locator('main'), outer, inner);
    await assertDrags(page, page.locator('#hero').getByRole('slider').first(), 50, -30, 3);

    await approachSection(page, 'mix');
    await assertDrags(page, page.locator('#mix .picture-handle').nth(1), -40, 30, 9); // Values are rounded to a tenth of the plane's unit.

    await approachSection(page, 'picture');
    const board = page.locator('#image-patches canvas');
    for (const [column, row] of [[13, 8], [2, 14]]) {
      await board.evaluate((node) => node.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }));
      const { x, y } = await placeIn(board, (column + 0.5) / 16, (row + 0.5) / 16);
      await page.mouse.click(x, y);
      assert.match(await page.locator('#image-patches .image-handle').getAttribute('aria-label') ?? '', new RegExp(`row ${row + 1}, column ${column + 1}\\b`));
    }

    await approachSection(page, 'sound');
    await predict(page, 'sound'); // Its map waits for the prediction.
    const sound = page.locator('#sound-canvas');
    // The map is square; below it the axis of time takes 44 pixels.
    const { width, height } = await sound.evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
    const row = (/** @type {number} */ frame) => 1 - (44 + (1 - (frame + 0.5) / 192) * width) / height;
    for (const [frame, across, down] of [[20, 20.5 / 192, 0.08], [150, 150.5 / 192, 0.08], [30, 0.3, row(30)], [170, 0.2, row(170)]]) {
      const at = await placeIn(sound, across, down);
      await page.evaluate(([left, top]) => scrollBy({ left: left - 300, top: top - 400, behavior: 'instant' }), [at.x, at.y]);
      const { x, y } = await placeIn(sound, across, down);
      await page.mouse.click(x, y);
      assert.match(await textOf(page, '#sound-frame-shown'), new RegExp(`frame ${frame + 1} of 192`));
    }
  });

  test(`${what}: the workbench reads the cell under the pointer`, async () => {
    const page = await lab.openDrawn({ width: 700 });
    await dressed(page.locator('body'), page.locator('main'), outer, inner);
    // These are the first and the last bar; the labels of the axis are to the left of them.
    const bars = page.locator('#sentence-bars');
    const tokens = (await page.locator('#tokens label').allInnerTexts()).map((token) => token.trim());
    for (const [across, token] of /** @type {[number, string][]} */ ([[0.92, tokens.at(-1)], [0.18, tokens[0]]])) {
      const at = await placeIn(bars, across);
      await page.evaluate(([left, top]) => scrollBy({ left: left - 300, top: top - 300, behavior: 'instant' }), [at.x, at.y]);
      const { x, y } = await placeIn(bars, across);
      await page.mouse.move(x, y);
      assert.match(await page.locator('#readout').innerText(), new RegExp(`^query row learning attends to key column ${token}: `));
    }
  });
}
