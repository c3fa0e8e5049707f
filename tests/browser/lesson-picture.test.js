// The section on pictures: what the patches attend to, non-local means, and the reader's own pictures.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { assertAccessible, sideways } from './lesson-page.js';
import { meansOf, weightsOfPixel } from './nonlocal-means.js';
import { colorPng, halvesPng } from './picture-file.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 * @import { Picture } from './nonlocal-means.js'
 */

const lab = useBrowser({ usesClipboard: true });

/** The time limit for attention of every pixel to every pixel on a busy machine, in milliseconds. */
const patience = { timeout: 90_000 };

/** @param {OpenOptions & { name?: string, hash?: string }} [options] */
async function open({ name = 'index.html', hash = '#picture', ...options } = {}) {
  const { page, complaints } = await lab.open({ address: lab.url + name + hash, ...options });
  await page.locator('#picture[data-started]').waitFor();
  return { page, complaints };
}

/** @param {Page} page @param {string} id @returns {Promise<Picture>} the pixels of a board */
async function pixelsOf(page, id) {
  return page.evaluate((board) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(`#${board} canvas`));
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(canvas, 0, 0);
    return { width, height, data: Array.from(context.getImageData(0, 0, width, height).data) };
  }, id);
}

/** @param {Picture} picture @returns {number[][]} its patches of 8 x 8 pixels, the last pixels repeated */
function patchesOf({ width, height, data }) {
  const patches = [];
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      patches.push(Array.from({ length: 192 }, (_, i) => {
        const [x, y] = [Math.min(width - 1, left + (Math.floor(i / 3) % 8)), Math.min(height - 1, top + Math.floor(i / 24))];
        return data[4 * (y * width + x) + (i % 3)] / 255;
      }));
    }
  }
  return patches;
}

/**
 * Compares what the page says of a patch with float64: places, weights, and how many patches hold half of the weight.
 * @param {Page} page
 * @param {{ row: number, column: number, score: string, self?: boolean }} look from 1
 */
async function assertLook(page, { row, column, score, self = false }) {
  const picture = await pixelsOf(page, 'image-patches');
  const columns = Math.ceil(picture.width / 8);
  const patches = patchesOf(picture);
  const chosen = (row - 1) * columns + column - 1;
  const numbers = (/** @type {string} */ words) => (words.match(/<?\d+(\.\d+)?/g) ?? []);
  const [temperature] = numbers(await page.locator('output[for=image-sharpness]').innerText());
  const { weights } = attendRow({
    query: patches[chosen], keys: patches, score, normalizer: 'softmax', temperature: Number(temperature),
    attended: patches.map((_, i) => self || i !== chosen),
  });
  const printed = numbers(await page.locator('.image-look-said').innerText());
  const isChinese = (await page.locator('html').getAttribute('lang')) === 'zh-CN';
  assert.deepEqual(printed.slice(0, 2), [String(row), String(column)]);
  const listed = [0, 1, 2].map((i) => printed.slice(2 + 3 * i, 5 + 3 * i));
  const order = weights.map((_, i) => i).sort((a, b) => weights[b] - weights[a] || a - b);
  listed.forEach(([r, c, weight], i) => {
    const at = (Number(r) - 1) * columns + Number(c) - 1;
    assertPrinted(weight, weights[at], `weight ${i + 1}`);
    assert.ok(Math.abs(weights[at] - weights[order[i]]) < 1e-5, `place ${i + 1}: ${r}, ${c}`);
  });
  let [half, sum] = [0, 0];
  while (sum < 0.5 - 1e-6) sum += weights[order[half++]];
  assert.deepEqual(printed.slice(11), (isChinese ? [patches.length, half] : [half, patches.length]).map(String));
}

