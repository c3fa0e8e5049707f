// <attention-figure> as pages use it: from one line of HTML, over http and from disk, under a strict policy, by
// mouse, finger and keyboard, with the numbers on the screen compared with float64.

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { serve } from '../../web/build/serve.js';
import { distFolder } from '../../web/build/site.js';
import { assertPrinted, until, useBrowser } from './browser.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Site } from '../../web/build/serve.js'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser();

/** @type {string} */
let folder;
/** @type {Site} */
let site;

/** All that a page with figures needs: its own script, and leave to compile WebAssembly. The picture is the tests' icon. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attention-figure-'));
  for (const name of ['attention-figure.js', 'attention-figure.iife.js']) await copyFile(join(distFolder, name), join(folder, name));
  await copyFile(join(distFolder, 'favicon.svg'), join(folder, 'favicon.svg'));
  site = await serve(folder, { port: 0, headers: { 'Content-Security-Policy': policy } });
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const script = '<script defer src="attention-figure.iife.js"></script>';
let count = 0;

/**
 * @param {string} body
 * @param {string} [head]
 * @param {string} [lang]
 * @returns {Promise<string>} the page's file name
 */
async function written(body, head = script, lang = 'en') {
  count += 1;
  const name = `page-${count}.html`;
  await writeFile(join(folder, name), `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="favicon.svg"><title>post</title>${head}${body}`);
  return name;
}

/**
 * A page with a policy that forbids all but its own script, and nothing to complain of in the end.
 * @param {string} body
 * @param {OpenOptions & { head?: string, lang?: string, complains?: boolean }} [options]
 * @returns {Promise<Page>}
 */
async function post(body, { head, lang, complains = false, ...options } = {}) {
  const { page, complaints } = await lab.open({ ...options, address: site.url + await written(body, head, lang) });
  if (!complains) {
    await drawn(page);
    assert.deepEqual(complaints, []);
  }
  return page;
}

/** @param {Page} page */
function drawn(page) {
  return page.evaluate(async () => {
    for (const figure of /** @type {NodeListOf<AttentionFigureElement>} */ (document.querySelectorAll('attention-figure'))) await figure.ready;
  });
}

/** @param {Page} page @param {string} part a class in the shadow root */
const part = (page, part) => page.locator(`attention-figure .${part}`).first();

/** @param {Page} page @returns {Promise<number>} pixels of the picture that are painted */
function painted(page) {
  return page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('attention-figure')?.shadowRoot?.querySelector('canvas'));
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d'));
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height).data.filter((value, index) => index % 4 === 3 && value > 0).length;
  });
}

/**
 * @template Result
 * @param {Page} page
 * @param {(figure: AttentionFigureElement) => Result} use
 * @returns {Promise<Awaited<Result>>}
 */
async function inFigure(page, use) {
  return /** @type {Promise<Awaited<Result>>} */ (page.evaluate(`(${use})(document.querySelector('attention-figure'))`));
}

const queries = [[1, 0.5], [-0.3, 0.8]];
const keys = [[0.2, 0.9], [1, -0.4], [0.6, 0.6]];
const vectors = `queries="${JSON.stringify(queries)}" keys="${JSON.stringify(keys)}" tokens='["tea","milk","sun"]' query-tokens='["I","you"]'`;

test('one line of HTML draws, over http under a strict policy, and asks for nothing more', async () => {
  /** @type {string[]} */
  const requests = [];
  const page = await post('<attention-figure tokens="I like tea"></attention-figure>', {
    prepare: async (context) => context.on('request', (request) => requests.push(new URL(request.url()).pathname)),
  });
  assert.ok(await painted(page) > 1000);
  assert.deepEqual(requests.map((path) => path.replace(/\d+/, '')).filter((path) => path !== '/favicon.svg'), ['/page-.html', '/attention-figure.iife.js']);
  assert.match(await part(page, 'readout').innerText(), /^“I” attends most to “I”, with weight 0\.\d{3}\.$/);
});

test('draws from a file opened from disk', async () => {
  const context = await lab.browser.newContext({ viewport: { width: 800, height: 900 } });
  const page = await context.newPage();
  await page.goto(String(pathToFileURL(join(folder, await written('<attention-figure tokens="I like tea"></attention-figure>')))));
  await drawn(page);
  assert.ok(await painted(page) > 1000);
  await context.close();
});

test('the ES module draws too, and both scripts together do no harm', async () => {
  const head = `${script}${script}<script type="module" src="attention-figure.js"></script>`;
  const page = await post('<attention-figure tokens="I like tea"></attention-figure>', { head });
  assert.ok(await painted(page) > 1000);
});

