// The copy of the lesson on the reader's device: what it is for, what must not harm it, and two builds side by side.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { moodyHost } from './moody-host.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @type {import('./moody-host.js').MoodyHost} */
let host;
beforeEach(async () => {
  host = await moodyHost();
});
afterEach(() => host.close());

/** The kept files of each build. @param {Page} page @returns {Promise<Record<string, string[]>>} */
const keptIn = (page) => page.evaluate(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) => {
  const entries = await (await caches.open(name)).keys();
  return [name.split(' ').at(-1), entries.map(({ url }) => new URL(url)).filter(({ search }) => !search).map(({ pathname }) => pathname.slice(1))];
}))));

/** @param {Page} page */
const buildOf = async (page) => String(await page.locator('html').getAttribute('data-build'));

/** @param {Page} page until a worker of a build is in charge and has all files @param {string} [build] this page's, unless given */
async function isKept(page, build) {
  const wanted = build ?? await buildOf(page);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), 'the worker in charge');
  await until(async () => Boolean((await keptIn(page))[wanted]?.includes('index.html')), `the copy of ${wanted}`);
}

/** Makes a reader's first visit, until the copy is complete. */
async function visit() {
  const { page } = await lab.open({ address: `${host.url}index.html?offline` });
  await isKept(page);
  return page;
}

/** @param {Page} page @param {string} [rest] of the address */
async function opens(page, rest = 'index.html?offline') {
  await page.goto(host.url + rest);
  await page.locator('#hero[data-started]').waitFor();
}

/** @param {Page} page brings every section into sight */
async function allSectionsStart(page) {
  await page.bringToFront(); // Chromium slows down a page that is not visible.
  const ids = await page.locator('main > section').evaluateAll((nodes) => nodes.map(({ id }) => id));
  assert.ok(ids.length > 15);
  for (const id of ids) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.locator(`#${id}[data-started]`).waitFor();
  }
}

