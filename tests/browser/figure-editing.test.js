// Changes that a reader makes in a figure by mouse and keyboard, and what the figure reports of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { inFigure, keys, part, queries, usePosts, vectors } from './figure-post.js';
import { attendRow } from './float64.js';

/** @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js' */

const lab = useBrowser();
const { post } = usePosts(lab);

test('the keyboard walks the cells, opens the derivation and comes back', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  await page.keyboard.press('Tab');
  const stage = part(page, 'stage');
  assert.equal(await stage.evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  await page.keyboard.press('ArrowDown'); // This key only enters the grid.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const { weights } = attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer: 'softmax' });
  const readout = await part(page, 'readout').innerText();
  assert.match(readout, /^“you” attends to “sun”: /);
  assertPrinted(/: (\S+)/.exec(readout)?.[1] ?? null, weights[2], readout);
  await page.keyboard.press('Enter');
  assert.match(await part(page, 'panel').getByRole('heading', { level: 3 }).innerText(), /you.*sun/);
  assert.equal(await page.locator('attention-figure .panel h3').evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  assert.ok(await page.locator('attention-figure .panel math mfrac').count() > 0);
  await page.keyboard.press('Escape');
  assert.ok(await part(page, 'panel').isHidden());
  assert.equal(await stage.evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  assert.deepEqual((await inFigure(page, (figure) => figure.cell)), [1, 2]);
});

test('names, roles and the order of the focus', async () => {
  const page = await post(`<attention-figure ${vectors} controls="temperature causal" caption="Tea."></attention-figure>`);
  assert.equal(await page.getByRole('application', { name: 'Tea.' }).getAttribute('aria-roledescription'), 'heat map');
  assert.equal(await page.getByRole('spinbutton', { name: 'Temperature' }).count(), 1);
  assert.equal(await page.getByRole('checkbox', { name: 'Causal' }).count(), 1);
  assert.match(await page.locator('attention-figure .sentence').innerText(), /^“I” attends most to “sun”, with weight 0\.361\./);
  /** @type {(string | null)[]} */
  const order = [];
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate(() => document.querySelector('attention-figure')?.shadowRoot?.activeElement?.getAttribute('type') ??
      document.querySelector('attention-figure')?.shadowRoot?.activeElement?.className ?? null));
  }
  assert.deepEqual(order, ['number', 'checkbox', 'stage', 'button']);
  const small = await page.evaluate(() => [...(document.querySelector('attention-figure')?.shadowRoot?.querySelectorAll('button, select, input:not([type=checkbox]), label.check') ?? [])]
    .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect()).filter(({ height }) => height < 44).length);
  assert.equal(small, 0);
});

test('controls change the numbers, undo takes back, reset goes to the author’s', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score normalizer temperature"></attention-figure>`);
  const cell = page.locator('attention-figure table tbody td').first();
  const author = await cell.innerText();
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('euclidean');
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.5');
  await page.keyboard.press('Tab');
  const { weights } = attendRow({ query: queries[0], keys, score: 'euclidean', normalizer: 'softmax', temperature: 0.5 });
  assertPrinted(await cell.innerText(), weights[0], 'euclidean at 0.5');
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0');
  assert.match(await page.locator('attention-figure .complaint:visible').innerText(), /above 0/);
  await inFigure(page, (figure) => { figure.undo(); return figure.ready; });
  assert.deepEqual(await inFigure(page, ({ score, temperature }) => [score, temperature]), ['euclidean', null]);
  await inFigure(page, (figure) => { figure.reset(); return figure.ready; });
  assert.equal(await cell.innerText(), author);
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  assert.equal(await page.getByRole('menuitem', { name: 'Back to the author' }).getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.querySelector('attention-figure')?.shadowRoot?.activeElement?.className), 'menu-button');
});

test('the causal box brings back the kind that the author chose', async () => {
  const page = await post('<attention-figure tokens="a b c" query-tokens="x y" causal="bottom-right" controls="causal"></attention-figure>');
  const causal = () => page.evaluate(() => /** @type {any} */ (document.querySelector('attention-figure')).state.causal);
  const box = page.getByRole('checkbox', { name: 'Causal' });
  assert.equal(await box.isChecked(), true);
  await box.uncheck();
  assert.equal(await causal(), false);
  await box.check();
  assert.equal(await causal(), 'bottom-right');
});

test('while the new numbers cannot be computed the last drawing lives on', async () => {
  // The article's code has no weights for the second row: one of its scores is below 0.
  const page = await post(`<attention-figure ${vectors} score="dot" controls="normalizer" cell="0 0"></attention-figure>`);
  const normalizer = page.getByRole('combobox', { name: 'Normaliser' });
  await normalizer.selectOption('article-code');
  await part(page, 'stale').filter({ hasText: 'last good' }).waitFor();
  await part(page, 'stage').focus();
  for (const [row, move] of [[0, 'Home'], [1, 'ArrowDown']]) {
    await page.keyboard.press(String(move));
    await page.keyboard.press('Enter');
    const { weights } = attendRow({ query: queries[Number(row)], keys, score: 'dot', normalizer: 'softmax' });
    const readout = await part(page, 'readout').innerText();
    assertPrinted(/: (\S+)/.exec(readout)?.[1] ?? null, weights[0], readout);
    assert.match(await part(page, 'sentence').textContent() ?? '', new RegExp(`^“${['I', 'you'][Number(row)]}” attends`));
    const derived = await part(page, 'panel').innerText();
    assert.ok(derived.includes(weights[0].toFixed(3)), derived);
    await page.keyboard.press('Escape');
  }
  await normalizer.selectOption('softmax');
  await part(page, 'stale').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
});

test('attention-change carries the state and the results', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  const told = await inFigure(page, async (figure) => {
    /** @type {any} */
    const heard = await new Promise((resolve) => {
      document.addEventListener('attention-change', (event) => resolve(/** @type {CustomEvent} */ (event).detail), { once: true });
      figure.setAttribute('score', 'dot');
      figure.setAttribute('temperature', '2');
    });
    return { state: heard.state, weights: Array.from(heard.results.panels[0].weights) };
  });
  assert.deepEqual([told.state.score, told.state.temperature], ['dot', 2]);
  const { weights } = attendRow({ query: queries[0], keys, score: 'dot', normalizer: 'softmax', temperature: 2 });
  weights.forEach((weight, index) => assert.ok(Math.abs(told.weights[index] - weight) < 2e-6));
});

test('attention-change is heard outside of the shadow root that the figure stands in', async () => {
  const page = await post(`<section></section><attention-figure ${vectors}></attention-figure>`);
  const heard = await page.evaluate(async () => {
    const host = /** @type {HTMLElement} */ (document.querySelector('section'));
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    host.attachShadow({ mode: 'open' }).append(figure);
    await figure.ready;
    const event = new Promise((resolve) => {
      document.addEventListener('attention-change', (event) => resolve(event), { once: true });
      setTimeout(() => resolve(null), 3000);
    });
    figure.setAttribute('score', 'cosine');
    const { target, detail } = /** @type {any} */ (await event) ?? {};
    return [target?.localName, detail?.state.score];
  });
  assert.deepEqual(heard, ['section', 'cosine']);
});
