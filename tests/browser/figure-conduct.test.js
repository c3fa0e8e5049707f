// How <attention-figure> behaves in a page: in every layout, in slides and dialogs, before it starts and after it was
// removed; and that its reader can reach all of its queries.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, until, useBrowser } from './browser.js';
import { policy, script, usePosts } from './figure-post.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser();

// The policy must allow style attributes, which hold the layouts.
const posts = usePosts(lab, `${policy}; style-src 'unsafe-inline'`);

/**
 * @param {string} body
 * @param {OpenOptions & { head?: string, isStarted?: boolean }} [options] isStarted: all figures are drawn, wherever they stand
 * @returns {Promise<Page>}
 */
function post(body, { head = '', isStarted = true, ...options } = {}) {
  return posts.post(body, { ...options, head: head + script, complains: !isStarted });
}

/** @param {Page} page @param {string} name a class in the shadow root */
const part = (page, name) => page.locator(`attention-figure .${name}`).first();

const queries = [[1, 0.5], [-0.3, 0.8], [0.4, -0.9]];
const keys = [[0.2, 0.9], [1, -0.4], [0.6, 0.6]];
const words = ['I', 'you', 'they'];
const tokens = ['tea', 'milk', 'sun'];
const vectors = `queries="${JSON.stringify(queries)}" keys="${JSON.stringify(keys)}" tokens="${tokens.join(' ')}" query-tokens="${words.join(' ')}"`;
const truth = queries.map((query) => attendRow({ query, keys, score: 'scaled-dot', normalizer: 'softmax' }).weights);
const touch = { context: { hasTouch: true, isMobile: true }, width: 390 };

/**
 * Checks the readout, which names a row and what it attends to most, or a cell, and compares the weight.
 * @param {Page} page
 * @param {number} row
 * @param {number} [column] of the cell that is pointed at
 */
async function assertReads(page, row, column) {
  const most = column ?? truth[row].indexOf(Math.max(...truth[row]));
  const start = `“${words[row]}” attends ${column === undefined ? 'most ' : ''}to “${tokens[most]}”`;
  const text = () => part(page, 'readout').innerText();
  await until(async () => (await text()).startsWith(start), `the readout starts with ${start}`);
  assertPrinted(/(?:weight|:) (\d\.\d+)/.exec(await text())?.[1] ?? null, truth[row][most], start);
}

/** Ways to leave a figure's width to its content, with the approximate width that it gets of 1,000 and of 320 pixels. */
const layouts = /** @type {Record<string, [markup: (figure: string) => string, wide: number, narrow: number]>} */ ({
  'a table’s cell': [(figure) => `<table><tr><td>${figure}</table>`, 640, 280],
  'a row of boxes': [(figure) => `<div style="display: flex">${figure}</div>`, 640, 280],
  'beside a few words': [(figure) => `<div style="display: flex"><p>some words beside</p>${figure}</div>`, 640, 200],
  'a centred column': [(figure) => `<div style="display: flex; flex-direction: column; align-items: center"><p>a slide</p>${figure}</div>`, 640, 280],
  'the middle of a grid': [(figure) => `<div style="display: grid; place-items: center">${figure}</div>`, 640, 280],
  'a float': [(figure) => `<div style="float: left">${figure}</div>`, 640, 280],
  'a box in a line': [(figure) => `<div style="display: inline-block">${figure}</div>`, 640, 280],
  'out of the flow': [(figure) => `<div style="position: absolute">${figure}</div>`, 640, 280],
  'fit-content': [(figure) => `<div style="width: fit-content">${figure}</div>`, 640, 280],
  'a narrow slide': [(figure) => `<div style="display: grid; place-items: center; width: 300px">${figure}</div>`, 300, 280],
  // If the page sets the width, nothing changes.
  'a plain block': [(figure) => `<div>${figure}</div>`, 984, 304],
  'beyond its column': [(figure) => `<div style="width: 240px; margin: auto"><style>attention-figure { margin-inline: -20px }</style>${figure}</div>`, 280, 280],
  'three columns': [(figure) => `<div style="display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 10px">${figure}<p>a</p><p>b</p></div>`, 321, 94],
});

