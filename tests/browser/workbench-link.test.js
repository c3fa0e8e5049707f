// The workbench's address: it holds what the page shows, and shows what it holds.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureOf, until, useBrowser } from './browser.js';
import { article, assertSteps, chooseMethod, field, opening } from './example-page.js';
import { approach, assertRow, choose, chooseRow, compute } from './long-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {string} link @param {import('./browser.js').OpenOptions} [options] */
const openLink = (link, options) => lab.openDrawn({ address: `${lab.url}workbench.html${link}`, ...options });

/** @param {Page} page @param {string} hash */
const comesToHold = (page, hash) => until(async () => new URL(page.url()).hash === hash, `${hash}, not ${page.url()}`, 10);

/** A reader follows a link within the page. @param {Page} page @param {string} hash */
const follow = (page, hash) => page.evaluate((to) => void (location.hash = to), hash);

/** @param {Page} page */
const tokensOf = (page) => page.locator('#tokens label').allTextContents();

/** @param {Page} page all that a reader can see of what was chosen */
const contentOf = (page) => page.evaluate(() => [
  ...Array.from(document.querySelectorAll('main input, main select, main textarea'), (node) => (
    node instanceof HTMLInputElement && /checkbox|radio/.test(node.type) ? node.checked : /** @type {HTMLInputElement} */ (node).value)),
  ...['#steps', '#summary', '#row'].map((id) => document.querySelector(id)?.textContent),
]);

test('the address is empty for the initial state, and the name of a place leads there', async () => {
  const page = await openLink('');
  await page.waitForTimeout(300);
  assert.equal(new URL(page.url()).hash, '');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the example');
  await page.keyboard.press('Enter');
  await comesToHold(page, '#example');
  await page.waitForTimeout(500);
  assert.equal(new URL(page.url()).hash, '#example');
  await page.reload();
  await page.locator('#sentence-figures').waitFor();
  assert.equal(await page.locator('#link-problem').isVisible(), false);
  await assertSteps(page, opening);

  await field(page, 'query, component 1').fill('2');
  await comesToHold(page, '#v=1&query=2,0.2,0.3');
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  await comesToHold(page, '#v=1&query=2,0.2,0.3');
  await assertSteps(page, { ...opening, query: [2, 0.2, 0.3] });
  assert.ok(await page.locator('#example').evaluate((node) => node.getBoundingClientRect().top < 50), 'the skip link has led there');
});

test('every edit is in the address; a reload, and a link that is opened elsewhere, show the same', async () => {
  const page = await openLink('');
  await field(page, 'query, component 1').fill('−0.5');
  await page.keyboard.press('Enter');
  await comesToHold(page, '#v=1&query=-0.5,0.2,0.3');
  await page.getByRole('textbox', { name: 'word of key 2' }).fill('a, b & c');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Add a word' }).click();
  await page.getByLabel('the values are the keys').uncheck();
  await field(page, 'value w4, component 3').fill('1e-7');
  await page.keyboard.press('Enter');
  await chooseMethod(page, { score: 'general', normalizer: 'sparsemax' });
  await field(page, 'W, row 2, column 1').fill('0.25');
  await page.keyboard.press('Enter');
  await field(page, 'Temperature t').fill('0.5');
  await field(page, 'Scale').fill('3');
  await page.keyboard.press('Enter');
  await page.locator('#sentence').fill('Tea, or coffee?\nBoth & more.');
  await page.getByLabel('Ignore itself').uncheck();
  await page.locator('#sentence-method select').nth(0).selectOption('cosine');
  await page.locator('#sentence-method select').nth(1).selectOption('sigmoid');
  await page.locator('#sentence-method').getByLabel('Scale').fill('2');
  await page.locator('#tokens input').nth(3).check();
  await approach(page);
  await choose(page, 512, 128, 8);
  const hash = '#v=1&words=%E6%88%91,a%2C%20b%20%26%20c,%E5%AD%A6%E4%B9%A0,w4&query=-0.5,0.2,0.3'
    + '&keys=0.4,0.5,0.6;0.7,0.8,0.9;0.1,0.2,0.3;0,0,0&values=0.4,0.5,0.6;0.7,0.8,0.9;0.1,0.2,0.3;0,0,1e-7'
    + '&score=general&normalizer=sparsemax&temperature=0.5&scale=3'
    + '&sentence=Tea%2C%20or%20coffee%3F%0ABoth%20%26%20more.&ignore-itself=0&sentence-score=cosine&sentence-normalizer=sigmoid&sentence-scale=2&sentence-word=3'
    + '&long-length=512&long-sight=128&long-heads=8&general-w=1,0,0;0.25,1,0;0,0,1';
  await comesToHold(page, hash);
  const content = await contentOf(page);
  const pictures = [await pictureOf(page, '#bars'), await pictureOf(page, '#map'), await pictureOf(page, '#sentence-bars')];

  await page.reload();
  const other = await openLink(hash);
  for (const again of [page, other]) {
    await again.locator('#sentence-figures').waitFor();
    await approach(again);
    assert.deepEqual(await contentOf(again), content);
    assert.deepEqual([await pictureOf(again, '#bars'), await pictureOf(again, '#map'), await pictureOf(again, '#sentence-bars')], pictures);
    assert.equal(new URL(again.url()).hash, hash);
  }
  await page.getByRole('button', { name: 'Back to the beginning' }).click();
  await comesToHold(page, `#v=1${hash.slice(hash.indexOf('&sentence='), hash.indexOf('&general-w'))}`);
});

