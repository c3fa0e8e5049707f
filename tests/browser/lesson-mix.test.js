// The section that mixes values: scores to move, values to drag, and an output that always lies between the values.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, assertPrintedVector, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { approachSection, assertAccessible, assertFits, assertPredicts, assertRefuses, cellsOf, numberOf, openSection, step } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {string} text '[1, 2]' */
const vectorOf = (text) => text.replace(/[[\]]/g, '').split(', ').map(numberOf);

/** @param {Page} page */
async function state(page) {
  const scores = (await page.locator('#mix .slider output').allTextContents()).map(numberOf);
  const values = (await cellsOf(page, '#mix-table')).map((row) => vectorOf(row[1]));
  return { scores, values };
}

/** Compares the table and the drawing with float64. @param {Page} page @param {string} what */
async function assertNumbers(page, what) {
  const { scores, values } = await state(page);
  const { weights, weightedValues, output } = attendRow({
    query: [1], keys: scores.map((score) => [score]), values, score: 'dot', normalizer: 'softmax',
  });
  (await cellsOf(page, '#mix-table')).forEach(([weight, , weighted], index) => {
    assertPrinted(weight, weights[index], `${what}, weight ${index}`);
    assertPrintedVector(weighted, weightedValues[index], `${what}, weighted value ${index}`);
  });
  const [one, , printed] = await page.locator('#mix-table tfoot td').allTextContents();
  assert.equal(one, '1.000');
  assertPrintedVector(printed, output, `${what}, output`);
  assert.ok((await page.locator('#mix .picture-drawing').getAttribute('aria-label'))?.includes(printed), `${what}: said`);
  await assertDrawn(page, values, output, what);
  return { weights, output, values };
}

/**
 * Checks that the dot of the output stands between the corners, where their weights say.
 * @param {Page} page
 * @param {number[][]} values
 * @param {number[]} output
 * @param {string} what
 */
async function assertDrawn(page, values, output, what) {
  const { rings, dot } = await page.locator('#mix .picture-drawing svg').evaluate((svg) => {
    // A circle is a path of two arcs that starts at its left.
    const places = [...svg.querySelectorAll('path')].flatMap((path) => {
      const [, left, middle, radius] = /^M([-\d.]+) ([-\d.]+)a(\d+) /.exec(path.getAttribute('d') ?? '') ?? [];
      return radius ? [[Number(left) + Number(radius), Number(middle), Number(radius)]] : [];
    });
    return { rings: places.filter(([, , r]) => r === 6), dot: places.filter(([, , r]) => r === 7)[0] };
  });
  // The affine map from the first corner and its two neighbours, solved for the dot.
  const [a, b, c] = values;
  const area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  if (Math.abs(area) < 0.5) return;
  const [s, t] = [
    ((output[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (output[1] - a[1])) / area,
    ((b[0] - a[0]) * (output[1] - a[1]) - (output[0] - a[0]) * (b[1] - a[1])) / area,
  ];
  assert.ok(s >= 0 && t >= 0 && s + t <= 1, `${what}: outside of the triangle`);
  for (const axis of [0, 1]) {
    const place = rings[0][axis] + s * (rings[1][axis] - rings[0][axis]) + t * (rings[2][axis] - rings[0][axis]);
    assert.ok(Math.abs(dot[axis] - place) < 0.1, `${what}: the dot is at ${dot}`);
  }
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`scores move the output, and it never leaves the triangle: ${language}`, async () => {
    const { page, complaints } = await openSection(lab, 'mix', { language });
    await assertNumbers(page, 'as written');
    for (const end of ['Home', 'End']) {
      for (const index of [0, 1, 2]) {
        await page.locator(`#mix-score-${index}`).focus();
        await page.keyboard.press(end);
        await assertNumbers(page, `${end} ${index}`);
      }
    }
    const { weights } = await assertNumbers(page, 'all equal');
    weights.forEach((weight) => assert.ok(Math.abs(weight - 1 / 3) < 1e-12));
    await assertPredicts(page, 'mix', 3);
    await assertAccessible(page, 'mix');
    assert.deepEqual(complaints, []);
  });
}

test('values are dragged and moved by keys', async () => {
  const { page, complaints } = await openSection(lab, 'mix');
  const handle = page.locator('#mix .picture-handle').nth(1);
  await handle.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 30, box.y + 60, { steps: 4 });
  await page.mouse.up();
  const { values } = await assertNumbers(page, 'dragged');
  assert.ok(values[1][0] < 4 && values[1][1] < 3, `${values[1]}`);
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowLeft');
  const moved = (await assertNumbers(page, 'by keys')).values[1];
  assert.ok(Math.abs(moved[0] - values[1][0] + 1) < 1e-9 && Math.abs(moved[1] - values[1][1] - 0.1) < 1e-9, `${moved}`);
  assert.deepEqual(complaints, []);
});