/** @param {Page} page @param {Picture} clean @param {Picture} noisy @param {Picture} after */
async function assertDecibels(page, clean, noisy, after) {
  const of = (/** @type {Picture} */ picture) => {
    let sum = 0;
    for (let i = 0; i < clean.data.length; i++) if (i % 4 < 3) sum += (picture.data[i] - clean.data[i]) ** 2;
    return 10 * Math.log10((255 ** 2 * 3 * clean.width * clean.height) / sum);
  };
  const [before, now, gain] = (await page.locator('.image-noise-said').innerText()).match(/−?\d+\.\d+/g) ?? [];
  assertPrinted(before ?? null, of(noisy), 'before');
  assertPrinted(now, of(after), 'after');
  assertPrinted(gain, of(after) - of(noisy), 'gain');
  return Number(gain);
}

/** @param {Page} page */
async function denoise(page) {
  await page.locator('.image-run').click();
  await page.locator('#image-denoised canvas').waitFor(patience);
}

/** @param {Page} page @param {string} name @param {Buffer} buffer */
const give = (page, name, buffer) => page.locator('.image-file input').setInputFiles({ name, mimeType: name.endsWith('.png') ? 'image/png' : 'text/plain', buffer });

/** @param {Page} page */
const handle = (page) => page.locator('#image-patches .image-handle');

for (const name of ['index.html', 'zh.html']) {
  test(`a patch, chosen by click and by keys, agrees with float64: ${name}`, async () => {
    const { page, complaints } = await open({ name });
    await assertLook(page, { row: 7, column: 4, score: 'euclidean' });
    const board = page.locator('#image-patches');
    const { width } = /** @type {{ width: number }} */ (await board.boundingBox());
    await board.click({ position: { x: (13.5 / 16) * width, y: (8.5 / 16) * width } });
    await assertLook(page, { row: 9, column: 14, score: 'euclidean' });
    await handle(page).press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    await assertLook(page, { row: 8, column: 13, score: 'euclidean' });
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowRight');
    await assertLook(page, { row: 8, column: 16, score: 'euclidean' });
    await page.locator('#picture input[value=scaled-dot]').check();
    await assertLook(page, { row: 8, column: 16, score: 'scaled-dot' });
    assert.match(await page.locator('.image-find').innerText(), name === 'zh.html' ? /256 块里只有 1 块/ : /only 1 of 256/);
    await page.locator('#picture input[value=cosine]').check();
    await page.locator('#image-self').check();
    await assertLook(page, { row: 8, column: 16, score: 'cosine', self: true });
    assert.match(page.url(), /picture=8,16,cosine,50,self/);

    await page.reload();
    await page.locator('#picture[data-started]').waitFor();
    await assertLook(page, { row: 8, column: 16, score: 'cosine', self: true });
    await page.locator('#image-self').uncheck();
    await page.locator('#bar-undo').click();
    assert.ok(await page.locator('#image-self').isChecked());
    await page.locator('#bar-reset summary').click();
    await page.locator('#reset-all').click();
    await assertLook(page, { row: 7, column: 4, score: 'euclidean' });
    assert.deepEqual(complaints, []);
  });
}

test('every pixel attends to every pixel: the drawn picture without its noise, and the gain', async () => {
  const { page, complaints } = await open();
  const noisy = await pixelsOf(page, 'image-noisy');
  assert.deepEqual([noisy.width, noisy.height], [128, 128]);
  const height = 4.5 * 25 * Math.hypot(0.299, 0.587, 0.114);
  assertPrinted((await page.locator('output[for=image-strength]').innerText()).match(/[\d.]+/)?.[0] ?? '', height, 'h');
  const weights = weightsOfPixel(noisy, height, 110 * 128 + 44);
  const words = (await page.locator('.image-pixel-said').innerText()).match(/[\d,.]*\d/g) ?? [];
  assertPrinted(words[2], weights[110 * 128 + 44], 'own weight');
  assert.equal(Number(words[3]), weights.filter((weight) => weight >= weights[110 * 128 + 44] / 10).length - 1);

  await denoise(page);
  const after = await pixelsOf(page, 'image-denoised');
  const sample = Array.from({ length: 128 }, (_, i) => (i * 7919) % 16384);
  const truth = meansOf(noisy, height, sample);
  for (const pixel of sample) {
    for (let c = 0; c < 3; c++) assert.ok(Math.abs(after.data[4 * pixel + c] - truth.data[4 * pixel + c]) <= 1, `pixel ${pixel}`);
  }
  assert.ok((await assertDecibels(page, await pixelsOf(page, 'image-patches'), noisy, after)) > 4);
  assert.match(await page.locator('.image-noise-said').innerText(), /16,384 tokens, 268,435,456 weights/);

  // With another noise, the old result is removed.
  await page.locator('#image-deviation').press('ArrowRight');
  assert.ok(!(await page.locator('#image-denoised').isVisible()));
  assert.match(page.url(), /picture.noise=30,4.5,45,111/);
  assert.deepEqual(complaints, []);
});