test('the numbers on the screen are those of float64', async () => {
  for (const [score, normalizer] of [['scaled-dot', 'softmax'], ['cosine', 'sparsemax'], ['euclidean', 'entmax15'], ['additive', 'sigmoid']]) {
    const page = await post(`<attention-figure ${vectors} score="${score}" normalizer="${normalizer}"></attention-figure>`);
    const cells = await page.locator('attention-figure table tbody td').allTextContents();
    assert.equal(cells.length, 6);
    queries.forEach((query, row) => {
      const { weights } = attendRow({ query, keys, score, normalizer });
      weights.forEach((weight, column) => assertPrinted(cells[3 * row + column], weight, `${score} ${normalizer} ${row} ${column}`));
    });
  }
});

test('supplied weights draw without WebAssembly, and say that they are supplied', async () => {
  const head = `<script src="none.js"></script>${script}`;
  await writeFile(join(folder, 'none.js'), 'delete globalThis.WebAssembly;');
  const page = await post(`<attention-figure tokens='["I","you"]' weights="[0.9, 0.1]"><p>A picture.</p></attention-figure>`, { head });
  assert.ok(await painted(page) > 1000);
  assert.match(await part(page, 'note').innerText(), /author/);
  await page.getByText('A picture.').waitFor({ state: 'hidden' });
});

test('without WebAssembly the author’s own picture stays, with one sentence', async () => {
  const head = `<script src="none.js"></script>${script}`;
  await writeFile(join(folder, 'none.js'), 'delete globalThis.WebAssembly;');
  const page = await post('<attention-figure tokens="I like tea"><p>A picture.</p></attention-figure>', { head, complains: true });
  await part(page, 'problem').waitFor();
  assert.match(await part(page, 'problem').innerText(), /WebAssembly/);
  assert.ok(await page.getByText('A picture.').isVisible());
  assert.ok(await part(page, 'figure').isHidden());
});

test('input that is no figure says what was expected and what came, and a later good one draws', async () => {
  const page = await post('<attention-figure queries="[[1,2]]" keys="[[1,2,3]]">Fallback</attention-figure>', { complains: true });
  await part(page, 'problem').waitFor();
  assert.match(await part(page, 'problem').innerText(), /keys: expected D = 2, got 3/);
  await inFigure(page, (figure) => figure.setAttribute('keys', '[[1,2],[3,4]]'));
  await drawn(page);
  assert.ok(await part(page, 'problem').isHidden());
  assert.ok(await painted(page) > 1000);
});

test('in a Chinese figure the whole sentence is Chinese, the place in a table too', async () => {
  const page = await post('<attention-figure lang="zh"><script type="application/json">a,b\n1,x</script></attention-figure>', { complains: true });
  await part(page, 'problem').waitFor();
  assert.equal(await part(page, 'problem').innerText(), '这张图画不出来。第 2 行第 2 列：应为数，现为 "x"');
});

test('several figures share one engine; moved, taken out and put back they live on', async () => {
  const page = await post('<div><attention-figure tokens="I like tea"></attention-figure></div><main></main><attention-figure tokens="you too"></attention-figure>');
  const weight = await page.evaluate(async () => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    figure.score = 'cosine';
    document.querySelector('main')?.append(figure);
    await figure.ready;
    figure.remove();
    await Promise.resolve();
    document.body.append(figure);
    await figure.ready;
    const late = document.createElement('attention-figure');
    late.setAttribute('tokens', 'late but here');
    document.body.append(late);
    await late.ready;
    const host = document.createElement('section');
    document.body.append(host);
    const inner = document.createElement('attention-figure');
    host.attachShadow({ mode: 'open' }).append(inner);
    inner.tokens = ['in', 'a', 'root'];
    await inner.ready;
    return [figure.score, late.tokens.join(), inner.tokens.join(), figure.shadowRoot?.querySelectorAll('canvas').length];
  });
  assert.deepEqual(weight, ['cosine', 'late,but,here', 'in,a,root', 1]);
});

test('properties set before the script has come are kept, as frameworks set them', async () => {
  const head = '<script src="early.js"></script>';
  await writeFile(join(folder, 'early.js'), `addEventListener('DOMContentLoaded', () => {
    const figure = document.querySelector('attention-figure');
    figure.tokens = ['a', 'b'];
    figure.queries = [[1, 0], [0, 1]];
    figure.keys = [[1, 0], [0, 1]];
    figure.causal = true;
    const script = document.createElement('script');
    script.src = 'attention-figure.iife.js';
    document.head.append(script);
  });`);
  const page = await post('<attention-figure></attention-figure>', { head, complains: true });
  await page.waitForFunction(() => customElements.get('attention-figure'));
  await drawn(page);
  const state = await inFigure(page, (figure) => figure.state);
  assert.deepEqual([state.tokens, state.causal, state.queries], [['a', 'b'], true, [[[1, 0], [0, 1]]]]);
});

