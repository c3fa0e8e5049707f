// Choosing in <attention-heads>: by mouse, finger, wheel and keyboard.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomHeads } from '../node/heads-sets.js';
import { until, useBrowser } from './browser.js';
import { field, headsOf, inHeads, inside, look, placesOf, readout, settled, useHeads } from './heads-post.js';

/** @import { Locator, Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = useHeads(lab);

const tokens = ['the', 'small', 'cat', 'sat', 'on', 'the', 'old', 'mat'];
const matrices = randomHeads({ layers: 3, heads: 4, rows: 8, columns: 8 });
const body = headsOf({ tokens, attentions: matrices });

/** In the grid of four heads on a wide page: pictures of 88 pixels, 4 apart, from (30, 24) on. @param {number} layer @param {number} head */
const middle = (layer, head) => ({ x: 30 + 92 * head + 44, y: 24 + 92 * layer + 44 });

/** @param {Page} page @returns {Promise<Record<string, any>>} what is looked at, as far as it is about choosing */
const chosen = (page) => inHeads(page, async (heads) => {
  await heads.ready;
  const { view, layer, head, others, query } = heads.state;
  return { view, layer, head, others, query };
});

/** @param {Page} page */
const gridStage = (page) => inside(page, '.grid-stage');

/** @param {Page} page @returns {Locator} what is shown large: a map or a strip */
const stage = (page) => inside(page, '.stage:not(.grid-stage):not(.links-stage)');

/** @param {Page} page @param {...string} keys */
async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

test('a click in the grid of all heads shows one', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="grid"'));
  await gridStage(page).click({ position: middle(2, 1) });
  assert.deepEqual(await chosen(page), { view: 'head', layer: 2, head: 1, others: [], query: null });
  await stage(page).waitFor();
});

test('Ctrl and a click put heads over each other, each in its colour, and take one away again', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="grid"'));
  for (const modifier of /** @type {const} */ (['Control', 'Shift', 'Meta'])) {
    await inHeads(page, (heads) => heads.reset());
    await settled(page);
    await gridStage(page).click({ position: middle(1, 1), modifiers: [modifier] });
    assert.deepEqual(await chosen(page), { view: 'links', layer: 0, head: 0, others: [[1, 1]], query: null });
  }
  await inHeads(page, async (heads) => {
    heads.state = { others: [[1, 1], [2, 2]], query: 3 };
    await heads.complete;
  });
  await page.mouse.move(2, 2);
  const colors = await inHeads(page, (heads) => [0, 1, 2].map((index) => getComputedStyle(heads).getPropertyValue(`--heads-${index}`).trim()));
  assert.equal(new Set(colors).size, 3);
  // The squares of the shares, beside the keys, have these colours; so do the frames in the grid.
  for (const hex of colors) {
    const css = `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
    assert.ok((await placesOf(page, '.links-space canvas', css, 2)).length > 0, `links: ${hex}`);
    assert.ok((await placesOf(page, '.grid-stage canvas', css, 1)).length > 0, `grid: ${hex}`);
  }
  assert.equal(await inside(page, '.links-stage').getAttribute('aria-label'), '3 heads');
  await look(page, { others: [[1, 1]] });
  await gridStage(page).focus();
  await press(page, 'ArrowDown', 'ArrowRight', ' ');
  assert.deepEqual((await chosen(page)).others, []);
});

test('a head keeps its colour while it is chosen, whatever becomes of the others', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links" layer="0" head="0" others="1.1 2.3 0.2"'));
  const hexes = await inHeads(page, (heads) => [0, 1, 2, 3].map((index) => getComputedStyle(heads).getPropertyValue(`--heads-${index}`).trim()));
  /** Which of the colours frames a head. */
  const frameOf = async (/** @type {number} */ layer, /** @type {number} */ head) => {
    const canvas = await inside(page, '.grid-stage canvas').boundingBox();
    assert.ok(canvas);
    const side = 88 / 2 + 1; // Frames of neighbours begin beyond it.
    const { x, y } = middle(layer, head);
    const found = await Promise.all(hexes.map(async (hex) => {
      const css = `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
      const places = await placesOf(page, '.grid-stage canvas', css, 1);
      return places.some((place) => Math.abs(place.x - canvas.x - x) <= side && Math.abs(place.y - canvas.y - y) <= side);
    }));
    return found.indexOf(true);
  };
  await look(page, { view: 'links' });
  await page.mouse.move(2, 2);
  const before = [await frameOf(0, 0), await frameOf(1, 1), await frameOf(2, 3), await frameOf(0, 2)];
  assert.deepEqual(before, [0, 1, 2, 3]);
  await look(page, { others: [[2, 3], [0, 2]] });
  assert.deepEqual([await frameOf(0, 0), await frameOf(1, 1), await frameOf(2, 3), await frameOf(0, 2)], [0, -1, 2, 3]);
  await look(page, { others: [[2, 3], [0, 2], [1, 0]] });
  assert.equal(await frameOf(1, 0), 1, 'a new one takes the colour that is free');
  await look(page, { layer: 2, head: 3, others: [[0, 2], [1, 0]] });
  assert.deepEqual([await frameOf(2, 3), await frameOf(0, 2), await frameOf(1, 0)], [2, 3, 1], 'the chosen one taken away');
});

