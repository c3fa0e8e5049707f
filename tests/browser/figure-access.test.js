// Accessibility of figures: what axe-core finds, and what it cannot see: names, summaries, the order of the focus, and the
// size of what can be pressed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { drawn, figures, partOf, useFigures } from './figure-access-page.js';
import { attendRow } from './float64.js';
import { plain } from './plain.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const open = useFigures(lab);
const axeSource = await readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/**
 * Asserts that axe-core, including its rule on target sizes, finds nothing.
 * @param {Page} page
 * @param {string} state
 */
async function assertNothingFound(page, state) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const axe = /** @type {import('axe-core')} */ (/** @type {any} */ (window).axe);
    const { violations } = await axe.run(document, { rules: { 'target-size': { enabled: true } } });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`));
  });
  assert.equal(found.join('\n'), '', state);
}

/**
 * Opens the table, and the derivation of the chosen or the strongest cell.
 * @param {Page} page
 * @param {string[]} ids
 */
async function openPanels(page, ids) {
  for (const id of ids) {
    for (const name of ['table', 'derivation']) {
      await partOf(page, id, 'menu').locator('[aria-haspopup]').click();
      await partOf(page, id, 'menu').locator(`[data-name=${name}]`).click();
    }
  }
}

for (const lang of ['en', 'zh-CN']) {
  for (const dark of [false, true]) {
    test(`axe-core finds nothing on figures: ${lang}, ${dark ? 'dark' : 'light'}`, async () => {
      const page = await open({ lang, dark });
      await assertNothingFound(page, 'as drawn');
      await openPanels(page, ['map', 'bars', 'plane', 'scores', 'supplied']);
      await partOf(page, 'map', 'menu').locator('[aria-haspopup]').click();
      await assertNothingFound(page, 'all open');
    });

    test(`axe-core finds nothing on the site’s page: ${lang}, ${dark ? 'dark' : 'light'}`, async () => {
      const page = await lab.openDrawn({ locale: lang, dark });
      await assertNothingFound(page, 'as drawn');
    });
  }
}

test('every picture has a name, a kind and a description, and its canvas is left out', async () => {
  for (const lang of ['en', 'zh-CN']) {
    const page = await open({ lang });
    /** @type {Set<string>} */
    const kinds = new Set();
    for (const id of drawn) {
      const picture = partOf(page, id, 'canvas');
      const { name, kind, described, hidden } = await picture.evaluate((node) => ({
        name: node.getAttribute('aria-label') ?? '',
        kind: node.getAttribute('aria-roledescription') ?? '',
        described: (node.getAttribute('aria-describedby') ?? '').split(' ')
          .map((part) => /** @type {ShadowRoot} */ (node.getRootNode()).getElementById(part)?.textContent ?? ''),
        hidden: node.querySelector('canvas')?.getAttribute('aria-hidden'),
      }));
      assert.ok(name.length > 3, `${id}: name "${name}"`);
      assert.ok(kind.length > 1, `${id}: kind "${kind}"`);
      assert.ok(described.length === 2 && described.every((text) => text.length > 10), `${id}: ${described}`);
      if (lang !== 'en' && !figures[id].includes('label=')) {
        assert.match(described.join(), /\p{Script=Han}/u, id);
      }
      assert.equal(hidden, 'true', id);
      kinds.add(kind);
    }
    assert.equal(kinds.size, 4, [...kinds].join());
  }
  const page = await open({ only: ['map', 'supplied'] });
  assert.equal(await partOf(page, 'map', 'canvas').getAttribute('aria-label'), 'Two queries and three keys.');
  assert.equal(await partOf(page, 'supplied', 'canvas').getAttribute('aria-label'), 'How much tea');
});

test('the sentence and the table say what the picture says, and follow an edit', async () => {
  const page = await open({ only: ['map'] });
  const queries = [[1, 0.5], [-0.3, 0.8]];
  const keys = [[0.2, 0.9], [1, -0.4], [0.6, 0.6]];
  const tokens = ['tea', 'milk', 'sun'];
  const table = partOf(page, 'map', 'table');
  for (const normalizer of ['softmax', 'hardmax', 'sparsemax']) {
    await page.locator('#map select[id^=normalizer]').selectOption(normalizer);
    const rows = queries.map((query) => attendRow({ query, keys, score: 'scaled-dot', normalizer }).weights);
    const largest = rows[0].indexOf(Math.max(...rows[0]));
    const sentence = page.locator('#map #sentence');
    await sentence.filter({ hasText: /./ }).waitFor({ state: 'attached' });
    const [, query, key, weight] = /^(\S+) attends most to (\S+), with weight (\S+)\./.exec(plain(await sentence.innerText())) ?? [];
    assert.deepEqual([query, key], ['I', tokens[largest]], normalizer);
    assertPrinted(weight, rows[0][largest], normalizer);
    const cells = await table.locator('tbody td').allTextContents();
    cells.forEach((cell, index) => assertPrinted(cell, rows.flat()[index], `${normalizer}, cell ${index}`));
  }
  assert.deepEqual(await table.locator('th[scope=col]').allTextContents(), tokens);
  assert.deepEqual(await table.locator('th[scope=row]').allTextContents(), ['I', 'you']);
  assert.match(await table.locator('caption').innerText(), /row is a query.*column a key/);
});

test('the result of a keyboard step is announced, politely, when the reader pauses', async () => {
  const page = await open({ only: ['spelled'] });
  const said = page.locator('#spelled [role=status]');
  assert.equal(await said.textContent(), '');
  await partOf(page, 'spelled', 'canvas').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await said.filter({ hasText: /\S/ }).waitFor({ state: 'attached' });
  assert.equal(await said.textContent(), await partOf(page, 'spelled', 'readout').textContent());
});

/**
 * Presses Tab until the focus leaves the figures, and returns each stop as the figure's id and the part of it.
 * @param {Page} page
 * @param {'Tab' | 'Shift+Tab'} key
 */
async function stops(page, key) {
  /** @type {string[]} */
  const found = [];
  for (let tabs = 0; tabs < 60; tabs++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(() => {
      const figure = document.activeElement;
      const node = figure?.shadowRoot?.activeElement;
      if (!figure || !node) return '';
      const { width, height } = node.getBoundingClientRect();
      // In text that only screen readers get, no focus would be visible.
      const isSeen = width > 12 && height > 12 && !node.closest('.unseen');
      const isMarked = getComputedStyle(node).outlineStyle !== 'none';
      return `${figure.id} ${node.closest('[part]')?.getAttribute('part')}${isSeen ? '' : ' unseen'}${isMarked ? '' : ' unmarked'}`;
    });
    const isSame = stop === found[found.length - 1];
    if (!stop || (!isSame && found.includes(stop))) break; // Going backwards, Tab starts again at the end of the page.
    if (!isSame) found.push(stop);
  }
  return found;
}

test('Tab goes to the controls, the picture and the menu, and to nothing invisible; and back the same way', async () => {
  const page = await open({ only: ['map', 'plane', 'long'] });
  const order = [
    'map controls', 'map canvas', 'map menu', 'plane canvas', 'plane menu', 'plane vector', 'long canvas', 'long menu',
  ];
  assert.deepEqual(await stops(page, 'Tab'), order);
  assert.deepEqual(await stops(page, 'Shift+Tab'), order.reverse());
  await partOf(page, 'long', 'menu').locator('[aria-haspopup]').click();
  await partOf(page, 'long', 'menu').locator('[data-name=table]').click();
  assert.deepEqual((await stops(page, 'Tab')).slice(-1), ['long table']);
});

test('Escape closes the derivation, and the focus is where it was opened', async () => {
  const page = await open({ only: ['map'] });
  const focused = () => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.closest('[part]')?.getAttribute('part'));
  await partOf(page, 'map', 'canvas').focus();
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'derivation');
  await page.keyboard.press('Escape');
  assert.equal(await partOf(page, 'map', 'derivation').isVisible(), false);
  assert.equal(await focused(), 'canvas');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  assert.equal(await focused(), 'menu');
  assert.equal(await partOf(page, 'map', 'menu').getByRole('menu').isVisible(), false);
});

// Many pages make their root font 10 pixels high.
for (const root of ['100%', '62.5%']) test(`what a finger presses is 44 pixels high and wide, with a root font of ${root}`, async () => {
  const page = await open({ width: 320, style: `html { font-size: ${root} }`, context: { hasTouch: true, isMobile: true } });
  await openPanels(page, drawn);
  await partOf(page, 'map', 'menu').locator('[aria-haspopup]').click();
  const small = await page.evaluate(() => [...document.querySelectorAll('attention-figure')].flatMap((figure) => {
    const pressed = /** @type {NodeListOf<HTMLElement>} */ (figure.shadowRoot?.querySelectorAll('button, select, input'));
    return [...pressed].filter((node) => node.checkVisibility()).map((node) => {
      // A checkbox can be pressed by its label too.
      const target = node.closest('label') ?? node;
      const { width, height } = target.getBoundingClientRect();
      return { name: `${figure.id} ${node.id || node.className || node.textContent}`, width, height };
    });
  }).filter(({ width, height }) => width < 44 || height < 44));
  assert.deepEqual(small, []);
  // Cells can be smaller than a finger, because there are buttons to step.
  assert.equal(await partOf(page, 'spelled', 'figure').locator('.steppers button:visible').count(), 5);
  await page.locator('#spelled').getByRole('button', { name: 'next key' }).click();
  assert.match(plain(await partOf(page, 'spelled', 'readout').innerText()), /^\S+ attends to \S+: /);
});

test('the text styles of a page do not change a figure', async () => {
  const style = `html { font: italic 62.5%/2 serif }
    body { text-transform: uppercase; letter-spacing: 3px; word-spacing: 9px; text-indent: 40px; white-space: pre; text-align: right }`;
  const only = /** @type {(keyof typeof figures)[]} */ (['map', 'plane', 'scores']);
  /** @param {string} rules */
  const seen = async (rules) => {
    const page = await open({ only, style: rules });
    await openPanels(page, only);
    return page.evaluate(() => [...document.querySelectorAll('attention-figure')].flatMap((figure) => (
      [...figure.shadowRoot?.querySelectorAll('*') ?? []].map((node) => {
        const { width, height } = node.getBoundingClientRect();
        const words = node instanceof HTMLElement && node.childElementCount === 0 ? node.innerText : '';
        return `${figure.id} ${node.localName} ${node.className} ${words} ${width.toFixed(1)} ${height.toFixed(1)}`;
      }))));
  };
  assert.deepEqual(await seen(style), await seen(''));
});
