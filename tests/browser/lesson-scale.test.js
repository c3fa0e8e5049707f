// The section on the scale: what it draws at random is drawn again here, and counted in float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dimensions, drawBatches, keysEach } from '../../web/site/lesson/scale/sampling.js';
import { assertPrinted, moving, until, useBrowser } from './browser.js';
import { attendRow, entropyBits } from './float64.js';
import { approachSection, assertAccessible, assertFits, assertPredicts, assertRefuses, cellsOf, openSection, step, undoAll } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/**
 * @param {number} dimension
 * @param {number} seed
 */
function truthOf(dimension, seed) {
  const ways = [{ score: 'dot' }, { score: 'scaled-dot' }].map(({ score }) => {
    /** @type {number[]} */
    const scores = [];
    /** @type {number[]} */
    const largest = [];
    let entropy = 0;
    for (const { query, key } of drawBatches(dimension, seed)) {
      for (let row = 0; row < query.shape[0]; row++) {
        const q = [...query.data.subarray(row * dimension, (row + 1) * dimension)];
        const keys = Array.from({ length: keysEach }, (_, j) => [...key.data.subarray((row * keysEach + j) * dimension, (row * keysEach + j + 1) * dimension)]);
        const { scaled, weights } = attendRow({ query: q, keys, values: [[0]], score, normalizer: 'softmax', params: {} });
        scores.push(...scaled);
        largest.push(Math.max(...weights));
        entropy += entropyBits(weights);
      }
    }
    const mean = scores.reduce((sum, value) => sum + value, 0) / scores.length;
    const variance = scores.reduce((sum, value) => sum + (value - mean) ** 2, 0) / scores.length;
    return { variance, largest: largest.reduce((sum, value) => sum + value, 0) / largest.length, entropy: entropy / largest.length };
  });
  return { plain: ways[0], scaled: ways[1] };
}

/** @param {Page} page */
const sampled = (page) => page.locator('#scale-count').filter({ hasText: /8,192/ }).waitFor();

/** @param {Page} page @param {string} id */
async function numbersIn(page, id) {
  const text = (await page.locator(`#${id}`).textContent()) ?? '';
  return [...text.matchAll(/<?\d+(?:\.\d+)?/g)].map(([number]) => number);
}

/** The sentences and the row of the table against float64. @param {Page} page @param {number} dimension @param {number} seed */
async function assertNumbers(page, dimension, seed) {
  const { plain, scaled } = truthOf(dimension, seed);
  const [shown, variance, scaledVariance] = await numbersIn(page, 'scale-variance');
  assert.equal(Number(shown), dimension);
  // Float32 scores: each is off by less than 2e-6 of its size, and so is what is made of their squares.
  assertPrinted(variance, plain.variance, `D ${dimension}: variance`);
  assertPrinted(scaledVariance, scaled.variance, `D ${dimension}: variance after the scale`);
  const saturation = await numbersIn(page, 'scale-saturation');
  const order = [plain.largest, scaled.largest, plain.entropy, scaled.entropy, Math.log2(keysEach)];
  order.forEach((truth, index) => assertPrinted(saturation[index], truth, `D ${dimension}: number ${index} of the saturation`));
  const cells = (await cellsOf(page, '#scale-table'))[dimensions.indexOf(dimension)];
  [plain.variance, scaled.variance, plain.largest, scaled.largest].forEach((truth, index) => assertPrinted(cells[index], truth, `D ${dimension}: cell ${index}`));
  return { plain, scaled };
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`the measured variance is near D, and softmax saturates without the scale: ${language}`, async () => {
    const { page, complaints } = await openSection(lab, 'scale', { language, context: moving });
    await sampled(page);
    const middle = await assertNumbers(page, 64, 1);
    assert.ok(Math.abs(middle.plain.variance - 64) < 6);
    await step(page, 'scale-dimension', -4);
    await sampled(page);
    await assertNumbers(page, 4, 1);
    await page.locator('#scale-again').click();
    await sampled(page);
    await assertNumbers(page, 4, 2);
    assert.deepEqual((await cellsOf(page, '#scale-table'))[6], ['–', '–', '–', '–'], 'what was measured with other vectors is gone');
    await assertPredicts(page, 'scale', 3);
    await assertAccessible(page, 'scale');
    assert.deepEqual(complaints, []);
  });
}

