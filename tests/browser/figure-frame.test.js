// dist/figure.html reports nothing but its height, and obeys nobody but its parent.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { distFolder } from '../../web/build/site.js';
import { useBrowser } from './browser.js';
import { hosted } from './hosted.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const tea = '#v=1&view=heatmap&tokens=I,like,tea';

/** @param {string} link @param {string} [search] */
function frame(link, search = '') {
  return `<iframe src="${`${lab.url}figure.html${search}${link}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" width="100%" height="420" frameborder="0"></iframe>`;
}

/** @param {Page} page */
function tokensIn(page) {
  return page.frames()[1].evaluate(() => /** @type {any} */ (document.querySelector('attention-figure'))?.tokens);
}

test('shows the figure of its address, follows it, and leads to the builder with the figure as it is', async () => {
  const { page, complaints } = await lab.open({ address: `${lab.url}figure.html${tea}&caption=Tea&controls=causal&lang=zh&theme=dark` });
  const figure = page.locator('attention-figure');
  await figure.locator('.readout').waitFor();
  assert.equal(await figure.locator('figcaption').innerText(), 'Tea');
  assert.match(await figure.locator('.readout').innerText(), /最关注/);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(22, 24, 28)');
  await figure.locator('input[type=checkbox]').check();
  await page.waitForFunction(() => document.querySelector('footer a')?.getAttribute('href')?.includes('causal=1'));
  await page.locator('footer a').evaluate((link) => link.removeAttribute('target'));
  await page.locator('footer a').click();
  await page.waitForURL(/builder\.html#v=1/);
  assert.equal(await page.locator('#words').inputValue(), 'I like tea');

  await page.goto(`${lab.url}figure.html${tea}`);
  await page.evaluate(() => (location.hash = '#v=1&view=bars&tokens=a,b&query-tokens=c'));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('attention-figure'))?.tokens.length === 2);
  assert.equal(await page.locator('attention-figure').count(), 1);
  assert.deepEqual(complaints, []);
});

test('a broken or hostile address shows an error and does nothing else', async () => {
  const { page, complaints } = await lab.open({ address: `${lab.url}figure.html` });
  assert.match(await page.locator('#problem').innerText(), /No figure is named/);
  for (const link of ['#v=2&tokens=a', '#v=1&tokens=a&tokens=b', '#v=1&tokens=<img src=x onerror=alert(1)>&view=1', `#${'x'.repeat(9000)}`, '#v=1&view=plane&tokens=a', '#v=1&tokens=a,%zz']) {
    await page.goto('about:blank');
    await page.goto(`${lab.url}figure.html${link}`);
    await page.locator('#problem').waitFor();
    assert.match(await page.locator('#problem').innerText(), /This link does not describe a figure\.\n+.*expected .*, got/, link);
    assert.equal(await page.locator('attention-figure, img').count(), 0);
  }
  const chinese = (await lab.open({ address: `${lab.url}figure.html#v=1&tokens=a&temperature=warm`, locale: 'zh-CN' })).page;
  await chinese.locator('#problem').waitFor();
  assert.match(await chinese.locator('#problem').innerText(), /temperature：应为数，现为 "warm"/);
  await page.evaluate((link) => (location.hash = link), tea);
  await page.locator('attention-figure .readout').waitFor();
  assert.equal(await page.locator('#problem').isVisible(), false);
  await page.evaluate(() => (location.hash = '#v=1'));
  await page.locator('#problem').waitFor();
  assert.equal(await page.locator('attention-figure').count(), 0);
  // A well-formed message is shown as text, whatever it says.
  await page.evaluate(() => (location.hash = '#v=1&view=heatmap&tokens=a&caption=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E'));
  assert.equal(await page.locator('attention-figure figcaption').innerText(), '<img src=x onerror=alert(1)>');
  assert.deepEqual(complaints, []);
});

