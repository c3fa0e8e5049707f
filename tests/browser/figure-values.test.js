// The numbers that a figure shows, read off the page and compared with float64 at their printed precision.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { inFigure, keys, part, queries, usePosts, vectors } from './figure-post.js';
import { attendRow } from './float64.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { post } = usePosts(lab);

test('the numbers on the screen are those of float64', async () => {
  for (const [score, normalizer] of [['scaled-dot', 'softmax'], ['cosine', 'sparsemax'], ['euclidean', 'entmax15'], ['additive', 'sigmoid']]) {
    const page = await post(`<attention-figure ${vectors} score="${score}" normalizer="${normalizer}"></attention-figure>`);
    const cells = await page.locator('attention-figure table tbody td').allTextContents();
    assert.equal(cells.length, 6);
    queries.forEach((query, row) => {
      const { weights } = attendRow({ query, keys, score, normalizer });
      weights.forEach((weight, column) => assertPrinted(cells[3 * row + column], weight, `${score} ${normalizer} ${row} ${column}`));
    });
  }
});

test('a comparison names its panels in the readout and derives each of them', async () => {
  const page = await post(`<attention-figure ${vectors} compare="softmax sparsemax" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /Softmax (\S+) · Sparsemax (\S+) · difference (\S+)$/.exec(readout) ?? [];
  const [soft, sparse] = ['softmax', 'sparsemax'].map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  [soft, sparse, sparse - soft].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  await part(page, 'stage').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.locator('attention-figure .panel-name').allTextContents(), ['Softmax', 'Sparsemax']);
});

test('heads: each with its entropy, their mean, and which of many are shown', async () => {
  const size = [0, 1, 2];
  const heads = (/** @type {number} */ seed) => [0, 1, 2, 3, 4].map((head) => size.map((token) => size.map((axis) => Math.sin(seed + 7 * head + 3 * token + axis))));
  const [asking, asked] = [heads(1), heads(2)];
  const page = await post(`<attention-figure tokens="a b c" compare="heads" head="4" cell="1 0" queries="${JSON.stringify(asking)}" keys="${JSON.stringify(asked)}"></attention-figure>`);
  const shown = [1, 2, 3, 4];
  const rows = shown.map((head) => asking[head].map((query) => attendRow({ query, keys: asked[head], score: 'scaled-dot', normalizer: 'softmax' }).weights));
  const readout = await part(page, 'readout').innerText();
  const printed = /Head 2 (\S+) · Head 3 (\S+) · Head 4 (\S+) · Head 5 (\S+) · mean (\S+)$/.exec(readout) ?? [];
  const cells = rows.map((row) => row[1][0]);
  [...cells, cells.reduce((sum, weight) => sum + weight / 4, 0)].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  const captions = await page.locator('attention-figure caption').allTextContents();
  assert.equal(captions.length, 4);
  rows.forEach((head, index) => {
    const entropy = head.flat().reduce((sum, weight) => sum - (weight * Math.log2(weight)) / 3, 0);
    const [, said = ''] = /entropy (\S+) bits/.exec(captions[index]) ?? [];
    assert.ok(Math.abs(Number(said) - entropy) <= 0.00501, `${captions[index]}: ${entropy}`);
  });
  assert.match(await part(page, 'note').first().innerText(), /Heads 2 to 5 of 5\./);
  const svg = await inFigure(page, async (figure) => (await /** @type {AttentionFigureElement} */ (figure).exportSVG()).text());
  assert.match(svg, /Mean of these heads/);
});

test('three that are compared say what the later ones differ by from the first', async () => {
  const names = ['softmax', 'entmax15', 'sparsemax'];
  const page = await post(`<attention-figure ${vectors} compare="${names.join(' ')}" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /less Softmax: (\S+), (\S+)$/.exec(readout) ?? [];
  const [first, ...others] = names.map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  others.forEach((weight, index) => assertPrinted(printed[index + 1], weight - first, readout));
});
