// dist/figure.html is completely visible in a frame of fixed size, on a phone too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { starter, starterNames } from '../../web/site/builder/starters.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { writeLink } from '../../web/figure/state/figure-link.js';
import { useBrowser } from './browser.js';
import { hosted } from './hosted.js';

const lab = useBrowser();

/** @param {string} link */
function frame(link) {
  return `<iframe src="${`${lab.url}figure.html${link}`.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" width="100%" height="420" frameborder="0"></iframe>`;
}

const heads = (/** @type {number} */ seed) => JSON.stringify([0, 1, 2, 3].map((head) => (
  [0, 1, 2, 3].map((token) => [Math.sin(seed + head + 2 * token), Math.cos(seed * head - token)]))));

/** Panels that are compared, as attributes. @type {Record<string, Record<string, string>>} */
const comparisons = {
  bars: { view: 'bars', tokens: 'learners learn what learning teaches', compare: 'dot cosine', caption: 'Two score functions.' },
  links: { view: 'links', tokens: 'learners learn what learning teaches', compare: 'dot cosine' },
  three: { tokens: '["学生","在","学校","学习","数学"]', compare: 'softmax entmax15 sparsemax', caption: '越来越多的零。' },
  heads: { tokens: 'I like green tea', compare: 'head', queries: heads(1), keys: heads(2) },
  scores: { tokens: 'I like green tea', shows: 'scores', compare: 'head', queries: heads(1), keys: heads(2) },
  signed: { view: 'bars', tokens: 'I like green tea', shows: 'scores', compare: 'head', queries: heads(1), keys: heads(2) },
  plane: { view: 'plane', tokens: 'a b', compare: 'dot cosine', queries: '[[1,0],[0,1]]', keys: '[[1,0.5],[0,1]]' },
};

/** Eight tokens in every view and number of panels, with everything that can stand around the picture. */
const fullest = {
  caption: {
    en: 'A caption that says in two sentences what the picture shows, and what to look for. On a phone it would take three or four lines.',
    zh: '图注用两句话说明这张图画的是什么、该看哪里。在手机上，这样长的图注要占三四行，所以窄的时候先显示一行，点一下再看全文。',
  },
  tokens: { en: 'the cat that chased mice slept very well', zh: '["追","老鼠","的","那","只","猫","睡","着了"]' },
  controls: 'score normalizer temperature scale causal window mask head',
};
const plane = { tokens: 'a b', queries: '[[1,0],[0,1]]', keys: '[[1,0.5],[0,1]]' };
const inHeads = { tokens: 'I like green tea', queries: heads(1), keys: heads(2) };

/** What each view compares besides. @type {Record<string, Record<string, string>[]>} */
const variants = {
  heatmap: [{}, { causal: '' }, { compare: 'softmax sparsemax' }, { compare: 'softmax entmax15 sparsemax' }, { compare: 'softmax entmax15 sparsemax hardmax' }, { ...inHeads, compare: 'head' }],
  bars: [{}, { compare: 'dot cosine' }, { compare: 'dot scaled-dot cosine' }, { compare: 'dot scaled-dot cosine euclidean' }, { ...inHeads, compare: 'head' }],
  links: [{}, { compare: 'dot cosine' }, { compare: 'softmax entmax15 sparsemax' }, { compare: 'softmax entmax15 sparsemax hardmax' }, { ...inHeads, compare: 'head' }],
  plane: [plane, { ...plane, compare: 'dot cosine' }, { ...plane, compare: 'softmax entmax15 sparsemax' }, { ...plane, compare: 'dot scaled-dot cosine euclidean' }],
};

/** @param {'en' | 'zh'} language @returns {{ name: string, attributes: Record<string, string>, settings: Record<string, string> }[]} */
function fullestIn(language) {
  return Object.entries(variants).flatMap(([view, all]) => all.map((more) => ({
    name: `${view} ${more.compare ?? more.causal ?? 'alone'}`,
    attributes: { tokens: fullest.tokens[language], caption: fullest.caption[language], view, ...more },
    settings: { controls: fullest.controls },
  })));
}