test('the chosen head taken away, the next one takes its place', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links" others="1.1 2.3"'));
  await gridStage(page).focus();
  await press(page, ' ');
  assert.deepEqual(await chosen(page), { view: 'links', layer: 1, head: 1, others: [[2, 3]], query: null });
});

test('several heads at once, without the keyboard: a tick makes every click one more', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links"'));
  await field(page, 'several').check();
  await press(page, 'Tab');
  const grid = await gridStage(page).boundingBox();
  assert.ok(grid);
  for (const part of [0.4, 0.9]) await page.mouse.click(grid.x + part * Math.min(grid.width, 380), grid.y + 200);
  const { others } = await chosen(page);
  assert.equal(others.length, 2);
});

test('at most eight heads: the first ones make room', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links" others="0.1 0.2 0.3 1.0 1.1 1.2 1.3"'));
  await gridStage(page).focus();
  await press(page, 'PageDown', ' ');
  assert.deepEqual((await chosen(page)).others, [[0, 2], [0, 3], [1, 0], [1, 1], [1, 2], [1, 3], [2, 0]]);
});

test('a finger: a tap in the grid shows a head, a tap on a cell points at it and chooses its query', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="grid"'), { width: 390, context: { hasTouch: true } });
  const canvas = await inside(page, '.grid-stage canvas').boundingBox();
  assert.ok(canvas);
  await page.touchscreen.tap(canvas.x + canvas.width - 12, canvas.y + 40);
  await until(async () => (await chosen(page)).view === 'head', 'shown');
  assert.deepEqual([(await chosen(page)).layer, (await chosen(page)).head], [0, 3]);
  const map = await stage(page).boundingBox();
  assert.ok(map);
  await stage(page).scrollIntoViewIfNeeded();
  const seen = await stage(page).boundingBox();
  assert.ok(seen);
  await page.touchscreen.tap(seen.x + seen.width / 2, seen.y + seen.height / 2);
  await until(async () => (await chosen(page)).query !== null, 'a query');
  assert.match(await readout(page), /^layer 0, head 3: “\w+” attends to “\w+”: /);
});

test('the grid by keyboard: arrows, Home, End, Page Up, Page Down, Enter', async () => {
  const page = await post(body);
  await gridStage(page).focus();
  for (const [key, place] of /** @type {[string, string][]} */ ([
    ['ArrowRight', '0, head 1'], ['ArrowDown', '1, head 1'], ['End', '1, head 3'], ['ArrowRight', '1, head 3'], ['PageDown', '2, head 3'],
    ['Home', '2, head 0'], ['PageUp', '0, head 0'], ['ArrowUp', '0, head 0'], ['ArrowLeft', '0, head 0'], ['ArrowDown', '1, head 0'],
  ])) {
    await press(page, key);
    const said = await readout(page);
    assert.ok(said.startsWith(`layer ${place}: most weight`), `${key}: ${said}`);
    assert.equal(await inside(page, '[role=status]').textContent(), said, 'said to those who hear the page');
  }
  await press(page, 'Enter');
  assert.deepEqual(await chosen(page), { view: 'head', layer: 1, head: 0, others: [], query: null });
});

test('the map by keyboard: every key leads to its cell, Enter chooses and lets go, plus and minus magnify', async () => {
  const page = await post(body);
  await stage(page).focus();
  for (const [key, query, target] of [
    ['ArrowDown', 0, 0], ['ArrowDown', 1, 0], ['End', 1, 7], ['PageDown', 7, 7], ['Home', 7, 0], ['ArrowRight', 7, 1], ['PageUp', 0, 1], ['ArrowLeft', 0, 0],
  ]) {
    await press(page, String(key));
    const said = await readout(page);
    assert.ok(said.startsWith(`layer 0, head 0: “${tokens[Number(query)]}” attends to “${tokens[Number(target)]}”: `), `${key}: ${said}`);
  }
  await press(page, 'ArrowDown', 'Enter');
  assert.equal((await chosen(page)).query, 1);
  await press(page, ' ');
  assert.equal((await chosen(page)).query, null);
  const picture = await pictureOf(page, '.stage:not(.grid-stage) canvas');
  await press(page, '+');
  assert.notEqual(await pictureOf(page, '.stage:not(.grid-stage) canvas'), picture, 'magnified');
  await press(page, '-');
  assert.equal(await pictureOf(page, '.stage:not(.grid-stage) canvas'), picture, 'all of it');
});