test('what is given again as it was changes nothing: no event, and the reader keeps what was edited', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score"><p>A picture.</p></attention-figure>`);
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('cosine');
  await drawn(page);
  const seen = await inFigure(page, async (figure) => {
    let events = 0;
    figure.addEventListener('attention-change', () => {
      events += 1;
      setTimeout(() => (figure.tokens = 'tea milk sun'.split(' '))); // As a component does that is rendered anew.
    });
    figure.tokens = ['tea', 'milk', 'sun'];
    await figure.ready;
    /** @type {HTMLElement} */ (figure.querySelector('p')).firstChild?.replaceWith('Ein Bild.'); // As a translator does.
    await Promise.resolve();
    await figure.ready;
    figure.temperature = 0; // Nothing can be drawn with it.
    await figure.ready.catch(() => {});
    figure.temperature = null;
    await figure.ready;
    const kept = [figure.score, events];
    figure.tokens = ['milk', 'milk', 'sun'];
    await figure.ready;
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [...kept, figure.score, figure.tokens[0], events];
  });
  // What is new is a new figure; what sets it back to the old one is another.
  assert.deepEqual(seen, ['cosine', 0, 'scaled-dot', 'tea', 2]);
});

test('a cell of one number chooses a row, and a cell reads as it can be set', async () => {
  const page = await post(`<attention-figure ${vectors} cell="1"></attention-figure>`);
  assert.match(await part(page, 'readout').innerText(), /^“you” attends most/);
  const seen = await inFigure(page, async (figure) => {
    figure.cell = figure.cell;
    await figure.ready;
    const row = figure.cell;
    figure.cell = [0, 2];
    figure.cell = figure.cell;
    await figure.ready;
    return [row, figure.cell];
  });
  assert.deepEqual(seen, [[1], [0, 2]]);
});

test('a state that was set stays when the same attribute is set again', async () => {
  const page = await post('<attention-figure tokens="a b"></attention-figure>');
  const seen = await inFigure(page, async (figure) => {
    figure.state = { tokens: ['x', 'y', 'z'] };
    figure.tokens = 'a b';
    await figure.ready;
    const kept = figure.tokens.join(' ');
    figure.undo();
    return [kept, figure.tokens.join(' ')];
  });
  assert.deepEqual(seen, ['x y z', 'a b']);
});

test('a child script carries the figure, and attributes win over it', async () => {
  const child = JSON.stringify({ tokens: ['a', 'b'], queries: [[1, 0], [0, 1]], keys: [[1, 0], [0, 1]], score: 'cosine', caption: 'child' });
  const page = await post(`<attention-figure score="dot"><script type="application/json">${child}</script></attention-figure>`);
  const { score, caption, tokens } = await inFigure(page, (figure) => figure.state);
  assert.deepEqual([score, caption, tokens], ['dot', 'child', ['a', 'b']]);
});

test('the keyboard walks the cells, opens the derivation and comes back', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  await page.keyboard.press('Tab');
  const stage = part(page, 'stage');
  assert.equal(await stage.evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  await page.keyboard.press('ArrowDown'); // Only enters the grid.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const { weights } = attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer: 'softmax' });
  const readout = await part(page, 'readout').innerText();
  assert.match(readout, /^“you” attends to “sun”: /);
  assertPrinted(/: (\S+)/.exec(readout)?.[1] ?? null, weights[2], readout);
  await page.keyboard.press('Enter');
  assert.match(await part(page, 'panel').getByRole('heading', { level: 3 }).innerText(), /you.*sun/);
  assert.equal(await page.locator('attention-figure .panel h3').evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  assert.ok(await page.locator('attention-figure .panel math mfrac').count() > 0);
  await page.keyboard.press('Escape');
  assert.ok(await part(page, 'panel').isHidden());
  assert.equal(await stage.evaluate((node) => /** @type {ShadowRoot} */ (node.getRootNode()).activeElement === node), true);
  assert.deepEqual((await inFigure(page, (figure) => figure.cell)), [1, 2]);
});

test('names, roles and the order of the focus', async () => {
  const page = await post(`<attention-figure ${vectors} controls="temperature causal" caption="Tea."></attention-figure>`);
  assert.equal(await page.getByRole('application', { name: 'Tea.' }).getAttribute('aria-roledescription'), 'heat map');
  assert.equal(await page.getByRole('spinbutton', { name: 'Temperature' }).count(), 1);
  assert.equal(await page.getByRole('checkbox', { name: 'Causal' }).count(), 1);
  assert.match(await page.locator('attention-figure .sentence').innerText(), /^“I” attends most to “sun”, with weight 0\.361\./);
  /** @type {(string | null)[]} */
  const order = [];
  for (let step = 0; step < 4; step++) {
    await page.keyboard.press('Tab');
    order.push(await page.evaluate(() => document.querySelector('attention-figure')?.shadowRoot?.activeElement?.getAttribute('type') ??
      document.querySelector('attention-figure')?.shadowRoot?.activeElement?.className ?? null));
  }
  assert.deepEqual(order, ['number', 'checkbox', 'stage', 'button']);
  const small = await page.evaluate(() => [...(document.querySelector('attention-figure')?.shadowRoot?.querySelectorAll('button, select, input:not([type=checkbox]), label.check') ?? [])]
    .filter((node) => node.checkVisibility()).map((node) => node.getBoundingClientRect()).filter(({ height }) => height < 44).length);
  assert.equal(small, 0);
});

test('controls change the numbers, undo takes back, reset goes to the author’s', async () => {
  const page = await post(`<attention-figure ${vectors} controls="score normalizer temperature"></attention-figure>`);
  const cell = page.locator('attention-figure table tbody td').first();
  const author = await cell.innerText();
  await page.getByRole('combobox', { name: 'Score function' }).selectOption('euclidean');
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.5');
  await page.keyboard.press('Tab');
  const { weights } = attendRow({ query: queries[0], keys, score: 'euclidean', normalizer: 'softmax', temperature: 0.5 });
  assertPrinted(await cell.innerText(), weights[0], 'euclidean at 0.5');
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0');
  assert.match(await page.locator('attention-figure .complaint:visible').innerText(), /above 0/);
  await inFigure(page, (figure) => { figure.undo(); return figure.ready; });
  assert.deepEqual(await inFigure(page, ({ score, temperature }) => [score, temperature]), ['euclidean', null]);
  await inFigure(page, (figure) => { figure.reset(); return figure.ready; });
  assert.equal(await cell.innerText(), author);
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  assert.equal(await page.getByRole('menuitem', { name: 'Back to the author' }).getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('End');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.querySelector('attention-figure')?.shadowRoot?.activeElement?.className), 'menu-button');
});

