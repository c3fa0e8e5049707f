// Long computations: the page stays usable, and the reader sees the progress and can cancel.
// Runs alone: it measures times.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useBrowser } from './browser.js';
import { inFigure, part, usePosts } from './figure-post.js';
import { longestWhile } from './tasks.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser({ traces: true });
const { post } = usePosts(lab);

const small = '<attention-figure tokens="tea milk sun" cell="0 1" controls="score normalizer"></attention-figure>';

/**
 * Sets vectors whose additive scores take a while: some microseconds for each query, key and component.
 * @param {Page} page
 * @param {{ length?: number, size?: number, score?: string }} [more]
 */
function long(page, { length = 700, size = 256, score = 'additive' } = {}) {
  return page.evaluate(([count, components, name]) => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    const wave = (/** @type {number} */ phase) => Array.from({ length: count }, (_, row) =>
      Float32Array.from({ length: components }, (_, axis) => Math.sin(phase + row * 12.9898 + axis * 78.233)));
    Object.assign(figure, { tokens: null, cell: null, queries: wave(0), keys: wave(1), score: name });
    figure.removeAttribute('tokens');
    figure.removeAttribute('cell');
    /** How the computation ended. */
    Object.assign(globalThis, { ended: 'not yet' });
    figure.ready.then(() => 'drawn', (/** @type {any} */ error) => error.code).then((/** @type {string} */ end) => Object.assign(globalThis, { ended: end }));
  }, /** @type {const} */ ([length, size, score]));
}

const endOf = (/** @type {Page} */ page) => page.waitForFunction(() => {
  const { ended } = /** @type {any} */ (globalThis);
  return ended !== 'not yet' && { end: ended };
}, undefined, { timeout: 120_000 }).then(async (end) => /** @type {any} */ (await end.jsonValue()).end);

test('the reader is told how far a long computation is, the old drawing stays until the new one is there', async () => {
  const page = await post(small);
  const before = await part(page, 'readout').innerText();
  await long(page, { length: 500 });
  const progress = part(page, 'computing');
  await progress.getByRole('button', { name: 'Cancel' }).waitFor();
  assert.match(await progress.innerText(), /^Computing: \d+ %/);
  assert.equal(await part(page, 'readout').innerText(), before);
  await page.waitForFunction(() => /Computing/.test(document.querySelector('attention-figure')?.shadowRoot?.querySelector('[role=status]')?.textContent ?? ''));
  assert.equal(await endOf(page), 'drawn');
  assert.ok(await progress.isHidden());
  assert.notEqual(await part(page, 'readout').innerText(), before);
  assert.equal((await inFigure(page, (figure) => figure.state)).tokens.length, 500);
});

test('after a cancel the last drawing stays and says so, and the same numbers are computed only on request', async () => {
  const page = await post(small);
  const before = await part(page, 'readout').innerText();
  await long(page);
  const computing = part(page, 'computing');
  await computing.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await endOf(page), 'aborted');
  assert.match(await computing.innerText(), /^This is the last good drawing\. The computation was cancelled\.\s+Compute$/);
  assert.equal(await part(page, 'readout').innerText(), before);
  assert.equal(await inFigure(page, (figure) => figure.ready.then(() => 'drawn', (error) => error.code)), 'aborted', 'it does not start by itself');
  await computing.getByRole('button', { name: 'Compute' }).click();
  await computing.getByRole('button', { name: 'Cancel' }).waitFor();
  await computing.getByRole('button', { name: 'Cancel' }).press('Enter');
  await computing.getByRole('button', { name: 'Compute' }).waitFor();
  await page.evaluate(() => { /** @type {any} */ (document.querySelector('attention-figure')).score = 'dot'; });
  await page.waitForFunction(() => document.querySelector('attention-figure')?.shadowRoot?.querySelector('.computing')?.hasAttribute('hidden'));
  assert.notEqual(await part(page, 'readout').innerText(), before, 'another score is another computation');
});

test('a change of the numbers ends the computation; another theme or language does not', async () => {
  const page = await post(small);
  await long(page, { length: 1100 });
  await part(page, 'computing').getByRole('button').waitFor();
  const percent = async () => Number(/(\d+) ?%/.exec(await part(page, 'computing').innerText())?.[1]);
  await page.waitForFunction(() => /[3-9]\d %/.test(document.querySelector('attention-figure')?.shadowRoot?.querySelector('.computing')?.textContent ?? ''));
  const before = await percent();
  await inFigure(page, (figure) => { Object.assign(figure, { theme: 'dark', lang: 'zh' }); });
  await page.waitForTimeout(500); // If the computation had begun again, its smaller progress would be shown by now.
  assert.ok(await percent() >= before, 'the same numbers go on');
  const took = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    const start = performance.now();
    figure.weights = [[1, 0], [0.5, 0.5]];
    figure.queries = figure.keys = figure.score = null;
    await figure.ready;
    return performance.now() - start;
  });
  assert.ok(took < 1000, `${took} ms`);
  assert.deepEqual((await inFigure(page, (figure) => figure.state)).weights, [[[1, 0], [0.5, 0.5]]]);
  assert.ok(await part(page, 'computing').isHidden());
});

test('progress and cancel also work before the first drawing, and in Chinese', async () => {
  const page = await post('<attention-figure></attention-figure>', { lang: 'zh', complains: true });
  await long(page);
  const computing = part(page, 'computing');
  await computing.getByRole('button', { name: '取消' }).click();
  assert.equal(await endOf(page), 'aborted');
  assert.match(await computing.innerText(), /^计算已取消。\s+计算$/);
  const { x, y, width, height } = /** @type {{ x: number, y: number, width: number, height: number }} */ (await computing.boundingBox());
  const isOnTop = await page.evaluate(([left, top]) =>
    Boolean(document.querySelector('attention-figure')?.shadowRoot?.elementFromPoint(left, top)?.closest('.computing')), [x + width / 2, y + height / 2]);
  assert.ok(isOnTop, 'nothing lies over it');
});

test('two figures compute independently, and a removed figure stops computing', async () => {
  const page = await post(small + small);
  await long(page);
  await part(page, 'computing').getByRole('button').waitFor();
  const other = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelectorAll('attention-figure')[1]);
    const start = performance.now();
    figure.score = 'concat';
    await figure.ready;
    return { took: performance.now() - start, text: figure.shadowRoot.querySelector('.sentence').textContent };
  });
  assert.ok(other.took < 500 && /tea/.test(other.text), JSON.stringify(other));
  await inFigure(page, (figure) => figure.remove());
  assert.notEqual(await endOf(page), 'drawn');
});

test('no task of the page is long while the slowest score of the most keys is computed', async () => {
  const page = await post(small);
  await long(page, { length: 2048 });
  await part(page, 'computing').getByRole('button').waitFor();
  const longest = await longestWhile(page, () => page.waitForTimeout(2000));
  assert.ok(longest < 100, `${longest} ms`);
  await part(page, 'computing').getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await endOf(page), 'aborted');
});
