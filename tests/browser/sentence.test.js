// The section with any sentence: splitting into words, the map, and the distribution of the chosen word.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embed } from '../../web/figure/state/embedding.js';
import { assertPrinted, coloredRuns, pictureOf, useBrowser } from './browser.js';
import { attendRow, entropyBits } from './float64.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const standard = { score: 'scaled-dot', normalizer: 'softmax' };

/** @param {Page} page */
function tokensOf(page) {
  return page.locator('#tokens label').allTextContents();
}

/**
 * @param {string[]} tokens
 * @param {number} row
 * @param {{ itself?: boolean, score?: string, normalizer?: string, temperature?: number }} [options]
 */
function truthOf(tokens, row, { itself = false, ...method } = {}) {
  const keys = tokens.map((token) => Array.from(embed(token)));
  const attended = keys.map((_, j) => itself || j !== row);
  return attendRow({ query: keys[row], keys, attended, ...standard, ...method });
}

/**
 * Reads the chosen row from the table.
 * @param {Page} page
 * @param {string[]} tokens
 * @param {number} row
 * @param {Parameters<typeof truthOf>[2]} [options]
 */
async function assertRow(page, tokens, row, options) {
  const { weights } = truthOf(tokens, row, options);
  const lines = await page.locator('#row tbody tr').evaluateAll((rows) =>
    rows.map((line) => [line.querySelector('th')?.textContent, line.querySelector('td')?.textContent]),
  );
  assert.deepEqual(lines.map(([word]) => word), tokens);
  lines.forEach(([, printed], j) => {
    if (j === row && !options?.itself) assert.equal(printed, 'masked');
    else assertPrinted(printed ?? '', weights[j], `weight ${j}`);
  });
  return weights;
}

/** @param {Page} page */
function readout(page) {
  return page.locator('#readout').textContent();
}

for (const [language, sentence, tokens] of /** @type {[string, string, string[]][]} */ ([
  ['Chinese with blanks', '我 喜欢 学习，学生 喜欢 学校', ['我', '喜欢', '学习', '，', '学生', '喜欢', '学校']],
  ['Chinese', '学习，学生', ['学', '习', '，', '学', '生']],
  ['English', 'Don’t panic: learners learn!', ['Don’t', 'panic', ':', 'learners', 'learn', '!']],
  ['both at once', '我 like 学习 2 times', ['我', 'like', '学习', '2', 'times']],
  ['emoji', '👨‍👩‍👧 loves 👍🏽 and 👍🏽', ['👨‍👩‍👧', 'loves', '👍🏽', 'and', '👍🏽']],
])) {
  test(`${language}: split into words, each row computed`, async () => {
    const page = await lab.openDrawn();
    await page.locator('#sentence').fill(sentence);
    assert.deepEqual(await tokensOf(page), tokens);
    for (let row = 0; row < tokens.length; row++) {
      await page.locator('#tokens input').nth(row).check();
      const weights = await assertRow(page, tokens, row);
      const note = (await page.locator('#row .note').textContent()) ?? '';
      assertPrinted(/Entropy ([\d.]+) bits/.exec(note)?.[1] ?? '', entropyBits(weights), 'entropy');
      assertPrinted(/most ([\d.]+)\./.exec(note)?.[1] ?? '', Math.log2(tokens.length - 1), 'largest entropy');
    }
  });
}

test('ignoring itself is on to begin with, is explained, and can be switched off', async () => {
  const page = await lab.openDrawn();
  const ignore = page.getByLabel('Ignore itself');
  assert.ok(await ignore.isChecked());
  assert.match((await page.locator(`#${await ignore.getAttribute('aria-describedby')}`).textContent()) ?? '', /finds itself/);
  const tokens = await tokensOf(page);
  await assertRow(page, tokens, 2);
  await ignore.uncheck();
  const weights = await assertRow(page, tokens, 2, { itself: true });
  assert.ok(weights[2] > 0.5, 'a word mostly finds itself');
  assert.equal(weights.indexOf(Math.max(...weights)), 2);
});

test('score function, normaliser and temperature apply to the sentence, errors stand at their field', async () => {
  const page = await lab.openDrawn();
  const selects = page.locator('#sentence-method select');
  const tokens = await tokensOf(page);
  for (const score of ['dot', 'cosine', 'euclidean', 'general', 'concat', 'additive', 'location']) {
    await selects.nth(0).selectOption(score);
    await assertRow(page, tokens, 2, { score });
  }
  await selects.nth(0).selectOption('scaled-dot');
  for (const normalizer of ['sparsemax', 'entmax15', 'hardmax', 'sigmoid']) {
    await selects.nth(1).selectOption(normalizer);
    await assertRow(page, tokens, 2, { normalizer });
  }
  await selects.nth(1).selectOption('softmax');
  await page.locator('#sentence-method').getByLabel('Temperature t').fill('4');
  await assertRow(page, tokens, 2, { temperature: 4 });

  const before = await pictureOf(page, '#map');
  await selects.nth(1).selectOption('article-code');
  assert.match(await page.locator('#sentence-method .field-message:visible').innerText(), /negative number/);
  assert.match(await page.locator('#sentence-stale').innerText(), /last good drawing.*negative number/);
  assert.equal(await pictureOf(page, '#map'), before);
});

