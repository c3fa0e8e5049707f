// The files and the link that a figure offers.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { findPython } from '../../web/build/programs.js';
import { assertPrinted, pathOf, useBrowser } from './browser.js';
import { chosenFromMenu, drawn, inFigure, isNumber, keys, part, queries, usePosts, vectors, widened } from './figure-post.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 * @import { OpenOptions } from './browser.js'
 */

const lab = useBrowser({ usesClipboard: true });
const { file, post } = usePosts(lab);

test('exports: their content, and the link if there is a page for it', async () => {
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
  assert.match(await part(opened, 'readout').innerText(), /关注/);
  assert.equal(await inFigure(opened, (figure) => getComputedStyle(figure).direction), 'rtl');
});

test('the menu copies the link if there is a page for it, and otherwise offers none', async () => {
  const entries = (/** @type {Page} */ page) => page.locator('attention-figure [role^=menuitem]').allTextContents();
  const without = await post(`<attention-figure ${vectors}></attention-figure>`);
  await without.getByRole('button', { name: 'Menu of the figure' }).click();
  assert.ok((await entries(without)).length > 8);
  assert.deepEqual((await entries(without)).filter((entry) => /link/i.test(entry)), []);

  const context = { permissions: ['clipboard-read', 'clipboard-write'] };
  const page = await post(`<attention-figure ${vectors} link-base="figure.html" cell="1 2"></attention-figure>`, { context });
  await chosenFromMenu(page, 'Copy the link');
  await page.getByText('Copied.').first().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await inFigure(page, (figure) => figure.link));
  const { page: opened } = await lab.open({ address: `${lab.url}figure.html${new URL(copied).hash}` });
  await drawn(opened);
  const state = (/** @type {Page} */ at) => inFigure(at, (figure) => figure.state);
  assert.deepEqual(await state(opened), await state(page));
});

test('a figure that is too long for a link is saved as a JSON file, which opens as the same figure', async () => {
  const many = JSON.stringify(Array.from({ length: 90 }, (_, row) => Array.from({ length: 16 }, (_, axis) => Math.sin(1e3 * row + 7 * axis))));
  const page = await post(`<attention-figure queries="${many}" keys="${many}" link-base="figure.html"></attention-figure>`);
  const [download] = await Promise.all([page.waitForEvent('download'), chosenFromMenu(page, 'Copy the link')]);
  assert.equal(download.suggestedFilename(), 'attention.json');
  await page.getByText('The figure is too much for a link. It was saved as a JSON file.').first().waitFor();
  await assertReopens(page, await readFile(await pathOf(download), 'utf8'));
});

/**
 * @param {Page} page
 * @param {string} json of its figure
 */
async function assertReopens(page, json) {
  const [before, after] = await page.evaluate(async (text) => {
    const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
    const again = /** @type {AttentionFigureElement} */ (document.createElement('attention-figure'));
    const script = document.createElement('script');
    script.type = 'application/json';
    script.append(text);
    again.append(script);
    document.body.append(again);
    await again.ready;
    const seen = [figure, again].map((node) => ({ state: node.state, table: node.shadowRoot?.querySelector('table')?.textContent }));
    again.remove();
    return seen;
  }, json);
  assert.deepEqual(after, before);
}

/** The figure that is saved, with what a reader has changed. @param {OpenOptions} [options] */
async function edited(options) {
  const page = await post(`<attention-figure ${vectors} score="dot" controls="temperature causal" cell="1 0" caption="Tea &amp; milk."></attention-figure>`, options);
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.5');
  await page.getByRole('checkbox', { name: 'Causal' }).check();
  await drawn(page);
  const rows = queries.map((query, row) =>
    attendRow({ query, keys, score: 'dot', normalizer: 'softmax', temperature: 0.5, attended: keys.map((_, key) => key <= row) }));
  return { page, rows };
}

/** @param {Page} page @param {string} entry @param {string} ending @returns {Promise<string>} the path of the file */
async function saved(page, entry, ending) {
  const [download] = await Promise.all([page.waitForEvent('download'), chosenFromMenu(page, entry)]);
  assert.equal(download.suggestedFilename(), `attention.${ending}`);
  return pathOf(download);
}

