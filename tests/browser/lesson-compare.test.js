// The section that compares two vectors: three scores of two arrows that are dragged.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';
import { approachSection, assertAccessible, assertFits, assertPredicts, assertRefuses, numberOf, openSection, step } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const scores = ['dot', 'cosine', 'euclidean'];

/**
 * Reads the vectors from the names of the handles.
 * @param {Page} page
 */
async function vectors(page) {
  const names = await page.locator('#compare .picture-handle').evaluateAll((handles) => handles.map((handle) => handle.getAttribute('aria-valuetext') ?? ''));
  return names.map((name) => (/\((.*?), (.*?)\)/.exec(name) ?? []).slice(1, 3).map(numberOf));
}

/** @param {Page} page @param {string} score */
const printed = async (page, score) => (await page.locator(`#compare [data-score=${score}]`).textContent()) ?? '';

/** Compares all three printed scores with float64. @param {Page} page @param {string} what */
async function assertScores(page, what) {
  const [query, key] = await vectors(page);
  for (const score of scores) {
    const truth = attendRow({ query, keys: [key], score, normalizer: 'softmax' }).scaled[0];
    assertPrinted(await printed(page, score), truth, `${what}, ${score}`);
  }
  return { query, key };
}

/** Drags an arrow's end by some pixels. @param {Page} page @param {number} handle @param {number} across @param {number} down */
async function drag(page, handle, across, down) {
  const node = page.locator('#compare .picture-handle').nth(handle);
  await node.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await node.boundingBox());
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + across / 2, y + down / 2);
  await page.mouse.move(x + across, y + down);
  await page.mouse.up();
}

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`stretching changes the dot product and not the cosine: ${language}`, async () => {
    const { page, complaints } = await openSection(lab, 'compare', { language });
    assert.deepEqual(await assertScores(page, 'as written'), { query: [3, 1], key: [1, 1] });
    const before = await Promise.all(scores.map((score) => printed(page, score)));
    await step(page, 'compare-stretch', 4);
    assert.deepEqual((await assertScores(page, 'stretched')).key, [2, 2]);
    const after = await Promise.all(scores.map((score) => printed(page, score)));
    assert.equal(numberOf(after[0]), 2 * numberOf(before[0]));
    assert.equal(after[1], before[1]);
    assert.notEqual(after[2], before[2]);
    const changes = await page.locator('#compare .compare-change').allTextContents();
    changes.forEach((change, index) => assert.ok(change.includes(before[index]), change));
    assert.match(changes[1], language === 'en' ? /the same/ : /没有变/);
    await assertPredicts(page, 'compare', 2);
    await assertAccessible(page, 'compare');
    assert.deepEqual(complaints, []);
  });
}

test('arrows are dragged and moved by keys; near its ray the key keeps its direction', async () => {
  const { page, complaints } = await openSection(lab, 'compare');
  await drag(page, 0, 20, -60);
  const moved = await assertScores(page, 'q dragged');
  assert.notDeepEqual(moved.query, [3, 1]);
  assert.deepEqual(moved.key, [1, 1]);
  const cosine = await printed(page, 'cosine');
  // The drag follows the ray, with a hand that trembles by a few pixels.
  await drag(page, 1, 76, -70);
  const stretched = await assertScores(page, 'k stretched');
  assert.equal(stretched.key[0], stretched.key[1]);
  assert.ok(stretched.key[0] > 1.5, `${stretched.key}`);
  assert.equal(await printed(page, 'cosine'), cosine);
  await drag(page, 1, -90, -30);
  const turned = await assertScores(page, 'k turned');
  assert.notEqual(await printed(page, 'cosine'), cosine);
  await page.locator('#compare .picture-handle').nth(1).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  const stepped = await assertScores(page, 'k stepped');
  assert.ok(Math.abs(stepped.key[0] - turned.key[0] - 0.1) < 1e-9 && Math.abs(stepped.key[1] - turned.key[1] + 1) < 1e-9);
  // The focus has stayed, and the drawing's label has the new numbers.
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'picture-handle');
  assert.ok((await page.locator('#compare .picture-drawing').getAttribute('aria-label'))?.includes(await printed(page, 'dot')));
  assert.deepEqual(complaints, []);
});

