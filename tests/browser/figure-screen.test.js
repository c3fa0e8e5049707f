// The numbers on the screen, in cells, over bars, at the legend and below the table, against float64.
// They are read from the figure's SVG, which is drawn from the same list as its canvas.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertPrinted, useBrowser } from './browser.js';
import { attendRow } from './float64.js';

/** @import { Page } from 'playwright-core' */

const lab = useBrowser();
const queries = [[1, 0.5], [-0.3, 0.8]];
const keys = [[0.2, 0.9], [1, -0.4], [0.6, 0.6]];
const tokens = ['tea', 'milk', 'sun'];
const truth = queries.map((query) => attendRow({ query, keys, score: 'dot', normalizer: 'softmax' }).weights);

/**
 * @param {{ [attribute: string]: string }} attributes
 * @returns {Promise<{ page: Page, texts: string[] }>} what is written in the picture, from its top to its foot
 */
async function drawn(attributes) {
  const { page } = await lab.open({ address: `${lab.url}builder.html` });
  const texts = await page.evaluate(async (given) => {
    const figure = /** @type {any} */ (document.createElement('attention-figure'));
    for (const [name, value] of Object.entries(given)) figure.setAttribute(name, value);
    document.querySelector('main')?.replaceChildren(figure);
    const svg = new DOMParser().parseFromString(await (await figure.exportSVG()).text(), 'image/svg+xml');
    return [...svg.querySelectorAll('text')].map((node) => node.textContent ?? '');
  }, { tokens: JSON.stringify(tokens), keys: JSON.stringify(keys), score: 'dot', ...attributes });
  return { page, texts };
}

/** @param {string[]} texts */
const numbersIn = (texts) => texts.filter((text) => /^[<−-]?\d*\.?\d+$/.test(text));

test('the numbers in the cells and at the legend of a heat map', async () => {
  const { texts } = await drawn({ queries: JSON.stringify(queries), 'query-tokens': '["I", "you"]', view: 'heatmap', domain: '0 1' });
  const numbers = numbersIn(texts);
  const weights = truth.flat();
  const cells = numbers.filter((text) => /\.\d{3}$/.test(text));
  assert.equal(cells.length, weights.length, texts.join(' | '));
  cells.forEach((text, index) => assertPrinted(text, weights[index], `cell ${index}`));
  assert.deepEqual(numbers.filter((text) => !cells.includes(text)).map(Number), [0, 0.5, 1], texts.join(' | '));
});

test('the numbers over the bars', async () => {
  const { texts } = await drawn({ queries: JSON.stringify(queries[1]), 'query-tokens': '["you"]', view: 'bars' });
  const over = numbersIn(texts).filter((text) => /\.\d{3}$/.test(text));
  assert.equal(over.length, tokens.length, texts.join(' | '));
  over.forEach((text, index) => assertPrinted(text, truth[1][index], `bar ${index}`));
});

test('the sum and the entropy of a row, under its table', async () => {
  const { page } = await drawn({ queries: JSON.stringify(queries), 'query-tokens': '["I", "you"]', cell: '1 0' });
  const figure = page.locator('attention-figure');
  await figure.locator('.menu-button').click();
  await figure.getByRole('menuitemcheckbox', { name: 'Show the table' }).click();
  const note = await figure.locator('[part=table] .note').first().innerText();
  const [, sum, entropy, most] = /Sum (\S+)\. Entropy (\S+) bits, of at most (\S+)\./.exec(note) ?? [];
  assertPrinted(sum, 1, `sum in "${note}"`);
  assertPrinted(entropy, -truth[1].reduce((total, weight) => total + weight * Math.log2(weight), 0), 'entropy');
  assertPrinted(most, Math.log2(3), 'the most that it can be');
});
