// A section by itself, `index.html?only=sound`: what is hidden and when, whom the section obeys, and where its links lead.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { hosted } from './hosted.js';
import { assertAccessible } from './lesson-page.js';
import { approachSection } from './lesson-section.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });

/** @param {Page} page @returns {Promise<string[]>} ids of the sections that are to be seen */
const seen = (page) => page.locator('main > section').evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map(({ id }) => id));

/** @param {string} rest of the address @param {import('./browser.js').OpenOptions} [options] */
async function open(rest, options) {
  const opened = await lab.open({ address: lab.url + rest, ...options });
  const started = /only=([a-z]+)/.exec(rest)?.[1] ?? 'hero';
  await opened.page.locator(`#${started}[data-started]`).waitFor();
  return opened;
}

test('an unknown name means the whole lesson', async () => {
  const { page, complaints } = await lab.open({ address: `${lab.url}index.html` });
  for (const only of ['', 'nothing', 'Sound', 'loops.', 'loops.nothing', 'sound loops', '%22%5D%2Chtml%7B']) {
    await page.goto(`${lab.url}index.html?only=${only}`);
    await page.locator('#hero[data-started]').waitFor();
    assert.equal((await seen(page)).length, await page.locator('main > section').count(), only);
    for (const part of ['.bar', '.lesson-head', '.lesson-foot', '#hero .embed']) assert.ok(await page.locator(part).isVisible(), `${part} for ${only}`);
    assert.equal(await page.locator('.alone-foot').count(), 0, only);
  }
  assert.deepEqual(complaints, []);
});

test('every section and every part can be alone, with nothing to scroll sideways on a phone, and axe-core clean', async () => {
  // Other sections are checked in their frames: see lesson-embed.test.js.
  const checked = ['softmax', 'heads', 'exercise', 'loops.article', 'listing', 'errata', 'language'];
  const { page, complaints } = await lab.open({ address: `${lab.url}zh.html`, width: 320 });
  const names = (await page.locator('html').getAttribute('data-parts'))?.split(' ') ?? [];
  assert.ok(names.includes('loops.decoding') && names.includes('picture.noise'));
  for (const [index, name] of names.entries()) {
    const [id, part] = name.split('.');
    await page.goto(`${lab.url}${index % 2 ? 'index' : 'zh'}.html?only=${name}`);
    await page.locator(`#${id}[data-started]`).waitFor();
    assert.deepEqual(await seen(page), [id]);
    if (part) assert.deepEqual(await page.locator('[data-part]').evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).map((node) => node.getAttribute('data-part'))), [name]);
    await until(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name);
    assert.match(await page.title(), / · /);
    if (checked.includes(name)) await assertAccessible(page, 'html', name);
  }
  assert.deepEqual(complaints, []);
});

test('everything else is hidden before the lesson’s script arrives, and stays hidden if it never does', async () => {
  const { page } = await lab.open({ address: `${lab.url}index.html?only=mix`, prepare: (context) => context.route('**/lesson.js', (route) => route.abort()) });
  assert.deepEqual(await seen(page), ['mix']);
  for (const part of ['.bar', '.lesson-head', '.lesson-foot']) assert.equal(await page.locator(part).isVisible(), false, part);
  const plain = await lab.open({ address: `${lab.url}index.html?only=mix`, context: { javaScriptEnabled: false } });
  assert.ok((await seen(plain.page)).length > 1, 'without scripts, the whole lesson');
});

test('does the least work: only one section starts, with its own figures, and nothing is kept for later', async () => {
  /** @type {string[]} files */
  const requests = [];
  const { page, complaints } = await lab.open({
    address: `${lab.url}index.html?only=compare&offline`,
    prepare: (context) => Promise.resolve(context.on('request', (request) => requests.push(new URL(request.url()).pathname.slice(1)))),
  });
  await page.locator('#compare[data-started]').waitFor();
  await page.mouse.wheel(0, 3000);
  await page.waitForTimeout(300);
  assert.deepEqual(await page.locator('[data-started]').evaluateAll((nodes) => nodes.map(({ id }) => id)), ['compare']);
  assert.ok(!requests.includes('attention-figure.js'), requests.join());
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  // On paper all figures are drawn; those of other sections must be gone.
  await page.goto(`${lab.url}index.html?only=softmax`);
  await page.locator('#softmax[data-started]').waitFor();
  assert.deepEqual(await page.locator('attention-figure').evaluateAll((nodes) => nodes.map(({ id }) => id)), ['softmax-figure']);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await seen(page), ['softmax']);
  assert.equal(await page.locator('.alone-foot').isVisible(), false);
  assert.deepEqual(complaints, []);
});

