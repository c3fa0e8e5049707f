// The package in a page of its own: which build of the module a browser with relaxed SIMD loads, and what it computes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageFolder } from '../../web/build/package.js';
import { serveFolder } from '../../web/build/static-server.js';
import { useBrowser } from './browser.js';

/** @import { BrowserContext, Page } from 'playwright-core' */

const lab = useBrowser();

/**
 * Opens an empty page beside the package's files.
 * @param {(page: Page, modules: string[]) => Promise<void>} use modules: the .wasm files that were asked for so far
 * @param {(context: BrowserContext) => Promise<unknown>} [prepare]
 */
async function beside(use, prepare) {
  const site = await serveFolder(packageFolder, { port: 0, headers: { 'Content-Security-Policy': null } });
  /** @type {string[]} */
  const modules = [];
  try {
    const { page } = await lab.open({
      address: `${site.url}empty.html`,
      prepare: async (context) => {
        context.on('request', (request) => {
          if (request.url().endsWith('.wasm')) modules.push(request.url().slice(site.url.length));
        });
        await context.route('**/empty.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' }));
        await prepare?.(context);
      },
    });
    await use(page, modules);
  } finally {
    await site.close();
  }
}

/**
 * Attends in the page, with workers and without.
 * @param {Page} page
 * @param {{ simd?: 'base' | 'relaxed' }} options
 */
const attend = (page, options) => page.evaluate(async (options) => {
  const { loadAttention } = await import(new URL('./attention-lab.js', location.href).href);
  const attention = await loadAttention(options);
  let state = 1;
  const tensor = () => ({ shape: [1, 4, 700, 64], data: Float32Array.from({ length: 4 * 700 * 64 }, () => (state = (state * 48271) % 2147483647) / 2 ** 30 - 1) });
  const inputs = { query: tensor(), key: tensor(), value: tensor() };
  const whole = attention.attend(inputs).output.data;
  const parts = (await attention.attendAsync(inputs, {}, { workers: 2 })).output.data;
  return { simd: attention.simd, isSame: whole.every((/** @type {number} */ x, /** @type {number} */ i) => x === parts[i]), output: [...whole] };
}, options);

test('one build is loaded, the relaxed one, and its workers compute its digits', async () => {
  await beside(async (page, modules) => {
    const relaxed = await attend(page, {});
    assert.equal(relaxed.simd, 'relaxed');
    assert.ok(relaxed.isSame);
    assert.deepEqual(modules, ['attention-lab-relaxed.wasm']);

    const base = await attend(page, { simd: 'base' });
    assert.equal(base.simd, 'base');
    assert.ok(base.isSame);
    assert.deepEqual(modules, ['attention-lab-relaxed.wasm', 'attention-lab.wasm']);
    const apart = base.output.reduce((largest, x, i) => Math.max(largest, Math.abs(x - relaxed.output[i])), 0);
    assert.ok(apart > 0 && apart <= 4e-6, `${apart}`);
  });
});

test('without Float16Array the browser is too old for its tiles', async () => {
  await beside(async (page, modules) => {
    assert.equal((await attend(page, {})).simd, 'base');
    assert.deepEqual(modules, ['attention-lab.wasm']);
  }, (context) => context.addInitScript(() => Reflect.deleteProperty(globalThis, 'Float16Array')));
});