test('a click masks a cell where the control is on, and chooses one elsewhere', async () => {
  const page = await post(`<attention-figure ${vectors} controls="mask"></attention-figure>`);
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.mask), [[0, 1, 1], [1, 1, 1]]);
  const { weights } = attendRow({ query: queries[0], keys, score: 'scaled-dot', normalizer: 'softmax', attended: [0, 1, 1] });
  assertPrinted(await page.locator('attention-figure table tbody td').nth(1).innerText(), weights[1], 'masked row');
  assert.match(await part(page, 'readout').innerText(), /masked/);
});

test('while the new numbers cannot be computed the last drawing lives on', async () => {
  // The article's code has no weights for the second row: one of its scores is below 0.
  const page = await post(`<attention-figure ${vectors} score="dot" controls="normalizer" cell="0 0"></attention-figure>`);
  const normalizer = page.getByRole('combobox', { name: 'Normaliser' });
  await normalizer.selectOption('article-code');
  await part(page, 'stale').filter({ hasText: 'last good' }).waitFor();
  await part(page, 'stage').focus();
  for (const [row, move] of [[0, 'Home'], [1, 'ArrowDown']]) {
    await page.keyboard.press(String(move));
    await page.keyboard.press('Enter');
    const { weights } = attendRow({ query: queries[Number(row)], keys, score: 'dot', normalizer: 'softmax' });
    const readout = await part(page, 'readout').innerText();
    assertPrinted(/: (\S+)/.exec(readout)?.[1] ?? null, weights[0], readout);
    const derived = await part(page, 'panel').innerText();
    assert.ok(derived.includes(weights[0].toFixed(3)), derived);
    await page.keyboard.press('Escape');
  }
  await normalizer.selectOption('softmax');
  await part(page, 'stale').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
});

test('a drawn figure whose author gives nonsense can still be looked at', async () => {
  const page = await post(`<attention-figure ${vectors} controls="causal"></attention-figure>`);
  await inFigure(page, (figure) => {
    figure.setAttribute('score', 'nope');
    return figure.ready.catch(() => {});
  });
  assert.match(await part(page, 'stale').innerText(), /score: expected/);
  await part(page, 'stage').click({ position: { x: 200, y: 120 } });
  await page.getByRole('checkbox', { name: 'Causal' }).click();
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('attention-figure .panel math').count() > 0);
  await page.getByRole('button', { name: 'Menu of the figure' }).click();
  assert.ok(await page.getByRole('menuitem', { name: 'Back to the author' }).isVisible());
  await page.keyboard.press('Escape');
  await inFigure(page, (figure) => {
    figure.removeAttribute('score');
    return figure.ready;
  });
  assert.equal(await part(page, 'stale').innerText(), '');
});

