// The aside on normalisers: the same scores through each, weights and sums against float64.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, assertPredicts, openSection, undoAll } from './lesson-section.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 */

const lab = useBrowser();
/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {Parameters<typeof openSection>[2]} [options] */
async function open(options) {
  const { page, complaints } = await openSection(lab, 'normalizers', options);
  watched.push(complaints);
  return page;
}

const names = ['softmax', 'sum', 'article', 'sparsemax', 'entmax15', 'hardmax', 'sigmoid'];

/** @param {Page} page @param {string} name */
const row = (page, name) => page.locator(`[data-normalizer=${name}] td`).allTextContents();

/** @param {Page} page @param {number[]} scores @param {string[]} [without] those that have no answer */
async function assertNumbers(page, scores, without = []) {
  for (const name of names) {
    const printed = await row(page, name);
    assert.equal(printed.length, 4);
    if (without.includes(name)) {
      assert.ok(printed.every((text) => text === 'none' || text === '无'), `${name}: ${printed}`);
      continue;
    }
    const { weights } = attendRow({ query: [1], keys: scores.map((score) => [score]), score: 'dot', normalizer: name });
    weights.forEach((weight, index) => assertPrinted(printed[index], weight, `${name}, weight ${index} of ${scores}`));
    assertPrinted(printed[3], weights.reduce((sum, weight) => sum + weight, 0), `${name}, sum of ${scores}`);
  }
}

/** @param {Page} page @param {string[]} scores */
async function type(page, scores) {
  for (let index = 0; index < scores.length; index++) await page.locator(`[data-score="${index}"]`).fill(scores[index]);
}

/** @param {Page} page */
const said = async (page) => (await page.locator('.normalizers-said').textContent()) ?? '';

test('the numbers stand in the page before any script runs', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html`, context: { javaScriptEnabled: false } });
  await assertNumbers(page, [2, 1.2, 0.5]);
});

test('scores are changed, and every normaliser follows, with its sum', async () => {
  const page = await open();
  await assertNumbers(page, [2, 1.2, 0.5]);
  assert.equal(await said(page), 'The article’s root: the weights sum to 1.9235, not a distribution.');
  await page.getByRole('button', { name: 'The article’s scores' }).click();
  await assertNumbers(page, [0.32, 0.5, 0.14]);
  assert.equal(await said(page), 'The article’s root: the weights sum to 0.9798, not a distribution.');
  await type(page, ['3', '0', '−1']);
  await assertNumbers(page, [3, 0, -1]);
  await page.locator('[data-score="2"]').press('ArrowUp');
  await assertNumbers(page, [3, 0, -0.9]);
  await page.getByLabel('Sparsemax').last().check();
  assert.equal(await said(page), 'Sparsemax: the weights sum to 1, a distribution.');
  const shown = await page.locator('#normalizers-figure').evaluate((node) => {
    const { normalizer, keys } = /** @type {AttentionFigureElement} */ (node).state;
    return { normalizer, keys };
  });
  assert.deepEqual(shown, { normalizer: 'sparsemax', keys: [[[3], [0], [-0.9]]] });
});

test('scores without an answer, and bad numbers, are said in a plain sentence', async () => {
  const page = await open({ language: 'zh' });
  await type(page, ['−2', '1', '0.5']);
  await assertNumbers(page, [-2, 1, 0.5], ['article']);
  assert.match(await said(page), /没有答案/);
  await type(page, ['0', '0', '0']);
  await assertNumbers(page, [0, 0, 0], ['sum', 'article']);
  const field = page.locator('[data-score="0"]');
  for (const bad of ['', 'abc', '11', '1e5']) {
    await field.fill(bad);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.match((await page.locator('#normalizers .field-message').textContent()) ?? '', /−10 到 10/);
  }
  await field.blur();
  assert.equal(await field.inputValue(), '0');
  await field.fill('１．５');
  await assertNumbers(page, [1.5, 0, 0]);
});

test('the link keeps scores and choice; undo; a broken one says so', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'The article’s scores' }).click();
  await page.getByLabel('Hardmax').last().check();
  await until(async () => page.url().includes('normalizers=0.32;0.5;0.14:hardmax') || page.url().includes('normalizers=0.32%3B0.5%3B0.14:hardmax'), 'in the link');
  const again = await open({ hash: page.url().replace(/^[^#]*/, '') });
  await assertNumbers(again, [0.32, 0.5, 0.14]);
  assert.equal(await said(again), 'Hardmax: the weights sum to 1, a distribution.');
  await undoAll(page);
  await assertNumbers(page, [2, 1.2, 0.5]);
  const broken = await open({ hash: '#normalizers=1;2:sum' });
  assert.equal(await broken.locator('#normalizers .broken-link').count(), 1);
  await assertNumbers(broken, [2, 1.2, 0.5]);
});

test('it is predicted, fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open({ dark: true });
  await assertPredicts(page, 'normalizers', 2);
  await page.locator('#normalizers-figure').scrollIntoViewIfNeeded();
  await assertAccessible(page, 'normalizers');
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const narrow = await open({ width: 320, language });
    await assertFits(narrow, 'normalizers');
    await assertAccessible(narrow, 'normalizers');
  }
});