/** @param {Page} page as a browser does at will */
async function stopWorkers(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

test('if a host is out of order, the copy answers', async () => {
  const page = await visit();
  for (const status of [500, 502, 503, 504]) {
    host.feel(() => status);
    await page.goto('about:blank');
    await opens(page);
  }
  await opens(page, 'zh.html?offline');
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
});

test('if a host is silent, or falls silent within the page, the copy answers after three seconds', async () => {
  const page = await visit();
  for (const mood of /** @type {const} */ (['silence', 'half'])) {
    host.feel(() => mood);
    await page.goto('about:blank');
    const start = Date.now();
    await opens(page);
    // The upper limit is generous, because the machine may be busy with other things.
    const seconds = (Date.now() - start) / 1000;
    assert.ok(seconds >= 2.9 && seconds < 30, `${mood}: ${seconds} seconds`);
  }
  await allSectionsStart(page);
});

test('a host’s own answers are shown: a page that is gone, and one that is forbidden', async () => {
  const page = await visit();
  for (const status of [403, 404, 410]) {
    host.feel(() => status);
    await page.goto(`${host.url}index.html?offline`);
    assert.equal(await page.locator('h1').innerText(), String(status));
  }
  host.feel((path) => (path === 'index.html' ? { to: './elsewhere.html' } : 'login'));
  await page.goto(`${host.url}index.html?offline`);
  assert.equal(new URL(page.url()).pathname, '/elsewhere.html');
  host.feel(() => 502);
  await opens(page);
});

test('somebody else’s page is shown, since one may have to log in there, and the copy outlives it', async () => {
  const page = await visit();
  const build = await buildOf(page);
  const before = await keptIn(page);
  host.feel(() => 'login');
  for (const rest of ['index.html?offline', 'zh.html', '?offline']) {
    await page.goto(host.url + rest);
    assert.equal(await page.title(), 'Log in', rest);
  }
  host.feel(() => undefined);
  await page.goto(`${host.url}favicon.svg`);
  assert.deepEqual(await keptIn(page), before);
  await host.close();
  await opens(page);
  assert.equal(await buildOf(page), build);
  await allSectionsStart(page);
  host = await moodyHost();
});

test('a new build whose worker does not arrive leaves the copy alone, and uses nothing of it', async () => {
  const page = await visit();
  const build = await buildOf(page);
  await host.release('feedfacecafe');
  host.feel((path) => (path === 'service-worker.js' ? 404 : undefined));
  host.asked.length = 0;
  await opens(page);
  assert.equal(await buildOf(page), 'feedfacecafe');
  for (const name of ['lesson.js', 'lesson.css', 'attention-lab.js', 'attention-lab.wasm']) assert.ok(host.asked.includes(name), name);
  assert.ok((await keptIn(page))[build].length > 30);
  host.feel(() => 502);
  await opens(page);
  assert.equal(await buildOf(page), build);
  await allSectionsStart(page);
});

test('a copy that has lost files is filled again, and nobody else’s page comes into it', async () => {
  const page = await visit();
  const build = await buildOf(page);
  const whole = (await keptIn(page))[build].sort();
  for (const lost of ['lesson.css', 'zh.html', '']) {
    await page.evaluate(async ([name, file]) => {
      const cache = (await caches.keys()).find((each) => each.endsWith(name)) ?? '';
      await (file ? (await caches.open(cache)).delete(new URL(file, location.href).href) : caches.delete(cache));
    }, [build, lost]);
    if (!lost) {
      host.feel(() => 502);
      await page.goto(`${host.url}index.html?offline`);
      assert.equal(await page.locator('h1').innerText(), '502', 'there is nothing else to show');
    }
    // While somebody else answers for some files or for the pages, nothing is kept.
    host.feel((path) => (path === 'licenses.txt' ? 'login' : undefined));
    await opens(page);
    await page.waitForTimeout(1000);
    const kept = (await keptIn(page))[build] ?? [];
    assert.ok(kept.length < whole.length, lost);
    host.feel(() => undefined);
    await opens(page);
    await until(async () => String((await keptIn(page))[build]?.sort()) === String(whole), `the copy is whole again after the loss of ${lost || 'all'}`);
  }
});

for (const how of ['first visit', 'later visit', 'section by itself']) {
  test(`a page that is open when a new build comes goes on with its own build: ${how}`, async () => {
    const first = await visit();
    const build = await buildOf(first);
    if (how === 'later visit') await opens(first);
    if (how === 'section by itself') {
      await first.goto(`${host.url}index.html?only=mix&offline`);
      await first.locator('#mix[data-started]').waitFor();
    }
    await host.release('feedfacecafe');
    const second = await first.context().newPage();
    await opens(second);
    assert.equal(await buildOf(second), 'feedfacecafe');
    await isKept(second, 'feedfacecafe');
    await until(() => first.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), 'the new worker in charge of the first page');
    await opens(second); // This visit removes the copies that nobody needs.
    await stopWorkers(second);

    host.asked.length = 0;
    if (how !== 'section by itself') await allSectionsStart(first);
    // A section loads these when it is used: the engine and its workers.
    host.feel(() => 'silence');
    assert.equal(await first.evaluate(async () => {
      const { loadAttention } = await import(new URL('./attention-lab.js', location.href).href);
      const attention = await loadAttention();
      return (await attention.attendAsync({ query: [[1, 0]], key: [[1, 0]], value: [[3, 4]] })).output.data[1];
    }), 4);
    host.feel(() => undefined);
    const mixed = host.asked.filter((path) => /\.(js|css|wasm)$/.test(path) && path !== 'service-worker.js');
    assert.deepEqual(mixed, [], 'the first page asks the host for nothing');
    assert.equal(await buildOf(first), build);
    assert.deepEqual(Object.keys(await keptIn(second)).sort(), [build, 'feedfacecafe'].sort());

    await first.close();
    await stopWorkers(second);
    await opens(second);
    await until(async () => String(Object.keys(await keptIn(second))) === 'feedfacecafe', 'the old copy goes with its last page');
    host.feel(() => 502);
    await opens(second);
    if (how === 'first visit') await allSectionsStart(second);
  });
}

test('a host that leaves .html away is kept too', async () => {
  host.feel((path) => {
    if (path === 'index.html') return { to: './' };
    if (path === 'zh.html') return { to: './zh' };
    return path === 'zh' ? { as: 'zh.html' } : undefined;
  });
  const page = await visit();
  host.feel(() => 502);
  for (const rest of ['?offline', 'index.html?offline', 'zh?offline', 'zh.html?offline']) {
    await page.goto('about:blank');
    await opens(page, rest);
    assert.equal(await page.locator('html').getAttribute('lang'), rest.startsWith('zh') ? 'zh-CN' : 'en', rest);
  }
});