test('where normalisers are compared the score that has only one cannot be chosen', async () => {
  const page = await post(`<attention-figure lang="zh" ${vectors} compare="softmax sparsemax" controls="score"></attention-figure>`);
  const off = await page.locator('attention-figure select option:disabled').evaluateAll((options) => options.map((option) => /** @type {HTMLOptionElement} */ (option).value));
  assert.deepEqual(off, ['linear']);
  await inFigure(page, (figure) => {
    figure.score = 'linear';
    return figure.ready.catch(() => {});
  });
  assert.match(await part(page, 'stale').innerText(), /normalizer：应为 sum \(score = linear\)，现为 "softmax"$/);
});

test('attention-change tells the state and the results', async () => {
  const page = await post(`<attention-figure ${vectors}></attention-figure>`);
  const told = await inFigure(page, async (figure) => {
    /** @type {any} */
    const heard = await new Promise((resolve) => {
      document.addEventListener('attention-change', (event) => resolve(/** @type {CustomEvent} */ (event).detail), { once: true });
      figure.setAttribute('score', 'dot');
      figure.setAttribute('temperature', '2');
    });
    return { state: heard.state, weights: Array.from(heard.results.panels[0].weights) };
  });
  assert.deepEqual([told.state.score, told.state.temperature], ['dot', 2]);
  const { weights } = attendRow({ query: queries[0], keys, score: 'dot', normalizer: 'softmax', temperature: 2 });
  weights.forEach((weight, index) => assert.ok(Math.abs(told.weights[index] - weight) < 2e-6));
});

test('vectors of the plane are dragged, nudged by arrows and typed', async () => {
  const page = await post(`<attention-figure view="plane" tokens='["a","b"]' queries="[[1,0.5]]" keys="[[1,0],[0,1]]"></attention-figure>`);
  const x = page.getByRole('spinbutton', { name: 'x of' });
  assert.equal(await x.inputValue(), '1');
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowLeft');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[0.9, 0.5]]]);
  await x.fill('-0.25');
  await page.keyboard.press('Enter');
  await drawn(page);
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[-0.25, 0.5]]]);
  const end = await inFigure(page, (figure) => {
    const box = /** @type {HTMLElement} */ (figure.shadowRoot?.querySelector('.stage')).getBoundingClientRect();
    return { x: box.x, y: box.y, width: box.width, height: box.height };
  });
  let moved = false;
  for (let y = end.y + 4; y < end.y + end.height && !moved; y += 14) {
    for (let across = end.x + 4; across < end.x + end.width && !moved; across += 14) {
      await page.mouse.move(across, y);
      await page.mouse.down();
      await page.mouse.move(across + 30, y);
      await page.mouse.up();
      moved = await inFigure(page, (figure) => JSON.stringify([figure.queries, figure.keys])) !== '[[[[-0.25,0.5]]],[[[1,0],[0,1]]]]';
    }
  }
  assert.ok(moved, 'a handle follows the pointer');
  await inFigure(page, (figure) => { figure.undo(); return figure.ready; });
  assert.deepEqual(await inFigure(page, (figure) => figure.queries), [[[-0.25, 0.5]]]);
});

test('the language is that of the nearest lang, and follows it', async () => {
  const page = await post('<section lang="zh-CN"><attention-figure tokens="我 喜欢 茶"></attention-figure></section>');
  assert.match(await part(page, 'readout').innerText(), /最注意/);
  await page.evaluate(() => document.querySelector('section')?.setAttribute('lang', 'en'));
  await page.getByText('attends most to').first().waitFor();
  await inFigure(page, (figure) => figure.setAttribute('lang', 'zh'));
  await page.getByRole('button', { name: '图的菜单' }).waitFor();
});

test('starts only when it comes near, and its space is kept for it', async () => {
  const all = 'controls="score normalizer temperature scale causal window mask" caption="Three words and what they attend to."';
  const plane = `view="plane" queries="[[1,0],[0,1]]" keys="[[1,0.5],[0,1],[1,1]]" query-tokens="a b" ${all}`;
  const kinds = ['', all, 'compare="dot cosine euclidean"', 'compare="dot cosine"', 'view="bars"', `view="links" ${all} causal`, plane,
    `weights="[[0.9,0.1,0],[0.2,0.3,0.5],[1,0,0]]" ${all}`].map((kind) => `<attention-figure tokens="I like tea" ${kind}></attention-figure>`);
  kinds.push('<attention-figure tokens="I like tea"><svg width="9" height="240"></svg></attention-figure>');
  for (const width of [1280, 768, 320]) {
    const page = await post(`<svg width="9" height="5000"></svg>${kinds.join('')}`, { complains: true, width });
    const heights = () => page.evaluate(() => [...document.querySelectorAll('attention-figure')].map((figure) => figure.getBoundingClientRect().height));
    const before = await heights();
    assert.equal(await page.locator('attention-figure .shell.drawn').count(), 0);
    await drawn(page);
    (await heights()).forEach((height, index) => {
      const slack = width === 320 ? 70 : 40; // What is read out of three panels wraps.
      assert.ok(Math.abs(height - before[index]) <= slack, `${kinds[index]} at ${width}: ${before[index]} reserved, ${height} drawn`);
    });
    await page.context().close();
  }
});