test('the link keeps the vectors, undo and reset bring them back; a broken link shows the author’s', async () => {
  const { page, complaints } = await openSection(lab, 'compare', { hash: '#compare=q:-2,1.5;k:0.5,2;x:1.5;s:2' });
  assert.deepEqual(await assertScores(page, 'from the link'), { query: [-2, 1.5], key: [0.75, 3] });
  assert.equal(await page.locator('#compare input[value=cosine]').isChecked(), true);
  await page.locator('#compare input[value=euclidean]').check();
  await until(async () => page.url().includes('s:3'), 'the link follows');
  await page.reload();
  await approachSection(page, 'compare');
  assert.equal(await page.locator('#compare input[value=euclidean]').isChecked(), true);
  assert.deepEqual(await vectors(page), [[-2, 1.5], [0.75, 3]]);
  await step(page, 'compare-stretch', 1);
  assert.deepEqual((await vectors(page))[1], [0.875, 3.5]);
  await assertScores(page, 'three decimals');
  await page.locator('#bar-undo').click();
  assert.deepEqual((await vectors(page))[1], [0.75, 3]);
  assert.deepEqual(complaints, []);
  // One page begins with a broken link, another follows some.
  const { page: other, complaints: others } = await openSection(lab, 'compare', { hash: '#compare=q:1' });
  assert.deepEqual(await vectors(other), [[3, 1], [1, 1]]);
  const broken = ['q:a,b', 'q:1', 'q:1,2,3', 'x:99', 's:7', 'z:1', 'q:1e9,2', 'k:500,0', ';', 'x:1;x:2'];
  await assertRefuses(other, 'compare', 'q:2,2', broken, async (what) => {
    assert.deepEqual(await vectors(other), [[3, 1], [1, 1]], what);
    await assertScores(other, what);
  });
  assert.deepEqual(others, []);
});

test('zero vectors and right angles have scores too', async () => {
  for (const hash of ['#compare=k:0,0', '#compare=q:0,0', '#compare=q:2,0;k:0,3;s:2', '#compare=q:2,0;k:-3,0;s:2', '#compare=q:20,20;k:-20,-20;x:4']) {
    const { page, complaints } = await openSection(lab, 'compare', { hash });
    await assertScores(page, hash);
    for (const score of scores) await page.locator(`#compare input[value=${score}]`).check();
    assert.deepEqual(complaints, [], hash);
    await page.context().close();
  }
});

test('every equation with = is true as printed', async () => {
  for (const hash of ['', '#compare=q:1.3,-0.7;k:0.9,2.1;x:1.75', '#compare=q:3,4;k:3,4']) {
    const { page } = await openSection(lab, 'compare', { hash });
    const { query, key } = await assertScores(page, hash);
    const lines = await page.locator('#compare .compare-line').allTextContents();
    const exact = [query[0] * key[0] + query[1] * key[1], NaN, -((query[0] - key[0]) ** 2 + (query[1] - key[1]) ** 2) / 2];
    lines.forEach((line, index) => {
      const [, sign, result] = /([=≈])\s*(\S+)$/.exec(line.trim()) ?? [];
      if (index === 1) return assert.equal(sign, hash.includes('3,4') ? '=' : '≈', line);
      assert.equal(sign, Math.abs(exact[index] - numberOf(result)) < 1e-9 ? '=' : '≈', `${hash}: ${line}, is ${exact[index]}`);
    });
    await page.context().close();
  }
});

test('on a phone it fits, in both languages, and the figure can be opened by itself', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const { page, complaints } = await openSection(lab, 'compare', { language, width: 320, dark: true });
    await assertFits(page, 'compare');
    await assertAccessible(page, 'compare');
    const href = await page.locator('#compare-alone').evaluate((link) => /** @type {HTMLAnchorElement} */ (link).href);
    await page.goto(href);
    await page.locator('attention-figure').waitFor();
    const state = await page.evaluate(async () => {
      const figure = /** @type {import('../../web/figure/element/attention-figure.js').AttentionFigureElement} */ (document.querySelector('attention-figure'));
      await figure.ready;
      return figure.state;
    });
    assert.deepEqual([state.view, state.queries, state.keys, state.compared], ['plane', [[[3, 1]]], [[[1, 1], [2, 2]]], scores]);
    assert.deepEqual(complaints, []);
    await page.context().close();
  }
});
