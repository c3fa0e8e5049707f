// The section with all rows at once: every symbol of the formula lights its part, every number is float64's and shows its calculation.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, assertPredicts, openSection, predict } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {Parameters<typeof openSection>[2]} [options] */
async function open(options) {
  const { page, complaints } = await openSection(lab, 'rows', options);
  watched.push(complaints);
  return page;
}

const query = [[1, 0, 1, 0], [0, 2, 1, 1], [2, 1, 0, 0]];
const keys = [[2, 0, 2, 0], [0, 2, 0, 2], [1, 1, 2, 0]];
const values = [[4, 0], [0, 4], [4, 4]];
const truths = query.map((row) => attendRow({ query: row, keys, values, score: 'scaled-dot', normalizer: 'softmax' }));

/** @param {Page} page @param {string} matrix */
const cells = (page, matrix) => page.locator(`[data-matrix=${matrix}] td[data-row]`).allTextContents();
/** @param {Page} page */
const lit = (page) => page.locator('.rows-matrix[data-lit]').evaluateAll((tables) => tables.map((table) => table.getAttribute('data-matrix')));

/** @param {Page} page */
async function assertNumbers(page) {
  /** @type {[string, number[]][]} */
  const stages = [
    ['scores', truths.flatMap(({ scores }) => scores)], ['scaled', truths.flatMap(({ scaled }) => scaled)],
    ['weights', truths.flatMap(({ weights }) => weights)], ['output', truths.flatMap(({ output }) => output)],
  ];
  for (const [stage, numbers] of stages) {
    const texts = await cells(page, stage);
    assert.equal(texts.length, numbers.length, stage);
    texts.forEach((text, index) => assertPrinted(text, numbers[index], `${stage} ${index}`));
  }
}

test('the formula stands in the page with its numbers before any script runs', async () => {
  const { page } = await lab.open({ address: `${lab.url}zh.html`, context: { javaScriptEnabled: false } });
  await assertNumbers(page);
  assert.equal(await page.locator('#rows .predict-insight').isVisible(), true);
});

test('pointing at a symbol lights its matrices and explains it, in both languages', async () => {
  const expected = {
    q: ['query'], k: ['key'], transpose: ['key'], product: ['query', 'key', 'scores'], root: ['scores', 'scaled'], d: ['query', 'key'],
    softmax: ['scaled', 'weights'], v: ['value'], mix: ['weights', 'value', 'output'], output: ['output'],
  };
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    await assertNumbers(page);
    /** @type {Set<string>} */
    const told = new Set();
    assert.equal(await page.locator('.rows-symbol').count(), Object.keys(expected).length);
    for (const [symbol, matrices] of Object.entries(expected)) {
      const button = page.locator(`[data-symbol=${symbol}]`);
      await button.click();
      assert.deepEqual((await lit(page)).sort(), matrices.sort(), symbol);
      assert.equal(await button.getAttribute('aria-pressed'), 'true');
      told.add((await page.locator('.rows-said').textContent()) ?? '');
    }
    assert.equal(told.size, 10);
    await page.locator('[data-symbol=product]').click();
    assert.match((await page.locator('.rows-said').textContent()) ?? '', /1 × 2 \+ 0 × 0 \+ 1 × 2 \+ 0 × 0 = 4/);
    await page.locator('[data-symbol=product]').click();
    assert.deepEqual(await lit(page), [], 'pressed again it is let go');
    await page.locator('[data-symbol=v]').hover();
    assert.deepEqual(await lit(page), ['value'], 'pointing alone lights');
    assert.match((await page.locator('.rows-said').textContent()) ?? '', /^V /);
    await page.locator('#rows-title').hover();
    assert.deepEqual(await lit(page), []);
    assert.match((await page.locator('.rows-said').textContent()) ?? '', language === 'en' ? /^Point at/ : /^指一指/);
  }
});

test('each number shows what it was made of, by mouse and by keys', async () => {
  const page = await open();
  await predict(page, 'rows');
  const said = page.locator('.rows-said');
  await page.locator('[data-matrix=weights] button').nth(3).click();
  assert.equal(await said.textContent(), 'Weight of “like” for “I”: exp(1 − 3) / (0.135 + 1.000 + 0.368) ≈ 0.135 / 1.503 ≈ 0.090');
  assert.deepEqual(await page.locator('#rows [data-source]').evaluateAll((nodes) => nodes.map((node) => node.textContent)), ['1', '3', '2']);
  const first = page.locator('[data-matrix=output] button').first();
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await said.textContent(), 'Output of “tea”, number 2: 0.506 × 0 + 0.186 × 4 + 0.307 × 4 ≈ 1.974');
  assert.equal(await page.locator('[data-matrix=output] [tabindex="0"]').count(), 1, 'one stop for the keyboard');
  assert.deepEqual(await page.locator('#rows [data-source]').allTextContents(), ['0.506', '0.186', '0.307', '0', '4', '4'], 'a row of weights and a column of V');
});

test('the link keeps what is lit; undo and reset; a broken one says so', async () => {
  const page = await open();
  await predict(page, 'rows');
  await page.locator('[data-matrix=scores] button').nth(5).click();
  await until(async () => page.url().includes('rows=scores.2.3'), 'the cell is in the link');
  const again = await open({ hash: '#rows=scores.2.3' });
  assert.match((await again.locator('.rows-said').textContent()) ?? '', /^Score of “like” for “tea”: .* = 4$/);
  await page.locator('#bar-undo').click();
  assert.match((await page.locator('.rows-said').textContent()) ?? '', /^Point at a symbol/);
  const broken = await open({ hash: '#rows=output.1.3' });
  assert.match((await broken.locator('.rows-said').textContent()) ?? '', /^Point at a symbol/);
  assert.equal(await broken.locator('#rows .broken-link').count(), 1);
});

test('it is predicted, fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open();
  await assertPredicts(page, 'rows', 2);
  await page.locator('[data-symbol=softmax]').click();
  await assertAccessible(page, 'rows');
  const narrow = await open({ width: 320, dark: true, language: 'zh' });
  await predict(narrow, 'rows');
  await assertFits(narrow, 'rows');
  await narrow.locator('[data-matrix=weights] button').nth(1).click();
  await assertFits(narrow, 'rows');
  await assertAccessible(narrow, 'rows');
});

test('the formula is one line at every width, and no part of it is outside the screen', async () => {
  const page = await open();
  for (const width of [320, 360, 400, 440, 480, 520, 560, 600, 640, 660, 800]) {
    await page.setViewportSize({ width, height: 800 });
    const { middles, right, left } = await page.locator('.rows-formula').evaluate((node) => {
      const boxes = [...node.children].map((child) => child.getBoundingClientRect());
      return { middles: boxes.map(({ top, bottom }) => (top + bottom) / 2), right: Math.max(...boxes.map((box) => box.right)), left: Math.min(...boxes.map((box) => box.left)) };
    });
    assert.ok(Math.max(...middles) - Math.min(...middles) < 12, `${width}: ${middles.map(Math.round)}`);
    assert.ok(left >= 0 && right <= width, `${width}: ${left} to ${right}`);
  }
});
