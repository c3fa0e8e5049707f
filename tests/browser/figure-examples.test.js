// The examples as readers open them: from disk by double click, and over http if they need a build.

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../web/build/command.js';
import { serveFolder } from '../../web/build/static-server.js';
import { useBrowser } from './browser.js';
import { buildMarkdown, builtFolder, bundleExample, fromDisk, installExamples } from './examples.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {Page} page @param {number} count of figures that are to be drawn, with no complaint in any */
async function assertDrawn(page, count) {
  const figures = page.locator('attention-figure');
  assert.equal(await figures.count(), count);
  for (const figure of await figures.all()) {
    const { readout, problem, ink } = await figure.evaluate(async (node) => {
      await /** @type {any} */ (node).ready;
      const root = /** @type {ShadowRoot} */ (node.shadowRoot);
      const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
      context.drawImage(canvas, 0, 0);
      return {
        readout: root.querySelector('.readout')?.textContent ?? '',
        problem: root.querySelector('.problem')?.textContent ?? '',
        ink: context.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0),
      };
    });
    assert.match(readout, /[01]\.\d{3}/);
    assert.equal(problem, '');
    assert.ok(ink, 'painted');
  }
}

for (const [language, ending, says] of /** @type {[string, string, RegExp][]} */ ([
  ['English', '', /attends most to/],
  ['Chinese', '.zh', /最关注/],
])) {
  test(`an HTML post opened from disk, ${language}`, async () => {
    const { page, complaints } = await lab.open({ address: fromDisk(`web/examples/html/post${ending}.html`) });
    await assertDrawn(page, 3);
    assert.match(await page.locator('.readout').first().innerText(), says);
    assert.match(await page.locator('attention-figure').last().locator('.readout').innerText(), /0\.900/);
    assert.deepEqual(complaints, []);
  });

  test(`slides opened from disk, ${language}`, async () => {
    const { page, complaints } = await lab.open({ address: fromDisk(`web/examples/slide/slides${ending}.html`) });
    await assertDrawn(page, 2);
    assert.deepEqual(complaints, []);
  });

  test(`an iframe in a post without scripts, from disk, ${language}`, async () => {
    const { page, complaints } = await lab.open({ address: fromDisk(`web/examples/iframe/post${ending}.html`) });
    const frame = page.frameLocator('iframe');
    await frame.locator('.readout').waitFor();
    assert.match(await frame.locator('.readout').innerText(), says);
    assert.deepEqual(complaints, []);
  });
}

for (const charset of ['windows-1252', 'gbk']) {
  test(`the plain script is read correctly in a page of another encoding: ${charset}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'attention-charset-'));
    try {
      await cp(join(projectFolder, 'dist/attention-figure.iife.js'), join(folder, 'figure.js'));
      const html = `<!doctype html><meta charset="${charset}"><script defer src="figure.js"></script><attention-figure tokens="I tea" lang="zh"></attention-figure>`;
      await writeFile(join(folder, 'post.html'), html);
      const { page, complaints } = await lab.open({ address: pathToFileURL(join(folder, 'post.html')).href });
      await assertDrawn(page, 1);
      assert.match(await page.locator('.readout').innerText(), /最关注/);
      assert.deepEqual(complaints, []);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

test('an iframe in a post without scripts, over http', async () => {
  const site = await serveFolder(join(projectFolder), { port: 0, headers: { 'Content-Security-Policy': null } });
  try {
    const { page, complaints } = await lab.open({ address: `${site.url}web/examples/iframe/post.html` });
    await page.frameLocator('iframe').locator('.readout').waitFor();
    assert.deepEqual(complaints, []);
  } finally {
    await site.close();
  }
});

test('examples that are built', async (t) => {
  await installExamples();
  await rm(builtFolder, { recursive: true, force: true });
  await mkdir(builtFolder, { recursive: true });

  await t.test('a Markdown post through Eleventy', async () => {
    const output = join(builtFolder, 'markdown');
    await buildMarkdown(output);
    const site = await serveFolder(output, { port: 0, headers: { 'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:" } });
    try {
      for (const [path, says] of /** @type {[string, RegExp][]} */ ([['post/', /attends/], ['post.zh/', /关注/]])) {
        const { page, complaints } = await lab.open({ address: site.url + path });
        await assertDrawn(page, 2);
        assert.match(await page.locator('.readout').last().innerText(), says);
        assert.equal(await page.locator('em').count(), 1, 'Markdown goes on behind the figure');
        assert.deepEqual(complaints, []);
      }
    } finally {
      await site.close();
    }
  });

  for (const [name, entry] of /** @type {['react' | 'vue', 'react/post.jsx' | 'vue/post.js'][]} */ ([['react', 'react/post.jsx'], ['vue', 'vue/post.js']])) {
    await t.test(`${name}: properties in, events out`, async () => {
      const output = join(builtFolder, name);
      await mkdir(output, { recursive: true });
      for (const page of ['index.html', 'index.zh.html']) await cp(join(projectFolder, 'web/examples', name, page), join(output, page));
      await bundleExample(entry, join(output, 'post.js'));
      const site = await serveFolder(output, { port: 0, headers: { 'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:" } });
      try {
        for (const address of [site.url, `${site.url}index.zh.html`]) {
          const { page, complaints } = await lab.open({ address });
          await assertDrawn(page, 1);
          const most = page.locator('output');
          await page.waitForFunction(() => document.querySelector('output')?.textContent !== '');
          assert.match(await most.innerText(), /^0\.\d{3}$/);
          await page.locator('input[type=checkbox]').check();
          await page.waitForFunction(() => document.querySelector('output')?.textContent === '1.000');
          const words = page.locator('input[aria-label=words]');
          await words.fill('a b c d e');
          const tokens = await page.waitForFunction(() => {
            const figure = /** @type {any} */ (document.querySelector('attention-figure'));
            return figure.tokens.length === 5 && figure.tokens;
          });
          assert.deepEqual(await tokens.jsonValue(), ['a', 'b', 'c', 'd', 'e']);
          await words.fill('');
          await page.locator('attention-figure').waitFor({ state: 'detached' });
          await words.fill('again here');
          await assertDrawn(page, 1);
          assert.deepEqual(complaints, []);
        }
      } finally {
        await site.close();
      }
    });
  }
});
