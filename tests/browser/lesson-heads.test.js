// Heads: the same words through two sets of matrices, every number against float64.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, assertPredicts, openSection, predict, undoAll } from './lesson-section.js';

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
  const { page, complaints } = await openSection(lab, 'heads', options);
  watched.push(complaints);
  return page;
}

/** The numbers of a table of the page. @param {Page} page @param {string} name */
const matrix = (page, name) => page.locator(`[data-table=${name}] tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => (
  Number((cell.querySelector('input')?.value ?? cell.textContent ?? '').replace('−', '-'))))));

/** @param {number[][]} rows @param {number[][]} weights */
const product = (rows, weights) => rows.map((row) => weights[0].map((_, column) => row.reduce((sum, number, index) => sum + number * weights[index][column], 0)));

/** What the page says of the chosen head, from the matrices that stand on it. @param {Page} page */
async function assertNumbers(page) {
  const [words, ...matrices] = await Promise.all(['x', 'q', 'k', 'v'].map((name) => matrix(page, name)));
  const [queries, keys, values] = matrices.map((weights) => product(words, weights));
  const shown = await page.locator('[data-table=results] tbody tr').evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => (cell.textContent ?? '').slice(1, -1))));
  shown.forEach((cells, row) => [queries, keys, values].forEach((vectors, column) => {
    cells[column].split(', ').forEach((text, index) => assertPrinted(text, vectors[row][index], `row ${row}, ${'qkv'[column]}${index}`));
  }));
  const head = Number(await page.locator('[name=heads-head]:checked').inputValue());
  const word = Number(await page.locator('[name=heads-word]:checked').inputValue());
  const { weights } = attendRow({ query: queries[word], keys, values, score: 'scaled-dot', normalizer: 'softmax' });
  const said = (await page.locator('.heads-said').textContent()) ?? '';
  const printed = said.match(/\d\.\d{3}/g) ?? [];
  assert.equal(printed.length, 2, said);
  assertPrinted(printed[head], Math.max(...weights), said);
  const inFigure = await page.locator('#heads-figure').evaluate(async (node) => {
    const figure = /** @type {AttentionFigureElement} */ (node);
    return JSON.parse(await (await figure.exportJSON()).text()).results.panels.map((/** @type {any} */ panel) => panel.weights.flat(2));
  });
  weights.forEach((weight, column) => assert.ok(Math.abs(inFigure[head][word * 5 + column] - weight) < 2e-6, `figure: ${column}`));
  return said;
}

test('the two heads look at different words, in both languages and for each word', async () => {
  const page = await open();
  assert.equal(await assertNumbers(page), 'In head 1 “it” looks most at “cat”: 0.935. In head 2 “it” looks most at “thirsty”: 0.935.');
  await page.locator('[name=heads-head][value="1"]').check({ force: true });
  await assertNumbers(page);
  await page.locator('[name=heads-word][value="1"]').check({ force: true });
  assert.equal(await assertNumbers(page), 'In head 1 “drank” looks most at “milk”: 0.935. In head 2 “drank” looks most at “cat”: 0.935.');
  await page.locator('[name=heads-word][value="2"]').check({ force: true });
  assert.match(await assertNumbers(page), /asks nothing: all its scores are equal, and so are its weights, 0\.200 each/);
  const chinese = await open({ language: 'zh' });
  assert.equal(await assertNumbers(chinese), '在第 1 个头里，“它”看得最多的是“猫”：0.935。在第 2 个头里，“它”看得最多的是“渴”：0.935。');
});

test('a matrix is changed by typing and by keys; bad numbers say so and change nothing', async () => {
  const page = await open();
  const cell = page.getByLabel('WK: what it answers to, drink, column 1');
  await cell.fill('3');
  assert.match(await assertNumbers(page), /^In head 1 “it” looks most at “milk”/);
  assert.equal(await cell.getAttribute('data-changed'), '');
  await cell.press('ArrowDown');
  assert.equal(await cell.inputValue(), '2');
  await cell.press('ArrowDown');
  assert.match(await assertNumbers(page), /^In head 1 “it” looks equally at “cat” and “milk”/);
  for (const bad of ['x', '', '10', '1e9', '--1']) {
    await cell.fill(bad);
    assert.equal(await cell.getAttribute('aria-invalid'), 'true', bad);
    assert.match((await page.locator('.heads-message').textContent()) ?? '', /from −9 to 9/);
    assert.match((await page.locator('.heads-said').textContent()) ?? '', /^In head 1 “it” looks equally/);
  }
  await cell.blur();
  assert.equal(await cell.inputValue(), '1', 'what counts is back');
  assert.equal(await page.locator('.heads-message').textContent(), '');
  await cell.fill('−0.5');
  await assertNumbers(page);
});

test('the link keeps head, word and numbers; undo and reset; a broken one says so', async () => {
  const page = await open();
  await page.locator('[name=heads-head][value="1"]').check({ force: true });
  await page.getByLabel('WQ: what a word asks, pointer, column 2').fill('4');
  await until(async () => page.url().includes('heads=h2,w4,2q4.2:4'), 'in the link');
  const again = await open({ hash: '#heads=h2,w4,2q4.2:4' });
  assert.equal(await again.locator('.heads-said').textContent(), await page.locator('.heads-said').textContent());
  assert.equal(await again.getByLabel('WQ: what a word asks, pointer, column 2').inputValue(), '4');
  await undoAll(page);
  assert.equal(await page.getByLabel('WQ: what a word asks, pointer, column 2').inputValue(), '0');
  const broken = await open({ hash: '#heads=h2,w4,2q4.2:99' });
  assert.equal(await broken.locator('#heads .broken-link').count(), 1);
  assert.match((await broken.locator('.heads-said').textContent()) ?? '', /^In head 1 “it” looks most at “cat”/);
});

test('it is predicted, fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open({ dark: true });
  await assertPredicts(page, 'heads', 2);
  await page.locator('#heads-figure').scrollIntoViewIfNeeded();
  await assertAccessible(page, 'heads');
  const narrow = await open({ width: 320, language: 'zh' });
  await predict(narrow, 'heads');
  await narrow.locator('#heads-figure').scrollIntoViewIfNeeded();
  await assertFits(narrow, 'heads');
  await assertAccessible(narrow, 'heads');
});