test('exports: what they hold, and the link where there is a page for it', async () => {
  const page = await post(`<attention-figure ${vectors} link-base="figure.html" controls="score" cell="0 1"></attention-figure>`);
  const files = await inFigure(page, async (figure) => ({
    png: (await figure.exportPNG()).type,
    svg: await (await figure.exportSVG()).text(),
    csv: await (await figure.exportCSV()).text(),
    json: JSON.parse(await (await figure.exportJSON()).text()),
    html: await (await figure.exportHTML()).text(),
    numpy: await (await figure.exportNumPy()).text(),
    link: await figure.link,
  }));
  assert.equal(files.png, 'image/png');
  assert.match(files.svg, /^<svg [^]*<\/svg>\s*$/);
  assert.match(files.csv, /you/);
  assert.deepEqual(files.json.state.tokens, ['tea', 'milk', 'sun']);
  assert.match(files.html, /<svg [^]*<table[^]*How “I” comes to attend to “milk”/);
  assert.doesNotMatch(files.html, /<script/);
  assert.match(files.numpy, /import numpy/);
  assert.match(files.link, /\/figure\.html#v=1&view=heatmap&.*controls=score/);
});

test('the link carries what is drawn, however the author wrote it, and opens in the same language and direction', async () => {
  const page = await post(`<attention-figure ${vectors} link-base="figure.html"></attention-figure>`);
  /** @type {[attributes: Record<string, string>, link: RegExp][]} */
  const cases = [
    [{}, /&lang=en$/],
    [{ controls: 'temperature, score' }, /&controls=score%20temperature&lang=en$/],
    [{ controls: 'Score\ncausal colour' }, /&controls=score%20causal&lang=en$/],
    [{ controls: 'colour', theme: 'auto' }, /key=1&lang=en$/],
    [{ theme: 'dark', lang: 'en_US' }, /&lang=en&theme=dark$/],
    [{ lang: 'zh-Hant' }, /&lang=zh-CN$/],
    [{ dir: 'rtl' }, /&lang=en&dir=rtl$/],
  ];
  for (const [attributes, expected] of cases) {
    const link = await page.evaluate(async (given) => {
      const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
      for (const [name, value] of Object.entries(given)) figure.setAttribute(name, value);
      figure.cell = [0, 1];
      await figure.ready;
      const written = await figure.link;
      for (const name of Object.keys(given)) figure.removeAttribute(name);
      return written;
    }, attributes);
    assert.match(link, expected);
  }
  const inherited = await page.evaluate(async () => {
    document.documentElement.lang = 'zh';
    document.body.dir = 'rtl';
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    await figure.ready;
    return figure.link;
  });
  const { page: opened } = await lab.open({ address: `${lab.url}figure.html${new URL(inherited).hash}` });
  assert.match(await part(opened, 'readout').innerText(), /注意/);
  assert.equal(await inFigure(opened, (figure) => getComputedStyle(figure).direction), 'rtl');
});

test('at 320 pixels nothing is wider than the page, with every control', async () => {
  const page = await post('<attention-figure tokens="I like learning, and learners like to learn" controls="score normalizer temperature scale causal window mask head"></attention-figure>', { width: 320 });
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(scroll <= inner, `${scroll} of ${inner}`);
});

test('a comparison names its panels in the readout and derives each of them', async () => {
  const page = await post(`<attention-figure ${vectors} compare="softmax sparsemax" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /Softmax (\S+) · Sparsemax (\S+) · difference (\S+)$/.exec(readout) ?? [];
  const [soft, sparse] = ['softmax', 'sparsemax'].map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  [soft, sparse, sparse - soft].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  await part(page, 'stage').focus();
  await page.keyboard.press('Enter');
  assert.deepEqual(await page.locator('attention-figure .panel-name').allTextContents(), ['Softmax', 'Sparsemax']);
});

test('heads: each with its entropy, their mean, and which of many are shown', async () => {
  const size = [0, 1, 2];
  const heads = (/** @type {number} */ seed) => [0, 1, 2, 3, 4].map((head) => size.map((token) => size.map((axis) => Math.sin(seed + 7 * head + 3 * token + axis))));
  const [asking, asked] = [heads(1), heads(2)];
  const page = await post(`<attention-figure tokens="a b c" compare="heads" head="4" cell="1 0" queries="${JSON.stringify(asking)}" keys="${JSON.stringify(asked)}"></attention-figure>`);
  const shown = [1, 2, 3, 4];
  const rows = shown.map((head) => asking[head].map((query) => attendRow({ query, keys: asked[head], score: 'scaled-dot', normalizer: 'softmax' }).weights));
  const readout = await part(page, 'readout').innerText();
  const printed = /Head 2 (\S+) · Head 3 (\S+) · Head 4 (\S+) · Head 5 (\S+) · mean (\S+)$/.exec(readout) ?? [];
  const cells = rows.map((row) => row[1][0]);
  [...cells, cells.reduce((sum, weight) => sum + weight / 4, 0)].forEach((truth, index) => assertPrinted(printed[index + 1], truth, readout));
  const captions = await page.locator('attention-figure caption').allTextContents();
  assert.equal(captions.length, 4);
  rows.forEach((head, index) => {
    const entropy = head.flat().reduce((sum, weight) => sum - (weight * Math.log2(weight)) / 3, 0);
    const [, said = ''] = /entropy (\S+) bits/.exec(captions[index]) ?? [];
    assert.ok(Math.abs(Number(said) - entropy) <= 0.00501, `${captions[index]}: ${entropy}`);
  });
  assert.match(await part(page, 'note').first().innerText(), /Heads 2 to 5 of 5\./);
  const svg = await inFigure(page, async (figure) => (await /** @type {AttentionFigureElement} */ (figure).exportSVG()).text());
  assert.match(svg, /Mean of these heads/);
});

test('three that are compared say what the later ones differ by from the first', async () => {
  const names = ['softmax', 'entmax15', 'sparsemax'];
  const page = await post(`<attention-figure ${vectors} compare="${names.join(' ')}" cell="1 0"></attention-figure>`);
  const readout = await part(page, 'readout').innerText();
  const printed = /less Softmax: (\S+), (\S+)$/.exec(readout) ?? [];
  const [first, ...others] = names.map((normalizer) => attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer }).weights[0]);
  others.forEach((weight, index) => assertPrinted(printed[index + 1], weight - first, readout));
});

test('its looks are set by custom properties and parts', async () => {
  const page = await post('<attention-figure tokens="I like tea"></attention-figure><div id="place"></div>');
  const seen = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`#own { --figure-ink: rgb(1, 2, 3); --figure-paper: rgb(250, 251, 252); --figure-ramp-positive: rgb(9, 8, 7);
      --figure-font: monospace; --figure-panels: row; width: 500px }
      #own::part(caption) { color: rgb(4, 5, 6) }`);
    document.adoptedStyleSheets = [sheet];
    const figure = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    figure.id = 'own';
    figure.setAttribute('tokens', 'I like tea');
    figure.setAttribute('weights', '[[1, 0, 0], [0, 1, 0], [0, 0, 1]]');
    figure.setAttribute('caption', 'Own');
    document.querySelector('#place')?.append(figure);
    await figure.ready;
    const svg = await (await figure.exportSVG()).text();
    const { height } = figure.getBoundingClientRect();
    const style = (/** @type {string} */ name) => getComputedStyle(/** @type {Element} */ (figure.shadowRoot?.querySelector(name)));
    figure.removeAttribute('weights');
    figure.setAttribute('compare', 'softmax sparsemax');
    await figure.ready;
    const wide = figure.getBoundingClientRect().height;
    return { svg, height, wide, paper: style('.figure').backgroundColor, caption: style('figcaption').color, font: style('.readout').fontFamily };
  });
  assert.match(seen.svg, /rgb\(1, 2, 3\)|#010203/);
  assert.match(seen.svg, /rgb\(9, 8, 7\)|#090807/);
  assert.match(seen.svg, /monospace/);
  assert.equal(seen.paper, 'rgb(250, 251, 252)');
  assert.equal(seen.caption, 'rgb(4, 5, 6)');
  assert.match(seen.font, /^monospace/);
  assert.ok(seen.wide < seen.height + 120, `in one row: ${seen.wide}, and one panel alone ${seen.height}`);
});

test('on paper and in forced colours a dark system or theme does not show', async () => {
  const page = await post('<attention-figure tokens="I like tea" theme="dark"></attention-figure>', { dark: true });
  const ink = () => inFigure(page, (figure) => getComputedStyle(figure).getPropertyValue('--figure-ink').trim());
  assert.equal(await ink(), '#ebe8e1');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await ink(), '#000');
  await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
  assert.equal(await ink(), 'CanvasText');
});