test('the work can be stopped and started again', async () => {
  const { page, complaints } = await open();
  await page.locator('.image-run').click();
  await page.locator('.image-progress').waitFor();
  assert.equal(await page.locator('.image-run').getAttribute('aria-disabled'), 'true');
  await page.locator('.image-stop').click();
  await until(async () => /Stopped/.test(await page.locator('.image-noise-said').innerText()), 'stopped');
  assert.ok(!(await page.locator('.image-progress').isVisible()));
  assert.ok(!(await page.locator('#image-denoised').isVisible()));
  assert.ok(await page.locator('.image-run').evaluate((node) => node === document.activeElement), 'the focus is not lost');
  await denoise(page);
  assert.deepEqual(complaints, []);
});

test('a picture of the reader’s own: a PNG by file, by drop and by paste', async () => {
  const { page, complaints } = await open();
  const file = colorPng(40, 27, (x, y) => (x % 10 < 5 ? [200, 60 + 4 * y, 40] : [30, 90, 60 + 4 * x]));
  await give(page, 'stripes.png', file);
  await until(async () => /40 × 27/.test(await page.locator('.image-said').innerText()), 'taken');
  const clean = await pixelsOf(page, 'image-patches');
  assert.deepEqual([clean.width, clean.height, clean.data[0], clean.data[1], clean.data[2]], [40, 27, 200, 60, 40]);
  // A smaller picture has no row 7, so the nearest row is chosen.
  await assertLook(page, { row: 4, column: 4, score: 'euclidean' });
  const noisy = await pixelsOf(page, 'image-noisy');
  await denoise(page);
  const after = await pixelsOf(page, 'image-denoised');
  const truth = meansOf(noisy, 4.5 * 25 * Math.hypot(0.299, 0.587, 0.114));
  truth.data.forEach((value, i) => assert.ok(Math.abs(value - after.data[i]) <= 1, `value ${i}`));
  await assertDecibels(page, clean, noisy, after);

  await page.locator('.image-back').click();
  assert.equal((await pixelsOf(page, 'image-patches')).width, 128);
  for (const kind of ['drop', 'paste']) {
    await page.evaluate(([type, bytes]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(/** @type {number[]} */ (bytes))], 'mine.png', { type: 'image/png' }));
      const options = { bubbles: true, cancelable: true };
      const event = type === 'drop' ? new DragEvent('drop', { ...options, dataTransfer: data }) : new ClipboardEvent('paste', { ...options, clipboardData: data });
      (type === 'drop' ? document.querySelector('#image-patches') : document.body)?.dispatchEvent(event);
    }, /** @type {const} */ ([kind, [...colorPng(kind === 'drop' ? 20 : 24, 16, () => [9, 99, 199])]]));
    await until(async () => (await pixelsOf(page, 'image-patches')).width === (kind === 'drop' ? 20 : 24), kind);
  }
  await until(async () => /picture=own,2,3,euclidean,50/.test(page.url()), 'the link');
  await page.reload();
  await page.locator('#picture[data-started]').waitFor();
  assert.match(await page.locator('.image-said').innerText(), /a picture of the reader’s own/);
  assert.equal((await pixelsOf(page, 'image-patches')).width, 128);
  assert.deepEqual(complaints, []);
});

