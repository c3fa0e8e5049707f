// What a reader can take from the workbench: its link, files, and figures that show the same.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { kRoot, runNode } from '../node/child.js';
import { pathOf, until, useBrowser } from './browser.js';
import { chooseMethod, field } from './example-page.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser({ usesClipboard: true });
const context = { permissions: ['clipboard-read', 'clipboard-write'] };

/** @param {string} link @param {import('./browser.js').OpenOptions} [options] */
async function openLink(link, options) {
  const page = await lab.openDrawn({ address: `${lab.url}workbench.html${link}`, context, ...options });
  await page.locator('#sentence-take a[href]').waitFor();
  return page;
}

/** @param {Page} page @param {string} section @param {string} name @returns {Promise<string>} the path of the file */
async function saved(page, section, name) {
  const coming = page.waitForEvent('download');
  await page.locator(`#${section}-take`).getByRole('button', { name }).click();
  return pathOf(await coming);
}

/** @param {string} path @returns {Promise<string>} without the mark that says that it is UTF-8 */
async function readTable(path) {
  const text = await readFile(path, 'utf8');
  assert.equal(text[0], '\ufeff');
  return text.slice(1);
}

/** @param {string} text @param {string} name of a column @returns {string[]} of a table without quotation marks */
function column(text, name) {
  const [names, ...lines] = text.trimEnd().split('\r\n').map((line) => line.split(','));
  assert.ok(names.includes(name), String(names));
  return lines.map((line) => line[names.indexOf(name)]);
}

/**
 * The modules of the figure and of the page may differ within the engine's tolerance.
 * @param {string} table
 * @param {string} wanted
 */
function assertSameTable(table, wanted) {
  const [lines, wantedLines] = [table, wanted].map((text) => text.trimEnd().split('\r\n').map((line) => /^(.*),([^,]*),([^,]*)$/.exec(line) ?? []));
  assert.equal(lines.length, wantedLines.length);
  lines.forEach(([, names, ...numbers], index) => {
    const [, wantedNames, ...wantedNumbers] = wantedLines[index];
    assert.equal(names, wantedNames);
    if (index === 0) return;
    for (const [at, number] of numbers.map(Number).entries()) {
      const wantedNumber = Number(wantedNumbers[at]);
      assert.ok(Math.abs(number - wantedNumber) <= 2e-6 * Math.max(1, Math.abs(wantedNumber)), `${names}: ${number}, not ${wantedNumber}`);
    }
  });
}

/** @param {Page} page @param {string} section @returns {Promise<string[]>} the weights of the figure that its link opens */
async function figureWeights(page, section) {
  await page.locator(`#${section}-take a[href]`).click();
  await page.waitForURL(/builder\.html#v=1&/);
  await page.locator('attention-figure .readout').waitFor();
  const csv = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    await figure.ready;
    return (await figure.exportCSV()).text();
  });
  return column(csv, 'weight');
}

test('the copied link has everything that the page shows now', async () => {
  const page = await openLink('');
  const [example, sentence] = ['example', 'sentence'].map((section) => page.locator(`#${section}-take`));
  await field(page, 'query, component 1').fill('5');
  await page.locator('#sentence').fill('mine');
  await example.getByRole('button', { name: 'Copy the link' }).click();
  await until(async () => /^Copied\./.test(await example.locator('[role=status]').innerText()), 'said');
  const link = `${lab.url}workbench.html#v=1&query=5,0.2,0.3&sentence=mine`;
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  await field(page, 'query, component 1').fill('6');
  assert.equal(await example.locator('[role=status]').innerText(), '', 'what was said is of the link before');

  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }));
  await sentence.getByRole('button', { name: 'Copy the link' }).click();
  await until(async () => /The address bar has the link/.test(await sentence.locator('[role=status]').innerText()), 'said');
  await until(async () => page.url() === link.replace('=5', '=6'), 'the address bar has it');
});

test('a state that is too long for a link gets a message, and the address stays empty', async () => {
  const page = await openLink('#v=1&query=1,2,3');
  const text = Array.from({ length: 5000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20_000))).join('');
  await page.locator('#sentence').fill(text);
  await until(async () => page.url() === `${lab.url}workbench.html`, 'no link');
  await page.locator('#sentence-take').getByRole('button', { name: 'Copy the link' }).click();
  assert.equal(await page.locator('#sentence-take [role=status]').innerText(), 'This is too much for a link: it may have 8192 characters.');
});

