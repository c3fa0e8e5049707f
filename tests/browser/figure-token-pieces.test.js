// Pieces of tokenisers in a figure: shown as what they stand for wherever a reader sees them, and kept as they were given in
// what programs read.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLink } from '../../web/figure/state/figure-link.js';
import { fieldsOfTable } from '../../web/figure/state/table-input.js';
import { useBrowser } from './browser.js';
import { drawn, usePosts } from './figure-post.js';

/**
 * @import { BrowserContext, Page } from 'playwright-core'
 * @import { AttentionFigureElement } from '../../web/figure/element/attention-figure.js'
 */

const { opened } = usePosts(useBrowser());

/** What tokenisers write, and what readers see; the second one asks, and the first is asked. @type {Record<string, [string[], string[]]>} */
const lists = {
  'GPT-2': [['The', 'Ġcat', 'ä½ł', 'å¥', '½', 'Ċ', '<|endoftext|>'], ['The', '␣cat', '你', '\\xE5\\xA5', '\\xBD', '↵', '<|endoftext|>']],
  WordPiece: [['[CLS]', 'play', '##ing', '[SEP]'], ['[CLS]', 'play', '##ing', '[SEP]']],
  SentencePiece: [['▁Das', '▁Haus', 'es', '<0x0A>', '</s>'], ['␣Das', '␣Haus', 'es', '↵', '</s>']],
  'Code Llama': [['▁<PRE>', '▁<b>', '▁<SUF>', '▁x', '▁<MID>'], ['▁<PRE>', '␣<b>', '▁<SUF>', '␣x', '▁<MID>']],
  CLIP: [['a</w>', 'caf', 'Ã©</w>'], ['a', 'caf', 'é']],
  DeepSeek: [['<｜begin▁of▁sentence｜>', 'Ġyou', 'Hi'], ['<｜begin▁of▁sentence｜>', '␣you', 'Hi']],
  'words of a reader': [['Ġ', 'Ö', 'is', 'a', 'letter', '你'], ['Ġ', 'Ö', 'is', 'a', 'letter', '你']],
  'words with marks': [['#tag', '###', 'C##', 'ĠĊ你'], ['#tag', '###', 'C##', 'ĠĊ你']],
};

/** Isolates stand around what could turn a sentence. @param {string | null | undefined} text */
const plain = (text) => (text ?? '').replace(/[\u2066-\u2069]/g, '');

/** Keeps what is written on the pictures of a page. @param {BrowserContext} context */
const keepLabels = (context) => context.addInitScript(() => {
  /** @type {string[]} */
  const labels = [];
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (/** @type {string} */ text, /** @type {[x: number, y: number]} */ ...place) {
    labels.push(text);
    fillText.call(this, text, ...place);
  };
  Object.assign(globalThis, { labels });
});

/**
 * @param {Page} page
 * @param {string} view
 * @returns {Promise<{ canvas: string[], svg: string[], name: string }>} what is written on the picture of a view, and what it is called
 */
const pictureOf = (page, view) => page.evaluate(async (wanted) => {
  const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
  const labels = /** @type {string[]} */ (/** @type {any} */ (globalThis).labels);
  labels.length = 0;
  figure.setAttribute('view', wanted);
  await figure.ready;
  const canvas = [...labels];
  const svg = new DOMParser().parseFromString(await (await figure.exportSVG()).text(), 'image/svg+xml');
  return {
    canvas,
    svg: Array.from(svg.querySelectorAll('text'), ({ textContent }) => textContent ?? ''),
    name: figure.shadowRoot?.querySelector('.stage')?.getAttribute('aria-label') ?? '',
  };
}, view);

/** @param {Page} page @returns what stands around the picture, and in the panel that derives the chosen weight */
const wordsOf = (page) => page.evaluate(() => {
  const root = /** @type {ShadowRoot} */ (document.querySelector('attention-figure')?.shadowRoot);
  const texts = (/** @type {string} */ selector) => Array.from(root.querySelectorAll(selector), ({ textContent }) => textContent ?? '');
  return {
    columns: texts('table thead th'),
    rows: texts('table tbody th'),
    note: texts('.table-scroll ~ .note')[0],
    readout: texts('.readout')[0],
    sentence: texts('.sentence')[0],
    title: texts('#title')[0],
    derivation: texts('.panel-content')[0],
  };
});

