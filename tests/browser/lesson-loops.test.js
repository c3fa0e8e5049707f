// The three loops: they are walked by button, by key and by playing, with every number against float64.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iterate, trace } from '../node/oracle.js';
import { endToken, model, prompt } from '../../web/site/lesson/loops/decoding.js';
import { matricesOf, wordVectors } from '../../web/site/lesson/loops/layers.js';
import { covered, energy, pictures, pictureText } from '../../web/site/lesson/loops/memory.js';
import { assertPrinted, assertPrintedVector, moving } from './browser.js';
import { assertSound, kept, resetAll, useSection } from './lesson-article.js';

/** @import { Page } from 'playwright-core' */

const open = useSection('loops');

/** @param {Page} page @param {string} loop */
const loopOf = (page, loop) => page.locator(`[data-loop=${loop}]`);

/** @param {Page} page @param {string} loop @param {string} act @param {number} [times] */
async function press(page, loop, act, times = 1) {
  for (let time = 0; time < times; time++) await loopOf(page, loop).locator(`[data-act=${act}]`).click();
}

/** @param {Page} page @param {string} loop @returns {Promise<string>} the id of the lit box, in the chart and in words */
async function lit(page, loop) {
  const ids = await loopOf(page, loop).locator('.is-current').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-box')));
  assert.equal(ids.length, 2);
  assert.equal(ids[0], ids[1]);
  return ids[0] ?? '';
}

/** @param {Page} page @param {string} loop @returns {Promise<string[][][]>} the numbers of each table, row by row */
function tables(page, loop) {
  return loopOf(page, loop).locator('.loop-now table').evaluateAll((nodes) => nodes.map((node) => (
    [...node.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('.number')].map((cell) => cell.textContent ?? '')))));
}

/** @param {string[][]} printed @param {number[][]} truth @param {string} what */
function assertMatrix(printed, truth, what) {
  assert.deepEqual(printed.map((row) => row.length), truth.map((row) => row.length), what);
  printed.forEach((row, i) => row.forEach((text, j) => assertPrinted(text, truth[i][j], `${what} ${i} ${j}`)));
}

/** @param {number[][]} a @param {number[][]} b */
const product = (a, b) => a.map((row) => b[0].map((_, j) => row.reduce((sum, x, i) => sum + x * b[i][j], 0)));

/** @param {ArrayLike<number>} data @param {number} columns */
const rows = (data, columns) => Array.from({ length: data.length / columns }, (_, row) => Array.from(data).slice(row * columns, (row + 1) * columns));

test('without a script: the article’s chart, what is wrong with it, and every box explained, in both languages', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language, context: { javaScriptEnabled: false } });
    const chart = page.locator('[data-flow=article]');
    for (const name of ['输入数据', '编码器', '是否结束？', '结束', '计算注意力得分', '归一化得分', '权重分配', '加权处理']) {
      assert.equal(await chart.getByText(name, { exact: true }).count(), 1, name);
    }
    assert.equal(await page.locator('.loop-wrong li').count(), 5);
    assert.deepEqual(await page.locator('#loops svg.flow').count(), 4);
    for (const loop of ['layers', 'decoding', 'memory']) {
      const explained = await loopOf(page, loop).locator('.loop-steps li').evaluateAll((nodes) => nodes.filter((node) => node.checkVisibility()).length);
      assert.equal(explained, await loopOf(page, loop).locator('.flow-box').count(), loop);
    }
  }
});

test('layers: two layers box by box, the end counted, in both languages', async () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    const page = await open({ language });
    assert.equal(await lit(page, 'layers'), 'input');
    assertMatrix((await tables(page, 'layers'))[0], wordVectors, 'word vectors');
    const { query, key, value } = matricesOf(0);
    const whole = trace({ query: product(wordVectors, query), key: product(wordVectors, key), value: product(wordVectors, value) }, {});
    await press(page, 'layers', 'step');
    const [q, k, v] = await tables(page, 'layers');
    for (const [got, want, what] of /** @type {const} */ ([[q, query, 'Q'], [k, key, 'K'], [v, value, 'V']])) assertMatrix(got, product(wordVectors, want), what);
    await press(page, 'layers', 'step');
    assertMatrix((await tables(page, 'layers'))[0], rows(whole.scaled.data, 3), 'scores');
    await press(page, 'layers', 'step');
    assert.equal(await lit(page, 'layers'), 'weights');
    assertMatrix((await tables(page, 'layers'))[0], rows(whole.weights.data, 3), 'weights');
    await press(page, 'layers', 'step');
    assertMatrix((await tables(page, 'layers'))[0], rows(whole.output.data, 4), 'weights × V');
    assertPrintedVector(await loopOf(page, 'layers').locator('.flow-box[data-box=mix] .flow-data').textContent(), Array.from(whole.output.data).slice(0, 4), 'in the chart');
    await press(page, 'layers', 'step', 3);
    assert.equal(await lit(page, 'layers'), 'last');
    assert.match(await loopOf(page, 'layers').locator('.loop-says').innerText(), language === 'en' ? /^No\. Layer 1 of 3/ : /^不是。第 1 层/);
    await press(page, 'layers', 'step');
    assert.equal(await lit(page, 'layers'), 'project');
    await press(page, 'layers', 'end');
    assert.equal(await lit(page, 'layers'), 'output');
    assert.equal(await loopOf(page, 'layers').locator('[data-act=step]').getAttribute('aria-disabled'), 'true');
    await press(page, 'layers', 'back');
    assert.match(await loopOf(page, 'layers').locator('.loop-says').innerText(), language === 'en' ? /^Yes\./ : /^是。/);
  }
});