test('the example as files: the command line computes the page’s weights from the JSON, and the CSV has them', async () => {
  const page = await openLink('#v=1&words=tea,=1%2B1,milk&score=additive&additive-b=0,0,1&normalizer=entmax15&temperature=4&values=1,2,3;4,5,6;7,8,9');
  const json = await saved(page, 'example', 'Save JSON');
  assert.match(json, /attention-example\.json$/);
  const { status, stdout, stderr } = runNode([`${kRoot}/lib/cli.js`, 'run', json]);
  assert.deepEqual([status, stderr], [0, '']);
  const csv = await readTable(await saved(page, 'example', 'Save CSV'));
  assert.deepEqual(column(csv, 'word'), ['tea', "'=1+1", 'milk', '']);
  const weights = column(csv, 'weight').slice(0, 3).map(Number);
  assert.ok(weights.some((weight) => weight > 0 && weight < 1), String(weights));
  const printed = JSON.parse(stdout).weights;
  weights.forEach((weight, key) => assert.ok(Math.abs(weight - printed[key]) < 1e-6, `${weights}, not ${printed}`));
  const shown = await page.locator('[data-step=weights] .result .number').allInnerTexts();
  weights.forEach((weight, key) => assert.ok(Math.abs(weight - Number(shown[key])) <= 0.0005, `${weights}, not ${shown}`));
});

test('with a mistake in a field, the file has what is drawn', async () => {
  const page = await openLink('');
  const before = await readTable(await saved(page, 'example', 'Save CSV'));
  await field(page, 'query, component 1').fill('1e39');
  assert.equal(await page.locator('#stale').isVisible(), true);
  assert.equal(await readTable(await saved(page, 'example', 'Save CSV')), before);
});

test('the example as a figure shows the same weights, and goes on in the builder', async () => {
  const page = await openLink('#v=1&words=tea,milk,sun&query=1,2,-3&score=cosine&normalizer=sparsemax&temperature=0.5');
  const weights = column(await readTable(await saved(page, 'example', 'Save CSV')), 'weight').slice(0, 3);
  assert.deepEqual(await figureWeights(page, 'example'), weights);
  assert.equal(await page.locator('#view').inputValue(), 'bars');
  assert.equal(await page.locator('#words').inputValue(), 'tea milk sun');
});

test('with the reader’s own parameters there is no figure, and the page says why', async () => {
  const page = await openLink('');
  const [figure, note] = [page.locator('#example-take a'), page.locator('#example-take [data-take=note]')];
  assert.equal(await note.isVisible(), false);
  await chooseMethod(page, { score: 'general' });
  await field(page, 'W, row 1, column 1').fill('2');
  await note.waitFor();
  assert.equal(await figure.getAttribute('href'), null);
  assert.equal(await note.innerText(), 'This cannot become a figure: figures take no parameters of your own.');
  await page.locator('#language').click();
  await until(async () => (await note.innerText()) === '这里不能做成图：图里不能用自己改的参数。', 'in Chinese');
  await chooseMethod(page, { score: 'dot' });
  await page.locator('#example-take a[href]').waitFor();
  assert.equal(await note.isVisible(), false);
});

test('the sentence’s map as a table, and as a figure with the same weights and the same row', async () => {
  for (const link of ['', '#v=1&sentence=I%20like%20tea%2C%20tea%20likes%20me&ignore-itself=0&sentence-score=euclidean&sentence-normalizer=entmax15&sentence-word=4']) {
    const page = await openLink(link);
    const csv = await readTable(await saved(page, 'sentence', 'Save CSV'));
    const chosen = await page.locator('#tokens input').evaluateAll((nodes) => nodes.findIndex((node) => /** @type {HTMLInputElement} */ (node).checked));
    assert.equal(csv.trimEnd().split('\r\n').length, 1 + (await page.locator('#tokens input').count()) ** 2);
    const figure = page.locator('#sentence-take a');
    await until(async () => ((await figure.getAttribute('href')) ?? '').includes(`query=${chosen}`), 'the chosen row');
    await page.locator('#sentence-take a[href]').click();
    await page.waitForURL(/builder\.html#v=1&/);
    await page.locator('attention-figure .readout').waitFor();
    const own = await page.evaluate(async () => (await /** @type {any} */ (document.querySelector('attention-figure')).exportCSV()).text());
    assertSameTable(own, csv);
  }
});

test('without an engine there is nothing to save; the link can be copied', async () => {
  const { page } = await lab.open({ context, prepare: (opened) => opened.route('**/*.wasm', (route) => route.abort()) });
  await page.locator('#failure').waitFor();
  const example = page.locator('#example-take');
  await until(async () => (await example.locator('[data-take=link]').getAttribute('aria-disabled')) === 'false', 'loaded');
  assert.deepEqual(await example.locator('[data-take=json], [data-take=csv]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('aria-disabled'))), ['true', 'true']);
  assert.equal(await example.locator('a').getAttribute('href'), null);
  assert.equal(await example.locator('[data-take=note]').isVisible(), false);
});
