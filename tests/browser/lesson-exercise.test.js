// The exercise by hand, checked step by step, and the worksheet, with and without answers, on the screen and on paper.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, assertFits, openSection } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {Parameters<typeof openSection>[2]} [options] */
async function open(options) {
  const { page, complaints } = await openSection(lab, 'exercise', options);
  watched.push(complaints);
  return page;
}

/** Types the answers of a step and has them checked. @param {Page} page @param {number} number from 0 @param {string[]} answers */
async function answer(page, number, answers) {
  const step = page.locator(`.exercise-step[data-step="${number}"]`);
  for (let index = 0; index < answers.length; index++) await step.locator('input').nth(index).fill(answers[index]);
  await step.locator('input').last().press('Enter');
  return (await step.locator('.exercise-said').textContent()) ?? '';
}

/** @param {Page} page */
const done = (page) => page.locator('.exercise-step[data-done]').count();

const all = [['1', '2', '5'], ['8'], ['1/8', '0.25', '62.5%'], ['11/2', '2']];

test('step after step, by keyboard, to the engine’s own numbers', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    assert.equal(await page.locator('.exercise-finish').isVisible(), false);
    assert.equal(await page.locator('.exercise-step[data-step="1"] input').isDisabled(), true, 'a step waits for the one before');
    for (let step = 0; step < all.length; step++) {
      assert.match(await answer(page, step, all[step]), /^(Right\.|对了。)$/);
      assert.equal(await done(page), step + 1);
      const next = page.locator(`.exercise-step[data-step="${step + 1}"] input`).first();
      if (step < 3) assert.equal(await next.evaluate((node) => node === document.activeElement), true, 'the focus goes on');
    }
    const result = (await page.locator('.exercise-result').textContent()) ?? '';
    const { weights, output } = attendRow({ query: [1], keys: [[0], [Math.log(2)], [Math.log(5)]], values: [[4, 0], [0, 8], [8, 0]], score: 'dot', normalizer: 'softmax' });
    const printed = result.match(/\d+\.\d{3}/g) ?? [];
    [...weights, ...output].forEach((number, index) => assertPrinted(printed[index], number, result));
    assert.equal(printed.length, 5);
    await page.locator('#exercise-figure').scrollIntoViewIfNeeded();
    assert.equal(await page.locator('#bar-contents [data-section=exercise] .done').count(), 1);
  }
});

test('a wrong step gets a plain message, and the typed text stays', async () => {
  const page = await open();
  assert.equal(await answer(page, 0, ['1', '0.69', '5']), 'exp(ln 2): that is the score itself. What does exp make of it? The rest of this step is right.');
  assert.equal(await page.locator('.exercise-step input').nth(1).inputValue(), '0.69');
  assert.equal(await page.locator('.exercise-step input').nth(1).getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('.exercise-step input').nth(0).getAttribute('aria-invalid'), 'false');
  assert.equal(await page.locator('.exercise-step input').nth(1).evaluate((node) => node === document.activeElement), true);
  assert.equal(await answer(page, 0, ['', 'two', '-5']), 'exp(ln 1): write a number, such as 3, 0.25 or 1/4. exp(ln 2): write a number, such as 3, 0.25 or 1/4. exp(ln 5) cannot be negative: exp is always above 0.');
  assert.equal(await done(page), 0);
  await answer(page, 0, all[0]);
  assert.equal(await answer(page, 1, ['9']), 'Sum is not right yet.');
  await answer(page, 1, all[1]);
  assert.match(await answer(page, 2, ['1', '2', '5']), /^Weight of A: that is the number above the line\. Divide it by the sum\./);
  const hint = page.locator('.exercise-step[data-step="2"] details');
  assert.equal(await hint.locator('p').isVisible(), false);
  await hint.locator('summary').click();
  assert.match((await hint.locator('p').textContent()) ?? '', /5 out of 8/);
  await page.locator('.exercise-step input').first().fill('3');
  assert.equal(await done(page), 0, 'what was built on a changed answer is open again');
});

