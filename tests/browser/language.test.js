// The workbench in Chinese and English.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import en from '../../web/locales/en.js';
import zh from '../../web/locales/zh.js';
import { useBrowser } from './browser.js';

const lab = useBrowser();
const han = /\p{Script=Han}/u;

test('both languages have the same texts, with the same braces, and none is empty', () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  const braces = (/** @type {string} */ text) => (text.match(/\{\w+\}/g) ?? []).sort();
  for (const key of /** @type {(keyof typeof en)[]} */ (Object.keys(en))) {
    assert.deepEqual(braces(zh[key]), braces(en[key]), key);
    assert.ok(en[key].trim() && zh[key].trim(), key);
  }
});

test('every text is used, and every text that is used exists', async () => {
  const { readdir } = await import('node:fs/promises');
  const folder = new URL('../../web/site/workbench/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => /\.(js|html)$/.test(name));
  const source = (await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')))).join('\n');
  // The keys for methods, facts and errors are put together from parts.
  const assembled = /^(score|normalizer|scoreNote|normalizerNote|article|error)\./;
  for (const key of Object.keys(en)) {
    if (!assembled.test(key)) assert.ok(source.includes(`'${key}'`) || source.includes(`"${key}"`), `${key} is not used`);
  }
  const html = await readFile(new URL('workbench.html', folder), 'utf8');
  for (const [, key] of html.matchAll(/data-text="([^"]+)"/g)) assert.ok(key in en, key);
});

test('the browser’s language decides; others get English', async () => {
  for (const [locale, tag, title] of [['zh-CN', 'zh-CN', '注意力实验室'], ['zh-TW', 'zh-CN', '注意力实验室'], ['en-GB', 'en', 'Attention Lab'], ['fr-FR', 'en', 'Attention Lab']]) {
    const page = await lab.openDrawn({ locale });
    assert.equal(await page.locator('html').getAttribute('lang'), tag, locale);
    assert.equal(await page.title(), title);
    assert.equal(await page.locator('h1').innerText(), title);
  }
});

test('in English only the words of the example are Chinese, in Chinese only names are English', async () => {
  /** @param {import('playwright-core').Page} page */
  const texts = (page) =>
    page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement?.closest('#language, .not-started')) found.push(node.nodeValue ?? '');
      }
      for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
        found.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '');
      }
      return found;
    });
  const english = await texts(await lab.openDrawn());
  for (const text of english) assert.doesNotMatch(text.replaceAll(/我|喜欢|学习/g, ''), han);
  const chinese = await texts(await lab.openDrawn({ locale: 'zh-CN' }));
  const names = /Luong|Vaswani|Bahdanau|Katharopoulos|Nadaraya|Watson|Martins|Peters|Ramapuram|Softmax|Sparsemax|Hardmax|Sigmoid|softmax|sparsemax|hardmax|sigmoid|1\.5-entmax|elu|tanh|exp|log|max|Shift|Alt|Esc|ngram|JSON|CSV|SIMD|WebAssembly|general|concat|additive|location/g;
  for (const text of chinese) assert.doesNotMatch(text.replaceAll(names, ''), /[A-Za-z]{3,}/);
});

test('the switch changes everything at once and is remembered; edits and mistakes stay', async () => {
  const page = await lab.openDrawn();
  const field = page.getByRole('spinbutton', { name: 'key 我, component 1' });
  await field.fill('oops');
  await page.getByRole('button', { name: '中文' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  assert.equal(await page.title(), '注意力实验室');
  const renamed = page.getByRole('spinbutton', { name: '键“我”，第 1 分量' });
  assert.equal(await renamed.inputValue(), 'oops');
  assert.match(await page.locator('#vectors .field-message:visible').innerText(), /“oops”不是数/);
  assert.match((await page.locator('#bars').getAttribute('aria-label')) ?? '', /权重条形图/);
  assert.equal(await page.locator('#sentence').inputValue(), zh['sentence.example'], 'the page’s own sentence changes too');
  assert.equal(await page.locator('#language').getAttribute('lang'), 'en');

  await page.reload();
  await page.locator('#sentence-figures').waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN', 'remembered');
  await page.locator('#sentence').fill('我的句子');
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.locator('#sentence').inputValue(), '我的句子', 'the reader’s own sentence does not');
});

test('where storage is forbidden the switch works all the same', async () => {
  const page = await lab.openDrawn({
    prepare: (context) =>
      context.addInitScript(() =>
        Object.defineProperty(window, 'localStorage', {
          get() {
            throw new DOMException('forbidden', 'SecurityError');
          },
        }),
      ),
  });
  await page.getByRole('button', { name: '中文' }).click();
  assert.equal(await page.locator('h1').innerText(), '注意力实验室');
});