test('words from right to left stand apart in the sentence, and the first key at the right', async () => {
  const page = await post('<div dir="rtl"><attention-figure tokens="אני אוהב תה" cell="0 1"></attention-figure></div>');
  assert.match(await part(page, 'readout').innerText(), /^“\u2068אני\u2069” attends to “\u2068אוהב\u2069”: /);
  await part(page, 'stage').focus();
  await page.keyboard.press('ArrowLeft');
  assert.match(await part(page, 'readout').innerText(), /to “\u2068תה\u2069”/);
});

test('on a touch screen buttons walk the cells and open the derivation', async () => {
  const page = await post(`<attention-figure ${vectors} cell="0 0"></attention-figure>`, { context: { hasTouch: true, isMobile: true } });
  await page.getByRole('button', { name: 'next key' }).tap();
  assert.match(await part(page, 'readout').innerText(), /“I” attends to “milk”/);
  await page.getByRole('button', { name: 'Derive' }).tap();
  assert.match(await page.locator('attention-figure .panel h3').innerText(), /milk/);
});

test('on a touch screen two fingers magnify the map, and not the page', async () => {
  const page = await post('<attention-figure tokens="a b c d e f g h i j k l m n o p"></attention-figure>', { context: { hasTouch: true, isMobile: true } });
  const client = await page.context().newCDPSession(page);
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await part(page, 'stage').boundingBox());
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {...number} places across */
  const touch = (type, ...places) => client.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map((across, id) => ({ x: x + across, y: y + 200, id })),
  });
  /** What lies right of the middle. */
  const read = async () => {
    await page.touchscreen.tap(x + 0.8 * width, y + 200);
    return part(page, 'readout').innerText();
  };
  const before = await read();
  const middle = width / 2;
  await touch('touchStart', middle - 20, middle + 20);
  for (const reach of [30, 50, 70]) await touch('touchMove', middle - reach, middle + reach);
  await touch('touchEnd');
  assert.notEqual(await read(), before);
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1);
  // The menu leads back to the whole map, without a second finger.
  await inFigure(page, (figure) => /** @type {AttentionFigureElement} */ (figure).reset()); // Nothing else is to be taken back.
  await part(page, 'menu').locator('button').first().tap();
  await part(page, 'menu').locator('[data-name=reset]').tap();
  await page.evaluate(() => scrollTo(0, 0));
  assert.equal(await read(), before);
});

