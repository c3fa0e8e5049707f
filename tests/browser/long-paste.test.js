// Far more text than a field is for, pasted into it: the page takes what it can work with, says so, and stays responsive.
// Runs alone: it measures times.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { comesAlive } from './lesson-exhibit.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });

/** The limit in milliseconds. The clipboard passes ten million characters in a tenth of it; laying them out took seconds to minutes. */
const mostBlocked = 1500;

/** One paragraph of words, and one of a single letter that most fonts kern with itself, so that it can only be shaped as a whole. */
const paragraphs = { words: 'attention is words ', letter: 'x' };

/** @param {BrowserContext} context */
const allowClipboard = (context) => context.grantPermissions(['clipboard-read', 'clipboard-write']);

/**
 * Pastes as a reader does.
 * @param {Page} page
 * @param {string} selector
 * @param {keyof typeof paragraphs} kind
 * @param {number} size characters
 * @returns {Promise<{ value: string, blocked: number }>} what the field has then, and the longest time nothing else could be done
 */
async function paste(page, selector, kind, size) {
  const field = page.locator(selector).first();
  await field.scrollIntoViewIfNeeded();
  await field.focus();
  await page.evaluate(([piece, length]) => {
    const tasks = /** @type {number[]} */ ([]);
    Object.assign(window, { tasks });
    return navigator.clipboard.writeText(String(piece).repeat(Number(length) / String(piece).length)).then(() => {
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
  }, [paragraphs[kind], size]);
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
  await page.waitForTimeout(600);
  const [value, blocked] = await field.evaluate((node) => [
    /** @type {HTMLTextAreaElement} */ (node).value, Math.max(0, .../** @type {any} */ (window).tasks),
  ]);
  return { value, blocked };
}

for (const [name, room, left] of /** @type {const} */ ([
  ['index.html', /There is room for 150,000 characters: the rest, 9,8[\d,]+ of them, was left out/, / 850,000 of them/],
  ['zh.html', /最多放 150,000 个字符，多出的 9,8[\d,]+ 个没有收/, /850,000 个没有收/],
])) {
  test(`a passage of a million and of ten million characters: ${name}`, async () => {
    const { page, complaints } = await lab.open({ address: `${lab.url}${name}#language`, prepare: allowClipboard });
    await comesAlive(page, 'language');
    const notice = page.locator('#language-notice');
    for (const [kind, size, words] of /** @type {const} */ ([['letter', 1e6, left], ['words', 1e7, room]])) {
      const { value, blocked } = await paste(page, '#language-passage', kind, size);
      assert.ok(value.length <= 150_000 && value.length > 149_900, String(value.length));
      assert.ok(blocked < mostBlocked, `${kind}: blocked for ${blocked} ms`);
      await until(async () => words.test(await notice.innerText()), String(words));
    }
    // After typing on within the limit, or choosing another passage, the message is gone.
    await page.locator('#language-ready button').nth(1).click();
    await until(async () => (await notice.innerText()) === '', 'nothing to say');
    await page.locator('#language-passage').fill('x'.repeat(160_000));
    await until(async () => /10,000/.test(await notice.innerText()), 'what a script puts in is limited too');
    await page.locator('#language-passage').fill('Tea is hot. Ice is cold.');
    await until(async () => (await notice.innerText()) === '', 'nothing to say');
    await paste(page, '#language-question', 'words', 1e6);
    assert.match(await notice.innerText(), /500.*999,(4|5)\d\d/);
    assert.deepEqual(complaints, []);
  });
}

test('the sentences of the masks and of the workbench, and the fields of its numbers', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html#masks`, prepare: allowClipboard });
  await comesAlive(page, 'masks');
  const { value, blocked } = await paste(page, '#masks-sentence', 'words', 1e7);
  assert.ok(value.length <= 600 && blocked < mostBlocked, `${value.length}, ${blocked}`);
  assert.match(await page.locator('.masks-notice').innerText(), /room for 600 characters: the rest, 9,999,\d+ of them, was left out\. Only the first 32 words/);
  await page.goto(`${lab.url}workbench.html`);
  await page.locator('#sentence-figures').waitFor();
  for (const kind of /** @type {const} */ (['letter', 'words'])) {
    const sentence = await paste(page, '#sentence', kind, 1e7);
    assert.ok(sentence.value.length <= 16_384 && sentence.value.length > 16_300, String(sentence.value.length));
    assert.ok(sentence.blocked < mostBlocked, `blocked for ${sentence.blocked} ms`);
    assert.match(await page.locator('#sentence-notice').innerText(), /room for 16,384 characters: the rest, 9,983,\d+ of them, was left out/);
  }
  const number = await paste(page, 'input[role=spinbutton]', 'words', 1e7);
  assert.ok(number.value.length <= 1000 && number.blocked < mostBlocked, `${number.value.length}, ${number.blocked}`);
});
