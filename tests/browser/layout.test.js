// The workbench's layout: sharpness, widths, colours, keyboard and names.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coloredRuns, until, useBrowser } from './browser.js';
import { field } from './example-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const canvases = ['#bars', '#sentence-bars', '#map'];

for (const ratio of [1, 1.5, 2, 3]) {
  test(`canvases have the screen’s own pixels at ${ratio} of them to a CSS pixel, and sharp edges`, async () => {
    const page = await lab.openDrawn({ ratio });
    for (const canvas of canvases) {
      const size = await page.locator(canvas).evaluate((node) => {
        const { width, height, clientWidth, clientHeight } = /** @type {HTMLCanvasElement} */ (node);
        return { width, height, clientWidth, clientHeight };
      });
      assert.ok(Math.abs(size.width - size.clientWidth * ratio) <= 1, `${canvas}: ${size.width} for ${size.clientWidth}`);
      assert.ok(Math.abs(size.height - size.clientHeight * ratio) <= 1, `${canvas}: ${size.height} for ${size.clientHeight}`);
    }
    // A blurred edge would have mixed colours; right beside the colour of a bar there must be none.
    for (const { left, right, top, bottom, pixels } of await coloredRuns(page, '#bars', '#2a69ac')) {
      assert.equal(pixels, (right - left) * (bottom - top));
      const beside = await page.locator('#bars').evaluate(
        (node, places) => {
          const canvas = /** @type {HTMLCanvasElement} */ (node);
          const copy = new OffscreenCanvas(canvas.width, canvas.height);
          const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d', { willReadFrequently: true }));
          context.drawImage(canvas, 0, 0);
          return places.map(([x, y]) => context.getImageData(x, y, 1, 1).data[3]);
        },
        [[left - 1, bottom - 4], [right, bottom - 4], [Math.floor((left + right) / 2), top - 1]],
      );
      assert.deepEqual(beside, [0, 0, 0]);
    }
  });
}

/**
 * Waits until every canvas has its pixels.
 * @param {Page} page
 * @param {number} ratio
 */
function haveRatio(page, ratio) {
  return page.waitForFunction(
    ([wanted, selectors]) =>
      selectors.every((selector) => {
        const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector(selector));
        return Math.abs(canvas.width - canvas.clientWidth * wanted) <= 1;
      }),
    /** @type {[number, string[]]} */ ([ratio, canvases]),
  );
}

test('the canvases are drawn again when the window changes', async () => {
  // If the new layout loaded fonts, these too would cause another drawing.
  const page = await lab.openDrawn({
    prepare: (context) => context.addInitScript(() => Object.assign(document.fonts, { addEventListener() {} })),
  });
  for (const width of [900, 1100]) {
    await page.setViewportSize({ width, height: 900 });
    await haveRatio(page, 1);
  }
  const session = await page.context().newCDPSession(page);
  for (const [width, ratio] of [[1270, 2], [690, 1], [1000, 3]]) {
    await session.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: ratio, mobile: false });
    await haveRatio(page, ratio);
    assert.equal((await coloredRuns(page, '#bars', '#2a69ac')).length, 3, `${width} at ${ratio}`);
  }
});

test('the canvases are drawn again when only the pixel ratio changes', async () => {
  // Chromium emulates another ratio without telling the page, so the test does what it would do.
  const page = await lab.openDrawn({
    prepare: (context) =>
      context.addInitScript(() => {
        const real = window.matchMedia.bind(window);
        /** @type {Map<string, MediaQueryList>} */
        const queries = new Map();
        Object.assign(window, {
          matchMedia: (/** @type {string} */ text) => {
            const query = queries.get(text) ?? real(text);
            queries.set(text, query);
            return query;
          },
          becomeRatio: (/** @type {number} */ ratio) => {
            const before = window.matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
            Object.defineProperty(window, 'devicePixelRatio', { value: ratio, configurable: true });
            before.dispatchEvent(new Event('change'));
          },
        });
      }),
  });
  for (const ratio of [2, 1, 3]) {
    await page.evaluate((value) => /** @type {any} */ (window).becomeRatio(value), ratio);
    await haveRatio(page, ratio);
  }
});

test('nothing is wider than the screen, down to 320 pixels, in either language', async () => {
  for (const locale of ['en-US', 'zh-CN']) {
    const page = await lab.openDrawn({ locale, width: 320 });
    await page.locator('#method select').first().selectOption('concat');
    for (const fill of ['', 'incomprehensibilities '.repeat(12), 'w'.repeat(300), '字'.repeat(300)]) {
      if (fill) await page.locator('#sentence').fill(fill);
      for (const width of [320, 360, 768, 1280, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(scroll <= width, `${locale}, ${width}: ${scroll}`);
      }
    }
    await page.setViewportSize({ width: 320, height: 900 });
    const add = page.locator('#vectors .buttons button');
    for (let times = 0; times < 3; times++) await add.nth(1).click();
    for (let times = 0; times < 3; times++) await add.nth(0).click();
    await page.locator('#vectors .check input').uncheck();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, 'with six components, six words and values');
  }
});

