// The links from each page of the site to the others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import names from '../../web/locales/site-pages.js';
import { until, useBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();

/** @param {Page} page @returns {Promise<{ name: string, href: string | null, current: string | null }[]>} */
const entriesOf = (page) => page.locator('#pages > *').evaluateAll((nodes) => nodes.map((node) => (
  { name: node.textContent ?? '', href: node.getAttribute('href'), current: node.getAttribute('aria-current') })));

/** @param {'en' | 'zh'} language @param {'workbench' | 'builder' | 'heads' | 'models'} current */
function expected(language, current) {
  const { lesson, workbench, builder, heads, models, reference } = names[language];
  const [first, last] = language === 'zh' ? ['./zh.html', './reference.zh.html'] : ['./index.html', './reference.html'];
  const hrefs = { lesson: first, workbench: './workbench.html', builder: './builder.html', heads: './heads.html', models: './models.html', reference: last };
  return Object.entries({ lesson, workbench, builder, heads, models, reference }).map(([page, name]) => (
    { name, href: page === current ? null : hrefs[/** @type {keyof typeof hrefs} */ (page)], current: page === current ? 'page' : null }));
}

test('the pages have the same names in both languages’ lists, and none is empty', () => {
  assert.deepEqual(Object.keys(names.zh), Object.keys(names.en));
  for (const name of [...Object.values(names.en), ...Object.values(names.zh)]) assert.ok(name.trim());
});

for (const current of /** @type {const} */ (['workbench', 'builder', 'heads', 'models'])) {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    test(`${current}.html, ${language}: the head leads to every page, at 320 pixels too`, async () => {
      const { page, complaints } = await lab.open({ address: `${lab.url}${current}.html`, locale: language === 'zh' ? 'zh-CN' : 'en-US' });
      await page.locator('#pages a').first().waitFor();
      assert.deepEqual(await entriesOf(page), expected(language, current));
      assert.equal(await page.locator('#pages').getAttribute('aria-label'), names[language].label);
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        const boxes = await page.locator('#pages a, #language').evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
        assert.equal(boxes.length, 6);
        for (const box of boxes) {
          assert.ok(box.width >= 43.9 && box.height >= 43.9, `${box.width} x ${box.height} at ${width}`);
          assert.ok(box.left >= 0 && box.right <= width && box.bottom < 200, JSON.stringify(box));
        }
        if (width >= 360) assert.equal(new Set(boxes.map(({ top, height }) => Math.round(top + height / 2))).size, 1, `one line at ${width}`);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `wider than ${width}`);
      }
      for (const { href } of await entriesOf(page)) {
        if (href) assert.equal((await page.request.get(new URL(href, page.url()).href)).status(), 200, href);
      }
      const other = language === 'en' ? 'zh' : 'en';
      await page.locator('#language').click();
      assert.deepEqual(await entriesOf(page), expected(other, current));
      assert.deepEqual(complaints, []);
    });
  }
}

test('after a visit to another page the workbench is as before', async () => {
  const page = await lab.openDrawn();
  await page.locator('#sentence').fill('as it was');
  await until(async () => page.url().endsWith('#v=1&sentence=as%20it%20was'), 'kept');
  await page.getByRole('link', { name: names.en.builder, exact: true }).click();
  await page.locator('attention-figure .readout').waitFor();
  await page.goBack();
  await page.locator('#sentence-figures').waitFor();
  assert.equal(await page.locator('#sentence').inputValue(), 'as it was');
});