test('a huge picture is scaled down, a picture of one pixel is accepted, and a file that is no picture is refused', async () => {
  const { page, complaints } = await open();
  const said = page.locator('.image-said');
  await give(page, 'huge.png', halvesPng(9600, 6000));
  await until(async () => /9600 × 6000 pixels and was scaled down to 128 × 80/.test(await said.innerText()), 'scaled down');
  const { data } = await pixelsOf(page, 'image-patches');
  assert.deepEqual([data[4 * 20], data[4 * 100]], [255, 0]);

  for (const [name, buffer] of /** @type {[string, Buffer][]} */ ([['notes.txt', Buffer.from('no picture')], ['broken.png', colorPng(9, 9, () => [1, 2, 3]).subarray(0, 40)], ['empty.png', Buffer.alloc(0)]])) {
    await give(page, name, buffer);
    await until(async () => (await page.locator('.image-problem').innerText()).includes(name), name);
    const { width, height } = await pixelsOf(page, 'image-patches');
    assert.deepEqual([width, height], [128, 80], 'what the reader had stays');
  }
  await page.evaluate(() => document.querySelector('#picture')?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() })));
  assert.match(await page.locator('.image-problem').innerText(), /no picture in that/);

  await give(page, 'dot.png', colorPng(1, 1, () => [12, 200, 90]));
  await until(async () => /one patch only/.test(await page.locator('.image-look-said').innerText()), 'one pixel');
  assert.ok(!(await page.locator('.image-problem').isVisible()));
  await denoise(page);
  assert.deepEqual((await pixelsOf(page, 'image-denoised')).data, (await pixelsOf(page, 'image-noisy')).data);
  assert.match(await page.locator('.image-noise-said').innerText(), /a gain of ≈\s0 dB.* 1 tokens/s);
  assert.deepEqual(complaints, []);
});

test('a broken link says so and shows the author’s state', async () => {
  const { page } = await open({ hash: '#picture=99,1,cosine,50&picture.noise=1' });
  await page.locator('#picture .broken-link').waitFor();
  await assertLook(page, { row: 7, column: 4, score: 'euclidean' });
  assert.equal(await page.locator('#image-deviation').inputValue(), '25');
});

test('without scripts the picture and its findings are there', async () => {
  for (const name of ['index.html', 'zh.html']) {
    const { page } = await lab.open({ address: `${lab.url}${name}#picture`, context: { javaScriptEnabled: false } });
    assert.deepEqual(await page.locator('#picture img').evaluateAll((nodes) => nodes.map((node) => /** @type {HTMLImageElement} */ (node).naturalWidth)), [128]);
    assert.equal(await page.locator('#picture .insight').count(), 2);
    assert.equal(await page.locator('#picture :is(button, input):visible').count(), 0);
  }
});

for (const [name, dark] of /** @type {[string, boolean][]} */ ([['index.html', false], ['zh.html', true]])) {
  test(`it fits a phone, and axe-core finds nothing: ${name}`, async () => {
    const { page, complaints } = await open({ name, width: 320, dark });
    await give(page, 'tall.png', colorPng(24, 60, (x, y) => [4 * x, 4 * y, 120]));
    await until(async () => (await pixelsOf(page, 'image-patches')).width === 24, 'taken');
    await denoise(page);
    assert.equal(await sideways(page), 0);
    await assertAccessible(page, '#picture', name);
    const low = await page.evaluate(() => [...document.querySelectorAll('#picture :is(button, .check, .image-button)')]
      .filter((node) => node.getClientRects().length > 0 && node.getBoundingClientRect().height < 44).map((node) => node.className));
    assert.deepEqual(low, []);
    assert.deepEqual(complaints, []);
  });
}
