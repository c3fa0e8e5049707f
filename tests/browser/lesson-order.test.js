// Order: words are moved and shuffled; without positions the weights only move along, with positions they change.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, assertPredicts, cellsOf, openSection, undoAll } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {Parameters<typeof openSection>[2]} [options] */
async function open(options) {
  const { page, complaints } = await openSection(lab, 'order', options);
  watched.push(complaints);
  return page;
}

const first = [0, 1, 2, 3, 4];
const own = [[1, 1.5], [2, 0], [0.5, 0], [1, -1.5], [2, 0]];

/** Written apart from the page. @param {number[]} order @param {boolean} hasPositions */
const vectorsOf = (order, hasPositions) => order.map((word, place) => {
  const position = [0, 1, 2, 3].flatMap((pair) => [Math.sin(place / 10000 ** (pair / 4)), Math.cos(place / 10000 ** (pair / 4))]);
  const vector = position.map((number) => (hasPositions ? number : 0));
  vector[4] += own[word][0];
  vector[6] += own[word][1];
  return vector;
});

/** The words' order in the page. @param {Page} page */
const orderOf = (page) => page.locator('.order-words [data-word]').evaluateAll((nodes) => nodes.map((node) => Number(node.getAttribute('data-word'))));
/** @param {Page} page */
const said = async (page) => (await page.locator('.order-said').textContent()) ?? '';

/** The table and the sentence against float64. @param {Page} page */
async function assertNumbers(page) {
  const order = await orderOf(page);
  const hasPositions = await page.locator('.order-positions input').isChecked();
  const word = Number(await page.locator('[name=order-word]:checked').inputValue());
  /** @param {number[]} words @param {number} query @param {boolean} positions */
  const weights = (words, query, positions) => {
    const vectors = vectorsOf(words, positions);
    const row = attendRow({ query: vectors[words.indexOf(query)], keys: vectors, score: 'scaled-dot', normalizer: 'softmax' }).weights;
    return first.map((key) => row[words.indexOf(key)]);
  };
  const [before, after] = [weights(first, word, false), weights(order, word, hasPositions)];
  const table = await cellsOf(page, '.order-table');
  assert.equal(table.length, 5);
  table.forEach((cells, key) => {
    assertPrinted(cells[0], before[key], `original order, ${key}`);
    assertPrinted(cells[1], after[key], `now, ${key}`);
    assertPrinted(cells[2], Math.abs(after[key] - before[key]) < 1e-6 ? 0 : after[key] - before[key], `difference, ${key}`);
  });
  const dogs = [1, 4].flatMap((dog) => [0, 3].map((key) => weights(order, dog, hasPositions)[key]));
  const printed = ((await said(page)).match(/\d\.\d{3}/g) ?? []).slice(-4);
  dogs.forEach((weight, index) => assertPrinted(printed[index], weight, `dogs, ${index}`));
}

test('shuffled without positions: the same numbers in other places', async () => {
  const page = await open();
  await assertNumbers(page);
  assert.match(await said(page), /^This is the original order\..*Neither dog can tell/);
  for (let times = 0; times < 3; times++) {
    const before = await orderOf(page);
    await page.getByRole('button', { name: 'Shuffle' }).click();
    assert.notDeepEqual(await orderOf(page), before, 'a shuffle changes the order');
    assert.deepEqual([...(await orderOf(page))].sort(), first);
    await assertNumbers(page);
  }
  await page.getByRole('button', { name: 'Original order' }).click();
  assert.deepEqual(await orderOf(page), first);
  await page.getByRole('button', { name: 'Move left' }).click();
  assert.deepEqual(await orderOf(page), [1, 0, 2, 3, 4]);
  assert.match(await said(page), /^All 25 weights are the same as in the original order/);
  await page.getByRole('button', { name: 'Move left' }).click({ force: true });
  assert.deepEqual(await orderOf(page), [1, 0, 2, 3, 4], 'the first word has nowhere to go');
  assert.equal(await page.getByRole('button', { name: 'Move left' }).getAttribute('aria-disabled'), 'true');
  await page.locator('[name=order-word][value="4"]').check({ force: true });
  await page.getByRole('button', { name: 'Move left' }).click();
  assert.deepEqual(await orderOf(page), [1, 0, 2, 4, 3]);
  await assertNumbers(page);
});

test('with positions the order counts, in both languages', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    await page.locator('.order-positions input').check();
    await assertNumbers(page);
    const [big1, small1, big2, small2] = ((await said(page)).match(/\d\.\d{3}/g) ?? []).slice(-4).map(Number);
    assert.ok(big1 > small1 && small2 > big2, 'each dog finds the word beside it');
    await page.locator('[data-move="1"]').click();
    await assertNumbers(page);
    assert.match(await said(page), language === 'en' ? /^25 of 25 weights differ from the original order/ : /^25 个权重里有 25 个和原来的顺序不同/);
  }
});

test('the link keeps order, positions and word; undo; a broken one says so', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'Move right' }).click();
  await page.locator('.order-positions input').check();
  await until(async () => page.url().includes('order=13245:positions:2'), 'in the link');
  const again = await open({ hash: '#order=13245:positions:2' });
  assert.deepEqual(await orderOf(again), [0, 2, 1, 3, 4]);
  assert.equal(await said(again), await said(page));
  await assertNumbers(again);
  await undoAll(page);
  assert.deepEqual(await orderOf(page), first);
  for (const hash of ['#order=11245:none:1', '#order=12345:none:6', '#order=12345']) {
    const broken = await open({ hash });
    assert.equal(await broken.locator('#order .broken-link').count(), 1, hash);
    assert.deepEqual(await orderOf(broken), first);
  }
});

test('it is predicted, fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open({ language: 'zh' });
  await assertPredicts(page, 'order', 3);
  await page.locator('#order-after').scrollIntoViewIfNeeded();
  await assertAccessible(page, 'order');
  const narrow = await open({ width: 320, dark: true });
  await narrow.getByRole('button', { name: 'Shuffle' }).click();
  await narrow.locator('.order-positions input').check();
  await assertFits(narrow, 'order');
  await assertAccessible(narrow, 'order');
});