test('a link that is followed is one step: undo takes all of it back, and redo brings it again', async () => {
  const page = await openLink('#v=1&sentence=mine%20alone&query=1,2,3');
  const undo = page.getByRole('button', { name: 'Undo' });
  assert.equal(await undo.getAttribute('aria-disabled'), 'true', 'what the page is opened with is no edit');
  await field(page, 'Scale').fill('2');
  await follow(page, '#v=1&sentence=another%20one&normalizer=hardmax');
  await page.waitForFunction(() => document.querySelectorAll('#row tbody tr').length === 2 && document.querySelector('#tokens')?.textContent?.includes('another'));
  await assertSteps(page, { ...opening, normalizer: 'hardmax' });
  await undo.click();
  assert.deepEqual(await tokensOf(page), ['mine', 'alone']);
  await assertSteps(page, { ...opening, query: [1, 2, 3], scale: 2 });
  await comesToHold(page, '#v=1&query=1,2,3&scale=2&sentence=mine%20alone');
  await page.getByRole('button', { name: 'Redo' }).click();
  assert.deepEqual(await tokensOf(page), ['another', 'one']);
  await undo.click();
  // The same button undoes a link that changes only the sentence.
  await follow(page, '#v=1&query=1,2,3&scale=2&sentence=third');
  await until(async () => String(await tokensOf(page)) === 'third', 'followed');
  await undo.click();
  assert.deepEqual(await tokensOf(page), ['mine', 'alone']);
  // Going back to the address without a fragment is a step too.
  await follow(page, '');
  await until(async () => (await field(page, 'query, component 1').inputValue()) === '0.1', 'the beginning');
  await undo.click();
  assert.equal(await field(page, 'query, component 1').inputValue(), '1');
});

