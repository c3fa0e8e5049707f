// The reference as a reader sees it, and the element's manifest against the element.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import names from '../../web/locales/site-pages.js';
import { useBrowser } from './browser.js';
import { usePosts } from './figure-post.js';
import { assertAccessible } from './lesson-page.js';

const lab = useBrowser();
const { post } = usePosts(lab);

for (const [language, address, other] of /** @type {const} */ ([['en', 'reference.html', 'reference.zh.html'], ['zh', 'reference.zh.html', 'reference.html']])) {
  for (const dark of [false, true]) {
    test(`${address}, ${dark ? 'dark' : 'light'}: readable by all, and nothing scrolls the page sideways`, async () => {
      const { page, complaints } = await lab.open({ address: `${lab.url}${address}`, dark });
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), 'light dark');
      for (const width of [320, 360, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `wider than ${width}`);
        await assertAccessible(page, 'body', `at ${width}`);
      }
      assert.deepEqual(complaints, []);
    });
  }

  test(`${address} leads to every page, to the other language, and to each of its sections`, async () => {
    const { page } = await lab.open({ address: `${lab.url}${address}`, width: 360 });
    assert.equal(await page.locator('script').count(), 0);
    assert.equal(await page.locator('#pages [aria-current=page]').textContent(), names[language].reference);
    const hrefs = await page.locator('#pages a, #language').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href') ?? ''));
    assert.deepEqual(hrefs, [language === 'en' ? './index.html' : './zh.html', './workbench.html', './builder.html', './heads.html', './models.html', `./${other}`]);
    for (const href of hrefs) assert.equal((await page.request.get(new URL(href, page.url()).href)).status(), 200, href);
    const tops = await page.locator('#pages > *, #language').evaluateAll((nodes) => nodes.map((node) => Math.round(node.getBoundingClientRect().top)));
    assert.deepEqual(new Set(tops).size, 1, String(tops));
    const lost = await page.locator('#contents a').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href') ?? '').filter((href) => !document.getElementById(href.slice(1))));
    assert.deepEqual(lost, []);
    const twice = await page.locator('[id]').evaluateAll((nodes) => nodes.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) !== index));
    assert.deepEqual(twice, []);
  });
}

test('the manifest has the element’s own properties, methods, event and parts, and no others', async () => {
  const manifest = JSON.parse(readFileSync(new URL('../../lib/custom-elements.json', import.meta.url), 'utf8'));
  const { tagName, attributes, members, events, cssParts } = manifest.modules[0].declarations[0];
  const page = await post('<attention-figure tokens="a b" weights="[0.5, 0.5]"></attention-figure>');
  const real = await page.evaluate(async (tag) => {
    const prototype = /** @type {any} */ (customElements.get(tag)).prototype;
    // The layout is for the page of frames alone, and internal.
    const own = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(([name]) => !/^(constructor|layout)$|Callback$/.test(name));
    const figure = /** @type {any} */ (document.querySelector(tag));
    /** @type {Set<string>} */
    const heard = new Set();
    const { dispatchEvent } = EventTarget.prototype;
    figure.dispatchEvent = (/** @type {Event} */ event) => {
      heard.add(event.type);
      return dispatchEvent.call(figure, event);
    };
    figure.caption = 'changed';
    await figure.ready;
    return {
      observed: /** @type {any} */ (customElements.get(tag)).observedAttributes,
      fields: own.filter(([, { get }]) => get).map(([name]) => name),
      methods: own.filter(([, { value }]) => typeof value === 'function').map(([name]) => name),
      events: [...heard],
      parts: [...figure.shadowRoot.querySelectorAll('[part]')].map((/** @type {Element} */ node) => node.getAttribute('part') ?? ''),
    };
  }, tagName);
  /** @param {{ name: string }[]} list */
  const sorted = (list) => list.map(({ name }) => name).sort();
  /** @param {string} kind */
  const ofKind = (kind) => sorted(members.filter((/** @type {any} */ member) => member.kind === kind));
  assert.deepEqual(sorted(attributes), [...real.observed].sort());
  assert.deepEqual(ofKind('field'), [...real.fields, 'lang', 'dir'].sort());
  assert.deepEqual(ofKind('method'), [...real.methods].sort());
  assert.deepEqual(sorted(events), real.events);
  assert.deepEqual(sorted(cssParts), [...real.parts].sort());
});
