// Figures on a touch screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { inFigure, part, usePosts, vectors } from './figure-post.js';

const lab = useBrowser();
const { post } = usePosts(lab);

test('on a touch screen buttons walk the cells and open the derivation', async () => {
  const page = await post(`<attention-figure ${vectors} cell="0 0"></attention-figure>`, { context: { hasTouch: true, isMobile: true } });
  await page.getByRole('button', { name: 'next key' }).tap();
  assert.match(await part(page, 'readout').innerText(), /“I” attends to “milk”/);
  await page.getByRole('button', { name: 'Derive' }).tap();
  assert.match(await page.locator('attention-figure .panel h3').innerText(), /milk/);
});

test('on a touch screen two fingers magnify the map, and not the page', async () => {
  const page = await post('<attention-figure tokens="a b c d e f g h i j k l m n o p"></attention-figure>', { context: { hasTouch: true, isMobile: true } });
  const client = await page.context().newCDPSession(page);
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await part(page, 'stage').boundingBox());
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {...number} places across */
  const touch = (type, ...places) => client.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map((across, id) => ({ x: x + across, y: y + 200, id })),
  });
  /** Taps to the right of the middle, and reads what the figure says. */
  const read = async () => {
    await page.touchscreen.tap(x + 0.8 * width, y + 200);
    return part(page, 'readout').innerText();
  };
  const before = await read();
  const middle = width / 2;
  await touch('touchStart', middle - 20, middle + 20);
  for (const reach of [30, 50, 70]) await touch('touchMove', middle - reach, middle + reach);
  await touch('touchEnd');
  assert.notEqual(await read(), before);
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1);
  // The menu leads back to the whole map, without a second finger.
  await inFigure(page, (figure) => figure.reset()); // The test has changed nothing else.
  await part(page, 'menu').locator('button').first().tap();
  await part(page, 'menu').locator('[data-name=reset]').tap();
  await page.evaluate(() => scrollTo(0, 0));
  assert.equal(await read(), before);
});

test('one finger scrolls the page, and drags a map that is magnified; a tap still chooses', async () => {
  const tall = '<p>Text.</p>'.repeat(60);
  const page = await post(`<attention-figure tokens="a b c d e f g h i j k l m n o p" cell="0 0"></attention-figure>${tall}`, { width: 400, context: { hasTouch: true, isMobile: true } });
  const client = await page.context().newCDPSession(page);
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await part(page, 'stage').boundingBox());
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {[across: number, down: number][]} places */
  const touch = (type, ...places) => client.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map(([across, down], id) => ({ x: x + across, y: y + down, id })),
  });
  const [middle, height] = [width / 2, 220];
  /** A tap that follows sooner would be the second half of a double tap. */
  const apart = () => page.waitForTimeout(400);
  /** Drags one finger from the middle. @param {number} across @param {number} down */
  const drag = async (across, down) => {
    await apart();
    await touch('touchStart', [middle, height]);
    for (const share of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', [middle + share * across, height + share * down]);
    await touch('touchEnd');
  };
  const scrolled = () => page.evaluate(() => scrollY);
  const cell = () => inFigure(page, (figure) => figure.cell);
  /** @param {[across: number, down: number]} place @returns {Promise<string>} the cell that is chosen then */
  const tap = async ([across, down]) => {
    await apart();
    await page.touchscreen.tap(x + across, y + down);
    await apart();
    return String(await cell());
  };

  await drag(0, -120);
  await until(async () => await scrolled() > 60, 'the page is scrolled');
  assert.deepEqual(await cell(), [0, 0]);
  // The movement that the finger started goes on for a while.
  await until(async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(200);
    return await scrolled() === 0;
  }, 'the page is at its top again');

  await touch('touchStart', [middle - 20, height], [middle + 20, height]);
  for (const reach of [30, 50, 70, 90]) await touch('touchMove', [middle - reach, height], [middle + reach, height]);
  await touch('touchEnd');
  const before = await tap([middle, height]);
  assert.notEqual(before, '0,0');
  await drag(-80, -100);
  await apart();
  assert.equal(await scrolled(), 0, 'the page stays');
  assert.equal(String(await cell()), before, 'what was dragged is not chosen');
  assert.notEqual(await tap([middle, height]), before);
  assert.equal(await tap([middle - 80, height - 100]), before, 'it is where the finger has brought it');

  // When the whole map is visible again, a finger scrolls the page again.
  await touch('touchStart', [middle - 100, height], [middle + 100, height]);
  for (const reach of [80, 50, 20, 10]) await touch('touchMove', [middle - reach, height], [middle + reach, height]);
  await touch('touchEnd');
  await drag(0, -120);
  await until(async () => await scrolled() > 60, 'the page is scrolled again');
});