test('decoding: rounds over more and more tokens, ended by the token or by the limit', async () => {
  const page = await open();
  const tokens = [...prompt];
  for (const word of ['I', 'like', 'learning', endToken]) {
    const { query } = model[tokens[tokens.length - 1]];
    const keys = tokens.map((token) => model[token].key);
    const whole = trace({ query: [query], key: keys, value: tokens.map((token) => model[token].value) }, {});
    await press(page, 'decoding', 'step');
    assertMatrix((await tables(page, 'decoding'))[0], [query], 'query');
    await press(page, 'decoding', 'step');
    assertMatrix((await tables(page, 'decoding'))[0], rows(whole.scaled.data, 1), 'scores');
    await press(page, 'decoding', 'step');
    assertMatrix((await tables(page, 'decoding'))[0], rows(whole.weights.data, 1), 'weights');
    await press(page, 'decoding', 'step');
    assertMatrix((await tables(page, 'decoding'))[0], [Array.from(whole.output.data)], 'output');
    await press(page, 'decoding', 'step');
    assert.ok((await loopOf(page, 'decoding').locator('.loop-says').innerText()).includes(`“${word}”`));
    await press(page, 'decoding', 'step', 2);
    tokens.push(word);
    assert.deepEqual(await loopOf(page, 'decoding').locator('.loop-token').allTextContents(), tokens);
  }
  assert.match(await loopOf(page, 'decoding').locator('.loop-says').innerText(), /^Yes\. The model/);
  await loopOf(page, 'decoding').locator('select').selectOption('2');
  await press(page, 'decoding', 'end');
  await press(page, 'decoding', 'back');
  assert.match(await loopOf(page, 'decoding').locator('.loop-says').innerText(), /^Yes\. 2 words were allowed/);
});

test('memory: a broken heart is completed; states, energies and the end are float64’s', async () => {
  const page = await open();
  const start = covered(pictures[1]);
  const { states } = iterate({ query: start, key: pictures, value: pictures }, { score: 'dot', scale: 0.125, tolerance: 0.001 });
  const energies = states.map(({ data }) => energy(Array.from(data), 0.125));
  const memory = loopOf(page, 'memory');
  assert.match(await memory.locator('.loop-place').innerText(), new RegExp(`of ${4 * (states.length - 1) + 2}$`));
  for (let step = 1; step < states.length; step++) {
    const whole = trace({ query: [states[step - 1].data], key: pictures, value: pictures }, { score: 'dot', scale: 0.125 });
    await press(page, 'memory', 'step');
    assertMatrix((await tables(page, 'memory'))[0], rows(whole.scaled.data, 1), 'scores');
    await press(page, 'memory', 'step');
    assertMatrix((await tables(page, 'memory'))[0], rows(whole.weights.data, 1), 'weights');
    await press(page, 'memory', 'step');
    const printed = (await memory.locator('.loop-energy-place figcaption').innerText()).replace('Energy ', '').split(' → ');
    assert.equal(printed.length, step + 1);
    printed.forEach((text, index) => assertPrinted(text, energies[index], `energy ${index}`));
    const shades = await memory.locator('.loop-state rect').evaluateAll((nodes) => nodes.map((node) => [Number(node.getAttribute('x')) + 8 * Number(node.getAttribute('y')), Number(node.getAttribute('fill-opacity'))]));
    for (const [place, shade] of shades) assert.ok(Math.abs(shade - (states[step].data[place] + 1) / 2) < 6e-4, `pixel ${place}: ${shade}`);
    await press(page, 'memory', 'step');
    const move = Math.max(...Array.from(states[step].data, (x, i) => Math.abs(x - states[step - 1].data[i])));
    const said = await memory.locator('.loop-says').innerText();
    assertPrinted(/moved by (?:more than )?([<\d.]+\d)/.exec(said)?.[1] ?? '', move, said);
    assert.equal(said.startsWith('Yes'), step === states.length - 1, said);
  }
  await press(page, 'memory', 'step');
  assert.match(await memory.locator('.loop-says').innerText(), /It has found the heart, with weight 0\.999\..*picture’s: 0\./);
});

