// Attention of every shape: self, encoder, decoder, cross; rectangular, causal, of one token, of thousands of heads.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomHeads } from '../node/heads-sets.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { colorOf, field, headsOf, inHeads, inside, look, placesOf, rangeEnd, readout, settled, useHeads } from './heads-post.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = useHeads(lab);

const source = ['the', 'old', 'man', '</s>'];
const target = ['<s>', '老', '人'];
const encoder = randomHeads({ layers: 3, heads: 2, rows: 4, columns: 4 }, 1);
const decoder = randomHeads({ layers: 2, heads: 4, rows: 3, columns: 3, isCausal: true }, 2);
const cross = randomHeads({ layers: 1, heads: 4, rows: 3, columns: 4 }, 3);
const translator = { encoder_tokens: source, decoder_tokens: target, encoder_attentions: encoder, decoder_attentions: decoder, cross_attentions: cross };

/** @param {number} count */
const wordsOf = (count) => Array.from({ length: count }, (_, index) => `w${index}`);

/** @param {Page} page @returns {Promise<string[]>} */
const options = (page, /** @type {string} */ name) => field(page, name).locator('option').allTextContents();

test('an encoder, a decoder and what is between: one is chosen, and what it does not have begins anew', async () => {
  const page = await post(headsOf(translator, 'layer="2" head="1" panel="rollout"'));
  assert.deepEqual(await options(page, 'set'), ['all at once', 'encoder', 'decoder', 'cross-attention']);
  assert.equal(await inside(page, '.grid-stage').getAttribute('aria-label'), 'encoder: 3 layers of 2 heads; decoder: 2 layers of 4 heads; cross-attention: 1 layer of 4 heads');
  assert.equal((await options(page, 'panel')).length, 4);
  await field(page, 'set').selectOption('cross-attention');
  await settled(page);
  assert.equal(await inside(page, '.grid-stage').getAttribute('aria-label'), 'cross-attention: 1 layer of 4 heads');
  const state = await inHeads(page, (heads) => heads.state);
  assert.deepEqual([state.set, state.layer, state.head, state.panel], [2, 0, 1, 'head']);
  assert.equal((await options(page, 'panel')).length, 3, 'queries and keys are other tokens: no rollout');
  await inside(page, '.stage:not(.grid-stage)').focus();
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  const said = await readout(page);
  const begin = 'cross-attention, layer 0, head 1: “人” attends to “</s>”: ';
  assert.ok(said.startsWith(begin), said);
  assertPrinted(said.slice(begin.length), cross[0][1][2][3], said);
});

test('a matrix with more keys than queries: all of it is there, in the map, in the links and in the strip', async () => {
  const matrices = randomHeads({ layers: 1, heads: 2, rows: 3, columns: 7 });
  const page = await post(headsOf({ attentions: matrices }));
  const csv = await inHeads(page, async (heads) => (await heads.export('csv')).text());
  assert.equal(csv.trim().split('\r\n').length, 1 + 21);
  await look(page, { view: 'links' });
  await inside(page, '.links-stage').focus();
  for (const [key, said] of /** @type {[string, string][]} */ ([['End', '“2” attends to'], ['ArrowRight', '“2” is attended to by'], ['End', '“6” is attended to by'], ['ArrowLeft', '“2” attends to']])) {
    await page.keyboard.press(key);
    assert.ok((await readout(page)).includes(said), `${key}: ${await readout(page)}`);
  }
  await look(page, { view: 'token' });
  await inside(page, '.stage:not(.grid-stage):not(.links-stage)').focus();
  for (const key of ['End', 'End', 'PageDown']) await page.keyboard.press(key);
  assert.match(await readout(page), /^layer 0, head 1: “2” attends to “6”: /);
});

test('a causal half is hatched in the map, blank in the grid, and said', async () => {
  const matrices = randomHeads({ layers: 1, heads: 2, rows: 4, columns: 4, isCausal: true });
  const page = await post(headsOf({ tokens: ['a', 'b', 'c', 'd'], attentions: matrices }));
  const stage = inside(page, '.stage:not(.grid-stage)');
  await stage.focus();
  for (const key of ['Home', 'End']) await page.keyboard.press(key);
  assert.equal(await readout(page), 'layer 0, head 0: “a” does not look at “d”');
  await page.mouse.move(2, 2);
  await stage.blur();
  const largest = Math.max(...matrices.flat(3));
  for (const color of [colorOf(0)]) {
    assert.equal((await placesOf(page, '.stage:not(.grid-stage) canvas', color, 12)).length, 0, 'no masked cell has the colour of zero');
    assert.equal((await placesOf(page, '.grid-stage canvas', color, 12)).length, 0);
  }
  assert.ok((await placesOf(page, '.stage:not(.grid-stage) canvas', colorOf(matrices[0][0][1][0] / rangeEnd(largest)))).length > 0);
  // In the grid, a head's picture is 88 pixels at (30, 24): its upper right corner is the page's paper.
  const [corner] = await corners(page);
  assert.deepEqual(corner, { masked: true, attended: false });
  const csv = await inHeads(page, async (heads) => (await heads.export('csv')).text());
  assert.ok(csv.includes('0,a,3,d,0,0\r\n'));
});