/** @param {Page} page @returns {Promise<{ left: number, top: number, width: number, height: number }>} what its files show of the picture, with a margin */
async function frameOf(page) {
  const svg = await inFigure(page, async (figure) => (await figure.exportSVG()).text());
  const [left, top, width, height] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
  return { left, top, width, height };
}

test('the menu saves a PNG of the current picture, with two pixels for each CSS pixel', async () => {
  const { page } = await edited({ context: { deviceScaleFactor: 2 } });
  await widened(page);
  const file = await readFile(await saved(page, 'Picture (PNG)', 'png'));
  const { left, top, width, height } = await frameOf(page);
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [2 * width, 2 * height]);
  assert.ok(width < 500, `${width}: what is drawn ends before the picture does`);
  const apart = await page.evaluate(async ([bytes, x, y]) => {
    const picture = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: 'image/png' }));
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('attention-figure')?.shadowRoot?.querySelector('canvas'));
    // Both are drawn on the whole paper of the figure, so that a cut-off part would be missing. The caption is below.
    const [saved, shown] = [picture, canvas].map((source) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (copy.getContext('2d'));
      if (source === canvas) context.drawImage(source, 0, 0);
      else context.drawImage(source, 0, 0, picture.width, canvas.height - 2 * y, 2 * x, 2 * y, picture.width, canvas.height - 2 * y);
      context.globalCompositeOperation = 'destination-over'; // The canvas uses the background of the page.
      context.fillStyle = getComputedStyle(/** @type {Element} */ (canvas.closest('.figure'))).backgroundColor;
      context.fillRect(0, 0, copy.width, copy.height);
      return context.getImageData(0, 0, copy.width, copy.height).data;
    });
    return saved.filter((value, index) => Math.abs(value - shown[index]) > 24).length;
  }, /** @type {const} */ ([[...file], left, top]));
  assert.ok(apart < 50, `${apart} values are apart`);
});

test('the menu saves an SVG with the numbers that are shown', async () => {
  const { page, rows } = await edited();
  const svg = await readFile(await saved(page, 'Drawing (SVG)', 'svg'), 'utf8');
  const { problem, texts } = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { problem: read.querySelector('parsererror')?.textContent, texts: [...read.querySelectorAll('text')].map((node) => node.textContent ?? '') };
  }, svg);
  assert.equal(problem, undefined);
  const truth = [rows[0].weights[0], rows[1].weights[0], rows[1].weights[1]]; // The other weights are masked.
  const cells = texts.filter((text) => isNumber(text) && /\.\d{3}$/.test(text));
  assert.equal(cells.length, truth.length, texts.join(' | '));
  truth.forEach((weight, index) => assertPrinted(cells[index], weight, `cell ${index}`));
  for (const token of ['tea', 'milk', 'sun', 'I', 'you']) assert.ok(texts.includes(token), token);
});

test('files carry the caption below the drawing, and several in one page keep to their own colours', async () => {
  const page = await post(`<attention-figure ${vectors} causal label="A map" caption="Tea &amp; milk."></attention-figure><attention-figure ${vectors} causal theme="dark"></attention-figure>`);
  const files = await page.evaluate(async () => {
    const [first, second] = /** @type {AttentionFigureElement[]} */ ([...document.querySelectorAll('attention-figure')]);
    const text = async (/** @type {Promise<Blob>} */ file) => (await file).text();
    const plain = await createImageBitmap(await second.exportPNG());
    const captioned = await createImageBitmap(await first.exportPNG());
    const [svg, html] = [await text(first.exportSVG()), await text(first.exportHTML())];
    first.label = '';
    return { first: svg, second: await text(second.exportSVG()), html, higher: captioned.height - plain.height, unlabelled: await text(first.exportSVG()) };
  });
  assert.match(files.first, /<title>A map<\/title>\n<desc>Tea &amp; milk\.<\/desc>/);
  assert.match(files.unlabelled, /<title>Tea &amp; milk\.<\/title>\n<defs>/);
  assert.equal(files.higher, 2 * (12 + 18), 'the picture has it too, below');
  const { shown, colors } = await page.evaluate(([first, second]) => {
    document.body.innerHTML = `${first}${second}`;
    const [one, two] = [...document.querySelectorAll('body > svg')];
    return {
      shown: [...one.querySelectorAll('text')].at(-1)?.textContent,
      colors: [one, two].map((svg) => [...svg.querySelectorAll('[fill^="url("]')].map((node) => {
        const name = (node.getAttribute('fill') ?? '').slice(5, -1);
        const all = document.querySelectorAll(`[id="${name}"]`);
        return all.length === 1 && svg.contains(all[0]);
      })),
    };
  }, [files.first, files.second]);
  assert.equal(shown, 'Tea & milk.');
  for (const own of colors) assert.ok(own.length > 1 && own.every(Boolean), String(own));
  assert.equal(files.html.match(/Tea &amp; milk\./g)?.length, 1, 'the page has it once: as its caption, and not in the drawing');
});