test('memory: pixels by click and by key, buttons that break the picture, a small β that blends pictures, a loose tolerance', async () => {
  const page = await open();
  const memory = loopOf(page, 'memory');
  const ink = () => memory.locator('.loop-pixel[aria-pressed=true]').count();
  const before = await ink();
  await memory.getByRole('button', { name: 'row 8, column 8' }).click();
  assert.equal(await ink(), before + 1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'row 7, column 7');
  await page.keyboard.press('Space');
  assert.equal(await ink(), before + 2);
  assert.equal(await lit(page, 'memory'), 'input');
  await memory.getByRole('button', { name: 'Start from the note' }).click();
  assert.equal(await kept(page, 'loops.memory'), `1_0.125_0.001_${pictureText(pictures[3])}`);
  await memory.getByRole('button', { name: 'Flip 10 pixels' }).click();
  const flags = await memory.locator('.loop-pixel').evaluateAll((nodes) => nodes.map((node) => (node.getAttribute('aria-pressed') === 'true' ? 1 : -1)));
  assert.equal(flags.filter((pixel, index) => pixel !== pictures[3][index]).length, 10);
  await memory.getByRole('button', { name: 'Cover the lower half' }).click();
  assert.ok((await memory.locator('.loop-pixel').evaluateAll((nodes) => nodes.slice(32).every((node) => node.getAttribute('aria-pressed') === 'false'))));
  await memory.getByLabel('β, how').selectOption('0.01');
  await press(page, 'memory', 'end');
  assert.match(await memory.locator('.loop-says').innerText(), /rests at a blend/);
  const count = Number(/(\d+)$/.exec(await memory.locator('.loop-place').innerText())?.[1]);
  await memory.getByLabel('Tolerance', { exact: true }).selectOption('0.1');
  assert.ok(Number(/(\d+)$/.exec(await memory.locator('.loop-place').innerText())?.[1]) < count);
});

test('it plays, pauses and comes to its end; with reduced motion there is no play button', async () => {
  const page = await open({ context: moving });
  const play = loopOf(page, 'layers').locator('[data-act=play]');
  await play.click();
  assert.equal(await play.innerText(), 'Pause');
  await page.waitForFunction(() => document.querySelector('[data-loop=layers] .flow-box.is-current')?.getAttribute('data-box') === 'scores');
  await play.click();
  const box = await lit(page, 'layers');
  await page.waitForTimeout(1300);
  assert.equal(await lit(page, 'layers'), box);
  const still = await open({ context: { reducedMotion: 'reduce' } });
  assert.equal(await loopOf(still, 'layers').locator('[data-act=play]').isVisible(), false);
  await press(still, 'layers', 'end');
  assert.equal(await lit(still, 'layers'), 'output');
});

test('the link keeps where each loop is; a broken one shows the author’s', async () => {
  const page = await open({ hash: `#loops.layers=4&loops.decoding=7_2&loops.memory=3_0.0625_0.1_${pictureText(pictures[0])}` });
  assert.deepEqual([await lit(page, 'layers'), await lit(page, 'decoding'), await lit(page, 'memory')], ['weights', 'append', 'weights']);
  assert.equal(await loopOf(page, 'memory').getByLabel('β, how').inputValue(), '0.0625');
  await press(page, 'layers', 'step');
  assert.equal(await kept(page, 'loops.layers'), '5');
  await page.reload();
  await page.locator('#loops').scrollIntoViewIfNeeded();
  await page.locator('#loops[data-started]').waitFor();
  assert.equal(await lit(page, 'layers'), 'mix');
  await press(page, 'layers', 'back');
  await page.locator('#bar-undo').click();
  assert.equal(await lit(page, 'layers'), 'mix');
  await resetAll(page);
  assert.deepEqual([await lit(page, 'layers'), await lit(page, 'decoding'), await lit(page, 'memory')], ['input', 'input', 'input']);
  await page.locator('#bar-undo').click();
  assert.equal(await lit(page, 'layers'), 'mix');
  await page.evaluate(() => { location.hash = '#loops.layers=9'; });
  await page.waitForFunction(() => document.querySelector('[data-loop=memory] .flow-box.is-current')?.getAttribute('data-box') === 'input');
  assert.equal(await lit(page, 'layers'), 'project');
  for (const hash of ['#loops.layers=99&loops.memory=1_7_0.1_0', '#loops.decoding=3_5&loops.memory=1_0.125_0.001_xyz']) {
    const broken = await open({ hash });
    assert.equal(await broken.locator('#loops .broken-link').count(), 1, hash);
    assert.deepEqual([await lit(broken, 'layers'), await lit(broken, 'decoding'), await lit(broken, 'memory')], ['input', 'input', 'input'], hash);
  }
});

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`layout and axe-core: ${language}, wide and at 320 pixels, light and dark`, async () => {
    const page = await open({ language });
    for (const loop of ['layers', 'decoding', 'memory']) await press(page, loop, 'step', 3);
    await assertSound(page, 'loops', 'wide');
    const narrow = await open({ language, width: 320, dark: true });
    for (const loop of ['layers', 'decoding', 'memory']) await press(narrow, loop, 'step', 3);
    await assertSound(narrow, 'loops', 'narrow');
  });
}
