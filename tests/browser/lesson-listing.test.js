// The listing in the page: every line, every variable and both charts, against float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programOf, rowsThatRun } from '../../web/site/lesson/listing/program.js';
import { assertPrinted } from './browser.js';
import { attendRow } from './float64.js';
import { assertSound, kept, resetAll, useSection } from './lesson-article.js';

/** @import { Page } from 'playwright-core' */

const open = useSection('listing');
const keys = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];
const query = [0.1, 0.2, 0.3];

/** The weights under the article's own normaliser, in float64. */
const { scores, weights, output } = attendRow({ query, keys, score: 'dot', normalizer: 'article-code' });
const products = keys.map((key) => key.map((x, c) => x * query[c]));
const sum = (/** @type {number[]} */ values) => values.reduce((total, x) => total + x, 0);

/** @param {Page} page @param {string} act @param {number} [times] */
async function press(page, act, times = 1) {
  for (let time = 0; time < times; time++) await page.locator(`#listing [data-act=${act}]`).click();
}

/** @param {Page} page @param {string} name of a variable or an expression @returns {Promise<{ shape: string, numbers: string[] }>} */
async function read(page, name) {
  const box = page.locator(`#listing .listing-tensor[data-name="${name}"]`);
  return { shape: await box.locator('.listing-tensor-shape').innerText(), numbers: (await box.locator('.listing-tensor-values').innerText()).match(/[\d.]+/g) ?? [] };
}

/** @param {Page} page @param {string} name @param {string} shape @param {number[]} truth */
async function assertTensor(page, name, shape, truth) {
  const got = await read(page, name);
  assert.equal(got.shape, shape, name);
  assert.equal(got.numbers.length, truth.length, name);
  got.numbers.forEach((text, index) => assertPrinted(text, truth[index], `${name} ${index}`));
}

/** The heights of the three bars, read from the drawing and its frame. @param {Page} page */
async function barHeights(page) {
  const ticks = await page.locator('.pyplot-side').evaluateAll((nodes) => nodes.map((node) => [Number(node.textContent), Number(node.getAttribute('y'))]));
  const [[low, bottom], [high, top]] = [ticks[0], ticks[ticks.length - 1]];
  const bars = await page.locator('.pyplot-bar').evaluateAll((nodes) => nodes.slice(0, 3).map((node) => Number(node.getAttribute('height'))));
  return bars.map((height) => (height / (bottom - top)) * (high - low));
}

/** @param {Page} page @param {string} mode */
const choose = (page, mode) => page.locator(`#listing [value=${mode}]`).check();

test('without a script the listing is whole, line by line', async () => {
  const page = await open({ context: { javaScriptEnabled: false } });
  const code = await page.locator('#listing .listing-lines li:visible code').allTextContents();
  assert.equal(code.join('\n'), programOf('written'));
  assert.equal(await page.locator('.listing-sum tbody tr').count(), 4);
});

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`as written it stops at line 13: ${language}`, async () => {
    const page = await open({ language });
    await press(page, 'end');
    assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), '13');
    assert.equal(await page.locator('#listing [data-error]').count(), 1);
    const console = await page.locator('.listing-console').innerText();
    assert.match(console, /line 13/);
    assert.match(console, /NameError: name 'key' is not defined/);
    assert.equal(await page.locator('.listing-memory .listing-tensor').count(), 4);
    assert.equal(await page.locator('.pyplot').count(), 0);
    assert.match(await page.locator('.listing-says').innerText(), /NameError/);
  });
}

test('key as rows: shapes, numbers, three equal bars, one number printed', async () => {
  const page = await open();
  await choose(page, 'rows');
  const expected = rowsThatRun('rows');
  for (const [index, row] of expected.entries()) {
    assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), row);
    if (row === '13') await assertTensor(page, 'query * key', '(3, 3)', products.flat());
    if (row === '23') await assertTensor(page, 'weights * key', '(3, 3)', keys.flatMap((key) => key.map((x, c) => x * weights[c])));
    if (row === '27') await assertTensor(page, 'weights.numpy()[0]', '()', [weights[0]]);
    assert.ok((await page.locator('.listing-says').innerText()).length > 0, row);
    if (index < expected.length - 1) await press(page, 'step');
  }
  const factor = sum(scores.map(Math.sqrt));
  await assertTensor(page, 'key', '(3, 3)', keys.flat());
  await assertTensor(page, 'attention_scores', '(3,)', scores);
  await assertTensor(page, 'normalization_factor', '()', [factor]);
  await assertTensor(page, 'normalized_scores', '(3,)', scores.map((x) => x / factor));
  await assertTensor(page, 'weights', '(3,)', weights);
  const wrong = keys.map((key) => sum(key.map((x, c) => x * weights[c])));
  await assertTensor(page, 'weighted_output', '(3,)', wrong);
  assertPrinted(/Weighted Output: (\S+)/.exec(await page.locator('.listing-console').innerText())?.[1] ?? '', wrong[0], 'printed');
  for (const height of await barHeights(page)) assert.ok(Math.abs(height - weights[0]) < 1e-3, String(height));
  for (const word of ['Attention Weights for a Sentence', 'Word Index', 'Weight', 'Weights', '0.5']) {
    assert.equal(await page.locator('.pyplot').getByText(word, { exact: true }).count(), 1, word);
  }
});