test('the map says every cell in words, by arrow keys', async () => {
  const page = await lab.openDrawn({ locale: 'zh-CN' });
  const tokens = await tokensOf(page);
  assert.deepEqual(tokens, ['我', '喜欢', '学习', '，', '学生', '喜欢', '学校']);
  const map = page.locator('#map');
  await map.focus();
  for (let step = 0; step < tokens.length; step++) await page.keyboard.press('ArrowUp');
  for (let row = 0; row < tokens.length; row++) {
    const { weights } = truthOf(tokens, row);
    await page.keyboard.press('Home');
    for (let column = 0; column < tokens.length; column++) {
      const said = (await readout(page)) ?? '';
      if (row === column) {
        assert.equal(said, `查询行 ${tokens[row]} 不看键列 ${tokens[column]}：已屏蔽`);
      } else {
        const [names, printed] = said.split('：');
        assert.equal(names, `查询行 ${tokens[row]} 关注键列 ${tokens[column]}`);
        assertPrinted(printed, weights[column], said);
      }
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('#tokens input').first().isChecked(), 'Enter chooses the row');
  await page.waitForFunction((text) => document.querySelector('#sentence-said')?.textContent?.includes(text), '“我”');
});

test('the map says every cell under the pointer; a click chooses the row', async () => {
  const page = await lab.openDrawn();
  const tokens = await tokensOf(page);
  const map = await mapPlace(page);
  const at = (/** @type {number} */ row, /** @type {number} */ column) => ({
    position: { x: map.left + (column + 0.5) * map.slot, y: map.top + (row + 0.5) * map.line },
  });
  await page.locator('#map').hover(at(4, 5));
  const { weights } = truthOf(tokens, 4);
  const [names, printed] = ((await readout(page)) ?? '').split(': ');
  assert.equal(names, 'query row and attends to key column learners');
  assertPrinted(printed, weights[5], 'the cell pointed at');
  await page.locator('#map').click(at(7, 0));
  assert.ok(await page.locator('#tokens input').nth(7).isChecked());
  assert.equal(await page.locator('#sentence-bars-title').textContent(), 'Where to attends');
  await page.mouse.move(0, 0);
  await page.locator('#sentence').focus();
  await page.locator('#map').hover(at(8, 8));
  assert.equal(await readout(page), 'query row learn does not look at key column learn: masked');
});

/**
 * Finds the cells in the drawing: the chosen row, at first the third, has an outline in ink.
 * @param {Page} page
 */
async function mapPlace(page) {
  const runs = await coloredRuns(page, '#map', '#1d1f23');
  const outline = runs.reduce((widest, run) => (run.right - run.left > widest.right - widest.left ? run : widest));
  const count = await page.locator('#tokens label').count();
  const line = 40;
  return { left: outline.left, top: outline.top - 2 * line, slot: (outline.right - outline.left) / count, line };
}

test('the bars stand over the columns of the map, and show their numbers under the pointer', async () => {
  const page = await lab.openDrawn();
  const map = await mapPlace(page);
  const tokens = await tokensOf(page);
  const { weights } = truthOf(tokens, 2);
  for (const [column, token] of tokens.entries()) {
    await page.locator('#sentence-bars').hover({ position: { x: map.left + (column + 0.5) * map.slot, y: 100 } });
    const said = (await readout(page)) ?? '';
    if (column === 2) assert.equal(said, 'query row learning does not look at key column learning: masked');
    else assert.ok(said.startsWith(`query row learning attends to key column ${token}: `), said);
    if (column !== 2) assertPrinted(said.split(': ')[1], weights[column], said);
  }
  await page.mouse.move(5, 5);
  assert.match((await readout(page)) ?? '', /Point at a cell/);
});

test('the colours of the map mean what its legend says', async () => {
  const page = await lab.openDrawn();
  const tokens = await tokensOf(page);
  const map = await mapPlace(page);
  // The legend's colour bar starts below the map at its left edge; it is 200 wide and goes from 0 to 1.
  const { cells, legend } = await page.evaluate(
    ({ left, top, slot, line, count }) => {
      const node = /** @type {HTMLCanvasElement} */ (document.querySelector('#map'));
      const copy = new OffscreenCanvas(node.width, node.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
      context.drawImage(node, 0, 0);
      const color = (/** @type {number} */ x, /** @type {number} */ y) => Array.from(context.getImageData(x, y, 1, 1).data.slice(0, 3));
      const below = top + count * line + 26;
      return {
        cells: Array.from({ length: count * count }, (_, index) =>
          color(Math.round(left + (index % count) * slot + 5), Math.round(top + Math.floor(index / count) * line + 5)),
        ),
        legend: Array.from({ length: 200 }, (_, x) => color(Math.round(left) + x, Math.round(below))),
      };
    },
    { ...map, count: tokens.length },
  );
  assert.deepEqual(legend[0], [0xee, 0xf0, 0xf2]);
  assert.deepEqual(legend[199], [0x0c, 0x3f, 0x7c]);
  for (let row = 0; row < tokens.length; row++) {
    const { weights } = truthOf(tokens, row);
    for (let column = 0; column < tokens.length; column++) {
      if (row === column) continue;
      const cell = cells[row * tokens.length + column];
      const distances = legend.map((color) => Math.hypot(...color.map((channel, index) => channel - cell[index])));
      const nearest = distances.indexOf(Math.min(...distances));
      assert.ok(Math.abs(nearest / 199 - weights[column]) < 0.012, `${tokens[row]}, ${tokens[column]}: ${nearest / 199} for ${weights[column]}`);
    }
  }
});

test('masked cells are hatched', async () => {
  const page = await lab.openDrawn();
  const hatched = (await coloredRuns(page, '#map', '#fcfbf8')).reduce((sum, run) => sum + run.pixels, 0);
  assert.ok(hatched > 1000, 'the paper shows between the lines');
  assert.equal((await coloredRuns(page, '#sentence-bars', '#fcfbf8')).length > 0, true);
  await page.getByLabel('Ignore itself').uncheck();
  assert.equal((await coloredRuns(page, '#map', '#fcfbf8')).length, 0);
  assert.equal((await coloredRuns(page, '#sentence-bars', '#fcfbf8')).length, 0);
});

test('a single word has nothing to look at but itself', async () => {
  const page = await lab.openDrawn();
  await page.locator('#sentence').fill('alone');
  assert.match(await page.locator('#sentence-notice').innerText(), /nothing to look at/);
  assert.equal(await page.locator('#row tbody td').innerText(), 'masked');
  assert.match(await page.locator('#sentence-summary').innerText(), /Every weight is 0/);
  await page.getByLabel('Ignore itself').uncheck();
  assert.equal(await page.locator('#sentence-notice').isVisible(), false);
  assert.equal(await page.locator('#row tbody td').innerText(), '1.000');
});

test('a text without a word gets a message', async () => {
  const page = await lab.openDrawn();
  for (const sentence of ['', '   \n ']) {
    await page.locator('#sentence').fill(sentence);
    assert.match(await page.locator('#sentence-notice').innerText(), /Nothing to draw yet/);
    assert.equal(await page.locator('#sentence-figures').isVisible(), false);
  }
  await page.locator('#sentence').fill('two words');
  assert.equal(await page.locator('#sentence-figures').isVisible(), true);
  await assertRow(page, ['two', 'words'], 1);
});

test('a very long text is cut with a plain sentence, and what is drawn is right', async () => {
  const page = await lab.openDrawn();
  const words = Array.from({ length: 400 }, (_, index) => `word${index}`);
  await page.locator('#sentence').fill(words.join(' '));
  assert.match(await page.locator('#sentence-notice').innerText(), /first 256 words/);
  assert.deepEqual(await tokensOf(page), words.slice(0, 256));
  await assertRow(page, words.slice(0, 256), 2);
  assert.match((await page.locator('#map').getAttribute('aria-label')) ?? '', /256 × 256/);

  await page.locator('#sentence').evaluate((node) => {
    /** @type {HTMLTextAreaElement} */ (node).value = '没有尽头'.repeat(250_000) + 'a'.repeat(1_000_000);
    node.dispatchEvent(new Event('input'));
  });
  assert.equal((await tokensOf(page)).length, 256);
  await page.locator('#sentence').fill('a'.repeat(1000));
  assert.deepEqual((await tokensOf(page)).map((token) => token.length), [256, 256, 256, 232], 'a run of letters is cut');
});

test('without Intl.Segmenter the words are the same', async () => {
  const page = await lab.openDrawn({
    prepare: (context) => context.addInitScript(() => Object.defineProperty(Intl, 'Segmenter', { value: undefined })),
  });
  await page.locator('#sentence').fill('我喜欢 learning, 2 Don’t 👨‍👩‍👧👍🏽');
  assert.deepEqual(await tokensOf(page), ['我喜欢', 'learning', ',', '2', 'Don’t', '👨‍👩‍👧👍🏽']);
  assert.equal(await page.locator('#sentence-notice').isVisible(), false);
  await page.locator('#sentence').fill('研究生命起源');
  assert.deepEqual(await tokensOf(page), [...'研究生命起源']);
});

test('the page says that the embedding knows spelling and not meaning', async () => {
  const page = await lab.openDrawn();
  const lead = await page.locator('#sentence-lead').innerText();
  assert.match(lead, /64 numbers, made from the letters in it \(ngram-1\)/);
  assert.match(lead, /nothing is known of meaning/);
  const close = (/** @type {string} */ a, /** @type {string} */ b) => embed(a).reduce((sum, value, c) => sum + value * embed(b)[c], 0) / 64;
  assert.ok(close('learn', 'learning') > 0.6 && Math.abs(close('quick', 'fast')) < 0.2, 'its examples hold');
  assert.ok(close('学习', '学生') > 0.1 && Math.abs(close('高兴', '快乐')) < 0.1, 'its Chinese examples hold');
});
