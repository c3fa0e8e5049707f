// The errata in a real Chromium: they are opened by click, key and link, filtered and printed, and their numbers are float64's.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { assertPrinted, assertPrintedVector, until, useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser();
const pages = ['index.html', 'zh.html'];
const scores = [0.32, 0.5, 0.14];
const softmaxOf = (/** @type {number[]} */ row) => {
  const powers = row.map(Math.exp);
  return powers.map((power) => power / powers.reduce((sum, each) => sum + each));
};

/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {string} rest of the address @param {OpenOptions} [options] */
async function open(rest, options = {}) {
  const { page, complaints } = await lab.open({ address: lab.url + rest, locale: rest.startsWith('zh') ? 'zh-CN' : 'en-US', ...options });
  watched.push(complaints);
  if (options.context?.javaScriptEnabled !== false) {
    await page.locator('#errata').scrollIntoViewIfNeeded();
    await page.locator('#errata[data-started]').waitFor();
  }
  return page;
}

/** @param {Page} page @param {string} name */
const entry = (page, name) => page.locator(`[id="errata.${name}"]`);

/** @param {Page} page */
const openOnes = (page) => page.locator('.erratum[open]').evaluateAll((nodes) => nodes.map(({ id }) => id.replace('errata.', '')));

/** @param {Page} page @param {string} name @returns {Promise<(string | null)[][]>} the cells, by row */
async function cellsOf(page, name) {
  const rows = entry(page, name).locator('.errata-live tbody tr');
  await rows.first().waitFor();
  return rows.evaluateAll((nodes) => nodes.map((node) => [...node.querySelectorAll('td')].map((cell) => cell.textContent)));
}

