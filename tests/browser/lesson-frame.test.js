// The frame around the lesson's sections: contents, undo and reset, languages, projector, hidden answers, print.

import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { assertAccessible, sideways } from './lesson-page.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser({ usesClipboard: true });
const pages = ['index.html', 'zh.html'];

/** @type {string[][]} */
const watched = [];
afterEach(() => {
  for (const complaints of watched.splice(0)) assert.deepEqual(complaints, []);
});

/** @param {string} [rest] of the address @param {OpenOptions} [options] */
async function open(rest = 'index.html', options = {}) {
  const { page, complaints } = await lab.open({ address: lab.url + rest, ...options });
  watched.push(complaints);
  // If the address names another section, the hero starts only when the reader comes near.
  const isAtHero = !/#[a-z]+&/.test(rest);
  if (options.context?.javaScriptEnabled !== false && isAtHero) await page.locator('#hero[data-started]').waitFor();
  return page;
}

/** @param {Page} page */
const hash = (page) => new URL(page.url()).hash;

/** @param {Page} page @param {string} score */
const choose = (page, score) => page.locator(`#hero input[value=${score}]`).click();

/** The note about the link in a section. @param {Page} page @param {string} id */
const said = (page, id) => page.locator(`#${id} .broken-link`).innerText();

/** @param {Page} page @returns {Promise<string | undefined>} the hero's */
const chosen = (page) => page.evaluate(() => /** @type {HTMLInputElement | null} */ (document.querySelector('#hero :checked'))?.value);

for (const rest of pages) {
  test(`${rest}: one heading of the first order, none left out; landmarks; every section in the contents`, async () => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await open(rest, { context: { javaScriptEnabled } });
      const levels = await page.locator('h1, h2, h3, h4, h5, h6').evaluateAll((nodes) => nodes.map((node) => Number(node.tagName[1])));
      assert.equal(levels.filter((level) => level === 1).length, 1);
      levels.forEach((level, index) => assert.ok(index === 0 ? level === 1 : level - levels[index - 1] <= 1, `h${levels[index - 1]} is followed by h${level}`));
      for (const role of /** @type {const} */ (['banner', 'main', 'contentinfo'])) assert.equal(await page.getByRole(role).count(), 1, role);
      const sections = await page.locator('main > section').evaluateAll((nodes) => nodes.map((node) => ({
        id: node.id, title: node.querySelector(`#${node.getAttribute('aria-labelledby')}`)?.textContent?.trim(),
      })));
      await page.locator('#bar-contents summary').click();
      const items = await page.locator('#bar-contents li a').evaluateAll((nodes) => nodes.map((node) => ({ id: node.getAttribute('href')?.slice(1), title: node.textContent })));
      assert.deepEqual(items, sections);
      assert.ok(sections.length > 1 && sections.every(({ title }) => title));
      // Buttons that would do nothing are hidden.
      assert.equal(await page.locator('.bar').getByRole('button').filter({ visible: true }).count() > 0, javaScriptEnabled);
    }
  });

  test(`${rest}: axe-core finds nothing in the frame, menus open, and it fits 320 pixels`, async () => {
    for (const width of [320, 1280]) {
      const page = await open(rest, { width, dark: width === 320 });
      for (const menu of ['bar-contents', 'bar-reset', 'bar-share']) {
        await page.locator(`#${menu} summary`).click();
        await assertAccessible(page, '.bar', `${menu} at ${width}`);
        assert.equal(await sideways(page), 0, `${menu} at ${width}`);
        assert.equal(await page.locator('.bar-menu[open]').count(), 1);
      }
      for (const part of ['.lesson-head', '.lesson-foot']) await assertAccessible(page, part, `${part} at ${width}`);
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.bar-menu[open]').count(), 0);
      const small = await page.locator('.bar, .lesson-head').locator('summary, button, a').evaluateAll((nodes) => nodes
        .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect())
        .filter(({ width: across, height }) => across < 44 || height < 44).length);
      assert.equal(small, 0, `${width}`);
    }
  });
}