/** The parts of a figure in a frame that are out of view or behind something else. @param {import('playwright-core').Frame} inside */
function faults(inside) {
  return inside.evaluate(() => {
    /** @type {string[]} */
    const found = [];
    const figure = /** @type {Element} */ (document.querySelector('attention-figure'));
    const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
    const isFolded = document.documentElement.classList.contains('folded');
    const { scrollHeight, scrollWidth } = document.documentElement;
    if (scrollHeight > innerHeight) found.push(`the page scrolls: ${scrollHeight}`);
    if (scrollWidth > innerWidth) found.push(`the page is wide: ${scrollWidth}`);
    const box = /** @type {Element} */ (root.querySelector('.figure'));
    if (isFolded && box.scrollHeight > box.clientHeight) found.push(`the figure scrolls: ${box.scrollHeight} in ${box.clientHeight}`);
    const canvas = /** @type {HTMLCanvasElement} */ (root.querySelector('canvas'));
    if (canvas.clientWidth < 220) found.push(`narrow: ${canvas.clientWidth}`);
    const readout = /** @type {Element} */ (root.querySelector('.readout'));
    if (readout.scrollHeight > readout.clientHeight) found.push(`readout: ${readout.scrollHeight} in ${readout.clientHeight}`);

    const shown = [canvas, readout, ...root.querySelectorAll('.menu-button, .steppers button, select, input'),
      ...document.querySelectorAll('footer button, footer a')].filter((node) => node.checkVisibility());
    for (const node of shown) {
      const { left, top, right, bottom, width, height } = node.getBoundingClientRect();
      const name = `${node.localName} ${node.id || node.className || node.getAttribute('aria-label')}`;
      if (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) found.push(`${name} at ${[left, top, right, bottom].map(Math.round)}`);
      if (node.matches('button') && Math.min(width, height) < 44) found.push(`${name}: ${width} x ${height}`);
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const outer = document.elementFromPoint(x, y);
      const hit = outer === figure ? root.elementFromPoint(x, y) : outer;
      if (!(hit && (node.contains(hit) || hit.contains(node) && hit.matches('.stage, .line, label')))) found.push(`${name} lies behind ${hit?.localName} ${hit?.className}`);
    }
    const settings = /** @type {HTMLElement} */ (document.querySelector('#settings'));
    const fields = [...root.querySelectorAll('.controls, .vector')].filter((part) => !part.hasAttribute('hidden'));
    if (fields.length > 0 && !fields.every((part) => part.checkVisibility()) && !settings.checkVisibility()) found.push('no way to the controls');
    return found;
  });
}

const widths = [320, 360, 414, 480, 560, 640, 760, 900];

test('is complete at 420 pixels, in every view: the starting figures, and comparisons', async () => {
  await hosted(async ({ url, write }) => {
    const compared = Object.entries(comparisons).map(([name, attributes]) => ({ name, state: readInput(attributes), settings: {} }));
    let at = 0;
    /** @type {string[]} */
    const found = [];
    const opened = new Map();
    for (const language of /** @type {const} */ (['en', 'zh'])) {
      for (const { name, state, settings } of [...starterNames.map((name) => ({ name, ...starter(name, language) })), ...compared]) {
        await write(frame(await writeLink(state, { ...settings, lang: language })));
        at += 1;
        // Every width is tried, with the mouse and with touch by turns.
        const look = { width: widths[(at * 3) % widths.length], hasTouch: at % 5 < 2, dark: at % 2 === 0 };
        found.push(...await faultsAt(url, look, `${name} ${language}`, opened));
      }
    }
    assert.deepEqual(found, []);
  });
});

test('is complete at 420 pixels with all controls and a long caption, eight tokens, one to four panels', async () => {
  await hosted(async ({ url, write }) => {
    let at = 0;
    /** @type {string[]} */
    const found = [];
    const opened = new Map();
    for (const language of /** @type {const} */ (['en', 'zh'])) {
      for (const { name, attributes, settings } of fullestIn(language)) {
        await write(frame(await writeLink(readInput(attributes), { ...settings, lang: language })));
        at += 1;
        // One language tries the tightest case, the narrowest frame with touch, and the other language one of the other widths.
        const isTightest = (at % 2 === 0) === (language === 'en');
        const look = isTightest ? { width: 320, hasTouch: true } : { width: widths[1 + at % 7], hasTouch: at % 3 === 0 };
        found.push(...await faultsAt(url, { ...look, dark: at % 4 > 1 }, `${name} ${language}`, opened));
      }
    }
    assert.deepEqual(found, []);
  });
});

