// The offline copy where the host fails, is silent, answers with pages of others, or has a new build.
// Runs alone: it looks at the clock.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { distFolder } from '../../web/build/site.js';
import { until, useBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

/** How the host behaves, and from which folder. */
const host = { folder: '', mode: /** @type {'well' | 'foreign' | 'fails' | 'silent' | 'halves'} */ ('well'), url: '' };
const server = createServer(async (request, response) => {
  const name = new URL(request.url ?? '/', 'http://host').pathname.slice(1) || 'index.html';
  if (host.mode === 'silent') return;
  if (host.mode === 'foreign') return void response.writeHead(200, { 'Content-Type': types['.html'] }).end('<!doctype html><title>Sign in</title><h1>Sign in</h1></html>');
  if (host.mode === 'fails') return void response.writeHead(502, { 'Content-Type': types['.html'] }).end('<h1>Bad gateway</h1>');
  try {
    const bytes = await readFile(join(host.folder, name));
    response.writeHead(200, { 'Content-Type': types[/** @type {'.js'} */ (extname(name))] ?? 'text/plain', 'Cache-Control': 'no-cache' });
    if (host.mode === 'halves') response.write(bytes.subarray(0, bytes.length / 2));
    else response.end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});

/** @type {{ old: string, new: string }} */
const folders = { old: '', new: '' };
const newBuild = 'feedfacecafe';
let oldBuild = '';

before(async () => {
  for (const which of /** @type {const} */ (['old', 'new'])) {
    folders[which] = await mkdtemp(join(tmpdir(), 'attention-lab-'));
    await cp(distFolder, folders[which], { recursive: true, filter: (path) => !path.includes('types') });
  }
  oldBuild = /data-build="(\w+)"/.exec(await readFile(join(folders.old, 'index.html'), 'utf8'))?.[1] ?? '';
  // Another build: other names of all that is loaded later, as after a change of every section.
  for (const name of await readdir(folders.new)) {
    if (!/^(lesson.*\.js|index\.html|zh\.html|service-worker\.js)$/.test(name)) continue;
    const path = join(folders.new, name);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll(/lesson-([A-Z0-9]{8})\.js/g, 'lesson-$1N.js').replaceAll(oldBuild, newBuild));
    const renamed = name.replace(/^lesson-([A-Z0-9]{8})\.js$/, 'lesson-$1N.js');
    if (renamed !== name) await rename(path, join(folders.new, renamed));
  }
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  host.url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
});
after(async () => {
  server.closeAllConnections?.();
  server.close();
  for (const folder of Object.values(folders)) await rm(folder, { recursive: true });
});
beforeEach(() => Object.assign(host, { folder: folders.old, mode: 'well' }));

/** The lesson, with a copy of it made. */
async function openKept() {
  const { page } = await lab.open({ address: `${host.url}index.html?offline` });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker in charge', 20);
  await until(async () => (await fileCount(page, oldBuild)) > 40, 'the copy', 20);
  return page;
}

/** @param {Page} page @param {string} build @returns {Promise<number>} files in its copy; 0 without one */
const fileCount = (page, build) => page.evaluate(async (ending) => {
  const name = (await caches.keys()).find((one) => one.endsWith(ending));
  return name ? (await (await caches.open(name)).keys()).filter(({ url }) => !url.includes('?')).length : 0;
}, build);

/** @param {Page} page */
const buildOf = (page) => page.locator('html').getAttribute('data-build', { timeout: 1000 });

/** @param {Page} page */
async function assertAllStart(page) {
  await page.bringToFront(); // Chromium slows down what cannot be seen.
  const ids = await page.locator('main > section').evaluateAll((nodes) => nodes.map(({ id }) => id));
  assert.equal(ids.length, 21);
  for (const id of ids) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.locator(`#${id}[data-started]`).waitFor({ timeout: 20_000 });
  }
}

test('a page of others is shown, and leaves the copy as it is', async () => {
  const page = await openKept();
  const count = await fileCount(page, oldBuild);
  host.mode = 'foreign';
  await page.reload();
  assert.equal(await page.title(), 'Sign in');
  host.mode = 'fails';
  await page.reload();
  assert.equal(await buildOf(page), oldBuild);
  assert.equal(await fileCount(page, oldBuild), count);
  await assertAllStart(page);
});

test('a host that is silent, or falls silent within the page, is given three seconds', async () => {
  const page = await openKept();
  for (const mode of /** @type {const} */ (['silent', 'halves'])) {
    host.mode = mode;
    const start = performance.now();
    await page.goto(`${host.url}zh.html?offline`);
    await page.locator('#hero[data-started]').waitFor();
    const seconds = (performance.now() - start) / 1000;
    assert.ok(seconds > 2.5 && seconds < 9, `${mode}: ${seconds} seconds`);
    assert.equal(await buildOf(page), oldBuild);
  }
});

test('a copy that is gone is made again by the next visit', async () => {
  const page = await openKept();
  const count = await fileCount(page, oldBuild);
  await page.evaluate(async () => { for (const name of await caches.keys()) await caches.delete(name); });
  host.mode = 'fails';
  await page.reload();
  assert.equal(await page.locator('h1').innerText(), 'Bad gateway', 'there is nothing else to show');
  host.mode = 'well';
  await page.goto(`${host.url}index.html?offline`);
  await until(async () => (await fileCount(page, oldBuild)) === count, 'the copy again', 20);
});

test('a page stays whole while another tab has a new build, and the old copy goes with the page', async () => {
  const first = await openKept();
  await first.locator('#hero[data-started]').waitFor();
  host.folder = folders.new;
  const second = await first.context().newPage();
  await second.goto(`${host.url}index.html?offline`);
  assert.equal(await buildOf(second), newBuild);
  await until(async () => (await fileCount(second, newBuild)) > 40, 'the copy of the new build', 20);
  assert.ok((await fileCount(first, oldBuild)) > 40, 'the copy of the old one is there too');
  await assertAllStart(first);
  await assertAllStart(second);
  // Workers and the engine too, without a network.
  host.mode = 'silent';
  assert.equal(await first.evaluate(async () => {
    const { loadAttention } = await import(new URL('./attention-lab.js', location.href).href);
    const attention = await loadAttention();
    return (await attention.attendAsync({ query: [[1, 0]], key: [[1, 0]], value: [[3, 4]] })).output.data[1];
  }), 4);
  host.mode = 'well';
  await first.close();
  await second.reload();
  await until(async () => (await fileCount(second, oldBuild)) === 0, 'the old copy gone', 20);
  assert.ok((await fileCount(second, newBuild)) > 40);
});