for (const [width, at] of /** @type {const} */ ([[1000, 1], [320, 2]])) {
  for (const display of ['', 'attention-figure { display: block }']) {
    test(`a figure has a width in every layout: ${width} pixels ${display && 'and a page’s own display'}`, async () => {
      const figure = '<attention-figure tokens="I like green tea" caption="Four words."></attention-figure>';
      for (const [name, layout] of Object.entries(layouts)) {
        const page = await post(`<div style="height: 3000px"></div>${layout[0](figure)}`, { head: `<style>${display}</style>`, isStarted: false, width });
        const seen = () => page.evaluate(() => {
          const node = /** @type {HTMLElement} */ (document.querySelector('attention-figure'));
          const canvas = /** @type {HTMLCanvasElement} */ (node.shadowRoot?.querySelector('canvas'));
          return { width: node.offsetWidth, height: node.offsetHeight, canvas: canvas.clientWidth, sideways: document.documentElement.scrollWidth - innerWidth };
        });
        const reserved = await seen();
        await page.evaluate(() => document.querySelector('attention-figure')?.ready);
        const drawn = await seen();
        assert.ok(Math.abs(drawn.width - layout[at]) <= ([200, 280].includes(layout[at]) ? 60 : 1), `${name}: ${drawn.width} wide`);
        assert.ok(drawn.canvas > drawn.width - 40, `${name}: a picture of ${drawn.canvas} in ${drawn.width}`);
        assert.equal(drawn.sideways, 0, `${name}: the page scrolls sideways`);
        assert.equal(reserved.width, drawn.width, name);
        assert.ok(drawn.width < 200 || Math.abs(reserved.height - drawn.height) <= (drawn.width < 320 ? 90 : 40), `${name}: ${reserved.height} reserved, ${drawn.height} drawn`);
        await page.context().close();
      }
    });
  }
}

test('in a page that is written from top to bottom a figure still runs from left to right', async () => {
  const page = await post('<div style="writing-mode: vertical-rl"><attention-figure tokens="I like tea"></attention-figure></div>');
  const { width, height } = /** @type {{ width: number, height: number }} */ (await page.locator('attention-figure canvas').boundingBox());
  assert.ok(width > 300 && height < width, `${width} x ${height}`);
});

test('bars of several queries: arrow keys choose the query, and the sentence follows', async () => {
  const page = await post(`<attention-figure view="bars" ${vectors}></attention-figure>`);
  await part(page, 'stage').focus();
  await assertReads(page, 0);
  /** @type {[key: string, row: number][]} */
  const steps = [['ArrowDown', 1], ['ArrowUp', 0], ['ArrowUp', 0], ['PageDown', 2], ['ArrowDown', 2], ['PageUp', 0], ['ArrowDown', 1]];
  for (const [key, row] of steps) {
    await page.keyboard.press(key);
    await assertReads(page, row);
  }
  assert.match(await part(page, 'sentence').innerText(), /^“you” attends most/);
  assert.match(await part(page, 'stage').getAttribute('aria-label') ?? '', /“you”/);
  await page.locator('attention-figure [role=status]').filter({ hasText: '“you” attends most' }).waitFor({ state: 'attached' });
  // The key that the reader looks at stays the same.
  for (const key of ['End', 'ArrowDown']) await page.keyboard.press(key);
  await assertReads(page, 2, 2);
  await page.keyboard.press('ArrowLeft');
  await assertReads(page, 2, 1);
});

test('bars of several queries, on touch: buttons choose the query, and there are none where there is one', async () => {
  const page = await post(`<attention-figure view="bars" ${vectors}></attention-figure>`, touch);
  const button = (/** @type {string} */ name) => page.locator('attention-figure').getByRole('button', { name });
  for (const [name, row] of /** @type {const} */ ([['next query', 1], ['next query', 2], ['previous query', 1]])) {
    await button(name).tap();
    await assertReads(page, row);
  }
  const one = await post(`<attention-figure view="bars" tokens="tea milk sun" query-tokens="I" queries="[1,0.5]" keys="${JSON.stringify(keys)}"></attention-figure>`, touch);
  assert.deepEqual(await one.locator('attention-figure .steppers button:visible').allInnerTexts(), ['←', '→', 'Derive']);
});

