// The example as the page opens with it, and as the article has it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, assertPrintedVector, coloredRuns, useBrowser } from './browser.js';
import { article, assertSteps, chooseMethod, field, openAsInArticle, opening, stepLines } from './example-page.js';
import { attendRow } from './float64.js';

const lab = useBrowser();
const barColor = '#2a69ac';
const printedColor = '#a83c08';
const truth = attendRow({ ...article, score: 'dot', normalizer: 'article' });

test('opens with the words and vectors of the article, and with softmax', async () => {
  const page = await lab.openDrawn();
  const words = page.getByRole('textbox', { name: /^word of key/ });
  assert.deepEqual(await words.evaluateAll((nodes) => nodes.map((node) => /** @type {HTMLInputElement} */ (node).value)), ['我', '喜欢', '学习']);
  for (const [c, value] of article.query.entries()) {
    assert.equal(await field(page, `query, component ${c + 1}`).inputValue(), String(value));
  }
  for (const [j, word] of ['我', '喜欢', '学习'].entries()) {
    for (const [c, value] of article.keys[j].entries()) {
      assert.equal(await field(page, `key ${word}, component ${c + 1}`).inputValue(), String(value));
    }
  }
  assert.equal(await page.getByLabel('Score function').first().inputValue(), 'dot');
  assert.equal(await page.getByLabel('Normaliser').first().inputValue(), 'softmax');
  await assertSteps(page, opening);
  assert.equal(await page.locator('#steps .printed').count(), 0, 'nothing of the article is compared');
  assert.equal((await coloredRuns(page, '#bars', printedColor)).length, 0);
  assert.equal(await page.evaluate(() => performance.getEntriesByName('first-drawing').length), 1);
});

test('the bars are as high as the weights, in pixels', async () => {
  const page = await openAsInArticle(lab);
  const bars = await coloredRuns(page, '#bars', barColor);
  assert.equal(bars.length, 3);
  const lines = (await coloredRuns(page, '#bars', '#e4e1d9'))[0];
  const baseline = bars[0].bottom;
  // The highest line of the grid is the tick 0.6.
  const perPixel = 0.6 / (baseline - lines.top);
  bars.forEach(({ top, bottom }, j) => {
    assert.equal(bottom, baseline);
    const drawn = (bottom - top) * perPixel;
    assert.ok(Math.abs(drawn - truth.weights[j]) <= 1.5 * perPixel, `bar ${j}: drawn ${drawn}, is ${truth.weights[j]}`);
  });
});

test('the four steps print the numbers of a float64 computation', async () => {
  const page = await openAsInArticle(lab);
  await assertSteps(page, { ...article, score: 'dot', normalizer: 'article' });
});

test('an equals sign stands only where the printed digits are exact', async () => {
  const page = await openAsInArticle(lab);
  const scores = await stepLines(page, 'scores');
  assert.deepEqual(scores.map(({ calculation, sign, result }) => `${calculation} ${sign} ${result}`), [
    '0.040 + 0.100 + 0.180 = 0.320',
    '0.070 + 0.160 + 0.270 = 0.500',
    '0.010 + 0.040 + 0.090 = 0.140',
  ]);
  const weights = await stepLines(page, 'weights');
  assert.deepEqual(weights.map(({ calculation, sign, result }) => `${calculation} ${sign} ${result}`), [
    '0.320 / √0.960 ≈ 0.327',
    '0.500 / √0.960 ≈ 0.510',
    '0.140 / √0.960 ≈ 0.143',
  ]);
  const output = await stepLines(page, 'output');
  // 0.510 x [0.7, 0.8, 0.9] is [0.357, 0.408, 0.459] to the digit; 0.327 x 0.4 is 0.1308.
  assert.deepEqual(output.map(({ sign }) => sign), ['≈', '=', '≈', '=']);
});