test('on paper the lesson has no button to embed, and the exercise by itself has all questions', async () => {
  const { page } = await open('index.html');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.embed').filter({ visible: true }).count(), 0);
  const count = await page.locator('.predict').count();
  const { page: exercise } = await open('index.html?only=exercise');
  await exercise.locator('[data-sheet=questions]').click();
  assert.equal(await exercise.locator('.worksheet > ol').first().locator('> li').count(), count);
});

test('stays in the language of the page around it, and says what its address cannot show', async () => {
  const { page } = await open('index.html?only=compare#compare=nonsense', { locale: 'zh-CN' });
  assert.match(page.url(), /index\.html/);
  assert.match(await page.locator('#compare .broken-link').innerText(), /cannot be shown/);
  await page.locator('#compare-stretch').press('ArrowRight');
  await page.locator('.broken-link').waitFor({ state: 'detached' });
});

test('links to other sections open the whole lesson in a new tab', async () => {
  const { page } = await open('index.html?only=errata');
  await page.locator('.errata-all').click();
  const see = page.locator('.errata-see').first();
  const id = (await see.getAttribute('href'))?.slice(1);
  for (const [link, expected] of /** @type {const} */ ([[see, new RegExp(`^#${id}`)], [page.locator('.alone-foot a'), /^#errata/]])) {
    const [other] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await other.waitForLoadState();
    assert.deepEqual([new URL(other.url()).search, await other.locator('.bar').isVisible()], ['', true]);
    assert.match(new URL(other.url()).hash, expected);
  }
  const own = page.locator('.errata-links a[href^="#errata."]').first();
  await own.click();
  assert.equal(page.context().pages().length, 3, 'what leads to the section itself stays');
});

test('obeys nobody, and sends no message if no page is around it', async () => {
  await hosted(async ({ url, origin, write }) => {
    await write(`<div style="height:300px"></div><iframe src="${lab.url}index.html?only=compare&amp;origin=${encodeURIComponent(origin)}" width="640" height="500"></iframe><div style="height:3000px"></div>`);
    const { page } = await lab.open({ address: url });
    const inside = page.frames()[1];
    await inside.locator('#compare[data-started]').waitFor();
    const before = inside.url();
    await page.evaluate(() => {
      for (const type of ['show', 'state', 'height']) frames[0].postMessage({ type: `attention-figure-${type}`, link: '#compare=x:2', height: 10 }, '*');
    });
    await page.waitForTimeout(200);
    assert.equal(inside.url(), before);
    assert.equal(await inside.locator('#compare-stretch').inputValue(), '1');
    assert.equal(await page.evaluate(() => scrollY), 0, 'the page around it is not scrolled');
  });
  const { page } = await open('index.html?only=compare', {
    prepare: (context) => context.addInitScript(() => {
      /** @type {any} */ (globalThis).heard = 0;
      addEventListener('message', () => (/** @type {any} */ (globalThis).heard += 1));
    }),
  });
  await page.locator('#compare-stretch').press('ArrowRight');
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).heard), 0);
});

test('where copying is refused the line stands in a field, marked, and only once', async () => {
  for (const [file, said] of /** @type {const} */ ([['index.html', /does not allow copying/], ['zh.html', /不允许复制/]])) {
    const { page, complaints } = await open(file, {
      width: 320,
      prepare: (context) => context.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
    });
    await approachSection(page, 'mix');
    const box = page.locator('#mix .embed');
    for (let count = 0; count < 2; count++) await box.locator('button').click();
    const field = box.locator('input');
    assert.match(await field.inputValue(), /^<iframe src="http.*only=mix" title=".*<\/iframe>$/);
    assert.match(await box.locator('[role=status]').innerText(), said);
    assert.equal(await field.evaluate((node) => {
      const input = /** @type {HTMLInputElement} */ (node);
      return document.activeElement === input && input.selectionStart === 0 && input.selectionEnd === input.value.length;
    }), true);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    await assertAccessible(page, '#mix .touch-alone', file);
    assert.deepEqual(complaints, []);
  }
});