test('reports its height to any parent, and nothing else', async () => {
  await hosted(async ({ url, write }) => {
    await write(frame(`${tea}&caption=secret`));
    const { page } = await lab.open({
      address: url,
      width: 500,
      prepare: (context) => context.addInitScript(() => {
        if (parent !== window) return;
        const told = (/** @type {any} */ (globalThis).told = /** @type {unknown[]} */ ([]));
        addEventListener('message', ({ data }) => told.push(data));
      }),
    });
    await page.frames()[1].locator('.readout').waitFor();
    await page.waitForTimeout(400);
    /** @type {any[]} */
    const told = await page.evaluate(() => /** @type {any} */ (globalThis).told);
    assert.ok(told.length > 0);
    for (const message of told) {
      assert.deepEqual(Object.keys(message), ['type', 'height']);
      assert.equal(message.type, 'attention-figure-height');
      assert.ok(Number.isInteger(message.height) && message.height > 100 && message.height < 1000, String(message.height));
    }
    // A parent that listens shows all of the figure at its full width.
    await page.evaluate(() => {
      const height = /** @type {any} */ (globalThis).told.at(-1).height;
      document.querySelector('iframe')?.setAttribute('height', String(height));
    });
    const inside = page.frames()[1];
    await inside.waitForFunction(() => document.documentElement.getBoundingClientRect().height <= innerHeight);
    await inside.waitForFunction(() => !document.querySelector('attention-figure')?.getAttribute('style'));
    const count = await page.evaluate(() => /** @type {any} */ (globalThis).told.length);
    await page.waitForTimeout(500);
    assert.ok((await page.evaluate(() => /** @type {any} */ (globalThis).told.length)) <= count + 1, 'no tug-of-war about the height');
  });
});

test('obeys its parent alone, from the origin that the address names', async () => {
  await hosted(async ({ url, origin, write }) => {
    const order = { type: 'attention-figure-show', link: '#v=1&view=heatmap&tokens=x,y' };
    /** @param {Page} page @param {unknown} message */
    const send = (page, message) => page.evaluate((data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'), message);
    /** @param {string} search */
    const opened = async (search) => {
      await write(frame(tea, search));
      const { page } = await lab.open({ address: url });
      await page.frames()[1].locator('.readout').waitFor();
      return page;
    };
    const obeyed = await opened(`?origin=${encodeURIComponent(origin)}`);
    await send(obeyed, { type: 'something', link: order.link });
    await send(obeyed, { ...order, link: 7 });
    await send(obeyed, null);
    assert.deepEqual(await tokensIn(obeyed), ['I', 'like', 'tea']);
    await send(obeyed, order);
    await obeyed.frames()[1].waitForFunction(() => /** @type {any} */ (document.querySelector('attention-figure'))?.tokens.length === 2);
    assert.equal(new URL(obeyed.frames()[1].url()).hash, tea, 'the address stays');
    await send(obeyed, { ...order, link: '#v=1&view=x&tokens=a' });
    await obeyed.frames()[1].locator('#problem').waitFor();

    for (const search of ['', '?origin=https://blog.example', `?origin=${encodeURIComponent(`${origin}/`)}`, '?origin=null', '?origin=*']) {
      const page = await opened(search);
      await send(page, order);
      await page.waitForTimeout(150);
      assert.deepEqual(await tokensIn(page), ['I', 'like', 'tea'], search);
    }

    // Another frame of the same origin is not the parent.
    await write(`${frame(tea, `?origin=${encodeURIComponent(origin)}`)}<iframe src="sibling.html"></iframe>`);
    const { page } = await lab.open({ address: url, prepare: (context) => context.route('**/sibling.html', (route) => route.fulfill({ contentType: 'text/html', body: 'sibling' })) });
    await page.frames()[1].locator('.readout').waitFor();
    await page.frames()[2].evaluate((data) => parent.frames[0].postMessage(data, '*'), order);
    await page.waitForTimeout(150);
    assert.deepEqual(await tokensIn(page), ['I', 'like', 'tea'], 'a sibling');
  });
});

test('a page without an origin cannot name itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'attention-disk-'));
  try {
    await cp(distFolder, folder, { recursive: true });
    await writeFile(join(folder, 'post.html'), `<!doctype html><link rel="icon" href="data:,"><iframe src="figure.html?origin=null${tea}" height="420" width="600"></iframe>`);
    const { page, complaints } = await lab.open({ address: pathToFileURL(join(folder, 'post.html')).href });
    await page.frames()[1].locator('.readout').waitFor();
    await page.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage({ type: 'attention-figure-show', link: '#v=1&view=heatmap&tokens=x,y' }, '*'));
    await page.waitForTimeout(150);
    assert.deepEqual(await tokensIn(page), ['I', 'like', 'tea']);
    assert.deepEqual(complaints, []);
  } finally {
    await rm(folder, { recursive: true });
  }
});