test('a plane of several queries: keys and buttons choose the query, and its vector is the one that is moved', async () => {
  const page = await post(`<attention-figure view="plane" ${vectors} cell="1 0"></attention-figure>`);
  const legend = part(page, 'vector').locator('legend');
  const [x, y] = ['x', 'y'].map((axis) => page.locator('attention-figure').getByLabel(new RegExp(`^${axis} of`)));
  const shown = async () => [await legend.innerText(), Number(await x.inputValue()), Number(await y.inputValue())];
  await part(page, 'stage').focus();
  assert.deepEqual(await shown(), ['The chosen vector: query “you”', ...queries[1]]);
  for (const [key, row] of /** @type {const} */ ([['End', 2], ['End', 2], ['Home', 1], ['Home', 0], ['Home', 0], ['End', 1]])) {
    await page.keyboard.press(key);
    await assertReads(page, row, 0);
    assert.deepEqual(await shown(), [`The chosen vector: query “${words[row]}”`, ...queries[row]]);
  }
  // From each query the reader can reach the keys, and from them the query.
  await page.keyboard.press('PageDown');
  await until(async () => await legend.innerText() === 'The chosen vector: key “tea”', 'the first key');
  await page.keyboard.press('PageUp');
  await until(async () => await legend.innerText() === 'The chosen vector: query “you”', 'the query again');
  await page.keyboard.press('ArrowRight');
  await until(async () => await x.inputValue() === '-0.2', 'moved by 0.1');
  assert.deepEqual(await page.evaluate(() => document.querySelector('attention-figure')?.state.queries?.[0]), [queries[0], [-0.2, 0.8], queries[2]]);
  assert.match(await page.locator('attention-figure #help').textContent() ?? '', /Home and End one of several queries/);

  const small = await post(`<attention-figure view="plane" ${vectors}></attention-figure>`, touch);
  assert.deepEqual(await small.locator('attention-figure .steppers button:visible').allInnerTexts(), ['↑', '↓', 'Derive']);
  await small.locator('attention-figure').getByRole('button', { name: 'next query' }).tap();
  await assertReads(small, 1);
  await small.locator('attention-figure').getByRole('button', { name: 'previous query' }).tap();
  await assertReads(small, 0);
});