test('everything that can be pressed is at least 44 pixels high', async () => {
  const page = await lab.openDrawn({ width: 360 });
  const low = await page.locator('button, .button, select, input:not([type=checkbox]):not([type=radio]), textarea, label.check, label.token').evaluateAll((nodes) =>
    nodes
      .filter((node) => node instanceof HTMLElement && node.offsetParent)
      .map((node) => ({ name: node.textContent || node.getAttribute('aria-label'), ...node.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => height < 43.9 || width < 43.9)
      .map(({ name, width, height }) => `${name}: ${width} x ${height}`),
  );
  assert.deepEqual(low, []);
});

test('texts contrast with their background, light and dark', async () => {
  for (const dark of [false, true]) {
    const page = await lab.openDrawn({ dark });
    await field(page, 'key 我, component 1').fill('oops');
    const weak = await page.evaluate(() => {
      /** @param {string} color */
      const luminance = (color) => {
        const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map((channel) => {
          const value = Number(channel) / 255;
          return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      /** @param {Element | null} node @returns {string} */
      const ground = (node) => {
        if (!node) return 'rgb(255, 255, 255)';
        const { backgroundColor } = getComputedStyle(node);
        return /, 0\)$/.test(backgroundColor) ? ground(node.parentElement) : backgroundColor;
      };
      /** @type {string[]} */
      const found = [];
      for (const node of document.querySelectorAll('body *')) {
        const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.nodeValue?.trim());
        const isField = node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement;
        if ((!own && !isField) || !(node instanceof HTMLElement) || !node.offsetParent) continue;
        const [text, back] = [luminance(getComputedStyle(node).color), luminance(ground(node))];
        const contrast = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
        if (contrast < 4.5) found.push(`${node.tagName} ${node.className} "${node.textContent?.slice(0, 20)}": ${contrast.toFixed(2)}`);
      }
      return found;
    });
    assert.deepEqual(weak, [], dark ? 'dark' : 'light');
  }
});

test('the drawings follow a change from light to dark', async () => {
  const page = await lab.openDrawn();
  /** @param {string} color @param {string} what */
  const becomes = (color, what) => until(async () => (await coloredRuns(page, '#bars', color)).length === 3, what);
  await becomes('#2a69ac', 'light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await becomes('#6fa8e6', 'dark');
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  await becomes('#2a69ac', 'light on paper');
});

test('the keyboard alone reaches everything in order, with a visible focus', async () => {
  const page = await lab.openDrawn();
  /** @type {string[]} */
  const walked = [];
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const node = document.activeElement;
      if (!(node instanceof HTMLElement) || node === document.body) return null;
      // The box around a token shows the focus of its radio button.
      const shown = getComputedStyle(node.closest('.token') ?? node);
      const labels = 'labels' in node ? /** @type {HTMLInputElement} */ (node).labels : null;
      return {
        name: node.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? node.textContent,
        isSeen: shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) >= 2,
      };
    });
    if (!stop) break;
    assert.ok(stop.isSeen, `${stop.name}: no focus to be seen`);
    walked.push((stop.name ?? '').trim());
  }
  const expected = [
    'Skip to the example',
    '中文',
    'query, component 1',
    'word of key 1',
    'key 我, component 1',
    'Remove 我',
    'key 学习, component 3',
    'the values are the keys, as in the article',
    'Add a word',
    'Back to the beginning',
    'As in the article',
    'Score function',
    'Normaliser',
    'Scale',
    'Copy the link',
    'Save JSON',
    'Save CSV',
    'As a figure',
    'Sentence',
    'Ignore itself',
    'Temperature t',
    'learning',
    'Heat map of 9 × 9 weights: each row is a query, each column a key.',
    'Where learning attends',
  ];
  let from = -1;
  for (const name of expected) {
    const at = walked.indexOf(name, from + 1);
    assert.ok(at > from, `${name} after ${walked[from]} in ${walked.join(' | ')}`);
    from = at;
  }
});

test('by keyboard alone: edit a number, choose a normaliser, pick a word', async () => {
  const page = await lab.openDrawn();
  await field(page, 'query, component 3').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('0.9');
  await page.keyboard.press('Enter');
  assert.equal(await field(page, 'key 我, component 1').inputValue(), '0.9', 'tabbing into a field selects its number');
  await page.locator('#method select').nth(1).focus();
  await page.keyboard.type('Spar');
  assert.equal(await page.locator('#method select').nth(1).inputValue(), 'sparsemax');
  await page.locator('#tokens input:checked').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.locator('#sentence-bars-title').textContent(), 'Where , attends');
});

test('pictures have names, and sentences that describe them', async () => {
  const page = await lab.openDrawn();
  assert.equal(await page.locator('#bars').getAttribute('role'), 'img');
  assert.equal(
    await page.locator('#bars').getAttribute('aria-label'),
    'Bar chart of the weights. The query attends most to 喜欢, with weight 0.395. Then 我 0.330, 学习 0.275. The weights sum to 1.',
  );
  const label = (await page.locator('#sentence-bars').getAttribute('aria-label')) ?? '';
  assert.match(label, /^Bar chart of the weights\. learning attends most to learn, with weight 0\.\d{3}\. Then learners 0\.\d{3}, .* and 6 more\. The weights sum to 1\.$/);
  assert.equal(await page.locator('#map').getAttribute('aria-roledescription'), 'heat map');
  assert.match((await page.locator(`#${await page.locator('#map').getAttribute('aria-describedby')}`).textContent()) ?? '', /arrow keys/);

  // The summary is announced only after the reader has stopped, and not when the page opens.
  const said = page.locator('#said');
  assert.equal(await said.getAttribute('aria-live'), 'polite');
  const opening = await said.textContent();
  await field(page, 'key 学习, component 1').fill('9');
  assert.equal(await said.textContent(), opening);
  await page.waitForFunction((before) => document.querySelector('#said')?.textContent !== before, opening);
  assert.match((await said.textContent()) ?? '', /most to 学习/);
});

test('nothing moves for readers who prefer reduced motion', async () => {
  const page = await lab.openDrawn({ context: { reducedMotion: 'reduce' } });
  const moving = await page.evaluate(() => document.getAnimations().length);
  assert.equal(moving, 0);
});
