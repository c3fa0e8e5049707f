// The slip with the article's mistakes: every piece is clicked, and says what it should.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakes, pieces } from '../../web/site/lesson/mistakes/slip.js';
import { assertPrinted, assertPrintedVector } from './browser.js';
import { attendRow } from './float64.js';
import { assertSound, kept, resetAll, useSection } from './lesson-article.js';

/** @import { Page } from 'playwright-core' */

const open = useSection('mistakes');
const truth = attendRow({ query: [0.1, 0.2, 0.3], keys: [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]], score: 'dot', normalizer: 'article' });

/** @param {Page} page @param {string} id */
const piece = (page, id) => page.locator(`#mistakes button[data-piece="${id}"]`);

/** The sentence under the line of a piece. @param {Page} page @param {string} id */
const why = (page, id) => page.locator('.slip-line', { has: page.locator(`[data-piece="${id}"]`) }).locator('.slip-why').innerText();

/** What the last number of a sentence should be, where it is the engine's. @type {Record<string, number>} */
const engineNumbers = {
  p11: truth.scores[0], s1: truth.scores[0], claim: truth.weights[0] + truth.weights[1] + truth.weights[2], n5: 1 / Math.sqrt(truth.numeratorSum),
  w1: truth.weights[0], w3: truth.weights[2], v1: truth.weightedValues[0][0], v2: truth.weightedValues[1][0], v3: truth.weightedValues[2][0],
  n1: truth.scores[0], n4: truth.numeratorSum, f1: 1 / Math.sqrt(truth.numeratorSum), w2: truth.weights[1], u1: truth.weights[0], u3: truth.weights[2],
};

test('without a script the slip and all its mistakes can be read', async () => {
  const page = await open({ context: { javaScriptEnabled: false } });
  assert.equal(await page.locator('#mistakes button:visible').count(), 0);
  await page.locator('.slip-answers summary').click();
  assert.equal(await page.locator('.slip-answers li:visible').count(), mistakes.length);
  assert.match(await page.locator('.slip').innerText(), /0\.562 \+ 0\.339 \+ 0\.013 = 0\.914/);
});

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`every piece has its verdict and its reason, the engine’s number in it: ${language}`, async () => {
    const page = await open({ language });
    const found = new Set();
    for (const { id, mistake, carries } of pieces) {
      await piece(page, id).click();
      const verdict = mistake ? 'wrong' : carries ? 'carried' : 'right';
      assert.equal(await piece(page, id).getAttribute('data-verdict'), verdict, id);
      const said = await why(page, id);
      if (id in engineNumbers) assertPrinted(said.match(/\d+\.\d+/g)?.at(-1) ?? '', engineNumbers[id], `${id}: ${said}`);
      if (mistake) found.add(mistake);
      if (id === 'o') assertPrintedVector(/\[.*\]/.exec(said)?.[0] ?? '', truth.output, said);
      assert.ok((await page.locator('.slip-count').innerText()).includes(String(found.size === mistakes.length ? mistakes.length : found.size)), id);
    }
    assert.match(await page.locator('.slip-count').innerText(), language === 'en' ? /^Found all 9\./ : /^9 处全找到了/);
    assert.equal(await page.locator('.slip-answers li:visible').count(), mistakes.length);
    const outcome = await page.locator('.slip-output').innerText();
    assertPrintedVector(/\[.*\]/.exec(outcome)?.[0] ?? '', truth.output, outcome);
    assertPrinted(/0\.\d{4}/.exec(outcome)?.[0] ?? '', 0.9797958971132712, outcome);
  });
}

test('two places of one mistake count once; right and carried pieces count nothing', async () => {
  const page = await open();
  const count = page.locator('.slip-count');
  assert.equal(await count.innerText(), 'Found 0 of 9.');
  for (const [id, text] of [['p11', '1'], ['s1', '1'], ['p12', '1'], ['n4', '1'], ['w2', '1'], ['v2', '2'], ['o', '3'], ['x1', '3']]) {
    await piece(page, id).click();
    assert.equal(await count.innerText(), `Found ${text} of 9.`, id);
  }
  assert.match(await piece(page, 'p11').innerText(), /0\.14 ✗ 0\.04/);
});

test('a link that hides its answers: pieces are marked, and nothing is explained', async () => {
  const page = await open({ hash: '#answers=hidden&mistakes=p11.p12.all' });
  assert.deepEqual(await page.locator('#mistakes [data-verdict]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-verdict'))), ['noted', 'noted']);
  await piece(page, 'v1').click();
  assert.equal(await why(page, 'v1'), '');
  assert.match(await page.locator('.slip-count').innerText(), /^Marked: 3\./);
  assert.equal(await page.locator('.slip-answers').isVisible(), false);
  assert.equal(await page.getByRole('button', { name: 'Give up: show all' }).isVisible(), false);
});

test('by keyboard: Tab into the slip, arrows along it, Enter; the verdict is announced', async () => {
  const page = await open();
  await piece(page, 'p11').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  assert.equal(await piece(page, 'p12').getAttribute('data-verdict'), 'right');
  assert.match(await page.locator('.slip-tools [role=status]').textContent() ?? '', /^Right: 0\.2 × 0\.5 = 0\.10\. Found 0 of 9\.$/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  assert.equal(await piece(page, 'p11').getAttribute('data-verdict'), 'wrong');
});

test('giving up shows all; starting again hides them; the link keeps it', async () => {
  const page = await open({ hash: '#mistakes=p11.n4' });
  assert.equal(await page.locator('.slip-count').innerText(), 'Found 1 of 9.');
  assert.equal(await page.locator('.slip-answers').isVisible(), false);
  await page.getByRole('button', { name: 'Give up: show all' }).click();
  assert.equal(await page.locator('#mistakes [data-verdict=wrong]').count(), pieces.filter(({ mistake }) => mistake).length);
  assert.equal(await page.locator('.slip-answers li:visible').count(), 9);
  assert.match(await page.locator('.slip-count').innerText(), /^Found 1 of 9\. The others are shown/);
  assert.equal(await kept(page, 'mistakes'), 'p11.n4.all');
  await page.reload();
  await page.locator('#mistakes').scrollIntoViewIfNeeded();
  await page.locator('#mistakes[data-started]').waitFor();
  assert.equal(await page.locator('.slip-answers li:visible').count(), 9);
  await page.getByRole('button', { name: 'Start again' }).click();
  assert.equal(await page.locator('#mistakes [data-verdict]').count(), 0);
  assert.equal(await kept(page, 'mistakes'), '');
  await page.locator('#bar-undo').click();
  assert.equal(await page.locator('.slip-answers li:visible').count(), 9);
  await resetAll(page);
  assert.equal(await page.locator('#mistakes [data-verdict]').count(), 0);
  await page.locator('#bar-undo').click();
  assert.equal(await kept(page, 'mistakes'), 'p11.n4.all');
  const broken = await open({ hash: '#mistakes=p11.nothing' });
  assert.equal(await broken.locator('#mistakes .broken-link').count(), 1);
  assert.equal(await broken.locator('#mistakes [data-verdict]').count(), 0);
});

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`layout and axe-core: ${language}, wide and at 320 pixels, light and dark`, async () => {
    for (const [width, dark] of /** @type {const} */ ([[1280, false], [320, true]])) {
      const page = await open({ language, width, dark });
      await assertSound(page, 'mistakes', `clean, ${width}`);
      for (const id of ['p11', 'p12', 'n4']) await piece(page, id).click();
      await page.locator('.slip-tools button').first().click();
      await assertSound(page, 'mistakes', `marked, ${width}`);
    }
  });
}
