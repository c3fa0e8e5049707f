// The section on softmax and temperature: sliders, bars and a table that is worked out step by step.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow, entropyBits } from './float64.js';
import { approachSection, assertAccessible, assertFits, assertPredicts, assertRefuses, cellsOf, numberOf, openSection, step } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {Page} page */
async function sliders(page) {
  const scores = await page.locator('#softmax .touch-scores output').allTextContents();
  const temperature = (await page.locator('#softmax output[for=softmax-temperature]').textContent()) ?? '';
  return { scores: scores.map(numberOf), temperature: Number(temperature.replace('t = ', '')) };
}

/** Compares the table, the sentence and the figure with float64. @param {Page} page @param {string} what */
async function assertNumbers(page, what) {
  const { scores, temperature } = await sliders(page);
  const { numerators, numeratorSum, weights } = attendRow({
    query: [1], keys: scores.map((score) => [score]), score: 'dot', normalizer: 'softmax', temperature,
  });
  const largest = Math.max(...scores);
  const cells = await cellsOf(page, '#softmax-table');
  cells.forEach((row, index) => {
    const truths = [scores[index], (scores[index] - largest) / temperature, numerators[index], weights[index]];
    row.forEach((cell, column) => assertPrinted(cell, truths[column], `${what}, row ${index}, column ${column}`));
  });
  const [, , sum, one] = await page.locator('#softmax-table tfoot td').allTextContents();
  assertPrinted(sum, numeratorSum, `${what}, sum`);
  assert.equal(one, '1.000');
  const says = (await page.locator('#softmax-says').textContent()) ?? '';
  const [t, most, entropy] = [...says.matchAll(/(?<![\d.−])<?\d+(?:\.\d+)?(?:e−\d+)?/g)].map(([number]) => number);
  assert.equal(Number(t), temperature);
  assertPrinted(most, Math.max(...weights), `${what}, largest`);
  assertPrinted(entropy, entropyBits(weights), `${what}, entropy`);
  // The figure computes its own weights from the scores.
  const figure = page.locator('#softmax-figure [part~=table] tbody td:last-child');
  await until(async () => {
    const printed = await figure.allTextContents();
    return printed.length >= 3 && printed.slice(0, 3).every((text, index) => matches(text, weights[index]));
  }, `${what}: the figure’s table`);
  return { weights, temperature };
}

/** @param {string} text @param {number} truth */
function matches(text, truth) {
  try {
    assertPrinted(text, truth, '');
    return true;
  } catch {
    return false;
  }
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`low temperature gives all to the largest, high the same to all: ${language}`, async () => {
    const { page, complaints } = await openSection(lab, 'softmax', { language });
    const { weights } = await assertNumbers(page, 'as written');
    assert.ok(Math.abs(weights[1] - 0.834) < 5e-4, 'what the question says');
    await step(page, 'softmax-temperature', -6);
    const cold = await assertNumbers(page, 'cold');
    assert.equal(cold.temperature, 0.1);
    assert.ok(cold.weights[1] > 0.999);
    await step(page, 'softmax-temperature', 15);
    const hot = await assertNumbers(page, 'hot');
    assert.equal(hot.temperature, 100);
    assert.ok(Math.max(...hot.weights) - Math.min(...hot.weights) < 0.02);
    assert.equal(await page.locator('#softmax-temperature').getAttribute('aria-valuetext'), 't = 100');
    await step(page, 'softmax-score-0', 20);
    await step(page, 'softmax-temperature', -11);
    await assertNumbers(page, 'another score');
    await assertPredicts(page, 'softmax', 3);
    await assertAccessible(page, 'softmax');
    assert.deepEqual(complaints, []);
  });
}

test('a share below a thousandth is printed as such, however small it is', async () => {
  const { page } = await openSection(lab, 'softmax', { hash: '#softmax=t:0.1' });
  const cells = await page.locator('#softmax-table tbody td').allTextContents();
  assert.ok(cells.filter((text) => text === '<0.001').length >= 4, cells.join());
  assert.doesNotMatch(await page.locator('#softmax').innerText(), /\de−?\d/);
});

test('the link keeps scores and temperature; undo, reset and broken links', async () => {
  const { page, complaints } = await openSection(lab, 'softmax', { hash: '#softmax=s:-8,0.5,8;t:0.3' });
  assert.deepEqual(await sliders(page), { scores: [-8, 0.5, 8], temperature: 0.3 });
  await assertNumbers(page, 'from the link');
  await step(page, 'softmax-temperature', 1);
  await until(async () => page.url().includes('t:0.5'), 'the link follows');
  await page.reload();
  await approachSection(page, 'softmax');
  assert.deepEqual(await sliders(page), { scores: [-8, 0.5, 8], temperature: 0.5 });
  await step(page, 'softmax-score-1', 1);
  await page.locator('#bar-undo').click();
  assert.deepEqual((await sliders(page)).scores, [-8, 0.5, 8]);
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  assert.deepEqual(await sliders(page), { scores: [3.25, 5.25, 2.5], temperature: 1 });
  await assertNumbers(page, 'reset');
  await assertRefuses(page, 'softmax', 't:2', ['t:0', 't:-1', 't:0.25', 's:1,2', 's:1,2,99', 's:a', 'u:1', 't:1,2'], async (what) => {
    assert.deepEqual(await sliders(page), { scores: [3.25, 5.25, 2.5], temperature: 1 }, what);
  });
  assert.deepEqual(complaints, []);
});

test('on a phone it fits, in both languages; the figure is a link by itself', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { page, complaints } = await openSection(lab, 'softmax', { language, width: 320, dark: true, hash: '#softmax=t:5' });
    await assertNumbers(page, language);
    await assertFits(page, 'softmax');
    await assertAccessible(page, 'softmax');
    const link = await page.evaluate(() => /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (document.querySelector('#softmax-figure')).link);
    assert.match(link, /figure\.html#v=1&view=bars.*temperature=5/);
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});

test('without scripts the page has the numbers, the bars and the insight', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html`, context: { javaScriptEnabled: false } });
  const { weights } = attendRow({ query: [1], keys: [[3.25], [5.25], [2.5]], score: 'dot', normalizer: 'softmax' });
  const cells = await page.locator('#softmax-table tbody tr td:last-child').allTextContents();
  cells.forEach((cell, index) => assertPrinted(cell, weights[index], `row ${index}`));
  const bars = await page.locator('#softmax-figure > svg text').allTextContents();
  for (const weight of weights) assert.ok(bars.includes(weight.toFixed(3)), `${weight} in ${bars}`);
  assert.equal(await page.locator('#softmax .predict-insight').isVisible(), true);
  assert.equal(await page.locator('#softmax-temperature').isVisible(), false);
});