test('the histogram holds all that was drawn, and is wide without the scale only', async () => {
  const { page, complaints } = await openSection(lab, 'scale', { hash: '#scale=d:512' });
  await sampled(page);
  // A bar is a path: from its upper left to the right, down, and back.
  const bars = await page.locator('#scale-histograms svg').evaluate((svg) => [...svg.querySelectorAll('path[fill="var(--figure-bar)"]')]
    .map((path) => (/^M([-\d.]+) ([-\d.]+)h([\d.]+)v([\d.]+)/.exec(path.getAttribute('d') ?? '') ?? []).slice(1).map(Number)));
  const wide = bars.filter(([, y, , height]) => y + height < 150);
  const narrow = bars.filter(([, y, , height]) => y + height > 150);
  assert.ok(wide.length > 40 && narrow.length < 8, `${wide.length} and ${narrow.length} bars`);
  // The areas of equal numbers of products, each to its own height: the counts, drawn again.
  const scores = [...drawBatches(512, 1)].flatMap(({ query, key }) => Array.from({ length: query.shape[0] * keysEach }, (_, index) => {
    let sum = 0;
    for (let c = 0; c < 512; c++) sum += query.data[Math.floor(index / keysEach) * 512 + c] * key.data[index * 512 + c];
    return sum;
  }));
  const counts = new Map();
  for (const score of scores) {
    const bin = Math.min(79, Math.max(0, Math.floor((score + 100) / 2.5)));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  const highest = Math.max(...wide.map(([, , , height]) => height));
  const sorted = [...counts].sort((a, b) => a[0] - b[0]);
  assert.equal(wide.length, sorted.length);
  wide.forEach(([, , , height], index) => assert.ok(Math.abs(height / highest - sorted[index][1] / most) < 0.01, `bar ${index}`));
  assert.deepEqual(complaints, []);
});

test('all ten are measured, one after the other, and it can be stopped', async () => {
  const { page, complaints } = await openSection(lab, 'scale');
  await sampled(page);
  const all = page.locator('#scale-all');
  await all.click();
  assert.equal(await all.textContent(), 'Stop');
  await until(async () => (await cellsOf(page, '#scale-table'))[1][0] !== '–', 'the second row');
  await all.click();
  await page.locator('#scale-count').filter({ hasText: 'Stopped' }).waitFor();
  assert.equal((await cellsOf(page, '#scale-table'))[9][0], '–');
  await all.click();
  await until(async () => (await cellsOf(page, '#scale-table'))[9][0] !== '–', 'the last row');
  await until(async () => (await all.textContent()) !== 'Stop', 'it is done');
  const cells = await cellsOf(page, '#scale-table');
  dimensions.forEach((dimension, index) => {
    assert.ok(Math.abs(Number(cells[index][0]) / dimension - 1) < 0.15, `D ${dimension}: ${cells[index]}`);
    assert.ok(Math.abs(Number(cells[index][1]) - 1) < 0.15, `D ${dimension}: ${cells[index]}`);
  });
  await assertNumbers(page, 512, 1);
  assert.deepEqual(complaints, []);
});

test('the link keeps D and the seed; undo, reset and broken links', async () => {
  const { page, complaints } = await openSection(lab, 'scale', { hash: '#scale=d:2;n:41' });
  await sampled(page);
  await assertNumbers(page, 2, 41);
  await step(page, 'scale-dimension', -1);
  await until(async () => page.url().includes('d:1;n:41'), 'the link follows');
  await page.reload();
  await approachSection(page, 'scale');
  await sampled(page);
  await assertNumbers(page, 1, 41);
  await step(page, 'scale-dimension', 3);
  await undoAll(page);
  await sampled(page);
  await assertNumbers(page, 1, 41);
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  await sampled(page);
  await assertNumbers(page, 64, 1);
  await assertRefuses(page, 'scale', 'd:8', ['d:3', 'd:1024', 'n:0', 'n:1.5', 'd:a', 'x:1'], async (what) => {
    assert.equal(await page.locator('#scale output').textContent(), 'D = 64', what);
  });
  assert.deepEqual(complaints, []);
});

test('on a phone it fits, in both languages; the scores can be opened as a figure; without scripts it is complete', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { page, complaints } = await openSection(lab, 'scale', { language, width: 320, dark: true, hash: '#scale=d:512' });
    await sampled(page);
    await assertFits(page, 'scale');
    await assertAccessible(page, 'scale');
    await page.goto(await page.locator('#scale-alone').evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href));
    await page.locator('attention-figure').waitFor();
    const scale = await page.evaluate(async () => {
      const figure = /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (document.querySelector('attention-figure'));
      await figure.ready;
      return figure.scale;
    });
    assert.ok(Math.abs(Number(scale) - 1 / Math.sqrt(512)) < 1e-12);
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
  const { page } = await lab.open({ address: `${lab.url}zh.html`, context: { javaScriptEnabled: false } });
  await assertNumbers(page, 64, 1);
  assert.equal(await page.locator('#scale .predict-insight').isVisible(), true);
});