test('the menu saves a CSV with a line for each cell', async () => {
  const { page, rows } = await edited();
  const [names, ...lines] = (await readFile(await saved(page, 'Numbers (CSV)', 'csv'), 'utf8')).replace(/^\ufeff/, '').trimEnd().split('\r\n').map((line) => line.split(','));
  assert.deepEqual(names, ['panel', 'query', 'query token', 'key', 'key token', 'attended', 'score', 'weight']);
  assert.equal(lines.length, 6);
  lines.forEach(([, query, queryToken, key, token, attended, score, weight], index) => {
    const [row, column] = [Math.floor(index / 3), index % 3];
    assert.deepEqual([query, queryToken, key, token, attended], [String(row), ['I', 'you'][row], String(column), ['tea', 'milk', 'sun'][column], String(Number(column <= row))]);
    assert.ok(Math.abs(Number(score) - rows[row].scaled[column]) < 1e-6, `score ${index}: ${score}`);
    assert.ok(Math.abs(Number(weight) - rows[row].weights[column]) < 1e-6, `weight ${index}: ${weight}`);
  });
});

test('the menu saves a JSON file that opens as the same figure, with its results', async () => {
  const { page, rows } = await edited();
  const json = await readFile(await saved(page, 'The figure (JSON)', 'json'), 'utf8');
  const { state, results } = JSON.parse(json);
  assert.deepEqual([state.score, state.temperature, state.causal, state.query, state.key, state.caption], ['dot', 0.5, true, 1, 0, 'Tea & milk.']);
  rows.forEach(({ weights }, row) => weights.forEach((weight, column) =>
    assert.ok(Math.abs(results.panels[0].weights[row][column] - weight) < 1e-6, `${row} ${column}`)));
  await assertReopens(page, json);
});

test('the menu saves a static page, which shows the numbers without a script', async () => {
  const { page, rows } = await edited();
  const html = await readFile(await saved(page, 'Static page (HTML)', 'html'), 'utf8');
  assert.doesNotMatch(html, /<script|\son\w+=|javascript:/i);
  const context = await lab.browser.newContext({ javaScriptEnabled: false });
  try {
    const still = await context.newPage();
    await still.goto(String(pathToFileURL(await file('static.html', html))));
    assert.ok(await still.locator('svg').first().isVisible());
    assert.match(await still.locator('body').innerText(), /Tea & milk\.[^]*How “you” comes to attend to “tea”|How “you” comes to attend to “tea”[^]*Tea & milk\./);
    const cells = await still.locator('table:has(caption) tbody td').allTextContents();
    const truth = rows.flatMap(({ weights }) => weights);
    assert.equal(cells.length, truth.length);
    truth.forEach((weight, index) => {
      if (index % 3 > Math.floor(index / 3)) assert.equal(cells[index], 'masked');
      else assertPrinted(cells[index], weight, `cell ${index}`);
    });
  } finally {
    await context.close();
  }
});

const python = findPython();

test('the menu saves a NumPy program that prints the same weights', { skip: python ? false : 'no Python with NumPy here: install python3-numpy, or name one in PYTHON' }, async () => {
  const { page, rows } = await edited();
  const path = await saved(page, 'Program (NumPy)', 'py');
  const { stdout, stderr } = spawnSync(/** @type {string} */ (python), [path], { encoding: 'utf8' });
  assert.equal(stderr, '');
  const printed = [...stdout.split(']]')[0].matchAll(/\d\.\d*/g)].map(([number]) => Number(number));
  const truth = rows.flatMap(({ weights }) => weights);
  assert.equal(printed.length, truth.length, stdout);
  truth.forEach((weight, index) => assert.ok(Math.abs(printed[index] - weight) <= 0.000501, `cell ${index}: ${stdout}`));
});
