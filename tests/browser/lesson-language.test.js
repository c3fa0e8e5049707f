// The lesson's two languages, in the pages as written and in the live sections.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { useBrowser } from './browser.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const folder = new URL('../../web/locales/lesson/', import.meta.url);
const sections = (await readdir(folder)).filter((name) => name.endsWith('-en.js')).map((name) => name.slice(0, -'-en.js'.length));

/** @param {any} texts @param {string} [path] @returns {[string, string][]} what stands where; markup as its text */
function leaves(texts, path = '') {
  if (typeof texts === 'string') return [[path, texts]];
  if (texts && typeof texts === 'object') {
    if (typeof texts.text === 'string' && texts.constructor.name === 'Markup') return [[path, texts.text]];
    return Object.entries(texts).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
  }
  return [[path, String(texts)]];
}

test('each section has its live texts in both languages, with the same braces', async () => {
  for (const section of sections) {
    const [en, zh] = await Promise.all(['en', 'zh'].map((language) => import(new URL(`${section}-${language}.js`, folder).href)));
    assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort(), section);
    const [one, other] = [leaves(en.live ?? {}), leaves(zh.live ?? {})];
    assert.deepEqual(other.map(([path]) => path).sort(), one.map(([path]) => path).sort(), section);
    const braces = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g))].sort();
    const translated = new Map(other);
    for (const [path, text] of one) assert.deepEqual(braces(/** @type {string} */ (translated.get(path))), braces(text), `${section}${path}`);
  }
});

/**
 * Everything that a reader sees or hears, except text marked as another language, code, formulas and fields.
 * @param {Page} page
 */
function textsOf(page) {
  return page.evaluate(() => {
    const apart = '[lang]:not(html):not(:lang(x)), code, pre, math, textarea, input, cite, script, #other-language, attention-figure';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest(apart)) found.push(`${node.parentElement?.closest('section')?.id ?? 'frame'}: ${node.nodeValue}`);
    }
    for (const node of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      if (node.closest(apart)) continue;
      for (const name of ['aria-label', 'placeholder', 'title']) {
        if (node.hasAttribute(name)) found.push(`${node.closest('section')?.id ?? 'frame'}: ${node.getAttribute(name)}`);
      }
    }
    return found;
  });
}

/** Brings all sections alive. @param {string} rest */
async function alive(rest) {
  const { page } = await lab.open({ address: lab.url + rest });
  for (const id of await page.locator('main > section').evaluateAll((nodes) => nodes.map((node) => node.id))) {
    await page.locator(`#${id}`).scrollIntoViewIfNeeded();
    await page.locator(`#${id}[data-started]`).waitFor();
  }
  return page;
}

/** The words of the article's examples, which are Chinese in both languages. */
const examples = /我|喜欢|学习/g;

test('on the English page only the examples’ words are Chinese, before and after it comes alive', async () => {
  for (const javaScriptEnabled of [false, true]) {
    const page = javaScriptEnabled ? await alive('index.html') : (await lab.open({ address: `${lab.url}index.html`, context: { javaScriptEnabled } })).page;
    const texts = await textsOf(page);
    assert.ok(texts.length > 30);
    assert.deepEqual(texts.filter((text) => /\p{Script=Han}|[，。：；“”]\p{Script=Han}/u.test(text.replaceAll(examples, ''))), []);
  }
});

/** More than two English words in a row mean that nobody has translated a sentence. */
const english = /\b[A-Za-z]{2,}(?:[ ,]+[a-z]{2,}){2,}\b/;

test('on the Chinese page only names and terms are English, before and after it comes alive', async () => {
  for (const javaScriptEnabled of [false, true]) {
    const page = javaScriptEnabled ? await alive('zh.html') : (await lab.open({ address: `${lab.url}zh.html`, context: { javaScriptEnabled } })).page;
    const texts = await textsOf(page);
    assert.ok(texts.filter((text) => /\p{Script=Han}/u.test(text)).length > 30);
    assert.deepEqual(texts.filter((text) => english.test(text)), []);
    // Chinese sentences use Chinese punctuation: no half-width comma or full stop after a character.
    assert.deepEqual(texts.filter((text) => /\p{Script=Han}[,.;:?!](?:\s|$|\p{Script=Han})/u.test(text)), []);
  }
});