/** @param {Page} page @returns {Promise<{ masked: boolean, attended: boolean }[]>} whether the middles of two cells of a picture are paper, or clear */
const corners = (page) => inHeads(page, (heads) => {
  const canvas = /** @type {HTMLCanvasElement} */ (heads.shadowRoot?.querySelector('.grid-stage canvas'));
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d'));
  context.drawImage(canvas, 0, 0);
  const isPaper = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [red, green, blue, opacity] = context.getImageData(x, y, 1, 1).data;
    return opacity === 0 || [red, green, blue].join() === '252,251,248';
  };
  return [{ masked: isPaper(30 + 77, 24 + 11), attended: isPaper(30 + 11, 24 + 77) }];
});

test('one token, one head: every view is drawn, and says so', async () => {
  const page = await post(headsOf({ tokens: ['alone'], attentions: [[[[1]]]] }));
  assert.ok(await inside(page, '.grid-stage').isHidden());
  for (const view of /** @type {const} */ (['head', 'links', 'token', 'grid'])) {
    await look(page, { view });
    const svg = await inHeads(page, async (heads) => (await heads.export('svg')).text());
    assert.match(svg, /^<svg /);
    assert.match(await readout(page), /layer 0, head 0: most weight 1\.000, from “alone” to “alone”/);
  }
  await look(page, { withoutFirst: true, withoutSpecials: true, words: true, log: true, range: 'each', view: 'head' });
  assert.match(await readout(page), /1\.000/);
});

test('48 layers of 64 heads: the grid is all there, scrolls within its own frame, and is walked to its end', async () => {
  const [matrices] = [Array.from({ length: 48 }, (_, layer) => randomHeads({ layers: 1, heads: 64, rows: 4, columns: 4 }, layer)[0])];
  for (const width of [1280, 360]) {
    const page = await post(headsOf({ attentions: matrices }, 'view="grid"'), { width });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no wider than ${width}`);
    const stage = inside(page, '.grid-stage');
    await stage.focus();
    for (const key of ['PageDown', 'End']) await page.keyboard.press(key);
    const weight = Math.max(...matrices[47][63].flat());
    const said = await readout(page);
    assert.ok(said.startsWith('layer 47, head 63: most weight '), said);
    assertPrinted(/** @type {RegExpExecArray} */ (/weight (\S+),/.exec(said))[1], weight, said);
    if (width === 360) await until(() => stage.evaluate((node) => node.scrollLeft > 0), 'the head that is walked to is in sight');
  }
});

test('600 tokens: the links scroll, what is in sight is drawn, and the keyboard brings a token into sight', async () => {
  const count = 600;
  const matrix = wordsOf(count).map((_, row) => wordsOf(count).map((_, column) => Number(column === (row + 7) % count)));
  const page = await post(headsOf({ tokens: wordsOf(count), attentions: [[matrix]] }, 'view="links"'));
  const stage = inside(page, '.links-stage');
  const sizes = await stage.evaluate((node) => ({ height: node.clientHeight, whole: node.scrollHeight, canvas: node.querySelector('canvas')?.clientHeight ?? 0 }));
  assert.ok(sizes.height <= 600 && sizes.whole > 600 * 20 && sizes.canvas <= 601, JSON.stringify(sizes));
  await stage.focus();
  for (const key of ['ArrowDown', 'End']) await page.keyboard.press(key);
  assert.match(await readout(page), /“w599” attends to “w6” 1\.000/);
  const { top, height, whole } = await stage.evaluate((node) => ({ top: node.scrollTop, height: node.clientHeight, whole: node.scrollHeight }));
  assert.ok(top + height > whole - 60, 'the last token is in sight');
  const box = await stage.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 30, box.y + height / 2);
  const line = Math.floor((top + height / 2 - 30) / 26);
  assert.match(await readout(page), new RegExp(`“w${line}” attends to “w${(line + 7) % count}” 1\\.000`));
});

test('a batch is chosen, and its numbers are shown', async () => {
  const batches = [randomHeads({ layers: 2, heads: 2, rows: 3, columns: 3 }, 5), randomHeads({ layers: 2, heads: 2, rows: 3, columns: 3 }, 6)];
  // [layers, batch, heads, queries, keys]
  const attentions = [0, 1].map((layer) => batches.map((matrices) => matrices[layer]));
  const page = await post(headsOf({ attentions }));
  await field(page, 'batch').selectOption('1');
  await settled(page);
  const { weights } = await inHeads(page, (heads) => heads.matrix());
  assert.deepEqual(weights, batches[1][0][0]);
});