test('keys that the figure uses turn no slide, and all others do', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score temperature mask"></attention-figure>`);
  await page.evaluate(() => {
    const heard = /** @type {string[]} */ ([]);
    document.addEventListener('keydown', ({ key }) => heard.push(key));
    Object.assign(window, { heard });
  });
  /**
   * @param {import('playwright-core').Locator} place
   * @param {string[]} pressed
   * @returns {Promise<string[]>} what the page hears of it
   */
  const heard = async (place, pressed) => {
    await place.focus();
    for (const key of pressed) await page.keyboard.press(key);
    return page.evaluate(() => /** @type {any} */ (window).heard.splice(0));
  };
  const stage = part(page, 'stage');
  assert.deepEqual(await heard(stage, ['ArrowRight', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', ' ', 'Control+z']), ['Control']);
  assert.deepEqual(await heard(stage, ['f', 'Escape', 'Shift+Tab', 'Tab']), ['f', 'Escape', 'Shift', 'Tab', 'Tab']);
  // Space masks a key only where a click does.
  await page.locator('attention-figure #mask-field').uncheck();
  assert.deepEqual(await heard(stage, [' ']), [' ']);
  const typed = page.locator('attention-figure #temperature-field');
  assert.deepEqual(await heard(typed, ['2', 'ArrowUp', 'Home', 'Backspace', 'Enter']), []);
  assert.deepEqual(await heard(typed, ['Escape', 'Tab']), ['Escape', 'Tab']);
  assert.deepEqual(await heard(page.locator('attention-figure #score-field'), ['ArrowDown', 'c', 'Home']), []);
  assert.deepEqual(await heard(page.locator('attention-figure #mask-field'), [' ']), []);
  // Keys that press a button stay in the figure; other keys on it still turn the slide.
  const menu = page.getByRole('button', { name: 'Menu of the figure' });
  assert.deepEqual(await heard(menu, ['ArrowDown', 'End', 'Escape', 'ArrowRight', 'Enter', 'Escape', ' ']), ['ArrowRight']);
  assert.equal(await part(page, 'menu-list').isVisible(), true);
  // The derivation can be scrolled and closed.
  assert.deepEqual(await heard(stage, ['Enter', 'ArrowDown', 'PageDown', 'Escape']), []);
  assert.deepEqual(await heard(stage, ['Escape']), ['Escape'], 'nothing is open any more');
});

test('Escape closes the derivation and not the dialog around it, and then the dialog', async () => {
  const page = await post(`<dialog><attention-figure ${vectors}></attention-figure></dialog>`, { isStarted: false });
  await page.evaluate(async () => {
    document.querySelector('dialog')?.showModal();
    await document.querySelector('attention-figure')?.ready;
  });
  const isOpen = () => page.evaluate(() => document.querySelector('dialog')?.open);
  for (const hasFocusBack of [false, true]) {
    await part(page, 'stage').focus();
    await page.keyboard.press('Enter');
    await part(page, 'panel').waitFor();
    if (hasFocusBack) await part(page, 'stage').focus();
    await page.keyboard.press('Escape');
    await part(page, 'panel').waitFor({ state: 'hidden' });
    assert.equal(await isOpen(), true);
  }
  await page.keyboard.press('Escape');
  await until(async () => !await isOpen(), 'the dialog closes');
});

test('a request to a removed figure is refused, and one made before the figure is inserted waits', async () => {
  const page = await post(`<attention-figure id="drawn" ${vectors}></attention-figure><main></main>`);
  const outcomes = await page.evaluate(async (markup) => {
    /** @param {Promise<unknown> | undefined} promise */
    const outcome = (promise) => Promise.race([
      /** @type {Promise<unknown>} */ (promise).then(() => 'settled', String), new Promise((resolve) => setTimeout(() => resolve('waits'), 400)),
    ]);
    const main = /** @type {HTMLElement} */ (document.querySelector('main'));
    const drawn = /** @type {AttentionFigureElement} */ (document.querySelector('#drawn'));
    drawn.remove();
    const gone = [await outcome(drawn.ready), await outcome(drawn.exportCSV())];
    main.append(drawn);
    const back = [await outcome(drawn.ready), await outcome(drawn.exportCSV())];
    // Frameworks move a node by removing and inserting it.
    const moving = drawn.ready;
    main.prepend(drawn);
    const early = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    early.tokens = ['a', 'b'];
    const ready = early.ready;
    const unconnected = await outcome(ready);
    main.append(early);
    // A figure that is removed while it starts.
    const brief = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    brief.tokens = ['a', 'b'];
    main.append(brief);
    const asked = brief.ready;
    brief.remove();
    return { gone, back, moved: await outcome(moving), unconnected, connected: await outcome(ready), brief: await outcome(asked), markup };
  }, '');
  const refused = 'Error: figure: expected it in a page, got one that was taken out';
  assert.deepEqual(outcomes, {
    gone: [refused, refused], back: ['settled', 'settled'], moved: 'settled', unconnected: 'waits', connected: 'settled', brief: refused, markup: '',
  });
});

test('a picture has its name, its kind and its help before it starts', async () => {
  const far = '<div style="height: 6000px"></div>';
  const page = await post(`${far}<attention-figure tokens="a b" caption="A caption"></attention-figure>${far}
    <attention-figure tokens="a b" label="A label" caption="A caption"></attention-figure>
    <attention-figure tokens="a b c" lang="zh"></attention-figure>
    <attention-figure weights="[0.9,0.1]" tokens="a b" query-tokens="q"></attention-figure>`, { isStarted: false });
  const pictures = page.getByRole('application');
  assert.equal(await page.locator('attention-figure .shell.drawn').count(), 0);
  const names = await pictures.evaluateAll((nodes) => nodes.map((node) => [node.getAttribute('aria-label'), node.getAttribute('aria-roledescription')]));
  assert.deepEqual(names, [['A caption', 'heat map'], ['A label', 'heat map'], ['3 个查询对 3 个键的注意力', '热图'], ['Attention of “q” to 2 keys', 'bar chart']]);
  assert.match(await page.locator('attention-figure #help').first().textContent() ?? '', /^Arrow keys walk/);
  assert.deepEqual(await page.locator('attention-figure .shell').evaluateAll((shells) => shells.map((shell) => shell.getAttribute('lang'))), ['en', 'en', 'zh-CN', 'en']);
  await page.evaluate(() => document.querySelector('attention-figure')?.ready);
  assert.equal(await pictures.first().getAttribute('aria-label'), 'A caption');
});

test('with supplied weights WebAssembly is never compiled; with vectors it is compiled before a figure starts', async () => {
  const far = '<div style="height: 6000px"></div>';
  /** @param {string} figure */
  const compiled = async (figure) => {
    const page = await post(`${far}${figure}`, {
      isStarted: false,
      head: '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">',
      prepare: (context) => context.addInitScript(() => {
        const seen = /** @type {string[]} */ ([]);
        const { compile } = WebAssembly;
        WebAssembly.compile = (bytes) => (seen.push('compiled'), compile(bytes));
        document.addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.push(blockedURI));
        Object.assign(window, { seen });
      }),
    });
    const seen = () => page.evaluate(() => new Promise((resolve) => {
      requestIdleCallback(() => setTimeout(() => resolve(/** @type {any} */ (window).seen), 200));
    }));
    const before = await seen();
    assert.equal(await page.locator('attention-figure .shell.drawn').count(), 0);
    await page.evaluate(() => document.querySelector('attention-figure')?.ready.catch(() => {}));
    return { before, after: await seen() };
  };
  assert.deepEqual(await compiled('<attention-figure weights="[0.9,0.1]" tokens="a b"></attention-figure>'), { before: [], after: [] });
  const script = '<attention-figure><script type="application/json">{"weights": [[0.9, 0.1]], "tokens": ["a", "b"]}</script></attention-figure>';
  assert.deepEqual(await compiled(script), { before: [], after: [] });
  assert.deepEqual(/** @type {any} */ (await compiled('<attention-figure tokens="a b"></attention-figure>')).before, ['compiled', 'wasm-eval']);
});