test('on a projector the drawing is larger, and a dragged end stays under the pointer', async () => {
  const { page, complaints } = await openSection(lab, 'mix', { width: 1600 });
  const font = () => page.locator('#mix svg text').first().evaluate((text) => text.getBoundingClientRect().height);
  const usual = await font();
  await page.locator('#bar-share summary').click();
  await page.locator('#show-projector').check();
  await page.keyboard.press('Escape');
  assert.ok((await font()) > 1.4 * usual);
  const handle = page.locator('#mix .picture-handle').nth(2);
  await handle.scrollIntoViewIfNeeded();
  const middle = async () => {
    const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = await middle();
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 45, { steps: 3 });
  await page.mouse.up();
  const [toX, toY] = await middle();
  // Values are rounded to a tenth of the plane's unit.
  assert.ok(Math.abs(toX - x - 60) < 9 && Math.abs(toY - y + 45) < 9, `${toX - x}, ${toY - y}`);
  await assertNumbers(page, 'dragged on a projector');
  assert.deepEqual(complaints, []);
});

test('a finger drags too, and the page does not scroll meanwhile', async () => {
  const { page, complaints } = await openSection(lab, 'mix', { width: 360, context: { hasTouch: true, isMobile: true } });
  const handle = page.locator('#mix .picture-handle').nth(0);
  await handle.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
  assert.ok(box.width >= 44 && box.height >= 44, 'as large as a finger');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = await page.evaluate(() => scrollY);
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (const share of [0.25, 0.5, 0.75, 1]) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 30 * share, y: y + 60 * share }] });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const { values } = await assertNumbers(page, 'dragged by touch');
  assert.ok(values[0][1] < 3.2, `${values[0]}`);
  assert.equal(await page.evaluate(() => scrollY), top);
  assert.deepEqual(complaints, []);
});

test('the link keeps it; undo, reset and broken links; values in a line and in one place', async () => {
  const { page, complaints } = await openSection(lab, 'mix', { hash: '#mix=s:-6,6,0.25;v1:-3,0.5;v3:1,1' });
  assert.deepEqual(await state(page), { scores: [-6, 6, 0.25], values: [[-3, 0.5], [4, 3], [1, 1]] });
  await assertNumbers(page, 'from the link');
  await step(page, 'mix-score-0', 2);
  await until(async () => page.url().includes('s:-5.5,6,0.25'), 'the link follows');
  await page.reload();
  await approachSection(page, 'mix');
  assert.deepEqual((await state(page)).scores, [-5.5, 6, 0.25]);
  await step(page, 'mix-score-2', 1);
  await page.locator('#bar-undo').click();
  assert.deepEqual((await state(page)).scores, [-5.5, 6, 0.25]);
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  const authors = { scores: [0, 1, 1.5], values: [[0.5, 3.5], [4, 3], [2.5, 0.5]] };
  assert.deepEqual(await state(page), authors);
  for (const line of ['v1:1,1;v2:2,2;v3:3,3', 'v1:0,0;v2:0,0;v3:0,0', 'v1:-20,-20;v2:20,20;v3:20,-20']) {
    await page.evaluate((hash) => (location.hash = hash), `#mix=${line}`);
    await until(async () => (await cellsOf(page, '#mix-table'))[0][1] === `[${line.slice(3).split(';')[0].replace(',', ', ').replaceAll('-', '−')}]`, line);
    await assertNumbers(page, line);
  }
  await assertRefuses(page, 'mix', 's:1,1,1', ['s:1', 'v1:1', 'v4:1,2', 's:7,0,0', 'v1:x,y', 'v2:21,0'], async (what) => {
    assert.deepEqual(await state(page), authors, what);
  });
  assert.deepEqual(complaints, []);
});

test('on a phone it fits, in both languages, and the figure by itself has the same output', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { page, complaints } = await openSection(lab, 'mix', { language, width: 320, dark: true, hash: '#mix=s:2,-1,0.5' });
    await assertFits(page, 'mix');
    await assertAccessible(page, 'mix');
    const { output } = await assertNumbers(page, language);
    await page.goto(await page.locator('#mix-alone').evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href));
    await page.locator('attention-figure').waitFor();
    const drawn = await page.evaluate(() => new Promise((resolve) => {
      const figure = /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (document.querySelector('attention-figure'));
      figure.addEventListener('attention-change', (event) => resolve([.../** @type {CustomEvent} */ (event).detail.results.panels[0].output]));
      void figure.ready.then(() => (figure.state = { ...figure.state, caption: 'again' }));
    }));
    drawn.forEach((/** @type {number} */ component, /** @type {number} */ axis) => assert.ok(Math.abs(component - output[axis]) < 1e-5));
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});