test('Ctrl and the wheel magnify the map around the pointer; the wheel alone scrolls the page', async () => {
  const page = await post(body + '<p>below'.repeat(100));
  const box = await stage(page).boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  const said = await readout(page);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -200);
  await page.keyboard.up('Control');
  assert.equal(await inHeads(page, () => scrollY), 0);
  // The cell under the pointer stays under it, and those beside it are farther away now.
  await page.mouse.move(box.x + box.width / 2 + 1, box.y + 200);
  assert.equal(await readout(page), said);
  await until(() => stage(page).locator('canvas').evaluate((node) => node.style.touchAction === 'none'), 'magnified');
  await page.mouse.move(2, 2);
  await page.mouse.wheel(0, 300);
  await until(() => inHeads(page, () => scrollY > 0), 'scrolled');
});

test('the buttons magnify the map, and the pointer then moves it', async () => {
  const page = await post(body);
  const canvas = '.stage:not(.grid-stage) canvas';
  await inside(page, '.zoom button').click();
  await until(() => inside(page, canvas).evaluate((node) => node.style.touchAction === 'none'), 'magnified');
  const box = await stage(page).boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + 200];
  await page.mouse.move(x, y);
  const before = await readout(page);
  await page.mouse.down();
  await page.mouse.move(x - 130, y, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(x, y);
  assert.notEqual(await readout(page), before);
  assert.equal((await chosen(page)).query, null, 'moving is no click');
});

test('the links by keyboard: Home, End, sides, Enter keeps a query, Escape lets it go', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links"'));
  await inside(page, '.links-stage').focus();
  for (const [key, said] of /** @type {[string, RegExp][]} */ ([
    ['ArrowDown', /“the” attends to/], ['ArrowDown', /“small” attends to/], ['End', /“mat” attends to/], ['ArrowRight', /“mat” is attended to by/],
    ['Home', /“the” is attended to by/], ['ArrowDown', /“small” is attended to by/], ['ArrowLeft', /“small” attends to/], ['ArrowUp', /“the” attends to/],
  ])) {
    await press(page, key);
    assert.match(await readout(page), said, key);
  }
  await press(page, 'ArrowDown', 'Enter');
  assert.equal((await chosen(page)).query, 1);
  await press(page, 'Escape');
  assert.equal((await chosen(page)).query, null);
  assert.doesNotMatch(await readout(page), /attend/, 'all links are drawn again');
});

test('the links by mouse: a token that is pointed at, and a query that is kept by a click', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="links"'));
  const box = await inside(page, '.links-stage').boundingBox();
  assert.ok(box);
  // Lines of 26 pixels from 30 on; queries at the left, keys at the right of at most 640.
  const right = box.x + Math.min(box.width, 640) - 30;
  await page.mouse.move(box.x + 30, box.y + 30 + 2.5 * 26);
  assert.match(await readout(page), /“cat” attends to/);
  await page.mouse.move(right, box.y + 30 + 6.5 * 26);
  assert.match(await readout(page), /“old” is attended to by/);
  await page.mouse.click(box.x + 30, box.y + 30 + 3.5 * 26);
  assert.equal((await chosen(page)).query, 3);
  await page.mouse.move(2, 2);
  assert.match(await readout(page), /“sat” attends to/);
  await page.mouse.click(box.x + 30, box.y + 30 + 3.5 * 26);
  assert.equal((await chosen(page)).query, null);
});

test('one token in every head: the strip lights the grid, and the grid the strip; a click chooses a head', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="token"'));
  const [grid, strip] = ['.grid-stage canvas', '.stage:not(.grid-stage) canvas'];
  const dark = { grid: await pictureOf(page, grid), strip: await pictureOf(page, strip) };
  const box = await stage(page).boundingBox();
  assert.ok(box);
  await stage(page).focus();
  await press(page, 'Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  assert.match(await readout(page), /^layer 1, head 1: “mat” attends to “the”: /);
  const lit = await pictureOf(page, grid);
  assert.notEqual(lit, dark.grid, 'the grid is lit');
  await press(page, 'Enter');
  assert.deepEqual(await chosen(page), { view: 'token', layer: 1, head: 1, others: [], query: null });
  await look(page, { layer: 0, head: 0 });
  await gridStage(page).focus();
  assert.equal(await pictureOf(page, strip), dark.strip);
  await press(page, 'ArrowRight');
  assert.notEqual(await pictureOf(page, strip), dark.strip, 'the strip is lit');
  await press(page, 'Tab');
  assert.equal(await pictureOf(page, grid), dark.grid, 'and no longer');
});

