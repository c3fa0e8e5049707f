// Softcap and local focus in <attention-figure>: the derivation's steps, the readout and the sentence in both languages,
// every number against float64, the link, the exports, and an error message beside its field.

import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serveFolder } from '../../web/build/static-server.js';
import { distFolder } from '../../web/build/site.js';
import { assertPrinted, useBrowser } from './browser.js';
import { attendRow } from './float64.js';

/**
 * @import { Page } from 'playwright-core'
 * @import { Site } from '../../web/build/static-server.js'
 */

const lab = useBrowser();
/** @type {string} */
let folder;
/** @type {Site} */
let site;
let count = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'attention-cap-'));
  for (const name of ['attention-figure.iife.js', 'favicon.svg']) await copyFile(join(distFolder, name), join(folder, name));
  site = await serveFolder(folder, { port: 0, headers: { 'Content-Security-Policy': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'" } });
});
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

const queries = [[1, -0.5], [2, 3], [-1.5, 0.25]];
const keys = [[2, 1.5], [3, 2.5], [0.5, 1.5], [-1, 0.75]];
const vectors = `tokens='["a", "b", "c", "d"]' query-tokens='["x", "y", "z"]' queries="${JSON.stringify(queries)}" keys="${JSON.stringify(keys)}"`;

/**
 * @param {string} attributes
 * @param {string} [lang]
 */
async function post(attributes, lang = 'en') {
  const name = `page-${++count}.html`;
  await writeFile(join(folder, name), `<!doctype html><html lang="${lang}"><meta charset="utf-8"><link rel="icon" href="favicon.svg"><title>post</title><script defer src="attention-figure.iife.js"></script><attention-figure ${vectors} ${attributes}></attention-figure>`);
  const { page, complaints } = await lab.open({ address: site.url + name });
  await page.evaluate(() => /** @type {any} */ (document.querySelector('attention-figure')).ready.catch(() => {}));
  assert.deepEqual(complaints, []);
  return page;
}

/** @param {Page} page */
async function derive(page) {
  await page.locator('attention-figure .stage').focus();
  await page.keyboard.press('Enter');
  await page.locator('attention-figure .derivation .steps').first().waitFor();
}

/** @param {Page} page @param {string} step @returns {Promise<{ numbers: string[], sign: string }>} of its one line, the result last */
function lineOf(page, step) {
  return page.locator(`attention-figure [data-step=${step}] .lines`).evaluate((table) => {
    const rows = [...table.querySelectorAll('mtr')];
    if (rows.length !== 1) throw new Error(`${rows.length} lines`);
    const [, calculation, sign, result] = rows[0].children;
    return { numbers: [...calculation.querySelectorAll('mn'), ...result.querySelectorAll('mn')].map((mn) => mn.textContent ?? ''), sign: sign.textContent ?? '' };
  });
}

const cap = 1.5;
const sigma = 0.8;
const [row, column] = [1, 2];
/** @type {[attribute: string, center: number][]} */
const focuses = [
  ['monotonic 0.8', row],
  ['predictive 0.8', keys.length / (1 + Math.exp(-Math.tanh(queries[row][0]) - Math.tanh(queries[row][1])))],
  ['[0.5, 2.25, 3] 0.8', 2.25],
];

for (const lang of ['en', 'zh']) {
  test(`each number of the cap's step and of the focused weight is float64's: ${lang}`, async () => {
    for (const [attribute, center] of focuses) {
      const page = await post(`softcap="1.5" local-focus="${attribute}" cell="${row} ${column}"`, lang);
      const { scaled } = attendRow({ query: queries[row], keys, score: 'scaled-dot', normalizer: 'softmax' });
      const capped = scaled.map((score) => cap * Math.tanh(score / cap));
      const { numerators, numeratorSum, weights } = attendRow({ query: [1], keys: capped.map((score) => [score]), score: 'dot', normalizer: 'softmax' });
      const focused = weights.map((weight, j) => weight * Math.exp(-((j - center) ** 2) / (2 * sigma ** 2)));
      await derive(page);

      const capLine = await lineOf(page, 'cap');
      [cap, scaled[column], cap, capped[column]].forEach((truth, index) => assertPrinted(capLine.numbers[index], truth, `cap ${index}`));
      assert.equal(capLine.numbers.length, 4);
      assert.equal(capLine.sign, '≈');
      assert.equal((await lineOf(page, 'numerator')).numbers[0], capLine.numbers[3]);

      const { numbers, sign } = await lineOf(page, 'focus');
      assert.equal(numbers.length, 9);
      [numerators[column], numeratorSum].forEach((truth, index) => assertPrinted(numbers[index], truth, `focus ${index}`));
      assert.equal(numbers[2], String(column));
      [center, '2', '2', sigma, '2', focused[column]].forEach((truth, index) =>
        typeof truth === 'string' ? assert.equal(numbers[index + 3], truth) : assertPrinted(numbers[index + 3], truth, `focus ${index + 3}`));
      assert.equal(sign, '≈');
      assert.equal(await page.locator('attention-figure [data-step=weight]').count(), 0);

      // The readout shows the capped score, and the sentence the sum of a row that is no distribution.
      const readout = await page.locator('attention-figure .readout').innerText();
      const [, weight, score] = /： ?|: (?=)/.test(readout) ? /[:：] ?(\S+) · \S+ (\S+)$/.exec(readout) ?? [] : [];
      assertPrinted(weight, focused[column], readout);
      assertPrinted(score, capped[column], readout);
      const said = await page.locator('attention-figure').evaluate((figure) => figure.shadowRoot?.textContent ?? '');
      const sum = focused.reduce((total, each) => total + each, 0).toFixed(4);
      assert.ok(said.includes(lang === 'en' ? `The weights sum to ${sum}, so they are not a distribution.` : `权重之和为 ${sum}，所以不是概率分布。`), `${sum}: ${said}`);
      const heading = await page.locator('attention-figure [data-step=focus] h5').innerText();
      assert.match(heading, lang === 'en' ? /local focus/ : /局部聚焦/);
      await page.close();
    }
  });
}

test('compared normalisers and their differences, the link, and the exports', async () => {
  const page = await post(`softcap="2" local-focus="predictive 1" compare="softmax sparsemax" cell="1 0"`);
  const found = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    /** @param {string} kind */
    const text = async (kind) => (await figure[`export${kind}`]()).text();
    const files = await Promise.all(['CSV', 'JSON', 'HTML', 'NumPy'].map(text));
    return { link: await figure.link, properties: [figure.softcap, figure.localFocus], files };
  });
  assert.match(found.link, /&softcap=2&local-focus=predictive;1&/);
  assert.deepEqual(found.properties, [2, { center: 'predictive', sigma: 1 }]);
  const [csv, json, html, numpy] = found.files;
  const { state, results } = JSON.parse(json);
  assert.deepEqual([state.softcap, state.localFocus], found.properties);
  const center = 4 / (1 + Math.exp(-Math.tanh(2) - Math.tanh(3)));
  ['softmax', 'sparsemax'].forEach((normalizer, panel) => {
    const { scaled } = attendRow({ query: queries[1], keys, score: 'scaled-dot', normalizer });
    const capped = scaled.map((score) => 2 * Math.tanh(score / 2));
    const { weights } = attendRow({ query: [1], keys: capped.map((score) => [score]), score: 'dot', normalizer });
    weights.forEach((weight, j) => {
      const truth = [capped[j], weight * Math.exp(-((j - center) ** 2) / 2)];
      const line = csv.split('\r\n').find((/** @type {string} */ text) => text.startsWith(`${normalizer},1,y,${j},`)) ?? '';
      for (const got of [line.split(',').slice(-2).map(Number), [results.panels[panel].scores[1][j], results.panels[panel].weights[1][j]]]) {
        got.forEach((/** @type {number} */ number, /** @type {number} */ index) => assert.ok(Math.abs(number - truth[index]) < 4e-6, `${normalizer} ${j}: ${got} for ${truth}`));
      }
    });
  });
  assert.ok(html.includes('softcap') && numpy.includes('np.tanh(scores / 2)') && numpy.includes('weights *= np.exp('));
  await derive(page);
  assert.equal(await page.locator('attention-figure [data-step=focus]').count(), 2);
});