test('“As in the article” is an edit: it can be undone, and it removes the reader’s own numbers', async () => {
  const page = await lab.openDrawn();
  const preset = page.getByRole('button', { name: 'As in the article' });
  const normalizer = page.locator('#method select').nth(1);
  assert.equal(await preset.getAttribute('aria-disabled'), 'false');
  await chooseMethod(page, { score: 'cosine', normalizer: 'sigmoid' });
  await field(page, 'key 我, component 1').fill('7');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a word' }).click();
  const [edited] = await page.locator('#steps').allInnerTexts();

  await preset.click();
  assert.equal(await normalizer.inputValue(), 'article');
  await assertSteps(page, { ...article, score: 'dot', normalizer: 'article' });
  assert.ok((await coloredRuns(page, '#bars', printedColor)).length > 3);
  assert.equal(await preset.getAttribute('aria-disabled'), 'true', 'there is nothing left to do');

  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await normalizer.inputValue(), 'sigmoid');
  assert.deepEqual(await page.locator('#steps').allInnerTexts(), [edited]);
  await page.getByRole('button', { name: 'Redo' }).click();
  assert.equal(await normalizer.inputValue(), 'article');
});

test('the numbers that the article prints stand beside the true ones', async () => {
  const page = await openAsInArticle(lab);
  /** @param {'scores' | 'normalized' | 'weights' | 'output'} step */
  const printed = async (step) => (await stepLines(page, step)).map((line) => line.printed);
  assert.deepEqual(await printed('scores'), ['0.42', '', '']);
  assert.deepEqual(await printed('normalized'), ['', '', '', '1.06']);
  assert.deepEqual(await printed('weights'), ['0.402', '0.483', '0.137']);
  assert.deepEqual(await printed('output'), ['0.562', '0.339', '0.013', '0.914']);
  assert.ok((await coloredRuns(page, '#bars', printedColor)).length > 3, 'the printed weights are outlined beside the bars');

  await chooseMethod(page, { normalizer: 'sum' });
  assert.equal(await page.locator('#steps .printed').count(), 0);
  assert.equal((await coloredRuns(page, '#bars', printedColor)).length, 0);
});

test('the section on the article has every wrong number, what its own numbers give, and the truth', async () => {
  const page = await lab.openDrawn();
  /** @type {Record<string, [printed: string, own: number, fromVectors: number | number[]]>} */
  const facts = {
    product: ['0.14', 0.1 * 0.4, truth.products[0][0]],
    score: ['0.42', 0.14 + 0.1 + 0.18, truth.scores[0]],
    factor: ['0.9659', 1 / Math.sqrt(1.06), 1 / Math.sqrt(truth.numeratorSum)],
    weight1: ['0.402', 0.9659 * 0.42, truth.weights[0]],
    weight2: ['0.483', 0.9659 * 0.5, truth.weights[1]],
    weight3: ['0.137', 0.9659 * 0.14, truth.weights[2]],
    value1: ['0.562', 0.402 * 0.4, truth.weightedValues[0][0]],
    value2: ['0.339', 0.483 * 0.7, truth.weightedValues[1][0]],
    value3: ['0.013', 0.137 * 0.1, truth.weightedValues[2][0]],
    output: ['0.914', 0.402 * 0.4 + 0.483 * 0.7 + 0.137 * 0.1, truth.output],
    total: ['1', 0.402 + 0.483 + 0.137, 0.9797958971132712],
  };
  for (const [name, [printed, own, fromVectors]] of Object.entries(facts)) {
    const cells = page.locator(`[data-fact=${name}] .number`);
    assert.equal(await cells.nth(0).textContent(), printed, name);
    assertPrinted(await cells.nth(1).textContent(), own, `${name}, its own numbers`);
    const last = await cells.nth(2).textContent();
    if (Array.isArray(fromVectors)) assertPrintedVector(last, fromVectors, name);
    else assertPrinted(last, fromVectors, name);
  }
  assert.equal(await page.locator('[data-fact=factor] .number').nth(1).textContent(), '0.9713');
  assert.equal(await page.locator('[data-fact=total] .number').nth(2).textContent(), '0.9798');
  assert.equal(await page.locator('[data-fact]').count(), Object.keys(facts).length);
  const whys = (await page.locator('[data-fact] .why').allTextContents()).join(' ');
  for (const number of ['0.04', '0.32', '0.9713', '0.406', '0.135', '0.161', '0.513', '0.9798']) {
    assert.ok(whys.includes(number), `${number} in: ${whys}`);
  }
});