/**
 * @param {string} url
 * @param {{ width: number, hasTouch: boolean, dark: boolean }} look
 * @param {string} what
 * @param {Map<boolean, import('./browser.js').OpenedPage>} opened pages with a mouse, and by touch
 * @returns {Promise<string[]>} faults of the figure, and of each panel that is turned over
 */
async function faultsAt(url, { width, hasTouch, dark }, what, opened) {
  const { page, complaints } = opened.get(hasTouch) ?? await lab.open({ address: 'about:blank', context: { hasTouch } });
  opened.set(hasTouch, { page, complaints });
  await page.setViewportSize({ width: width + 16, height: 900 });
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' });
  await page.goto(url);
  const inside = page.frames()[1];
  await inside.locator('attention-figure:not(.unsettled) .readout').filter({ hasText: /./ }).waitFor();
  await page.waitForTimeout(60);
  const where = `${what} at ${width}${hasTouch ? ' by touch' : ''}`;
  const found = (await faults(inside)).map((fault) => `${where}: ${fault}`);
  const turn = inside.locator('#turn');
  if (await turn.isVisible()) {
    const [, count] = /\/(\d+)/.exec(await turn.innerText()) ?? [];
    for (let panel = 2; panel <= Number(count); panel++) {
      await turn.evaluate((/** @type {HTMLElement} */ node) => node.click());
      await inside.waitForFunction((number) => document.querySelector('#turn')?.textContent?.startsWith(`${number}/`), panel);
      found.push(...(await faults(inside)).map((fault) => `${where}, panel ${panel} of ${count}: ${fault}`));
    }
  }
  // The page and the frame in it come from two sites, so requests to the other one are no fault.
  found.push(...complaints.splice(0).filter((complaint) => !/^foreign request: http:/.test(complaint)));
  return found;
}

test('by keyboard and finger: settings open as a sheet, panels can be switched, a caption can be read, the menu stays in the frame', async () => {
  await hosted(async ({ url, write }) => {
    const state = readInput({ tokens: fullest.tokens.en, caption: fullest.caption.en, compare: 'softmax sparsemax' });
    await write(frame(await writeLink(state, { controls: fullest.controls })));
    const { page } = await lab.open({ address: url, width: 336, context: { hasTouch: true } });
    const inside = page.frames()[1];
    const [settings, turn, whole] = ['settings', 'turn', 'whole'].map((id) => inside.locator(`#${id}`));
    const controls = inside.locator('attention-figure .controls');
    await settings.waitFor();
    assert.equal(await settings.innerText(), 'Settings');
    assert.equal(await controls.isVisible(), false);

    // The focus moves into the sheet; Escape brings it back, and so does the button.
    const focused = () => inside.evaluate(() => (document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.id);
    await settings.focus();
    await page.keyboard.press('Enter');
    assert.equal(await settings.getAttribute('aria-expanded'), 'true');
    assert.equal(await focused(), 'score-field');
    const [sheet, below] = await Promise.all([controls.boundingBox(), settings.boundingBox()]);
    assert.ok(sheet && below && sheet.y > 100 && sheet.y + sheet.height <= below.y, 'over the lower part of the figure, above the button');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'settings');
    assert.equal(await settings.getAttribute('aria-expanded'), 'false');
    assert.equal(await controls.isVisible(), false);

    // A change in the sheet shows above it; scrolling within the sheet reaches all fields.
    await settings.tap();
    const before = await inside.locator('attention-figure .readout').innerText();
    await inside.locator('attention-figure #score-field').selectOption('dot');
    await inside.waitForFunction((text) => document.querySelector('attention-figure')?.shadowRoot?.querySelector('.readout')?.textContent !== text, before);
    await inside.locator('attention-figure #causal-field').check();
    assert.equal(await inside.evaluate(() => document.documentElement.scrollHeight <= innerHeight && scrollY === 0), true);
    await settings.tap();
    assert.equal(await controls.isVisible(), false);
    await settings.tap();
    await inside.locator('attention-figure .stage').focus();
    assert.equal(await controls.isVisible(), false, 'closes when the focus goes behind it');

    const seen = () => inside.evaluate(() => /** @type {any} */ (document.querySelector('attention-figure'))?.shadowRoot.querySelector('canvas').toDataURL());
    /** @type {Set<string>} */
    const pictures = new Set();
    for (const [panel, name] of [[2, 'Panel 2 of 3: show the next'], [3, 'Panel 3 of 3: show the next'], [1, 'Panel 1 of 3: show the next'], [2, 'Panel 2 of 3: show the next']]) {
      await turn.tap();
      await inside.waitForFunction((number) => document.querySelector('#turn')?.textContent?.startsWith(`${number}/3`), panel);
      assert.equal(await turn.getAttribute('aria-label'), name);
      pictures.add(await seen());
    }
    assert.equal(pictures.size, 3, 'both panels and their difference, and then again as they were');
    // A file has all panels, whichever is visible.
    const svg = await inside.evaluate(async () => (await /** @type {any} */ (document.querySelector('attention-figure')).exportSVG()).text());
    for (const title of ['Softmax', 'Sparsemax', 'Sparsemax − Softmax']) assert.ok(svg.includes(`>${title}<`), title);

    const caption = inside.locator('attention-figure figcaption');
    assert.ok((await caption.boundingBox())?.height === 20);
    await whole.tap();
    assert.equal(await whole.getAttribute('aria-expanded'), 'true');
    assert.ok(Number((await caption.boundingBox())?.height) > 40);
    assert.equal(await inside.locator('attention-figure [part=note]').isVisible(), true);
    await whole.tap();
    assert.ok((await caption.boundingBox())?.height === 20);

    await inside.locator('attention-figure .menu-button').tap();
    const list = await inside.locator('attention-figure .menu-list').boundingBox();
    const place = await page.locator('iframe').boundingBox();
    assert.ok(list && place && list.y >= place.y && list.y + list.height <= place.y + 420 && list.width < 300, JSON.stringify(list));
    const pressed = await inside.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('attention-figure')?.shadowRoot);
      return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.menu-list button'))].map((line) => {
        line.scrollIntoView({ block: 'nearest' });
        const { left, top, width, height } = line.getBoundingClientRect();
        return line === root.elementFromPoint(left + width / 2, top + height / 2);
      });
    });
    assert.ok(pressed.length > 8 && pressed.every(Boolean), `nothing lies over a line of the menu: ${pressed}`);
    await inside.locator('attention-figure [data-name=table]').tap();
    assert.equal(await inside.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true);
    assert.equal(await inside.locator('attention-figure table').first().isVisible(), true);
  });
});