/** @param {Page} page @returns what the figure exports: of the page its parts, which readers see */
const filesOf = (page) => page.evaluate(async () => {
  const figure = /** @type {AttentionFigureElement} */ (document.querySelector('attention-figure'));
  const text = async (/** @type {Promise<Blob>} */ file) => (await file).text();
  const html = new DOMParser().parseFromString(await text(figure.exportHTML()), 'text/html');
  const texts = (/** @type {string} */ selector) => Array.from(html.querySelectorAll(selector), ({ textContent }) => textContent ?? '');
  return {
    html: { title: html.title, labels: texts('svg text'), columns: texts('thead th'), rows: texts('tbody th'), heading: texts('h3')[0], derivation: texts('h3 ~ *').join() },
    csv: await text(figure.exportCSV()),
    json: await text(figure.exportJSON()),
    numpy: await text(figure.exportNumPy()),
    link: await figure.link,
    state: figure.state,
  };
});

/** @param {string} label of a picture, which cuts long words @param {string} word */
function stands(label, word) {
  const [, start] = /^(.{5,})…$/.exec(label) ?? [];
  return label === word || (start !== undefined && word.startsWith(start));
}

/** @param {string[]} labels of a picture @param {string[]} shown @param {number} times that each is there @param {string} where */
function assertLabels(labels, shown, times, where) {
  const counts = shown.map((word) => labels.filter((label) => stands(plain(label), word)).length);
  assert.deepEqual(counts, shown.map(() => times), `${where}: ${labels.join(' | ')}`);
}

/** @param {string} text @returns {string[]} the words that it has in quotation marks */
const quoted = (text) => Array.from(plain(text).matchAll(/“([^”]*)”/g), ([, word]) => word);

for (const [name, [tokens, shown]] of Object.entries(lists)) {
  test(`${name}: readers see what the pieces stand for, and programs read the pieces`, async () => {
    const attribute = JSON.stringify(tokens).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
    const { page, complaints } = await opened(`<attention-figure tokens="${attribute}" cell="1,0"></attention-figure>`, { prepare: keepLabels });
    await drawn(page);
    const [key, query] = shown;

    // Both sides of links; the keys of bars, whose query is in the picture's name; rows and columns of a map.
    for (const [view, times] of /** @type {const} */ ([['links', 2], ['bars', 1], ['heatmap', 2]])) {
      const picture = await pictureOf(page, view);
      assertLabels(picture.canvas, shown, times, `${view} on the canvas`);
      assertLabels(picture.svg, shown, times, `${view} as SVG`);
      assert.deepEqual(quoted(picture.name), view === 'bars' ? [query] : []);
    }

    await page.locator('attention-figure .stage').press('Enter');
    const words = await wordsOf(page);
    assert.deepEqual([words.columns.map(plain), words.rows.map(plain)], [shown, shown]);
    assert.ok(plain(words.note).startsWith(`${query}: `), words.note);
    assert.deepEqual(quoted(words.readout), [query, key]);
    const [asking, ...asked] = quoted(words.sentence);
    assert.deepEqual([asking, asked.length, asked.filter((word) => !shown.includes(word))], [query, 3, []]);
    assert.deepEqual([quoted(words.title), quoted(words.derivation)], [[query, key], [query, key]]);

    const { html, csv, json, numpy, link, state } = await filesOf(page);
    assert.equal(html.title, shown.join(' '));
    assertLabels(html.labels, shown, 2, 'the drawing of the page');
    assert.deepEqual([html.columns.map(plain), html.rows.map(plain)], [shown, shown]);
    assert.deepEqual([quoted(html.heading), quoted(html.derivation)], [[query, key], [query, key]]);

    assert.deepEqual(state.tokens, tokens);
    assert.deepEqual(JSON.parse(json).state.tokens, tokens);
    assert.deepEqual((await readLink(link)).state.tokens, tokens);
    const table = fieldsOfTable(csv);
    assert.deepEqual([table.tokens, table.queryTokens], [tokens, tokens]);
    assert.deepEqual(JSON.parse(/^tokens = (.*) {2}# the keys$/m.exec(numpy)?.[1] ?? ''), tokens);
    assert.deepEqual(complaints, []);
  });
}
