// All attentions of a model at once: their grids side by side, or one under the other; one range of colours, or one each.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { colorOf, field, headsOf, inHeads, inside, look, placesOf, readout, settled, useHeads } from './heads-post.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Point } from './heads-post.js'
 */

const lab = useBrowser();
const { post } = useHeads(lab);

/** @param {string} letter @param {number} count */
const wordsOf = (letter, count) => Array.from({ length: count }, (_, index) => `${letter}${index}`);

/**
 * Heads of one weight each, so that a head on the canvas is a rectangle of one colour.
 * @param {number} rows
 * @param {number} columns
 * @param {[layer: number, head: number, weight: number]} other than the rest
 */
const flatHeads = (rows, columns, [otherLayer, otherHead, weight]) => Array.from({ length: 6 }, (_, layer) => Array.from({ length: 8 }, (_, head) => {
  const value = layer === otherLayer && head === otherHead ? weight : 0.0625;
  return Array.from({ length: rows }, () => new Array(columns).fill(value));
}));

/** As T5 has them: six layers of eight heads in each of three attentions, of 20 and 14 tokens. */
const model = {
  encoder_tokens: wordsOf('e', 20),
  decoder_tokens: wordsOf('d', 14),
  encoder_attentions: flatHeads(20, 20, [2, 3, 0.5]),
  decoder_attentions: flatHeads(14, 14, [5, 7, 0.5]),
  cross_attentions: flatHeads(14, 20, [1, 6, 0.25]),
};

/** @typedef {{ left: number, right: number, top: number, bottom: number, middle: Point }} Patch */

/**
 * Rectangles of one colour in the grids, from left to right and downwards.
 * @param {Page} page
 * @param {number} share of the range
 * @returns {Promise<Patch[]>}
 */
async function patches(page, share) {
  await page.mouse.move(1, 1);
  const places = await placesOf(page, '.grid-stage canvas', colorOf(share), 1);
  /** @type {Patch[]} */
  const found = [];
  for (const { x, y } of places) {
    const near = found.find((patch) => x > patch.left - 3 && x < patch.right + 3 && y > patch.top - 3 && y < patch.bottom + 3);
    if (!near) found.push({ left: x, right: x, top: y, bottom: y, middle: { x, y } });
    else Object.assign(near, { left: Math.min(near.left, x), right: Math.max(near.right, x), top: Math.min(near.top, y), bottom: Math.max(near.bottom, y) });
  }
  // The end of the legend has this colour, too, but it is no picture of a head.
  return found.filter(({ left, right, top, bottom }) => right - left > 12 && bottom - top > 13)
    .map((patch) => ({ ...patch, middle: { x: (patch.left + patch.right) / 2, y: (patch.top + patch.bottom) / 2 } }))
    .sort((one, other) => one.left - other.left || one.top - other.top);
}