test('the contents lead to a section, and what was done stays and is ticked', async () => {
  const page = await open();
  const all = await page.locator('main > section').count();
  assert.equal(await page.locator('#bar-progress').innerText(), `0 of ${all}`);
  await choose(page, 'cosine');
  assert.equal(await page.locator('#bar-progress').innerText(), `1 of ${all}`);
  await page.locator('#bar-contents summary').click();
  assert.equal(await page.locator('#bar-contents li').first().locator('.done').count(), 1);
  assert.equal(await page.locator('#bar-contents .done').count(), 1);
  await page.locator('#bar-contents a[href="#privacy"]').click();
  await until(() => page.locator('#privacy h2').evaluate((node) => {
    const { top } = node.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  }), 'the section in sight');
  await until(async () => hash(page) === '#privacy&hero=cosine', 'the link');
  assert.equal(await page.locator('#bar-contents').getAttribute('open'), null);

  const other = await open(`index.html${hash(page)}`);
  await until(() => other.locator('#privacy h2').evaluate((node) => node.getBoundingClientRect().top < innerHeight), 'the section that the link names');
  await other.locator('#hero').scrollIntoViewIfNeeded();
  await other.locator('#hero[data-started]').waitFor();
  assert.equal(await chosen(other), 'cosine');
  assert.equal(await other.locator('#bar-progress').innerText(), `1 of ${all}`);
});

test('undo and reset, of one section and of all, by keyboard; back in the browser', async () => {
  const page = await open('index.html#done=privacy');
  const undo = page.locator('#bar-undo');
  assert.equal(await undo.getAttribute('aria-disabled'), 'true');
  assert.equal(await page.locator('#bar-contents .done').count(), 1);
  await choose(page, 'cosine');
  await page.waitForTimeout(550);
  await choose(page, 'euclidean');
  await undo.focus();
  await page.keyboard.press('Enter');
  assert.equal(await chosen(page), 'cosine');
  assert.equal(await page.locator('#bar-status').textContent(), 'Undone.');
  await page.locator('#bar-reset summary').press('Enter');
  const one = page.locator('#reset-section');
  assert.match(await one.innerText(), /This word asks/);
  await one.press('Enter');
  assert.equal(await chosen(page), 'dot');
  assert.equal(hash(page), '#done=privacy');
  await undo.press('Enter');
  assert.equal(await chosen(page), 'cosine');
  await page.locator('#bar-reset summary').press('Enter');
  await page.locator('#reset-all').press('Enter');
  assert.equal(hash(page), '');
  assert.equal(await page.locator('#bar-contents .done').count(), 0);
  await undo.press('Enter');
  assert.equal(await page.locator('#bar-contents .done').count(), 2);
  // The reader types an address, and goes back again.
  await page.evaluate(() => {
    location.hash = '#hero=euclidean';
  });
  await until(async () => (await chosen(page)) === 'euclidean', 'the typed address');
  await page.goBack();
  await until(async () => (await chosen(page)) === 'cosine', 'back');
});

test('changes of one section that follow each other at once are one step for undo', async () => {
  const page = await open('index.html');
  await page.evaluate(() => {
    for (const score of ['cosine', 'euclidean']) /** @type {HTMLInputElement} */ (document.querySelector(`#hero input[value=${score}]`)).click();
  });
  assert.equal(await chosen(page), 'euclidean');
  await page.locator('#bar-undo').click();
  assert.equal(await chosen(page), 'dot');
  assert.equal(await page.locator('#bar-undo').getAttribute('aria-disabled'), 'true');
});