for (const [locale, hash, said] of [
  ['en-US', '#v=1&query=1,2,three', 'This link cannot be shown, so the page starts as it always does. query: expected number, got "three".'],
  ['zh-CN', '#v=1&query=1,2,three', '这个链接无法显示，页面仍是最初的样子。query：应为数，现为 "three"。'],
  ['en-US', '#v=1&view=heatmap', 'This link cannot be shown, so the page starts as it always does. link: expected words'],
  ['en-US', `#v=1&sentence=${'a'.repeat(9000)}`, 'This link cannot be shown, so the page starts as it always does. link: expected at most 8192 characters, got'],
  ['en-US', '#nowhere', 'This link cannot be shown, so the page starts as it always does. link: expected name=value&…, got "nowhere".'],
]) {
  test(`a broken link is said in a plain sentence, and nothing is lost: ${locale}, ${hash.slice(0, 40)}`, async () => {
    const page = await openLink(hash, { locale });
    const problem = page.locator('#link-problem');
    assert.ok((await problem.innerText()).startsWith(said), await problem.innerText());
    assert.equal(await problem.getAttribute('role'), 'alert');
    const chosen = await page.locator('#example input').evaluateAll((nodes) => nodes.map((node) => /** @type {HTMLInputElement} */ (node).value).slice(0, 3));
    assert.deepEqual(chosen, article.query.map(String));
    await page.waitForTimeout(500);
    assert.equal(new URL(page.url()).hash, hash, 'the address is left as it is');
    await page.locator('#sentence').fill('now mine');
    await comesToHold(page, '#v=1&sentence=now%20mine');
    await follow(page, hash);
    await until(async () => /stays as it was|保持原样/.test(await problem.innerText()), 'it is said again');
    assert.deepEqual(await tokensOf(page), ['now', 'mine']);
    await page.locator('#language').click();
    assert.match(await problem.innerText(), locale === 'en-US' ? /保持原样/ : /stays as it was/);
    await follow(page, '#v=1&sentence=well');
    await until(async () => !(await problem.isVisible()), 'a link that can be shown');
  });
}

test('what cannot be computed is shown with its reason, as when it is typed', async () => {
  const { page, complaints } = await lab.open({ address: `${lab.url}workbench.html#v=1&normalizer=article&keys=0,0,0;0,0,0;0,0,0&sentence-temperature=-1` });
  await page.locator('#sentence-stale').waitFor();
  assert.match(await page.locator('#stale').innerText(), /no answer/);
  assert.match(await page.locator('#method .field-message:visible').innerText(), /no answer/);
  assert.equal(await field(page, 'key 我, component 1').inputValue(), '0');
  assert.match(await page.locator('#sentence-stale').innerText(), /above 0/);
  assert.deepEqual(complaints, []);
});

test('if the code for links does not load, the page starts in its initial state', async () => {
  const { page } = await lab.open({
    address: `${lab.url}workbench.html#v=1&query=1,2,3`,
    prepare: (context) => context.route('**/workbench-page-link-*.js', (route) => route.abort()),
  });
  await page.locator('#sentence-figures').waitFor();
  assert.match(await page.locator('#link-problem').innerText(), /as it always does\. This part of the page did not load/);
  await assertSteps(page, opening);
});

test('a drag writes the address a few times, not at each step', async () => {
  const page = await openLink('', {
    prepare: (context) => context.addInitScript(() => {
      const { replaceState } = history;
      Object.assign(globalThis, { writes: 0 });
      history.replaceState = function (...given) {
        /** @type {any} */ (globalThis).writes += 1;
        return replaceState.apply(this, given);
      };
    }),
  });
  const number = field(page, 'query, component 1');
  await number.focus();
  const start = Date.now();
  for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowUp');
  const spent = Date.now() - start;
  await comesToHold(page, '#v=1&query=4.1,0.2,0.3');
  const writes = await page.evaluate(() => /** @type {any} */ (globalThis).writes);
  assert.ok(writes <= 2 + spent / 350, `${writes} in ${spent} ms`);
});

test('the row and head of a long run are in the link, and a link that is followed moves the row', async () => {
  const page = await openLink('#v=1&long-length=256&long-heads=8&long-row=200&long-head=2');
  await approach(page);
  await page.locator('#long-start').click();
  await assertRow(page, 256, 'causal', 200, 3);
  await chooseRow(page, 17);
  await comesToHold(page, '#v=1&long-length=256&long-heads=8&long-row=17&long-head=2');
  await follow(page, '#v=1&long-length=256&long-heads=8&long-row=99');
  await assertRow(page, 256, 'causal', 99, 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await assertRow(page, 256, 'causal', 17, 3);
  // The row of this result is not kept for the next run, which has another length.
  await choose(page, 512);
  await chooseRow(page, 30);
  await comesToHold(page, '#v=1&long-length=512&long-heads=8&long-head=2');
  await compute(page, 512, 'causal', 1);
  await assertRow(page, 512, 'causal', 384);
});