test('one finger scrolls the page, and drags a map that is magnified; a tap still chooses', async () => {
  const tall = '<p>Text.</p>'.repeat(60);
  const page = await post(`<attention-figure tokens="a b c d e f g h i j k l m n o p" cell="0 0"></attention-figure>${tall}`, { width: 400, context: { hasTouch: true, isMobile: true } });
  const client = await page.context().newCDPSession(page);
  const { x, y, width } = /** @type {{ x: number, y: number, width: number }} */ (await part(page, 'stage').boundingBox());
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {[across: number, down: number][]} places */
  const touch = (type, ...places) => client.send('Input.dispatchTouchEvent', {
    type,
    touchPoints: places.map(([across, down], id) => ({ x: x + across, y: y + down, id })),
  });
  const [middle, height] = [width / 2, 220];
  /** What follows sooner would be the second half of a double tap. */
  const apart = () => page.waitForTimeout(400);
  /** One finger, from the middle. @param {number} across @param {number} down */
  const drag = async (across, down) => {
    await apart();
    await touch('touchStart', [middle, height]);
    for (const share of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', [middle + share * across, height + share * down]);
    await touch('touchEnd');
  };
  const scrolled = () => page.evaluate(() => scrollY);
  const cell = () => inFigure(page, (figure) => figure.cell);
  /** @param {[across: number, down: number]} place @returns {Promise<string>} the cell that is chosen then */
  const tap = async ([across, down]) => {
    await apart();
    await page.touchscreen.tap(x + across, y + down);
    await apart();
    return String(await cell());
  };

  await drag(0, -120);
  await until(async () => await scrolled() > 60, 'the page is scrolled');
  assert.deepEqual(await cell(), [0, 0]);
  // What the finger has set going goes on for a while.
  await until(async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(200);
    return await scrolled() === 0;
  }, 'the page is at its top again');

  await touch('touchStart', [middle - 20, height], [middle + 20, height]);
  for (const reach of [30, 50, 70, 90]) await touch('touchMove', [middle - reach, height], [middle + reach, height]);
  await touch('touchEnd');
  const before = await tap([middle, height]);
  assert.notEqual(before, '0,0');
  await drag(-80, -100);
  await apart();
  assert.equal(await scrolled(), 0, 'the page stays');
  assert.equal(String(await cell()), before, 'what was dragged is not chosen');
  assert.notEqual(await tap([middle, height]), before);
  assert.equal(await tap([middle - 80, height - 100]), before, 'it is where the finger has brought it');

  // Seen whole again, it lets the page be scrolled again.
  await touch('touchStart', [middle - 100, height], [middle + 100, height]);
  for (const reach of [80, 50, 20, 10]) await touch('touchMove', [middle - reach, height], [middle + reach, height]);
  await touch('touchEnd');
  await drag(0, -120);
  await until(async () => await scrolled() > 60, 'the page is scrolled again');
});