test('errors are shown beside their fields, in both languages, and supplied weights allow neither option', async () => {
  for (const [lang, attributes, said] of [
    ['en', 'softcap="0"', 'softcap: expected a number above 0, got 0'], ['zh', 'local-focus="middle 2"', 'localFocus.center：应为 monotonic | predictive，现为 "middle"'],
    ['en', 'local-focus="[1, 2] 1"', 'localFocus.center: expected 3 numbers, one for each query, got 2 numbers'], ['zh', 'local-focus="monotonic"', 'localFocus：应为数，现为 "monotonic"'],
    // This error is the engine's: tanh keeps the sign, so this sum has no root.
    ['en', 'softcap="1" normalizer="article-code"', '“Divided by the sum of roots” has no answer for the scores of “x”'],
    ['zh', 'softcap="1" normalizer="article-code"', '归一化“除以平方根之和”对“x”的得分没有结果'],
  ]) {
    const page = await post(attributes, lang);
    const problem = await page.locator('attention-figure [part~=problem]').innerText();
    assert.ok(problem.includes(said), problem);
    await page.close();
  }
  const page = await post('');
  const weights = await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('attention-figure'));
    for (const name of ['queries', 'keys', 'queryTokens', 'tokens']) figure[name] = null;
    for (const name of ['queries', 'keys', 'query-tokens', 'tokens']) figure.removeAttribute(name);
    Object.assign(figure, { weights: [0.9, 0.1], softcap: 2, localFocus: 'monotonic 1' });
    await figure.ready;
    return JSON.parse(await (await figure.exportJSON()).text()).results.panels[0].weights;
  });
  assert.deepEqual(weights, [[0.9, 0.1]]);
});