for (const rest of pages) {
  test(`${rest}: click and keys open an entry; its numbers are float64’s`, async () => {
    const page = await open(rest);
    await entry(page, 'normalizers').locator('summary').click();
    const rows = [scores.map((score) => score / 0.96), scores.map((score) => score / Math.sqrt(0.96)), scores.map((score) => score / 0.96), softmaxOf(scores)];
    const cells = await cellsOf(page, 'normalizers');
    rows.forEach((row, index) => {
      row.forEach((weight, at) => assertPrinted(cells[index][at], weight, `row ${index}, word ${at}`));
      assertPrinted(cells[index][3], row.reduce((sum, each) => sum + each), `sum ${index}`);
    });

    await entry(page, 'slips').locator('summary').focus();
    await page.keyboard.press('Enter');
    const example = await cellsOf(page, 'slips');
    assert.deepEqual(example.map(([printed]) => printed), ['0.42', '0.50', '0.14', '0.9659', '1', '0.914']);
    scores.forEach((score, row) => assertPrinted(example[row][1], score, `score ${row}`));
    assertPrinted(example[3][1], 1 / Math.sqrt(0.96), 'factor');
    assertPrinted(example[4][1], Math.sqrt(0.96), 'sum of weights');
    const keys = [[0.4, 0.5, 0.6], [0.7, 0.8, 0.9], [0.1, 0.2, 0.3]];
    assertPrintedVector(example[5][1], [0, 1, 2].map((at) => keys.reduce((sum, key, row) => sum + key[at] * scores[row] / Math.sqrt(0.96), 0)), 'output');

    await entry(page, 'probability').locator('summary').press('Space');
    const root = entry(page, 'probability').locator('.errata-live');
    for (const factor of [4, 0.25]) {
      await root.locator(`input[value="${factor}"]`).click();
      (await cellsOf(page, 'probability')).forEach((row, index) => {
        assertPrinted(row[0], factor * scores[index] / Math.sqrt(factor * 0.96), `root ${index} at ${factor}`);
        assertPrinted(row[1], softmaxOf(scores.map((score) => factor * score))[index], `softmax ${index} at ${factor}`);
      });
    }
    await root.locator('input[value="4"]').focus();
    for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowLeft');
    assert.deepEqual((await cellsOf(page, 'probability')).map(([weight]) => weight), ['–', '–', '–']);
    assert.match(await root.locator('[role=status]').innerText(), /−0\.960/);

    await entry(page, 'complexity').locator('summary').click();
    const pairs = entry(page, 'complexity').locator('.errata-live');
    await pairs.locator('input[value="64"]').click();
    assert.match(await pairs.locator('[role=status]').innerText(), /4096.*4096.*65536/);
    for (const name of ['network', 'static']) {
      await entry(page, name).locator('summary').click();
      await cellsOf(page, name);
    }
    await page.locator('#errata').evaluate((node) => node.scrollIntoView());
    await assertAccessible(page, '#errata', 'entries open');
    assert.equal(await page.locator('#errata .errata-live').filter({ hasText: /NaN|undefined|\{/ }).count(), 0);
  });

  test(`${rest}: a link opens its entry and shows it; narrow and dark it fits`, async () => {
    const page = await open(`${rest}#errata.yolo`, { width: 320, dark: true });
    await until(async () => (await openOnes(page)).join() === 'yolo', 'the named entry');
    await until(() => entry(page, 'yolo').evaluate((node) => {
      const { top } = node.getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    }), 'the entry in sight');
    assert.ok(await entry(page, 'yolo').locator('summary').evaluate((node) => node === document.activeElement));
    await page.locator('.errata-all').click();
    assert.equal((await openOnes(page)).length, await page.locator('.erratum').count());
    await entry(page, 'normalizers').locator('tbody tr').first().waitFor();
    assert.equal(await sideways(page), 0);
    await assertAccessible(page, '#errata', 'all open');
  });
}

test('the filter is kept in the link, taken back and reset; a broken one says so', async () => {
  const page = await open('index.html');
  const shown = () => page.locator('.errata-group:visible').evaluateAll((nodes) => nodes.map((node) => node.dataset.group));
  await page.locator('.errata-tools input[value=systems]').focus();
  await page.locator('.errata-tools label', { hasText: 'Systems' }).click();
  assert.deepEqual(await shown(), ['systems']);
  assert.match(page.url(), /#errata=systems$/);
  const count = await page.locator('.erratum:visible').count();
  assert.equal(await page.locator('.errata-status').innerText(), `${count} of ${await page.locator('.erratum').count()} entries are shown.`);
  assert.equal(await page.locator('.errata-tools input[value=systems] + small').innerText(), String(count));

  const other = await open('zh.html#errata=outlook');
  assert.deepEqual(await other.locator('.errata-group:visible').evaluateAll((nodes) => nodes.map((node) => node.dataset.group)), ['outlook']);
  // A link to an entry shows it even if the filter hides it.
  await other.evaluate(() => {
    location.hash = '#errata.miller';
  });
  await until(async () => (await openOnes(other)).join() === 'miller', 'the entry');
  assert.ok(await entry(other, 'miller').isVisible());

  await page.locator('#bar-undo').click();
  assert.equal((await shown()).length, 5);
  await page.locator('.errata-tools label', { hasText: 'History' }).click();
  await page.locator('#bar-reset summary').click();
  await page.locator('#reset-all').click();
  assert.equal((await shown()).length, 5);

  const broken = await open('index.html#errata=nonsense');
  assert.equal(await broken.locator('.errata-group:visible').count(), 5);
  assert.equal(await broken.locator('#errata .broken-link').count(), 1);
  const lost = await open('index.html#errata.nonsense');
  assert.match(await lost.locator('.errata-status').innerText(), /not here/);
});

test('paper shows every entry, and closes them afterwards; without scripts all can be read', async () => {
  const page = await open('index.html');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal((await openOnes(page)).length, await page.locator('.erratum').count());
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.deepEqual(await openOnes(page), []);

  const plain = await open('index.html', { context: { javaScriptEnabled: false } });
  await entry(plain, 'gnmt').locator('summary').click();
  assert.ok(await entry(plain, 'gnmt').getByText('8 encoder and 8 decoder layers').isVisible());
  assert.equal(await plain.locator('.errata-tools').isVisible(), false);
});