test('weights that are no distribution are called that', async () => {
  const page = await openAsInArticle(lab);
  assert.match((await page.locator('[data-step=weights] .note').textContent()) ?? '', /0\.9798: not a distribution/);
  assert.match((await page.locator('#summary').textContent()) ?? '', /sum to 0\.9798/);
  await chooseMethod(page, { normalizer: 'softmax' });
  const softmax = attendRow({ ...article, score: 'dot', normalizer: 'softmax' });
  const entropy = -softmax.weights.reduce((sum, w) => sum + w * Math.log2(w), 0);
  const note = (await page.locator('[data-step=weights] .note').textContent()) ?? '';
  assertPrinted(/with ([\d.]+) bits/.exec(note)?.[1] ?? '', entropy, 'entropy');
  assertPrinted(/most ([\d.]+)\./.exec(note)?.[1] ?? '', Math.log2(3), 'largest entropy');
});

test('a negative weight is drawn below the axis, a weight above 1 above the tick 1', async () => {
  const page = await lab.openDrawn();
  await chooseMethod(page, { normalizer: 'sum' });
  await field(page, 'key 学习, component 3').fill('-1');
  await page.keyboard.press('Enter');
  const keys = [article.keys[0], article.keys[1], [0.1, 0.2, -1]];
  const { weights } = attendRow({ query: article.query, keys, score: 'dot', normalizer: 'sum' });
  const why = 'sum to 1.0000 with a negative weight';
  for (const place of ['[data-step=weights] .note', '#summary']) assert.ok((await page.locator(place).textContent())?.includes(why), place);
  assert.ok(weights[2] < 0 && Math.max(...weights) < 1.01);
  const [below] = await coloredRuns(page, '#bars', '#c2571a');
  const above = await coloredRuns(page, '#bars', barColor);
  const high = above[1].bottom - above[1].top;
  assert.ok(below.top >= above[1].bottom - 1, 'hangs from the axis');
  assert.ok(Math.abs((below.bottom - below.top) / high + weights[2] / weights[1]) < 0.01);

  await field(page, 'key 学习, component 3').fill('-2.5');
  await page.keyboard.press('Enter');
  const beyond = attendRow({ query: article.query, keys: [...keys.slice(0, 2), [0.1, 0.2, -2.5]], score: 'dot', normalizer: 'sum' });
  assert.ok(beyond.weights[1] > 1);
  const lines = await stepLines(page, 'weights');
  assertPrinted(lines[1].result, beyond.weights[1], 'a weight above 1');
  const [third] = await coloredRuns(page, '#bars', '#c2571a');
  const second = (await coloredRuns(page, '#bars', barColor))[1];
  // The bars are about 65 pixels high now, and may be off by one pixel.
  assert.ok(Math.abs((third.bottom - third.top) / (second.bottom - second.top) + beyond.weights[2] / beyond.weights[1]) < 0.04);
});

test('steps and drawing point at each other', async () => {
  const page = await lab.openDrawn();
  await page.locator('[data-step=weights] [data-key="1"]').hover();
  assert.equal((await coloredRuns(page, '#bars', '#efece3')).length > 0, true);
  const [, second] = await coloredRuns(page, '#bars', barColor);
  await page.locator('#bars').hover({ position: { x: (second.left + second.right) / 2, y: second.bottom - 5 } });
  assert.deepEqual(await page.locator('#steps .pointed').evaluateAll((rows) => [...new Set(rows.map((row) => row.getAttribute('data-key')))]), ['1']);
});