test('the link keeps the right answers; undo; a broken one says so', async () => {
  const page = await open();
  for (let step = 0; step < 3; step++) await answer(page, step, all[step]);
  await until(async () => decodeURIComponent(page.url()).includes('exercise=1;2;5|8|1/8;0.25;62.5%'), 'in the link');
  const again = await open({ hash: page.url().replace(/^[^#]*/, '') });
  assert.equal(await done(again), 3);
  assert.equal(await again.locator('.exercise-step[data-step="2"] input').nth(2).inputValue(), '62.5%');
  await page.waitForTimeout(600);
  await answer(page, 3, all[3]);
  await page.locator('#bar-undo').click();
  assert.equal(await done(page), 3);
  const broken = await open({ hash: '#exercise=1;2;6' });
  assert.equal(await broken.locator('#exercise .broken-link').count(), 1);
  assert.equal(await done(broken), 0);
});

test('the worksheet has every prediction of the route and the exercise, with answers or without', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    const predictions = await page.locator('.predict').count();
    assert.ok(predictions >= 5);
    await page.locator('[data-sheet=questions]').click();
    const sheet = page.locator('.worksheet');
    assert.equal(await sheet.locator('ol').first().locator(':scope > li').count(), predictions);
    assert.equal(await sheet.locator('.worksheet-answer').count(), 0);
    assert.equal((await sheet.locator('.worksheet-blank').allTextContents()).join(''), '');
    assert.ok(!((await sheet.textContent()) ?? '').includes('☑'));
    await page.locator('[data-sheet=answers]').click();
    assert.equal(((await sheet.textContent()) ?? '').split('☑').length - 1, predictions, 'one right choice each');
    assert.deepEqual(await sheet.locator('.worksheet-blank').allTextContents(), ['1', '2', '5', '8', '1/8', '2/8', '5/8', '5.5', '2']);
    await until(async () => page.url().includes('exercise.worksheet=answers'), 'in the link');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await sheet.isVisible(), true);
    for (const other of ['#rows', '.lesson-head', '.lesson-foot', '.exercise-steps', '#exercise-title', '.worksheet-choices .buttons >> nth=0']) {
      assert.equal(await page.locator(other).isVisible(), false, `${other} is not printed`);
    }
    await page.emulateMedia({ media: 'screen' });
    await page.locator('.worksheet-place .buttons button').last().click();
    assert.equal(await sheet.count(), 0);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('#exercise-title').isVisible(), true, 'closed, the page is printed as it is');
  }
});

test('the worksheet stands on its own: it points to nothing around it, has the numbers of the pictures, and no exercise is cut by the end of a page', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    for (const kind of ['questions', 'answers']) {
      await page.locator(`[data-sheet=${kind}]`).click();
      const sheet = page.locator('.worksheet');
      assert.doesNotMatch((await sheet.textContent()) ?? '', /\b(above|below)\b|上面|下面|上方|下方/);
      assert.deepEqual(await sheet.locator('.worksheet-table').evaluateAll((tables) => tables.map((table) => [...table.querySelectorAll('tbody tr')].map((row) => row.textContent))), [
        language === 'en' ? ['Dot productq · k', 'Cosineq · k / (|q| |k|)', 'Euclidean−|q − k|² / 2'] : ['点积q · k', '余弦q · k / (|q| |k|)', '欧氏得分−|q − k|² / 2'],
        [language === 'en' ? 'value(0.5, 3.5)(4, 3)(2.5, 0.5)' : '值(0.5, 3.5)(4, 3)(2.5, 0.5)'],
        language === 'en' ? ['Sparsemax0.9000.1000', 'The article’s root1.0400.6240.260', 'Hardmax1.00000'] : ['Sparsemax0.9000.1000', '原文的开方1.0400.6240.260', 'Hardmax1.00000'],
        [language === 'en' ? 'phraseAABBCCDD' : '乐句AABBCCDD'],
      ], 'pictures as tables');
      await page.emulateMedia({ media: 'print' });
      assert.ok(await sheet.locator('.worksheet-table').first().isVisible());
      const cut = await sheet.evaluate((node) => [...node.querySelectorAll('li, table, .worksheet-exercise')]
        .filter((part) => !part.parentElement?.closest('li')).filter((part) => getComputedStyle(part).breakInside !== 'avoid').map((part) => part.textContent));
      assert.deepEqual(cut, []);
      await page.emulateMedia({ media: 'screen' });
    }
  }
});

test('a link that opens the worksheet; one that hides the answers has none on paper', async () => {
  const page = await open({ hash: '#exercise.worksheet=answers' });
  assert.equal(await page.locator('.worksheet.has-answers').count(), 1);
  const hidden = await open({ hash: '#answers=hidden&exercise.worksheet=answers' });
  assert.equal(await hidden.locator('.worksheet').count(), 0);
  assert.match((await hidden.locator('.worksheet-place').textContent()) ?? '', /keeps the answers hidden/);
  assert.equal(await hidden.locator('[data-sheet=answers]').isVisible(), false);
  assert.equal(await hidden.locator('.exercise-solution').isVisible(), false);
  await hidden.locator('[data-sheet=questions]').click();
  assert.equal(await hidden.locator('.worksheet').count(), 1);
  const broken = await open({ hash: '#exercise.worksheet=all' });
  assert.equal(await broken.locator('#exercise .broken-link').count(), 1);
});

test('it fits a narrow screen, and axe-core finds nothing', async () => {
  const page = await open({ language: 'zh', dark: true });
  await answer(page, 0, ['1', '2', '6']);
  await page.locator('[data-sheet=answers]').click();
  await assertAccessible(page, 'exercise');
  const narrow = await open({ width: 320 });
  for (let step = 0; step < 4; step++) await answer(narrow, step, all[step]);
  await narrow.locator('[data-sheet=questions]').click();
  await assertFits(narrow, 'exercise');
  await assertAccessible(narrow, 'exercise');
});
