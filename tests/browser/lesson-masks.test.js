// The section on masks: the reader's sentence without a mask and with a causal one, against float64.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, assertPredicts, openSection } from './lesson-section.js';
import { embed } from '../../web/figure/state/embedding.js';

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
  const { page, complaints } = await openSection(lab, 'masks', options);
  watched.push(complaints);
  await page.locator('#masks-figure').scrollIntoViewIfNeeded();
  return page;
}

/** The figure's state, and the weights in the file that it saves. @param {Page} page */
const figure = (page) => page.locator('#masks-figure').evaluate(async (node) => {
  const figure = /** @type {AttentionFigureElement} */ (node);
  const { results } = JSON.parse(await (await figure.exportJSON()).text());
  return { state: figure.state, results };
});

/** @param {Page} page @param {string[]} tokens @param {boolean} causal */
async function assertWeights(page, tokens, causal) {
  const { state, results } = await figure(page);
  assert.deepEqual(state.tokens, tokens);
  assert.equal(state.causal, causal);
  const vectors = tokens.map((token) => [...embed(token)]);
  const rows = results.panels[0].weights;
  tokens.forEach((token, row) => {
    const attended = tokens.map((_, column) => !causal || column <= row);
    const truth = attendRow({ query: vectors[row], keys: vectors, attended, score: 'scaled-dot', normalizer: 'softmax', temperature: 4 });
    truth.weights.forEach((weight, column) => {
      const shown = rows.flat(2)[row * tokens.length + column];
      if (!attended[column]) assert.equal(shown, 0, `${token}: exactly 0 where masked`);
      assert.ok(Math.abs(shown - weight) < 2e-6, `${token} to ${tokens[column]}: ${shown}, is ${weight}`);
    });
  });
}

/** @param {Page} page */
const said = async (page) => (await page.locator('.masks-said').textContent()) ?? '';

test('a typed sentence under both masks, every weight against float64', async () => {
  const page = await open();
  await assertWeights(page, ['The', 'cat', 'sat', 'on', 'the', 'mat'], false);
  assert.equal(await said(page), '“sat” is word 3 of 6. It may look at 6 words: The, cat, sat, on, the, mat. All 36 weights are open.');
  await page.getByLabel('GPT: only back').check();
  await assertWeights(page, ['The', 'cat', 'sat', 'on', 'the', 'mat'], true);
  assert.equal(await said(page), '“sat” is word 3 of 6. It may look at 3 words: The, cat, sat. 21 of 36 weights are open. The other 15 are exactly 0.');
  await page.locator('#masks-sentence').fill('tea or no tea');
  await assertWeights(page, ['tea', 'or', 'no', 'tea'], true);
  assert.match(await said(page), /^“no” is word 3 of 4\. It may look at 3 words: tea, or, no\. 10 of 16/);
});

test('the text is about the row that is chosen in the figure', async () => {
  const page = await open({ language: 'zh' });
  await page.getByLabel('GPT').check();
  await page.locator('#masks-figure').evaluate((node) => {
    const figure = /** @type {AttentionFigureElement} */ (node);
    figure.state = { ...figure.state, query: 0 };
  });
  await until(async () => (await said(page)).startsWith('“我”是'), 'the first word is told');
  assert.match(await said(page), /可以看 1 个词：我。/);
  await until(async () => page.url().includes('masks=causal:1:'), 'and kept in the link');
});

test('nothing, one word, too many, emoji, right to left, mixed scripts', async () => {
  const page = await open();
  const field = page.locator('#masks-sentence');
  const notice = page.locator('.masks-notice');
  await field.fill('tea now');
  await field.fill('   ');
  assert.match((await notice.textContent()) ?? '', /Type a word/);
  assert.deepEqual((await figure(page)).state.tokens, ['tea', 'now'], 'the last sentence stays');
  await field.fill('tea');
  assert.match((await notice.textContent()) ?? '', /only look at itself/);
  await assertWeights(page, ['tea'], false);
  await field.fill(Array.from({ length: 60 }, (_, index) => `w${index}`).join(' '));
  assert.match((await notice.textContent()) ?? '', /first 32 words/);
  assert.equal((await figure(page)).state.tokens.length, 32);
  await field.fill('我 🎉 אני ok');
  assert.equal(await notice.textContent(), '');
  await assertWeights(page, ['我', '🎉', 'אני', 'ok'], false);
});

test('the link keeps sentence, mask and row; undo; a broken one says so', async () => {
  const page = await open();
  await page.locator('#masks-sentence').fill('a & b=c #d');
  await page.getByLabel('GPT: only back').check();
  await until(async () => page.url().includes('masks=causal:3:'), 'in the link');
  const again = await open({ hash: page.url().replace(/^[^#]*/, '') });
  assert.equal(await again.locator('#masks-sentence').inputValue(), 'a & b=c #d');
  assert.equal(await again.getByLabel('GPT: only back').isChecked(), true);
  assert.equal(await said(again), await said(page));
  await page.waitForTimeout(600);
  await page.getByLabel('BERT: both ways').check();
  await page.locator('#bar-undo').click();
  assert.equal(await page.getByLabel('GPT: only back').isChecked(), true);
  for (const hash of ['#masks=none:1:tea', '#masks=causal:0:tea']) {
    const broken = await open({ hash });
    assert.equal(await broken.locator('#masks .broken-link').count(), 1, hash);
    assert.match(await said(broken), /^“sat” is word 3 of 6/);
  }
});

test('it is predicted, fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open({ language: 'zh', dark: true });
  await assertPredicts(page, 'masks', 2);
  await page.getByLabel('GPT').check();
  await assertAccessible(page, 'masks');
  const narrow = await open({ width: 320 });
  await narrow.locator('#masks-sentence').fill('Donaudampfschifffahrtsgesellschaftskapitän trinkt Tee');
  await assertFits(narrow, 'masks');
  await assertAccessible(narrow, 'masks');
});
