// Figures on scaled and zoomed pages: the pointer points at what is under it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { drawing, drawn, inFigure, isNumber, part, usePosts, vectors, widened } from './figure-post.js';
import { dressed, inWindow, scalings } from './scaled.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = usePosts(lab);

/**
 * @param {string} figure
 * @param {Record<string, string>} outer
 * @param {Record<string, string>} [inner]
 */
async function scaled(figure, outer, inner) {
  const page = await post(`<div id="outer"><div id="inner">${figure}</div></div>`);
  await widened(page);
  await dressed(page.locator('#outer'), page.locator('#inner'), outer, inner);
  await page.evaluate(() => scrollTo(0, 0));
  return page;
}

/** @param {Page} page @returns the way from the picture to the window */
async function placeOn(page) {
  const size = await inFigure(page, (figure) => {
    const canvas = /** @type {HTMLCanvasElement} */ (figure.shadowRoot?.querySelector('canvas'));
    return { width: canvas.clientWidth, height: canvas.clientHeight };
  });
  return inWindow(page.locator('attention-figure canvas'), size);
}

for (const [what, outer, inner] of scalings) {
  test(`${what}: the cell that is read and chosen is the one under the pointer`, async () => {
    const page = await scaled(`<attention-figure ${vectors} controls="mask"></attention-figure>`, outer, inner);
    const cells = (await drawing(page)).texts.filter(({ text }) => isNumber(text) && /\.\d{3}$/.test(text));
    assert.equal(cells.length, 6);
    const place = await placeOn(page);
    for (const [index, cell] of cells.entries()) {
      const { x, y } = place(cell);
      await page.mouse.move(x, y);
      const [query, key] = [['I', 'you'][Math.floor(index / 3)], ['tea', 'milk', 'sun'][index % 3]];
      assert.match(await part(page, 'readout').innerText(), new RegExp(`“${query}” attends to “${key}”: ${cell.text}`));
    }
    const { x, y } = place(cells[5]);
    await page.mouse.click(x, y);
    await drawn(page);
    assert.deepEqual(await inFigure(page, (figure) => figure.mask), [[1, 1, 1], [1, 1, 0]]);
  });

  test(`${what}: a vector that is dragged stays under the pointer`, async () => {
    const page = await scaled('<attention-figure view="plane" queries="[[0.9, 0.5]]" keys="[[1, 0], [0, 1], [-1, -0.5]]"></attention-figure>', outer, inner);
    const keyOf = async () => (await drawing(page)).circles.filter(({ radius }) => radius === 4.5)[1];
    const place = await placeOn(page);
    const start = await keyOf();
    const from = place(start);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    for (const [across, down] of [[60, 40], [-120, 70]]) {
      const to = place({ x: start.x + across, y: start.y + down });
      await page.mouse.move(to.x, to.y);
      await drawn(page);
      const now = place(await keyOf());
      assert.ok(Math.hypot(now.x - to.x, now.y - to.y) < 2, `at ${now.x}, ${now.y}; the pointer at ${to.x}, ${to.y}`);
    }
    await page.mouse.up();
  });

  test(`${what}: a map that is magnified follows the pointer`, async () => {
    const page = await scaled('<attention-figure tokens="a b c d e f g h i j k l m n o p"></attention-figure>', outer, inner);
    const place = await placeOn(page);
    const middle = place({ x: 400, y: 250 });
    const read = async () => /“(.)” attends to “(.)”/.exec(await part(page, 'readout').innerText())?.slice(1).join('');
    await page.mouse.move(middle.x, middle.y);
    const held = await read();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -250);
    await page.keyboard.up('Control');
    assert.equal(await read(), held, 'the place under the pointer stays');
    await page.mouse.down();
    const to = place({ x: 480, y: 300 });
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    await page.mouse.move(to.x + 1, to.y);
    assert.equal(await read(), held, 'what was taken hold of is under the pointer');
  });
}

test('a picture that a page enlarges is as sharp as the screen; one that it shrinks is drawn again only when it grows', async () => {
  const page = await post(`<div id="outer"><div id="inner"><attention-figure ${vectors}></attention-figure></div></div>`, { ratio: 2 });
  await widened(page);
  const canvas = page.locator('attention-figure canvas');
  for (const [style, expected] of /** @type {[Record<string, string>, number | undefined][]} */ ([
    [{ transform: 'scale(1.7)' }, undefined], [{ transform: 'none', zoom: '1.5' }, undefined], [{ transform: 'scale(.5)', zoom: '1' }, 1600], [{ transform: 'scale(0)' }, 1600],
  ])) {
    await dressed(page.locator('#outer'), page.locator('#inner'), style);
    await inFigure(page, (figure) => { figure.caption += '.'; return figure.ready; });
    const { width, seen } = await canvas.evaluate((node) => ({ width: /** @type {HTMLCanvasElement} */ (node).width, seen: 2 * node.getBoundingClientRect().width }));
    assert.ok(expected === undefined ? Math.abs(width - seen) < 1 && seen > 2300 : width === expected, `${JSON.stringify(style)}: ${width} pixels, seen ${seen}`);
  }
  await dressed(page.locator('#outer'), page.locator('#inner'), { transform: 'scale(100)' });
  await inFigure(page, (figure) => { figure.caption += '.'; return figure.ready; });
  const [width, height] = await canvas.evaluate((node) => [/** @type {HTMLCanvasElement} */ (node).width, /** @type {HTMLCanvasElement} */ (node).height]);
  assert.ok(width > 3000 && width * height < 16.8e6, `${width} x ${height}`);
});