for (const [rest, original, stays, tooLong] of /** @type {const} */ ([
  ['index.html', 'Here is the original instead.', 'What you had stays.', 'This link is too long to be read.'],
  ['zh.html', '这里换成了原来的样子。', '你原来的内容还在。', '这个链接太长，读不了，'],
])) {
  test(`${rest}: an unreadable link gets a note in its section, and the reader’s state stays`, async () => {
    const begun = await open(`${rest}#softmax&softmax=%E0%A4%A`);
    await begun.locator('#softmax[data-started]').waitFor();
    assert.ok((await said(begun, 'softmax')).endsWith(original));
    const named = await open(`${rest}#hero=%E0%A4%A`);
    assert.ok((await said(named, 'hero')).endsWith(original));

    const page = await open(rest);
    await choose(page, 'cosine');
    await until(async () => hash(page) === '#hero=cosine', 'kept');
    for (const value of ['rubbish', '%E0%A4%A', '1'.repeat(21_000)]) {
      await page.evaluate((text) => (location.hash = `#hero=${text}`), value);
      await page.locator('#hero .broken-link').waitFor();
      assert.ok((await said(page, 'hero')).endsWith(stays), value.slice(0, 9));
      assert.equal((await said(page, 'hero')).startsWith(tooLong), value.length > 20_000);
      assert.equal(await chosen(page), 'cosine');
      await until(async () => hash(page) === '#hero=cosine', 'the address says what is shown');
      await choose(page, 'euclidean');
      assert.equal(await page.locator('.broken-link').count(), 0, 'it goes with the next change');
      await page.locator('#bar-undo').click();
      assert.equal(await chosen(page), 'cosine');
    }

    const long = await open(`${rest}#mix&answers=hidden&mix=${'1'.repeat(21_000)}`);
    assert.equal(await long.locator('h1 + .broken-link').innerText(), tooLong + (rest === 'zh.html' ? '' : ' ') + original);
    assert.equal(await long.locator('html').getAttribute('data-answers'), 'hidden');
  });

  test(`${rest}: a section that comes alive later keeps its state too`, async () => {
    for (const [had, value, words, shown] of /** @type {const} */ ([
      ['s:1,1,1', 'rubbish', stays, ['1', '1', '1']], ['s:1,1,1', '%', stays, ['1', '1', '1']], ['nonsense', 'rubbish', original, ['0', '1', '1.5']],
    ])) {
      const page = await open(`${rest}#hero&mix=${had}`);
      await page.locator('#hero[data-started]').waitFor();
      await page.evaluate((text) => (location.hash = `#hero=cosine&mix=${text}`), value);
      await until(async () => (await chosen(page)) === 'cosine', 'the rest of the link is shown');
      await page.locator('#mix').scrollIntoViewIfNeeded();
      await page.locator('#mix[data-started]').waitFor();
      assert.ok((await said(page, 'mix')).endsWith(words), value);
      assert.deepEqual(await page.locator('#mix input[id^=mix-score]').evaluateAll((inputs) => inputs.map((input) => /** @type {HTMLInputElement} */ (input).value)), shown);
    }
  });
}

test('the browser’s language decides the first visit, the reader’s own choice all others', async () => {
  const chinese = await open('index.html#hero=cosine&projector', { locale: 'zh-CN' });
  await chinese.waitForURL('**/zh.html*');
  await chinese.locator('#hero[data-started]').waitFor();
  assert.equal(hash(chinese), '#hero=cosine&projector');
  assert.equal(await chosen(chinese), 'cosine');
  await chinese.locator('#other-language').click();
  await chinese.waitForURL('**/index.html*');
  await chinese.locator('#hero[data-started]').waitFor();
  assert.equal(await chosen(chinese), 'cosine');
  assert.equal(hash(chinese), '#projector&hero=cosine');
  await chinese.goto(lab.url);
  await chinese.locator('#hero[data-started]').waitFor();
  assert.equal(await chinese.locator('html').getAttribute('lang'), 'en', 'chosen before');

  for (const [rest, locale, lang] of [['', 'fr-FR', 'en'], ['index.html', 'en-GB', 'en'], ['', 'zh-TW', 'zh-CN'], ['zh.html', 'en-US', 'zh-CN'], ['index.html#lang=en', 'zh-CN', 'en']]) {
    const page = await open(rest, { locale });
    await page.waitForTimeout(100);
    assert.equal(await page.locator('html').getAttribute('lang'), lang, `${rest} in ${locale}`);
  }
});

