// Figures under the settings of readers: forced colours, reduced motion, on paper, at 320 pixels, from right to left.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until, useBrowser } from './browser.js';
import { drawn, partOf, useFigures } from './figure-access-page.js';
import { plain } from './plain.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const open = useFigures(lab);

/**
 * The colours of a picture on its background, sorted by how many pixels they cover.
 * @param {Page} page
 * @param {string} id
 * @returns {Promise<[color: string, pixels: number][]>} '#rrggbb', most pixels first
 */
function colorsOf(page, id) {
  return page.evaluate((name) => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById(name)?.shadowRoot?.querySelector('canvas'));
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] !== 255) continue;
      const color = `#${[...data.subarray(at, at + 3)].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return /** @type {[string, number][]} */ ([...counts].sort((a, b) => b[1] - a[1]));
  }, id);
}

/** @param {string} color '#rrggbb' @returns {number} relative luminance (WCAG 2.2) */
function luminance(color) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

for (const dark of [false, true]) {
  test(`forced colours, ${dark ? 'dark' : 'light'}: the picture is drawn in the reader’s own`, async () => {
    const page = await open({ dark, only: ['map', 'bars', 'links', 'plane'], context: { forcedColors: 'active' } });
    const [ink, paper] = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.documentElement);
      return [color, backgroundColor].map((text) => `#${(text.match(/\d+/g) ?? []).slice(0, 3)
        .map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`);
    });
    assert.ok(contrast(ink, paper) > 7, `${ink} on ${paper}`);
    for (const id of ['map', 'bars', 'links', 'plane']) {
      const colors = await colorsOf(page, id);
      const inInk = colors.find(([color]) => color === ink)?.[1] ?? 0;
      assert.ok(inInk > 100, `${id}: ${inInk} pixels of ${ink} among ${JSON.stringify(colors.slice(0, 6))}`);
    }
    // Bars have the reader's text colour too; cells keep a scale of lightness.
    const [[bar]] = await colorsOf(page, 'bars');
    assert.ok(contrast(bar, paper) >= 3, `bars ${bar} on ${paper}`);
  });
}

test('colours follow the system and theme="" while the page is open', async () => {
  const page = await open({ only: ['bars'] });
  const bars = async () => (await colorsOf(page, 'bars'))[0][0];
  assert.equal(await bars(), '#2a69ac');
  await page.emulateMedia({ colorScheme: 'dark' });
  await until(async () => await bars() === '#6fa8e6', 'dark bars');
  await page.locator('#bars').evaluate((node) => node.setAttribute('theme', 'light'));
  await until(async () => await bars() === '#2a69ac', 'light bars');
});

test('nothing moves where motion is reduced', async () => {
  for (const reducedMotion of /** @type {const} */ (['reduce', 'no-preference'])) {
    const page = await open({ only: ['map'], context: { reducedMotion } });
    const panel = partOf(page, 'map', 'derivation');
    const animations = () => panel.evaluate((node) => node.getAnimations({ subtree: true }).length);
    await partOf(page, 'map', 'canvas').focus();
    await page.keyboard.press('Enter');
    await panel.waitFor();
    // This is checked at once, because an animation would be over after a moment.
    if (reducedMotion === 'reduce') assert.equal(await animations(), 0);
    const rules = await page.evaluate(() => {
      const [sheet] = /** @type {any} */ (document.querySelector('attention-figure')).shadowRoot.adoptedStyleSheets;
      /** @param {CSSRuleList} rules @returns {boolean} */
      const moves = (rules) => [...rules].some((rule) => {
        if (rule instanceof CSSMediaRule) return rule.conditionText.includes('prefers-reduced-motion') ? false : moves(rule.cssRules);
        return rule instanceof CSSStyleRule && /animation|transition|scroll-behavior/.test(rule.cssText);
      });
      return moves(sheet.cssRules);
    });
    assert.equal(rules, false, 'what moves stands below the media query');
  }
});

test('on paper the figure is light, without buttons', async () => {
  const page = await open({ dark: true, only: ['map', 'plane', 'bars'] });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await until(async () => (await colorsOf(page, 'bars'))[0][0] === '#2a69ac', 'the bars of paper');
  for (const part of ['controls', 'menu']) assert.equal(await partOf(page, 'map', part).isVisible(), false, part);
  assert.equal(await partOf(page, 'plane', 'vector').isVisible(), false, 'number fields');
  assert.equal(await partOf(page, 'map', 'caption').isVisible(), true);
  assert.equal(await partOf(page, 'map', 'readout').isVisible(), true);
});

test('a printed page has all its figures, also those that nobody has come near', async () => {
  const page = await open({ only: ['map', 'long', 'links', 'bars'], width: 600, isStarted: false });
  await partOf(page, 'map', 'readout').filter({ hasText: /./ }).waitFor();
  const isPainted = (/** @type {boolean} */ isPrinted) => page.evaluate(async (prints) => {
    if (prints) dispatchEvent(new Event('beforeprint'));
    // Printing waits only for what the event starts at once.
    for (let tasks = 0; tasks < 100; tasks++) await null;
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('#bars')?.shadowRoot?.querySelector('canvas'));
    return canvas.height !== 150;
  }, isPrinted);
  assert.equal(await isPainted(false), false, 'the last figure waits');
  assert.equal(await isPainted(true), true, 'the last figure is drawn');
});

test('the first print of a page that nobody has scrolled has its figures, drawn', async () => {
  const page = await open({ only: ['spelled', 'map'], isStarted: false, above: '<p>Text.</p>'.repeat(200) });
  // The engine gets ready while the page is idle.
  await page.waitForTimeout(1000);
  const sizes = () => page.evaluate(() => [...document.querySelectorAll('attention-figure')].map(({ shadowRoot }) => shadowRoot?.querySelector('canvas')?.width));
  assert.deepEqual(await sizes(), [300, 300], 'nothing is drawn yet: a canvas is as wide as HTML makes it');
  const pdf = (await page.pdf()).toString('latin1');
  // For each map, the PDF has a picture with one pixel for each cell.
  const maps = Array.from(pdf.matchAll(/\/Subtype \/Image\s+\/Width (\d+)\s+\/Height (\d+)/g), ([, width, height]) => `${width} x ${height}`);
  for (const map of ['3 x 3', '3 x 2']) assert.ok(maps.includes(map), `${map} among ${maps}`);
});

test('the last page is printed too, however high the figure is on paper', async () => {
  // At this width panels stand side by side; at the width of paper they would stand one below the other.
  for (const above of ['', '<p>Text.</p>'.repeat(40)]) {
    const page = await open({ only: ['scores'], width: 1280, isStarted: above === '', above });
    await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p id="end"><a href="https://end.example/">The end.</a></p>'));
    if (above) await page.waitForTimeout(1000); // The engine is ready, the figure has not started.
    for (let lines = 0; lines <= 30; lines += 6) {
      await page.evaluate((count) => document.querySelector('#end')?.before(...Array.from({ length: count && 6 }, () => document.createElement('p')).map((node) => (node.append('Text.'), node))), lines);
      const pdf = (await page.pdf()).toString('latin1');
      assert.ok(pdf.includes('end.example'), `${lines} lines between: ${pdf.match(/\/Type \/Page\b(?!s)/g)?.length} pages`);
    }
  }
});

for (const lang of ['en', 'zh-CN']) {
  test(`at 320 pixels nothing is wider than the page, closed and open: ${lang}`, async () => {
    const page = await open({ lang, width: 320 });
    const wide = () => page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      const found = document.documentElement.scrollWidth > limit ? [`page ${document.documentElement.scrollWidth}`] : [];
      for (const figure of document.querySelectorAll('attention-figure')) {
        if (figure.scrollWidth > limit) found.push(`${figure.id} ${figure.scrollWidth}`);
      }
      return found;
    });
    assert.deepEqual(await wide(), [], 'closed');
    for (const id of drawn) {
      for (const name of ['table', 'derivation']) {
        await partOf(page, id, 'menu').locator('[aria-haspopup]').click();
        assert.deepEqual(await wide(), [], `${id}, its menu`);
        await partOf(page, id, 'menu').locator(`[data-name=${name}]`).click();
      }
    }
    assert.deepEqual(await wide(), [], 'open');
  });
}

test('right to left: the first key stands at the right, and the arrow to the left goes on to the next', async () => {
  const page = await open({ only: ['hebrew'] });
  const readout = partOf(page, 'hebrew', 'readout');
  const read = async () => plain(await readout.innerText());
  await partOf(page, 'hebrew', 'canvas').focus();
  assert.match(await read(), /^אני attends to אוהב: /);
  await page.keyboard.press('ArrowLeft');
  assert.match(await read(), /^אני attends to תה: /);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  assert.match(await read(), /^אני attends to אני: /);
  const { x, y, width, height } = /** @type {NonNullable<Awaited<ReturnType<import('playwright-core').Locator['boundingBox']>>>} */ (
    await partOf(page, 'hebrew', 'canvas').boundingBox());
  /** Where the pointer first meets a key, from the right. @type {Map<string, number>} */
  const places = new Map();
  for (let across = width - 5; across > 0; across -= 10) {
    await page.mouse.move(x + across, y + height / 2);
    const [, key] = / attends to (\S+): /.exec(await read()) ?? [];
    if (key && !places.has(key)) places.set(key, across);
  }
  assert.ok(Number(places.get('אני')) > Number(places.get('תה')), JSON.stringify([...places]));
});

test('right to left: an English sentence is still read from the left, whatever its words', async () => {
  const page = await open({ only: ['hebrew'] });
  const places = await partOf(page, 'hebrew', 'readout').evaluate((node) => {
    const text = /** @type {Text} */ (node.firstChild);
    /** @param {string} words */
    const placeOf = (words) => {
      const range = document.createRange();
      range.setStart(text, text.data.indexOf(words));
      range.setEnd(text, text.data.indexOf(words) + words.length);
      return range.getBoundingClientRect().x;
    };
    return ['אני', 'attends', 'אוהב', '0.006', 'score', '2.807'].map(placeOf);
  });
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
});
