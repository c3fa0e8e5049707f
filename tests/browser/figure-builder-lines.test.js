// What dist/builder.html hands out draws the same elsewhere.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { starter, starterNames } from '../../web/site/builder/starters.js';
import { readInput } from '../../web/figure/state/figure-input.js';
import { mostLink, readLink, writeLink } from '../../web/figure/state/figure-link.js';
import { pathOf, useBrowser } from './browser.js';
import { linesIn, openBuilder } from './builder-page.js';
import { hosted } from './hosted.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });
const tea = '#v=1&view=heatmap&tokens=I,like,tea';

/** @param {Page} page @param {string} html @returns {Promise<any[]>} the states of its figures, in a page of the site */
async function statesOf(page, html) {
  const folder = await mkdtemp(join(tmpdir(), 'attention-post-'));
  await cp(distFolder, folder, { recursive: true });
  await writeFile(join(folder, 'post.html'), `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">${html}`);
  try {
    await page.goto(pathToFileURL(join(folder, 'post.html')).href);
    return await page.evaluate(async () => {
      const figures = /** @type {any[]} */ ([...document.querySelectorAll('attention-figure')]);
      await Promise.all(figures.map((figure) => figure.ready));
      return figures.map((figure) => figure.state);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('the copied lines draw the same figure in a post opened from disk', async () => {
  /** @type {Record<string, string>[]} */
  const hard = [
    { tokens: '["a\\"b","<i>&amp;","it\'s","空 格"]', caption: 'Quotes " and \' and <b>tags</b> & more', causal: '', window: '2 0', cell: '1 0', label: 'x' },
    { tokens: 'a b c', 'query-tokens': 'x y', causal: 'bottom-right', caption: 'aligned' },
    { tokens: 'a b', shows: 'scores', mask: '[[1,0],[1,1]]', scale: '0.3', domain: '-1 2', score: 'euclidean' },
    { queries: '[[[1,2]],[[3,4]]]', keys: '[[[1,0],[0,1]]]', head: '1', compare: 'heads', sinks: '0.5 -1' },
    { weights: JSON.stringify([Array.from({ length: 30 }, () => Array.from({ length: 30 }, () => 1 / 3))]), caption: '</script><b>' },
  ];
  const states = [
    ...starterNames.flatMap((name) => [starter(name, 'en').state, starter(name, 'zh').state]),
    ...hard.map((attributes) => readInput(attributes)),
    { ...readInput({ tokens: 'a b c' }), query: 2 },
  ];
  const { page } = await openBuilder(lab);
  await page.locator('#folder').fill('');
  /** @type {string[]} */
  const tags = [];
  for (const state of states) {
    const link = await writeLink(state);
    await page.evaluate((hash) => (location.hash = hash), link);
    await page.waitForFunction((caption) => /** @type {HTMLInputElement} */ (document.querySelector('#caption')).value === caption, state.caption);
    await page.waitForTimeout(120);
    tags.push(await linesIn(page, 'tag'));
  }
  const [script] = tags[0].split('\n');
  assert.equal(script, '<script defer src="attention-figure.iife.js"></script>');
  assert.ok(tags.every((tag) => tag.startsWith(script)));
  const drawn = await statesOf(page, script + tags.map((tag) => tag.slice(script.length)).join(''));
  assert.deepEqual(drawn, states);
});

test('the script tag names a file that stays, and its hash, which the browser checks', async () => {
  const { page } = await openBuilder(lab);
  const lines = await linesIn(page, 'tag');
  const bytes = await readFile(join(distFolder, 'attention-figure.iife.js'));
  const integrity = `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const file = `attention-figure-${createHash('sha256').update(bytes).digest('hex').slice(0, 8)}.iife.js`;
  assert.ok(lines.includes(`src="${lab.url}${file}" integrity="${integrity}" crossorigin="anonymous"`), lines);
  assert.deepEqual((await readdir(distFolder)).filter((name) => /^attention-figure-/.test(name)), [file]);
  assert.ok(bytes.equals(await readFile(join(distFolder, file))), 'the same bytes as under the plain name');
  const { version } = JSON.parse(await readFile(join(distFolder, '../package.json'), 'utf8'));
  assert.match(await page.locator('#take-note').innerText(), new RegExp(`Version ${version.replaceAll('.', '\\.')}`));
  const saved = page.locator('#script');
  assert.equal(await saved.getAttribute('href'), `./${file}`, 'what is saved is what the line names');
  for (const [html, isDefined] of /** @type {[string, boolean][]} */ ([[lines, true], [lines.replace('sha384-', 'sha384-A'), false]])) {
    const folder = await mkdtemp(join(tmpdir(), 'attention-post-'));
    await writeFile(join(folder, 'index.html'), html);
    const post = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': null } });
    const site = await serveFolder(distFolder, { port: 0 });
    await writeFile(join(folder, 'index.html'), html.replaceAll(lab.url, site.url));
    const { page: reader } = await lab.open({ address: post.url });
    await reader.waitForLoadState();
    assert.equal(await reader.evaluate(() => customElements.get('attention-figure') !== undefined), isDefined);
    await Promise.all([post.close(), site.close(), rm(folder, { recursive: true })]);
  }
  await page.locator('#folder').fill('');
  await page.waitForFunction(() => document.querySelector('#script')?.getAttribute('href') === './attention-figure.iife.js');
  assert.ok(!(await linesIn(page, 'tag')).includes('integrity'));
});

test('iframe and Markdown lines carry the link, safely', async () => {
  const state = readInput({ tokens: '["a\\"b","<i>","(c)"]', caption: 'An [odd] *caption* "here"' });
  const { page } = await openBuilder(lab, await writeLink(state));
  const iframe = await linesIn(page, 'iframe');
  const [src, title] = await page.evaluate((html) => {
    const node = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    return [node?.src ?? '', node?.title];
  }, iframe);
  assert.equal(title, state.caption);
  assert.ok(src.startsWith(`${lab.url}figure.html#v=1`));
  assert.deepEqual((await readLink(new URL(src).hash)).state, state);
  const markdown = await linesIn(page, 'markdown');
  const [, text, address] = /^\[(.*)\]\(([^()<>\s]*)\)\n$/.exec(markdown) ?? [];
  assert.equal(text, 'An \\[odd\\] \\*caption\\* "here"');
  assert.deepEqual((await readLink(new URL(address).hash)).state, state);
});

test('the figure’s own copying works where the lines are pasted: in a frame on another origin, and in a post with a script', async () => {
  const { page } = await openBuilder(lab, tea, { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  const script = `<script defer src="${lab.url}attention-figure.iife.js"></script>`; // Without integrity: this server does not let other origins load the file that way.
  const lines = [await linesIn(page, 'iframe'), (await linesIn(page, 'tag')).replace(/^.*\n/, script)];
  await hosted(async (post) => {
    for (const [index, html] of lines.entries()) {
      await post.write(html);
      await page.goto(post.url);
      const place = index === 0 ? page.frameLocator('iframe') : page;
      const figure = place.locator('attention-figure');
      await figure.locator('.readout').waitFor();
      await page.evaluate(() => navigator.clipboard.writeText(''));
      await figure.locator('.menu-button').click();
      await figure.getByRole('menuitem', { name: 'Copy the link' }).click();
      await figure.getByText('Copied.', { exact: true }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.ok(copied.startsWith(`${lab.url}figure.html#v=1`), copied);
      assert.deepEqual((await readLink(new URL(copied).hash)).state, readInput({ tokens: 'I like tea' }));
    }
  });
});

test('a figure that is too long for a link becomes a JSON file', async () => {
  const { page } = await openBuilder(lab);
  await page.locator('[data-text="data.more"]').click();
  const weights = Array.from({ length: 60 }, (_, row) => Array.from({ length: 60 }, (_, column) => Number(Math.abs(Math.sin(row * 61 + column)).toFixed(6))));
  await page.locator('#numbers').fill(weights.map((row) => row.join(',')).join('\n'));
  await page.locator('#words').fill('');
  await page.waitForTimeout(500);
  assert.equal(await linesIn(page, 'iframe'), '');
  assert.match(await page.locator('#take-note').innerText(), new RegExp(`too big for a link \\(${mostLink}`));
  assert.equal(await page.locator('#copy').isVisible(), false);
  assert.equal(new URL(page.url()).hash, '');
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#save').click()]);
  const file = JSON.parse(await readFile(await pathOf(download), 'utf8'));
  assert.deepEqual(file.state.weights, [weights]);
  const tag = await linesIn(page, 'tag');
  assert.equal(/ weights="([^"]*)"/.exec(tag)?.[1], JSON.stringify(weights), 'in one attribute, however long');
  assert.doesNotMatch(tag, /<script type/);
});

test('a block of code, lines for every page of a site, and where each tool wants the script', async () => {
  const { page, complaints } = await openBuilder(lab, tea);
  assert.match(await linesIn(page, 'block'), /^<script defer src="[^"]+" data-blocks integrity="[^"]+" crossorigin="anonymous"><\/script>\n\n```json\n\{"attention-figure":1,.*\}\n```\n$/);
  await page.locator('#folder').fill('/');
  assert.match(await linesIn(page, 'tag'), /^<script defer src="\/attention-figure\.iife\.js"><\/script>\n<attention-figure tokens="I like tea" link-base="\/figure\.html"><\/attention-figure>\n$/);
  for (const kind of /** @type {const} */ (['iframe', 'markdown'])) {
    await linesIn(page, kind);
    assert.match(await page.locator('#take-note').innerText(), /Give the whole address of the folder/, kind);
  }
  await page.locator('#folder').fill('https://example.org/lab/');
  await linesIn(page, 'markdown');
  assert.doesNotMatch(await page.locator('#take-note').innerText(), /Give the whole address/);
  await page.locator('.tools summary').click();
  assert.match(await page.locator('#tools tr', { hasText: 'Hugo' }).innerText(), /static\/\s+\[markup\.goldmark\.renderer\] unsafe = true/);
  assert.deepEqual(complaints, []);
});

test('copies to the clipboard, and says so', async () => {
  const { page } = await openBuilder(lab, '', { context: { permissions: ['clipboard-read', 'clipboard-write'] } });
  await page.locator('#copy').click();
  await page.getByText('Copied.', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#code').inputValue());
});

test('works from disk, where lines name files beside the post', async () => {
  const { page, complaints } = await lab.open({ address: pathToFileURL(join(distFolder, 'builder.html')).href });
  await page.locator('attention-figure .readout').waitFor();
  assert.match(await linesIn(page, 'tag'), /^<script defer src="attention-figure\.iife\.js"><\/script>\n/);
  assert.match(await linesIn(page, 'iframe'), /src="figure\.html#v=1/);
  await page.locator('#caption').fill('From disk');
  await page.waitForTimeout(600);
  await page.reload();
  await page.locator('attention-figure .readout').waitFor();
  assert.equal(await page.locator('#caption').inputValue(), 'From disk');
  assert.deepEqual(complaints, []);
});