test('without storage the address carries the language', async () => {
  const page = await open('index.html', {
    locale: 'zh-CN',
    prepare: (context) => context.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })),
  });
  await page.waitForURL('**/zh.html');
  await page.locator('#hero[data-started]').waitFor();
  await page.locator('#other-language').click();
  await page.waitForURL('**/index.html#lang=en');
  await page.locator('#hero[data-started]').waitFor();
  await choose(page, 'cosine');
  assert.equal(hash(page), '#lang=en&hero=cosine');
});

test('projector and hidden answers are in the link, can be switched, and are no steps of undo', async () => {
  const page = await open('index.html#projector&answers=hidden');
  const root = page.locator('html');
  const size = () => page.locator('.hero-lead').evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  const large = await size();
  assert.equal(await root.getAttribute('data-answers'), 'hidden');
  await page.locator('#bar-share summary').click();
  const [projector, hidden] = [page.getByLabel('Large, for a projector'), page.getByLabel('Keep the answers hidden')];
  assert.ok(await projector.isChecked() && await hidden.isChecked());
  assert.equal(await page.locator('#bar-address').inputValue(), `${lab.url}index.html#projector&answers=hidden`);
  await projector.uncheck();
  assert.ok(large >= 1.4 * (await size()), `${large} is no larger than ${await size()}`);
  await hidden.uncheck();
  assert.equal(hash(page), '');
  assert.equal(await page.locator('#bar-undo').getAttribute('aria-disabled'), 'true');
  await hidden.check();
  await page.keyboard.press('Escape');
  await choose(page, 'cosine');
  assert.equal(hash(page), '#answers=hidden&hero=cosine');
  await page.locator('#bar-undo').click();
  assert.equal(hash(page), '#answers=hidden');
});

test('the link is copied; if that is forbidden, it is selected to be copied by hand', async () => {
  const page = await open('index.html', { prepare: (context) => context.grantPermissions(['clipboard-read', 'clipboard-write']) });
  await choose(page, 'euclidean');
  await page.locator('#bar-share summary').click();
  await page.locator('#bar-copy').click();
  await page.locator('#bar-copy-said').filter({ hasText: 'Copied.' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${lab.url}index.html#hero=euclidean`);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
  });
  await page.locator('#bar-copy').click();
  await page.locator('#bar-copy-said').filter({ hasText: 'by hand' }).waitFor();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), `${lab.url}index.html#hero=euclidean`);
});

test('on paper there are the lesson and its numbers, dark on white, and no tools', async () => {
  const page = await open('index.html', { dark: true });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.locator('.bar').isVisible(), false);
  assert.equal(await page.locator('.lesson-head nav').isVisible(), false);
  assert.equal(await page.locator('#hero-plane').isVisible(), true);
  const [ink, paper] = await page.evaluate(() => ['color', 'background-color'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name)));
  assert.deepEqual([ink, paper], ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
});

test('a link to a section leads there even if sections before it grow, and a reload comes back to it', async () => {
  const { page } = await lab.open({ address: `${lab.url}zh.html#cost`, width: 320 });
  const atCost = () => page.locator('#cost').evaluate((section) => Math.abs(section.getBoundingClientRect().top) < innerHeight / 4);
  for (const again of [false, true]) {
    if (again) await page.reload();
    for (const id of ['recommend', 'cost']) await page.locator(`#${id}[data-started]`).waitFor();
    await page.waitForTimeout(500); // By now their figures are drawn.
    assert.ok(await atCost(), again ? 'reloaded' : 'opened');
  }
});

test('a section that does not load says so, and the others live on', async () => {
  const { page } = await lab.open({
    address: `${lab.url}index.html`,
    prepare: (context) => context.route('**/attention-lab.js', (route) => route.abort()),
  });
  await page.locator('#hero .problem').filter({ hasText: 'did not load' }).waitFor();
  await page.locator('#bar-contents summary').click();
  await page.locator('#bar-contents a[href="#privacy"]').click();
  await page.locator('#privacy[data-started]').waitFor();
});

test('if the script itself is missing, nothing stays hidden', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html`, prepare: (context) => context.route('**/lesson.js', (route) => route.abort()) });
  await page.locator('html:not([data-script])').waitFor();
});