test('key by tf.stack: products for scores, components for words', async () => {
  const page = await open({ language: 'zh' });
  await choose(page, 'stack');
  await press(page, 'end');
  const total = sum(products.flat());
  const nine = products.flat().map((x) => x / total);
  await assertTensor(page, 'key', '(3, 1, 3)', keys.flat());
  await assertTensor(page, 'attention_scores', '(3, 3)', products.flat());
  await assertTensor(page, 'weights', '(3, 3)', nine);
  const columns = [0, 1, 2].map((c) => nine[c] + nine[3 + c] + nine[6 + c]);
  await assertTensor(page, 'weighted_output', '(3, 3)', keys.flatMap((key) => key.map((x, c) => x * columns[c])));
  const printed = /Weighted Output: \[(.*?)\]/.exec(await page.locator('.listing-console').innerText())?.[1].split(', ') ?? [];
  assert.equal(printed.length, 3);
  printed.forEach((text, c) => assertPrinted(text, keys[0][c] * columns[c], `printed ${c}`));
  (await barHeights(page)).forEach((height, c) => assert.ok(Math.abs(height - nine[c]) < 1e-3, String(height)));
});

test('as it was meant: a bar for each word, a vector printed, lines crossed out and added', async () => {
  const page = await open();
  await choose(page, 'meant');
  assert.deepEqual(await page.locator('#listing [data-struck]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-row'))), ['23', '27', '35']);
  await press(page, 'end');
  await assertTensor(page, 'weighted_output', '(3,)', output);
  const printed = /Weighted Output: \[(.*?)\]/.exec(await page.locator('.listing-console').innerText())?.[1].split(', ') ?? [];
  printed.forEach((text, c) => assertPrinted(text, output[c], `printed ${c}`));
  (await barHeights(page)).forEach((height, key) => assert.ok(Math.abs(height - weights[key]) < 1e-3, String(height)));
  const right = await page.locator('#listing attention-figure').evaluate((node) => /** @type {any} */ (node).state);
  assert.deepEqual([right.score, right.normalizer, right.tokens], ['dot', 'sum', ['我', '喜欢', '学习']]);
});

test('the table of results agrees with float64', async () => {
  const page = await open();
  const cells = (await page.locator('.listing-sum tbody tr').evaluateAll((nodes) => nodes.map((node) => [...node.querySelectorAll('td')].slice(0, 2).map((cell) => cell.innerText))))
    .map((row) => row.map((text) => text.match(/\d\.\d+/g) ?? []));
  const total = sum(products.flat());
  const columns = [0, 1, 2].map((c) => sum(products.map((row) => row[c])) / total);
  const truth = [
    [[], []],
    [[sum(keys[0].map((x, c) => x * weights[c]))], Array(3).fill(weights[0])],
    [keys[0].map((x, c) => x * columns[c]), products[0].map((x) => x / total)],
    [output, weights],
  ];
  truth.forEach((row, mode) => row.forEach((numbers, column) => {
    assert.equal(cells[mode][column].length, numbers.length, `mode ${mode}, ${cells[mode][column]}`);
    numbers.forEach((value, index) => assertPrinted(cells[mode][column][index], value, `mode ${mode}`));
  }));
});

test('the link keeps mode and line; a broken one shows the author’s', async () => {
  const page = await open({ hash: '#listing=stack_9' });
  assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), rowsThatRun('stack')[8]);
  await press(page, 'step');
  assert.equal(await kept(page, 'listing'), 'stack_10');
  await page.reload();
  await page.locator('#listing').scrollIntoViewIfNeeded();
  await page.locator('#listing[data-started]').waitFor();
  assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), rowsThatRun('stack')[9]);
  await press(page, 'back');
  await page.locator('#bar-undo').click();
  assert.equal(await kept(page, 'listing'), 'stack_10');
  await resetAll(page);
  assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), '1');
  await page.locator('#bar-undo').click();
  assert.equal(await page.locator('#listing [aria-current]').getAttribute('data-row'), rowsThatRun('stack')[9]);
  await press(page, 'first');
  await choose(page, 'written');
  assert.equal(await kept(page, 'listing'), '');
  for (const hash of ['#listing=nonsense', '#listing=rows_999']) {
    const broken = await open({ hash });
    assert.equal(await broken.locator('#listing .broken-link').count(), 1, hash);
    assert.equal(await broken.locator('#listing [value=written]').isChecked(), true, hash);
    assert.equal(await broken.locator('#listing [aria-current]').getAttribute('data-row'), '1', hash);
  }
});

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`layout and axe-core: ${language}, wide and at 320 pixels, light and dark`, async () => {
    for (const [width, dark] of /** @type {const} */ ([[1280, false], [320, true]])) {
      const page = await open({ language, width, dark });
      await press(page, 'end');
      await assertSound(page, 'listing', `stopped, ${width}`);
      await choose(page, 'stack');
      await press(page, 'end');
      await assertSound(page, 'listing', `run, ${width}`);
    }
  });
}