/** @param {Page} page @returns {Promise<string[]>} what is written in the drawing of the grids */
const written = (page) => inHeads(page, async (heads) => {
  const svg = new DOMParser().parseFromString(await (await heads.export('svg')).text(), 'image/svg+xml');
  return [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
});

/** @param {Page} page @returns {Promise<any[]>} set, layer, head, others, query */
const chosen = (page) => inHeads(page, async (heads) => {
  await heads.ready;
  const { set, layer, head, others, query } = heads.state;
  return [set, layer, head, others, query];
});

test('three grids side by side: headings, axes of their own, and pictures that keep the ratio of their matrices', async () => {
  const page = await post(headsOf(model, 'view="grid"'), { width: 1200 });
  const [encoder, decoder] = await patches(page, 1);
  const [cross] = await patches(page, 0.5);
  assert.ok(encoder.right < decoder.left && decoder.right < cross.left, 'encoder, decoder, cross from left to right');
  for (const [patch, ratio] of /** @type {const} */ ([[encoder, 1], [decoder, 1], [cross, 14 / 20]])) {
    const [across, down] = [patch.right - patch.left + 1, patch.bottom - patch.top + 1];
    assert.ok(Math.abs(down - ratio * across) <= 1.5, `${across} × ${down}`);
  }
  const texts = await written(page);
  for (const name of ['encoder', 'decoder', 'cross-attention']) assert.equal(texts.filter((text) => text === name).length, 1, name);
  // Heads 0 to 7 and layers 0 to 5, three times each.
  for (const [number, count] of /** @type {const} */ ([['7', 3], ['5', 6], ['8', 0]])) assert.equal(texts.filter((text) => text === number).length, count, number);
});

test('few heads, which leave room beside them, are as high as they are wide', async () => {
  const square = [[[[1, 1], [1, 1]]]];
  const page = await post(headsOf({ encoder_tokens: ['a', 'b'], decoder_tokens: ['c', 'd'], encoder_attentions: square, decoder_attentions: square, cross_attentions: square }, 'view="grid"'), { width: 1200 });
  const found = await patches(page, 1);
  assert.equal(found.length, 3);
  for (const { left, right, top, bottom } of found) assert.ok(Math.abs(right - left - (bottom - top)) <= 1.5, `${right - left} × ${bottom - top}`);
});

test('one range for all attentions, for each, or for each head: colours and legends say which', async () => {
  const page = await post(headsOf(model, 'view="grid"'), { width: 1200 });
  assert.deepEqual([(await patches(page, 1)).length, (await patches(page, 0.5)).length], [2, 1]);
  assert.ok((await patches(page, 0.125)).length > 100, 'the rest is weak');
  assert.ok((await written(page)).includes('weight: one range for all attentions'));
  await field(page, 'range').selectOption('a range for each attention');
  await settled(page);
  assert.deepEqual([(await patches(page, 1)).length, (await patches(page, 0.5)).length], [3, 0]);
  const texts = await written(page);
  for (const name of ['encoder', 'decoder', 'cross-attention']) assert.ok(texts.includes(`weight: ${name} alone`), name);
  assert.deepEqual(texts.filter((text) => ['0.5', '0.25', '0.125'].includes(text)), ['0.25', '0.5', '0.25', '0.5', '0.125', '0.25'], 'the numbers of three legends');
  assert.equal(await inHeads(page, (heads) => heads.link), 'view=grid&range=set');
  await field(page, 'range').selectOption('a range for each head');
  await settled(page);
  assert.equal((await patches(page, 0.125)).length, 0, 'every head has its own');
  assert.ok((await patches(page, 1)).length >= 3 * 48);
  assert.ok((await written(page)).includes('share of each head’s largest weight'));
});

test('the large head has the colours of its grid', async () => {
  const page = await post(headsOf(model, 'set="2" layer="1" head="6"'), { width: 1200 });
  const cells = async (/** @type {number} */ share) => (await placesOf(page, '.detail .stage:not(.links-stage) canvas', colorOf(share), 12)).length;
  assert.ok(await cells(0.5) > 20 && await cells(1) === 0, 'half of the range of all');
  await look(page, { range: 'set' });
  assert.ok(await cells(1) > 20, 'the end of its own');
});

test('a click chooses a head of any attention; the large head and those over it follow', async () => {
  const page = await post(headsOf(model), { width: 1200 });
  const [encoder, decoder] = await patches(page, 1);
  const [cross] = await patches(page, 0.5);
  await page.mouse.click(decoder.middle.x, decoder.middle.y);
  assert.deepEqual(await chosen(page), [1, 5, 7, [], null]);
  assert.equal(await readout(page), 'decoder, layer 5, head 7: most weight 0.500, from “d0” to “d0”');
  assert.deepEqual(await inHeads(page, async (heads) => { const { weights, keys } = await heads.matrix(); return [weights.length, weights[0][0], keys.length]; }), [14, 0.5, 14]);
  const left = decoder.middle.x - (decoder.right - decoder.left + 6);
  await page.keyboard.down('Control');
  await page.mouse.click(left, decoder.middle.y);
  assert.deepEqual(await chosen(page), [1, 5, 7, [[5, 6]], null]);
  assert.equal(await inside(page, '.links-stage').getAttribute('aria-label'), 'decoder, 2 heads');
  await look(page, { query: 3 });
  await page.mouse.click(cross.middle.x, cross.middle.y);
  await page.keyboard.up('Control');
  assert.deepEqual(await chosen(page), [2, 1, 6, [], 3], 'the decoder’s queries are those of the cross-attention; heads over it are not');
  await page.mouse.click(encoder.middle.x, encoder.middle.y);
  assert.deepEqual(await chosen(page), [0, 2, 3, [], null]);
});

test('arrow keys go on from one grid to the next, and Enter chooses there', async () => {
  const page = await post(headsOf(model), { width: 1200 });
  await inside(page, '.grid-stage').focus();
  for (const [key, place] of /** @type {const} */ ([
    ['ArrowDown', 'encoder, layer 1, head 0'], ['End', 'encoder, layer 1, head 7'], ['ArrowRight', 'decoder, layer 1, head 0'], ['ArrowLeft', 'encoder, layer 1, head 7'],
    ['ArrowRight', 'decoder, layer 1, head 0'], ['End', 'decoder, layer 1, head 7'], ['ArrowRight', 'cross-attention, layer 1, head 0'],
    ['PageDown', 'cross-attention, layer 5, head 0'], ['ArrowDown', 'cross-attention, layer 5, head 0'], ['End', 'cross-attention, layer 5, head 7'], ['ArrowRight', 'cross-attention, layer 5, head 7'],
  ])) {
    await page.keyboard.press(key);
    assert.ok((await readout(page)).startsWith(`${place}: `), `${key}: ${await readout(page)}`);
  }
  await page.keyboard.press('Enter');
  assert.deepEqual(await chosen(page), [2, 5, 7, [], null]);
});

test('at 360 pixels they stand one under the other, nothing is cut off, and arrows go down through them', async () => {
  const page = await post(headsOf(model), { width: 360, context: { hasTouch: true } });
  const [decoder, encoder] = (await patches(page, 1)).sort((one, other) => other.top - one.top);
  const [cross] = await patches(page, 0.5);
  const before = await inside(page, '.grid-stage canvas').boundingBox();
  assert.ok(encoder.bottom < decoder.top && decoder.bottom < cross.top, 'encoder, decoder, cross downwards');
  assert.ok(encoder.right - encoder.left > 24, 'large enough for a finger');
  const sizes = await inHeads(page, (heads) => {
    const stage = /** @type {HTMLElement} */ (/** @type {ShadowRoot} */ (heads.shadowRoot).querySelector('.grid-stage'));
    return [stage.scrollWidth - stage.clientWidth, document.documentElement.scrollWidth];
  });
  assert.deepEqual(sizes, [0, 360]);
  await inside(page, '.grid-stage').focus();
  for (const [key, place] of /** @type {const} */ ([['PageDown', 'encoder, layer 5'], ['ArrowDown', 'decoder, layer 0'], ['ArrowUp', 'encoder, layer 5'], ['ArrowRight', 'encoder, layer 5']])) {
    await page.keyboard.press(key);
    assert.ok((await readout(page)).startsWith(place), `${key}: ${await readout(page)}`);
  }

  await page.evaluate((top) => scrollTo(0, top - 100), cross.top);
  const after = await inside(page, '.grid-stage canvas').boundingBox();
  assert.ok(before && after);
  await page.touchscreen.tap(cross.middle.x, cross.middle.y + after.y - before.y);
  await until(async () => (await chosen(page))[0] === 2, 'tapped');
  assert.deepEqual((await chosen(page)).slice(0, 3), [2, 1, 6]);
});

test('pointing at a head lights it, and the same layer and head of the others', async () => {
  const page = await post(headsOf(model, 'view="grid"'), { width: 1200 });
  const [encoder] = await patches(page, 1);
  const outlines = () => inHeads(page, async (heads) => (await (await heads.export('svg')).text()).split('fill="none"').length);
  const before = await outlines();
  await page.mouse.move(encoder.middle.x, encoder.middle.y);
  assert.equal(await outlines(), before + 3);
  assert.equal(await readout(page), 'encoder, layer 2, head 3: most weight 0.500, from “e0” to “e0”');
});

test('the field shows one or all, the link and the attribute say so, and what is exported says of which attention it is', async () => {
  const page = await post(headsOf(model, 'set="2"'), { width: 1200 });
  assert.equal(await field(page, 'set').inputValue(), 'all');
  await field(page, 'set').selectOption('cross-attention');
  await settled(page);
  assert.equal(await inHeads(page, (heads) => heads.link), 'set=2&grids=one');
  assert.equal(await inside(page, '.grid-stage').getAttribute('aria-label'), 'cross-attention: 6 layers of 8 heads');
  assert.equal((await patches(page, 1)).length, 1, 'its own range');
  const [title, line] = (await inHeads(page, async (heads) => (await heads.export('csv')).text())).replace('\uFEFF', '').split('\r\n');
  assert.deepEqual([title, line], ['attention,query,query token,key,key token,attended,weight', 'cross_attentions,0,d0,0,e0,1,0.0625']);
  assert.equal(await inside(page, '.numbers caption').textContent(), 'cross-attention, layer 0, head 0: where each query attends');
  assert.ok((await written(page)).includes('cross-attention, layer 0, head 0'), 'a picture of one head names its attention');
  const download = page.waitForEvent('download');
  await inHeads(page, (heads) => heads.save('npy'));
  assert.equal((await download).suggestedFilename(), 'attention-heads-cross_attentions.npy');
  await field(page, 'set').selectOption('all at once');
  await settled(page);
  assert.equal(await inHeads(page, (heads) => heads.link), 'set=2&grids=all');
  const single = await post(headsOf(model, 'grids="one" set="1"'), { width: 1200, lang: 'zh' });
  assert.equal(await inside(single, '.grid-stage').getAttribute('aria-label'), '解码器：6 层，每层 8 个头');
  assert.equal(await field(single, 'set').inputValue(), '1');
});

test('a range for each head goes for the strip of one token, too: each has its own there', async () => {
  const weak = [[[0.5, 0.25], [0.5, 0.25]], [[0.125, 0.0625], [0.125, 0.0625]]];
  const page = await post(headsOf({ tokens: ['a', 'b'], attentions: [weak] }, 'view="token"'));
  const rows = async (/** @type {number} */ share) => new Set((await placesOf(page, '.detail .stage:not(.links-stage) canvas', colorOf(share), 4)).filter(({ x }, _, all) => x === Math.min(...all.map((place) => place.x))).map(({ y }) => y)).size;
  const [one, quarter] = [await rows(1), await rows(0.25)];
  assert.ok(one > 0 && quarter > 0, 'one range: the second head is weak');
  await look(page, { range: 'each' });
  assert.ok(await rows(1) > one, 'each to its own end');
  assert.equal(await rows(0.25), 0);
  assert.ok((await written(page)).includes('share of each head’s largest weight'));
});

test('negative sums cannot be rolled out: said in the reader’s language', async () => {
  const body = headsOf({ tokens: ['a', 'b'], attentions: [[[[0.5, 0.5], [-1, -0.5]]], [[[0.5, 0.5], [0.5, 0.5]]]] }, 'panel="rollout" layer="1"');
  for (const [lang, message] of /** @type {const} */ ([
    ['en', 'The attention cannot be drawn. rollout: expected the weights of each query to sum to 0 or more, got -1.500 in layer 0, query 1'],
    ['zh', '这些注意力画不出来。累积：每个查询的权重之和应不小于 0，现为 -1.500（第 0 层，第 1 个查询）'],
  ])) {
    const page = await post(body, { lang, complains: true });
    await until(async () => await inside(page, '.problem').textContent() !== '', 'a problem');
    assert.equal((await inside(page, '.problem').textContent())?.replace('−', '-'), message);
  }
});
