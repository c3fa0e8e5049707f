// Mouse and keys on the picture: what a click, a double click, the wheel and shortcuts do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { drawing, drawn, inFigure, inWindow, isNumber, keys, part, queries, usePosts, vectors, widened } from './figure-post.js';
import { attendRow } from './float64.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = usePosts(lab);

/**
 * @param {Page} page with a map of two queries and three keys, none of them masked
 * @returns {Promise<{ x: number, y: number }[]>} where in the window the middle of each cell is, row by row
 */
async function cellsOf(page) {
  await widened(page);
  const { texts } = await drawing(page);
  const cells = texts.filter(({ text }) => isNumber(text) && /\.\d{3}$/.test(text));
  assert.equal(cells.length, 6, cells.map(({ text }) => text).join());
  return cells.map(await inWindow(page));
}

/** @param {Page} page @param {{ x: number, y: number }} place */
async function click(page, { x, y }) {
  await page.mouse.click(x, y);
  await drawn(page);
}

/** @param {Page} page */
const looked = (page) => inFigure(page, (figure) => ({ mask: figure.mask, cell: figure.cell }));

test('a click masks a cell if the control is on, and another click removes the mask', async () => {
  const page = await post(`<attention-figure ${vectors} controls="mask"></attention-figure>`);
  const cells = await cellsOf(page);
  await click(page, cells[4]);
  assert.deepEqual(await looked(page), { mask: [[1, 1, 1], [1, 0, 1]], cell: [0] });
  const { weights } = attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer: 'softmax', attended: [1, 0, 1] });
  const row = page.locator('attention-figure table tbody tr').nth(1).locator('td');
  assert.equal(await row.nth(1).innerText(), 'masked');
  for (const column of [0, 2]) assertPrinted(await row.nth(column).innerText(), weights[column], `column ${column}`);
  await click(page, cells[4]);
  assert.equal((await looked(page)).mask?.flat().includes(0) ?? false, false);
});

test('a click chooses a cell if it does not mask: without the control, or with the control off', async () => {
  for (const controls of ['', 'mask']) {
    const page = await post(`<attention-figure ${vectors} controls="${controls}"></attention-figure>`);
    if (controls) await page.getByRole('checkbox', { name: 'A click masks a cell' }).uncheck();
    const cells = await cellsOf(page);
    for (const [index, cell] of [[5, [1, 2]], [1, [0, 1]]]) {
      await click(page, cells[Number(index)]);
      assert.deepEqual(await looked(page), { mask: null, cell }, controls);
    }
    await page.mouse.move(0, 0);
    assert.match(await part(page, 'readout').innerText(), /^“I” attends to “milk”: /, 'the chosen cell is read out when none is pointed at');
  }
});

test('Space masks the cell that the keys have reached', async () => {
  const page = await post(`<attention-figure ${vectors} controls="mask"></attention-figure>`);
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.mask), [[0, 1, 1], [1, 1, 1]]);
  const { weights } = attendRow({ query: queries[0], keys, score: 'scaled-dot', normalizer: 'softmax', attended: [0, 1, 1] });
  assertPrinted(await page.locator('attention-figure table tbody td').nth(1).innerText(), weights[1], 'masked row');
  assert.match(await part(page, 'readout').innerText(), /masked/);
});

test('a double click opens the derivation of its cell', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  const [, , , , , { x, y }] = await cellsOf(page);
  await page.mouse.dblclick(x, y);
  assert.match(await part(page, 'panel').getByRole('heading', { level: 3 }).innerText(), /^How “you” comes to attend to “sun”$/);
  assert.deepEqual((await looked(page)).cell, [1, 2]);
});

test('a click on a line of the diagram of links chooses its cell, and Enter derives it', async () => {
  const page = await post(`<attention-figure ${vectors} view="links"></attention-figure>`);
  await widened(page);
  const { texts } = await drawing(page);
  /** @param {string} word */
  const middle = (word) => /** @type {{ x: number, y: number }} */ (texts.find(({ text }) => text === word));
  const [from, to] = [middle('you'), middle('tea')];
  const { x, y } = (await inWindow(page))({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 5 }); // Words stand on the lines.
  await click(page, { x, y });
  assert.deepEqual((await looked(page)).cell, [1, 0]);
  await part(page, 'stage').focus();
  await page.keyboard.press('Enter');
  assert.match(await part(page, 'panel').getByRole('heading', { level: 3 }).innerText(), /^How “you” comes to attend to “tea”$/);
  const { weights } = attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer: 'softmax' });
  const weight = page.locator('attention-figure [data-step=weight] mtr').last().locator('mtd').last();
  assertPrinted(await weight.textContent(), weights[0], 'the weight that is derived');
});

test('Escape on the picture closes the derivation', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  const [stage, panel] = [part(page, 'stage'), part(page, 'panel')];
  await stage.focus();
  await page.keyboard.press('Enter');
  assert.ok(await panel.isVisible());
  await stage.focus();
  await page.keyboard.press('Escape');
  assert.ok(await panel.isHidden());
});

test('Ctrl+Z undoes, and Ctrl+Shift+Z redoes', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score causal"></attention-figure>`);
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('euclidean');
  await page.getByRole('checkbox', { name: 'Causal' }).check();
  const seen = () => inFigure(page, ({ score, causal }) => `${score} ${causal}`);
  await part(page, 'stage').focus();
  /** @type {[keys: string, expected: string][]} */
  const steps = [
    ['Control+z', 'euclidean false'], ['Control+z', 'scaled-dot false'], ['Control+Shift+z', 'euclidean false'], ['Control+Shift+z', 'euclidean true'],
    ['Control+z', 'euclidean false'],
  ];
  for (const [index, [pressed, expected]] of steps.entries()) {
    await page.keyboard.press(pressed);
    await drawn(page);
    assert.equal(await seen(), expected, `${pressed}, step ${index}`);
  }
});

test('Ctrl and the wheel magnify the map, and not the page; the wheel alone scrolls the page', async () => {
  const page = await post(`<attention-figure tokens="a b c d e f g h i j k l m n o p"></attention-figure>${'<p>Text.</p>'.repeat(60)}`);
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await part(page, 'stage').boundingBox());
  /** The number of cells between two places that stay the same. */
  const seen = async () => {
    const columns = [];
    for (const share of [0.4, 0.6]) {
      await page.mouse.click(x + share * width, y + 200);
      await drawn(page);
      columns.push((await looked(page)).cell[1]);
    }
    return columns[1] - columns[0];
  };
  const whole = await seen();
  await page.mouse.move(x + width / 2, y + 200);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -250);
  await page.keyboard.up('Control');
  const magnified = await seen();
  assert.ok(magnified < whole, `${whole} cells, magnified ${magnified}`);
  assert.deepEqual(await page.evaluate(() => [scrollY, visualViewport?.scale]), [0, 1]);
  await page.mouse.wheel(0, 150);
  await page.waitForFunction(() => scrollY > 0);
  await page.evaluate(() => scrollTo(0, 0));
  assert.equal(await seen(), magnified);
});
