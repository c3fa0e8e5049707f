// <attention-heads> for everybody: what axe-core finds in all views, on paper, in forced colours, on a telephone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomHeads } from '../node/heads-sets.js';
import { until, useBrowser } from './browser.js';
import { field, headsOf, inHeads, inside, look, readout, settled, useHeads } from './heads-post.js';
import { assertAccessible, sideways } from './lesson-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const { post } = useHeads(lab);

const tokens = ['[CLS]', 'un', '##believ', '##able', 'tea', '.', '[SEP]'];
const matrices = randomHeads({ layers: 3, heads: 4, rows: 7, columns: 7 });
const views = /** @type {const} */ (['grid', 'head', 'links', 'token']);
const body = headsOf({ tokens, attentions: matrices }, 'caption="A small model."');

/** @param {Page} page @param {string} what */
async function assertAllViews(page, what) {
  await inside(page, '.menu-button').click();
  await inside(page, '[data-name=table]').click();
  for (const view of views) {
    await look(page, { view, measure: 'entropy', others: view === 'links' ? [[1, 2]] : [], query: view === 'links' ? 4 : null });
    await inside(page, '.found-list').waitFor();
    await assertAccessible(page, 'main', `${what}, ${view}`);
    assert.ok(await sideways(page) <= 0, `${what}, ${view}: no sideways scroll`);
  }
  await inside(page, '.menu-button').click();
  await assertAccessible(page, 'main', `${what}, the menu is open`);
}

for (const lang of ['en', 'zh-CN']) {
  for (const dark of [false, true]) {
    for (const width of [360, 1280]) {
      test(`axe-core finds nothing in any view: ${lang}, ${dark ? 'dark' : 'light'}, ${width} wide`, async () => {
        await assertAllViews(await post(body, { lang, dark, width }), `${lang}, ${dark}, ${width}`);
      });
    }
  }
}

test('axe-core finds nothing where it cannot be drawn, or shows what was open before', async () => {
  const page = await post('<attention-heads></attention-heads>', { complains: true });
  await until(async () => await inside(page, '.problem').textContent() !== '', 'said');
  await assertAccessible(page, 'main', 'not drawn');
  const other = await post(body);
  await inHeads(other, (heads) => heads.open([new File(['{'], 'broken.json')]).catch(() => {}));
  await assertAccessible(other, 'main', 'stale');
});

test('every picture has a name, a kind and a description in its language, and its canvas is left out', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const page = await post(body, { lang });
    for (const view of views) {
      await look(page, { view });
      const pictures = await inHeads(page, (heads) => Array.from(heads.shadowRoot?.querySelectorAll('.stage') ?? [])
        .filter((node) => node.getClientRects().length > 0).map((node) => ({
          name: node.getAttribute('aria-label') ?? '', kind: node.getAttribute('aria-roledescription') ?? '',
          description: heads.shadowRoot?.getElementById(node.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
          hidden: node.querySelector('canvas')?.getAttribute('aria-hidden'),
        })));
      assert.equal(pictures.length, view === 'grid' ? 1 : 2, view);
      for (const { name, kind, description, hidden } of pictures) {
        for (const text of [name, kind, description]) {
          assert.ok(text.length > 1, `${view}: ${name}, ${kind}, ${description}`);
          assert.equal(/[\u4e00-\u9fff]/.test(text), lang === 'zh-CN', text);
        }
        assert.equal(hidden, 'true');
      }
    }
  }
});

test('all that can be pressed is reached by the Tab key, in the order of the page, and is large enough for a finger', async () => {
  const page = await post(body, { width: 360 });
  await look(page, { measure: 'entropy' });
  await inside(page, '.found-list').waitFor();
  await page.locator('h1').click();
  const names = [];
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab');
    const at = await inHeads(page, (heads) => {
      const node = heads.shadowRoot?.activeElement;
      if (!(node instanceof HTMLElement)) return null;
      const { width, height } = (node instanceof HTMLInputElement && node.type === 'checkbox' ? node.closest('label') ?? node : node).getBoundingClientRect();
      return { name: node.dataset.name ?? node.className.split(' ')[0] ?? node.tagName, width, height };
    });
    if (!at) break;
    assert.ok(at.width >= 43.9 && at.height >= 43.9, JSON.stringify(at));
    names.push(at.name);
  }
  assert.deepEqual(names.filter((name) => name !== '').slice(0, 8), ['view', 'panel', 'range', 'measure', 'search', 'withoutFirst', 'withoutSpecials', 'words']);
  assert.deepEqual(names.filter((name) => /stage|menu-button/.test(name)), ['stage', 'stage', 'menu-button']);
  assert.equal(names.length, 8 + 2 + 2 + 1 + 1 + 10, 'zoom buttons, stages, menu, order, listed heads');
});

test('forced colours: all is drawn with the reader’s own, and the chosen head still stands out', async () => {
  const page = await post(body, { context: { forcedColors: 'active' } });
  const colors = await inHeads(page, (heads) => {
    const style = getComputedStyle(/** @type {Element} */ (heads.shadowRoot?.querySelector('.figure')));
    return { paper: style.backgroundColor, ink: getComputedStyle(heads).getPropertyValue('--figure-ink').trim() };
  });
  assert.deepEqual(colors.ink, 'CanvasText');
  assert.equal(colors.paper, await inHeads(page, () => {
    const probe = document.body.appendChild(document.createElement('div'));
    probe.style.setProperty('background-color', 'Canvas');
    return getComputedStyle(probe).backgroundColor;
  }));
  for (const view of views) {
    await look(page, { view });
    assert.match(await readout(page), /most weight/);
  }
  await assertAccessible(page, 'main', 'forced colours');
});

test('on paper: the picture, its caption and its note, without fields, buttons and sideways parts; the links whole', async () => {
  const count = 60;
  const words = Array.from({ length: count }, (_, index) => `w${index}`);
  const page = await post(headsOf({ tokens: words, attentions: randomHeads({ layers: 1, heads: 2, rows: count, columns: count }) }, 'view="links" caption="Sixty." measure="entropy"'));
  await inside(page, '.found-list').waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.controls', '.menu', '.zoom']) assert.equal(await inside(page, hidden).isVisible(), false, hidden);
  for (const shown of ['.grid-stage canvas', '.links-stage canvas', 'figcaption', '.note[part]']) assert.ok(await inside(page, shown).isVisible(), shown);
  const { all, canvas } = await inside(page, '.links-stage').evaluate((node) => ({ all: node.scrollHeight, canvas: node.querySelector('canvas')?.clientHeight ?? 0, seen: node.clientHeight }));
  assert.ok(canvas >= all - 1, `${canvas} of ${all}: every token is on paper`);
  await page.emulateMedia({ media: 'screen' });
  await settled(page);
  assert.ok(await field(page, 'view').isVisible());
});

test('a narrow page: nothing is wider than the screen, and the words of fields are all there', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const page = await post(body, { lang, width: 360, context: { hasTouch: true } });
    for (const view of views) {
      await look(page, { view });
      assert.ok(await sideways(page) <= 0, `${lang}, ${view}`);
      const cut = await inHeads(page, (heads) => Array.from(heads.shadowRoot?.querySelectorAll('label, .readout, .note, .found-title') ?? [])
        .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0).map(({ textContent }) => textContent));
      assert.deepEqual(cut, []);
    }
  }
});