test('a finger can choose another query of a plane, with settings and panels beside it', async () => {
  await hosted(async ({ url, write }) => {
    const plane = { view: 'plane', tokens: 'a b', 'query-tokens': 'q r', queries: '[[1,0],[0,1]]', keys: '[[1,0.5],[0,1]]', compare: 'dot cosine' };
    await write(frame(await writeLink(readInput(plane), { controls: fullest.controls })));
    for (const width of [320, 640]) {
      const { page } = await lab.open({ address: url, width: width + 16, context: { hasTouch: true } });
      const inside = page.frames()[1];
      await inside.locator('#settings').waitFor();
      const readout = inside.locator('attention-figure .readout');
      assert.match(await readout.innerText(), /“q”/);
      const [, down] = await inside.locator('attention-figure .steppers button').all();
      await down.tap();
      await readout.filter({ hasText: '“r”' }).waitFor();
      const boxes = await Promise.all([down, inside.locator('attention-figure .derive'), inside.locator('#settings'), inside.locator('#turn')].map((button) => button.boundingBox()));
      const shown = boxes.flatMap((box) => (box ? [box] : []));
      assert.ok(shown.length >= 3 && shown.slice(1).every(({ x }, index) => x >= shown[index].x + shown[index].width), JSON.stringify(boxes));
    }
  });
});

test('what cannot fit keeps its size and scrolls', async () => {
  await hosted(async ({ url, write }) => {
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
    await write(frame(await writeLink(readInput({ view: 'links', tokens: JSON.stringify(words) }))));
    const { page } = await lab.open({ address: url, width: 700 });
    const inside = page.frames()[1];
    await inside.locator('.readout').waitFor();
    await page.waitForTimeout(1500);
    assert.equal(await inside.evaluate(() => document.querySelector('attention-figure')?.getAttribute('style') || ''), '');
    assert.ok(await inside.evaluate(() => document.documentElement.scrollHeight > innerHeight));
  });
});