test('the grid is drawn once for each change: not while a pointer stays on a head, and not twice where the same view is chosen again', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'view="grid"'));
  await inHeads(page, (heads) => {
    const context = /** @type {CanvasRenderingContext2D} */ (heads.shadowRoot?.querySelector('canvas')?.getContext('2d'));
    const { clearRect } = context;
    context.clearRect = (...box) => {
      /** @type {any} */ (globalThis).drawings += 1;
      clearRect.apply(context, box);
    };
  });
  /** @param {() => Promise<unknown>} act @returns {Promise<number>} how often it was drawn meanwhile, and in the next frame */
  const drawings = async (act) => {
    await page.evaluate(() => Object.assign(globalThis, { drawings: 0 }));
    await act();
    return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(/** @type {any} */ (globalThis).drawings)))));
  };
  const box = await gridStage(page).boundingBox();
  assert.ok(box);
  /** @param {number} head of layer 1 @param {number} away from its middle */
  const move = (head, away) => {
    const { x, y } = middle(1, head);
    return page.mouse.move(box.x + x + away, box.y + y + away, { steps: 5 });
  };
  await move(2, 0);
  assert.equal(await drawings(() => move(2, 30)), 0, 'the pointer stays on a head');
  assert.equal(await drawings(() => move(3, 30)), 1, 'it comes to the next one');
  assert.equal(await drawings(() => move(3, -30)), 0, 'and stays there');
  for (const change of [{ view: /** @type {const} */ ('grid') }, { layer: 1 }, { layer: 1 }]) {
    assert.equal(await drawings(() => look(page, change)), 1, `${JSON.stringify(change)} is chosen`);
  }
  const measured = async () => {
    await look(page, { measure: 'entropy' });
    await inside(page, '.found-list').waitFor();
  };
  assert.equal(await drawings(measured), 2, 'a measure is chosen, and comes');
  assert.equal(await drawings(measured), 1, 'the measure is there already');
});

test('a token is found by its text, the next one when it is asked for again; nothing typed, all again', async () => {
  const page = await post(body);
  const search = field(page, 'search');
  const find = async (/** @type {string} */ typed) => {
    await search.fill(typed);
    await search.dispatchEvent('change');
    return (await chosen(page)).query;
  };
  assert.equal(await find('the'), 0);
  assert.equal(await find('the'), 5);
  assert.equal(await find('the'), 0);
  assert.equal(await find('AT'), 2, 'a part, in any case');
  assert.equal(await find('at'), 3);
  assert.equal(await find('zebra'), 3, 'no such token: all stays');
  assert.equal(await find(''), null);
});

test('fields keep the keyboard’s place while they change what is there', async () => {
  const page = await post(headsOf({ tokens: ['[CLS]', 'un', '##able', '[SEP]'], attentions: randomHeads({ layers: 2, heads: 2, rows: 4, columns: 4 }) }));
  const focused = () => inHeads(page, (heads) => /** @type {HTMLElement | null} */ (heads.shadowRoot?.activeElement)?.dataset.name);
  for (const name of ['withoutSpecials', 'words', 'withoutFirst']) {
    await field(page, name).focus();
    await press(page, ' ');
    await settled(page);
    assert.equal(await focused(), name);
  }
  await field(page, 'view').focus();
  await field(page, 'view').selectOption('links');
  await settled(page);
  assert.equal(await focused(), 'view');
});

test('a head of the list is shown, lit in the grid, and keeps the keyboard’s place', async () => {
  const page = await post(headsOf({ tokens, attentions: matrices }, 'measure="entropy"'));
  const entry = inside(page, '.found-list li:nth-child(3) button');
  await entry.waitFor();
  await settled(page);
  const before = await pictureOf(page, '.grid-stage canvas');
  await entry.focus();
  assert.notEqual(await pictureOf(page, '.grid-stage canvas'), before);
  const [, layer, head] = /** @type {RegExpExecArray} */ (/layer (\d), head (\d)/.exec(await entry.textContent() ?? ''));
  await press(page, 'Enter');
  const { layer: shownLayer, head: shownHead } = await chosen(page);
  assert.deepEqual([shownLayer, shownHead], [Number(layer), Number(head)]);
  assert.ok(await entry.evaluate((node) => node === /** @type {ShadowRoot} */ (node.getRootNode()).activeElement));
});

/** @param {Page} page @param {string} canvas in the shadow root */
const pictureOf = (page, canvas) => inHeads(page, (heads, selector) => /** @type {ShadowRoot} */ (heads.shadowRoot).querySelector(/** @type {'canvas'} */ (selector))?.toDataURL(), canvas);
